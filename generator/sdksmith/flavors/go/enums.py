"""Types for constants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sdksmith.flavors.go.collapse import constant_kind, nearest
from sdksmith.flavors.go.declarations import Enum
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.names import TypeName
from sdksmith.flavors.go.quote import lit, number
from sdksmith.ir import Enumeration, EnumMember, Kind

_BASES: Final = {
    Kind.STRING: "string",
    Kind.INTEGER: "int64",
    Kind.NUMBER: "float64",
    Kind.BOOLEAN: "bool",
}
_WIDTH: Final = 90


def enum(
    name: TypeName,
    doc: tuple[str, ...],
    enumeration: Enumeration,
    constants: Mapping[str, EnumMember],
) -> Enum:
    """The type of an enumeration."""
    kind = constant_kind(enumeration)
    assert kind is not None
    rows = [(text, name.name, f"= {_value(m, kind)}") for text, m in constants.items()]
    return Enum(name.name, doc, _BASES[kind], tuple(columns(rows)), _case(constants))


def redeclared(names: Iterable[str], shared: Iterable[str]) -> tuple[str, ...]:
    """The constants of another package under names of this one."""
    rows = [(own, f"= {other}") for own, other in zip(names, shared, strict=True)]
    return tuple(columns(rows))


def _value(member: EnumMember, kind: Kind) -> str:
    value = member.value
    if kind is Kind.NUMBER and isinstance(value, int):
        return number(nearest(value))
    return lit(value)


def _case(constants: Sequence[str] | Mapping[str, EnumMember]) -> tuple[str, ...]:
    """A `case` with all constants: on one line where they fit."""
    texts = list(constants)
    line = f"case {', '.join(texts)}:"
    if len(line) <= _WIDTH or len(texts) == 1:
        return (line,)
    first, *others = texts
    return (f"case {first},", *(f"\t{text}," for text in others[:-1]), f"\t{others[-1]}:")
