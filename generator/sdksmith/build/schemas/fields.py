"""The members of JSON objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Final, TypeAlias

from sdksmith.build.context import Context
from sdksmith.build.schemas import keywords, unions
from sdksmith.build.schemas.pieces import Piece
from sdksmith.ir import Default, Field, ModelId, Type, Union
from sdksmith.load import Node
from sdksmith.names import Words, singular, words
from sdksmith.records import record
from sdksmith.wire import Wire

_Read: TypeAlias = Callable[[Node | None, Words, ModelId], Type]
_Meet: TypeAlias = Callable[[Sequence[Node], Words, ModelId, str], Type]
_MAX_DEPTH: Final = 4
"""`allOf` inside `allOf`, and `$ref`s between."""
_MAX_PARTS: Final = 8
_NO_TEXT: Final = Wire("")
_MARKS: Final = frozenset(("deprecated", "readOnly", "writeOnly", "default"))


@record
class Fields:
    """Reads the fields of models.

    Args:
        read_type: The type of a schema, by its node, its name, and the model that it stands in.
        meet: The type of a member that several schemas describe, by them, its name, the model, and the member's own
            name on the wire.
    """

    context: Context
    read_type: _Read
    meet: _Meet

    def read(
        self, id: ModelId, name: Words, pieces: Sequence[Piece]
    ) -> tuple[tuple[Field, ...], Type | None]:
        """The fields of a model, and the type of members that are not named.

        Args:
            id: The model.
            name: What it is called.
            pieces: The schemas that it is made of.
        """
        found: dict[str, list[tuple[Node, Piece]]] = {}
        for piece in pieces:
            for wire, node in piece.members(self.context):
                found.setdefault(wire, []).append((node, piece))
        required = {wire for piece in pieces for wire in keywords.required(piece.value)}
        names = _MemberNames(name, found)
        fields = [
            self._field(wire, stated, wire in required, id, names)
            for wire, stated in found.items()
            if all(node.value is not False for node, _ in stated)
        ]
        return tuple(sorted(fields, key=member_order)), self._extra(id, name, pieces)

    def _field(
        self,
        wire: str,
        stated: Sequence[tuple[Node, Piece]],
        required: bool,
        id: ModelId,
        names: _MemberNames,
    ) -> Field:
        layers = [layer for node, _ in reversed(stated) for layer in self._layers(node)]
        marked = [layer for layer in layers if not layer.keys().isdisjoint(_MARKS)]
        return Field(
            name=words(wire),
            wire=Wire(wire),
            type=self._type(wire, stated, id, names),
            required=required,
            description=_description(layers),
            deprecated=_says(marked, "deprecated"),
            place=stated[-1][0].key_pointer,
            read_only=_says(marked, "readOnly"),
            write_only=_says(marked, "writeOnly"),
            default=_default(marked),
        )

    def _type(
        self, wire: str, stated: Sequence[tuple[Node, Piece]], id: ModelId, names: _MemberNames
    ) -> Type:
        """The type of a member; of several schemas that describe it, what they have in common, else the last one's."""
        if len(stated) > 1:
            saying = [pair for pair in stated if self._says_kind(pair[0])] or stated[-1:]
            distinct = {target: pair for pair in saying if (target := self.context.deref(pair[0]))}
            stated = list(distinct.values()) or stated
        node, piece = stated[-1]
        if len(stated) > 1:
            return self.meet([node for node, _ in stated], names.of(wire, node), id, wire)
        if (known := keywords.at_a_glance(node.value)) is not None:
            return known  # and needs no name
        return self.read_type(node, names.of(wire, node, piece), piece.home or id)

    def _says_kind(self, node: Node) -> bool:
        target = self.context.deref(node)
        return target is not None and keywords.says_kind(target.value)

    def _extra(self, id: ModelId, name: Words, pieces: Sequence[Piece]) -> Type | None:
        found = None
        for piece in pieces:
            if keywords.types_others(piece.value):
                inner = (*(piece.name or name), "value")
                owner = piece.home or id
                found = others(piece.node, inner, partial(self._other, inner, owner))
        return found

    def _other(self, name: Words, owner: ModelId, node: Node) -> Type:
        return self.read_type(node, name, owner)

    # ------------------------------------------------------------ what describes a schema

    def description(self, node: Node) -> Wire:
        """The description beside a `$ref`, else the one of the schema that it refers to."""
        return _description(self._layers(node))

    def deprecated(self, node: Node) -> bool:
        return _says(self._layers(node), "deprecated")

    def default(self, node: Node) -> Default | None:
        """The `default` beside a `$ref`, else the one of the schema that it refers to."""
        return _default(self._layers(node))

    def _layers(self, node: Node, depth: int = 0) -> list[dict[str, Any]]:
        """A schema, what it refers to, the parts of its `allOf`, and what it is unless it is null.

        What stands nearer comes first.
        """
        value = node.value
        if not isinstance(value, dict) or depth > _MAX_DEPTH:
            return []
        if "$ref" not in value and "allOf" not in value:
            beside_null = self._beside_null(node)
            return [value, *(self._layers(beside_null, depth + 1) if beside_null else ())]
        found = [value]
        target = self.context.deref(node)
        if target is not None and target is not node:
            found += self._layers(target, depth + 1)
        elif "allOf" in value:
            parts = sorted(self.context.items(node, "allOf"), key=lambda part: part.ref is not None)
            for part in parts[:_MAX_PARTS]:
                found += self._layers(part, depth + 1)
        return found

    def _beside_null(self, node: Node) -> Node | None:
        """The schema whose only alternative is null."""
        key = next((key for key in keywords.ALTERNATIVES if key in node.value), None)
        if key is None:
            return None
        items = self.context.items(node, key)
        saying = [item for item in items if not keywords.is_only_null(item.value)]
        return saying[0] if len(saying) == 1 else None


