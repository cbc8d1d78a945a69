"""Lets a model be a field of a pydantic model, and what FastAPI takes and returns.

Pydantic asks for this, so it is installed wherever this module is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema as schemas

if TYPE_CHECKING:
    from .models import BaseModel


def core_schema(cls: type[BaseModel]) -> Any:
    """Takes an instance or a dictionary, and serializes to a dictionary."""
    return schemas.no_info_plain_validator_function(
        cls.model_validate,
        serialization=schemas.plain_serializer_function_ser_schema(_serialize, info_arg=True),
    )


def _serialize(value: BaseModel, info: schemas.SerializationInfo) -> dict[str, Any]:
    return value.to_dict(
        mode="json" if info.mode_is_json() else "python",
        exclude_defaults=info.exclude_defaults,
        exclude_none=info.exclude_none,
    )
