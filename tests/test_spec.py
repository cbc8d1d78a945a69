"""The hand-written specification: valid OpenAPI 3.1, true examples, every word of its sources."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

REPOSITORY = Path(__file__).resolve().parent.parent
SPEC = REPOSITORY / "spec"
ROOT = SPEC / "openapi.yaml"
# The pages that the specification was transcribed from; they are not part of the repository.
DOCUMENTS = REPOSITORY.parent / "shared" / "documents"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Node = Any  # Whatever YAML holds.


# Reading: the files as they stand, and the document with each `$ref` replaced by its target


@cache
def read(file: Path) -> Node:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def target(file: Path, ref: str) -> tuple[Path, Node]:
    path, _, fragment = ref.partition("#")
    file = (file.parent / path).resolve() if path else file
    node = read(file)
    for key in fragment.split("/")[1:]:
        node = node[key.replace("~1", "/").replace("~0", "~")]
    return file, node


def refs(file: Path, node: Node) -> Iterator[Path]:
    """Every file that is reached from a node, with repetitions."""
    yield file
    if isinstance(node, dict) and "$ref" in node:
        yield from refs(*target(file, node["$ref"]))
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from refs(file, child)


def inlined(file: Path, node: Node) -> Node:
    if isinstance(node, list):
        return [inlined(file, item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        assert list(node) == ["$ref"], f"{file.name}: keys beside {node['$ref']}"
        return inlined(*target(file, node["$ref"]))
    return {key: inlined(file, value) for key, value in node.items()}


@cache
def document() -> Node:
    return inlined(ROOT, read(ROOT))


class Operation(NamedTuple):
    """An operation with the parameters that its path item gives it."""

    path: str
    method: str
    parameters: list[Node]
    node: Node

    @property
    def request(self) -> Node:
        return self.node.get("requestBody", {}).get("content", {}).get("application/json", {})

    @property
    def response(self) -> Node:
        return self.node["responses"]["200"]["content"]["application/json"]

    def example(self, media_type: Node) -> Node:
        (example,) = media_type["examples"].values()
        return example["value"]

    def member(self, where: str) -> Node:
        """The schema of `path.x`, `query.x`, `request.x.y` or `response.x.y`; `[]` is an item."""
        place, *names = where.split(".")
        if place in {"request", "response"}:
            schema = getattr(self, place)["schema"]
        else:
            (schema,) = (
                parameter["schema"]
                for parameter in self.parameters
                if (parameter["in"], parameter["name"]) == (place, names[0])
            )
            names = names[1:]
        for name in names:
            schema = schema["items"] if name == "[]" else schema["properties"][name]
        return schema


@cache
def operations() -> dict[str, Operation]:
    return {
        node["operationId"]: Operation(
            path, method, item.get("parameters", []) + node.get("parameters", []), node
        )
        for path, item in document()["paths"].items()
        for method, node in item.items()
        if method in METHODS
    }


def schemas() -> Iterator[tuple[str, Node]]:
    """Each outermost Schema Object with its place."""
    for name, schema in document()["components"]["schemas"].items():
        yield f"components {name}", schema
    for name, operation in operations().items():
        for parameter in operation.parameters:
            yield f"{name} parameter {parameter['name']}", parameter["schema"]
        if operation.request:
            yield f"{name} request", operation.request["schema"]
        for status, response in operation.node["responses"].items():
            for media_type in response["content"].values():
                yield f"{name} response {status}", media_type["schema"]


def subschemas(schema: Node) -> Iterator[Node]:
    yield schema
    for child in schema.get("properties", {}).values():
        yield from subschemas(child)
    if "items" in schema:
        yield from subschemas(schema["items"])


# The document is OpenAPI 3.1


@pytest.mark.parametrize("form", ["in files", "in one piece"])
def test_the_document_is_valid(form: str) -> None:
    value = read(ROOT) if form == "in files" else document()
    found = OpenAPIV31SpecValidator(value, base_uri=ROOT.as_uri()).iter_errors()
    assert [f"{list(error.absolute_path)}: {error.message}" for error in found] == []


def test_schema_objects_are_valid_in_the_dialect_of_openapi() -> None:
    found = dict(schemas())
    assert len(found) >= 20
    for schema in found.values():
        OAS31Validator.check_schema(schema)


def test_every_file_is_reached_from_the_root() -> None:
    files = {path.resolve() for path in SPEC.rglob("*.yaml")}
    assert len(files) > 1
    assert set(refs(ROOT, read(ROOT))) == files


# What a scalar without quotes is in YAML 1.2.2 (10.3.2, core schema); all else is a string.
CORE = {
    "null": re.compile(r"null|Null|NULL|~|"),
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    "float": re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan"),
}


@pytest.mark.parametrize(
    "file", [pytest.param(path, id=path.name) for path in sorted(SPEC.rglob("*.yaml"))]
)
def test_yaml_1_1_and_1_2_read_the_same(file: Path) -> None:
    events: Iterator[Any] = yaml.parse(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    plain: list[Any] = [
        event
        for event in events
        if isinstance(event, yaml.ScalarEvent) and event.style is None and not event.tag
    ]
    assert plain
    resolver: Any = yaml.SafeLoader("")
    for event in plain:
        old = resolver.resolve(yaml.ScalarNode, event.value, (True, False)).rpartition(":")[2]
        new = next((tag for tag, form in CORE.items() if form.fullmatch(event.value)), "str")
        line = event.start_mark.line + 1
        assert old == new, f"{file.name}:{line}: quote {event.value!r}"


def test_the_sources_name_each_operation() -> None:
    sources = (SPEC / "SOURCES.md").read_text(encoding="utf-8")
    assert operations()
    for name, operation in operations().items():
        assert f"| `{name}`: `{operation.method.upper()} {operation.path}` |" in sources


# Examples are what their schemas say


def errors(schema: Node, value: Node) -> list[str]:
    validator = OAS31Validator(schema, format_checker=OAS31Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def closed(schema: Node) -> Node:
    """The schema without room for members that it does not state, so a misspelt one is found."""
    schema = dict(schema)
    if "properties" in schema:
        schema["properties"] = {name: closed(it) for name, it in schema["properties"].items()}
        schema["additionalProperties"] = False
    if "items" in schema:
        schema["items"] = closed(schema["items"])
    return schema


def examples() -> Iterator[tuple[str, Node, Node]]:
    """The kind, the schema and the value of every example."""

    def holder(kind: str, node: Node) -> Iterator[tuple[str, Node, Node]]:
        if "example" in node:
            yield kind, node["schema"], node["example"]
        for example in node.get("examples", {}).values():
            yield kind, node["schema"], example["value"]

    for operation in operations().values():
        for parameter in operation.parameters:
            yield from holder("parameter", parameter)
        if operation.request:
            yield from holder("request", operation.request)
        for response in operation.node["responses"].values():
            for media_type in response["content"].values():
                yield from holder("response", media_type)
    for _, outermost in schemas():
        for schema in subschemas(outermost):
            for value in schema.get("examples", []):
                yield "schema", schema, value


def test_examples_are_valid() -> None:
    found = list(examples())
    for kind, schema, value in found:
        assert errors(closed(schema), value) == [], f"{kind} example {value!r}"
    # Each of the three operations of livestreams has the path's; each body has one.
    assert Counter(kind for kind, _, _ in found) >= Counter(parameter=7, request=3, response=4)


@pytest.mark.parametrize(
    ("operation", "where", "value"),
    [
        ("get-all-livestreams", "query.start_time", "2023-07-15"),
        ("get-all-livestreams", "response.data.id", "78dd0b50"),
        ("get-all-livestreams", "path.app_id", "x" * 33),
        ("create-a-live-input", "request.deleteRecordingAfterDays", 29),
        ("create-a-live-input", "response.success", False),
        ("create-a-live-input", "response.result.recording.mode", "on"),
        ("create-a-live-input", "response.errors", [{"code": 1000}]),
        ("create-a-live-input", "response", {"errors": [], "success": True}),
    ],
)
def test_what_the_documents_exclude_is_invalid(operation: str, where: str, value: Node) -> None:
    assert errors(operations()[operation].member(where), value)


@pytest.mark.parametrize(
    ("operation", "where", "value"),
    [
        ("create-independent-livestream", "response.data.meeting_id", None),
        ("get-all-livestreams", "response.data.meeting_id", None),
        ("create-a-live-input", "request.deleteRecordingAfterDays", None),
        ("create-a-live-input", "response.result.deleteRecordingAfterDays", None),
        ("create-a-live-input", "response.result.deleteRecordingAfterDays", 30.5),
        ("create-a-live-input", "request.meta", {"any": ["thing"]}),
        ("create-a-live-input", "response", {"errors": [], "messages": [], "success": True}),
    ],
)
def test_what_the_documents_allow_is_valid(operation: str, where: str, value: Node) -> None:
    assert errors(operations()[operation].member(where), value) == []


# Facts of the documents, for when the documents are not at hand

LIVESTREAM_STATUS = ["LIVE", "IDLE", "ERRORED", "INVOKED"]
LIVE_INPUT_STATUS = [
    "connected",
    "reconnected",
    "reconnecting",
    "client_disconnect",
    "ttl_exceeded",
    "failed_to_connect",
    "failed_to_reconnect",
    "new_configuration_accepted",
]


@pytest.mark.parametrize(
    ("operation", "where", "keyword", "value"),
    [
        ("create-independent-livestream", "path.account_id", "maxLength", 32),
        ("create-independent-livestream", "path.app_id", "maxLength", 32),
        ("create-independent-livestream", "response.data.status", "enum", LIVESTREAM_STATUS),
        ("create-independent-livestream", "response.data.disabled", "type", "boolean"),
        ("create-independent-livestream", "response.data.meeting_id", "type", ["string", "null"]),
        ("start-livestreaming-a-meeting", "path.meeting_id", "format", "uuid"),
        ("start-livestreaming-a-meeting", "request.video_config.height", "type", "integer"),
        ("start-livestreaming-a-meeting", "request.video_config.width", "type", "integer"),
        ("start-livestreaming-a-meeting", "response.data.status", "enum", LIVESTREAM_STATUS),
        ("get-all-livestreams", "query.end_time", "format", "date-time"),
        ("get-all-livestreams", "query.exclude_meetings", "type", "boolean"),
        ("get-all-livestreams", "query.sort_order", "enum", ["ASC", "DSC"]),
        ("get-all-livestreams", "query.status", "enum", LIVESTREAM_STATUS),
        ("get-all-livestreams", "response.data.id", "format", "uuid"),
        ("get-all-livestreams", "response.data.created_at", "format", "date-time"),
        ("get-all-livestreams", "response.data.disabled", "type", "string"),
        ("get-all-livestreams", "response.data.paging.total_count", "type", "integer"),
        ("get-all-livestreams", "response.data.status", "enum", LIVESTREAM_STATUS),
        ("create-a-live-input", "path.account_id", "maxLength", 32),
        ("create-a-live-input", "request.deleteRecordingAfterDays", "minimum", 30),
        ("create-a-live-input", "request.recording.mode", "enum", ["off", "automatic"]),
        ("create-a-live-input", "response", "required", ["errors", "messages", "success"]),
        ("create-a-live-input", "response.errors.[]", "required", ["code", "message"]),
        ("create-a-live-input", "response.errors.[].code", "minimum", 1000),
        ("create-a-live-input", "response.messages.[]", "required", ["code", "message"]),
        ("create-a-live-input", "response.messages.[].code", "minimum", 1000),
        ("create-a-live-input", "response.success", "const", True),
        ("create-a-live-input", "response.result.deleteRecordingAfterDays", "minimum", 30),
        ("create-a-live-input", "response.result.status", "enum", LIVE_INPUT_STATUS),
        ("create-a-live-input", "response.result.uid", "maxLength", 32),
    ],
)
def test_facts(operation: str, where: str, keyword: str, value: Node) -> None:
    assert operations()[operation].member(where)[keyword] == value


TOKEN: Node = [{"api_token": []}]
TOKEN_OR_EMAIL_AND_KEY: Node = [{"api_token": []}, {"api_email": [], "api_key": []}]
REALTIME = ["Realtime Admin", "Realtime"]


@pytest.mark.parametrize(
    ("operation", "security", "permissions"),
    [
        ("create-independent-livestream", TOKEN, REALTIME),
        ("start-livestreaming-a-meeting", TOKEN, REALTIME),
        ("get-all-livestreams", TOKEN, REALTIME),
        ("create-a-live-input", TOKEN_OR_EMAIL_AND_KEY, ["Stream Write"]),
    ],
)
def test_who_may_call(operation: str, security: Node, permissions: list[str]) -> None:
    node = operations()[operation].node
    assert node["security"] == security
    assert node["x-accepted-permissions"] == permissions


def test_server() -> None:
    assert document()["servers"] == [{"url": "https://api.cloudflare.com/client/v4"}]


def test_security_schemes() -> None:
    schemes = document()["components"]["securitySchemes"]
    forms = {
        name: {key: scheme[key] for key in ("type", "scheme", "in", "name") if key in scheme}
        for name, scheme in schemes.items()
    }
    assert forms == {
        "api_token": {"type": "http", "scheme": "bearer"},
        "api_email": {"type": "apiKey", "in": "header", "name": "X-Auth-Email"},
        "api_key": {"type": "apiKey", "in": "header", "name": "X-Auth-Key"},
    }


# The documents themselves: the specification, printed as a page, is the page


class Style(NamedTuple):
    """How one kind of page writes types."""

    python: bool

    def line(self, path: tuple[str, ...], schema: Node, *, required: bool, sent: bool) -> str:
        text = self.python_type(path, schema, sent) if self.python else self.http_type(schema)
        if not required:
            text = f"Optional[{text}]" if self.python else f"optional {text}"
        return f"{path[-1]}: {text}"

    def python_type(self, path: tuple[str, ...], schema: Node, sent: bool) -> str:
        if "enum" in schema:
            return f"Literal[{', '.join(quoted(schema))}]"
        if schema.get("format") == "date-time":
            return "Union[str, datetime]" if sent else "datetime"
        if "properties" in schema:
            return "".join(word.title() for name in path for word in name.split("_"))
        return {"string": "str", "integer": "int", "boolean": "bool"}[stated_type(schema)]

    def http_type(self, schema: Node) -> str:
        if "enum" in schema:
            return " or ".join(shortened(quoted(schema)))
        if "const" in schema:
            return json.dumps(schema["const"])
        if "items" in schema:
            return f"array of {self.http_type(schema['items'])}"
        if "properties" in schema:
            named = document()["components"]["schemas"]
            name = next((name for name, it in named.items() if it == schema), "object")
            return f"{name} {{ {', '.join(shortened(list(schema['properties'])))} }}"
        return stated_type(schema)


def stated_type(schema: Node) -> str:
    """The type without the null that no page's type states; SOURCES.md tells why it is there."""
    types = schema.get("type", "unknown")
    return types if isinstance(types, str) else next(it for it in types if it != "null")


