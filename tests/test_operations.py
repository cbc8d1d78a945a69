"""Operations as methods: parameters, bodies, responses, and what is wrong with them."""

# ruff: noqa: E501 - tables
from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sdksmith.build import version
from sdksmith.build.context import Context
from sdksmith.build.operations import operations
from sdksmith.build.operations.methods import Methods
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.config import Config
from sdksmith.ir import (
    Array,
    Content,
    Dictionary,
    Kind,
    Location,
    Method,
    Object,
    Parameter,
    PathParameter,
    Reference,
    Scalar,
    Style,
    Type,
    Unknown,
)
from sdksmith.load import Loader
from sdksmith.report import Level, Problem

STRING = Scalar(Kind.STRING)
EMPTY = "responses: { '204': { description: Nothing. } }"


class Built:
    """The methods of a document, and what was found."""

    def __init__(self, folder: Path, paths: str, components: str = "") -> None:
        document = folder / "spec.yaml"
        document.write_text(f"openapi: 3.2.0\ncomponents: {components or '{}'}\npaths:\n{paths}\n")
        self.context = Context(Config(), Loader(document).root)
        self.schemas = Schemas(self.context, {})
        methods = Methods(self.context, self.schemas, frozenset())
        self.methods: dict[str, Method] = {
            f"{operation.token} {operation.path}": methods.method(operation, ("pet",), ("do",))
            for operation in operations.find(self.context)
        }
        assert all(finding.level is Level.WARNING for finding in self.context.findings)

    @property
    def codes(self) -> list[str]:
        return sorted(finding.code for finding in self.context.findings)

    @property
    def only(self) -> Method:
        (method,) = self.methods.values()
        return method

    def wire(self, type: Type) -> list[str]:
        """The members of an object."""
        assert isinstance(type, Object)
        return [field.wire.text for field in self.schemas.models[type.model].fields]


class Build:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, paths: str, components: str = "") -> Built:
        return Built(self._folder, paths, components)

    def operation(self, text: str, verb: str = "post", path: str = "/pets") -> Built:
        """A document with one operation, whose members are given in flow style."""
        return self(f"  '{path}': {{ {verb}: {{ {text} }} }}")

    def parameter(self, text: str, path: str = "/pets") -> Built:
        return self.operation(f"parameters: [{{ {text} }}], {EMPTY}", "get", path)

    def body(self, content: str, more: str = "") -> Built:
        return self.operation(f"requestBody: {{ content: {{ {content} }} {more} }}, {EMPTY}")

    def responses(self, text: str) -> Built:
        return self.operation(f"responses: {{ {text} }}", "get")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path)


def path_of(method: Method) -> str:
    return "".join(
        f"{{{piece.wire.text}}}" if isinstance(piece, PathParameter) else piece.text
        for piece in method.path
    )


def parameter_of(built: Built, name: str = "a") -> Parameter:
    (found,) = [p for p in built.only.parameters if p.wire.text == name]
    return found


