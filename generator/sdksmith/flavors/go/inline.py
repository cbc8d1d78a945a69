"""Enumerations and unions that stand inside of other types, and that Go has to declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.flavors.go.collapse import Choice, Collapse, constant_kind
from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Array,
    Dictionary,
    Enumeration,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
)

HOLDS_NONE: Final = (Scalar, Object, Reference)
"""Types inside of which nothing stands that has to be declared for them."""


def inline(type: Type, collapse: Collapse, side: Side) -> Iterator[Enumeration | Union]:
    """What has to be declared for a type, in the order in which it stands there; unions before what they hold.

    Args:
        side: Who writes values of the type.
    """
    waiting = [type]
    while waiting:
        match waiting.pop():
            case Nullable(inner) | Array(inner) | Dictionary(inner):
                waiting.append(inner)
            case Tuple(items, rest):
                waiting += () if rest is None else (rest,)
                waiting += reversed(items)
            case Union() as union:
                collapsed = collapse.union(union, side)
                if isinstance(collapsed, Choice):
                    yield union
                    waiting += reversed(collapsed.variants)
                else:
                    waiting.append(collapsed)
            case Enumeration() as enumeration if constant_kind(enumeration) is not None:
                yield enumeration
            case _:
                pass
