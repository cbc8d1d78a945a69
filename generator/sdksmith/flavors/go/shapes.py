"""What objects look like, for unions whose variants no member tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sdksmith.flavors.go.collapse import Collapse, Group, constant_kind, members
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.side import Side
from sdksmith.ir import Field, Kind, Model, ModelId, Scalar, Type
from sdksmith.wire import Wire

_KINDS: Final = {
    Group.TEXT: "KindString",
    Group.TIME: "KindString",
    Group.BYTES: "KindString",
    Group.FILE: "KindString",
    Group.NUMBER: "KindNumber",
    Group.BOOLEAN: "KindBool",
    Group.ARRAY: "KindArray",
    Group.MAP: "KindObject",
    Group.OBJECT: "KindObject",
}


class Shapes:
    """
    Args:
        models: All models by their id.
        collapse: What unions are in Go.
    """

    def __init__(self, models: Mapping[ModelId, Model], collapse: Collapse) -> None:
        self._models = models
        self._collapse = collapse
        self._known: dict[ModelId, tuple[str, ...]] = {}

    def lines(self, id: ModelId) -> tuple[str, ...]:
        """The lines of the `decode.Shape` of an object."""
        if id not in self._known:
            fields = [field for field in self._models[id].fields if not field.write_only]
            inner = [f"\t{{{self._member(field)}}}," for field in fields]
            self._known[id] = ("{", *inner, "},") if inner else ("{},",)
        return self._known[id]

    def _member(self, field: Field) -> str:
        parts = [f"Name: {lit(field.wire)}"]
        if field.required:
            parts.append("Required: true")
        plain = self._collapse.plain(field.type, Side.RESPONSE)
        enumeration = self._collapse.enumeration(plain, Side.RESPONSE)
        if enumeration is not None and constant_kind(enumeration) is not None:
            values = ", ".join(lit(_text(each.value)) for each in members(enumeration))
            parts.append(f"Constants: []string{{{values}}}")
        elif kind := self._kind(plain):
            parts.append(f"Kind: decode.{kind}")
        return ", ".join(parts)

    def _kind(self, type: Type) -> str:
        if type == Scalar(Kind.INTEGER):
            return "KindInteger"
        return _KINDS.get(self._collapse.group(type, Side.RESPONSE), "")


def _text(value: Wire | float | bool | None) -> Wire:
    """A constant as `Decoder.Tag` gives it."""
    match value:
        case Wire():
            return value
        case bool():
            return Wire("true" if value else "false")
        case _:
            return Wire(repr(value))
