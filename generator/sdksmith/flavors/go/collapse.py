"""Unions as Go sees them: variants of one Go type are one variant, and a union of one variant is no union.

An identifier, a decimal number and any other text are all `string`; an enumeration is open, so that it stands for
plain text beside it, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from math import inf
from typing import assert_never

from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Alias,
    Array,
    Dictionary,
    Enumeration,
    EnumMember,
    Kind,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
)
from sdksmith.names import Words
from sdksmith.records import record
from sdksmith.wire import Wire

_LARGEST = 2**63 - 1


class Group(Enum):
    """What a variant is in JSON, and in Go."""

    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    TEXT = auto()
    TIME = auto()
    BYTES = auto()
    FILE = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    ARRAY = auto()
    MAP = auto()
    OBJECT = auto()
    UNION = auto()
    ANY = auto()


_GROUPS = {
    Kind.STRING: Group.TEXT,
    Kind.TIME: Group.TEXT,
    Kind.UUID: Group.TEXT,
    Kind.DECIMAL: Group.TEXT,
    Kind.DATE: Group.TIME,
    Kind.DATE_TIME: Group.TIME,
    Kind.BASE64: Group.BYTES,
    Kind.BINARY: Group.FILE,
    Kind.INTEGER: Group.NUMBER,
    Kind.NUMBER: Group.NUMBER,
    Kind.BOOLEAN: Group.BOOLEAN,
    Kind.NULL: Group.ANY,
}
_OF_CONSTANTS = {
    Kind.STRING: Group.TEXT,
    Kind.INTEGER: Group.NUMBER,
    Kind.NUMBER: Group.NUMBER,
    Kind.BOOLEAN: Group.BOOLEAN,
}
_TEXT = Scalar(Kind.STRING)


@record
class Choice:
    """A union that stays one.

    Args:
        variants: At least two, no two of which are of one Go type.
        merged: For each variant of the document which of these it is.
    """

    variants: tuple[Type, ...]
    merged: tuple[int, ...]


def constant_kind(enumeration: Enumeration) -> Kind | None:
    """The kind of all members; None when they are of several."""
    if {type(member.value) for member in enumeration.members} == {Wire}:  # nearly always
        return Kind.STRING
    kinds = {_kind(member.value) for member in enumeration.members} - {Kind.NULL}
    if kinds == {Kind.INTEGER, Kind.NUMBER}:
        return Kind.NUMBER
    return kinds.pop() if len(kinds) == 1 else None


def _kind(value: Wire | float | bool | None) -> Kind:
    match value:
        case None:
            return Kind.NULL
        case Wire():
            return Kind.STRING
        case bool():
            return Kind.BOOLEAN
        case int():
            return Kind.INTEGER if -_LARGEST - 1 <= value <= _LARGEST else Kind.NUMBER
        case float():
            return Kind.NUMBER


class Collapse:
    """Decides what unions are in Go.

    Args:
        aliases: All aliases by their id.
    """

    def __init__(self, aliases: Mapping[ModelId, Alias]) -> None:
        self._aliases = aliases
        self._known: dict[tuple[int, Side], tuple[Union, Type | Choice]] = {}
        self._holding: dict[ModelId, bool] = {}
        self._open: set[int] = set()

    def union(self, union: Union, side: Side) -> Type | Choice:
        """What a union is: a choice, or the type that all of its variants come to.

        Args:
            side: Who writes it; a file is text in a response.
        """
        key = id(union), side
        if key not in self._known:
            self._open.add(id(union))
            # The union is kept, so that no other one gets its identity.
            self._known[key] = union, self._decide(union, side)
            self._open.discard(id(union))
        return self._known[key][1]

    def alias(self, id: ModelId, side: Side) -> Type | Choice:
        """What an alias stands for, null aside."""
        type = self._aliases[id].type
        while isinstance(type, Nullable):
            type = type.inner
        return self.union(type, side) if isinstance(type, Union) else type

    def group(self, type: Type, side: Side) -> Group:
        return self._group(self.plain(type, side), side)

    def plain(self, type: Type, side: Side) -> Type:
        """The type behind names and unions that Go has no type of its own for."""
        seen: set[ModelId] = set()
        while True:
            match type:
                case Nullable(inner):
                    type = inner
                case Reference(alias) if alias not in seen:
                    seen.add(alias)
                    found = self._aliases[alias].type
                    while isinstance(found, Nullable):
                        found = found.inner
                    if isinstance(found, Enumeration) or self._holds_itself(alias):
                        return type
                    if isinstance(found, Union) and id(found) in self._open:
                        return type
                    if isinstance(found, Union):
                        collapsed = self.union(found, side)
                        if isinstance(collapsed, Choice | Enumeration):
                            return type
                        found = collapsed
                    type = found
                case Union() if id(type) not in self._open:
                    collapsed = self.union(type, side)
                    if isinstance(collapsed, Choice):
                        return type
                    type = collapsed
                case _:
                    return type

    def enumeration(self, type: Type, side: Side) -> Enumeration | None:
        """The enumeration that a plain type is, by its own name or an alias's."""
        if isinstance(type, Reference):
            found = self._aliases[type.alias].type
            while isinstance(found, Nullable):
                found = found.inner
            if isinstance(found, Union):
                if id(found) in self._open:
                    return None
                collapsed = self.union(found, side)
                return collapsed if isinstance(collapsed, Enumeration) else None
            return found if isinstance(found, Enumeration) else None
        return type if isinstance(type, Enumeration) else None

    def _holds_itself(self, id: ModelId) -> bool:
        """Whether an alias stands for a list or map of itself, and no object or union between."""
        if id not in self._holding:
            seen: set[ModelId] = set()
            waiting = [self._aliases[id].type]
            while waiting:
                match waiting.pop():
                    case Nullable(inner) | Array(inner) | Dictionary(inner):
                        waiting.append(inner)
                    case Tuple(items, rest):
                        waiting += items if rest is None else (*items, rest)
                    case Reference(other) if other not in seen:
                        seen.add(other)
                        waiting.append(self._aliases[other].type)
                    case _:
                        pass
            self._holding[id] = id in seen
        return self._holding[id]

    def _group(self, type: Type, side: Side) -> Group:
        enumeration = self.enumeration(type, side)
        if enumeration is not None:
            kind = constant_kind(enumeration)
            return Group.ANY if kind is None else _OF_CONSTANTS[kind]
        match type:
            case Scalar(Kind.BINARY):
                return Group.FILE if side is Side.REQUEST else Group.TEXT
            case Scalar(kind):
                return _GROUPS[kind]
            case Unknown():
                return Group.ANY
            case Nullable(inner):
                return self._group(inner, side)
            case Array() | Tuple():
                return Group.ARRAY
            case Dictionary():
                return Group.MAP
            case Object():
                return Group.OBJECT
            case Reference(id):
                found = self._aliases[id].type
                return Group.UNION if isinstance(found, Union) else self._group(found, side)
            case Union():
                return Group.UNION
            case Enumeration():
                return Group.ANY
            case _:
                assert_never(type)

    def _decide(self, union: Union, side: Side) -> Type | Choice:
        variants = [self.plain(variant, side) for variant in union.variants]
        groups = [self._group(variant, side) for variant in variants]
        if Group.ANY in groups:
            return Unknown()
        groups = _without_doubt(variants, groups)
        found: dict[object, list[Type]] = {}
        for variant, group in zip(variants, groups, strict=True):
            found.setdefault(_key(variant, group), []).append(variant)
        keys = list(found)
        merged = tuple(
            self._merged(group, union.name, side, alone=len(found) == 1) for group in found.values()
        )
        if len(merged) == 1:
            return merged[0]
        indexes = (
            keys.index(_key(variant, group))
            for variant, group in zip(variants, groups, strict=True)
        )
        return Choice(merged, tuple(indexes))

    def _merged(self, variants: Sequence[Type], name: Words, side: Side, *, alone: bool) -> Type:
        """The type of variants of one group."""
        first = variants[0]
        if len(variants) == 1:
            return first
        enumerations = [
            (variant, found)
            for variant in variants
            if (found := self.enumeration(variant, side)) is not None
        ]
        scalars = [variant for variant in variants if isinstance(variant, Scalar)]
        if not enumerations:
            if len(scalars) < len(variants):  # the same object or list again
                return first
            kinds = {scalar.kind for scalar in scalars}
            if kinds <= {Kind.INTEGER, Kind.NUMBER}:
                return Scalar(Kind.NUMBER if Kind.NUMBER in kinds else Kind.INTEGER)
            return first if len(kinds) == 1 else _TEXT
        kinds_ = {constant_kind(found) for _, found in enumerations}
        if len(kinds_) > 1 or (Scalar(Kind.NUMBER) in scalars and kinds_ != {Kind.NUMBER}):
            return Scalar(Kind.NUMBER)
        only, _ = enumerations[0]
        if len(enumerations) == 1 and isinstance(only, Reference):
            return only
        if len(enumerations) == 1 and not alone:
            return only
        members = {m.value: m for _, found in enumerations for m in found.members}
        return Enumeration(name if alone else (*name, "enum"), tuple(members.values()))


