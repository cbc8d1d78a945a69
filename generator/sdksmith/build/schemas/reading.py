"""Which schemas are being read, each inside the one before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from sdksmith.build.context import Context
from sdksmith.build.schemas.pieces import Key
from sdksmith.ir import Type, Unknown
from sdksmith.load import Node
from sdksmith.names import Words

_MAX_NESTING: Final = 40
"""Lists, maps and alternatives inside each other without an object with named members between them."""

_MAX_SCHEMAS: Final = 10_000
"""Schemas inside one, without objects with named members between; each combination of alternatives counts."""


class Reader(Protocol):
    """The type of a schema inside another one, by the name it takes if it has none."""

    def __call__(self, node: Node | None, name: Words, /) -> Type: ...


class Reading:
    """Knows schemas that hold themselves, and ends the reading of what is nested without end."""

    def __init__(self, context: Context) -> None:
        self.endless: set[Key] = set()
        """Schemas with a name that hold themselves, with no object with named members between."""
        self._context = context
        self._open: dict[Key, int] = {}
        """Schemas with a name that are being read, with the number of lists and maps around them."""
        self._around = 0
        self._nesting = 0
        self._entered = 0
        self._composed: set[Key] = set()

    def is_open(self, schema: Node) -> bool:
        return schema.key in self._open

    def is_itself(self, schema: Node) -> bool:
        """Whether a schema is being read, with no list or map between."""
        return self._open.get(schema.key) == self._around

    def again(self, schema: Node) -> None:
        """An open schema is met again, so that it and all inside it hold themselves."""
        keys = list(self._open)
        self.endless.update(keys[keys.index(schema.key) :])

    @contextmanager
    def of(self, schema: Node) -> Iterator[None]:
        """While a schema with a name is read."""
        self._open[schema.key] = self._around
        yield
        del self._open[schema.key]

    @contextmanager
    def composed(self, schema: Node) -> Iterator[bool]:
        """While a schema made of schemas is read: whether it is not being read already, in itself."""
        key = schema.key
        is_new = key not in self._composed
        self._composed.add(key)
        yield is_new
        if is_new:
            self._composed.discard(key)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """While what a list or a map holds is read."""
        self._around += 1
        yield
        self._around -= 1

    def enter(self) -> bool:
        """Begin a schema; False if it stands too deep to be read. Otherwise `leave` has to follow."""
        if self._nesting == 0:
            self._entered = 0
        if self._nesting >= _MAX_NESTING or self._entered >= _MAX_SCHEMAS:
            return False
        self._nesting += 1
        self._entered += 1
        return True

    def leave(self) -> None:
        self._nesting -= 1

    def unknown(self, construct: str, schema: Node) -> Unknown:
        """Report what is not understood."""
        self._context.unsupported(construct, schema.pointer, "it is typed as any JSON value")
        return Unknown()

    def too_deep(self, schema: Node) -> Unknown:
        return self.unknown("a schema that is nested so deeply", schema)
