"""Example values: those of the document, else values made from a schema."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sdksmith.build.context import Context
from sdksmith.ir import JSON, Example
from sdksmith.load import Node

_MAX_DEPTH = 6

_FORMATS = {
    "date": "2019-12-27",
    "date-time": "2019-12-27T18:11:19.117Z",
    "uuid": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
    "email": "dev@example.com",
    "uri": "https://example.com",
    "url": "https://example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.com",
}


def documented(node: Node, context: Context) -> Example | None:
    """The example that a Parameter, Media Type or Schema Object states (`example`, `examples`)."""
    value = node.value
    if not isinstance(value, dict):
        return None
    if "example" in value:
        return Example(value["example"])
    examples = value.get("examples")
    if isinstance(examples, list) and examples:
        return Example(examples[0])
    if isinstance(examples, dict):
        for _, child in context.members(node, "examples"):
            target = context.mapping(child)
            if target is not None and "value" in target.value:
                return Example(target.value["value"])
    return None


def made(node: Node | None, name: str, context: Context, depth: int = 0) -> JSON:
    """A value that a schema allows; a text without other hints says its own name.

    Members that are not required are left out.
    """
    target = context.deref(node) if node is not None else None
    if target is None or not isinstance(target.value, dict):
        return name
    schema: dict[str, Any] = target.value
    if (stated := documented(target, context)) is not None:
        return stated.value
    if "const" in schema:
        return _json(schema["const"])
    if isinstance(schema.get("enum"), list) and schema["enum"]:
        return _json(schema["enum"][0])
    if "default" in schema:
        return _json(schema["default"])
    if "allOf" in schema:
        return _merged(target, name, context, depth)
    for combiner in ("oneOf", "anyOf"):
        for child in context.items(target, combiner):
            return made(child, name, context, depth + 1) if depth < _MAX_DEPTH else None
    kinds = schema.get("type")
    kind = next((k for k in kinds if k != "null"), "null") if isinstance(kinds, list) else kinds
    match kind:
        case "integer" | "number":
            return _number(schema, whole=kind == "integer")
        case "boolean":
            return True
        case "array":
            if depth >= _MAX_DEPTH:
                return []
            return [made(target.get("items"), name, context, depth + 1)]
        case "object" | None if "properties" in schema:
            return _object(target, _required(schema), context, depth)
        case "object":
            return {"foo": "bar"}
        case "null":
            return None
        case _:
            return _text(schema, name)


def _object(target: Node, required: Collection[str], context: Context, depth: int) -> JSON:
    if depth >= _MAX_DEPTH:
        return {}
    return {
        key: made(child, key, context, depth + 1)
        for key, child in target["properties"].items()
        if key in required
    }


def _required(schema: dict[str, Any]) -> list[str]:
    names = schema.get("required")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _merged(target: Node, name: str, context: Context, depth: int) -> JSON:
    """`allOf`: what the parts have together if they are objects, else what the first one is."""
    if depth >= _MAX_DEPTH:
        return {}
    found = [context.deref(part) for part in context.items(target, "allOf")]
    parts = [part for part in found if part is not None and isinstance(part.value, dict)]
    required = [key for part in (*parts, target) for key in _required(part.value)]
    values = [
        _object(part, required, context, depth)
        if "properties" in part.value
        else made(part, name, context, depth + 1)
        for part in parts
    ]
    if "properties" in target.value:
        values.append(_object(target, required, context, depth))
    objects = [value for value in values if isinstance(value, dict)]
    if objects:
        return {key: item for value in objects for key, item in value.items()}
    return values[0] if values else name


def _number(schema: dict[str, Any], *, whole: bool) -> JSON:
    value: int | float = 0
    for key, step in (("minimum", 0), ("exclusiveMinimum", 1)):
        bound = schema.get(key)
        if isinstance(bound, int | float) and not isinstance(bound, bool):
            value = max(value, bound + step)
    for key, step in (("maximum", 0), ("exclusiveMaximum", 1)):
        bound = schema.get(key)
        if isinstance(bound, int | float) and not isinstance(bound, bool):
            value = min(value, bound - step)
    return int(value) if whole else value


def _text(schema: dict[str, Any], name: str) -> str:
    value = _FORMATS.get(str(schema.get("format")), name)
    longest, shortest = schema.get("maxLength"), schema.get("minLength")
    if isinstance(longest, int):
        value = value[:longest]
    if isinstance(shortest, int) and len(value) < shortest <= 10_000:
        value = value.ljust(shortest, "x")
    return value


def _json(value: Any) -> JSON:
    result: JSON = value
    return result