def _without_doubt(variants: Sequence[Type], groups: Sequence[Group]) -> list[Group]:
    """Of times of two forms, and of bytes beside text, nobody knows which one a text is."""
    times = {v for v, g in zip(variants, groups, strict=True) if g is Group.TIME}
    doubtful = set()
    if len(times) > 1:
        doubtful.add(Group.TIME)
    if {Group.TEXT, Group.TIME} & set(groups):
        doubtful.add(Group.BYTES)
    return [Group.TEXT if group in doubtful else group for group in groups]


def _key(variant: Type, group: Group) -> object:
    """What variants of one Go type have in common."""
    match group:
        case Group.TEXT | Group.NUMBER | Group.BOOLEAN | Group.TIME | Group.BYTES | Group.FILE:
            return group
        case _:
            return variant


def members(enumeration: Enumeration) -> Iterator[EnumMember]:
    """The members that are a constant, each value once."""
    is_number = constant_kind(enumeration) is Kind.NUMBER
    seen: set[tuple[type, object]] = set()
    for member in enumeration.members:
        value = member.value
        if is_number and isinstance(value, int):
            value = nearest(value)
        key = (bool if isinstance(value, bool) else object, value)
        if value is not None and key not in seen:
            seen.add(key)
            yield member


def nearest(value: int) -> float:
    """What a large integer is as `float64`, where it may be the same as another one."""
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf
