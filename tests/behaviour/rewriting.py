"""Values of the types of an API in another form: with other names of members, other scalars."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from sdksmith.ir import (
    Api,
    Array,
    Dictionary,
    Enumeration,
    Kind,
    Model,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
)

__all__ = ["Rewriting"]

_FORMS: dict[Kind, tuple[type, ...]] = {
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.BOOLEAN: (bool,),
    Kind.NULL: (type(None),),
    Kind.BINARY: (str, bytes, tuple, BytesIO),
    Kind.DATE: (str, date),
    Kind.DATE_TIME: (str, date),
}
"""What stands for a scalar, on the wire or in Python; a text for those that are not here."""


class Rewriting(ABC):
    """Writes values anew, after the types that they are of."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._members: dict[str, Mapping[str, tuple[str, Type]]] = {}

    @abstractmethod
    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        """The names of members, with the names that they get, and their types."""

    def scalar(self, kind: Kind, value: Any) -> Any:
        """What stands for a scalar."""
        return value

    def extra(self, model: Model, name: str, value: Any) -> Mapping[str, Any]:
        """What becomes of a member that the model does not name."""
        return {name: self.of(model.extra if model.extra is not None else Unknown(), value)}

    def of(self, type: Type, value: Any) -> Any:
        """The value in its other form."""
        match type:
            case Nullable(inner):
                return None if value is None else self.of(inner, value)
            case Reference(id):
                return self.of(self._api.aliases[id].type, value)
            case Array(items) if isinstance(value, list):
                return [self.of(items, item) for item in value]
            case Tuple(items, rest) if isinstance(value, list):
                types = [*items, *[rest or Unknown()] * len(value)]
                return [self.of(each, item) for each, item in zip(types, value, strict=False)]
            case Dictionary(values) if isinstance(value, dict):
                return {name: self.of(values, item) for name, item in value.items()}
            case Object(id) if isinstance(value, dict):
                return self._object(self._api.models[id], value)
            case Union(variants):
                return self.of(self._variant(type, variants, value), value)
            case Scalar(kind):
                return self.scalar(kind, value)
        return value

    def members(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        """The same as `names`, found once."""
        if model.id not in self._members:
            self._members[model.id] = self.names(model)
        return self._members[model.id]

    def _object(self, model: Model, value: dict[str, Any]) -> dict[str, Any]:
        members = self.members(model)
        result: dict[str, Any] = {}
        for name, item in value.items():
            if name in members:
                other, type = members[name]
                result[other] = self.of(type, item)
            else:
                result |= self.extra(model, name, item)
        return result

    def _variant(self, union: Union, variants: tuple[Type, ...], value: Any) -> Type:
        """The variant that the value is of; of several, the one that knows most of it."""
        if union.discriminator is not None and isinstance(value, dict):
            wire = union.discriminator.wire.text
            for known, index in union.discriminator.mapping:
                told = [value.get(name) for name in {wire, *self._called(variants[index], wire)}]
                if (known.text if hasattr(known, "text") else known) in told:
                    return variants[index]
        scores = [self._score(each, value) for each in variants]
        return variants[scores.index(max(scores))]

    def _called(self, variant: Type, wire: str) -> list[str]:
        """What a value of the variant calls the member of that name."""
        if not isinstance(variant, Object):
            return []
        members = self.members(self._api.models[variant.model])
        return [name for name, (other, _) in members.items() if other == wire]

    def _score(self, type: Type, value: Any) -> float:
        """How well a value fits; below zero where it does not."""
        match type:
            case Nullable(inner):
                return 1 if value is None else self._score(inner, value)
            case Reference(id):
                return self._score(self._api.aliases[id].type, value)
            case Union(variants):
                return max(self._score(each, value) for each in variants)
            case Unknown():
                return 0
            case Enumeration(_, members):
                values = [getattr(m.value, "text", m.value) for m in members]
                return 2 if value in values else -1
            case Scalar(kind):
                if isinstance(value, bool) and kind is not Kind.BOOLEAN:
                    return -1
                return 1 if isinstance(value, _FORMS.get(kind, (str,))) else -1
            case Array(items):
                return self._score_all([items] * len(value), value) if _is_list(value) else -1
            case Tuple(items, rest):
                if not _is_list(value):
                    return -1
                return self._score_all([*items, *[rest or Unknown()] * len(value)], value)
            case Dictionary(values):
                if not isinstance(value, dict):
                    return -1
                return self._score_all([values] * len(value), list(value.values()))
            case Object(id):
                return self._score_object(self._api.models[id], value)
        return -1

    def _score_all(self, types: list[Type], values: list[Any]) -> float:
        scores = [self._score(type, value) for type, value in zip(types, values, strict=False)]
        return -1 if any(score < 0 for score in scores) else 1 + sum(scores) / 10

    def _score_object(self, model: Model, value: Any) -> float:
        if not isinstance(value, dict):
            return -1
        members = self.members(model)
        needed = {field.wire.text for field in model.fields if field.required}
        needed_names = {n for n, (other, _) in members.items() if n in needed or other in needed}
        if not needed_names <= value.keys():
            return -1
        score = 1.0
        for name, item in value.items():
            if name not in members:
                score -= 0.0 if model.extra is not None else 0.5
                continue
            inner = self._score(members[name][1], item)
            if inner < 0:
                return -1
            score += 1 + inner / 10
        return max(score, 0)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)
