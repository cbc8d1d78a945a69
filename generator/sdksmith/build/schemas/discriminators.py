"""What tells the variants of a union apart (Discriminator Object, OpenAPI 3.1, 4.8.25)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from sdksmith.build.context import Context, scalar
from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.enumerations import constants
from sdksmith.build.schemas.pieces import Piece
from sdksmith.ir import Alias, Discriminator, ModelId, Object, Reference, Type, Union
from sdksmith.load import Node
from sdksmith.records import record
from sdksmith.report import Level
from sdksmith.wire import Wire

_Value: TypeAlias = "str | int | float | bool"
_Key: TypeAlias = "tuple[type, _Value]"
"""A constant with its type, because `True == 1`."""

_USUAL: Final = {name: place for place, name in enumerate(("type", "kind", "object", "event"))}
"""What members that tell variants apart are usually called."""
_MAX_DEPTH: Final = 5


@record
class Alternative:
    """One of the schemas of a `oneOf`, and what became of it."""

    node: Node
    """As it stands there, which may be a `$ref`."""
    type: Type
    name: str | None
    """What the schema is called, if it has a name; the value of the discriminator where nothing else says it."""


@record
class Discriminators:
    """Finds the discriminator of unions.

    Args:
        shapes: The schemas that each model is made of. Grows while schemas are read.
        aliases: The aliases. Grows too.
    """

    context: Context
    shapes: Mapping[ModelId, Sequence[Piece]]
    aliases: Mapping[ModelId, Alias]
    _constants: dict[ModelId, dict[str, tuple[_Value, ...]]] = field(default_factory=dict)

    def find(
        self, holder: Node | None, alternatives: Sequence[Alternative], variants: Sequence[Type]
    ) -> Discriminator | None:
        """What tells the variants apart: what the document says, else a constant that each of them has.

        Args:
            holder: The schema that may have a `discriminator`.
            alternatives: What its variants were made of.
            variants: The variants; those that are no objects are not asked.

        Returns:
            None when there is nothing of the kind, or the document's discriminator does not tell all of them apart.
        """
        objects = {
            variant.model: index
            for index, variant in enumerate(variants)
            if isinstance(variant, Object)
        }
        if len(objects) < 2:
            return None
        stated = property_name(holder)
        if stated is None or holder is None:
            return self._inferred(objects)
        return self._stated(stated, holder, alternatives, objects) or self._inferred(objects)

    def constants(self, model: ModelId) -> dict[str, tuple[_Value, ...]]:
        """The members of a model that only have certain values."""
        if model not in self._constants:
            found: dict[str, tuple[_Value, ...]] = {}
            for piece in self.shapes[model]:
                for wire, node in piece.members(self.context):
                    if values := self._values(node):
                        found[wire] = values
            self._constants[model] = found
        return self._constants[model]

    def _values(self, node: Node, depth: int = 0) -> tuple[_Value, ...]:
        target = self.context.deref(node) if node.ref is not None else node
        if target is None or not isinstance(target.value, dict) or depth > _MAX_DEPTH:
            return ()
        if (found := constants(target.value)) is None:
            parts = target.value.get("allOf")
            if isinstance(parts, list) and len(parts) == 1:
                return self._values(target["allOf"][0], depth + 1)
            return ()
        # Where there is no value, nothing tells the variants apart; where there is one, it does.
        given = [value for value in found if value is not None]
        values = tuple(value for value in given if isinstance(value, str | int | float))
        return values if len(values) == len(given) else ()

    # ------------------------------------------------------------ what the document says

    def _stated(
        self,
        wire: str,
        holder: Node,
        alternatives: Sequence[Alternative],
        objects: Mapping[ModelId, int],
    ) -> Discriminator | None:
        mapped = dict(self._mapped(holder, alternatives, objects))
        named = set(mapped.values())
        for model, index in objects.items():
            if index in named:
                continue
            values = self.constants(model).get(wire) or self._implicit(model, alternatives)
            own = [value for value in values if _key(value) not in mapped]
            if not own:
                return None  # it has none, or another one has it too
            mapped |= {_key(value): index for value in own}
        return _discriminator(wire, mapped)

    def _mapped(
        self, holder: Node, alternatives: Sequence[Alternative], objects: Mapping[ModelId, int]
    ) -> Iterator[tuple[_Key, int]]:
        """What the mappings say: that of the union, and those of the unions that it holds."""
        wire = property_name(holder)
        for alternative in alternatives:
            for value, type in self._nested(alternative.type, wire):
                if isinstance(type, Object) and type.model in objects:
                    yield _key(value), objects[type.model]
        known = {
            target.key: alternative.type
            for alternative in alternatives
            if (target := self.context.deref(alternative.node)) is not None
        }
        for value, node in mapping(self.context, holder):
            target = self.context.deref(node)
            if target is None:
                continue
            found = known.get(target.key)
            if isinstance(found, Object) and found.model in objects:
                yield _key(value), objects[found.model]
            elif found is None:
                self.context.report(
                    "discriminator-mapping",
                    Level.WARNING,
                    f"the mapping of `{value}` leads to a schema that is none of the alternatives",
                    node.pointer,
                    "name the schema among the alternatives, or leave the entry out",
                )

    def _nested(self, type: Type, wire: str | None) -> Iterator[tuple[_Value, Type]]:
        if isinstance(type, Reference) and type.alias in self.aliases:
            type = self.aliases[type.alias].type
        if isinstance(type, Union) and (inner := type.discriminator) is not None:
            for value, index in inner.mapping if inner.wire.text == wire else ():
                yield value.text if isinstance(value, Wire) else value, type.variants[index]

    def _implicit(self, model: ModelId, alternatives: Sequence[Alternative]) -> tuple[_Value, ...]:
        """The name of the variant's schema."""
        return tuple(
            alternative.name
            for alternative in alternatives
            if alternative.type == Object(model) and alternative.name is not None
        )

    # ------------------------------------------------------------ what the variants have

    def _inferred(self, objects: Mapping[ModelId, int]) -> Discriminator | None:
        first, *others = objects
        candidates = {
            wire: values
            for wire, values in self.constants(first).items()
            if all(wire in self.constants(model) for model in others)
            and all(self._requires(model, wire) for model in objects)
        }
        for wire in sorted(candidates, key=lambda wire: (_USUAL.get(wire, len(_USUAL)), wire)):
            pairs = [
                (_key(value), index)
                for model, index in objects.items()
                for value in self.constants(model)[wire]
            ]
            if len(dict(pairs)) == len(pairs):
                return _discriminator(wire, dict(pairs))
        return None

    def _requires(self, model: ModelId, wire: str) -> bool:
        return any(wire in keywords.required(piece.value) for piece in self.shapes[model])


