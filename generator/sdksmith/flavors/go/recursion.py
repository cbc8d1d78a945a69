"""What holds itself: a struct that does so by value has no finite size, and an alias that does so is no alias in Go."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property
from typing import Final

from sdksmith.cycles import cycles
from sdksmith.flavors.go.collapse import Choice, Collapse
from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Api,
    Array,
    Dictionary,
    Enumeration,
    Field,
    Model,
    ModelId,
    Nullable,
    Object,
    Reference,
    Tuple,
    Type,
    Union,
)

_MAY_BE_OBJECT: Final = (Object, Reference, Nullable, Union)


class Recursion:
    """
    Args:
        api: Whose models and aliases these are.
        collapse: What unions are in Go.
    """

    def __init__(self, api: Api, collapse: Collapse) -> None:
        self._api = api
        self._collapse = collapse

    def boxed(self, model: Model, field: Field, side: Side) -> bool:
        """Whether a field has to be a pointer."""
        group = self._groups[side].get(model.id)
        return group is not None and self._held(field.type, side) in group

    def is_recursive(self, alias: ModelId, side: Side) -> bool:
        """Whether an alias holds itself, and no object or union between."""
        return alias in self._recursive[side]

    @cached_property
    def _groups(self) -> dict[Side, dict[ModelId, Set[ModelId]]]:
        """The objects that hold themselves, each with those that it holds and that hold it."""
        found: dict[Side, dict[ModelId, Set[ModelId]]] = {}
        for side in Side:
            held = {m.id: list(self._inside(m, side)) for m in self._api.models.values()}
            own = {id: {id} for id, inner in held.items() if id in inner}
            found[side] = {**own, **cycles(held)}
        return found

    def _inside(self, model: Model, side: Side) -> Iterator[ModelId]:
        """The objects that one holds by value."""
        for field in model.fields:
            hidden = field.read_only if side is Side.REQUEST else field.write_only
            if not hidden and (held := self._held(field.type, side)) is not None:
                yield held

    def _held(self, type: Type, side: Side) -> ModelId | None:
        """The object that a field of the type is."""
        if not isinstance(type, _MAY_BE_OBJECT):
            return None
        plain = self._collapse.plain(type, side)
        return plain.model if isinstance(plain, Object) else None

    @cached_property
    def _recursive(self) -> dict[Side, Set[ModelId]]:
        found: dict[Side, Set[ModelId]] = {}
        for side in Side:
            needed = {id: set(self._aliases(id, side)) for id in self._api.aliases}
            own = {id for id, inner in needed.items() if id in inner}
            found[side] = own | cycles(needed).keys()
        return found

    def _aliases(self, id: ModelId, side: Side) -> Iterator[ModelId]:
        """The aliases that one stands for a list or map of."""
        top = self._collapse.alias(id, side)
        waiting: list[Type] = [] if isinstance(top, Choice | Enumeration) else [top]
        while waiting:
            match waiting.pop():
                case Nullable(inner) | Array(inner) | Dictionary(inner):
                    waiting.append(inner)
                case Tuple(items, rest):
                    waiting += items if rest is None else (*items, rest)
                case Union() as union:
                    collapsed = self._collapse.union(union, side)
                    waiting += () if isinstance(collapsed, Choice) else (collapsed,)
                case Reference(other):
                    yield other
                case _:
                    pass
