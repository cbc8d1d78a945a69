"""Example calls as every SDK shows and tests them: the values that are passed, and the path that they ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from sdksmith.ir import JSON, Location, Method, Parameter, PathParameter, Style
from sdksmith.requests import request_path
from sdksmith.shapes import Shape, Shapes
from sdksmith.wire import Wire

_DOTS: Final = ("", ".", "..")
"""Segments that would lead to another path."""


def example(parameter: Parameter, shapes: Shapes) -> JSON:
    """What an example call passes: what the document says, if that can be sent, else the parameter's name."""
    value = parameter.example.value if parameter.example is not None else None
    possible = shapes.of(parameter.type)
    match parameter.location:
        case Location.PATH if value is None or _is_lost(value, possible):
            return parameter.wire.text if Shape.TEXT in possible else _kept(possible)
        case Location.HEADER if not _is_printable(value):
            return parameter.wire.text
        case Location.WHOLE_QUERY if not isinstance(value, str | dict):
            return {}
        case _:
            return value


def example_path(method: Method, values: Mapping[Wire, JSON]) -> str:
    """The path that a call asks for, percent-encoded, without its query.

    Args:
        values: Those of the path's parameters.
    """
    by_wire = {p.wire: p for p in method.parameters if p.location is Location.PATH}
    text = "".join(
        _segment(by_wire[piece.wire], values[piece.wire])
        if isinstance(piece, PathParameter)
        else piece.text
        for piece in request_path(method)
    )
    return text.partition("?")[0]


def _segment(parameter: Parameter, value: JSON) -> str:
    """A value in a path (OpenAPI 3.1, 4.8.12.4)."""
    if parameter.style is Style.JSON:
        return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    joint = "=" if parameter.explode else ","
    items = [_text(value)]
    if isinstance(value, list):
        items = [_text(item) for item in value]
    elif isinstance(value, dict):
        items = [f"{_text(name)}{joint}{_text(item)}" for name, item in value.items()]
    match parameter.style:
        case Style.LABEL:
            return "." + ("." if parameter.explode else ",").join(items)
        case Style.MATRIX if parameter.explode and isinstance(value, dict):
            return "".join(f";{item}" for item in items)
        case Style.MATRIX if parameter.explode:
            return "".join(f";{_text(parameter.wire.text)}={item}" for item in items)
        case Style.MATRIX:
            return f";{_text(parameter.wire.text)}={','.join(items)}"
        case _:
            return ",".join(items)


def _text(value: JSON) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return quote(text, safe="")


def _is_lost(value: JSON, shapes: frozenset[Shape]) -> bool:
    """Whether a value cannot stand in a path."""
    if isinstance(value, dict):
        return Shape.OBJECT not in shapes or not value or _is_nested(value.values())
    if isinstance(value, list):
        return Shape.LIST not in shapes or not value or _is_nested(value)
    return value in _DOTS or not shapes & {Shape.TEXT, Shape.FILE}


def _is_nested(values: Iterable[JSON]) -> bool:
    return any(item is None or item in _DOTS or isinstance(item, list | dict) for item in values)


def _kept(shapes: frozenset[Shape]) -> JSON:
    """A value for a path that is no text."""
    return ["value"] if Shape.LIST in shapes else {"name": "value"}


def _is_printable(value: JSON) -> bool:
    """Whether a value can be sent as a header."""
    if isinstance(value, list):
        return all(_is_printable(item) for item in value)
    if isinstance(value, dict):
        return all(map(_is_printable, value.values()))
    if not isinstance(value, str):
        return True
    return value.isascii() and value.isprintable() and value == value.strip()
