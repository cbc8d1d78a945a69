"""What the keywords of one schema say by themselves (OpenAPI 3.1, 4.8.24; JSON Schema 2020-12).

Documents of 2.0, 3.0 and 3.1 mix their spellings, so all of them are read everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from sdksmith.ir import Kind, Scalar

Keywords: TypeAlias = Mapping[str, Any]

ALTERNATIVES: Final = ("oneOf", "anyOf")
COMBINERS: Final = frozenset(("allOf", *ALTERNATIVES))
MAPS: Final = ("additionalProperties", "patternProperties")

STRINGS: Final = {
    "date": Kind.DATE,
    "date-time": Kind.DATE_TIME,
    "time": Kind.TIME,
    "uuid": Kind.UUID,
    "byte": Kind.BASE64,
    "binary": Kind.BINARY,
    "decimal": Kind.DECIMAL,
}
"""The formats of strings that mean a kind of their own."""
_NUMBERS: Final = {
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
}
_OBJECTS: Final = frozenset(("properties", *MAPS))
_ARRAYS: Final = frozenset(("items", "prefixItems"))
_KINDS: Final = COMBINERS | _OBJECTS | _ARRAYS | {"type", "enum", "const"}
_STRINGS_ONLY: Final = frozenset(("pattern", "minLength", "maxLength", "contentEncoding"))
_NUMBERS_ONLY: Final = frozenset(("minimum", "maximum", "multipleOf"))
_STRING: Final = Scalar(Kind.STRING)
_INTEGER: Final = Scalar(Kind.INTEGER)
_BOOLEAN: Final = Scalar(Kind.BOOLEAN)
_MORE: Final = COMBINERS | {
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "const",
    "contentEncoding",
    "contentMediaType",
    "discriminator",
    "enum",
    "nullable",
    "x-nullable",
}
"""Keywords without which a string, a number or a boolean is just that."""


def at_a_glance(schema: Any) -> Scalar | None:
    """The type of the most frequent kinds of schema, which need no further look; None for all others."""
    if schema.__class__ is dict and schema.keys().isdisjoint(_MORE):
        match schema.get("type"):
            case "string":
                return Scalar(string(schema)) if "format" in schema else _STRING
            case "integer":
                return _INTEGER
            case "boolean":
                return _BOOLEAN
    return None


def kinds(schema: Keywords) -> tuple[str, ...]:
    """The types that a value may have, without null: those that are named, else the one that the rest is about."""
    named = schema.get("type")
    if isinstance(named, str):
        return () if named == "null" else (named,)
    if isinstance(named, list):
        return tuple(dict.fromkeys(str(kind) for kind in named if kind not in ("null", None)))
    return _implied(schema)


def _implied(schema: Keywords) -> tuple[str, ...]:
    keys = schema.keys()
    if not keys.isdisjoint(_OBJECTS):
        return ("object",)
    if not keys.isdisjoint(_ARRAYS):
        return ("array",)
    form = schema.get("format")
    if isinstance(form, str) and (form in STRINGS or form in _NUMBERS):
        return (_NUMBERS.get(form, "string"),)
    if not keys.isdisjoint(_STRINGS_ONLY):
        return ("string",)
    return () if keys.isdisjoint(_NUMBERS_ONLY) else ("number",)


def says_kind(schema: Any) -> bool:
    """Whether a schema says what kind of value is meant; others describe or narrow it.

    Args:
        schema: Any value that stands in place of a schema.
    """
    if not isinstance(schema, dict):
        return False
    found = schema.keys() & _KINDS
    if found == {"additionalProperties"}:
        return isinstance(schema["additionalProperties"], dict)
    return bool(found) or str(schema.get("format")) in STRINGS


def is_object(schema: Keywords) -> bool:
    return kinds(schema) == ("object",)


def says_null(schema: Keywords) -> bool:
    """Whether null is allowed, in any of its spellings (`nullable` of 3.0, `x-nullable` of 2.0)."""
    if schema.get("nullable") is True or schema.get("x-nullable") is True:
        return True
    named = schema.get("type")
    if named == "null" or (isinstance(named, list) and ("null" in named or None in named)):
        return True
    values = schema.get("enum")
    return (isinstance(values, list) and None in values) or (
        "const" in schema and schema["const"] is None
    )


def is_only_null(schema: Any) -> bool:
    """Whether nothing but null is allowed."""
    if not isinstance(schema, dict):
        return False
    return (
        schema.get("type") in ("null", ["null"])
        or schema.get("enum") == [None]
        or ("const", None) in schema.items()
    )


def members(schema: Keywords) -> Mapping[str, Any]:
    """`properties`; empty when there are none, or a `$ref` stands in their place."""
    found = schema.get("properties")
    return found if isinstance(found, dict) and not isinstance(found.get("$ref"), str) else {}


def required(schema: Keywords) -> list[str]:
    """`required`; empty when it is no list of names, as in documents that write `required: true` at a property."""
    found = schema.get("required")
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def types_others(schema: Keywords) -> bool:
    """Whether members that are not named have a type."""
    return any(isinstance(schema.get(key), dict) and schema[key] for key in MAPS)


def string(schema: Keywords) -> Kind:
    """What a string is: its `format`, else how its content is encoded (JSON Schema Validation, 8)."""
    if (kind := STRINGS.get(str(schema.get("format")))) is not None:
        return kind
    if schema.get("contentEncoding") == "base64":
        return Kind.BASE64
    media = schema.get("contentMediaType")
    if "contentEncoding" not in schema and media == "application/octet-stream":
        return Kind.BINARY
    return Kind.STRING
