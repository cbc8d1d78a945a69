"""Rules that keep decisions in the view, where they have types and tests, and templates printing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
import pytest
from jinja2 import nodes
from jinja2.filters import FILTERS

from sdksmith import pipeline
from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.ir import Api
from sdksmith.load import Loader
from sdksmith.load.upgrade import upgrade
from sdksmith.render import render
from sdksmith.view import Page, View
from sdksmith.wire import Wire

TEMPLATES = sorted(pipeline.templates().rglob("*.jinja"))
SPEC = Path(__file__).parent / "cases" / "pets" / "spec.yaml"
MAX_NESTED_IFS = 2

templates = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: path.relative_to(pipeline.templates()).as_posix()
)


def parsed(path: Path) -> nodes.Template:
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
    return environment.parse(path.read_text(), path.name)


def flavor_of(path: Path) -> str:
    """The flavor that a template belongs to."""
    return path.relative_to(pipeline.templates()).parts[0]


def view(flavor: str, api: Api) -> View:
    """What a flavor makes of an API."""
    seen: View = import_module(f"sdksmith.flavors.{flavor}").view(api, Config(), TargetConfig())
    return seen


@cache
def pets(flavor: str) -> View:
    """What a flavor makes of a small document."""
    api, _ = build(Loader(SPEC).root, Config())
    return view(flavor, api)


@pytest.mark.parametrize("flavor", pipeline.flavors())
def test_there_are_templates(flavor: str) -> None:
    assert flavor in {flavor_of(path) for path in TEMPLATES}


@templates
def test_no_variables_that_change(path: Path) -> None:
    """`namespace()` and `{% set %}` are programs; the view is the place for them."""
    calls = [call.node for call in parsed(path).find_all(nodes.Call)]
    assert not [node for node in calls if isinstance(node, nodes.Name) and node.name == "namespace"]
    assert not list(parsed(path).find_all((nodes.Assign, nodes.AssignBlock)))


@templates
def test_nothing_may_be_undefined(path: Path) -> None:
    tests = {test.name for test in parsed(path).find_all(nodes.Test)}
    assert not tests & {"defined", "undefined", "none"}
    assert not [
        found for found in parsed(path).find_all(nodes.Filter) if found.name in ("default", "d")
    ]


@templates
def test_no_glued_code(path: Path) -> None:
    tree = parsed(path)
    assert not list(tree.find_all((nodes.Concat, nodes.Add)))
    used = {found.name for found in tree.find_all(nodes.Filter)}
    assert not used & {"format", "replace", "join", "safe", "indent", "upper", "lower", "title"}


@templates
def test_few_nested_ifs(path: Path) -> None:
    def depth(node: nodes.Node) -> int:
        inner = max((depth(child) for child in node.iter_child_nodes()), default=0)
        return inner + isinstance(node, nodes.If)

    assert depth(parsed(path)) <= MAX_NESTED_IFS


@templates
def test_filters_exist(path: Path) -> None:
    used = {found.name for found in parsed(path).find_all(nodes.Filter)}
    assert used <= FILTERS.keys() | pets(flavor_of(path)).filters.keys()


@templates
def test_only_the_page_is_seen(path: Path) -> None:
    """All that a template prints comes from its page, its loops, its macros' arguments and others' macros."""
    tree = parsed(path)
    known = {"page", "loop"} | {macro.name for macro in tree.find_all(nodes.Macro)}
    known |= {str(name) for found in tree.find_all(nodes.FromImport) for name in found.names}
    known |= {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    assert used <= known


@cache
def used(flavor: str) -> set[str]:
    """The templates that some case needs; most documents do without some of them."""
    return {page.template for api in apis() for page in view(flavor, api).pages}


@cache
def apis() -> list[Api]:
    """The cases that an SDK comes out of."""
    found = []
    for folder in sorted(SPEC.parents[1].iterdir()):
        document = folder / "spec.yaml"
        if document.exists() and not folder.name.startswith("error-"):
            root = Loader(document).root
            upgrade(root)
            found.append(build(root, Config())[0])
    return found


@cache
def imported(flavor: str) -> set[str]:
    """The templates whose macros others use, with their suffix."""
    trees = [parsed(path) for path in TEMPLATES if flavor_of(path) == flavor]
    found = [each.template for tree in trees for each in tree.find_all(nodes.FromImport)]
    return {each.value for each in found if isinstance(each, nodes.Const)}


@templates
def test_every_template_is_a_page(path: Path) -> None:
    """Or has macros for those that are."""
    flavor = flavor_of(path)
    name = path.relative_to(pipeline.templates() / flavor)
    assert name.with_suffix("").as_posix() in used(flavor) or name.as_posix() in imported(flavor)


def printing(data: object, text: str, folder: Path) -> str:
    folder.joinpath("page.jinja").write_text(text)
    page = Page("page", PurePosixPath("page"), data)
    filters: dict[str, Callable[..., str]] = {"opened": lambda wire: wire.text}
    return render(View((page,), {}, filters), folder)[page.path].decode()


def test_page_is_printed(tmp_path: Path) -> None:
    assert printing({"a": "b & <c>"}, "{{ page.a }}\n", tmp_path) == "b & <c>\n"


@pytest.mark.parametrize(
    ("data", "text", "error"),
    [
        ({}, "{{ page.missing }}", jinja2.UndefinedError),
        ({}, "{% if page.missing %}{% endif %}", jinja2.UndefinedError),
        ({}, "{% for item in page.missing %}{% endfor %}", jinja2.UndefinedError),
        ({"a": None}, "{{ page.a }}", TypeError),
        ({"a": Wire("text")}, "{{ page.a }}", TypeError),
        ({"a": Wire("text")}, "{{ page.a | upper }}", TypeError),
        ({"a": Wire("text")}, "{{ 'before' ~ page.a }}", TypeError),
        ({"a": [Wire("text")]}, "{{ page.a | join }}", TypeError),
        ({"a": Wire("text")}, "{{ '%s' | format(page.a) }}", TypeError),
    ],
)
def test_mistakes_raise(data: object, text: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        printing(data, text, tmp_path)


def test_document_text_is_printed_by_filters(tmp_path: Path) -> None:
    assert printing({"a": Wire("text")}, "{{ page.a | opened }}", tmp_path) == "text"


@pytest.mark.parametrize("print_it", [str, "{}".format, "{!s}".format, lambda wire: f"{wire}"])
def test_wire_is_no_text(print_it: Callable[[Any], str]) -> None:
    with pytest.raises(TypeError, match="quoted"):
        print_it(Wire("text"))


def test_wire_shows_itself_only_in_repr() -> None:
    assert repr(Wire("text")) == "Wire(text='text')"
    assert not Wire("")
    with pytest.raises(TypeError):
        "".join([Wire("text")])  # type: ignore[list-item]
