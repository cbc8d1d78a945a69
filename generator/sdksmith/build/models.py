"""Which models and aliases are needed, by whom, and beside which resource they live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from sdksmith.build.schemas.schemas import Schemas
from sdksmith.ir import Alias, Method, Model, ModelId, Type, Webhooks, referenced
from sdksmith.names import Words
from sdksmith.records import record

ResourcePath: TypeAlias = tuple[Words, ...]

WEBHOOKS: ResourcePath = (("webhooks",),)
"""Where the types live that only webhooks have, whether there is a resource of that name or not."""


@record
class Placed:
    """The models and aliases that an API needs."""

    models: Mapping[ModelId, Model]
    aliases: Mapping[ModelId, Alias]
    models_of: Mapping[ResourcePath, tuple[ModelId, ...]]
    """For each resource its models in the order of their names; those of no single one at the empty path."""
    aliases_of: Mapping[ResourcePath, tuple[ModelId, ...]]


def place(
    schemas: Schemas,
    methods: Mapping[ResourcePath, Sequence[Method]],
    webhooks: Webhooks | None,
    pinned: Mapping[ModelId, ResourcePath],
) -> Placed:
    """Find the models and aliases that methods and webhooks reach, and give each a resource.

    It belongs to the resource that the configuration says, else to the one that all of its uses have in common. What
    stands inline belongs where the model belongs in which it stands.
    """
    reach = _Reach(schemas)
    for path, group in methods.items():
        for method in group:
            reach.add(_requests(method), path, reach.sent)
            reach.add(_answers(method), path, reach.received)
    if webhooks is not None:
        types = [webhooks.event, *(webhook.type for webhook in webhooks.webhooks)]
        reach.add(types, WEBHOOKS, reach.received)
    users = reach.users
    owners = {id: _owner(id, schemas, users, pinned) for id in users}
    models = {
        id: replace(model, sent=id in reach.sent, received=id in reach.received)
        for id in users
        if (model := schemas.models.get(id)) is not None
    }
    aliases = {
        id: replace(alias, sent=id in reach.sent, received=id in reach.received)
        for id in users
        if (alias := schemas.aliases.get(id)) is not None
    }
    return Placed(models, aliases, _by_resource(models, owners), _by_resource(aliases, owners))


def _requests(method: Method) -> Iterator[Type]:
    for parameter in method.parameters:
        yield parameter.type


def _answers(method: Method) -> Iterator[Type]:
    if method.response is not None:
        yield method.response.type
        for header in method.response.headers:
            yield header.type
    for error in method.errors:
        yield error.type
        for header in error.headers:
            yield header.type
    if method.stream is not None:
        yield method.stream.event
    if method.pagination is not None:
        yield method.pagination.item


class _Reach:
    """What is reached, in which direction and by whom."""

    def __init__(self, schemas: Schemas) -> None:
        self.sent: set[ModelId] = set()
        self.received: set[ModelId] = set()
        self.users: dict[ModelId, ResourcePath] = {}
        self._schemas = schemas
        self._known: dict[tuple[ModelId, bool], tuple[ModelId, ...]] = {}

    def add(
        self, types: Iterator[Type] | Sequence[Type], path: ResourcePath, side: set[ModelId]
    ) -> None:
        """Everything that types hold, directly or inside others.

        Members that only the other direction has are not followed.
        """
        found: set[ModelId] = set()
        waiting = [id for type in types for id in referenced(type)]
        while waiting:
            id = waiting.pop()
            if id not in found:
                found.add(id)
                waiting += self._inside(id, side is self.sent)
        side |= found
        for id in found:
            self.users[id] = _common(self.users[id], path) if id in self.users else path

    def _inside(self, id: ModelId, sent: bool) -> tuple[ModelId, ...]:
        if (id, sent) not in self._known:
            self._known[id, sent] = tuple(
                inner for type in self._types(id, sent) for inner in referenced(type)
            )
        return self._known[id, sent]

    def _types(self, id: ModelId, sent: bool) -> Iterator[Type]:
        if (alias := self._schemas.aliases.get(id)) is not None:
            yield alias.type
            return
        model = self._schemas.models[id]
        for field in model.fields:
            if not (field.read_only if sent else field.write_only):
                yield field.type
        if model.extra is not None:
            yield model.extra


def _by_resource(
    things: Mapping[ModelId, Model] | Mapping[ModelId, Alias],
    owners: Mapping[ModelId, ResourcePath],
) -> Mapping[ResourcePath, tuple[ModelId, ...]]:
    found: dict[ResourcePath, list[ModelId]] = {}
    for id in sorted(things, key=lambda id: (things[id].name, id)):
        found.setdefault(owners[id], []).append(id)
    return {path: tuple(ids) for path, ids in found.items()}


def _owner(
    id: ModelId,
    schemas: Schemas,
    users: Mapping[ModelId, ResourcePath],
    pinned: Mapping[ModelId, ResourcePath],
) -> ResourcePath:
    seen = {id}
    while id not in pinned:
        above = schemas.parents.get(id)
        if above is None or above in seen or above not in users:
            break
        id = above
        seen.add(id)
    return pinned.get(id, users[id])


def _common(one: ResourcePath, other: ResourcePath) -> ResourcePath:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]
