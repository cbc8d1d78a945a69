"""What the values of a type may be in JSON, which decides how they are written outside of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import assert_never

from sdksmith.ir import (
    Alias,
    Array,
    Dictionary,
    Enumeration,
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
)
from sdksmith.records import record


class Shape(Enum):
    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    TEXT = auto()
    """A string, a number, a boolean or `null`."""
    LIST = auto()
    OBJECT = auto()
    FILE = auto()


_TEXT = frozenset({Shape.TEXT})
_LIST = frozenset({Shape.LIST})
_OBJECT = frozenset({Shape.OBJECT})
_FILE = frozenset({Shape.FILE})
_ANY = frozenset({Shape.TEXT, Shape.LIST, Shape.OBJECT})


@record
class Shapes:
    """
    Args:
        models: All models by their id.
        aliases: All aliases by their id.
    """

    models: Mapping[ModelId, Model]
    aliases: Mapping[ModelId, Alias]

    def of(self, type: Type) -> frozenset[Shape]:
        """What a value of the type may be."""
        found: frozenset[Shape] = frozenset()
        return found.union(*map(_shapes, self.variants(type)))

    def variants(self, type: Type) -> Iterator[Type]:
        """The types that a value may have, none of which is nullable, a union or has only a name."""
        return (each for each in self._unfolded(type) if not isinstance(each, Union))

    def unions(self, type: Type) -> Iterator[Union]:
        """The unions that a type is, whatever names they have."""
        return (each for each in self._unfolded(type) if isinstance(each, Union))

    def _unfolded(self, type: Type) -> Iterator[Type]:
        """What a type stands for, by any names: unions, each before its variants, and types that are none."""
        seen: set[ModelId] = set()
        waiting = [type]
        while waiting:
            match waiting.pop():
                case Nullable(inner):
                    waiting.append(inner)
                case Union(variants) as union:
                    yield union
                    waiting += reversed(variants)
                case Reference(id):
                    if id not in seen:
                        seen.add(id)
                        waiting.append(self.aliases[id].type)
                case other:
                    yield other

    def holds_list(self, type: Type) -> bool:
        """Whether a list may stand anywhere inside a value."""
        seen: set[ModelId] = set()
        waiting = [type]
        while waiting:
            for each in self.variants(waiting.pop()):
                match each:
                    case Array() | Tuple() | Unknown():
                        return True
                    case Dictionary(values):
                        waiting.append(values)
                    case Object(id):
                        if id not in seen:
                            seen.add(id)
                            model = self.models[id]
                            waiting += [field.type for field in model.fields]
                            waiting += [model.extra] if model.extra is not None else []
                    case _:
                        pass
        return False


def _shapes(type: Type) -> frozenset[Shape]:
    match type:
        case Scalar(Kind.BINARY):
            return _FILE
        case Scalar() | Enumeration():
            return _TEXT
        case Array() | Tuple():
            return _LIST
        case Object() | Dictionary():
            return _OBJECT
        case Unknown() | Nullable() | Union() | Reference():
            return _ANY
        case _:
            assert_never(type)
