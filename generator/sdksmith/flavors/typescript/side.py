"""Who writes a value: types of requests and of responses differ."""

from __future__ import annotations

from enum import Enum, auto


class Side(Enum):
    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    REQUEST = auto()
    RESPONSE = auto()
