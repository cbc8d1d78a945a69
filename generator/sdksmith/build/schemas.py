"""Schema Objects (OpenAPI 3.1, 4.8.24) as types and models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sdksmith.build.context import Context, scalar, text
from sdksmith.ir import (
    Array,
    Dictionary,
    Enumeration,
    EnumMember,
    Field,
    Kind,
    Model,
    ModelId,
    Nullable,
    Object,
    Scalar,
    Type,
    Unknown,
)
from sdksmith.load import Node, Steps
from sdksmith.names import Words, singular, words
from sdksmith.wire import Wire

_SCALARS = {
    "string": Kind.STRING,
    "integer": Kind.INTEGER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "null": Kind.NULL,
}
_FORMATS = {"date": Kind.DATE, "date-time": Kind.DATE_TIME}
_KINDS = (
    "type",
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "allOf",
    "items",
    "properties",
    "additionalProperties",
)
"""The keywords of a schema that say what kind of value is meant; others describe or narrow it."""
_MAX_NESTING = 50
"""Lists, maps and alternatives inside each other without an object between them."""


class Schemas:
    """Turns schemas into types, and collects the models on the way.

    A schema that is reached by `$ref` is named after what it is called there, wherever it is used; an inline schema is
    named after the place where it stands, so that a new neighbour renames nothing.

    Args:
        names: Names of schemas that the configuration or `components.schemas` give, by `Node.key`.
    """

    def __init__(self, context: Context, names: dict[tuple[Path, Steps], Words]) -> None:
        self.models: dict[ModelId, Model] = {}
        self.parents: dict[ModelId, ModelId] = {}
        """For each inline model the model inside which it stands."""
        self._context = context
        self._names = names
        self._known: set[ModelId] = set()
        self._waiting: list[tuple[Node, Words, list[Node]]] = []
        """Models whose fields are not read yet. Reading them later keeps long chains of models off the call stack."""
        self._owner: ModelId | None = None
        """The model in which the schema stands that is being read; None behind a `$ref`."""
        self._open: list[tuple[Path, Steps]] = []
        """The schemas that are being read, each inside the one before."""

    def type(self, node: Node | None, name: Words) -> Type:
        """The type of a schema.

        Args:
            node: The schema, or None where the document has none.
            name: What an object or an enumeration is called if it has no name of its own.
        """
        found = self._type(node, name)
        while self._waiting:
            self._read(*self._waiting.pop())
        return found

    def _type(self, node: Node | None, name: Words) -> Type:
        target = self._context.deref(node) if node is not None else None
        if node is None or target is None or target.value is True or target.value == {}:
            return Unknown()
        if not isinstance(target.value, dict):
            return self._unknown("a schema that is not a mapping", target)
        referenced = target.key != node.key
        own = self._names.get(target.key) or (_reference_name(target) if referenced else name)
        if target.key in self._open and model_id(*target.key) not in self._known:
            return self._unknown("a schema that holds itself without an object between", target)
        if len(self._open) >= _MAX_NESTING:
            return self._unknown("a schema that is nested so deeply", target)
        owner, self._owner = self._owner, None if referenced else self._owner
        self._open.append(target.key)
        found = self._nullable(target, own)
        self._open.pop()
        self._owner = owner
        return _or_null(found) if scalar(node, "nullable") is True else found

    def description(self, node: Node) -> Wire:
        """The description beside a `$ref`, else the one of the schema that it refers to."""
        if own := text(node, "description"):
            return own
        target = self._context.deref(node)
        return text(target, "description") if target is not None else Wire("")

    def deprecated(self, node: Node) -> bool:
        target = self._context.deref(node)
        return scalar(node, "deprecated") is True or (
            target is not None and scalar(target, "deprecated") is True
        )

    def _nullable(self, schema: Node, name: Words) -> Type:
        inner, null = self._bare(schema, name)
        if scalar(schema, "nullable") is True:  # OpenAPI 3.0
            null = True
        return _or_null(inner) if null else inner

    def _bare(self, schema: Node, name: Words) -> tuple[Type, bool]:
        """The type without null, and whether null is allowed beside it."""
        value = schema.value
        if "const" in value:
            return self._enumeration([value["const"]], schema, name)
        if "enum" in value:
            if isinstance(value["enum"], list) and value["enum"]:
                return self._enumeration(value["enum"], schema, name)
            return self._unknown("an `enum` that is not a list of values", schema), False
        kinds = value.get("type")
        if "allOf" in value:
            return self._all_of(schema, name), isinstance(kinds, list) and "null" in kinds
        for key in ("oneOf", "anyOf"):
            # Alternatives that only name required members change nothing in the type.
            if any(self._says_kind(variant) for variant in self._context.items(schema, key)):
                return self._one_of(schema, key, name)
        if isinstance(kinds, list):
            others = [kind for kind in kinds if kind != "null"]
            if len(others) > 1:
                return self._unknown(
                    f"a schema of several types ({', '.join(map(str, others))})", schema
                ), False
            return self._kind(schema, others[0] if others else "null", name), len(others) != len(
                kinds
            )
        return self._kind(schema, kinds, name), False

    def _kind(self, schema: Node, kind: Any, name: Words) -> Type:
        value = schema.value
        if kind is None:
            # A schema that only describes members or items still means an object or an array.
            kind = "object" if _is_object(value) else "array" if "items" in value else None
        match kind:
            case None:
                return Unknown()
            case "object":
                return self._object(schema, name)
            case "array":
                return Array(self._type(schema.get("items"), singular(name)))
            case "string":
                return Scalar(_FORMATS.get(str(value.get("format")), Kind.STRING))
            case str() if kind in _SCALARS:
                return Scalar(_SCALARS[kind])
            case _:
                return self._unknown(f"the type `{kind}`", schema)

    def _enumeration(self, values: list[Any], schema: Node, name: Words) -> tuple[Type, bool]:
        members = []
        for value in values:
            match value:
                case None:
                    continue
                case str():
                    members.append(EnumMember(words(value), Wire(value)))
                case bool() | int() | float():
                    members.append(EnumMember(words(str(value)), value))
                case _:
                    return self._unknown("an enum value that is an object or a list", schema), False
        if not members:
            return Scalar(Kind.NULL), False
        return Enumeration(name, tuple(members)), None in values

    def _one_of(self, schema: Node, key: str, name: Words) -> tuple[Type, bool]:
        """`oneOf` and `anyOf`: null and one other are that other; real unions are not understood."""
        variants = list(self._context.items(schema, key))
        others = [variant for variant in variants if not _is_null(variant)]
        if len(others) == 1:
            return self._type(others[0], name), len(others) != len(variants)
        if variants and not others:
            return Scalar(Kind.NULL), False
        return self._unknown(f"`{key}` with {len(others)} alternatives", schema), False

    def _all_of(self, schema: Node, name: Words) -> Type:
        """`allOf`: one part that says what is meant is that part; several object schemas are one object."""
        parts = list(self._context.items(schema, "allOf"))
        kinds = [part for part in parts if self._says_kind(part)]
        if not any(_narrows(part.value) for part in (schema, *parts) if part not in kinds):
            if len(kinds) == 1:
                return self._type(kinds[0], name)
            if not kinds:
                return self._kind(schema, schema.value.get("type"), name)
        pieces = self.pieces(schema)
        if all(_is_object(piece.value) for piece in pieces if self._says_kind(piece)):
            return self._model(schema, name, pieces)
        return self._unknown("`allOf` of schemas that are not all objects", schema)

    def pieces(self, schema: Node) -> list[Node]:
        """The schemas whose members an object has: all that its `allOf`s bring in, then itself."""
        found: dict[tuple[Path, Steps], Node] = {}
        waiting = [schema]
        while waiting:
            piece = waiting.pop()
            if piece.key in found:
                continue
            found[piece.key] = piece
            targets = [self._context.deref(part) for part in self._context.items(piece, "allOf")]
            waiting += [t for t in targets if t is not None and isinstance(t.value, dict)]
        return list(reversed(found.values()))

    def _says_kind(self, node: Node) -> bool:
        target = self._context.deref(node)
        return (
            target is not None
            and isinstance(target.value, dict)
            and not target.value.keys().isdisjoint(_KINDS)
        )

    def _object(self, schema: Node, name: Words) -> Type:
        if "properties" in schema.value:
            return self._model(schema, name, [schema])
        extra = schema.get("additionalProperties")
        if extra is None or isinstance(extra.value, bool):
            return Dictionary(Unknown())
        return Dictionary(self._type(extra, singular(name)))

    def _model(self, schema: Node, name: Words, pieces: list[Node]) -> Type:
        key = model_id(*schema.key)
        if key in self._known:
            return Object(key)
        self._known.add(key)
        if self._owner is not None:
            self.parents[key] = self._owner
        self._waiting.append((schema, name, pieces))
        return Object(key)

    def _read(self, schema: Node, name: Words, pieces: list[Node]) -> None:
        """Read the fields of a model."""
        self._owner = key = model_id(*schema.key)
        fields: dict[str, Field] = {}
        for piece in pieces:
            for wire, node in _properties(piece):
                fields[wire] = self._field(wire, node, name)
        self._owner = None
        required = {wire for piece in pieces for wire in self._required(piece)}
        self.models[key] = Model(
            id=key,
            name=name,
            description=text(schema, "description"),
            fields=tuple(
                sorted((_require(f, required) for f in fields.values()), key=member_order)
            ),
            sent=False,
            received=False,
            place=schema.pointer,
        )

    def _field(self, wire: str, node: Node, owner: Words) -> Field:
        own = words(wire)
        return Field(
            name=own,
            wire=Wire(wire),
            type=self._type(node, (*owner, *own)),
            required=False,
            description=self.description(node),
            deprecated=self.deprecated(node),
            place=node.key_pointer,
        )

    def _required(self, schema: Node) -> Iterator[str]:
        for item in self._context.items(schema, "required"):
            if isinstance(item.value, str):
                yield item.value

    def _unknown(self, construct: str, schema: Node) -> Unknown:
        self._context.unsupported(construct, schema.pointer, "it is typed as any JSON value")
        return Unknown()


def _properties(schema: Node) -> Iterator[tuple[str, Node]]:
    """The properties of a schema; one may well be called `x-…`."""
    holder = schema.get("properties")
    if holder is not None:
        yield from holder.items()


def model_id(file: Path, steps: Steps) -> ModelId:
    """The id of the model that the schema at this place becomes."""
    return f"{file}#{'/'.join(map(str, steps))}"


def member_order(field: Field) -> tuple[bool, bool, Words, Wire]:
    """`id` first, then required, then optional; alphabetical inside each."""
    return field.name != ("id",), not field.required, field.name, field.wire


def _require(field: Field, required: set[str]) -> Field:
    if field.wire.text not in required:
        return field
    return replace(field, required=True)


def _is_object(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    is_object = kind == "object" or (isinstance(kind, list) and "object" in kind)
    return is_object or not schema.keys().isdisjoint(
        ("properties", "additionalProperties", "allOf")
    )


def _narrows(schema: Any) -> bool:
    """Whether a schema asks more of an object than another one does."""
    return isinstance(schema, dict) and not schema.keys().isdisjoint(("properties", "required"))


def _or_null(type: Type) -> Type:
    """The type or null; what allows null already stays as it is."""
    return (
        type
        if isinstance(type, Unknown | Nullable) or type == Scalar(Kind.NULL)
        else Nullable(type)
    )


def _is_null(node: Node) -> bool:
    value = node.value
    if not isinstance(value, dict):
        return False
    return (
        value.get("type") in ("null", ["null"])
        or value.get("enum") == [None]
        or ("const", None) in value.items()
    )


def _reference_name(target: Node) -> Words:
    """What a referenced schema is called: the last step of the reference, else its file."""
    steps = target.pointer.path
    return words(str(steps[-1]) if steps else target.pointer.document.path.stem)
