"""Documents that try to break out of the place their text is written to.

Each payload is put into each slot of a document, in turn and into all of them at once. What comes out must be what
the same document with harmless text makes of it: the same code with other constants, the same files, nothing that runs.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import json
import re
import runpy
import tomllib
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import case as cases
import hostile
from hostile import CONFIG, CONTROLS, HARMLESS, NAMES, PAYLOADS, TEXT, Generated, document
from sdksmith import files, pipeline
from sdksmith import render as rendering
from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.files import Files
from sdksmith.flavors.python import view
from sdksmith.load import Loader
from sdksmith.report import Problem, has_errors, render_text

TEMPLATES = pipeline.templates() / "python"


def rendered(slots: Mapping[str, str], folder: Path, config: Config) -> Generated:
    return hostile.rendered(slots, folder, config, "python", view)


def python(output: Files) -> Iterator[tuple[str, ast.Module]]:
    """The generated modules; the runtime is copied as it is."""
    for path, content in output.items():
        if path.suffix == ".py" and "_runtime" not in path.parts:
            yield str(path), ast.parse(content, str(path))


class _Skeleton(ast.NodeTransformer):
    """Makes all constants one, and takes away docstrings."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(type(node.value).__name__)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)


def skeleton(tree: ast.Module) -> str:
    return ast.dump(_Skeleton().visit(tree))


def reached(tree: ast.AST, bound: frozenset[str] = frozenset()) -> set[str]:
    """What of Python's own a module uses: built-in names, and modules that it imports from elsewhere.

    Args:
        bound: The parameters of the functions around, whose names mean them.
    """
    found: set[str] = set()
    match tree:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            bound |= {node.arg for node in ast.walk(tree.args) if isinstance(node, ast.arg)}
        case ast.Name(id=name, ctx=ast.Load()) if hasattr(builtins, name) and name not in bound:
            found.add(name)
        case ast.Import(names=names):
            found.update(alias.name for alias in names)
        case ast.ImportFrom(module=module, level=0):
            found.add(str(module))
        case ast.Attribute(attr=name) if name.startswith("__"):
            found.add(name)
    return found.union(*(reached(node, bound) for node in ast.iter_child_nodes(tree)))


HARMLESS_USE = (
    {"builtins", "collections.abc", "datetime", "functools", "typing", "typing_extensions"}
    | {
        "__future__",
        "asyncio",
        "operator",
        "httpx2",
        "pytest",
        "property",
        "super",
        "type",
        "frozenset",
        "object",
    }
    | {
        "bool",
        "bytes",
        "isinstance",
        "json",
        "dict",
        "float",
        "int",
        "list",
        "staticmethod",
        "tuple",
        "str",
        "__init__",
        "__dir__",
        "__getattr__",
        "__name__",
    }
)
"""What generated code uses, whatever the document is."""


