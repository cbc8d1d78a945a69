"""What the types of an API hold, found in one walk over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sdksmith.ir import (
    Api,
    Array,
    Dictionary,
    Enumeration,
    Kind,
    Method,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    walk,
)
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire


class Survey:
    """
    Attributes:
        inside: For each model and alias the ones that it names itself.
        users: How many models, aliases and methods name each of them.
        sided: The models and aliases that are something else in a request than in a response, because somewhere inside
            of them is a member that only one of both has, or a file.
        tags: For each model the members that unions tell it by from their other variants, each with the values that
            lead to it.
    """

    def __init__(self, api: Api) -> None:
        self.inside: dict[ModelId, Sequence[ModelId]] = {}
        self.users: Counter[ModelId] = Counter()
        self._unions: dict[int, Union] = {}
        direct: set[ModelId] = set()
        # `Api.models` has no order.
        for _, model in sorted(api.models.items()):
            held: list[ModelId] = []
            is_sided = False
            for field in model.fields:
                is_sided = self._look(field.type, held) or is_sided
                is_sided = is_sided or field.read_only or field.write_only
            if model.extra is not None:
                is_sided = self._look(model.extra, held) or is_sided
            self.inside[model.id] = held
            if is_sided:
                direct.add(model.id)
        for _, alias in sorted(api.aliases.items()):
            held = []
            if self._look(alias.type, held):
                direct.add(alias.id)
            self.inside[alias.id] = held
        for _, resource in walk(api.resources):
            for method in resource.methods:
                held = []
                for type in used(method):
                    self._look(type, held)
                self.users.update(set(held))
        if api.webhooks is not None:
            self._look(api.webhooks.event, [])
            for webhook in api.webhooks.webhooks:
                self._look(webhook.type, [])
        for each in self.inside.values():
            self.users.update(set(each))
        self.sided = _reached(direct, self.inside)
        self.tags: Mapping[ModelId, Mapping[Wire, Sequence[Wire | int | float | bool]]]
        self.tags = self._tags(Shapes(api.models, api.aliases))

    def _look(self, type: Type, held: list[ModelId]) -> bool:
        """Note what a type holds.

        Returns:
            Whether there is a file among it.
        """
        match type:
            case Scalar(kind):
                return kind is Kind.BINARY
            case Object(inner) | Reference(inner):
                held.append(inner)
                return False
            case Enumeration() | Unknown():
                return False
            case Nullable(type) | Array(type) | Dictionary(type):
                return self._look(type, held)
            case Tuple(items, rest):
                found = [self._look(item, held) for item in items]
                return any(found) or (rest is not None and self._look(rest, held))
            case Union(variants):
                if type.discriminator is not None:
                    self._unions[id(type)] = type
                found = [self._look(variant, held) for variant in variants]
                return any(found)

    def _tags(self, shapes: Shapes) -> dict[ModelId, dict[Wire, list[Wire | int | float | bool]]]:
        found: dict[ModelId, dict[Wire, list[Wire | int | float | bool]]] = {}
        for union in self._unions.values():
            assert union.discriminator is not None
            wire = union.discriminator.wire
            for value, index in union.discriminator.mapping:
                for variant in shapes.variants(union.variants[index]):
                    if isinstance(variant, Object):
                        values = found.setdefault(variant.model, {}).setdefault(wire, [])
                        if not any(_is_same(value, other) for other in values):
                            values.append(value)
        return found


def used(method: Method) -> Iterator[Type]:
    """The types of what a method takes and gives."""
    for parameter in method.parameters:
        yield parameter.type
    if method.response is not None:
        yield method.response.type
    if method.stream is not None:
        yield method.stream.event
    if method.pagination is not None:
        yield method.pagination.item


def _reached(
    found: set[ModelId], inside: Mapping[ModelId, Sequence[ModelId]]
) -> frozenset[ModelId]:
    """What holds any of those found, directly or inside others, and those themselves."""
    if not found:
        return frozenset()
    users: dict[ModelId, list[ModelId]] = {}
    for id, held in inside.items():
        for inner in held:
            users.setdefault(inner, []).append(id)
    waiting = list(found)
    while waiting:
        for user in users.get(waiting.pop(), ()):
            if user not in found:
                found.add(user)
                waiting.append(user)
    return frozenset(found)


def _is_same(value: Wire | float, other: Wire | float) -> bool:
    """Whether both are one JSON value: `true` is not 1."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)
