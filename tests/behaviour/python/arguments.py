"""From the values that a request has to hold to the arguments that a program passes for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from sdksmith.flavors.python import scope
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

__all__ = ["Arguments"]

_JSON_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
    Kind.BOOLEAN: (bool,),
    Kind.NULL: (type(None),),
    Kind.BINARY: (str, bytes),
}


class Arguments:
    """Writes values as a user of the SDK would: with Python's names, with dates and files."""

    def __init__(self, api: Api, random: Random) -> None:
        self._api = api
        self._random = random
        self._names: dict[str, dict[str, tuple[str, Type]]] = {}

    def of(self, type: Type, value: Any) -> Any:
        """The Python value that stands for a value of the wire."""
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
                return self._scalar(kind, value)
        return value

    def members(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        """The keys of the typed dictionary, and the types of its members, by their names on the wire."""
        if model.id not in self._names:
            sent = [field for field in model.fields if not field.read_only]
            fields, _ = scope.fields(sent)
            self._names[model.id] = {f.wire.text: (name, f.type) for name, f in fields.items()}
        return self._names[model.id]

    def _object(self, model: Model, value: dict[str, Any]) -> dict[str, Any]:
        members = self.members(model)
        result = {}
        for wire, item in value.items():
            extra = (wire, model.extra if model.extra is not None else Unknown())
            name, type = members.get(wire, extra)
            result[name] = self.of(type, item)
        return result

    def _scalar(self, kind: Kind, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if kind is Kind.BINARY:
            return value.encode()
        if kind is Kind.DATE_TIME and self._random.random() < 0.5:
            return datetime.fromisoformat(value)
        if kind is Kind.DATE and self._random.random() < 0.5:
            return date.fromisoformat(value)
        return value

    def _variant(self, union: Union, variants: tuple[Type, ...], value: Any) -> Type:
        """The variant that the value is of; of several, the one that knows most of it."""
        if union.discriminator is not None and isinstance(value, dict):
            told = value.get(union.discriminator.wire.text)
            for known, index in union.discriminator.mapping:
                if (known.text if hasattr(known, "text") else known) == told:
                    return variants[index]
        scores = [self._score(each, value) for each in variants]
        return variants[scores.index(max(scores))]

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
                return 1 if isinstance(value, _JSON_TYPES.get(kind, (str,))) else -1
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
        needed = {field.wire.text for field in model.fields if field.required} & members.keys()
        if not needed <= value.keys():
            return -1
        score = 1.0
        for wire, item in value.items():
            if wire not in members:
                score -= 0.0 if model.extra is not None else 0.5
                continue
            inner = self._score(members[wire][1], item)
            if inner < 0:
                return -1
            score += 1 + inner / 10
        return max(score, 0)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)
