"""A schema of which no value ever ends

The schema requires a member whose schema requires one again, and so on in a circle: every value would have to hold
another one inside it, without end. So no value satisfies it, and no example can be made.

Recursion is fine as long as it can stop: make a member of the circle optional or nullable, or let it be a list, which
may be empty.

https://json-schema.org/draft/2020-12/json-schema-core#name-ref
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked, Object
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses: { "204": { description: Done } }
components:
  schemas:
    Pet:
      type: object
      required: [mother]
      properties: { mother: { $ref: "#/components/schemas/Pet" } }
"""

GOOD: Final = BAD.replace("      required: [mother]\n", "")

_NEEDING: Final = frozenset(("$ref", "allOf", "anyOf", "oneOf", "required", "minItems"))
"""Keywords by which a value may need others."""
_HOLDING: Final = ("object", "array", None)


def check(checked: Checked) -> Iterator[Finding]:
    pending: dict[int, Object] = {}
    for source in checked.refs:
        if source.kind == "Schema" and (target := checked.target(source)) is not None:
            pending[id(target.value)] = target
    ends = _Ends(checked, pending)
    seen: set[int] = set()
    for start in pending.values():
        circle = _circle(start, ends, seen)
        if not circle:
            continue
        first = circle[0]
        message = f"every `{first.name}` needs another one inside it, without end"
        if len(circle) > 1:
            message += ": " + " → ".join(f"`{each.name}`" for each in (*circle, first))
        hint = "make a member on the way optional or nullable"
        yield Finding("endless-schema", LEVEL, message, first.key_pointer, hint)


def _circle(start: Object, ends: _Ends, seen: set[int]) -> list[Object]:
    """The schemas that need each other, which `start` is one of or leads to.

    Args:
        seen: The schemas that have been looked at; grows.

    Returns:
        Nothing where they are known, or only stand for each other, such as a base whose `oneOf` has those that derive
        from it.
    """
    way: dict[int, Object] = {}
    inside: list[bool] = []
    here = start
    while id(here.value) not in way:
        if id(here.value) in seen:
            return []
        seen.add(id(here.value))
        way[id(here.value)] = here
        needed = next(ends.needed(here.value), None)
        if needed is None:
            return []
        here, is_member = needed
        inside.append(is_member)
    first = list(way).index(id(here.value))
    return list(way.values())[first:] if any(inside[first:]) else []


class _Ends:
    """Which schemas have values that end.

    Args:
        pending: Schemas that a `$ref` leads to, by identity of the value. Those that end are taken out.
    """

    def __init__(self, checked: Checked, pending: dict[int, Object]) -> None:
        self._checked = checked
        self._pending = pending
        self._beside = checked.version >= "3.1"
        dependents: dict[int, list[int]] = {}
        for key, each in pending.items():
            for other, _ in self.needed(each.value, every=True):
                dependents.setdefault(id(other.value), []).append(key)
        waiting = list(pending)
        while waiting:
            key = waiting.pop()
            if key in pending and next(self.needed(pending[key].value), None) is None:
                del pending[key]
                waiting += dependents.get(key, ())

    def needed(
        self, value: Any, is_member: bool = False, every: bool = False
    ) -> Iterator[tuple[Object, bool]]:
        """The schemas that every value of a schema needs a value of, as far as those are not known to end.

        Args:
            is_member: Whether the value stands inside that of the schema that was asked for.
            every: Whether to give those of all alternatives, though one of them would do.

        Returns:
            Each with whether its value stands inside.
        """
        if not isinstance(value, dict) or value.keys().isdisjoint(_NEEDING):
            return
        if isinstance(value.get("$ref"), str):
            target = self._checked.resolved(value)
            if target is not None and id(target.value) in self._pending:
                yield target, is_member
            if not self._beside:
                return
        if _is_plain(value):
            return
        for part in _items(value, "allOf"):
            yield from self.needed(part, is_member, every)
        for key in ("anyOf", "oneOf"):
            branches = [list(self.needed(each, is_member, every)) for each in _items(value, key)]
            if every or (branches and all(branches)):
                yield from (each for branch in branches[: None if every else 1] for each in branch)
        if value.get("minItems", 0) not in (0, None) and "items" in value:
            yield from self.needed(value["items"], True, every)
        properties = value.get("properties")
        if isinstance(properties, dict):
            for name in _items(value, "required"):
                if isinstance(name, str) and name in properties:
                    yield from self.needed(properties[name], True, every)


def _is_plain(value: dict[str, Any]) -> bool:
    """Whether a value of another type than an object or a list will do, or one that is written out."""
    if value.get("nullable") is True or value.get("x-nullable") is True:
        return True
    kind = value.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    return "enum" in value or "const" in value or any(each not in _HOLDING for each in kinds)


def _items(value: dict[str, Any], key: str) -> list[Any]:
    held = value.get(key)
    return held if isinstance(held, list) else []
