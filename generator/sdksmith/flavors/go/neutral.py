"""Which aliases mean the same in requests and in responses, so that one Go type does for both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from sdksmith.flavors.go.collapse import Choice, Collapse
from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Alias,
    Array,
    Dictionary,
    Enumeration,
    Kind,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
)


class Neutral:
    """
    Args:
        aliases: All aliases by their id.
        collapse: What unions are in Go.
    """

    def __init__(self, aliases: Mapping[ModelId, Alias], collapse: Collapse) -> None:
        self._aliases = aliases
        self._collapse = collapse
        self._known: dict[ModelId, bool] = {}

    def __call__(self, id: ModelId) -> bool:
        """Whether one type does for the alias in both directions."""
        if id not in self._known:
            self._known[id] = False  # until the opposite is shown: it may hold itself
            self._known[id] = self._same(self._aliases[id].type)
        return self._known[id]

    def _same(self, type: Type) -> bool:
        match type:
            case Scalar(kind):
                return kind is not Kind.BINARY
            case Unknown() | Enumeration():
                return True
            case Nullable(inner):
                return self._same(inner)
            case Array(inner) | Dictionary(inner):
                return self._same_item(inner)
            case Tuple(items, rest):
                return all(map(self._same_item, items if rest is None else (*items, rest)))
            case Union():
                found = self._collapse.union(type, Side.RESPONSE)
                return not isinstance(found, Choice) and self._same(found)
            case Object():
                return False
            case Reference(id):
                return self(id)
            case _:
                assert_never(type)

    def _same_item(self, type: Type) -> bool:
        """Null among items is a pointer in a response and a field in a request."""
        return not isinstance(type, Nullable) and self._same(type)