def check_pages(output: Files) -> None:
    """The files that are no code."""
    pyproject = tomllib.loads(output[PurePosixPath("pyproject.toml")].decode())
    assert pyproject.keys() == {"build-system", "project", "dependency-groups", "tool"}
    assert pyproject["tool"].keys() == {"hatch", "pytest", "ruff", "mypy"}
    assert "\n" not in pyproject["project"]["description"]
    for page in ("README.md", "api.md"):
        hostile.check_markdown(output[PurePosixPath(page)].decode())


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What comes out of harmless text."""
    output, _ = rendered(HARMLESS, tmp_path_factory.mktemp("harmless"), CONFIG)
    assert output is not None
    check(output)
    return output


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("slot", TEXT)
def test_text(slot: str, payload: str, harmless: Files, tmp_path: Path) -> None:
    """Text changes constants, and nothing else."""
    output, findings = rendered({**HARMLESS, slot: payload}, tmp_path, CONFIG)
    assert findings.isprintable() or set(findings) & CONTROLS <= {"\n"}
    if output is not None:
        assert output.keys() == harmless.keys()
        changed = {path: text for path, text in output.items() if text != harmless[path]}
        expected = {
            str(path): ast.parse(harmless[path]) for path in changed if path.suffix == ".py"
        }
        for path, tree in python(changed):
            assert skeleton(tree) == skeleton(expected[path])
        check_pages(output)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("slot", NAMES)
def test_names(slot: str, payload: str, tmp_path: Path) -> None:
    """Names change identifiers, but reach nothing new, and stay inside the output."""
    config = Config(organization=payload) if slot == "organization" else CONFIG
    output, findings = rendered({**HARMLESS, slot: payload}, tmp_path, config)
    assert set(findings) & CONTROLS <= {"\n"}
    if output is not None:
        check(output)


def check(output: Files) -> None:
    """Nothing is used that generated code does not use anyway."""
    packages = {path.parts[1] for path in output if path.parts[0] == "src"}
    assert len(packages) == 1
    for path, tree in python(output):
        assert reached(tree) <= HARMLESS_USE | packages, path
    for file in output:
        assert all(re.fullmatch(r"\w[\w.-]{0,150}", part, re.ASCII) for part in file.parts), file
    check_pages(output)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_running(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A payload in all slots at once: importing the package and calling its methods does nothing else."""
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(document(dict.fromkeys(HARMLESS, payload))))
    target = tmp_path / "sdk"
    request = pipeline.Request(spec, None, ("python",), target)
    try:
        output = pipeline.generate(request, cases.Silent())[0]
    except Problem as problem:
        assert render_text(problem.findings)
        return
    check(output.files)
    files.write(output.files, target)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    package = next(path for path in (target / "src").iterdir())
    with cases.imported(package) as module:
        emitted = runpy.run_path(str(target / "tests" / "test_methods.py"))
        for entry in emitted["CASES"]:
            transport = httpx2.MockTransport(emitted["Server"](entry))
            client = module.Client(
                base_url="http://test",
                http_client=httpx2.Client(transport=transport),
                **emitted["CREDENTIALS"],
            )
            # A header that HTTP does not allow, or an empty part of a path, is refused.
            with contextlib.suppress(ValueError, TypeError, httpx2.InvalidURL):
                attrgetter(entry.method)(client)(**entry.arguments)
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/tmp/PWNED").exists()


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({slot: st.text(max_size=20) for slot in HARMLESS}))
def test_any_text(tmp_path: Path, slots: dict[str, str]) -> None:
    """Any text anywhere gives findings or code that compiles."""
    output, _ = rendered(slots, tmp_path, Config())
    if output is not None:
        check(output)


def test_template_syntax_is_text(tmp_path: Path) -> None:
    """What looks like a template is printed, not run."""
    output, _ = rendered({**HARMLESS, "info-description": "{{ 7 * 7 }}"}, tmp_path, CONFIG)
    assert output is not None
    client = output[PurePosixPath("src/hostile/_client.py")].decode()
    assert "{{ 7 * 7 }}" in client
    assert "49" not in client


def test_long_chain_of_schemas(tmp_path: Path) -> None:
    """Neither a thousand models in a row nor lists in lists exhaust the stack."""
    schemas: dict[str, Any] = {
        f"S{n}": {
            "type": "object",
            "properties": {"next": {"$ref": f"#/components/schemas/S{n + 1}"}},
        }
        for n in range(1000)
    }
    schemas["S1000"] = {"type": "string"}
    schemas |= {
        f"L{n}": {"type": "array", "items": {"$ref": f"#/components/schemas/L{n + 1}"}}
        for n in range(300)
    }
    schemas["L300"] = {"$ref": "#/components/schemas/S0"}
    schemas |= {
        f"A{n}": {"allOf": [{"$ref": f"#/components/schemas/A{n + 1}"}, {"required": ["a"]}]}
        for n in range(300)
    }
    schemas["A300"] = {"properties": {"a": {"type": "string"}}}
    spec = document(HARMLESS)
    spec["components"]["schemas"] |= schemas
    for name in ("S0", "L0", "A0"):
        media = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        spec["paths"][f"/{name}"] = {
            "post": {"requestBody": {"content": media}, "responses": {"200": {"content": media}}}
        }
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(spec))
    api, findings = build(Loader(path).root, CONFIG)
    assert not has_errors(findings)
    output = rendering.render(view(api, CONFIG, TargetConfig()), TEMPLATES)
    assert len(list(python(output))) > 10
