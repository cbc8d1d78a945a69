"""Values that are made from schemas."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdksmith.build.context import Context
from sdksmith.build.examples import Omit, made
from sdksmith.build.patterns import matching
from sdksmith.config import Config
from sdksmith.load import Loader

DOCUMENT = """
openapi: 3.1.1
components:
  schemas:
    Cat:
      required: [kind, lives]
      properties: { kind: { type: string }, lives: { type: integer, minimum: 1 } }
    Dog: { required: [kind], properties: { kind: { const: dog } } }
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator: { propertyName: kind, mapping: { cat: Cat } }
    Tree:
      required: [left]
      properties: { left: { oneOf: [{ $ref: "#/components/schemas/Tree" }, { type: "null" }] } }
    Endless: { required: [inner], properties: { inner: { $ref: "#/components/schemas/Endless" } } }
    List: { type: array, items: { $ref: "#/components/schemas/List" } }
    Shown: { type: object, required: [a], properties: { a: { type: string } }, example: { a: x, b: y } }
    T:
"""


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ("{}", "name"),
        ("{ type: string }", "name"),
        ("{ type: string, maxLength: 2 }", "na"),
        ("{ type: string, minLength: 6 }", "namexx"),
        ("{ type: string, pattern: '^[a-z]{3}-[0-9]+$' }", "aaa-0"),
        ("{ type: string, pattern: '^[0-9]+$', minLength: 4 }", "00000"),
        ("{ type: string, format: date }", "2019-12-27"),
        ("{ type: string, format: byte }", "U2F5IGhlbGxv"),
        ("{ type: integer, minimum: 3 }", 3),
        ("{ type: integer, exclusiveMinimum: 3 }", 4),
        ("{ type: integer, minimum: 3, exclusiveMinimum: true }", 4),
        ("{ type: integer, maximum: -3 }", -3),
        ("{ type: integer, minimum: 3, multipleOf: 5 }", 5),
        ("{ type: number, maximum: 2, minimum: 1.5 }", 1.5),
        ("{ type: boolean }", True),
        ("{ enum: [null, b, c] }", "b"),
        ("{ anyOf: [{ type: string }, { enum: [b, c] }] }", "b"),
        ("{ anyOf: [{ type: string, minLength: 6 }, { enum: [b, c] }] }", "namexx"),
        ("{ type: string, enum: [1] }", "1"),
        ("{ const: 4 }", 4),
        ("{ type: string, default: d }", "d"),
        ("{ example: e, default: d }", "e"),
        ("{ examples: [e, f] }", "e"),
        ("{ type: [null, integer] }", 0),
        ('{ type: "null" }', None),
        ("{ type: array, items: { type: integer } }", [0]),
        ("{ type: array, minItems: 2, uniqueItems: true, items: { type: integer } }", [0, 1]),
        ("{ type: array, minItems: 2, uniqueItems: true, items: { enum: [a, b] } }", ["a", "b"]),
        ("{ type: array, maxItems: 0, items: { type: integer } }", []),
        ("{ prefixItems: [{ type: string }, { type: integer }] }", ["name", 0]),
        ("{ type: object }", {"foo": "bar"}),
        ("{ additionalProperties: { type: integer } }", {"foo": 0}),
        ("{ patternProperties: { '^x-[a-z]$': { type: integer } } }", {"x-a": 0}),
        ("{ type: object, additionalProperties: false }", {}),
        ("{ required: [a], properties: { a: {}, b: {} } }", {"a": "a"}),
        ("{ minProperties: 1, properties: { a: {}, b: {} } }", {"a": "a"}),
        ("{ properties: { a: {} }, anyOf: [{ required: [a] }] }", {"a": "a"}),
        (
            "{ allOf: [{ required: [a], properties: { a: {} } }, { required: [b], properties: { b: {} } }] }",
            {"a": "a", "b": "b"},
        ),
        (
            "{ required: [a], properties: { a: {} }, oneOf: [{ required: [b], properties: { b: {} } }] }",
            {"a": "a", "b": "b"},
        ),
        ("{ allOf: [{ type: string }, { format: date }] }", "2019-12-27"),
        ("{ type: object, oneOf: [{ type: string }, { properties: {} }] }", {"foo": "bar"}),
        ('{ $ref: "#/components/schemas/Pet" }', {"kind": "cat", "lives": 1}),
        (
            '{ allOf: [{ $ref: "#/components/schemas/Cat" }, { properties: { kind: { const: big } } }] }',
            {"kind": "big", "lives": 1},
        ),
        ('{ $ref: "#/components/schemas/Tree" }', {"left": None}),
        ('{ $ref: "#/components/schemas/Endless" }', "name"),
        ('{ oneOf: [{ $ref: "#/components/schemas/Endless" }, { type: integer }] }', 0),
        ('{ $ref: "#/components/schemas/List" }', []),
        (
            '{ allOf: [{ $ref: "#/components/schemas/Shown" }, { required: [c], properties: { c: {} } }] }',
            {"a": "x", "b": "y", "c": "c"},
        ),
    ],
)
def test_made(schema: str, wanted: object, tmp_path: Path) -> None:
    assert _made(schema, Omit.NOTHING, tmp_path) == wanted


def test_directions(tmp_path: Path) -> None:
    schema = """
        required: [a, b, c]
        properties:
          a: { readOnly: true }
          b: { writeOnly: true }
          c: { $ref: "#/components/schemas/Cat", readOnly: true }
    """
    assert _made(schema, Omit.OF_RESPONSES, tmp_path) == {"b": "b"}
    assert _made(schema, Omit.OF_REQUESTS, tmp_path) == {
        "a": "a",
        "c": {"kind": "kind", "lives": 1},
    }


def _made(schema: str, omit: Omit, folder: Path) -> Any:
    document = yaml.safe_load(DOCUMENT)
    document["components"]["schemas"]["T"] = yaml.safe_load(schema)
    path = folder / "openapi.yaml"
    path.write_text(yaml.safe_dump(document))
    root = Loader(path).root
    return made(root["components"]["schemas"]["T"], "name", Context(Config(), root), omit)


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]{3}$",
        r"^\d{4}-\d{2}$",
        "^(cat|dog)s?$",
        "^[^a]+$",
        r"^v[0-9]+(\.[0-9]+){2}$",
        r"^[A-Za-z0-9_\-]{1,64}$",
        "^(?:x|y)?z*$",
        r"^\S+@\S+$",
        "^#[0-9a-fA-F]{6}$",
        "^(?<year>[12][0-9]{3})$",
    ],
)
def test_pattern(pattern: str) -> None:
    found = matching(pattern)
    assert found is not None
    assert re.search(pattern.replace("(?<", "(?P<"), found)


@pytest.mark.parametrize(
    "pattern", ["(?=a)b", r"\p{L}+", "(", "[a", "a{", r"(a)\1", "*a", "a{9999999}"]
)
def test_pattern_that_is_not_simple(pattern: str) -> None:
    assert matching(pattern) is None
