"""Lets a model be a field of a pydantic model, and what FastAPI takes and returns.

Pydantic asks for this, so it is installed wherever this module is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import SchemaSerializer
from pydantic_core import core_schema as schemas

from .dump import DumpRule, dump
from .models import BaseModel, wire_names

if TYPE_CHECKING:
    from collections.abc import Iterator

SIMPLE_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


def core_schema(cls: type[BaseModel]) -> Any:
    """Takes an instance or a dictionary, and serializes to a dictionary."""
    return schemas.no_info_plain_validator_function(cls.model_validate, serialization=SERIALIZATION)


def json_schema(cls: type[BaseModel]) -> dict[str, Any]:
    """An object with the fields of a class, by the API's names; the types of simple ones."""
    names = wire_names(cls)
    properties = {names[name]: _simple(text) for name, text in _annotations(cls)}
    schema = {"type": "object", "title": cls.__name__, "properties": properties}
    return schema | {"additionalProperties": True}


def _annotations(cls: type[BaseModel]) -> Iterator[tuple[str, object]]:
    for base in reversed(cls.__mro__):
        for name, text in getattr(base, "__annotations__", {}).items():
            if not name.startswith("_"):
                yield name, text


def _simple(annotation: object) -> dict[str, Any]:
    kinds = [
        "null" if text == "None" else SIMPLE_TYPES.get(text)
        for text in str(annotation).split(" | ")
    ]
    if None in kinds:
        return {}
    return {"type": kinds[0] if len(kinds) == 1 else kinds}


def _serialize(value: Any, info: schemas.SerializationInfo) -> Any:
    if not isinstance(value, BaseModel):
        return value  # Pydantic itself warns of a wrong type, at most.
    rule = DumpRule(
        info.mode,
        bool(info.by_alias),
        info.exclude_unset,
        info.exclude_defaults,
        info.exclude_none,
    )
    return dump(value, rule, info.include, info.exclude)


SERIALIZATION = schemas.plain_serializer_function_ser_schema(_serialize, info_arg=True)
SERIALIZER = SchemaSerializer(schemas.any_schema(serialization=SERIALIZATION))
