"""`sdksmith validate` on what nobody would write: every outcome is findings or success, and none takes long."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from case import CASES, Silent
from sdksmith import flavors, validation
from sdksmith.report import Level, has_level, render_text
from sdksmith.report.formats import NAMES, Report, render
from sdksmith.validation import Request

DOCUMENTS = CASES.parent / "documents"
SECONDS = 20
"""CPU time that a small document may take; one that hangs takes forever."""

HEAD: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {}}


def checked(*documents: Path, with_flavors: bool = False) -> Report:
    """The report, printed in every format."""
    begin = time.process_time()
    names = tuple(flavors.available()) if with_flavors else ()
    report = validation.validate(Request(documents, flavors=names), Silent())
    render_text(report.findings, is_enclosed=True, pages=report.pages)
    for name in NAMES:
        render(name, report)
    assert time.process_time() - begin < SECONDS
    return report


def refused(*documents: Path) -> list[str]:
    """The codes of the errors; at least one."""
    report = checked(*documents)
    assert has_level(report.findings, Level.ERROR)
    return [finding.code for finding in report.findings if finding.level is Level.ERROR]


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "api.yaml"


@cache
def originals() -> list[Any]:
    """The documents of the cases and of `tests/documents`, those that PyYAML can read."""
    paths = [*sorted(CASES.glob("*/spec.*")), *sorted(DOCUMENTS.rglob("*.yaml"))]
    found = []
    for path in paths:
        try:
            found.append(yaml.safe_load(path.read_text()))
        except (yaml.YAMLError, UnicodeDecodeError):  # what they are cases of
            continue
    assert len(found) > 60
    return found


WORDS = (
    *(
        "",
        "a",
        "x-a",
        "$ref",
        "#",
        "#/",
        "#/paths",
        "#/components/schemas/Pet",
        "other.yaml#/a",
        "a\0b\x1b[2J\ud800",
    ),
    *(
        "string",
        "object",
        "array",
        "null",
        "query",
        "path",
        "header",
        "form",
        "deepObject",
        "200",
        "default",
        "2XX",
    ),
    *(
        "get",
        "{a}",
        "/{a}/{a}",
        "/a b",
        "https://a.example/{b}?c#d",
        "application/json",
        "multipart/form-data; a=b",
    ),
    *(
        "(?<a>",
        "[",
        "a{99999999999}",
        "(a+)+$",
        "\\p{Foo}",
        "2.0",
        "3.0.3",
        "3.1.0",
        "3.2.0",
        "4.0",
        "date-time",
    ),
)
KEYS = (
    *(
        "$ref",
        "$id",
        "$anchor",
        "$dynamicRef",
        "$schema",
        "$defs",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "items",
    ),
    *(
        "prefixItems",
        "properties",
        "additionalProperties",
        "patternProperties",
        "required",
        "type",
        "enum",
        "const",
    ),
    *(
        "default",
        "example",
        "examples",
        "discriminator",
        "nullable",
        "pattern",
        "format",
        "minimum",
        "maximum",
    ),
    *(
        "multipleOf",
        "minLength",
        "in",
        "name",
        "schema",
        "content",
        "style",
        "explode",
        "parameters",
        "requestBody",
    ),
    *(
        "responses",
        "callbacks",
        "links",
        "headers",
        "security",
        "tags",
        "servers",
        "variables",
        "summary",
        "get",
    ),
    *(
        "post",
        "swagger",
        "openapi",
        "definitions",
        "components",
        "paths",
        "webhooks",
        "encoding",
        "operationId",
    ),
)
SCALARS: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    10**30,
    1e308,
    -0.5,
    float("inf"),
    float("nan"),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else ()
    for key, member in enumerate(value) if isinstance(value, list) else items:
        yield from places(member, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def pointer(path: tuple[Any, ...]) -> str:
    return "#" + "".join(f"/{str(s).replace('~', '~0').replace('/', '~1')}" for s in path)


def mutated(value: Any, chance: random.Random) -> Any:
    """The document with one change."""
    every = list(places(value))
    path = chance.choice(every)
    other = copy.deepcopy(at(value, chance.choice(every)))
    new = chance.choice(
        [
            chance.choice(WORDS),
            chance.choice(SCALARS),
            other,
            [other],
            {chance.choice(KEYS): other},
            {"$ref": pointer(chance.choice(every))},
            {"allOf": [{"$ref": pointer(chance.choice(every))}]},
            [],
            {},
        ]
    )
    if not path:
        return new if chance.random() < 0.1 else value
    parent = at(value, path[:-1])
    step = path[-1]
    kind = chance.randrange(4)
    if kind == 0:
        del parent[step]
    elif kind == 1 and isinstance(parent, dict):
        renamed = chance.choice([*KEYS, *WORDS, f"{step}s", str(step).upper(), str(step)[:-1]])
        parent[renamed] = parent.pop(step)
    elif kind == 2 and isinstance(parent, dict):
        parent[chance.choice(KEYS)] = new
    else:
        parent[step] = new
    return value


def written(value: Any, chance: random.Random) -> bytes:
    """The document as text, now and then with broken bytes."""
    if chance.random() < 0.5:
        data = json.dumps(value, indent=2, default=str).encode()
    else:
        data = yaml.dump(value, allow_unicode=True, sort_keys=False).encode(errors="surrogatepass")
    for _ in range(chance.choice([0, 0, 0, 0, 1, 3])):
        index = chance.randrange(len(data) + 1)
        piece = chance.choice(
            [b"", b"\xff", b"\0", b"\t", b"*a", b"&a ", b"- ", b"{", b"]", b"\r", b"'", b"!!a "]
        )
        data = data[:index] + piece + data[index + chance.randrange(3) :]
    return data


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(0, 2**64), st.booleans())
@example(0, True)
def test_mutations(seed: int, with_flavors: bool) -> None:
    chance = random.Random(seed)
    value = copy.deepcopy(chance.choice(originals()))
    for _ in range(chance.randint(1, 6)):
        value = mutated(value, chance)
    with TemporaryDirectory() as folder:
        path = Path(folder) / chance.choice(["api.yaml", "api.json", "api"])
        path.write_bytes(written(value, chance))
        checked(path, with_flavors=with_flavors)


@pytest.mark.parametrize(
    "value",
    [
        *(
            {"openapi": "3.1.0", **{key: value}}
            for key in ("info", "paths", "components", "tags")
            for value in SCALARS
        ),
        *({"openapi": value} for value in (*SCALARS, [], {}, *WORDS)),
        *({"swagger": value} for value in (*SCALARS, [], {}, *WORDS)),
        {},
    ],
    ids=lambda value: repr(value)[:60],
)
def test_almost_nothing(document: Path, value: Any) -> None:
    document.write_text(json.dumps(value))
    refused(document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (b" \n\t\n", None),
        (b"# nothing\n", "empty-document"),
        (b"---\n...\n---\n", None),
        (b"\xef\xbb\xbf", "empty-document"),
        (b"text", "not-a-mapping"),
        (b"[]", "not-a-mapping"),
        (b"null", "empty-document"),
        (b"\xff\xfeo\0p\0e\0n\0", "not-utf-8"),
        (b"openapi: 3.1.0\ninfo: {title: \xe9}\n", "not-utf-8"),
        (b"\0" * 1000, None),
        (bytes(range(256)), None),
        (b"PK\x03\x04" + bytes(range(256)) * 100, None),
        (b"a: &a [*a]\n", None),
        (b"a: *a\n", None),
        (b"!!python/object/apply:os.system [touch PWNED]\n", None),
        (b"%YAML 99.9\n---\na: b\n", None),
        (b"a: b\n---\na: c\n", None),
        (b"? [a, b]\n: c\n", None),
    ],
    ids=lambda part: repr(part)[:40],
)
def test_bytes(document: Path, data: bytes, code: str | None) -> None:
    document.write_bytes(data)
    codes = refused(document)
    assert code is None or code in codes
    assert [path.name for path in document.parent.iterdir()] == ["api.yaml"]


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize(
    "pair", [("[", "]"), ('{"a":', "}"), ("- ", "")], ids=["list", "mapping", "block"]
)
@pytest.mark.parametrize("count", [150, 250, 2000, 100_000])
def test_nesting(document: Path, suffix: str, pair: tuple[str, str], count: int) -> None:
    path = document.with_suffix(suffix)
    head, tail = (
        ('{"openapi": "3.1.0", "x-a": ', "}") if pair[1] else ("openapi: 3.1.0\nx-a:\n  ", "")
    )
    path.write_text(f"{head}{pair[0] * count}1{pair[1] * count}{tail}")
    refused(path)


@pytest.mark.parametrize(
    "wrap", ["items", "not", "additionalProperties", "allOf", "oneOf", "properties", "if", "$defs"]
)
def test_nested_schemas(document: Path, wrap: str) -> None:
    """As deep as is read: no walk comes to the end of the stack."""
    schema: Any = {"type": "string"}
    deep = 0
    for count in range(1, 200):
        if wrap in ("allOf", "oneOf"):
            schema = {wrap: [schema]}
        elif wrap in ("properties", "$defs"):
            schema = {wrap: {"a": schema}}
        else:
            schema = {wrap: schema}
        value = {**HEAD, "components": {"schemas": {"A": schema}}}
        if count % 10 == 9:
            document.write_text(json.dumps(value))
            codes = [finding.code for finding in checked(document, with_flavors=True).findings]
            deep = deep if "too-deep" in codes else count
    assert deep > 80


def test_nested_inline_examples(document: Path) -> None:
    value: Any = 1
    for _ in range(180):
        value = {"a": [value]} if isinstance(value, int) else [value]
    schema = {"type": "array", "example": value, "default": value, "enum": [value], "const": value}
    document.write_text(json.dumps({**HEAD, "components": {"schemas": {"A": schema}}}))
    checked(document)


def test_alias_bombs(document: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    document.write_text("openapi: 3.1.0\n" + "\n".join(rows))
    assert refused(document) == ["alias-bomb"]
    schemas = "\n".join(f"    s{n}: *a" for n in range(3000))
    properties = "\n".join(f"        p{n}: {{ type: string, pattern: '^a$' }}" for n in range(300))
    document.write_text(
        "openapi: 3.1.0\ninfo: { title: a, version: '1' }\npaths: {}\n"
        f"components:\n  schemas:\n    a: &a\n      properties:\n{properties}\n{schemas}\n"
    )
    checked(document)


def test_many_aliases(document: Path) -> None:
    """Below the limit of what is read, one object stands for hundreds of thousands."""
    rows = ["x-0: &a0 { type: string, minLength: 3, default: a }"]
    for n in range(1, 6):
        members = ", ".join(f"p{m}: *a{n - 1}" for m in range(9))
        rows.append(f"x-{n}: &a{n} {{ type: object, properties: {{ {members} }} }}")
    rows.append("components: { schemas: { A: *a5 } }")
    document.write_text(
        "openapi: 3.1.0\ninfo: { title: a, version: '1' }\npaths: {}\n" + "\n".join(rows)
    )
    checked(document)


SECTIONS = {
    "schemas": "Schema",
    "responses": "Response",
    "parameters": "Parameter",
    "examples": "Example",
    "requestBodies": "Request Body",
    "headers": "Header",
    "securitySchemes": "Security Scheme",
    "links": "Link",
    "callbacks": "Callback",
    "pathItems": "Path Item",
}


class TestCycles:
    @pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
    @pytest.mark.parametrize("length", [1, 2, 5])
    @pytest.mark.parametrize("section", SECTIONS)
    def test_components(self, document: Path, version: str, length: int, section: str) -> None:
        names = [f"A{n}" for n in range(length)]
        members = {
            name: {"$ref": f"#/components/{section}/{other}"}
            for name, other in zip(names, [*names[1:], names[0]], strict=True)
        }
        value = {**HEAD, "openapi": version, "components": {section: members}}
        document.write_text(json.dumps(value))
        checked(document, with_flavors=True)

    @pytest.mark.parametrize(
        "schema",
        [
            {"allOf": [{"$ref": "#/components/schemas/A"}]},
            {"allOf": [{"allOf": [{"$ref": "#/components/schemas/A"}]}, {"type": "object"}]},
            {"oneOf": [{"$ref": "#/components/schemas/A"}], "discriminator": {"propertyName": "a"}},
            {"not": {"$ref": "#/components/schemas/A"}},
            {"items": {"$ref": "#/components/schemas/A"}, "default": [[[]]], "example": [[[1]]]},
            {
                "properties": {"a": {"$ref": "#/components/schemas/A"}},
                "required": ["a"],
                "examples": [{"a": {}}],
            },
            {"additionalProperties": {"$ref": "#/components/schemas/A"}},
            {
                "$ref": "#/components/schemas/A/properties/a",
                "properties": {"a": {"$ref": "#/components/schemas/A"}},
            },
            {"$ref": "#/components/schemas/A/$ref"},
            {"$ref": "#"},
            {"$ref": "#/components/schemas"},
            {
                "$ref": "#/components/schemas/A/allOf/0",
                "allOf": [{"$ref": "#/components/schemas/A/allOf/0"}],
            },
            {"$id": "https://a.example/a", "$ref": "https://a.example/a"},
            {"$anchor": "a", "$ref": "#a"},
            {"$dynamicAnchor": "a", "$dynamicRef": "#a"},
            {"$ref": "api.yaml#/components/schemas/A"},
            {"$ref": "api.yaml"},
            {
                "if": {"$ref": "#/components/schemas/A"},
                "then": {"$ref": "#/components/schemas/A"},
                "default": 1,
            },
            {
                "properties": {"a": {"const": "A"}},
                "discriminator": {"propertyName": "a", "mapping": {"A": "#/components/schemas/A"}},
                "allOf": [{"$ref": "#/components/schemas/A"}],
                "anyOf": [{"$ref": "#/components/schemas/A"}],
            },
        ],
        ids=lambda schema: json.dumps(schema)[:50],
    )
    def test_schemas(self, document: Path, schema: Any) -> None:
        document.write_text(json.dumps({**HEAD, "components": {"schemas": {"A": schema}}}))
        checked(document, with_flavors=True)

    def test_path_items(self, document: Path) -> None:
        operation = {
            "responses": {
                "200": {"description": "a", "links": {"a": {"operationRef": "#/paths/~1a/get"}}}
            },
            "callbacks": {"a": {"{$url}": {"$ref": "#/paths/~1a"}}},
        }
        paths = {
            "/a": {"get": operation},
            "/b": {"$ref": "#/paths/~1c"},
            "/c": {"$ref": "#/paths/~1b"},
        }
        document.write_text(json.dumps({**HEAD, "paths": paths}))
        checked(document, with_flavors=True)

    def test_files(self, document: Path) -> None:
        document.write_text(json.dumps({**HEAD, "paths": {"/a": {"$ref": "b.yaml"}}}))
        document.with_name("b.yaml").write_text("$ref: c.yaml\n")
        document.with_name("c.yaml").write_text("$ref: b.yaml\n")
        assert "ref-cycle" in refused(document)
        document.with_name("c.yaml").write_text("$ref: api.yaml\n")
        checked(document, with_flavors=True)

    def test_long_chain(self, document: Path) -> None:
        schemas: dict[str, Any] = {
            f"A{n}": {"$ref": f"#/components/schemas/A{n + 1}"} for n in range(3000)
        }
        schemas["A3000"] = {"type": "string"}
        document.write_text(json.dumps({**HEAD, "components": {"schemas": schemas}}))
        checked(document)

    def test_chain_of_schemas(self, document: Path) -> None:
        """Each in the next: short `$ref`s, but no walk may follow all of them on one stack."""
        schemas: dict[str, Any] = {
            f"A{n}": {
                "properties": {"a": {"$ref": f"#/components/schemas/A{n + 1}"}},
                "default": {},
            }
            for n in range(3000)
        }
        schemas["A3000"] = {"allOf": [{"$ref": "#/components/schemas/A0"}]}
        document.write_text(json.dumps({**HEAD, "components": {"schemas": schemas}}))
        checked(document)


class TestFiles:
    def test_not_there(self, document: Path) -> None:
        assert refused(document) == ["missing-file"]
        refused(document.parent)
        refused(Path("a" * 5000))
        refused(Path("\0"))

    def test_loop_of_links(self, document: Path) -> None:
        document.symlink_to(document)
        refused(document)

    def test_remote(self, document: Path) -> None:
        """Nothing is fetched, with no flag."""
        paths = {"/a": {"$ref": "https://a.example/a.yaml"}, "/b": {"$ref": "//a.example/a.yaml"}}
        document.write_text(
            json.dumps({**HEAD, "paths": {**paths, "/c": {"$ref": "file:///etc/passwd"}}})
        )
        request = Request((document,), allow_outside=True)
        codes = [finding.code for finding in validation.validate(request, Silent()).findings]
        assert codes == ["remote-ref"] * 3

    def test_outside(self, document: Path) -> None:
        paths = {
            "/a": {"$ref": "../a.yaml"},
            "/b": {"$ref": "/etc/hosts"},
            "/c": {"$ref": "..%2Fa.yaml"},
        }
        document.write_text(json.dumps({**HEAD, "paths": paths}))
        codes = [finding.code for finding in checked(document).findings]
        assert codes.count("ref-outside") == 3

    def test_large(self, document: Path) -> None:
        """Fifty million bytes: hundreds of thousands of objects, and one long text."""
        operation = {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "responses": {"204": {"description": "Done"}},
        }
        paths = {
            f"/a{n}/{{id}}": {"get": {"operationId": f"a{n}", **operation}} for n in range(110_000)
        }
        info = {**HEAD["info"], "description": "a" * 30_000_000}
        path = document.with_suffix(".json")
        path.write_text(
            json.dumps(
                {**HEAD, "info": info, "paths": paths, "servers": [{"url": "https://a.example"}]}
            )
        )
        assert path.stat().st_size > 50_000_000
        report = validation.validate(Request((path,)), Silent())
        assert not has_level(report.findings, Level.WARNING)

    def test_many_findings(self, document: Path) -> None:
        paths = {f"/a{n}": {"get": {"responses": {}, "a\x1b": n}} for n in range(2000)}
        document.write_text(json.dumps({**HEAD, "paths": paths}, indent=1))
        assert len(checked(document).findings) >= 2000


def test_only_sent_and_never_sent(document: Path) -> None:
    """Models that only a hidden field names belong nowhere, in any language."""
    schemas = {
        "User": {
            "properties": {"secret": {"$ref": "#/components/schemas/Secret", "writeOnly": True}}
        },
        "Secret": {"properties": {"key": {"$ref": "#/components/schemas/Key"}}},
        "Key": {"properties": {"a": {"type": "string"}}},
    }
    user = {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}}
    answer = {"get": {"responses": {"200": {"description": "a", "content": user}}}}
    for paths in (["/users"], ["/users", "/teams"]):
        value = {**HEAD, "paths": dict.fromkeys(paths, answer), "components": {"schemas": schemas}}
        document.write_text(json.dumps(value))
        assert not has_level(checked(document, with_flavors=True).findings, Level.ERROR)