def quoted(schema: Node) -> list[str]:
    return [json.dumps(value) for value in schema["enum"]]


def shortened(names: list[str]) -> list[str]:
    return names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]


def member_lines(
    style: Style,
    path: tuple[str, ...],
    schema: Node,
    *,
    required: bool,
    sent: bool,
    description: str | None = None,
) -> Iterator[str]:
    yield style.line(path, schema, required=required, sent=sent)
    yield from filter(None, [description or schema.get("description")])
    if "enum" in schema:
        yield from ["One of the following:", *quoted(schema)]
    for facet in ("format", "maxLength", "minimum"):
        if facet in schema:
            yield f"{facet}{schema[facet]}"
    yield from object_lines(style, path, schema.get("items", schema), sent=sent)


def object_lines(style: Style, path: tuple[str, ...], schema: Node, *, sent: bool) -> Iterator[str]:
    for name, member in schema.get("properties", {}).items():
        required = name in schema.get("required", [])
        yield from member_lines(style, (*path, name), member, required=required, sent=sent)


def parameter_lines(style: Style, operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters:
        yield from member_lines(
            style,
            (parameter["name"],),
            parameter["schema"],
            required=parameter.get("required", False),
            sent=True,
            description=parameter.get("description"),
        )


def security_lines(operation: Operation) -> Iterator[str]:
    schemes = document()["components"]["securitySchemes"]
    yield "Security"
    for alternative in operation.node["security"]:
        yield " + ".join(schemes[name]["x-displayName"] for name in alternative)
        for name in alternative:
            scheme = schemes[name]
            header = scheme.get("name", "Authorization")
            prefix = "Bearer " if scheme["type"] == "http" else ""
            yield scheme["description"]
            yield f"Example:{header}: {prefix}{scheme['x-example']}"
    yield "Accepted Permissions (at least one required)"
    yield "".join(operation.node["x-accepted-permissions"])


def page_lines(style: Style, operation: Operation) -> Iterator[str]:
    body = object_lines(style, (), operation.request.get("schema", {}), sent=True)
    returns = object_lines(style, (), operation.response["schema"], sent=False)
    yield operation.node["summary"]
    yield f"{operation.method.upper()}{operation.path}"
    yield operation.node["description"]
    yield from security_lines(operation)
    yield f"{'' if style.python else 'Path '}ParametersExpand Collapse"
    yield from parameter_lines(style, operation)
    if not style.python:
        yield "Body ParametersJSONExpand Collapse"
    yield from body
    yield "ReturnsExpand Collapse"
    yield from returns
    yield operation.node["summary"]


def source(name: str) -> str:
    if not DOCUMENTS.is_dir():
        pytest.skip("the source documents are not at ../shared/documents beside the repository")
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def as_written(value: Node) -> str:
    return json.dumps(value, indent=2)


PAGES = [
    pytest.param("000_a231a5c511edf277.txt", "create-independent-livestream", id="000"),
    pytest.param("001_c409d6dfe2ad9c37.txt", "start-livestreaming-a-meeting", id="001"),
    pytest.param("002_43e9b0d1b5ace7ca.txt", "get-all-livestreams", id="002"),
    pytest.param("003_594cba22715828fc.txt", "create-a-live-input", id="003"),
]


@pytest.mark.parametrize(("name", "operation"), PAGES)
def test_each_line_of_the_page_is_in_the_specification(name: str, operation: str) -> None:
    page, _, _ = re.split(r"^(?=import os$|curl )|^Returns Examples$", source(name), flags=re.M)
    style = Style(python="\nclass " in page)
    lines = [
        line
        for line in page.splitlines()[2:]  # Without the site's navigation.
        # Without what only names things in the SDK: the method and the response's class.
        if line and not line.startswith(("realtime_kit.", "class "))
    ]
    assert list(page_lines(style, operations()[operation])) == lines


@pytest.mark.parametrize(("name", "operation"), PAGES)
def test_each_example_of_the_page_is_in_the_specification(name: str, operation: str) -> None:
    stated = operations()[operation]
    response = as_written(stated.example(stated.response))
    _, program, returns = re.split(
        r"^(?=import os$|curl )|^Returns Examples$", source(name), flags=re.M
    )
    assert returns.strip() == response
    program = program.strip()
    assert program.endswith(f"\n{response}")
    program = program.removesuffix(response)

    if program.startswith("curl"):
        (server,) = document()["servers"]
        path = stated.path.replace("{account_id}", "$ACCOUNT_ID")
        assert program.startswith(f"curl {server['url']}{path} ")
        assert json.loads(program.split("-d '")[1].rstrip("'\n")) == stated.example(stated.request)
        return
    arguments = {
        argument.arg: argument.value.value
        for call in ast.walk(ast.parse(program))
        if isinstance(call, ast.Call)
        for argument in call.keywords
        if isinstance(argument.value, ast.Constant)
    }
    body = stated.example(stated.request) if stated.request else {}
    assert arguments == parameter_examples(stated) | body


def parameter_examples(operation: Operation) -> dict[str, Node]:
    return {it["name"]: it["example"] for it in operation.parameters if "example" in it}


def test_the_go_page_is_in_the_specification() -> None:
    page = source("004_3293d8c002127d8e.txt")
    stated = operations()["create-independent-livestream"]
    node = stated.node
    examples = parameter_examples(stated)
    body = stated.example(stated.request)

    assert page.startswith(f"## {node['summary']} `client.")
    assert f"**{stated.method}** `{stated.path}` {node['description']} ### Parameters" in page

    def entries(schema: Node) -> Iterator[tuple[str, str]]:
        for name, member in schema["properties"].items():
            yield name.replace("_", ""), member.get("description", "")
            yield from (("const", json.dumps(value)) for value in member.get("enum", []))
            if "properties" in member:
                yield from entries(member)

    account, app = (parameter["description"] for parameter in stated.parameters)
    listing, _, program = page.replace("### Returns ", "").partition("### Example")
    found = []
    for code, text in re.findall(r"- `([^`]+)` *([^`#]*?) *(?=- `|$)", listing):
        member, _, type_ = code.partition(" ")
        value = type_.rpartition(" = ")[2] if member == "const" else text
        found.append((member if member == "const" else member.lower(), value))
    assert found == [
        ("appid", app),
        ("params", ""),
        ("accountid", f"Path param: {account}"),
        *((name, f"Body param: {text}") for name, text in entries(stated.request["schema"])),
        ("type", ""),
        *entries(stated.response["schema"]),
    ]

    token = document()["components"]["securitySchemes"]["api_token"]["x-example"]
    assert f'option.WithAPIToken("{token}")' in program
    assert f'context.TODO(), "{examples["app_id"]}",' in program
    sent = re.findall(r'cloudflare\.F\("([^"]*)"\)', program)
    assert sent == [examples["account_id"], *body.values()]
    answer = program.partition("```json")[2].partition("```")[0]
    assert json.loads(answer) == stated.example(stated.response)
