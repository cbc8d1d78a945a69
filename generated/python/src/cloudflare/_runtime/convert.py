"""From parsed JSON to the values that models hold.

These functions never raise: a value of an unexpected kind is handed on as it is, so that a server
may be newer than the SDK.
"""

from __future__ import annotations

from datetime import date, datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    T = TypeVar("T")

DATE_LENGTH = len("2024-01-31")
SHORTEST_DATETIME = len("2024-01-31T12:00:00")


def to_datetime(value: Any) -> Any:
    """The `datetime` that an RFC 3339 text names; any other value unchanged."""
    if isinstance(value, str) and len(value) >= SHORTEST_DATETIME and value[DATE_LENGTH] in "Tt ":
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return _lower_case_datetime(value)
    return value


def _lower_case_datetime(value: str) -> datetime | str:
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        return value


def to_date(value: Any) -> Any:
    """The `date` that a text such as `2024-01-31` names; any other value unchanged."""
    if isinstance(value, str) and len(value) == DATE_LENGTH:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def decode_list(value: Any, decode: Callable[[Any], T]) -> Any:
    """A list with every item decoded; anything but a list unchanged."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    return value


def decode_dict(value: Any, decode: Callable[[Any], T]) -> Any:
    """A dictionary with every value decoded; anything but a dictionary unchanged."""
    if isinstance(value, dict):
        return {key: decode(item) for key, item in value.items()}
    return value


def unwrap(field: str, decode: Callable[[Any], T]) -> Callable[[Any], T]:
    """The decoder of an envelope: decodes the value of `field`; `None` if there is no such."""

    def decode_field(data: Any) -> Any:
        return decode(data.get(field)) if isinstance(data, dict) else data

    return decode_field


def unchanged(data: T) -> T:
    """The decoder of a value of any type."""
    return data


class Undecoded:
    """A decoder that is given the answer itself: its body is not even parsed."""

    __slots__ = ("_take",)

    def __init__(self, take: Callable[[Any], Any]) -> None:
        self._take = take

    def __call__(self, response: Any) -> Any:
        return self._take(response)


# The decoder of an answer whose body, if any, means nothing.
no_content: Callable[[Any], None] = Undecoded(lambda _response: None)


def isoformat_utc(value: datetime) -> str:
    """ISO 8601 with `Z` for UTC; a datetime without a time zone stays without one."""
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text
