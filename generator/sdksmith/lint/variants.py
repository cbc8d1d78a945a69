"""What schemas say together: through `$ref` and `allOf`, and with a discriminator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked, Object

__all__ = ["alternatives", "constants", "has_member", "members", "parts"]

_MOST: Final = 100
"""Parts of one schema that are looked at."""
_MOST_ASKED: Final = 30
"""Alternatives inside alternatives that are asked for a member."""


def parts(checked: Checked, schema: Object) -> list[Object]:
    """A schema and all that its `allOf`s and `$ref`s bring in, each once."""
    found: dict[int, Object] = {}
    waiting = [schema]
    while waiting and len(found) < _MOST:
        here = waiting.pop()
        if id(here.value) in found:
            continue
        found[id(here.value)] = here
        if here.ref is not None and (target := checked.target(here)) is not None:
            waiting.append(target)
        held = here.get("allOf")
        listed = map(checked.object, reversed(held) if isinstance(held, list) else ())
        waiting.extend(part for part in listed if part is not None)
    return list(found.values())


def alternatives(checked: Checked, schema: Object) -> Iterator[tuple[str, int, Object]]:
    """The schemas of `oneOf` and `anyOf` as they stand there, null aside: keyword, index, schema."""
    for key in ("oneOf", "anyOf"):
        held = schema.get(key)
        for index, value in enumerate(held if isinstance(held, list) else ()):
            found = checked.object(value)
            if found is not None and found.get("type") not in ("null", ["null"]):
                yield key, index, found


def members(checked: Checked, schema: Object, name: str) -> list[dict[str, Any]]:
    """What a schema says of one member, each saying with its `$ref` followed."""
    found: list[dict[str, Any]] = []
    for part in parts(checked, schema):
        properties = part.get("properties")
        value = properties.get(name) if isinstance(properties, dict) else None
        if isinstance(value, dict):
            target = checked.resolved(value)
            found.append(value if target is None else target.value)
    return found


def has_member(checked: Checked, schema: Object, name: str) -> bool:
    """Whether a schema describes a member: itself, or each of its alternatives, as far as few of them are asked."""
    known: set[int] = set()
    waiting = [schema]
    while waiting and len(known) < _MOST_ASKED:
        here = waiting.pop()
        target = checked.target(here) or here
        if id(target.value) in known:
            continue
        known.add(id(target.value))
        held = parts(checked, here)
        if members(checked, here, name):
            continue
        inner: list[Object] = []
        for part in held:
            if "$dynamicRef" in part.value or "$recursiveRef" in part.value:
                return True  # What it is depends on where it is used.
            inner += (each for _, _, each in alternatives(checked, part))
        if not inner:
            return False
        waiting += inner
    return True


def constants(checked: Checked, schema: Object, name: str) -> list[Any] | None:
    """The values that a member may have; None where it may have any."""
    for member in members(checked, schema, name):
        if "const" in member:
            return [member["const"]]
        if isinstance(member.get("enum"), list):
            return list(member["enum"])
    return None
