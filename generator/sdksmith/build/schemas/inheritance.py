"""Schemas that extend one with a `discriminator` (OpenAPI 3.0, 4.7.25: “inheritance and polymorphism”)."""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.build.context import Context
from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.discriminators import mapping, property_name
from sdksmith.build.schemas.pieces import Key, Piece, Pieces
from sdksmith.load import Node


class Inheritance:
    """Knows which schemas extend which by `allOf`."""

    def __init__(self, context: Context, pieces: Pieces) -> None:
        self._context = context
        self._pieces = pieces
        self._extensions: dict[Key, list[tuple[str, Node]]] | None = None
        self._bases: dict[Key, bool] = {}

    def is_base(self, schema: Node) -> bool:
        """Whether a schema stands for those that extend it, so that they are not made of what it stands for."""
        return self.is_extended(schema) or self._lists_extensions(schema)

    def is_extended(self, schema: Node) -> bool:
        """Whether a schema says by a `discriminator` alone that others extend it."""
        value = schema.value
        return (
            "discriminator" in value
            and value.keys().isdisjoint(keywords.ALTERNATIVES)
            and property_name(schema) is not None
        )

    def _lists_extensions(self, schema: Node) -> bool:
        """Whether the alternatives of a schema extend it."""
        key = schema.key
        if key not in self._bases:
            found = Piece(schema).alternatives(self._context)
            targets = [self._context.deref(node) for node in found[1]] if found else []
            self._bases[key] = any(
                piece.node.key == key
                for target in targets
                if target is not None and isinstance(target.value, dict)
                for piece in self._pieces.of(target)
            )
        return self._bases[key]

    def variants(self, base: Node) -> dict[str, Node]:
        """What a base may stand for: the value of the member that says so, and the schema.

        These are the schemas of the mapping, and every component that extends the base, or what extends it.
        """
        found = dict(mapping(self._context, base))
        targets = [self._context.deref(node) for node in found.values()]
        known = {target.key for target in targets if target is not None}
        for name, node, key in self._extending(base):
            if key not in known:
                known.add(key)
                found.setdefault(name, node)
        return found

    def _extending(self, base: Node) -> Iterator[tuple[str, Node, Key]]:
        seen = {base.key}
        waiting = [base.key]
        while waiting:
            for name, node in self._read().get(waiting.pop(), ()):
                target = self._context.deref(node)
                if target is not None and target.key not in seen:
                    seen.add(target.key)
                    waiting.append(target.key)
                    yield name, node, target.key

    def _read(self) -> dict[Key, list[tuple[str, Node]]]:
        """For each schema the components that extend it, read once."""
        if self._extensions is None:
            self._extensions = {}
            for name, node in self._context.members(
                self._context.root.get("components"), "schemas"
            ):
                schema = self._context.deref(node)
                if schema is None or not isinstance(schema.value, dict):
                    continue
                for part in self._context.items(schema, "allOf") if "allOf" in schema.value else ():
                    if part.ref is not None and (target := self._context.deref(part)) is not None:
                        self._extensions.setdefault(target.key, []).append((name, node))
        return self._extensions
