"""The schemas that one value has to match all together: `allOf`, and what stands beside a `$ref`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from sdksmith.build.context import Context
from sdksmith.build.schemas import keywords
from sdksmith.ir import ModelId
from sdksmith.load import Node, Steps
from sdksmith.names import Words
from sdksmith.records import record
from sdksmith.report import Level

Key: TypeAlias = tuple[Path, Steps]

_MERGED = keywords.COMBINERS | {"properties", "required", "enum", "const", "items", "prefixItems"}
"""Keywords beside a `$ref` that change the type; others describe it."""


_VALUES = keywords.COMBINERS | {"enum", "const"}


@record
class Piece:
    """A schema without its `allOf`."""

    node: Node
    """A mapping."""
    name: Words | None = None
    """What the schemas inside it are named after; None when after the whole of which it is a piece."""
    home: ModelId | None = None
    """The schema that has that name; None when it is the whole."""
    spent: frozenset[str] = frozenset()
    """Keywords of alternatives that are already distributed."""

    @property
    def value(self) -> dict[str, Any]:
        value: dict[str, Any] = self.node.value
        return value

    def members(self, context: Context) -> Iterator[tuple[str, Node]]:
        """The properties; one may well be called `x-…`."""
        holder = self.node.get("properties")
        found = context.deref(holder) if holder is not None else None
        if holder is None or found is None:
            return
        if found is not holder:
            context.report(
                "properties-reference",
                Level.WARNING,
                "a `$ref` stands in place of `properties`, which OpenAPI does not know; it is followed",
                holder.pointer,
                "refer to a whole schema, or write the properties here",
            )
        yield from found.items()

    def alternatives(self, context: Context) -> tuple[str, list[Node]] | None:
        """The keyword and the schemas of its alternatives that are not distributed yet.

        Alternatives that only name required members change nothing in the type, and are left out.
        """
        for key in keywords.ALTERNATIVES:
            if key in self.value and key not in self.spent:
                found = [node for node in context.items(self.node, key) if node.value is not False]
                targets = [context.deref(node) for node in found]
                if any(keywords.says_kind(t.value) for t in targets if t is not None):
                    return key, found
        return None


class Pieces:
    """Takes schemas apart.

    Args:
        called: What a referenced schema is called.
    """

    def __init__(self, context: Context, called: Callable[[Node], Words]) -> None:
        self._context = context
        self._called = called
        self._known: dict[Key, tuple[Piece, ...]] = {}

    def of(self, schema: Node) -> tuple[Piece, ...]:
        """The pieces of a schema: what its `$ref` and its `allOf`s bring in, each before what brings it in.

        Args:
            schema: A mapping.
        """
        key = schema.key
        if key not in self._known:
            found: dict[Key, Piece] = {}
            waiting = [Piece(schema)]
            while waiting:
                piece = waiting.pop()
                if piece.node.key not in found:
                    found[piece.node.key] = piece
                    waiting += self._parts(piece)
            self._known[key] = tuple(reversed(found.values()))
        return self._known[key]

    def _parts(self, piece: Piece) -> Iterator[Piece]:
        """What a piece brings in, as far as it is a mapping."""
        node = piece.node
        parts = list(self._context.items(node, "allOf")) if "allOf" in piece.value else []
        for part in [node, *parts] if node.ref is not None else parts:
            target = self._context.deref(part)
            if target is None or not isinstance(target.value, dict):
                continue
            if target is part:
                yield Piece(part, piece.name, piece.home)
                continue
            if part is not node and beside_reference(part):
                yield Piece(part, piece.name, piece.home)
            yield Piece(target, self._called(target), model_id(target.key))


def model_id(key: Key) -> ModelId:
    """The id of the model or alias that the schema at this place becomes."""
    file, steps = key
    return f"{file}#{'/'.join(map(str, steps))}"


def beside_reference(node: Node) -> bool:
    """Whether what stands beside the `$ref` of a node changes the type."""
    value = node.value
    return len(value) > 1 and (not value.keys().isdisjoint(_MERGED) or keywords.types_others(value))


def overrides(extra: Iterable[Piece], other: Sequence[Piece]) -> bool:
    """Whether pieces say something else of members that other ones have too."""
    known = {wire: member for piece in other for wire, member in _members(piece)}
    return any(
        wire in known and member != known[wire] and keywords.says_kind(member)
        for piece in extra
        for wire, member in _members(piece)
    )


def _members(piece: Piece) -> Iterable[tuple[str, Any]]:
    return keywords.members(piece.value).items()


def adds(extra: Iterable[Piece], to: Sequence[Piece]) -> bool:
    """Whether pieces ask for more than other ones do by themselves."""
    known: set[str] = set()
    needed: set[str] = set()
    types: set[str] = set()
    formats: set[str] = set()
    for piece in to:
        known.update(keywords.members(piece.value))
        needed.update(keywords.required(piece.value))
        types.update(keywords.kinds(piece.value))
        formats.add(str(piece.value.get("format")))
    for piece in extra:
        value = piece.value
        if not (
            value.keys().isdisjoint(("enum", "const", "items", "prefixItems"))
            and known.issuperset(keywords.members(value))
            and needed.issuperset(keywords.required(value))
            and not keywords.types_others(value)
        ):
            return True
        if (form := str(value.get("format"))) in keywords.STRINGS and form not in formats:
            return True
        own = keywords.kinds(value) if "type" in value else ()
        if own and types and not types.issuperset(own):
            return True
        if own and not types and own != ("object",) and not _says_values(to):
            return True
    return False


def _says_values(pieces: Iterable[Piece]) -> bool:
    """Whether pieces that name no type say all the same what is meant."""
    return any(not piece.value.keys().isdisjoint(_VALUES) for piece in pieces)


def without(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The pieces that are not among other ones."""
    known = {piece.node.key for piece in others}
    return [piece for piece in pieces if piece.node.key not in known]


def merged(first: Sequence[Piece], second: Sequence[Piece]) -> tuple[Piece, ...]:
    """Both, each schema once; what is distributed in one of them is so."""
    found: dict[Key, Piece] = {}
    for piece in (*first, *second):
        key = piece.node.key
        if (known := found.get(key)) is None:
            found[key] = piece
        elif piece.spent - known.spent:
            found[key] = replace(known, spent=known.spent | piece.spent)
    return tuple(found.values())
