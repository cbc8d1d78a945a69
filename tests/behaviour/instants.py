"""Comparing JSON in which one instant may be written in several ways."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

__all__ = ["instants"]

_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt][\d:.]+(?:[Zz]|[+-]\d{2}:\d{2})")


def instants(value: Any) -> Any:
    """JSON with its date-times as instants, which compare whatever their spelling is."""
    if isinstance(value, dict):
        return {name: instants(item) for name, item in value.items()}
    if isinstance(value, list):
        return [instants(item) for item in value]
    if isinstance(value, str) and _DATE_TIME.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return value
    return value
