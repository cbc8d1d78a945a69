"""Which models are needed, by whom, and beside which resource they live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sdksmith.build.schemas import Schemas
from sdksmith.ir import Method, Model, ModelId, Type, referenced
from sdksmith.names import Words

ResourcePath: TypeAlias = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The models that methods reach."""

    models: Mapping[ModelId, Model]
    by_resource: Mapping[ResourcePath, tuple[ModelId, ...]]
    """For each resource its models in the order of their names; those of no single one at the empty path."""


def place(
    schemas: Schemas,
    methods: Mapping[ResourcePath, Sequence[Method]],
    pinned: Mapping[ModelId, ResourcePath],
) -> Placed:
    """Find the models that methods reach, and give each a resource.

    A model belongs to the resource that the configuration says, else to the one that all of its uses have in common. An
    inline model belongs where the model in which it stands belongs.
    """
    sent: set[ModelId] = set()
    received: set[ModelId] = set()
    users: dict[ModelId, ResourcePath] = {}
    for path, group in methods.items():
        for method in group:
            requests = [parameter.type for parameter in method.parameters]
            answers = [method.response.type] if method.response is not None else []
            for types, side in ((requests, sent), (answers, received)):
                for id in _reach(types, schemas.models):
                    side.add(id)
                    users[id] = _common(users[id], path) if id in users else path
    owners = {id: _owner(id, schemas, users, pinned) for id in users}
    by_resource: dict[ResourcePath, list[ModelId]] = {}
    for id in sorted(owners, key=lambda id: (schemas.models[id].name, id)):
        by_resource.setdefault(owners[id], []).append(id)
    return Placed(
        models={
            id: replace(schemas.models[id], sent=id in sent, received=id in received)
            for id in users
        },
        by_resource={path: tuple(ids) for path, ids in by_resource.items()},
    )


def _owner(
    id: ModelId,
    schemas: Schemas,
    users: Mapping[ModelId, ResourcePath],
    pinned: Mapping[ModelId, ResourcePath],
) -> ResourcePath:
    while id not in pinned and schemas.parents.get(id) in users:
        id = schemas.parents[id]
    return pinned.get(id, users[id])


def _common(one: ResourcePath, other: ResourcePath) -> ResourcePath:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]


def _reach(types: Sequence[Type], models: Mapping[ModelId, Model]) -> set[ModelId]:
    """The models that the types hold, directly or inside other models."""
    found: set[ModelId] = set()
    waiting = [id for type in types for id in referenced(type)]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += [inner for field in models[id].fields for inner in referenced(field.type)]
    return found
