"""What two types have in common, for schemas that hold together (`allOf`)."""

from __future__ import annotations

from sdksmith.ir import (
    Array,
    Dictionary,
    Enumeration,
    EnumMember,
    Kind,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    without_null,
)
from sdksmith.wire import Wire

_TEXTS = frozenset(
    (
        Kind.STRING,
        Kind.DATE,
        Kind.DATE_TIME,
        Kind.TIME,
        Kind.UUID,
        Kind.DECIMAL,
        Kind.BASE64,
        Kind.BINARY,
    )
)


def meet(first: Type, second: Type) -> Type | None:
    """The more precise of two types, or what is precise in each of them.

    Returns:
        None when no value is of both.
    """
    if first == second or isinstance(second, Unknown):
        return first
    if isinstance(first, Unknown):
        return second
    if isinstance(first, Nullable) or isinstance(second, Nullable):
        return _nullable(first, second)
    if isinstance(first, Union):
        return _some(first, second)
    if isinstance(second, Union):
        return _some(second, first)
    if isinstance(first, Reference | Object) or isinstance(second, Reference | Object):
        return _named(first, second)
    match first, second:
        case Scalar(one), Scalar(other):
            kind = _scalar(one, other) or _scalar(other, one)
            return Scalar(kind) if kind is not None else None
        case (Enumeration() as enumeration, other) | (other, Enumeration() as enumeration):
            return _values(enumeration, other)
        case Dictionary(one), Dictionary(other):
            inner = meet(one, other)
            return Dictionary(inner) if inner is not None else None
        case (Tuple() as precise, Array() | Tuple()) | (Array(), Tuple() as precise):
            return precise
        case Array(one), Array(other):
            inner = meet(one, other)
            return Array(inner) if inner is not None else None
    return None


def _nullable(first: Type, second: Type) -> Type | None:
    inner = meet(
        without_null(first),
        without_null(second),
    )
    both = isinstance(first, Nullable) and isinstance(second, Nullable)
    return Nullable(inner) if both and inner is not None else inner


def _some(union: Union, other: Type) -> Type | None:
    """The variants that are of the other type too."""
    kept = [found for variant in union.variants if (found := meet(variant, other)) is not None]
    distinct = tuple(dict.fromkeys(kept))
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    return union if distinct == union.variants else Union(distinct, None, union.name)


def _named(first: Type, second: Type) -> Type | None:
    """A type with a name is the more precise one; of two, the latter."""
    if isinstance(second, Reference):
        return second
    if isinstance(first, Reference):
        return first
    objects = (Object, Dictionary)
    if not (isinstance(first, objects) and isinstance(second, objects)):
        return None
    return second if isinstance(second, Object) else first


def _scalar(one: Kind, other: Kind) -> Kind | None:
    """The kind that both are, if the first one is general."""
    if one is Kind.STRING and other in _TEXTS:
        return other
    if one is Kind.NUMBER and other is Kind.INTEGER:
        return other
    return None


def _values(enumeration: Enumeration, other: Type) -> Type | None:
    """The constants that are of a type too."""
    match other:
        case Enumeration(_, members):
            allowed = {(type(m.value), m.value) for m in members}
            kept = [m for m in enumeration.members if (type(m.value), m.value) in allowed]
        case Scalar(kind):
            kept = [m for m in enumeration.members if _is(m, kind)]
        case _:
            return None
    return Enumeration(enumeration.name, tuple(kept)) if kept else None


def _is(member: EnumMember, kind: Kind) -> bool:
    match member.value:
        case Wire():
            return kind in _TEXTS
        case bool():
            return kind is Kind.BOOLEAN
        case int():
            return kind in (Kind.INTEGER, Kind.NUMBER)
        case float():
            return kind is Kind.NUMBER
    return kind is Kind.NULL
