"""From the values that a caller gives to the dictionary of a model."""

from __future__ import annotations

from .models import BaseModel, wire_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Given(dict[str, "Any"]):
    """A copy of a dictionary of the caller's. In a model, its names may still be Python ones."""


def converted(cls: type[BaseModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """The dictionary of an instance: a copy of the values, by the API's names, converted."""
    names = wire_names(cls)
    data = {names.get(name, name): _copied(value) for name, value in values.items()}
    cls._convert(data)
    return {name: _settled(value) for name, value in data.items()}


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return Given({key: _copied(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def _settled(value: Any) -> Any:
    # `_convert` made models of some of the copies; the caller's own models are left alone.
    if isinstance(value, BaseModel) and type(value.__dict__) is Given:
        value.__dict__ = converted(type(value), value.__dict__)
    elif isinstance(value, Given):
        return {key: _settled(item) for key, item in value.items()}
    elif isinstance(value, list):
        return [_settled(item) for item in value]
    return value
