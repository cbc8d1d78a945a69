"""What is not built as the specification says, and how that is told."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdksmith.config import Config
from sdksmith.lint import grammar, structure
from sdksmith.lint.checked import Checked
from sdksmith.lint.engine import validate
from sdksmith.load import Loader, parse
from sdksmith.report import Finding, Level, Problem, has_errors

SUITE: Final = Path(__file__).parents[2] / "shared" / "oai-tests"
HERE: Final = Path(__file__).parent
SEVERAL: Final = {
    "3.1/fail/invalid_schema_types.yaml": 3,
    "3.1/fail/parameter-object-cookie-form-allowReserved.yaml": 2,
    "3.1/fail/parameter-object-path-allowReserved.yaml": 2,  # the parameter is not required, either
    "3.1/fail/unknown_container.yaml": 2,  # there is no known one, either
    "3.2/fail/invalid_schema_types.yaml": 3,
    "3.2/fail/parameter-object-path-name.yaml": 2,  # it is not required, either
    "3.2/fail/unknown_container.yaml": 2,
}
"""Documents of the suite that have more than one defect."""


def check(path: Path) -> list[Finding]:
    loader = Loader(path)
    version = grammar.version_of(loader.root.value)
    assert version is not None
    return structure.check(Checked(loader, version))


def suite(verdict: str) -> list[Path]:
    return sorted(SUITE.glob(f"3.?/{verdict}/*.yaml"))


@pytest.mark.skipif(
    not SUITE.is_dir(), reason="the test suite of the OpenAPI Initiative is not here"
)
@pytest.mark.parametrize("path", suite("pass"), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_official_suite_passes(path: Path) -> None:
    assert check(path) == []
    assert not has_errors(validate(path, Config()))


@pytest.mark.skipif(
    not SUITE.is_dir(), reason="the test suite of the OpenAPI Initiative is not here"
)
@pytest.mark.parametrize("path", suite("fail"), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_official_suite_fails_once_for_each_defect(path: Path) -> None:
    found = check(path)
    assert {finding.level for finding in found} == {Level.ERROR}
    assert has_errors(validate(path, Config()))
    assert len(found) == SEVERAL.get(str(path.relative_to(SUITE)), 1)


# ------------------------------------------------------------ what is said


def document(version: str, **fields: Any) -> dict[str, Any]:
    stated = {"swagger": "2.0"} if version == "2.0" else {"openapi": f"{version}.0"}
    return {**stated, "info": {"title": "Pets", "version": "1"}, "paths": {}, **fields}


def component(version: str, section: str, value: Any) -> dict[str, Any]:
    return document(version, components={section: {"it": value}})


def operation(version: str, **fields: Any) -> dict[str, Any]:
    responses = {"200": {"description": "Good."}}
    return document(version, paths={"/pets": {"get": {"responses": responses, **fields}}})


def parameter(version: str, **fields: Any) -> dict[str, Any]:
    return component(version, "parameters", fields)


def schema(version: str, value: Any) -> dict[str, Any]:
    if version == "2.0":
        return document(version, definitions={"it": value})
    return component(version, "schemas", value)


def told(root: dict[str, Any], folder: Path) -> list[str]:
    """What is found, as `fragment: code: message; hint`."""
    path = folder / "openapi.json"
    path.write_text(json.dumps(root))
    return [_line(finding) for finding in check(path)]


def _line(finding: Finding) -> str:
    hint = f"; {finding.hint}" if finding.hint else ""
    return f"{finding.fragment}: {finding.code}: {finding.message}{hint}"


STYLES: Final = "`form`, `spaceDelimited`, `pipeDelimited` or `deepObject`"
TYPES_3_0: Final = "`array`, `boolean`, `integer`, `number`, `object` or `string`"
TYPES: Final = "`array`, `boolean`, `integer`, `null`, `number`, `object` or `string`"
IT: Final = "#/components/parameters/it"
SCHEME: Final = "#/components/securitySchemes/it"
GET: Final = "#/paths/~1pets/get"
IT_SCHEMA: Final = "#/components/schemas/it"

CASES: Final[list[tuple[dict[str, Any], list[str]]]] = [
    # Fields of parameters.
    (
        parameter("3.0", name="a", schema={}),
        [
            f"{IT}: odd-parameter-place: a Parameter Object needs `in`: `query`, `header`, `path` or `cookie`"
        ],
    ),
    (
        parameter("3.1", name="a", schema={}, style="simple"),
        [
            f"{IT}: odd-parameter-place: a Parameter Object needs `in`: `query`, `header`, `path` or `cookie`"
        ],
    ),
    (
        parameter("3.2", name="a"),
        [
            f"{IT}: odd-parameter-place: a Parameter Object needs `in`: `query`, `querystring`, `header`, `path` "
            "or `cookie`",
            f"{IT}: missing-field: a Parameter Object needs `schema` or `content`",
        ],
    ),
    *(
        (
            parameter(version, **{"name": "a", "in": "body", "schema": {}}),
            [
                f'{IT}/in: odd-parameter-place: `in` of a Parameter Object has to be {places}, not "body"; '
                "since OpenAPI 3.0 a body is described in the `requestBody` of the operation"
            ],
        )
        for version, places in (
            ("3.0", "`path`, `query`, `header` or `cookie`"),
            ("3.1", "`query`, `header`, `path` or `cookie`"),
            ("3.2", "`query`, `querystring`, `header`, `path` or `cookie`"),
        )
    ),
    *(
        (
            parameter(version, **{"name": "a", "in": "path", "schema": {}}),
            [
                f"{IT}: optional-path-parameter: a parameter of the path needs `required: true`; a path is none "
                "without it; add `required: true`"
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            parameter(version, **{"name": "a", "in": "path", "required": False, "schema": {}}),
            [
                f"{IT}/required: optional-path-parameter: a parameter of the path is always required; "
                "`required` has to be true"
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            parameter(version, **{"name": "a", "in": "query"}),
            [f"{IT}: missing-field: a Parameter Object needs `schema` or `content`"],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            parameter(
                version, **{"name": "a", "in": "query", "schema": {}, "content": {"a/b": {}}}
            ),
            [
                f"{IT}/content: exclusive-fields: `schema` and `content` of a Parameter Object exclude each other; "
                "leave one of them out"
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            parameter(
                version, **{"name": "a", "in": "query", "content": {"a/b": {}}, "style": "form"}
            ),
            [
                f"{IT}/style: misplaced-field: `style` of a Parameter Object goes with `schema`, not with `content`; "
                "remove it"
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            parameter(version, **{"name": "a", "in": "query", "schema": {}, "style": "simple"}),
            [
                f"{IT}/style: not-allowed-value: `style` of a Parameter Object `in: query` has to be {STYLES}, "
                'not "simple"'
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    (
        parameter("3.1", **{"name": "a", "in": "query", "content": {}}),
        [f"{IT}/content: wrong-count: `content` of a Parameter Object needs at least one item"],
    ),
    (
        parameter("3.1", **{"name": "a", "in": "query", "content": {"a/b": {}, "c/d": {}}}),
        [f"{IT}/content: wrong-count: `content` of a Parameter Object may hold 1 at most, not 2"],
    ),
    (
        parameter("3.1", **{"name": "a", "in": "query", "schema": {}, "required": "true"}),
        [
            f"{IT}/required: quoted-boolean: `required` of a Parameter Object has to be true or false, not a text; "
            "remove the quotes"
        ],
    ),
    (
        parameter("3.2", **{"name": "a{b}", "in": "path", "required": True, "schema": {}}),
        [
            f"{IT}/name: not-allowed-value: `name` of a Parameter Object `in: path` has to be without braces; "
            'it is "a{b}"'
        ],
    ),
    (
        component("3.1", "parameters", None),
        [
            f"{IT}: wrong-type: `it` in `parameters` of a Components Object is empty; it has to be "
            "a Parameter Object (a mapping)"
        ],
    ),
    # Security schemes.
    *(
        (
            component(version, "securitySchemes", {"type": "http"}),
            [f"{SCHEME}: missing-field: a Security Scheme Object needs `scheme` with `type: http`"],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            component(version, "securitySchemes", {}),
            [f"{SCHEME}: missing-field: a Security Scheme Object needs `type`"],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    (
        component("3.0", "securitySchemes", {"type": "htp", "scheme": "basic"}),
        [
            f"{SCHEME}/type: not-allowed-value: `type` of a Security Scheme Object has to be `apiKey`, `http`, "
            '`oauth2` or `openIdConnect`, not "htp"; did you mean "http"?'
        ],
    ),
    *(
        (
            component(
                version, "securitySchemes", {"type": "http", "scheme": "basic", "bearerFormat": "x"}
            ),
            [
                f"{SCHEME}/bearerFormat: misplaced-field: `bearerFormat` of a Security Scheme Object is only for "
                "`scheme: bearer`; remove it"
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    *(
        (
            component(version, "securitySchemes", {"type": "oauth2", "flows": {"implict": {}}}),
            [
                f"{SCHEME}/flows/implict: unknown-field: an OAuth Flows Object has no `implict`; "
                'did you mean "implicit"?'
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    # Other objects.
    (
        operation("3.0", requestbody={}),
        [
            f'{GET}/requestbody: unknown-field: an Operation Object has no `requestbody`; did you mean "requestBody"?'
        ],
    ),
    (
        operation("3.1", owner="me"),
        [
            f"{GET}/owner: unknown-field: an Operation Object has no `owner`; if it is an extension of your own, "
            "its name begins with `x-`: `x-owner`"
        ],
    ),
    (
        operation("3.1", responses={"4xx": {"description": "Bad."}}),
        [
            f"{GET}/responses/4xx: odd-status: `4xx` is no status of a response; "
            "a status is `default`, three digits such as `404`, or a range such as `4XX`"
        ],
    ),
    *(
        (
            operation(version, responses={}),
            [
                f"{GET}/responses: wrong-count: a Responses Object needs at least one response; "
                "add the response that means success"
            ],
        )
        for version in ("2.0", "3.0", "3.1", "3.2")
    ),
    *(
        (
            document(version, paths={"/pets": {"get": {}}}),
            [
                f"{GET}: missing-field: an Operation Object needs `responses`; add the response that means success"
            ],
        )
        for version in ("2.0", "3.0")
    ),
    (document("3.1", paths={"/pets": {"get": {}}}), []),
    (
        operation("3.0", responses={"007": {"description": "Good."}, "200": {}}),
        [
            f"{GET}/responses/200: missing-field: a Response Object needs `description`; "
            "say in a sentence what it means",
            f"{GET}/responses/007: odd-status: `007` is no status of a response; "
            "a status is `default`, three digits such as `404`, or a range such as `4XX`",
        ],
    ),
    (
        operation("3.0", responses={"200": {"description": "Good.", "schema": {}}}),
        [
            f"{GET}/responses/200/schema: unknown-field: a Response Object has no `schema`; "
            "since OpenAPI 3.0 it stands in `content`, below a media type"
        ],
    ),
    *(
        (
            document(version, paths={"pets": {}, "/pets": {"GET": {}, "gett": {}}}),
            [
                "#/paths/~1pets/GET: upper-case-verb: `GET` has to be written in lower case; write `get`",
                '#/paths/~1pets/gett: unknown-path-member: a Path Item Object has no `gett`; did you mean "get"?',
                "#/paths/pets: path-without-slash: a path has to begin with a slash; write it as `/pets`",
            ],
        )
        for version in ("2.0", "3.0", "3.1", "3.2")
    ),
    (
        document("3.1", info={"titel": "Pets", "version": 1.0}),
        [
            '#/info/titel: unknown-field: an Info Object has no `titel`; did you mean "title"?',
            "#/info/version: wrong-type: `version` of an Info Object has to be a text, not a number; "
            'put it in quotes: `"1.0"`',
        ],
    ),
    (
        document("3.0", webhooks={}, definitions={}),
        [
            "#/webhooks: unknown-field: an OpenAPI Object has no `webhooks`; it is there from OpenAPI 3.1 on",
            "#/definitions: unknown-field: an OpenAPI Object has no `definitions`; it is of OpenAPI 2.0; "
            "since 3.0 schemas stand in `components.schemas`",
        ],
    ),
    (
        document("3.1", tags=["pets"], servers={"url": "/"}),
        [
            "#/servers: wrong-type: `servers` of an OpenAPI Object has to be a list, not a mapping; "
            "put `- ` in front of each item, or the items in brackets",
            "#/tags/0: wrong-type: an item of `tags` of an OpenAPI Object has to be a Tag Object (a mapping), "
            "not a text",
        ],
    ),
    *(
        (
            document(version, components={"schemas": {"a b": {}}}),
            [
                "#/components/schemas/a b: bad-name: a name in `schemas` of a Components Object has to be of letters, "
                'digits, `.`, `-` and `_` only; this one is "a b"'
            ],
        )
        for version in ("3.0", "3.1", "3.2")
    ),
    (
        {**document("3.0"), "openapi": "3.0"},
        [
            '#/openapi: not-allowed-value: `openapi` has to be the whole number of a version, not "3.0"; '
            "write `openapi: 3.0.0`"
        ],
    ),
    (
        document("3.1", info={"title": "a", "version": "1", "license": {"$ref": "#/x-license"}}),
        [
            "#/info/license/$ref: misplaced-ref: a `$ref` cannot stand in place of `license` of an Info Object; "
            "most tools do not follow it; write here what it refers to, or bundle the files into one document"
        ],
    ),
    (
        document(
            "3.1",
            info={
                "title": "a",
                "version": "1",
                "license": {"name": "a", "identifier": "b", "url": "c"},
            },
        ),
        [
            "#/info/license/url: misplaced-field: `url` of a License Object cannot stand beside `identifier`; "
            "remove it"
        ],
    ),
    # Schema Objects.
    (
        schema("3.0", {"type": ["string", "null"]}),
        [
            f"{IT_SCHEMA}/type: wrong-type: `type` of a Schema Object has to be a text, not a list; "
            "lists of types are there from OpenAPI 3.1 on; write `type: string` and `nullable: true`"
        ],
    ),
    (
        schema("3.0", {"type": "null"}),
        [
            f"{IT_SCHEMA}/type: not-allowed-value: `type` of a Schema Object has to be {TYPES_3_0}, "
            'not "null"; in OpenAPI 3.0 write `nullable: true` beside another type'
        ],
    ),
    (
        schema("3.0", {"const": 1}),
        [
            f"{IT_SCHEMA}/const: unknown-field: a Schema Object has no `const`; "
            "it is there from OpenAPI 3.1 on; before, write `enum` with one value"
        ],
    ),
    (
        schema("3.0", {"exclusiveMinimum": 0}),
        [
            f"{IT_SCHEMA}/exclusiveMinimum: wrong-type: `exclusiveMinimum` of a Schema Object has to be true or "
            "false, not a number; before OpenAPI 3.1 it is true, and `minimum` is the limit"
        ],
    ),
    (
        schema("3.1", {"exclusiveMinimum": True}),
        [
            f"{IT_SCHEMA}/exclusiveMinimum: wrong-type: `exclusiveMinimum` of a Schema Object has to be a number, "
            "not true; from OpenAPI 3.1 on it is the limit itself, in place of `minimum`"
        ],
    ),
    *(
        (
            schema(version, {"properties": {"a": {"items": {"allOf": [{"type": "strin"}]}}}}),
            [
                f"{place}/properties/a/items/allOf/0/type: not-allowed-value: `type` of a Schema Object has to be "
                f'{types}, not "strin"; did you mean "string"?'
            ],
        )
        for version, place, types in (
            ("2.0", "#/definitions/it", TYPES),
            ("3.0", IT_SCHEMA, TYPES_3_0),
            ("3.1", IT_SCHEMA, TYPES),
            ("3.2", IT_SCHEMA, TYPES),
        )
    ),
    (
        schema("3.1", {"required": ["a", "b", "a"]}),
        [
            f'{IT_SCHEMA}/required/2: repeated-item: "a" stands twice in `required` of a Schema Object; '
            "remove one of them"
        ],
    ),
    (
        schema("3.1", {"minLength": -1, "multipleOf": 0}),
        [
            f"{IT_SCHEMA}/minLength: not-allowed-value: `minLength` of a Schema Object has to be at least 0, not -1",
            f"{IT_SCHEMA}/multipleOf: not-allowed-value: `multipleOf` of a Schema Object has to be more than 0, "
            "not 0",
        ],
    ),
    (
        schema("3.1", {"properties": {"name": "string"}}),
        [
            f"{IT_SCHEMA}/properties/name: wrong-type: `name` in `properties` of a Schema Object has to be "
            "a Schema Object (a mapping), true or false, not a text; write `{ type: string }`"
        ],
    ),
    (schema("3.1", {"nullable": True, "whatever": 1}), []),
    # What 2.0 has and later versions have not.
    (
        operation(
            "2.0",
            parameters=[
                {"name": "a", "in": "query"},
                {"name": "b", "in": "body"},
                {"name": "c", "in": "body", "schema": {}, "type": "string"},
                {"name": "d", "in": "somewhere"},
                {"name": "e", "in": "query", "type": "strin"},
                {"$ref": "#/parameters/it", "description": "What stands beside it is passed over."},
            ],
        ),
        [
            f"{GET}/parameters/0: missing-field: a Parameter Object needs `type` with `in: query`",
            f"{GET}/parameters/1: missing-field: a Parameter Object needs `schema` with `in: body`",
            f"{GET}/parameters/2/type: misplaced-field: `type` of a Parameter Object is not for a parameter "
            "`in: body`, whose `schema` says it; remove it",
            f"{GET}/parameters/3/in: odd-parameter-place: `in` of a Parameter Object has to be `body`, `header`, "
            '`formData`, `query` or `path`, not "somewhere"',
            f"{GET}/parameters/4/type: not-allowed-value: `type` of a Parameter Object `in: query` has to be "
            '`string`, `number`, `boolean`, `integer` or `array`, not "strin"; did you mean "string"?',
        ],
    ),
    (
        document("2.0", securityDefinitions={"it": {"type": "oauth2", "flow": "x"}}),
        [
            "#/securityDefinitions/it/flow: not-allowed-value: `flow` of a Security Scheme Object has to be "
            '`implicit`, `password`, `application` or `accessCode`, not "x"'
        ],
    ),
    (
        schema("2.0", {"oneOf": []}),
        [
            "#/definitions/it/oneOf: unknown-field: a Schema Object has no `oneOf`; it is there from OpenAPI 3.0 on"
        ],
    ),
    # Of 3.2.
    (
        operation(
            "3.2",
            parameters=[
                {"name": "a", "in": "querystring", "content": {"a/b": {}}},
                {"name": "b", "in": "query", "schema": {}},
            ],
        ),
        [
            f"{GET}/parameters/1: exclusive-fields: a parameter `in: querystring` is the whole query; "
            "no other one can be in it; describe all of the query in one of them"
        ],
    ),
    (
        schema("3.2", {"xml": {"nodeType": "attribute", "attribute": True}}),
        [
            f"{IT_SCHEMA}/xml/attribute: exclusive-fields: `nodeType` and `attribute` of an XML Object exclude "
            "each other; leave one of them out"
        ],
    ),
    (
        document("3.2", paths={"/pets": {"additionalOperations": {"POST": {}}}}),
        [
            "#/paths/~1pets/additionalOperations/POST: bad-name: the method POST has a field of its own in a "
            "Path Item Object; write `post` beside `additionalOperations`"
        ],
    ),
]


@pytest.mark.parametrize(
    ("root", "expected"), CASES, ids=[case[1][0].split("`")[0] if case[1] else "" for case in CASES]
)
def test_each_defect_is_told_once(
    root: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    assert sorted(told(root, tmp_path)) == sorted(expected)


# ------------------------------------------------------------ files


def test_what_a_reference_leads_to_is_looked_at_as_what_it_stands_for(tmp_path: Path) -> None:
    responses = {
        "200": {"$ref": "shared.json#/answers/good"},
        "404": {"$ref": "shared.json#/answers/good"},
    }
    root = operation("3.0", responses=responses, parameters=[{"$ref": "#/x-parameters/page"}])
    root["x-parameters"] = {"page": {"name": "page", "in": "query", "schema": {}, "styl": "form"}}
    answer = {
        "description": "Good.",
        "content": {"application/json": {"schema": {"$ref": "pet.json"}}},
    }
    shared = {"answers": {"good": {**answer, "header": {}}, "unused": 3}}
    (tmp_path / "shared.json").write_text(json.dumps(shared))
    (tmp_path / "pet.json").write_text(json.dumps({"properties": {"it": {"type": "strin"}}}))
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(root))
    places = sorted(str(finding.place) for finding in check(path))
    assert places == [
        "openapi.json#/x-parameters/page/styl",
        "pet.json#/properties/it/type",
        "shared.json#/answers/good/header",
    ]


def test_part_of_a_part_is_told_once(tmp_path: Path) -> None:
    root = operation("3.1", parameters=[{"$ref": "#/x-it/inner"}, {"$ref": "#/x-it"}])
    inner = {"name": "a", "in": "query", "schema": {"type": "strin"}}
    root["x-it"] = {
        "name": "b",
        "in": "query",
        "schema": {"$ref": "#/x-it/inner/schema"},
        "inner": inner,
    }
    codes = [line.split(": ")[1] for line in told(root, tmp_path)]
    assert codes == ["not-allowed-value", "unknown-field"]


# ------------------------------------------------------------ dialects


@pytest.mark.parametrize("version", ["3.1", "3.2"])
@pytest.mark.parametrize(
    ("dialect", "is_known"),
    [
        ("https://spec.openapis.org/oas/3.1/dialect/base", True),
        ("https://spec.openapis.org/oas/3.2/dialect/2025-09-17", True),
        ("https://json-schema.org/draft/2020-12/schema", True),
        ("http://json-schema.org/draft-04/schema#", False),
        ("https://example.com/my-dialect", False),
    ],
)
def test_schemas_of_unknown_dialects_are_not_looked_into(
    version: str, dialect: str, is_known: bool, tmp_path: Path
) -> None:
    wrong = {"exclusiveMinimum": True}
    whole = schema(version, wrong) | {"jsonSchemaDialect": dialect}
    part = schema(version, {"properties": {"a": {"$schema": dialect, "items": wrong}}})
    assert bool(told(whole, tmp_path)) is bool(told(part, tmp_path)) is is_known


def test_schema_of_an_unknown_dialect_is_a_mapping_all_the_same(tmp_path: Path) -> None:
    root = schema("3.1", 3) | {"jsonSchemaDialect": "https://example.com/my-dialect"}
    assert [line.split(": ")[1] for line in told(root, tmp_path)] == ["wrong-type"]


# ------------------------------------------------------------ the tables and the schemas


@pytest.mark.parametrize("version", grammar.VERSIONS)
def test_grammar_names_only_kinds_that_it_has(version: grammar.Version) -> None:
    kinds = grammar.kinds(version)
    held = [
        field for kind in kinds.values() for field in (*kind.fields.values(), kind.others) if field
    ]
    assert {field.kind for field in held} <= kinds.keys()
    reached = {field.kind for field in held} | {grammar.root(version), "Reference"}
    assert reached == kinds.keys()


@pytest.mark.parametrize("version", ["3.1", "3.2"])
def test_grammar_has_the_fields_of_the_official_schema(version: grammar.Version) -> None:
    text = (Path(grammar.__file__).parent / "schemas" / f"{version}.json").read_text()
    definitions = json.loads(text)["$defs"]
    shared = {"example", "examples"}  # of a definition that others refer to
    compared = 0
    for kind in grammar.kinds(version).values():
        stated = definitions.get(kind.name.lower().replace(" ", "-"))
        if stated is not None and kind.name != "Schema" and "properties" in stated:
            compared += 1
            assert set(_properties(stated)) | shared >= kind.names >= stated["properties"].keys(), (
                kind.name
            )
    assert compared >= 20


def _properties(stated: Any) -> Iterator[str]:
    if isinstance(stated, dict):
        yield from stated.get("properties", ())
        for value in stated.values():
            yield from _properties(value)
    elif isinstance(stated, list):
        for value in stated:
            yield from _properties(value)


def test_kinds_on_a_way() -> None:
    steps = (
        "paths",
        "/a",
        "get",
        "responses",
        "200",
        "headers",
        "X",
        "schema",
        "properties",
        "x",
        "allOf",
        0,
    )
    kinds = [kind for kind, _ in grammar.kind_at("3.1", "OpenAPI", {}, steps)]
    assert kinds == [
        *(
            "OpenAPI",
            "Paths",
            "Path Item",
            "Operation",
            "Responses",
            "Response",
            None,
            "Header",
            "Schema",
            None,
        ),
        *("Schema", None, "Schema"),
    ]


@pytest.mark.parametrize(
    ("root", "version"),
    [
        ({"swagger": "2.0"}, "2.0"),
        ({"swagger": 2.0}, "2.0"),
        ({"openapi": "3.0.4"}, "3.0"),
        ({"openapi": "3.1.0-rc1"}, "3.1"),
        ({"openapi": 3.2}, "3.2"),
        ({"openapi": "3.10.0"}, None),
        ({"openapi": ["3.1.0"]}, None),
        ({}, None),
    ],
)
def test_version(root: dict[str, Any], version: str | None) -> None:
    assert grammar.version_of(root) == version


# ------------------------------------------------------------ cost and robustness


def test_nothing_is_translated_of_a_valid_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(structure, "faults", fail)
    assert told(operation("3.1"), tmp_path) == []
    with pytest.raises(AssertionError):
        told(document("3.1", info={}), tmp_path)


@pytest.mark.parametrize("version", grammar.VERSIONS)
def test_large_document_is_looked_at_in_parts(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"get": {"responses": {"200": {"description": "Good."}}}}
    paths: dict[str, Any] = {f"/{number}": good for number in range(100)}
    root = document(version, paths={**paths, "/bad": {"get": {"responses": {}}}, "bad": {}}, bad=1)
    if version == "2.0":
        root |= {"definitions": {"good": {}, "bad": {"type": "strin"}}, "parameters": {"bad": {}}}
    else:
        root["components"] = {
            "schemas": {"bad": {"type": "strin"}},
            "headers": {"bad": 1},
            "bad": {},
        }
    expected = sorted(told(root, tmp_path))
    assert len(expected) >= 5
    monkeypatch.setattr(structure, "_MOST_NODES", 350)
    assert sorted(told(root, tmp_path)) == expected


def test_of_a_million_errors_only_the_first_is_made(tmp_path: Path) -> None:
    assert len(told(document("3.1", tags=[1] * 200_000), tmp_path)) == 1


def test_yaml_aliases_nest_deeper_than_a_file_may(tmp_path: Path) -> None:
    lines = ["x-0: &a0 { allOf: [{ type: strin }] }"]
    lines += [f"x-{i}: &a{i} {{ allOf: [*a{i - 1}] }}" for i in range(1, 400)]
    head = 'openapi: 3.1.0\ninfo: { title: a, version: "1" }\n'
    path = tmp_path / "openapi.yaml"
    path.write_text(head + "\n".join(lines) + "\ncomponents: { schemas: { it: *a399 } }\n")
    try:
        found = check(path)
    except Problem as problem:  # of reading
        found = problem.findings
    assert [finding.code for finding in found] == ["too-deep"]


def test_deepest_nesting(tmp_path: Path) -> None:
    deep: Any = {"type": "strin"}
    for _ in range(96):
        deep = {"allOf": [deep]}
    for version in ("3.0", "3.1"):
        assert len(told(schema(version, deep), tmp_path)) == 1


WHOLE: Final = [
    parse(HERE / "cases" / name / "spec.yaml").value
    for name in (
        "swagger-2-0",
        "unsupported",
        "security-oauth",
        "query-styles",
        "discriminators",
        "webhooks",
    )
]
VALUES: Final[tuple[Any, ...]] = (
    None,
    0,
    -1,
    1.5,
    True,
    "x",
    "true",
    "",
    [],
    {},
    ["a", "a"],
    [{}],
    {"type": 3},
    [None],
)
NAMES: Final = (
    "name",
    "in",
    "schema",
    "content",
    "type",
    "required",
    "examples",
    "007",
    "GET",
    "flows",
    "x-a",
    "a b",
)
REF: Final = {"$ref": "#/x"}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), with_refs=st.booleans())
def test_whatever_is_changed_is_told(data: st.DataObject, with_refs: bool, tmp_path: Path) -> None:
    root = copy.deepcopy(data.draw(st.sampled_from(WHOLE)))
    names = st.sampled_from([*NAMES, "$ref"] if with_refs else NAMES)
    values = st.sampled_from([*VALUES, REF] if with_refs else VALUES)
    for _ in range(data.draw(st.integers(1, 4))):
        _change(root, data, names, values)
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(root))
    loader = Loader(path)
    version = grammar.version_of(loader.root.value)
    if version is None:
        return
    found = structure.check(Checked(loader, version))
    assert all(finding.locate() for finding in found)
    assert not [finding.message for finding in found if "is not as OpenAPI" in finding.message]
    if not with_refs and not found:  # There are rules for some `$ref`s that the schemas refuse.
        assert _official(version).is_valid(root)


def _official(version: str) -> jsonschema_rs.Validator:
    text = (Path(grammar.__file__).parent / "schemas" / f"{version}.json").read_text()
    return jsonschema_rs.validator_for(json.loads(text), validate_formats=False)


def _change(
    root: Any, data: st.DataObject, names: st.SearchStrategy[str], values: st.SearchStrategy[Any]
) -> None:
    holder = root
    while True:
        inner = [value for value in _values(holder) if isinstance(value, (dict, list)) and value]
        if not inner or data.draw(st.integers(0, 6)) == 0:
            break
        holder = data.draw(st.sampled_from(inner))
    if isinstance(holder, list):
        holder[data.draw(st.integers(0, len(holder) - 1))] = copy.deepcopy(data.draw(values))
        return
    old = data.draw(st.sampled_from(sorted(holder)))
    match data.draw(st.sampled_from(["set", "remove", "rename", "add"])):
        case "set":
            holder[old] = copy.deepcopy(data.draw(values))
        case "remove":
            del holder[old]
        case "rename":
            holder[data.draw(names)] = holder.pop(old)
        case _:
            holder[data.draw(names)] = copy.deepcopy(data.draw(values))


def _values(holder: Any) -> list[Any]:
    return list(holder.values()) if isinstance(holder, dict) else list(holder)
