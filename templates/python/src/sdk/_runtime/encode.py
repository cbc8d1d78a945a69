"""From Python values to the text of paths and queries, and to the bytes of JSON bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from json import JSONEncoder
from urllib.parse import quote

from .convert import isoformat_utc
from .models import BaseModel
from .sentinels import LEFT_OUT, omit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .sentinels import Omit

    T = TypeVar("T")


BINARY = (bytes, bytearray, memoryview)


class Encoded(str):
    """Text of a query that is percent-encoded already, so that its delimiters stay as they are."""

    __slots__ = ()


class Exploded:
    """A mapping in a query that has no name of its own there, only its members have."""

    __slots__ = ("members",)

    def __init__(self, members: Mapping[str, object]) -> None:
        self.members = members


def plain_text(value: object) -> str:
    """The text of one path, query or header value.

    Raises:
        TypeError: it is no string, number, boolean, date, datetime, UUID, decimal or enum member.
    """
    if isinstance(value, Enum):
        return plain_text(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return isoformat_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return _number_text(value)


def _number_text(value: object) -> str:
    # Imported here because few programs need them and both cost time at start-up.
    from decimal import Decimal
    from uuid import UUID

    if isinstance(value, (int, float, UUID, Decimal)):
        return str(value)
    raise TypeError(f"a value of the type `{type(value).__name__}` cannot be sent to the API")


def path_segment(name: str, value: object) -> str:
    """The value percent-encoded as one segment of a path.

    Args:
        name: the parameter, for the error message.
        value: a string, number, boolean, date, datetime, UUID or enum member.

    Raises:
        ValueError: the value is empty, `None`, `.` or `..`, any of which would address another
            resource.
        TypeError: the value is of another type.
    """
    text = "" if value is None or isinstance(value, LEFT_OUT) else plain_text(value)
    if text in ("", ".", ".."):
        raise ValueError(f"`{name}` must be neither empty nor a dot segment, but is {value!r}")
    return quote(text, safe="")


def isoformat(value: T) -> T | str:
    """A date or datetime as ISO 8601 text, UTC as `Z`; anything else unchanged."""
    return plain_text(value) if isinstance(value, date) else value


def exploded(value: T) -> T | Exploded:
    """A mapping whose members are query parameters of their own (style `form`); others unchanged."""
    return Exploded(value) if isinstance(value, Mapping) else value


def comma_separated(values: T) -> T | str:
    """A list as one query value `a,b` (style `form`, unexploded), a mapping as `name,value`."""
    return _joined(values, ",")


def space_separated(values: T) -> T | str:
    """A list as one query value `a%20b` (style `spaceDelimited`); anything but a list unchanged."""
    return _joined(values, "%20")


def pipe_separated(values: T) -> T | str:
    """A list as one query value `a%7Cb` (style `pipeDelimited`); anything but a list unchanged."""
    return _joined(values, "%7C")


def _joined(values: T, delimiter: str) -> T | str:
    if isinstance(values, Mapping):
        values = [part for pair in values.items() for part in pair]  # type: ignore[assignment]
    if isinstance(values, Iterable) and not isinstance(values, str):
        return Encoded(delimiter.join(_quoted(value) for value in values if value is not None))
    return values


def _quoted(value: object) -> str:
    if isinstance(value, Encoded):
        return value
    if isinstance(value, (Mapping, list, tuple)):  # No style says how; JSON can be read back.
        return quote(encode_json(value).decode(), safe="")
    return quote(plain_text(value), safe="")


def encode_query(query: Mapping[str, object]) -> str:
    """The query string, without `?`, of names and values.

    A list repeats its name, a mapping becomes `name[key]=value`, and one inside a list
    `name[0][key]=value`; `None` and `omit` are left out. Text made by `comma_separated` and its kin
    is taken as it is.

    Raises:
        TypeError: a value is of a type that has no text.
    """
    pairs: list[str] = []
    for name, value in query.items():
        _add_pairs(pairs, quote(name, safe=""), value)
    return "&".join(pairs)


def _add_pairs(pairs: list[str], name: str, value: object) -> None:
    if value is None or isinstance(value, LEFT_OUT):
        return
    if isinstance(value, Encoded):
        if value:
            pairs.append(f"{name}={value}")
    elif isinstance(value, Exploded):
        for key, item in value.members.items():
            _add_pairs(pairs, quote(str(key), safe=""), item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _add_pairs(pairs, f"{name}%5B{quote(str(key), safe='')}%5D", item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for number, item in enumerate(value):
            _add_pairs(pairs, f"{name}%5B{number}%5D" if is_object(item) else name, item)
    elif isinstance(value, (str, int, float)):
        pairs.append(f"{name}={quote(plain_text(value), safe='')}")
    elif isinstance(wire := to_wire(value), (dict, list)):
        _add_pairs(pairs, name, wire)
    else:
        pairs.append(f"{name}={quote(plain_text(wire), safe='')}")


def optional(members: dict[str, object]) -> dict[str, object] | Omit:
    """The members of a body that is not sent when none of them is given."""
    return members if any(not isinstance(v, LEFT_OUT) for v in members.values()) else omit


def is_object(value: object) -> bool:
    """Whether the JSON value of this one is an object."""
    return isinstance(value, (Mapping, BaseModel)) or hasattr(value, "model_dump")


def to_wire(value: object) -> object:
    """The JSON value of an object that JSON has no type for.

    Models, also those of pydantic, mappings, sets and other iterables, dates, UUIDs, decimals, enum
    members.

    Raises:
        TypeError: there is no JSON value for it.
    """
    if isinstance(value, BaseModel):
        return value.to_dict(mode="json")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, LEFT_OUT):
        raise TypeError(f"`{value}` stands for a parameter, it cannot stand inside one's value")
    dump = getattr(value, "model_dump", None)
    if callable(dump):
        return dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable) and not isinstance(value, BINARY) and not hasattr(value, "read"):
        return list(value)
    return plain_text(value)


_encode = JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=to_wire
).encode


def encode_json(value: object) -> bytes:
    """The JSON text of a request body, in UTF-8.

    Raises:
        TypeError: a value inside has no JSON form.
        ValueError: a number is not finite, a text is not Unicode, or a value contains itself.
    """
    return _encode(value).encode()
