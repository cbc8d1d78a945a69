"""The values that tests make of schemas: that they are valid, and that they are of every kind."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from document import Document, Side
from hypothesis import given
from hypothesis import strategies as st
from values import NoValueError, Values

DOCUMENTS = Path(__file__).parents[1] / "documents"
ORCHARD = Document(DOCUMENTS / "orchard.yaml")
SCHEMAS = ORCHARD.root.child("components").child("schemas")


@given(
    name=st.sampled_from([name for name, _ in SCHEMAS.children()]),
    side=st.sampled_from(Side),
    random=st.randoms(use_true_random=False),
)
def test_every_value_is_valid(name: str, side: Side, random: Random) -> None:
    schema = SCHEMAS.child(name)
    value = Values(ORCHARD, side).make(schema, random)
    ORCHARD.validator(schema, side).validate(json.loads(json.dumps(value)))


def made(folder: Path, schema: Any, count: int = 60, **options: Any) -> list[Any]:
    path = folder / "api.json"
    path.write_text(json.dumps({"openapi": "3.1.0", "paths": {}, "x": schema}))
    document = Document(path)
    values = Values(document, Side.REQUEST)
    return [values.make(document.root.child("x"), Random(n), **options) for n in range(count)]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"], "enum": ["a", None]}, {"a", None}),
        ({"enum": [1, "a"], "type": "integer"}, {1}),
        ({"allOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]}, {2}),
        ({"oneOf": [{"const": 1}, {"allOf": [{"const": "b"}]}]}, {1, "b"}),
        ({"type": "integer", "minimum": 3, "exclusiveMaximum": 6, "multipleOf": 2}, {4}),
        ({"type": "string", "pattern": "^(a|bc)$"}, {"a", "bc"}),
    ],
)
def test_all_of_them(tmp_path: Path, schema: Any, expected: set[Any]) -> None:
    assert set(made(tmp_path, schema)) == expected


def test_sides(tmp_path: Path) -> None:
    properties = {"in": {"type": "integer", "writeOnly": True}, "out": {"readOnly": True}}
    schema = {"type": "object", "properties": properties, "required": ["in", "out"]}
    assert all(value.keys() == {"in"} for value in made(tmp_path, schema))


def test_what_holds_itself_ends(tmp_path: Path) -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/x"}}}
    with pytest.raises(NoValueError, match="requires itself"):
        made(tmp_path, schema)


def test_without_nulls_and_empty_values(tmp_path: Path) -> None:
    items = {"type": ["integer", "null"]}
    found = made(tmp_path, {"type": ["array", "null"], "items": items}, nulls=False, empty=False)
    assert all(value and None not in value for value in found)


def test_the_discriminator_says_which_variant_it_is() -> None:
    seen = set()
    for number in range(60):
        value = Values(ORCHARD, Side.RESPONSE).make(SCHEMAS.child("Animal"), Random(number))
        assert ("hiveNumber" in value) is (value["species"] == "bee")
        seen.add(value["species"])
    assert seen == {"bee", "hedgehog"}
