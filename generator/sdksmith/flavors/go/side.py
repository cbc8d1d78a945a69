"""Who writes a value: types of requests and of responses differ."""

from __future__ import annotations

from enum import Enum, auto


class Side(Enum):
    REQUEST = auto()
    RESPONSE = auto()
