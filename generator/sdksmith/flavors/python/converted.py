"""Which types hold a value that Python writes in another way than the wire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import assert_never

from sdksmith.flavors.python import scope
from sdksmith.ir import (
    Alias,
    Array,
    Dictionary,
    Enumeration,
    Field,
    Kind,
    Model,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    referenced,
)

_TIMES = {Kind.DATE, Kind.DATE_TIME}
_BYTES = {Kind.BASE64}


def fields(model: Model) -> dict[str, Field]:
    """The members of a model by their Python names."""
    return scope.fields(model.fields)[0]


def encoded(models: Iterable[Model], aliases: Iterable[Alias]) -> set[ModelId]:
    """The models and aliases that have a name that differs in Python or bytes, and those that hold one of them."""
    holders: dict[ModelId, list[ModelId]] = {}
    found: list[ModelId] = []
    for model in models:
        sent = {n: f for n, f in fields(model).items() if not f.read_only}
        types = [field.type for field in sent.values()]
        if model.extra is not None:
            types.append(model.extra)
        if any(name != field.wire.text for name, field in sent.items()) or _holds(types, _BYTES):
            found.append(model.id)
        for inner in (id for type in types for id in referenced(type)):
            holders.setdefault(inner, []).append(model.id)
    for alias in aliases:
        if _holds([alias.type], _BYTES):
            found.append(alias.id)
        for inner in referenced(alias.type):
            holders.setdefault(inner, []).append(alias.id)
    return _with_holders(found, holders)


def decoded(aliases: Mapping[ModelId, Alias]) -> set[ModelId]:
    """The aliases that hold a model or a date, and those that hold one of them."""
    holders: dict[ModelId, list[ModelId]] = {}
    found: list[ModelId] = []
    for alias in aliases.values():
        if _holds([alias.type], _TIMES) or any(id not in aliases for id in referenced(alias.type)):
            found.append(alias.id)
        for inner in referenced(alias.type):
            holders.setdefault(inner, []).append(alias.id)
    return _with_holders(found, holders)


def _holds(types: Sequence[Type], kinds: Set[Kind]) -> bool:
    """Whether one of the scalars in the types is of one of these kinds."""
    return any(kind in kinds for type in types for kind in _kinds(type))


def _kinds(type: Type) -> Iterator[Kind]:
    match type:
        case Scalar(kind):
            yield kind
        case Nullable(inner) | Array(inner) | Dictionary(inner):
            yield from _kinds(inner)
        case Tuple(items, rest):
            for item in (*items, *((rest,) if rest is not None else ())):
                yield from _kinds(item)
        case Union(variants):
            for variant in variants:
                yield from _kinds(variant)
        case Enumeration() | Unknown() | Object() | Reference():
            pass
        case _:
            assert_never(type)


def _with_holders(
    found: list[ModelId], holders: Mapping[ModelId, Sequence[ModelId]]
) -> set[ModelId]:
    """These models and aliases, and all that hold one of them."""
    result: set[ModelId] = set()
    while found:
        id = found.pop()
        if id not in result:
            result.add(id)
            found += holders.get(id, ())
    return result