def property_name(schema: Node | None) -> str | None:
    """The member that a `discriminator` names (2.0 writes nothing but its name)."""
    found = scalar(schema, "discriminator") if schema is not None else None
    if isinstance(found, dict):
        found = found.get("propertyName")
    return found if isinstance(found, str) and found else None


def mapping(context: Context, schema: Node) -> Iterator[tuple[str, Node]]:
    """The entries of a `discriminator`'s mapping, as nodes with a `$ref`.

    An entry is a reference, or the name of a component.
    """
    holder = schema.get("discriminator")
    entries = holder.get("mapping") if holder is not None else None
    if entries is None:
        return
    components = scalar(context.root, "components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    for value, entry in entries.items():
        if not isinstance(entry.value, str):
            continue
        if isinstance(schemas, dict) and entry.value in schemas:
            yield value, context.root["components"]["schemas"][entry.value]
        else:
            yield value, Node(entry.loader, entry.document, entry.path, {"$ref": entry.value})


def reference_name(node: Node) -> str | None:
    """The last step of a `$ref`, without the ending of a file's name; None when there is no `$ref`."""
    if node.ref is None:
        return None
    file, _, fragment = node.ref.partition("#")
    if not fragment:
        return PurePosixPath(file).stem
    return fragment.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def _key(value: Any) -> _Key:
    return type(value), value


def _discriminator(wire: str, mapping: Mapping[_Key, int]) -> Discriminator:
    return Discriminator(
        Wire(wire),
        tuple(
            (Wire(value) if isinstance(value, str) else value, index)
            for (_, value), index in mapping.items()
        ),
    )
