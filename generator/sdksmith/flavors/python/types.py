"""Types of the API as Python's type expressions."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from enum import Enum, auto
from functools import cache
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
from sdksmith.records import record

_BUILTIN = {
    Kind.STRING: "str",
    Kind.INTEGER: "int",
    Kind.NUMBER: "float",
    Kind.BOOLEAN: "bool",
    Kind.TIME: "str",
    Kind.UUID: "str",
    Kind.DECIMAL: "str",
    Kind.BASE64: "str",
    Kind.BINARY: "str",  # Inside of JSON, which has nothing else; bytes elsewhere.
    Kind.NULL: "None",
}
_MOST_OPERANDS = 100
"""Of one expression; type checkers go no deeper than into some two hundred."""
_TIMES = {Kind.DATE: "date", Kind.DATE_TIME: "datetime"}


class Side(Enum):
    """Who writes the value. A request is generous in what it takes, a response exact in what it gives."""

    REQUEST = auto()
    RESPONSE = auto()


@record
class Annotator:
    """Writes type expressions for one class body.

    Args:
        named: The class of a model, or the name of an alias.
        hidden: Names that the class body gives to members of its own, so that they do not mean the type there.
    """

    named: Callable[[ModelId, Side], Expr]
    hidden: Set[str] = frozenset()

    def annotate(self, type: Type, side: Side) -> Expr:
        match type:
            case Scalar(kind):
                return self._scalar(kind, side)
            case Unknown():
                return self._builtin("object")
            case Nullable(inner):
                return self._either((*_variants(inner), Scalar(Kind.NULL)), side)
            case Array(items):
                return self._array(self.annotate(items, side), side)
            case Tuple(items, rest):
                members = (*items, *((rest,) if rest is not None else ()))
                return self._array(self._either(members, side), side)
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
            case Union(variants):
                return self._either(variants, side)
            case Object(id) | Reference(id):
                return self.named(id, side)
            case _:
                assert_never(type)

    def json_object(self) -> Expr:
        """A JSON object as it was parsed."""
        mapping, text = self._builtin("dict"), self._builtin("str")
        needed = mapping.imports | text.imports | {Import("typing", "Any")}
        return Expr(f"{mapping.code}[{text.code}, Any]", needed)

    def _scalar(self, kind: Kind, side: Side) -> Expr:
        if kind in _TIMES:
            time = self._imported("datetime", _TIMES[kind])
            if side is Side.RESPONSE:
                return time
            return time.wrap(f"{self._builtin('str').code} | ", "")
        if side is Side.REQUEST and kind is Kind.BASE64:
            text, data = self._builtin("str"), self._builtin("bytes")
            return text.wrap("", f" | {data.code}", *data.imports)
        if side is Side.REQUEST and kind is Kind.BINARY:
            return Expr("FileTypes", frozenset({Import(("_runtime", "files"), "FileTypes")}))
        return self._builtin(_BUILTIN[kind])

    def _array(self, items: Expr, side: Side) -> Expr:
        outer = self._builtin("list") if side is Side.RESPONSE else self._abstract("Sequence")
        return items.wrap(f"{outer.code}[", "]", *outer.imports)

    def _either(self, types: Sequence[Type], side: Side) -> Expr:
        """One of several types, `None` last."""
        parts = [self.annotate(type, side) for type in types]
        imports = frozenset[Import]().union(*(part.imports for part in parts))
        codes = dict.fromkeys(
            code
            for type, part in zip(types, parts, strict=True)
            for code in (part.code.split(" | ") if isinstance(type, Scalar) else (part.code,))
        )
        if "object" in codes:  # It is all of the others, too.
            codes = dict.fromkeys(code for code in codes if code in ("object", "None"))
        ordered = [code for code in codes if code != "None"] + ["None"] * ("None" in codes)
        quoted = len(ordered) > 1 and any(code.startswith('"') for code in ordered)
        if quoted or len(ordered) > _MOST_OPERANDS:  # A text has no `|`.
            return Expr(f"Union[{', '.join(ordered)}]", imports | {Import("typing", "Union")})
        return Expr(" | ".join(ordered), imports)

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
        return _plain(name)

    def _imported(self, module: str, name: str) -> Expr:
        if name in self.hidden:
            return Expr(f"_{module}.{name}", frozenset({Import(module, alias=f"_{module}")}))
        return Expr(name, frozenset({Import(module, name)}))

    def _abstract(self, name: str) -> Expr:
        return Expr(name, frozenset({Import("collections.abc", name)}))


@cache
def _plain(name: str) -> Expr:
    return Expr(name)


def _variants(type: Type) -> tuple[Type, ...]:
    return type.variants if isinstance(type, Union) else (type,)
