"""Alternatives as one type: without repetition, without null, without unions inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sdksmith.build.schemas.discriminators import Alternative, Discriminators
from sdksmith.ir import (
    Alias,
    Enumeration,
    Kind,
    ModelId,
    Nullable,
    Reference,
    Scalar,
    Type,
    Union,
    Unknown,
    without_null,
)
from sdksmith.load import Node
from sdksmith.names import Words


class Unions:
    """Makes unions.

    Args:
        aliases: The aliases. Grows while schemas are read.
    """

    def __init__(self, aliases: Mapping[ModelId, Alias], discriminators: Discriminators) -> None:
        self._aliases = aliases
        self._discriminators = discriminators

    def type(self, holder: Node | None, alternatives: Sequence[Alternative], name: Words) -> Type:
        """The type of a value that is one of several.

        Args:
            holder: The schema that may have a `discriminator`.
            name: What the union is called, or an enumeration that is made of several.
        """
        found, null = variants((each.type for each in alternatives), name, self._aliases)
        if not found:
            return Scalar(Kind.NULL)
        if len(found) == 1:
            return or_null(found[0]) if null else found[0]
        discriminator = self._discriminators.find(holder, alternatives, found)
        union = Union(tuple(found), discriminator, name)
        return or_null(union) if null else union


def or_null(type: Type) -> Type:
    """The type or null; what allows null already stays as it is."""
    return (
        type
        if isinstance(type, Unknown | Nullable) or type == Scalar(Kind.NULL)
        else Nullable(type)
    )


def variants(
    types: Iterable[Type], name: Words, aliases: Mapping[ModelId, Alias]
) -> tuple[list[Type], bool]:
    """The variants of a union, and whether null is one of its values.

    Constants that have no name of their own become one enumeration, and an integer is a number. A union that is the
    only one stays what it is.

    Args:
        name: What that enumeration is called.
        aliases: The unions that have a name, which are taken apart.

    Returns:
        No variant at all when only null is allowed; the unknown type alone when one of the types is it.
    """
    found: dict[Type, None] = {}
    null = False
    types = list(types)
    distinct = dict.fromkeys(without_null(type) for type in types)
    distinct.pop(Scalar(Kind.NULL), None)
    if len(distinct) == 1:
        null = any(isinstance(type, Nullable) or type == Scalar(Kind.NULL) for type in types)
        return list(distinct), null
    waiting = types[::-1]
    while waiting:
        type = waiting.pop()
        if isinstance(type, Nullable):
            null, type = True, type.inner
        match type:
            case Scalar(Kind.NULL):
                null = True
            case Unknown():
                return [type], True
            case Union(inner):
                waiting += reversed(inner)
            case Reference(id) if id in aliases and isinstance(aliases[id].type, Union):
                waiting.append(aliases[id].type)
            case _:
                found.setdefault(type)
    if Scalar(Kind.NUMBER) in found:
        found.pop(Scalar(Kind.INTEGER), None)
    return _joined(list(found), name), null


def _joined(types: list[Type], name: Words) -> list[Type]:
    """One enumeration in place of several, where the first one stands."""
    enumerations = [type for type in types if isinstance(type, Enumeration)]
    if len(enumerations) < 2:
        return types
    members = {(type(m.value), m.value): m for e in enumerations for m in e.members}
    joined = Enumeration(name, tuple(members.values()))
    others = [t for t in types if not isinstance(t, Enumeration) or t is enumerations[0]]
    return [joined if t is enumerations[0] else t for t in others]
