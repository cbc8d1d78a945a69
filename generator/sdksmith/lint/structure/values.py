"""What is said of values that are of another type, not allowed, too few or repeated."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sdksmith.lint.grammar import an
from sdksmith.lint.structure.faults import Faults
from sdksmith.lint.structure.spots import Spot, told
from sdksmith.lint.structure.words import choice, cut, shown, what
from sdksmith.load.near import did_you_mean
from sdksmith.report import Finding, quote

__all__ = [
    "bad_name",
    "not_allowed",
    "repeated",
    "too_few",
    "whole_query",
    "wrong_pattern",
    "wrong_type",
]

_TYPES: Final = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "a mapping of names to values",
    "string": "a text",
}
_TOKEN: Final = "be a name that HTTP allows: letters, digits and !#$%&'*+-.^_`|~"
_IDENTIFIER: Final = "be of letters, digits, `.`, `-` and `_` only"
_PATTERNS: Final = {
    "^[a-zA-Z0-9._-]+$": _IDENTIFIER,
    "^[0-9A-Za-z!#$%&'*+.^_`|~-]+$": _TOKEN,
    "^[^{}]+$": "be without braces",
    "^[^#]*$": "be without a fragment (`#…`)",
    "^/": "begin with a slash",
    r"^[^{}/ :\\]+(?::\d+)?$": "be a host name, perhaps with a port, without scheme and path",
}
"""What the regular expressions of the schemas ask for."""


def wrong_type(types: Sequence[str], spot: Spot) -> Finding:
    """A value of another type than those of JSON that are allowed."""
    if spot.kind is not None and "object" in types:
        expected = f"{an(spot.kind)} (a mapping)"
        if spot.kind == "Schema" and "boolean" in types:
            expected += ", true or false"
    else:
        expected = " or ".join(_TYPES.get(each, each) for each in types)
    found = what(spot.value)
    message = f"{spot.subject} has to be {expected}, not {found}"
    if spot.value is None:
        message = f"{spot.subject} is empty; it has to be {expected}"
    if types == ("boolean",) and str(spot.value).lower() in ("true", "false"):
        hint = "remove the quotes"
        return told("quoted-boolean", message, spot.pointer(), hint)
    return told("wrong-type", message, spot.pointer(), _type_hint(types, spot))


def _type_hint(types: Sequence[str], spot: Spot) -> str:
    value, name = spot.value, spot.steps[-1] if spot.steps else ""
    if spot.object == "Schema" and name == "type" and isinstance(value, list):
        rest = [each for each in value if each != "null"]
        null = " and `nullable: true`" if "null" in value and spot.version == "3.0" else ""
        if len(rest) == 1 and isinstance(rest[0], str):
            return (
                f"lists of types are there from OpenAPI 3.1 on; write `type: {cut(rest[0])}`{null}"
            )
        return "lists of types are there from OpenAPI 3.1 on; write a schema for each in `anyOf`"
    if name in ("exclusiveMinimum", "exclusiveMaximum") and spot.object == "Schema":
        limit = "minimum" if name == "exclusiveMinimum" else "maximum"
        if spot.version >= "3.1" and isinstance(value, bool):
            return f"from OpenAPI 3.1 on it is the limit itself, in place of `{limit}`"
        if spot.version < "3.1" and isinstance(value, (int, float)):
            return f"before OpenAPI 3.1 it is true, and `{limit}` is the limit"
    if "string" in types and isinstance(value, (bool, int, float)):
        return f'put it in quotes: `"{cut(json.dumps(value))}"`'
    if "array" in types and isinstance(value, dict) and value:
        return "put `- ` in front of each item, or the items in brackets"
    if "array" in types and isinstance(value, str):
        return f"write `[{cut(value)}]`"
    if {"number", "integer"} & set(types) and isinstance(value, str) and value.strip("-").isdigit():
        return "remove the quotes"
    if spot.kind == "Schema" and isinstance(value, str) and value in _TYPES:
        return f"write `{{ type: {value} }}`"
    return ""


def not_allowed(options: Sequence[Any], spot: Spot) -> Finding:
    """A value that is none of those that are allowed."""
    stated = spot.value
    name = spot.steps[-1] if spot.steps else ""
    where = inside(spot) if name != "in" else ""
    allowed = choice(options)
    if name == "required" and options == (True,):
        message = "a parameter of the path is always required; `required` has to be true"
        return told("optional-path-parameter", message, spot.pointer())
    message = f"{spot.subject}{where} has to be {allowed}, not {shown(stated)}"
    texts = [each for each in options if isinstance(each, str)]
    hint = did_you_mean(stated, texts) if isinstance(stated, str) else ""
    code = "not-allowed-value"
    if name == "in" and spot.object == "Parameter":
        code = "odd-parameter-place"
        if stated in ("body", "formData") and spot.version != "2.0":
            hint = "since OpenAPI 3.0 a body is described in the `requestBody` of the operation"
    if spot.object == "Schema" and name == "type":
        hint = _TYPE_HINTS.get(stated if isinstance(stated, str) else "", hint)
        if stated == "null" and spot.version == "3.0":
            hint = "in OpenAPI 3.0 write `nullable: true` beside another type"
    return told(code, message, spot.pointer(), hint)


_TYPE_HINTS: Final = {
    "file": "a file is `{ type: string, format: binary }`",
    "date": "a date is `{ type: string, format: date }`",
    "datetime": "an instant is `{ type: string, format: date-time }`",
    "date-time": "an instant is `{ type: string, format: date-time }`",
    "uuid": "a UUID is `{ type: string, format: uuid }`",
    "float": "a float is `{ type: number, format: float }`",
    "double": "a double is `{ type: number, format: double }`",
    "long": "a long is `{ type: integer, format: int64 }`",
    "any": "leave `type` out for any value",
    "int": "did you mean `integer`?",
    "bool": "did you mean `boolean`?",
    "str": "did you mean `string`?",
    "list": "did you mean `array`?",
    "map": "did you mean `object`?",
    "dict": "did you mean `object`?",
}


def inside(spot: Spot) -> str:
    """What else decides which values are allowed."""
    if spot.owner == "Parameter" and isinstance(spot.holder, dict):
        place = spot.holder.get("in")
        return f" `in: {cut(place)}`" if isinstance(place, str) else ""
    return ""


def wrong_pattern(pattern: str, spot: Spot) -> Finding:
    """A text that is not written as it has to be."""
    name = spot.steps[-1] if spot.steps else ""
    if name == "openapi" and len(spot.steps) == 1:
        message = f"`openapi` has to be the whole number of a version, not {shown(spot.value)}"
        hint = f"write `openapi: {spot.version}.0`"
        return told("not-allowed-value", message, spot.pointer(), hint)
    message = f"{spot.subject}{inside(spot)} has to {needed(pattern)}; it is {shown(spot.value)}"
    return told("not-allowed-value", message, spot.pointer())


def needed(pattern: str) -> str:
    return _PATTERNS.get(pattern, f"match the regular expression `{pattern}`")


def bad_name(name: str, measure: str | Sequence[str], spot: Spot) -> Finding:
    """A name that does not match a regular expression, or is one of those that are not allowed."""
    place = spot.pointer(name, key=True)
    if not isinstance(measure, str):  # of `additionalOperations` (OpenAPI 3.2, Path Item Object)
        message = f"the method {cut(name)} has a field of its own in a Path Item Object"
        return told(
            "bad-name", message, place, f"write `{name.lower()}` beside `additionalOperations`"
        )
    message = f"a name in {spot.subject} has to {needed(measure)}; this one is {quote(name)}"
    return told("bad-name", message, place)


def too_few(limit: int, spot: Spot, others: Faults) -> Finding | None:
    """A list or map that needs more; None for responses of which there is one, whose status is misspelt."""
    if spot.object == "Responses":
        if any(True for _ in others.unexpected(spot.steps)):
            return None
        message = "a Responses Object needs at least one response"
        return told("wrong-count", message, spot.pointer(), "add the response that means success")
    message = f"{spot.subject} needs at least {'one item' if limit == 1 else limit}"
    empty = spot.field and spot.field[-1] in ("required", "enum", "allOf", "oneOf", "anyOf")
    return told("wrong-count", message, spot.pointer(), "leave it out" if empty else "")


def repeated(spot: Spot) -> Finding:
    """A list that holds the same twice; the second one is shown."""
    seen: set[str] = set()
    for index, item in enumerate(spot.value if isinstance(spot.value, list) else ()):
        text = json.dumps(item, sort_keys=True, default=str)
        if text in seen:
            message = f"{shown(item)} stands twice in {spot.subject}"
            return told("repeated-item", message, spot.pointer(index), "remove one of them")
        seen.add(text)
    # Numbers such as 1 and 1.0 are equal, though not written alike.
    return told("repeated-item", f"{spot.subject} holds a value twice", spot.pointer())


def whole_query(spot: Spot) -> Finding:
    """A parameter that is the whole query, beside another one in the query (OpenAPI 3.2, Parameter Object)."""
    listed = spot.value if isinstance(spot.value, list) else []
    places = [each.get("in") if isinstance(each, Mapping) else None for each in listed]
    query = [index for index, place in enumerate(places) if place in ("query", "querystring")]
    message = "a parameter `in: querystring` is the whole query; no other one can be in it"
    place = spot.pointer(query[-1]) if query else spot.pointer()
    return told("exclusive-fields", message, place, "describe all of the query in one of them")
