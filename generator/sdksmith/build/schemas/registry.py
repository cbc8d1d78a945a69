"""The models and aliases that are found while schemas are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sdksmith.build.context import scalar, text
from sdksmith.build.schemas import unions
from sdksmith.build.schemas.pieces import Key, Piece, model_id
from sdksmith.build.schemas.variant_names import joined
from sdksmith.ir import Alias, Model, ModelId, Object, Reference, Type, Union, without_null
from sdksmith.load import Node
from sdksmith.names import Words, words
from sdksmith.records import record

_ANNOTATIONS = frozenset(
    ("default", "description", "example", "examples", "nullable", "title", "type", "x-nullable")
)
"""Keywords that change nothing in the members of an object; `type` only says once more that it is one."""
_UNNAMED = frozenset(("properties", "items", "$defs", "definitions"))
"""Steps of a path into a schema that say nothing of what stands there."""


@record
class Whole:
    """Something that may become a model or an alias."""

    name: Words
    node: Node
    """Where it stands, for its description and for findings."""
    mark: ModelId = ""
    """Its id, if that is not only up to its name and what it says."""

    @property
    def id(self) -> ModelId:
        return self.mark or model_id(self.node.key)


class Registry:
    """Collects models and aliases.

    Args:
        names: Names of schemas that the configuration or `components.schemas` give, by `Node.key`.
    """

    def __init__(self, names: Mapping[Key, Words]) -> None:
        self.models: dict[ModelId, Model] = {}
        self.aliases: dict[ModelId, Alias] = {}
        self.parents: dict[ModelId, ModelId] = {}
        """For each inline model or alias the one inside which it stands."""
        self.shapes: dict[ModelId, tuple[Piece, ...]] = {}
        """The pieces of every model."""
        self.named: set[ModelId] = set()
        """Those that are called the same wherever they are used."""
        self.waiting: list[Whole] = []
        """Models whose fields are not read yet. Reading them later keeps long chains of models off the call stack."""
        self.owner: ModelId | None = None
        """The named schema or the model in which the schema stands that is being read."""
        self._inline: dict[Words, list[tuple[Node, ModelId]]] = {}
        """The inline schemas of each name."""
        self._names = names
        self._taken = frozenset(names.values())

    def name(self, schema: Node) -> Words | None:
        """The name that a schema has wherever it is used, if the document or the configuration gives it one."""
        return self._names.get(schema.key)

    def called(self, target: Node) -> Words:
        """What a referenced schema is called: as a component, else by its place in one, else as its file."""
        if (own := self._names.get(target.key)) is not None:
            return own
        path = target.path
        for length in range(len(path) - 1, 1, -1):
            above = self._names.get((target.document.path, path[:length]))
            if above is not None:
                steps = [str(step) for step in path[length:] if step not in _UNNAMED]
                return joined(above, tuple(word for step in steps for word in words(step)))
        return words(str(path[-1]) if path else target.document.path.stem)

    def model(self, whole: Whole, pieces: Sequence[Piece]) -> Object:
        id = self._same(whole)
        if id not in self.shapes:
            self._place(id)
            self.shapes[id] = tuple(pieces)
            self.waiting.append(Whole(self._distinct(whole, "object"), whole.node, id))
        return Object(id)

    def alias(self, type: Type, whole: Whole) -> Type:
        """The alias of a type, which may be null all the same."""
        id = self._same(whole)
        inner = without_null(type)
        if id not in self.aliases:
            self._place(id)
            self.aliases[id] = Alias(
                id=id,
                name=self._distinct(whole, "union"),
                description=text(whole.node, "description"),
                type=inner,
                sent=False,
                received=False,
                place=whole.node.pointer,
                deprecated=scalar(whole.node, "deprecated") is True,
                named=id in self.named,
            )
        return Reference(id) if inner is type else unions.or_null(Reference(id))

    def worth_a_name(self, type: Type, whole: Whole) -> Type:
        """An alias for an inline union of objects; any other type as it is."""
        inner = without_null(type)
        if isinstance(inner, Union) and (
            inner.discriminator is not None
            or sum(isinstance(variant, Object) for variant in inner.variants) > 1
        ):
            return self.alias(type, whole)
        return type

    def _same(self, whole: Whole) -> ModelId:
        """Its id, or that of an inline schema that has the same name and says the same.

        Operations and lists often repeat a schema word for word; what would be called the same is the same then.
        """
        if whole.mark:
            return whole.mark
        node = whole.node
        known = self._inline.setdefault(whole.name, [])
        for other, id in known:
            if node.document is other.document and (
                node.path == other.path or _meaning(node) == _meaning(other)
            ):
                return id
        id = model_id(node.key)
        known.append((node, id))
        return id

    def _place(self, id: ModelId) -> None:
        if self.owner is not None and self.owner != id:
            self.parents.setdefault(id, self.owner)

    def _distinct(self, whole: Whole, kind: str) -> Words:
        """Its name; an inline schema gives way to the one that has the name by right."""
        if whole.name in self._taken and self._names.get(whole.node.key) != whole.name:
            return (*whole.name, kind)
        return whole.name


def _meaning(schema: Node) -> dict[str, Any]:
    """What a schema says, without what describes it."""
    value: dict[str, Any] = schema.value
    return {key: member for key, member in value.items() if key not in _ANNOTATIONS}
