"""Values against their schemas, in every version's spelling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sdksmith.lint.instances import Instances, is_plainly
from sdksmith.load import Loader


def said(folder: Path, schema: Any, value: Any, version: str = "3.1.0", **others: Any) -> list[str]:
    """What is wrong with a value, with the way from the value to the place of each finding."""
    document = {"openapi": version, "x-schema": schema, "x-value": value}
    document["components"] = {"schemas": others}
    file = folder / "openapi.json"
    file.write_text(json.dumps(document))
    root = Loader(file).root
    instances = Instances(root.loader, siblings=version >= "3.1")
    instances.expect(root["x-schema"], root["x-value"].value, root["x-value"].pointer)
    found = list(instances.mismatches())
    return [f"{'/'.join(map(str, each.place.path[1:]))}: {each.message}" for each in found]


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


STRING = {"type": "string"}
PET = {"type": "object", "required": ["name"], "properties": {"name": STRING}}

VALID = [
    ("3.0.3", {"type": "string", "nullable": True}, None),
    ("3.0.3", {"type": "string", "nullable": True, "enum": ["a"]}, None),
    ("3.0.3", {"nullable": True, "allOf": [ref("Pet")]}, None),
    ("3.0.3", {**ref("Pet"), "type": "string"}, {"name": "Rex"}),
    ("3.0.3", {"type": "integer", "minimum": 1, "exclusiveMinimum": False}, 1),
    ("2.0", {"type": "string", "x-nullable": True}, None),
    ("2.0", {"type": "file"}, 1),
    ("3.1.0", {"type": ["string", "null"]}, None),
    ("3.1.0", {"type": "integer"}, 1.0),
    ("3.1.0", {"oneOf": [{"type": "integer"}, {"type": "number"}]}, 1),
    ("3.1.0", {"type": "string", "format": "uri"}, "a b"),
    ("3.1.0", {"type": "string", "pattern": "["}, "anything"),
    ("3.1.0", {"type": "of my own", "minimum": "1", "required": True}, {}),
    ("3.1.0", ref("Nowhere"), 1),
    ("3.1.0", {"$dynamicRef": "#node"}, 1),
    (
        "3.1.0",
        {"required": ["id", "secret", "name"], "properties": {"id": {"readOnly": True}, **PET}},
        {"name": 1, "secret": ""},
    ),
    ("3.1.0", {"type": "array", "items": [STRING, {"type": "integer"}]}, ["a", 1]),
    ("3.1.0", ref("Tree"), {"children": [{"children": []}]}),
]

INVALID = [
    ("3.0.3", {"type": "string"}, None, ": it has to be a string, not null"),
    ("3.0.3", {"minimum": 1, "exclusiveMinimum": True}, 1, ": it is 1; it has to be more than 1"),
    (
        "3.1.0",
        {**ref("Pet"), "maxProperties": 1},
        {"name": "", "a": 1},
        ": it has 2 members; it may have at most 1",
    ),
    ("3.1.0", ref("Pet"), {"name": 7}, "name: `name` has to be a string, not the integer 7"),
    ("3.1.0", ref("Pet"), {}, ": `name` is missing, which is required"),
    ("3.1.0", {"enum": ["a", 1]}, "b", ': it is "b", which is none of the allowed values'),
    (
        "3.1.0",
        {"format": "date", "type": "string"},
        "1.2.2024",
        ': it is "1.2.2024", not a date such as 2024-05-31',
    ),
    (
        "3.1.0",
        {"type": "array", "items": ref("Pet")},
        [{"name": ""}, {"name": 1}, {"name": 2}],
        "1/name: `[1].name` has to be a string, not the integer 1, and 1 more like it",
    ),
    (
        "3.1.0",
        {"anyOf": [ref("Pet"), {"type": "null"}]},
        {"name": True},
        "name: `name` has to be a string, not true",
    ),
    (
        "3.1.0",
        {"anyOf": [STRING, {"type": "null"}]},
        1,
        ": it has to be a string or null, not the integer 1",
    ),
    (
        "3.1.0",
        ref("Tree"),
        {"children": [{"children": 1}]},
        "children/0/children: `children[0].children` has to be a list, not the integer 1",
    ),
    (
        "3.1.0",
        ref("Pet"),
        ref("Rex"),
        "$ref: it holds a `$ref`, which is not followed inside a value",
    ),
    (
        "3.1.0",
        {"type": "object", "properties": {}, "additionalProperties": False},
        {"a": 1},
        ": `a` is not in the schema, which allows no others",
    ),
    (
        "3.1.0",
        {"required": ["id", "name"], "properties": {"id": {}}},
        {},
        ": `id`, `name` are missing, which are required",
    ),
]
OTHERS = {
    "Pet": PET,
    "Tree": {"properties": {"children": {"type": "array", "items": ref("Tree")}}},
}


@pytest.mark.parametrize(("version", "schema", "value"), VALID, ids=map(str, range(len(VALID))))
def test_valid(version: str, schema: Any, value: Any, tmp_path: Path) -> None:
    assert said(tmp_path, schema, value, version, **OTHERS) == []


@pytest.mark.parametrize(
    ("version", "schema", "value", "message"), INVALID, ids=map(str, range(len(INVALID)))
)
def test_invalid(version: str, schema: Any, value: Any, message: str, tmp_path: Path) -> None:
    assert said(tmp_path, schema, value, version, **OTHERS) == [message]


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (STRING, 1),
        ({"type": "integer"}, True),
        ({"type": "boolean"}, 1),
        ({"type": "string", "enum": ["a"]}, "b"),
        ({"type": "string", "maxLength": 1}, "ab"),
        ({"type": "string", "format": "date"}, "x"),
        ({}, 1),
        (False, 1),
        (None, 1),
    ],
)
def test_nothing_is_plain_that_may_be_wrong(schema: Any, value: Any) -> None:
    assert not is_plainly(schema, value)


def test_parts_in_other_files(tmp_path: Path) -> None:
    (tmp_path / "pet.json").write_text(
        json.dumps({"properties": {"owner": {"$ref": "owner.json"}}})
    )
    (tmp_path / "owner.json").write_text(
        json.dumps({"properties": {"name": STRING, "pet": {"$ref": "pet.json"}}})
    )
    value = {"owner": {"name": "", "pet": {"owner": {"name": 1}}}}
    way = "owner/pet/owner/name"
    message = f"{way}: `{way.replace('/', '.')}` has to be a string, not the integer 1"
    assert said(tmp_path, {"$ref": "pet.json"}, value) == [message]


@pytest.mark.parametrize("key", ["allOf", "anyOf"])
def test_schemas_that_multiply_are_not_followed(key: str, tmp_path: Path) -> None:
    """Each schema holds the next one twice: checking would take 2⁶⁰ steps."""
    chain = {f"S{n}": {key: [ref(f"S{n + 1}"), ref(f"S{n + 1}")]} for n in range(60)}
    assert said(tmp_path, ref("S0"), 1, S60=STRING, **chain) == []


def test_values_that_multiply_are_not_followed(tmp_path: Path) -> None:
    node = {"properties": {"next": {"anyOf": [ref("Node"), ref("Node")]}}}
    value: dict[str, Any] = {"next": 1}
    for _ in range(60):
        value = {"next": value}
    assert said(tmp_path, ref("Node"), value, Node={**node, "type": "object"}) == []


@pytest.mark.parametrize(
    "schema",
    [{"allOf": [ref("S")]}, {"anyOf": [ref("S"), STRING]}, {"not": ref("S")}, {"items": ref("S")}],
)
def test_schemas_that_hold_themselves_end(schema: Any, tmp_path: Path) -> None:
    said(tmp_path, ref("S"), [[1]], S=schema)


def test_a_long_chain_of_schemas_ends(tmp_path: Path) -> None:
    chain = {f"S{n}": {"properties": {"a": ref(f"S{n + 1}")}} for n in range(12_000)}
    assert said(tmp_path, ref("S0"), {"a": {"a": {}}}, **chain) == []
