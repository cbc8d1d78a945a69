"""Types of the API as Python's type expressions."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from sdksmith.flavors.python.code import Expr, Import
from sdksmith.flavors.python.quote import lit
from sdksmith.ir import (
    Array,
    Dictionary,
    Enumeration,
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

_BUILTIN = {
    Kind.STRING: "str",
    Kind.INTEGER: "int",
    Kind.NUMBER: "float",
    Kind.BOOLEAN: "bool",
    Kind.TIME: "str",
    Kind.UUID: "str",
    Kind.DECIMAL: "str",
    Kind.BASE64: "str",
    Kind.BINARY: "bytes",
    Kind.NULL: "None",
}
_TIMES = {Kind.DATE: "date", Kind.DATE_TIME: "datetime"}


class Side(Enum):
    """Who writes the value. A request is generous in what it takes, a response exact in what it gives."""

    REQUEST = auto()
    RESPONSE = auto()


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes type expressions for one class body.

    Args:
        model: The class of a model.
        hidden: Names that the class body gives to members of its own, so that they do not mean the type there.
    """

    model: Callable[[ModelId, Side], Expr]
    hidden: Set[str] = frozenset()

    def annotate(self, type: Type, side: Side) -> Expr:
        match type:
            case Scalar(kind) if kind in _TIMES:
                time = self._imported("datetime", _TIMES[kind])
                return (
                    time
                    if side is Side.RESPONSE
                    else time.wrap(f"{self._builtin('str').code} | ", "")
                )
            case Scalar(kind):
                return self._builtin(_BUILTIN[kind])
            case Unknown() | Tuple() | Union() | Reference():
                return self._builtin("object")
            case Nullable(inner):
                return self.annotate(inner, side).wrap("", " | None")
            case Array(items):
                outer = (
                    self._builtin("list") if side is Side.RESPONSE else self._abstract("Sequence")
                )
                return self.annotate(items, side).wrap(f"{outer.code}[", "]", *outer.imports)
            case Dictionary(values):
                outer = (
                    self._builtin("dict") if side is Side.RESPONSE else self._abstract("Mapping")
                )
                text = self._builtin("str")
                return self.annotate(values, side).wrap(
                    f"{outer.code}[{text.code}, ", "]", *outer.imports, *text.imports
                )
            case Enumeration():
                return self._literal(type)
            case Object(id):
                return self.model(id, side)
            case _:
                assert_never(type)

    def json_object(self) -> Expr:
        """A JSON object as it was parsed."""
        mapping, text = self._builtin("dict"), self._builtin("str")
        needed = mapping.imports | text.imports | {Import("typing", "Any")}
        return Expr(f"{mapping.code}[{text.code}, Any]", needed)

    def _literal(self, type: Enumeration) -> Expr:
        values = [member.value for member in type.members]
        exact = dict.fromkeys(lit(value) for value in values if not isinstance(value, float))
        literal = Expr(f"Literal[{', '.join(exact)}]", frozenset({Import("typing", "Literal")}))
        if not any(isinstance(value, float) for value in values):
            return literal
        number = self._builtin("float")  # PEP 586 has no literals of floats.
        if all(isinstance(value, int | float) for value in values):
            return number
        return literal.wrap("", f" | {number.code}", *number.imports)

    def _builtin(self, name: str) -> Expr:
        if name in self.hidden:
            return Expr(f"_builtins.{name}", frozenset({Import("builtins", alias="_builtins")}))
        return Expr(name)

    def _imported(self, module: str, name: str) -> Expr:
        if name in self.hidden:
            return Expr(f"_{module}.{name}", frozenset({Import(module, alias=f"_{module}")}))
        return Expr(name, frozenset({Import(module, name)}))

    def _abstract(self, name: str) -> Expr:
        return Expr(name, frozenset({Import("collections.abc", name)}))
