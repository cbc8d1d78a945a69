"""What the TypeScript flavor decides of a package as a whole: its name and version, options, the layout of calls."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from sdksmith import pipeline
from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors import templates
from sdksmith.flavors.typescript import view
from sdksmith.flavors.typescript.credentials import client_options
from sdksmith.flavors.typescript.literals import Cast, Code, Items, Members, Value, call
from sdksmith.flavors.typescript.readme import md
from sdksmith.flavors.typescript.target import PACKAGE_NAME, package
from sdksmith.format import format_files
from sdksmith.ir import Api, ClientOption
from sdksmith.load import Loader
from sdksmith.names import words
from sdksmith.render import render
from sdksmith.wire import Wire

SPEC = Path(__file__).parent / "cases" / "pets" / "spec.yaml"


@pytest.fixture(scope="module")
def api() -> Api:
    return build(Loader(SPEC).root, Config())[0]


def test_name_of_the_package(api: Api) -> None:
    assert package(api, TargetConfig(package_name="@acme/pets")).name == "@acme/pets"
    named = replace(api, package=words("open pets"))
    assert package(named, TargetConfig()).name == "open-pets"


@pytest.mark.parametrize("name", ["acme", "acme-sdk", "@acme/sdk", "a.b_c~d", "a" * 214])
def test_names_that_npm_takes(name: str) -> None:
    assert PACKAGE_NAME.pattern.fullmatch(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "Acme", ".acme", "_acme", "a b", "a/b", "@acme", "@acme/", "@acme/_sdk", "a'b"),
        *("node_modules", "favicon.ico", "a" * 215),
    ],
)
def test_names_that_npm_refuses(name: str) -> None:
    assert not PACKAGE_NAME.pattern.fullmatch(name)


@pytest.mark.parametrize(
    ("version", "semantic"),
    [
        ("1", "1.0.0"),
        ("1.02", "1.2.0"),
        ("0.1.0", "0.1.0"),
        ("1.0b2", "1.0.0-b2"),
        ("1.0.0-rc.1", "1.0.0-rc.1"),
        ("1.2.3.04", "1.2.3-4"),
        ("1.0+a+b", "1.0.0+a.b"),
    ],
)
def test_version_as_npm_wants_it(version: str, semantic: str, api: Api) -> None:
    assert package(api, TargetConfig(version=version)).version == semantic


@pytest.mark.parametrize(("name", "error"), [("acme", "AcmeError"), ("api", "API_Error")])
def test_error_of_the_client_is_none_of_the_runtime(name: str, error: str, api: Api) -> None:
    assert package(replace(api, name=words(name)), TargetConfig()).error_class == error


def test_options_keep_the_names_of_the_runtime(api: Api) -> None:
    """An option of the API gives way to every option and member that any client has."""
    core = pipeline.templates() / "typescript" / "src" / "core"
    text = (core / "options.ts").read_text().partition("interface APIClientOptions")[2]
    names = [*re.findall(r"^  (\w+)\?:", text, re.MULTILINE), "get", "delete", "withOptions"]
    assert len(names) > 8
    options = tuple(ClientOption(words(name), Wire(""), None) for name in names)
    whole = replace(api, options=options)
    found = client_options(whole, package(whole, TargetConfig()), frozenset())
    assert len(found.secrets) == len(names)
    assert not set(names) & {option.name for option in found.secrets}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (Wire("a_b"), "a_b"),
        (Wire("_a_ *b*"), r"\_a\_ \*b\*"),
        ("client.delete_.all", r"client.delete\_.all"),
        ("pets_1f3a({ ...params })", "pets_1f3a({ ...params })"),
    ],
)
def test_markdown_has_no_escape_too_many(text: Wire | str, shown: str) -> None:
    assert md(text) == shown


# ---------------------------------------------------------------- README, api.md

PAGES = """
openapi: 3.1.1
info: { title: Shop, version: "1" }
servers: [{ url: "https://api.example.com" }]
components:
  schemas: { Cat: { type: object, properties: { name: { type: string } } } }
  responses:
    Cats:
      description: Some.
      content:
        application/json:
          schema:
            type: object
            properties:
              items: { type: array, items: { $ref: "#/components/schemas/Cat" } }
              next_cursor: { type: string }