class _MemberNames:
    """What the inline types of an object's members are called.

    Args:
        name: The object.
        members: Its members, and the pieces that have them.
    """

    def __init__(self, name: Words, members: Mapping[str, Sequence[tuple[Node, Piece]]]) -> None:
        self._name = name
        self._members = members

    @cached_property
    def _known(self) -> set[tuple[Words, ModelId | None]]:
        return {(words(wire), p.home) for wire, stated in self._members.items() for _, p in stated}

    def of(self, wire: str, node: Node, piece: Piece | None = None) -> Words:
        """The name for a schema; that of a list becomes the singular of it, unless another member has that name."""
        own = words(wire)
        name, home = (self._name, None) if piece is None else (piece.name or self._name, piece.home)
        value = node.value
        if isinstance(value, dict) and "items" in value:
            one = singular(own)
            if one != own and (one, home) in self._known:
                return (*name, *own, "item")
        return (*name, *own)


def others(schema: Node, name: Words, read: Callable[[Node], Type]) -> Type | None:
    """The type of the members that a schema does not name; None when it says nothing of them.

    Args:
        name: What a union is called that is made of several.
    """
    nodes = []
    patterns = schema.get("patternProperties")
    if patterns is not None:
        nodes += [node for _, node in patterns.items() if node.value is not False]
    additional = schema.get("additionalProperties")
    if additional is not None and isinstance(additional.value, dict) and additional.value:
        nodes.append(additional)
    types = [read(node) for node in nodes]
    if len(types) < 2:
        return types[0] if types else None
    variants, null = unions.variants(types, name, {})
    found = variants[0] if len(variants) == 1 else Union(tuple(variants), None, name)
    return unions.or_null(found) if null else found


def _description(layers: Sequence[Mapping[str, Any]]) -> Wire:
    for layer in layers:
        text = layer.get("description")
        if isinstance(text, str) and (stripped := text.strip()):
            return Wire(stripped)
    return _NO_TEXT


def _says(layers: Sequence[Mapping[str, Any]], key: str) -> bool:
    # Nearly every field has no such layer, and `any` takes a while to find that out.
    return bool(layers) and any(layer.get(key) is True for layer in layers)


def _default(layers: Sequence[Mapping[str, Any]]) -> Default | None:
    for layer in layers:
        if "default" in layer:
            return Default(layer["default"])
    return None


def member_order(field: Field) -> tuple[bool, bool, Words, Wire]:
    """`id` first, then required, then optional; alphabetical inside each."""
    return field.name != ("id",), not field.required, field.name, field.wire
