"""Example values as Python code: calls in the README, and the table of the emitted tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from sdksmith.calls import example
from sdksmith.flavors.python import scope
from sdksmith.flavors.python.quote import lit
from sdksmith.ir import (
    JSON,
    Array,
    Dictionary,
    Field,
    Kind,
    ModelId,
    Object,
    Parameter,
    Scalar,
    Tuple,
    Type,
)
from sdksmith.records import record
from sdksmith.shapes import Shape, Shapes

_WIDTH = 88


@record
class _Code:
    """A value whose code is known."""

    text: str


_Tree: TypeAlias = "_Code | list[_Tree] | dict[str, _Tree]"


class Samples:
    """Writes example values."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._members: dict[ModelId, dict[str, tuple[str, Field]]] = {}

    def arguments(self, parameters: Mapping[str, Parameter], indent: int) -> dict[str, str]:
        """The code of each parameter that an example call passes, the last lines of long values indented."""
        return {
            name: _code(self._tree(self.example(p), p.type), indent)
            for name, p in parameters.items()
            if p.example is not None
        }

    def example(self, parameter: Parameter) -> JSON:
        """What an example call passes: what the document says, if that can be sent, else the parameter's name."""
        return example(parameter, self._shapes)

    def _tree(self, data: JSON, type: Type) -> _Tree:
        """The value with the Python names of its members, and bytes where a file is sent."""
        variant = self._variant(data, type)
        match variant, data:
            case Scalar(Kind.BINARY), str():
                return _Code(bytes_literal(data))
            case Array(items), list():
                return [self._tree(item, items) for item in data]
            case Tuple(items, rest), list():
                types = [*items, *[rest or Scalar(Kind.STRING)] * len(data)]
                return [self._tree(item, each) for item, each in zip(data, types, strict=False)]
            case Dictionary(values), dict():
                return {key: self._tree(item, values) for key, item in data.items()}
            case Object(id), dict():
                known = self._known(id)
                return {
                    known[key][0] if key in known else key: self._member(item, known.get(key))
                    for key, item in data.items()
                    if key not in known or not known[key][1].read_only
                }
            case _, list():
                return [self._tree(item, Scalar(Kind.STRING)) for item in data]
            case _, dict():
                return {k: self._tree(item, Scalar(Kind.STRING)) for k, item in data.items()}
            case _:
                return _Code(lit(data))

    def _known(self, id: ModelId) -> dict[str, tuple[str, Field]]:
        """The members of a model by their names in the API, with their Python names."""
        if id not in self._members:
            fields, _ = scope.fields(self._shapes.models[id].fields)
            self._members[id] = {field.wire.text: (name, field) for name, field in fields.items()}
        return self._members[id]

    def _member(self, data: JSON, field: tuple[str, Field] | None) -> _Tree:
        return self._tree(data, field[1].type if field is not None else Scalar(Kind.STRING))

    def _variant(self, data: JSON, type: Type) -> Type:
        """The type that a value of a union has, by what it looks like."""
        variants = list(self._shapes.variants(type))
        if len(variants) < 2:
            return variants[0] if variants else Scalar(Kind.STRING)
        fitting = [each for each in variants if self._fits(data, each)] or variants
        if isinstance(data, dict):
            tagged = self._tagged(data, type)
            return tagged or max(fitting, key=lambda each: self._likeness(data, each))
        return fitting[0]

    def _tagged(self, data: dict[str, JSON], type: Type) -> Type | None:
        """The variant that the discriminator names."""
        for each in self._shapes.unions(type):
            if each.discriminator is None:
                continue
            tag = data.get(each.discriminator.wire.text)
            for value, index in each.discriminator.mapping:
                if getattr(value, "text", value) == tag:
                    return next(self._shapes.variants(each.variants[index]), None)
        return None

    def _fits(self, data: JSON, type: Type) -> bool:
        shapes = self._shapes.of(type)
        if isinstance(data, dict):
            return Shape.OBJECT in shapes
        return Shape.LIST in shapes if isinstance(data, list) else bool(shapes & _PLAIN)

    def _likeness(self, data: dict[str, JSON], type: Type) -> tuple[bool, int]:
        """Whether a variant's required members are there, and how many members it knows."""
        if not isinstance(type, Object):
            return False, 0
        fields = self._shapes.models[type.model].fields
        complete = all(f.wire.text in data for f in fields if f.required and not f.read_only)
        return complete, sum(field.wire.text in data for field in fields)


_PLAIN = {Shape.TEXT, Shape.FILE}


def bytes_literal(text: str) -> str:
    """The bytes of a text as Python code."""
    return f"b{lit(text)}" if text.isascii() and text.isprintable() else f"{lit(text)}.encode()"


def value(data: JSON, indent: int) -> str:
    """A literal, over several lines when it is long."""
    return _code(_plain(data), indent)


def _plain(data: JSON) -> _Tree:
    if isinstance(data, list):
        return [_plain(item) for item in data]
    if isinstance(data, dict):
        return {key: _plain(item) for key, item in data.items()}
    return _Code(lit(data))


def _code(tree: _Tree, indent: int) -> str:
    if isinstance(tree, _Code):
        return tree.text
    flat = _flat(tree)
    if len(flat) + indent <= _WIDTH:
        return flat
    margin = " " * (indent + 4)
    if isinstance(tree, dict):
        inner = [f"{margin}{lit(key)}: {_code(item, indent + 4)},\n" for key, item in tree.items()]
        return f"{{\n{''.join(inner)}{' ' * indent}}}"
    inner = [f"{margin}{_code(item, indent + 4)},\n" for item in tree]
    return f"[\n{''.join(inner)}{' ' * indent}]"


def _flat(tree: _Tree) -> str:
    if isinstance(tree, _Code):
        return tree.text
    if isinstance(tree, dict):
        return f"{{{', '.join(f'{lit(key)}: {_flat(item)}' for key, item in tree.items())}}}"
    return f"[{', '.join(map(_flat, tree))}]"