paths:
  /cats:
    get:
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses: { "200": { $ref: "#/components/responses/Cats" } }
  /homes/{id}/cat:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: One.
          content: { application/json: { schema: { $ref: "#/components/schemas/Cat" } } }
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a document becomes that needs no credentials, two resources of which share a type."""
    path = tmp_path_factory.mktemp("pages") / "spec.yaml"
    path.write_text(PAGES)
    shop, _ = build(Loader(path).root, Config())
    files = render(view(shop, Config(), TargetConfig()), templates() / "typescript")
    return {str(name): data.decode() for name, data in files.items()}


def test_pages_name_types_as_they_are_exported(pages: dict[str, str]) -> None:
    """A file has a name of its own for the file that a type stands in; nobody else knows it."""
    for name in ("README.md", "api.md"):
        assert "`APIPromise<Cat>`" in pages[name]
        assert "`PagePromise<CursorPage<Cat>, Cat>`" in pages[name]


def test_the_client_names_the_classes_of_pages(pages: dict[str, str]) -> None:
    """A program writes `Shop.CursorPage<Shop.Cat>`."""
    namespace = pages["src/client.ts"].partition("export declare namespace Shop {")[2]
    assert {"type Cat,", "type CursorPage,"} <= {line.strip() for line in namespace.split("\n")}


def test_readme_makes_a_client_without_options(pages: dict[str, str]) -> None:
    assert "const client = new Shop();\n" in pages["README.md"]


def test_readme_shows_the_last_page_as_well(pages: dict[str, str]) -> None:
    """What a page has is shown once for the first, and once for each that follows."""
    shown = re.search(r"(?s)let page = await .*?```", pages["README.md"])
    assert shown is not None
    assert shown[0].split("\n")[1:-1] == [
        "console.log(page.getPaginatedItems());",
        "while (page.hasNextPage()) {",
        "  page = await page.getNextPage();",
        "  console.log(page.getPaginatedItems());",
        "}",
    ]


# ---------------------------------------------------------------- the layout of calls

ID = Code("'182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e'")
SHORT = Members((("a", Code("1")), ("b", Code("'x'"))))
LONG = Members(tuple((f"member{n}", Code(f"'value {n}'")) for n in range(8)))
NUMBERS = Items(tuple(Code(str(n * 1000), is_number=True) for n in range(30)))
TABLE = Items((SHORT, SHORT))

ARGUMENTS: list[tuple[Value, ...]] = [
    (),
    (ID,),
    (Code("'id'"),),
    (SHORT,),
    (LONG,),
    (Members(()),),
    (ID, SHORT),
    (ID, LONG),
    (NUMBERS,),
    (ID, Members((("rows", TABLE), ("numbers", NUMBERS)))),
    (Members((("nested", LONG), ("cast", Cast(LONG)))),),
    (Members((("texts", Items((Code("'a'"), Code("'b'")))), ("none", Items(())))),),
    (SHORT, SHORT),
    (ID, LONG, SHORT),
]
FUNCTIONS = [
    "client.pets.create",
    "client.realtimeKit.livestreams.getAllLivestreams",
    "client.realtimeKit.livestreams.createIndependentLivestreamForThisAccount",
    "client.someResource.anotherResource.yetAnotherResource.createIndependentLivestreamForThisAccount",
]


@pytest.mark.parametrize("before", ["await ", "const response = await "])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_calls_are_laid_out_as_the_formatter_does(before: str, function: str) -> None:
    """A wrong layout would survive in comments, where the formatter does not look."""
    calls = [call(before, function, arguments, ";", 100) for arguments in ARGUMENTS]
    # A module may not declare one name twice, but by `var`.
    text = "\n".join(["export {};", *(line for lines in calls for line in lines)])
    text = text.replace("const response", "var the_result")
    path = PurePosixPath("a.ts")
    wanted = format_files({path: text.encode()})[path].decode()
    assert [line for line in wanted.split("\n") if line] == text.split("\n")
