"""From parsed JSON to the values that models hold.

These functions never raise: a value of an unexpected kind is handed on as it is, so that a server
may be newer than the SDK.
"""

from __future__ import annotations

from datetime import date, datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Set
    from typing import Any, TypeVar

    from .response import AsyncBinaryAPIResponse, BinaryAPIResponse

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


def decode_tuple(
    value: Any,
    first: Sequence[Callable[[Any], Any] | None],
    rest: Callable[[Any], Any] | None = None,
) -> Any:
    """A list whose first items have decoders of their own; anything but a list unchanged.

    Args:
        first: Their decoders; None for an item that stays as it is.
        rest: The decoder of the items behind them.
    """
    if not isinstance(value, list):
        return value
    decoders = [*first[: len(value)], *[rest] * (len(value) - len(first))]
    return [
        item if decode is None else decode(item)
        for item, decode in zip(value, decoders, strict=True)
    ]


def decode_extra(data: dict[str, Any], known: Set[str], decode: Callable[[Any], Any]) -> None:
    """Decodes, in place, the members of a parsed JSON object that are not among the known ones."""
    # The names of an object that a caller made may still be the Python ones; it comes again later.
    if type(data) is dict:
        for name in data.keys() - known:
            data[name] = decode(data[name])


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
    # Whether the body must have been read.
    reads = True

    def __init__(self, take: Callable[[Any], Any]) -> None:
        self._take = take

    def __call__(self, response: Any) -> Any:
        return self._take(response)


class Unread(Undecoded):
    """A decoder that is given the answer before its body is read."""

    __slots__ = ()
    reads = False


# The decoder of an answer whose body, if any, means nothing.
no_content: Callable[[Any], None] = Undecoded(lambda _response: None)
# The decoder of an answer that is text.
text_content: Callable[[Any], str] = Undecoded(lambda response: response.text)


def _binary(response: Any) -> BinaryAPIResponse:
    from .response import BinaryAPIResponse

    return BinaryAPIResponse.of(response)


def _async_binary(response: Any) -> AsyncBinaryAPIResponse:
    from .response import AsyncBinaryAPIResponse

    return AsyncBinaryAPIResponse.of(response)


# The decoders of an answer that is bytes.
binary_content: Callable[[Any], BinaryAPIResponse] = Unread(_binary)
async_binary_content: Callable[[Any], AsyncBinaryAPIResponse] = Unread(_async_binary)


def isoformat_utc(value: datetime) -> str:
    """ISO 8601 with `Z` for UTC; a datetime without a time zone stays without one."""
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text
