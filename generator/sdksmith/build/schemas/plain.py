"""Schemas without `allOf`, `oneOf` and `anyOf`."""

from __future__ import annotations

from typing import Final

from sdksmith.build.context import Context, scalar
from sdksmith.build.schemas import fields, keywords
from sdksmith.build.schemas.discriminators import Alternative
from sdksmith.build.schemas.enumerations import enumeration
from sdksmith.build.schemas.pieces import Piece
from sdksmith.build.schemas.reading import Reader, Reading
from sdksmith.build.schemas.registry import Registry, Whole
from sdksmith.build.schemas.unions import Unions
from sdksmith.ir import Array, Dictionary, Kind, Scalar, Tuple, Type, Unknown
from sdksmith.load import Node
from sdksmith.names import Words, singular
from sdksmith.report import Level

_SCALARS: Final = {
    "integer": Kind.INTEGER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "null": Kind.NULL,
    "file": Kind.BINARY,  # OpenAPI 2.0
}


class Plain:
    """Reads schemas by their own keywords; whether null is allowed is asked elsewhere."""

    def __init__(
        self,
        context: Context,
        registry: Registry,
        reading: Reading,
        unions: Unions,
        read: Reader,
    ) -> None:
        self._context = context
        self._registry = registry
        self._reading = reading
        self._unions = unions
        self._read = read

    def type(self, schema: Node, whole: Whole) -> Type:
        value = schema.value
        if "const" in value or "enum" in value:
            if "const" not in value and not (isinstance(value["enum"], list) and value["enum"]):
                return self._reading.unknown("an `enum` that is not a list of values", schema)
            try:
                return enumeration(schema, whole.name, self._context) or Scalar(Kind.NULL)
            except LookupError:
                self._context.unsupported(
                    "an enum value that is an object or a list",
                    schema.pointer,
                    "any value of its type is allowed",
                )
        found = keywords.kinds(value)
        if len(found) == 1:
            return self._kind(schema, found[0], whole)
        if not found:
            if value.get("type") in ("null", ["null"]):
                return Scalar(Kind.NULL)
            return self._anything(schema)
        inner = Whole((*whole.name, "object"), schema, f"{whole.id}&object")
        types = [
            Alternative(
                schema, self._kind(schema, kind, inner if kind == "object" else whole), None
            )
            for kind in found
        ]
        return self._unions.type(None, types, whole.name)

    def _anything(self, schema: Node) -> Type:
        if scalar(schema, "nullable") is True and "type" not in schema.value:
            self._context.report(
                "nullable-without-type",
                Level.WARNING,
                "`nullable` stands here without a `type`, so that any JSON value is allowed",
                schema.pointer.child("nullable"),
                "add the `type` that the value has when it is not null",
            )
        return Unknown()

    def _kind(self, schema: Node, kind: str, whole: Whole) -> Type:
        match kind:
            case "object":
                return self._object(schema, whole)
            case "array":
                return self._array(schema, singular(whole.name))
            case "string":
                return Scalar(keywords.string(schema.value))
            case _ if kind in _SCALARS:
                return Scalar(_SCALARS[kind])
            case _:
                return self._reading.unknown(f"the type `{kind}`", schema)

    def _array(self, schema: Node, name: Words) -> Type:
        """`items` and `prefixItems` (JSON Schema, 10.3.1)."""
        items = rest = schema.get("items")
        first = schema.get("prefixItems")
        if first is None and items is not None and isinstance(items.value, list):
            first, rest = items, schema.get("additionalItems")  # before OpenAPI 3.1
        with self._reading.inside():
            if first is None or not isinstance(first.value, list):
                return Array(self._read(items, name))
            types = [
                self._read(node, (*name, f"item{number}"))
                for number, node in enumerate(first.elements(), 1)
            ]
            is_open = rest is not None and rest.value is not False
            return Tuple(tuple(types), self._read(rest, name) if is_open else None)

    def _object(self, schema: Node, whole: Whole) -> Type:
        """`properties`, else `additionalProperties` and `patternProperties` (JSON Schema, 10.3.2)."""
        value = schema.value
        if keywords.members(value) or ("properties" in value and not keywords.types_others(value)):
            return self._registry.model(whole, (Piece(schema),))
        name = singular(whole.name)
        with self._reading.inside():
            found = fields.others(schema, name, lambda node: self._read(node, name))
        return Dictionary(found or Unknown())
