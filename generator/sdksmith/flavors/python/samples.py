"""Example values as Python code: calls in the README, and the table of the emitted tests."""

from __future__ import annotations

from collections.abc import Mapping

from sdksmith.flavors.python import scope
from sdksmith.flavors.python.quote import lit
from sdksmith.ir import (
    JSON,
    Array,
    Dictionary,
    Model,
    ModelId,
    Nullable,
    Object,
    Parameter,
    Type,
)

_WIDTH = 88


def arguments(
    parameters: Mapping[str, Parameter], models: Mapping[ModelId, Model], indent: int
) -> list[str]:
    """`name=value` for each parameter that an example call passes, the last lines of long values indented."""
    return [
        f"{name}={value(_named(p.example.value, p.type, models), indent)}"
        for name, p in parameters.items()
        if p.example is not None
    ]


def value(data: JSON, indent: int) -> str:
    """A literal, over several lines when it is long."""
    flat = lit(data)
    if len(flat) + indent <= _WIDTH or not isinstance(data, list | dict):
        return flat
    margin = " " * (indent + 4)
    if isinstance(data, dict):
        inner = [f"{margin}{lit(key)}: {value(item, indent + 4)},\n" for key, item in data.items()]
        return f"{{\n{''.join(inner)}{' ' * indent}}}"
    inner = [f"{margin}{value(item, indent + 4)},\n" for item in data]
    return f"[\n{''.join(inner)}{' ' * indent}]"


def _named(data: JSON, type: Type, models: Mapping[ModelId, Model]) -> JSON:
    """The value with the Python names of its members."""
    match type, data:
        case Nullable(inner), _:
            return _named(data, inner, models)
        case Array(items), list():
            return [_named(item, items, models) for item in data]
        case Dictionary(values), dict():
            return {key: _named(item, values, models) for key, item in data.items()}
        case Object(id), dict():
            fields, _ = scope.fields(models[id].fields)
            known = {field.wire.text: (name, field.type) for name, field in fields.items()}
            return {
                known[key][0] if key in known else key: (
                    _named(item, known[key][1], models) if key in known else item
                )
                for key, item in data.items()
            }
        case _:
            return data
