"""Schema Objects (OpenAPI 3.1, 4.8.24) as types, models and aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sdksmith.build.context import Context, scalar, text
from sdksmith.build.schemas import keywords, unions
from sdksmith.build.schemas.composition import Composition
from sdksmith.build.schemas.discriminators import Alternative, Discriminators, reference_name
from sdksmith.build.schemas.fields import Fields
from sdksmith.build.schemas.pieces import (
    Key,
    Piece,
    Pieces,
    adds,
    beside_reference,
    merged,
    model_id,
    overrides,
    without,
)
from sdksmith.build.schemas.plain import Plain
from sdksmith.build.schemas.reading import Reading
from sdksmith.build.schemas.registry import Registry, Whole
from sdksmith.build.schemas.unions import Unions
from sdksmith.ir import (
    Alias,
    Default,
    Enumeration,
    Model,
    ModelId,
    Object,
    Reference,
    Type,
    Union,
    Unknown,
    without_null,
)
from sdksmith.load import Node, Pointer
from sdksmith.names import Words
from sdksmith.wire import Wire

__all__ = ["Schemas", "model_id"]

_DYNAMIC: Final = ("$dynamicRef", "$recursiveRef")
_MAX_DEPTH: Final = 20
"""Alternatives inside alternatives that are asked for null."""


class Schemas:
    """Turns schemas into types, and collects the models and aliases on the way.

    A schema that is reached by `$ref` is named after what it is called there, wherever it is used; an inline schema is
    named after the place where it stands, so that a new neighbour renames nothing.

    Args:
        names: Names of schemas that the configuration or `components.schemas` give, by `Node.key`.
    """

    def __init__(self, context: Context, names: Mapping[Key, Words]) -> None:
        self._context = context
        self._registry = registry = Registry(names)
        self._reading = Reading(context)
        self._types: dict[Key, Type] = {}
        """The schemas with a name of their own that are read."""
        discriminators = Discriminators(context, registry.shapes, registry.aliases)
        self._unions = Unions(registry.aliases, discriminators)
        self._pieces = Pieces(context, registry.called)
        self._plain = Plain(context, registry, self._reading, self._unions, self._read)
        self._composition = Composition(
            context,
            registry,
            self._reading,
            self._pieces,
            self._plain,
            self._unions,
            self._read,
        )
        self._fields = Fields(context, self._read_member, self._read_members)

    @property
    def models(self) -> dict[ModelId, Model]:
        return self._registry.models

    @property
    def aliases(self) -> dict[ModelId, Alias]:
        return self._registry.aliases

    @property
    def parents(self) -> dict[ModelId, ModelId]:
        """For each inline model or alias the one inside which it stands."""
        return self._registry.parents

    def type(self, node: Node | None, name: Words) -> Type:
        """The type of a schema.

        Args:
            node: The schema, or None where the document has none.
            name: What an object, an enumeration or a union is called if it has no name of its own.
        """
        found = self._read(node, name)
        self._finish()
        return found

    def union(self, nodes: Sequence[Node], name: Words, description: Wire, place: Pointer) -> Type:
        """The type of a value that is of one of several schemas that stand in different places.

        Args:
            name: The name of the type, if it is a union.
            place: What it is for.
        """
        alternatives = [
            Alternative(node, self._read(node, name), reference_name(node)) for node in nodes
        ]
        found = self._unions.type(None, alternatives, name)
        if isinstance(inner := without_null(found), Union):
            id = model_id((place.document.path, place.path))
            self.aliases[id] = Alias(id, name, description, inner, False, False, place)
            found = Reference(id) if found is inner else unions.or_null(Reference(id))
        self._finish()
        return found

    def pieces(self, schema: Node) -> list[Node]:
        """The schemas whose members an object has: all that its `allOf`s bring in, then itself."""
        return [piece.node for piece in self._pieces.of(schema)]

    def description(self, node: Node) -> Wire:
        """The description beside a `$ref`, else the one of the schema that it refers to."""
        return self._fields.description(node)

    def deprecated(self, node: Node) -> bool:
        return self._fields.deprecated(node)

    def default(self, node: Node | None) -> Default | None:
        """The `default` of a schema, if it has one; one beside a `$ref` goes before that of its target."""
        return self._fields.default(node) if node is not None else None

    # ------------------------------------------------------------ what has a name, and what has none

    def _read(self, node: Node | None, name: Words) -> Type:
        if node is None:
            return Unknown()
        if (known := keywords.at_a_glance(node.value)) is not None:
            return known
        target = self._context.deref(node)
        if target is None or isinstance(target.value, bool) or target.value == {}:
            return Unknown()
        if not isinstance(target.value, dict):
            return self._reading.unknown("a schema that is not a mapping", target)
        if target is not node:
            found = self._referenced(node, target, name)
            return unions.or_null(found) if keywords.says_null(node.value) else found
        own = self._registry.name(node)
        return self._inline(node, name) if own is None else self._named(node, own)

    def _referenced(self, node: Node, target: Node, name: Words) -> Type:
        if beside_reference(node):
            shape = self._pieces.of(target)
            others = without(self._pieces.of(node), shape)
            if adds(others, shape) or overrides(others, shape):
                return self._inline(node, name)
        return self._named(target, self._registry.called(target))

    def _named(self, schema: Node, name: Words) -> Type:
        """The type of a schema that is called the same wherever it is used."""
        key = schema.key
        if (known := self._types.get(key)) is not None:
            return known
        if self._reading.is_open(schema):
            return self._again(schema)
        whole = Whole(name, schema, model_id(key))
        self._registry.named.add(whole.id)
        owner, self._registry.owner = self._registry.owner, whole.id
        with self._reading.of(schema):
            found = self._schema(schema, whole)
        self._registry.owner = owner
        inner = without_null(found)
        holds_itself = key in self._reading.endless and not isinstance(inner, Object)
        if isinstance(inner, Union | Enumeration) or holds_itself:
            found = self._registry.alias(found, whole)
        self._types[key] = found
        return found

    def _again(self, schema: Node) -> Type:
        """A schema inside itself, with no object with named members between."""
        if self._reading.is_itself(schema):
            return self._itself(schema)
        self._reading.again(schema)
        found = Reference(model_id(schema.key))
        return unions.or_null(found) if self._allows_null(schema) else found

    def _itself(self, schema: Node) -> Unknown:
        return self._reading.unknown("a schema that is nothing but itself", schema)

    def _allows_null(self, schema: Node, depth: int = 0) -> bool:
        """Whether null is allowed, without reading the type."""
        if depth > _MAX_DEPTH or not isinstance(schema.value, dict):
            return False
        if keywords.says_null(schema.value):
            return True
        nodes = [n for key in keywords.ALTERNATIVES for n in self._context.items(schema, key)]
        targets = [self._context.deref(node) for node in nodes]
        return any(t is not None and self._allows_null(t, depth + 1) for t in targets)

    def _inline(self, schema: Node, name: Words) -> Type:
        whole = Whole(name, schema)
        return self._registry.worth_a_name(self._schema(schema, whole), whole)

    def _schema(self, schema: Node, whole: Whole) -> Type:
        """The type of a mapping, with null if that is allowed."""
        if not self._reading.enter():
            return self._reading.too_deep(schema)
        value = schema.value
        found: Type | None = None
        if (dynamic := next((key for key in _DYNAMIC if key in value), None)) is not None:
            found = self._reading.unknown(f"`{dynamic}`", schema)
        elif "$ref" in value or not value.keys().isdisjoint(keywords.COMBINERS):
            with self._reading.composed(schema) as is_new:
                found = self._composition.type(schema, whole) if is_new else self._itself(schema)
        elif "discriminator" in value:
            found = self._composition.base(schema, whole)
        found = found or self._plain.type(schema, whole)
        self._reading.leave()
        return unions.or_null(found) if keywords.says_null(value) else found

    # ------------------------------------------------------------ members of models

    def _finish(self) -> None:
        """Read the fields of all models that are known by now."""
        waiting = self._registry.waiting
        while waiting:
            whole = waiting.pop()
            node = whole.node
            pieces = self._registry.shapes[whole.id]
            fields, extra = self._fields.read(whole.id, whole.name, pieces)
            self.models[whole.id] = Model(
                id=whole.id,
                name=whole.name,
                description=text(node, "description"),
                fields=fields,
                sent=False,
                received=False,
                place=node.pointer,
                extra=extra,
                deprecated=scalar(node, "deprecated") is True,
                named=whole.id in self._registry.named,
            )

    def _read_member(self, node: Node | None, name: Words, owner: ModelId) -> Type:
        self._registry.owner = owner
        found = self._read(node, name)
        self._registry.owner = None
        return found

    def _read_members(self, nodes: Sequence[Node], name: Words, owner: ModelId, wire: str) -> Type:
        """The type of a member that several schemas describe: what they have in common, else the last one's."""
        shapes = {node: self._pieces.of(node) for node in nodes}
        pieces: tuple[Piece, ...] = ()
        for shape in shapes.values():
            pieces = merged(pieces, shape)
        for node, shape in reversed(shapes.items()):
            if not adds(without(pieces, shape), shape):
                return self._read_member(node, name, owner)
        self._registry.owner = owner
        whole = Whole(name, nodes[-1], f"{owner}&{wire}")
        found = self._composition.conjunction(whole, pieces)
        if found is not None and all(
            any(keywords.says_null(piece.value) for piece in shape) for shape in shapes.values()
        ):
            found = unions.or_null(found)
        if found is not None:
            found = self._registry.worth_a_name(found, whole)
        self._registry.owner = None
        return found or self._read_member(nodes[-1], name, owner)