class TestParameters:
    @pytest.mark.parametrize(
        ("text", "location", "style", "explode"),
        [
            ("in: path", Location.PATH, Style.SIMPLE, False),
            ("in: path, explode: true", Location.PATH, Style.SIMPLE, True),
            ("in: path, style: label", Location.PATH, Style.LABEL, False),
            ("in: path, style: matrix, explode: true", Location.PATH, Style.MATRIX, True),
            ("in: query", Location.QUERY, Style.FORM, True),
            ("in: query, explode: false", Location.QUERY, Style.FORM, False),
            ("in: query, style: spaceDelimited", Location.QUERY, Style.SPACE, False),
            ("in: query, style: pipeDelimited", Location.QUERY, Style.PIPE, False),
            ("in: query, style: deepObject", Location.QUERY, Style.DEEP_OBJECT, False),
            ("in: header", Location.HEADER, Style.SIMPLE, False),
            ("in: header, explode: true", Location.HEADER, Style.SIMPLE, True),
            ("in: cookie", Location.COOKIE, Style.FORM, True),
            ("in: cookie, style: cookie", Location.COOKIE, Style.FORM, True),
        ],
    )
    def test_style(
        self, build: Build, text: str, location: Location, style: Style, explode: bool
    ) -> None:
        path = "/pets/{a}" if location is Location.PATH else "/pets"
        built = build.parameter(f"name: a, {text}, schema: {{ type: string }}", path)
        found = parameter_of(built)
        assert (found.location, found.style, found.explode) == (location, style, explode)
        assert found.type == STRING
        assert built.codes == []

    @pytest.mark.parametrize(
        ("text", "style", "type"),
        [
            ("in: query, content: { application/json: { schema: { type: array } } }", Style.JSON, Array(Unknown())),
            ("in: header, content: { application/vnd.a+json: {} }", Style.JSON, Unknown()),
            ("in: query, content: { text/csv: { schema: { type: string } } }", Style.FORM, STRING),
            ("in: querystring, content: { application/json: { schema: { type: object } } }", Style.JSON, Dictionary(Unknown())),
            (
                "in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object } } }",
                Style.FORM,
                Dictionary(Unknown()),
            ),
            ("in: querystring, content: { text/plain: {} }", Style.SIMPLE, STRING),
        ],
    )  # fmt: skip
    def test_content(self, build: Build, text: str, style: Style, type: Type) -> None:
        built = build.parameter(f"name: a, {text}")
        found = parameter_of(built)
        assert (found.style, found.type) == (style, type)
        assert (found.location is Location.WHOLE_QUERY) == ("querystring" in text)
        assert built.codes == []

    def test_details(self, build: Build) -> None:
        found = parameter_of(
            build.parameter(
                "name: a, in: query, allowReserved: true, required: true, deprecated: true, "
                "schema: { type: integer, default: 3, description: How many. }"
            )
        )
        assert found.allow_reserved
        assert found.required
        assert found.deprecated
        assert found.default is not None
        assert (found.default.value, found.description.text) == (3, "How many.")

    @pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
    def test_headers_without_meaning(self, build: Build, name: str) -> None:
        built = build.parameter(f"name: {name}, in: header, schema: {{ type: string }}")
        assert built.only.parameters == ()

    def test_inside_and_above(self, build: Build) -> None:
        built = build(
            """
  /pets:
    parameters: [{ name: a, in: query, schema: { type: string } }, { name: X-B, in: header, schema: {} }]
    get:
      parameters: [{ name: a, in: query, required: true, schema: { type: string } }, { name: x-b, in: header, schema: {} }]
      responses: {}
"""
        )
        assert [(p.wire.text, p.required) for p in built.only.parameters] == [
            ("a", True),
            ("x-b", False),
        ]
        assert built.codes == []

    @pytest.mark.parametrize(
        ("text", "codes", "location", "type"),
        [
            ("in: path, required: false, schema: { type: string }", ["optional-path-parameter"], Location.PATH, STRING),
            ("in: Query, schema: { type: string }", ["odd-parameter-place"], Location.QUERY, STRING),
            ("schema: { type: string }", ["odd-parameter-place"], Location.PATH, STRING),
            ("in: nowhere, schema: { type: string }", ["odd-parameter-place"], Location.PATH, STRING),
            ("in: path", ["parameter-without-schema"], Location.PATH, STRING),
            ("in: query", ["parameter-without-schema"], Location.QUERY, Unknown()),
            ("in: query, schema: null", ["parameter-without-schema"], Location.QUERY, Unknown()),
            ("in: query, type: integer", ["schema-in-parameter"], Location.QUERY, Scalar(Kind.INTEGER)),
            ("in: query, style: label, schema: { type: string }", ["unsupported"], Location.QUERY, STRING),
            ("in: query, content: { image/png: {} }", ["unsupported"], Location.QUERY, STRING),
        ],
    )  # fmt: skip
    def test_defects(
        self, build: Build, text: str, codes: list[str], location: Location, type: Type
    ) -> None:
        built = build.parameter(f"name: a, {text}", "/pets/{a}")
        found = next(p for p in built.only.parameters if p.location is location)
        assert found.type == type
        assert [code for code in built.codes if code != "undeclared-path-parameter"] == codes

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("in: query, schema: {}", "unnamed-parameter"),
            ("name: a, in: nowhere, schema: {}", "unsupported"),
        ],
    )
    def test_left_out(self, build: Build, text: str, code: str) -> None:
        built = build.parameter(text)
        assert built.only.parameters == ()
        assert built.codes == [code]

    def test_without_a_place(self, build: Build) -> None:
        assert parameter_of(build.parameter("name: a, schema: {}")).location is Location.QUERY

    def test_twice(self, build: Build) -> None:
        built = build.operation(
            "parameters: [{ name: a, in: query, schema: {} }, { name: a, in: query, schema: { type: string } }],"
            f" {EMPTY}"
        )
        assert parameter_of(built).type == STRING
        assert built.codes == ["duplicate-parameter"]

    def test_same_name_in_different_places(self, build: Build) -> None:
        built = build.operation(
            "parameters: [{ name: id, in: path, schema: {} }, { name: id, in: cookie, schema: {} }], "
            "requestBody: { content: { application/json: { schema: { properties: { id: {} } } } } },"
            f" {EMPTY}",
            path="/pets/{id}",
        )
        assert ["_".join(p.name) for p in built.only.parameters] == ["id", "cookie_id", "body_id"]


