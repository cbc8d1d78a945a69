"""`allOf`, `oneOf` and `anyOf` (JSON Schema, 10.2), and discriminated bases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sdksmith.build.context import Context
from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.discriminators import Alternative, property_name, reference_name
from sdksmith.build.schemas.inheritance import Inheritance
from sdksmith.build.schemas.intersection import meet
from sdksmith.build.schemas.pieces import Piece, Pieces, adds, merged, model_id, overrides, without
from sdksmith.build.schemas.plain import Plain
from sdksmith.build.schemas.reading import Reader, Reading
from sdksmith.build.schemas.registry import Registry, Whole
from sdksmith.build.schemas.unions import Unions
from sdksmith.build.schemas.variant_names import joined, variant_names
from sdksmith.ir import Kind, Scalar, Type, Union, Unknown, without_null
from sdksmith.load import Node
from sdksmith.report import Level

_MAX_VARIANTS: Final = 200
"""What several `oneOf`s that hold together may multiply to."""


class Composition:
    """Reads schemas that are made of schemas."""

    def __init__(
        self,
        context: Context,
        registry: Registry,
        reading: Reading,
        pieces: Pieces,
        plain: Plain,
        unions: Unions,
        read: Reader,
    ) -> None:
        self._context = context
        self._registry = registry
        self._reading = reading
        self._pieces = pieces
        self._plain = plain
        self._unions = unions
        self._read = read
        self._inheritance = Inheritance(context, pieces)

    def type(self, schema: Node, whole: Whole) -> Type:
        """The type of a schema with combining keywords, or with keywords beside a `$ref`."""
        pieces = self._pieces.of(schema)
        if (part := self._only_part(schema, pieces)) is not None:
            return self._read(part, whole.name)
        if (found := self.conjunction(whole, pieces)) is None:
            return self._reading.unknown("`allOf` of schemas that exclude each other", schema)
        return found

    def base(self, schema: Node, whole: Whole) -> Type | None:
        """What a schema with a `discriminator` alone stands for: what extends it; None when nothing does."""
        if not self._inheritance.is_extended(schema):
            return None
        alternatives = []
        for value, node in self._inheritance.variants(schema).items():
            target = self._context.deref(node)
            if target is not None and target.key == schema.key:
                own = Whole((*whole.name, "base"), schema, f"{whole.id}&")
                alternatives.append(Alternative(node, self._plain.type(schema, own), value))
            elif target is not None:
                alternatives.append(Alternative(node, self._read(node, whole.name), value))
        found = self._unions.type(schema, alternatives, whole.name)
        return found if isinstance(without_null(found), Union) else None

    # ------------------------------------------------------------ all of

    def _only_part(self, schema: Node, pieces: Sequence[Piece]) -> Node | None:
        """The part of an `allOf` that is all there is, because the others only describe it."""
        if "allOf" not in schema.value:
            return None
        parts = [part for part in self._context.items(schema, "allOf") if self._says_kind(part)]
        references = {self._context.deref(part): part for part in parts if part.ref is not None}
        candidates = parts if len(parts) == 1 else list(references.values())
        if len(candidates) != 1:
            return None
        target = self._context.deref(candidates[0])
        if target is None or self._inheritance.is_base(target) or self._reading.is_itself(target):
            return None
        shape = self._pieces.of(target)
        others = without(pieces, shape)
        return None if adds(others, shape) or overrides(others, shape) else candidates[0]

    def _says_kind(self, part: Node) -> bool:
        target = self._context.deref(part)
        return target is not None and keywords.says_kind(target.value)

    def conjunction(self, whole: Whole, pieces: Sequence[Piece]) -> Type | None:
        """What matches all pieces; None when nothing can."""
        if not self._reading.enter():
            return self._reading.too_deep(whole.node)
        try:
            for piece in pieces:
                if piece.value.keys().isdisjoint(keywords.ALTERNATIVES):
                    continue
                if piece.node.key != whole.node.key and self._inheritance.is_base(piece.node):
                    continue
                if (found := piece.alternatives(self._context)) is not None:
                    spent = replace(piece, spent=piece.spent | {found[0]})
                    rest = [spent if other is piece else other for other in pieces]
                    return self._distributed(whole, spent, found[1], rest)
            return self._together(whole, pieces)
        finally:
            self._reading.leave()

    def _together(self, whole: Whole, pieces: Sequence[Piece]) -> Type | None:
        """Pieces without alternatives: one object with all members, or what their types have in common."""
        saying = [piece for piece in pieces if _says_kind_itself(piece.value)] or list(pieces)
        if all(keywords.is_object(piece.value) for piece in saying) and any(
            "properties" in piece.value for piece in saying
        ):
            return self._registry.model(whole, pieces)
        found: Type | None = Unknown()
        for piece in saying:
            mark = f"{whole.id}&{model_id(piece.node.key)}"
            own = self._plain.type(piece.node, Whole(whole.name, piece.node, mark))
            found = meet(found, own) if found is not None else None
        return found

    # ------------------------------------------------------------ one of, any of

    def _distributed(
        self, whole: Whole, holder: Piece, nodes: Sequence[Node], rest: Sequence[Piece]
    ) -> Type | None:
        """Alternatives beside other keywords: each of them together with the others."""
        targets = [self._context.deref(node) for node in nodes]
        shapes = [
            self._pieces.of(target) if target is not None and isinstance(target.value, dict) else ()
            for target in targets
        ]
        if _only_narrow(rest, shapes):
            return self.conjunction(whole, rest)
        rest = [
            replace(piece, name=piece.name or whole.name, home=piece.home or whole.id)
            for piece in self._limited(whole, len(nodes), rest)
        ]
        names = variant_names(nodes, shapes, whole.name, property_name(holder.node))
        alternatives = []
        for node, shape, name in zip(nodes, shapes, names, strict=True):
            found = self._variant(node, Whole(name, whole.node, whole.id), shape, rest)
            if found is not None:
                alternatives.append(Alternative(node, found, reference_name(node)))
        return self._unions.type(holder.node, alternatives, whole.name) if alternatives else None

    def _variant(
        self, node: Node, whole: Whole, shape: Sequence[Piece], rest: Sequence[Piece]
    ) -> Type | None:
        """One alternative together with what stands beside the alternatives; None when they exclude each other.

        Args:
            whole: What has the alternatives, under the name of this one.
            shape: The pieces of the alternative.
            rest: What stands beside.
        """
        others = without(rest, shape)
        target = self._context.deref(node)
        if target is None or not shape or not (adds(others, shape) or _has_alternatives(others)):
            return self._read(node, whole.name)
        if keywords.is_only_null(target.value):
            return Scalar(Kind.NULL)
        name = whole.name if node.ref is None else joined(whole.name, self._registry.called(target))
        own = Whole(name, target, f"{whole.id}&{model_id(target.key)}")
        found = self.conjunction(own, merged(rest, shape))
        if found is None and not any(keywords.members(piece.value) for piece in rest):
            return self._read(node, whole.name)  # the `type` that stands beside is not right
        return found

    def _limited(self, whole: Whole, count: int, rest: Sequence[Piece]) -> Sequence[Piece]:
        """What stands beside alternatives, without further alternatives if that would be too many."""
        for piece in rest:
            found = piece.alternatives(self._context)
            count *= len(found[1]) if found is not None else 1
        if count <= _MAX_VARIANTS:
            return rest
        self._context.report(
            "unsupported",
            Level.WARNING,
            f"{count} combinations of alternatives are too many; only those of the first `oneOf` or `anyOf` are read",
            whole.node.pointer,
        )
        return [replace(piece, spent=frozenset(keywords.ALTERNATIVES)) for piece in rest]


def _only_narrow(rest: Sequence[Piece], shapes: Sequence[Sequence[Piece]]) -> bool:
    """Whether alternatives say nothing but more about members that the object has anyway."""
    known = {wire for piece in rest for wire in keywords.members(piece.value)}
    return bool(known) and all(
        shape and all(_narrows(piece, known) for piece in shape) for shape in shapes
    )


def _narrows(piece: Piece, known: set[str]) -> bool:
    value = piece.value
    return (
        "type" not in value
        and value.keys().isdisjoint(keywords.COMBINERS)
        and keywords.kinds(value) in ((), ("object",))
        and known.issuperset(keywords.members(value))
        and not keywords.types_others(value)
        and not keywords.is_only_null(value)
    )


def _says_kind_itself(schema: dict[str, Any]) -> bool:
    """Whether a piece says what kind of value is meant, apart from its alternatives."""
    return keywords.says_kind(schema) and (
        schema.keys().isdisjoint(keywords.COMBINERS)
        or bool(keywords.kinds(schema))
        or "enum" in schema
        or "const" in schema
    )


def _has_alternatives(pieces: Sequence[Piece]) -> bool:
    return any(
        key in piece.value and key not in piece.spent
        for piece in pieces
        for key in keywords.ALTERNATIVES
    )
