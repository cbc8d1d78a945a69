"""From the values that a request has to hold to the arguments that a program passes for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from rewriting import Rewriting

from sdksmith.flavors.python import scope
from sdksmith.ir import Api, Kind, Model, Type

__all__ = ["Arguments"]


class Arguments(Rewriting):
    """Writes values as a user of the SDK would: with Python's names, with dates and files."""

    def __init__(self, api: Api, random: Random) -> None:
        super().__init__(api)
        self._random = random

    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        sent = [field for field in model.fields if not field.read_only]
        fields, _ = scope.fields(sent)
        return {f.wire.text: (name, f.type) for name, f in fields.items()}

    def scalar(self, kind: Kind, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if kind is Kind.BINARY:
            return value.encode()
        if kind is Kind.DATE_TIME and self._random.random() < 0.5:
            return datetime.fromisoformat(value)
        if kind is Kind.DATE and self._random.random() < 0.5:
            return date.fromisoformat(value)
        return value