class TestPath:
    @pytest.mark.parametrize(
        ("path", "declared", "want", "names", "codes"),
        [
            ("/a/{b}", "{ name: b, in: path, schema: {} }", "/a/{b}", ["b"], []),
            ("/a/{b}/{b}", "{ name: b, in: path, schema: {} }", "/a/{b}/{b}", ["b"], ["repeated-path-parameter"]),
            ("/a/{b}", "", "/a/{b}", ["b"], ["undeclared-path-parameter"]),
            ("/a", "{ name: b, in: path, schema: {} }", "/a", [], ["unused-path-parameter"]),
            ("/a?x=1", "", "/a?x=1", [], ["query-in-path"]),
            ("/a?x=1&y={b}", "{ name: b, in: path, schema: {} }", "/a?x=1&y={b}", ["b"], ["query-in-path"]),
            ("/a?x={x}", "{ name: x, in: query, schema: {} }", "/a", ["x"], ["query-in-path"]),
            ("/a?x={y}", "", "/a", ["x"], ["query-in-path"]),
            ("/a?x=1", "{ name: x, in: query, schema: {} }", "/a?x=1", [], ["query-in-path"]),
            ("/a{?x,y*}", "{ name: x, in: query, schema: {} }", "/a", ["x", "y"], ["query-in-path"]),
            ("/a#b", "", "/a", [], ["fragment-in-path"]),
            ("/a/{petID}", "{ name: petId, in: path, schema: {} }", "/a/{petId}", ["petId"], ["odd-path-parameter"]),
            ("/a/{id:int}", "{ name: id, in: path, schema: {} }", "/a/{id}", ["id"], ["odd-path-parameter"]),
            ("/a/{+b}", "{ name: b, in: path, schema: {} }", "/a/{b}", ["b"], ["odd-path-parameter"]),
            ("a", "", "/a", [], ["path-without-slash"]),
            ("/", "", "/", [], []),
        ],
    )  # fmt: skip
    def test_path(
        self, build: Build, path: str, declared: str, want: str, names: list[str], codes: list[str]
    ) -> None:
        built = build.operation(f"parameters: [{declared}], {EMPTY}", "get", path)
        assert path_of(built.only) == want
        assert [p.wire.text for p in built.only.parameters] == names
        assert built.codes == codes

    def test_all_of_a_path(self, build: Build) -> None:
        built = build.parameter("name: b, in: path, schema: { type: string }", "/a/{b*}")
        assert parameter_of(built, "b").allow_reserved


