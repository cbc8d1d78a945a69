"""Which types hold a value that Python writes in another way than the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from sdksmith.flavors.python import scope
from sdksmith.ir import Alias, Field, Kind, Model, ModelId, Scalar, Type, leaves, referenced

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
    found = (leaf for type in types for leaf in leaves(type))
    return any(isinstance(leaf, Scalar) and leaf.kind in kinds for leaf in found)


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
