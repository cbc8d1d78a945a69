"""Names and values in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sdksmith.load import Step
from sdksmith.report import quote

__all__ = ["choice", "cut", "listed", "named", "shown", "what"]


def named(step: Step) -> str:
    """A name of the document, which may be long."""
    return f"`{cut(str(step))}`"


def cut(text: str, limit: int = 60) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def listed(names: Iterable[str], word: str) -> str:
    """Names of fields, the last two joined by a word."""
    *most, last = [f"`{name}`" for name in names]
    return f"{', '.join(most)} {word} {last}" if most else last


def choice(options: Sequence[Any]) -> str:
    """Values of which one is allowed."""
    *most, last = [f"`{each}`" if isinstance(each, str) else shown(each) for each in options]
    return f"{', '.join(most)} or {last}" if most else last


def shown(value: Any) -> str:
    """A value, as a message quotes it."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (dict, list)):
        return what(value)
    return cut(json.dumps(value))


def what(value: Any) -> str:
    """What a value is, without telling it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return "a text" if value else "an empty text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "a mapping"