class TestOperations:
    @pytest.mark.parametrize(
        ("paths", "found", "codes"),
        [
            ("  /a: { get: {r}, PUT: {r} }", ["GET /a", "PUT /a"], ["upper-case-verb"]),
            ("  /a: { query: {r}, additionalOperations: { COPY: {r}, Move: {r} } }", ["QUERY /a", "COPY /a", "Move /a"], []),
            ("  /a: { additionalOperations: { 'A B': {r} }, get: {r} }", ["GET /a"], ["unsupported"]),
            ("  /a: { get: {r}, fetch: {r} }", ["GET /a"], ["unknown-path-member"]),
            ("  /a: { get: null, put: {r} }", ["GET /a", "PUT /a"], ["no-responses", "wrong-type"]),
            ("  /a: { get: text, put: [] }", ["GET /a", "PUT /a"], ["no-responses"] * 2 + ["wrong-type"] * 2),
            ("  /a: { $ref: '#/nothing', get: {r} }", ["GET /a"], ["unresolved-ref"]),
            ("  /a: { get: { $ref: '#/nothing' } }", ["GET /a"], ["no-responses", "operation-reference", "unresolved-ref"]),
            ("  https://a.example.com/a: { get: {r} }\n  b: { get: {r} }", ["GET /a", "GET /b"], ["path-without-slash", "server-in-path"]),
            ("  /a: null\n  /b: text\n  /c: { get: {r} }", ["GET /c"], ["wrong-type", "wrong-type"]),
            ("  /a: { get: {r} }\n  /b: { $ref: '#/paths/~1a' }", ["GET /a", "GET /b"], []),
            ("  /a: { get: {r} }\n  /b: { $ref: '#/paths/~1a', put: {r} }", ["GET /a", "GET /b", "PUT /b"], []),
            ("  /a: { get: {r} }\n  /b: { get: { $ref: '#/paths/~1a/get' } }", ["GET /a", "GET /b"], ["operation-reference"]),
            ("  /a: { $ref: '#/nothing' }\n  /b: { get: {r} }", ["GET /b"], ["unresolved-ref"]),
            ("  /a/{b}: { get: {r} }\n  /a/{c}: { get: {r}, put: {r} }", ["GET /a/{b}", "GET /a/{c}", "PUT /a/{c}"], ["equivalent-paths"]),
        ],
    )  # fmt: skip
    def test_found(self, build: Build, paths: str, found: list[str], codes: list[str]) -> None:
        built = build(paths.replace("{r}", "{ responses: {} }"))
        assert list(built.methods) == found
        assert [code for code in built.codes if code != "undeclared-path-parameter"] == codes

    def test_operation_ids(self, build: Build) -> None:
        built = build(
            "  /a: { get: { operationId: x, responses: {} }, put: { operationId: x, responses: {} } }"
        )
        assert built.codes == ["duplicate-operation-id"]
        assert {method.operation_id.text for method in built.methods.values()} == {"x"}

    def test_left_out_once(self, build: Build) -> None:
        operation = (
            "{ callbacks: { a: {} }, responses: { '204': { links: { a: { operationId: x } } } } }"
        )
        built = build(f"  /a: {{ get: {operation}, put: {operation} }}")
        assert built.codes == ["unsupported", "unsupported"]

    @pytest.mark.parametrize(
        ("text", "want"),
        [
            ("get: { servers: [{ url: 'https://b.com' }], responses: {} }", "https://b.com"),
            ("servers: [{ url: 'https://b.com' }], get: { responses: {} }", "https://b.com"),
            (
                "servers: [{ url: 'https://b.com' }], get: { servers: [{ url: 'https://c.com/v1' }], responses: {} }",
                "https://c.com/v1",
            ),
            ("get: { servers: [], responses: {} }", None),
        ],
    )
    def test_server(self, build: Build, text: str, want: str | None) -> None:
        method = build(f"  /a: {{ {text} }}").only
        assert (method.server and method.server.text) == want


OBJECT = "schema: { type: object, required: [a], properties: { a: { type: string }, b: {} } }"
FILE = "schema: { type: object, properties: { a: { type: string, format: binary } } }"


