"""`enum` and `const` (JSON Schema Validation, 6.1.2 and 6.1.3) as enumerations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeAlias

from sdksmith.build.context import Context
from sdksmith.build.schemas import keywords
from sdksmith.ir import Enumeration, EnumMember
from sdksmith.load import Node
from sdksmith.names import Words, words
from sdksmith.report import Level
from sdksmith.wire import Wire

Constant: TypeAlias = "Wire | int | float | bool"

_NUMBERS = ("integer", "number")


def constants(schema: keywords.Keywords) -> tuple[Any, ...] | None:
    """The values that a schema allows, null among them; None when it names none."""
    if "const" in schema:
        return (schema["const"],)
    values = schema.get("enum")
    return tuple(values) if isinstance(values, list) else None


def enumeration(schema: Node, name: Words, context: Context) -> Enumeration | None:
    """The enumeration of a schema that has `enum` or `const`.

    Values that are not of the schema's `type` are a finding. A number where the type says string is taken for its text,
    and a text that reads as what the type says for that: the type is what decides in other places too.

    Returns:
        None when no value but null is allowed.

    Raises:
        LookupError: One of the values is an object or a list.
    """
    found = constants(schema.value) or ()
    if any(isinstance(value, dict | list) for value in found):
        raise LookupError
    values = allowed(schema.value)
    kinds = keywords.kinds(schema.value) if "type" in schema.value else ()
    if kinds and not all(value is None or _fits(value, kinds) for value in found):
        key = "const" if "const" in schema.value else "enum"
        context.report(
            "enum-type",
            Level.WARNING,
            f"`{key}` has a value that is not of the type `{' or '.join(kinds)}`",
            schema.pointer.child(key),
            "write the value as one of that type, or correct the type",
        )
    return Enumeration(name, tuple(_members(values))) if values else None


def allowed(schema: keywords.Keywords) -> list[Any]:
    """The values that a schema allows, each once and of the schema's type as far as possible; without null."""
    found = [value for value in constants(schema) or () if value is not None]
    kinds = keywords.kinds(schema) if "type" in schema else ()
    if kinds:
        found = [value if _fits(value, kinds) else _as(value, kinds) for value in found]
    if any(isinstance(value, dict | list) for value in found):
        return found
    return list({(type(value), value): value for value in found}.values())


def _members(values: Collection[Any]) -> Iterator[EnumMember]:
    for value in values:
        text = isinstance(value, str)
        yield EnumMember(words(str(value)), Wire(value) if text else value)


def _fits(value: Any, kinds: Collection[str]) -> bool:
    match value:
        case bool():
            return "boolean" in kinds
        case int():
            return "integer" in kinds or "number" in kinds
        case float():
            return "number" in kinds or ("integer" in kinds and value.is_integer())
        case dict() | list():
            return True
        case _:
            return "string" in kinds


def _as(value: Any, kinds: tuple[str, ...]) -> Any:
    """The value as the type says; itself when that is not possible."""
    if "string" in kinds:
        return str(value).lower() if isinstance(value, bool) else str(value)
    if not isinstance(value, str):
        return value
    if "boolean" in kinds and value.lower() in ("true", "false"):
        return value.lower() == "true"
    for kind in kinds:
        if kind in _NUMBERS:
            try:
                return int(value) if kind == "integer" else float(value)
            except ValueError:
                continue
    return value