class TestBody:
    @pytest.mark.parametrize(
        ("content", "kind", "media_type", "wires"),
        [
            (f"application/json: {{ {OBJECT} }}", Content.JSON, "application/json", ["a", "b"]),
            (f"application/json; charset=utf-8: {{ {OBJECT} }}", Content.JSON, "application/json; charset=utf-8", ["a", "b"]),
            (f"application/merge-patch+json: {{ {OBJECT} }}", Content.JSON, "application/merge-patch+json", ["a", "b"]),
            (f"'*/*': {{ {OBJECT} }}", Content.JSON, "application/json", ["a", "b"]),
            (f"application/vnd.own: {{ {OBJECT} }}", Content.JSON, "application/vnd.own", ["a", "b"]),
            ("'*/*': {}", Content.BINARY, "application/octet-stream", ["body"]),
            ("image/*: {}", Content.BINARY, "application/octet-stream", ["body"]),
            ("image/png: { schema: { type: string } }", Content.BINARY, "image/png", ["body"]),
            ("application/octet-stream: { schema: { type: string } }", Content.BINARY, "application/octet-stream", ["body"]),
            ("text/csv: { schema: { type: string, format: binary } }", Content.BINARY, "text/csv", ["body"]),
            ("text/plain: {}", Content.TEXT, "text/plain", ["body"]),
            ("text/*: {}", Content.TEXT, "text/plain", ["body"]),
            ("application/sdp: { schema: { type: string } }", Content.TEXT, "application/sdp", ["body"]),
            ("application/x-ndjson: { schema: { type: string } }", Content.TEXT, "application/x-ndjson", ["body"]),
            (f"application/x-www-form-urlencoded: {{ {OBJECT} }}", Content.FORM, "application/x-www-form-urlencoded", ["a", "b"]),
            (f"multipart/form-data; boundary=x: {{ {FILE} }}", Content.MULTIPART, "multipart/form-data", ["a"]),
            (f"multipart/*: {{ {FILE} }}", Content.MULTIPART, "multipart/form-data", ["a"]),
            ("multipart/form-data: {}", Content.MULTIPART, "multipart/form-data", ["body"]),
            ("application/json: { schema: { type: array, items: {} } }", Content.JSON, "application/json", ["body"]),
            ("application/json: {}", Content.JSON, "application/json", ["body"]),
            ("application/json: { schema: { type: object } }", Content.JSON, "application/json", ["body"]),
            (f"text/plain: {{}}, application/json: {{ {OBJECT} }}", Content.JSON, "application/json", ["a", "b"]),
            (f"application/a+json: {{ {OBJECT} }}, application/json: {{ {OBJECT} }}", Content.JSON, "application/json", ["a", "b"]),
            (f"application/json: {{ {FILE} }}, multipart/form-data: {{ {FILE} }}", Content.MULTIPART, "multipart/form-data", ["a"]),
        ],
    )  # fmt: skip
    def test_media_type(
        self, build: Build, content: str, kind: Content, media_type: str, wires: list[str]
    ) -> None:
        built = build.body(_quoted(content))
        body = built.only.body
        assert body is not None
        assert (body.content, body.media_type.text) == (kind, media_type)
        assert [p.wire.text for p in built.only.parameters] == wires
        places = {p.location for p in built.only.parameters}
        assert places == {Location.WHOLE_BODY if wires == ["body"] else Location.BODY}
        assert built.codes == []

    @pytest.mark.parametrize(
        ("more", "required", "a"),
        [("", True, True), (", required: true", True, True), (", required: false", False, False)],
    )
    def test_optional(self, build: Build, more: str, required: bool, a: bool) -> None:
        method = build.body(f"application/json: {{ {OBJECT} }}", more).only
        assert method.body is not None
        assert method.body.required is required
        assert [p.required for p in method.parameters] == [a, False]

    @pytest.mark.parametrize(
        ("more", "a"), [("", False), (", required: true", True), (", required: false", False)]
    )
    def test_nullable(self, build: Build, more: str, a: bool) -> None:
        schema = OBJECT.removeprefix("schema: ")
        method = build.body(
            f"application/json: {{ schema: {{ anyOf: [{schema}, {{ type: 'null' }}] }} }}", more
        ).only
        assert [(p.wire.text, p.required) for p in method.parameters] == [("a", a), ("b", False)]

    def test_members_that_only_responses_have(self, build: Build) -> None:
        method = build.body(
            "application/json: { schema: { properties: { a: { readOnly: true }, b: { writeOnly: true } } } }"
        ).only
        assert [p.wire.text for p in method.parameters] == ["b"]

    @pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
    def test_nothing_to_send(self, build: Build, kind: str) -> None:
        method = build.body(f"{kind}: {{ schema: {{ type: object, properties: {{}} }} }}").only
        assert (method.body, method.parameters) == (None, ())

    def test_union(self, build: Build) -> None:
        variants = "[{ properties: { a: {} } }, { properties: { b: {} } }]"
        (parameter,) = build.body(
            f"application/json: {{ schema: {{ oneOf: {variants} }} }}"
        ).only.parameters
        assert parameter.location is Location.WHOLE_BODY
        assert isinstance(parameter.type, Reference)
        assert not parameter.required

    def test_union_of_what_has_required_members(self, build: Build) -> None:
        variants = (
            "[{ required: [a], properties: { a: {} } }, { required: [b], properties: { b: {} } }]"
        )
        (parameter,) = build.body(
            f"application/json: {{ schema: {{ oneOf: {variants} }} }}"
        ).only.parameters
        assert parameter.required

    def test_parts(self, build: Build) -> None:
        built = build.body(
            "multipart/form-data: { schema: { properties: { a: {}, b: {}, c: {} } }, encoding: { "
            "a: { contentType: 'image/png' }, b: { contentType: 'image/png, image/*' }, "
            "c: { style: deepObject, allowReserved: true } } }"
        )
        assert built.only.body is not None
        assert [
            (p.wire.text, p.media_type.text, p.style, p.explode, p.allow_reserved)
            for p in built.only.body.parts
        ] == [
            ("a", "image/png", Style.FORM, True, False),
            ("b", "", Style.FORM, True, False),
            ("c", "", Style.DEEP_OBJECT, False, True),
        ]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("application/xml: { schema: { type: object } }", "unsupported"),
            (f"multipart/mixed: {{ {FILE} }}", "unsupported"),
            (f"multipart/form-data: {{ {FILE}, itemEncoding: {{}} }}", "unsupported"),
            (f"multipart/form-data: {{ {FILE}, encoding: {{ a: {{ headers: {{}} }} }} }}", "unsupported"),
            (f"application/json: {{ {OBJECT} }}, multipart/form-data: {{ {FILE} }}", "other-media-type"),
            (f"application/json: {{ {OBJECT} }}, multipart/form-data: {{ schema: {{ properties: {{}} }} }}", "other-media-type"),
            (f"json: {{ {OBJECT} }}", "odd-media-type"),
            ("", "empty-content"),
        ],
    )  # fmt: skip
    def test_findings(self, build: Build, content: str, code: str) -> None:
        assert build.body(content).codes == [code]

    def test_body_of_get(self, build: Build) -> None:
        built = build.operation(
            f"requestBody: {{ content: {{ application/json: {{ {OBJECT} }} }} }}, {EMPTY}", "get"
        )
        assert built.only.body is not None
        assert built.codes == ["body-of-get"]


def _quoted(content: str) -> str:
    """Quote a media type with parameters, whose text has a meaning in YAML."""
    name, colon, rest = content.partition(": ")
    return f"'{name}'{colon}{rest}" if ";" in name or name.endswith("/*") else content


JSON = "content: { application/json: { schema: { type: object, properties: { a: {} } } } }"
OTHER = "content: { application/json: { schema: { type: object, properties: { b: {} } } } }"


class TestResponse:
    @pytest.mark.parametrize(
        ("text", "kind", "media_type"),
        [
            (f"'200': {{ {JSON} }}", Content.JSON, "application/json"),
            (f"'201': {{ {JSON} }}, '404': {{}}", Content.JSON, "application/json"),
            (f"2XX: {{ {JSON} }}", Content.JSON, "application/json"),
            (f"default: {{ {JSON} }}", Content.JSON, "application/json"),
            ("'200': { content: { application/hal+json: {} } }", Content.JSON, "application/hal+json"),
            ("'200': { content: { '*/*': { schema: { type: object } } } }", Content.JSON, "*/*"),
            ("'200': { content: { '*/*': {} } }", Content.BINARY, "*/*"),
            ("'200': { content: { text/html: {}, application/json: {} } }", Content.JSON, "application/json"),
            ("'200': { content: { text/html: {} } }", Content.TEXT, "text/html"),
            ("'200': { content: { application/pdf: {} } }", Content.BINARY, "application/pdf"),
            ("'200': { content: { image/png: { schema: { type: string } } } }", Content.BINARY, "image/png"),
            ("'200': { content: { application/json: { schema: { type: string, format: binary } } } }", Content.BINARY, "application/json"),
        ],
    )  # fmt: skip
    def test_content(self, build: Build, text: str, kind: Content, media_type: str) -> None:
        built = build.responses(text)
        response = built.only.response
        assert response is not None
        assert (response.content, response.media_type.text) == (kind, media_type)
        assert not response.optional
        assert built.codes == []

    @pytest.mark.parametrize(
        "text", ["'204': {}", "'200': {}", f"'302': {{}}, default: {{ {JSON} }}"]
    )
    def test_no_content(self, build: Build, text: str) -> None:
        assert build.responses(text).only.response is None

    def test_head(self, build: Build) -> None:
        method = build.operation(f"responses: {{ '200': {{ {JSON} }} }}", "head").only
        assert method.response is None

    def test_sometimes_no_content(self, build: Build) -> None:
        response = build.responses(f"'200': {{ {JSON} }}, '204': {{}}").only.response
        assert response is not None
        assert response.optional

    def test_several_successes(self, build: Build) -> None:
        built = build.responses(f"'200': {{ {JSON} }}, '202': {{ {OTHER} }}, '203': {{ {JSON} }}")
        response = built.only.response
        assert response is not None
        assert isinstance(response.type, Reference)
        alias: Any = built.schemas.aliases[response.type.alias]
        assert [built.wire(variant) for variant in alias.type.variants] == [["a"], ["b"]]
        names = {"_".join(model.name) for model in built.schemas.models.values()}
        assert names >= {"pet_do_response", "pet_do_accepted_response"}
        assert "_".join(alias.name) == "pet_do_result"

    def test_headers(self, build: Build) -> None:
        response = build.responses(
            f"'200': {{ {JSON}, headers: {{ X-Count: {{ required: true, schema: {{ type: integer }} }}, "
            "Link: { description: Next. }, Content-Type: { schema: {} } } }"
        ).only.response
        assert response is not None
        assert [
            (h.wire.text, h.type, h.required, h.description.text) for h in response.headers
        ] == [
            ("X-Count", Scalar(Kind.INTEGER), True, ""),
            ("Link", STRING, False, "Next."),
        ]

    def test_errors(self, build: Build) -> None:
        built = build.responses(
            f"default: {{ {JSON} }}, 5XX: {{ {JSON} }}, '404': {{ {OTHER} }}, '400': {{}}, "
            f"'409': {{ content: {{ text/plain: {{}} }} }}, '200': {{ {JSON} }}"
        )
        errors = built.only.errors
        assert [error.status for error in errors] == ["404", "5XX", "default"]
        assert [built.wire(error.type) for error in errors] == [["b"], ["a"], ["a"]]
        names = {"_".join(model.name) for model in built.schemas.models.values()}
        assert names == {
            "pet_do_response",
            "pet_do_not_found_response",
            "pet_do_server_error_response",
            "pet_do_error_response",
        }

    def test_errors_with_a_name_are_read_once(self, build: Build) -> None:
        reference = "{ '404': { $ref: '#/components/responses/NotFound' } }"
        built = build(
            f"  /a: {{ get: {{ responses: {reference} }}, put: {{ responses: {reference} }} }}",
            f"{{ responses: {{ NotFound: {{ {JSON} }} }} }}",
        )
        types = {error.type for method in built.methods.values() for error in method.errors}
        assert len(types) == 1
        assert ["_".join(m.name) for m in built.schemas.models.values()] == ["not_found_response"]

    @pytest.mark.parametrize(
        ("text", "statuses", "code"),
        [
            (f"4xx: {{ {JSON} }}", ["4XX"], "odd-status"),
            (f"404 Not Found: {{ {JSON} }}", ["404"], "odd-status"),
            (f"'200': {{}}, DEFAULT: {{ {JSON} }}", ["default"], "odd-status"),
            (f"bad: {{ {JSON} }}", [], "unsupported"),
            ("'200': { content: { application/xml: { schema: { type: object } } } }", [], "unsupported"),
        ],
    )  # fmt: skip
    def test_findings(self, build: Build, text: str, statuses: list[str], code: str) -> None:
        built = build.responses(text)
        assert [error.status for error in built.only.errors] == statuses
        assert built.codes == [code]

    def test_no_responses(self, build: Build) -> None:
        built = build.operation("summary: a", "get")
        assert built.only.response is None
        assert built.codes == ["no-responses"]

    def test_streams(self, build: Build) -> None:
        method = build.responses("'200': { content: { text/event-stream: {} } }").only
        assert method.stream is not None
        assert method.response is None


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ("openapi: 3", []),
        ("openapi: 3.0", []),
        ("openapi: 3.1.0-rc1", []),
        ("openapi: 3.2.0", []),
        ("openapi: '3.10.0'", ["odd-version"]),
        ("openapi: 4.0.0", ["unsupported-version"]),
        ("openapi: '30'", ["unsupported-version"]),
        ("swagger: '1.2'", ["unsupported-version"]),
        ("title: a", ["unsupported-version"]),
    ],
)
def test_version(tmp_path: Path, stated: str, codes: list[str]) -> None:
    (tmp_path / "spec.yaml").write_text(stated)
    context = Context(Config(), Loader(tmp_path / "spec.yaml").root)
    with suppress(Problem):
        version.check(context)
    assert [finding.code for finding in context.findings] == codes
