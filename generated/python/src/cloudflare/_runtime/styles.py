"""The styles of parameters that few APIs use (OpenAPI 3.1, 4.8.12.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from .encode import Encoded, encode_json, plain_text, to_wire
from .models import BaseModel
from .sentinels import LEFT_OUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")

# Reserved characters (RFC 3986, 2.2) but for those that would end or split a query parameter.
RESERVED = ":/?@!$'()*,;"
# Those that several segments of a path may hold.
SEGMENTS = "/:@!$&'()*+,;="
# Those that all of a query may hold, which is encoded already.
QUERY = RESERVED + "&=+%[]"


class Bracketed(dict[str, object]):
    """A mapping whose members are each written as `name[key]`."""


def indexed(value: object) -> Any:
    """A list with numbers as names, `a[0]=1`, and a mapping with brackets, `a[b][0]=1`."""
    if isinstance(value, BaseModel) or hasattr(value, "model_dump"):
        value = to_wire(value)
    if isinstance(value, Mapping):
        return Bracketed((str(key), indexed(item)) for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return Bracketed((str(number), indexed(item)) for number, item in enumerate(value))
    return value


def json_text(value: T) -> T | str:
    """The JSON text of a value (`content` of a parameter); what is left out stays so."""
    return value if isinstance(value, LEFT_OUT) else encode_json(value).decode()


def reserved(value: Any) -> Any:
    """Text of a query whose reserved characters stay as they are (`allowReserved`)."""
    if value is None or isinstance(value, LEFT_OUT):
        return value
    if isinstance(value, Mapping):
        return {key: reserved(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [reserved(item) for item in value]
    return Encoded(quote(plain_text(value), safe=RESERVED))


def whole_query(value: Any) -> Any:
    """All of a query: a mapping of parameters, or text that is taken as it is."""
    if isinstance(value, LEFT_OUT):
        return {}
    if isinstance(value, BaseModel) or hasattr(value, "model_dump"):
        value = to_wire(value)
    return value if isinstance(value, Mapping) else Encoded(quote(plain_text(value), safe=QUERY))


def json_query(value: object) -> Any:
    """All of a query as JSON text."""
    return {} if isinstance(value, LEFT_OUT) else Encoded(quote(encode_json(value), safe=""))


def header_text(value: Any, *, explode: bool = False) -> Any:
    """The header of a mapping, `name,value` or exploded `name=value` (style `simple`)."""
    if not isinstance(value, Mapping):
        return value
    if explode:
        return [f"{name}={plain_text(item)}" for name, item in value.items()]
    return [part for pair in value.items() for part in pair]


def simple_segment(name: str, value: object, *, explode: bool = False) -> str:
    """`1,2` of a list as a part of a path; of a mapping `a,1`, or exploded `a=1`.

    Args:
        name: the parameter, for the error message.

    Raises:
        ValueError: the value is empty, `.` or `..`, any of which would address another resource.
        TypeError: the value has no text.
    """
    text = ",".join(_items(value, joint="=" if explode else ","))
    if text in ("", ".", ".."):
        raise ValueError(f"`{name}` must be neither empty nor a dot segment, but is {value!r}")
    return text


def reserved_segments(name: str, value: object) -> str:
    """Text that may be several segments of a path (`allowReserved`).

    Raises:
        ValueError: the value is empty, or one of its segments is `.` or `..`.
        TypeError: the value has no text.
    """
    text = "" if value is None or isinstance(value, LEFT_OUT) else plain_text(value)
    if not text or not {".", ".."}.isdisjoint(text.split("/")):
        raise ValueError(f"`{name}` must neither be empty nor have dot segments, but is {value!r}")
    return quote(text, safe=SEGMENTS)


def label_segment(name: str, value: object, *, explode: bool = False) -> str:
    """`.1,2` of a list as a part of a path, or exploded `.1.2`; of a mapping `.a,1` or `.a=1`.

    Raises:
        ValueError: the value is empty.
        TypeError: the value has no text.
    """
    items = _items(value, joint="=" if explode else ",")
    text = ("." if explode else ",").join(items)
    # `..` leads to another resource.
    if text in ("", "."):
        raise ValueError(f"`{name}` must be neither empty nor a dot segment, but is {value!r}")
    return f".{text}"


def matrix_segment(name: str, wire: str, value: object, *, explode: bool = False) -> str:
    """`;a=1,2` of a list as a part of a path, or exploded `;a=1;a=2`; of a mapping `;b=1`.

    Args:
        wire: the name in the path.

    Raises:
        ValueError: the value is empty.
        TypeError: the value has no text.
    """
    items = _items(value, joint="=" if explode else ",")
    if not items or items == [""]:
        raise ValueError(f"`{name}` must not be empty, but is {value!r}")
    key = quote(wire, safe="")
    if not explode:
        return f";{key}={','.join(items)}"
    if isinstance(value, Mapping):
        return "".join(f";{item}" for item in items)
    return "".join(f";{key}={item}" for item in items)


def _items(value: object, *, joint: str) -> list[str]:
    """The percent-encoded texts of a value, each pair of a mapping joined."""
    if value is None or isinstance(value, LEFT_OUT):
        return []
    if isinstance(value, Mapping):
        return [
            f"{quote(str(key), safe='')}{joint}{quote(plain_text(item), safe='')}"
            for key, item in value.items()
        ]
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [quote(plain_text(item), safe="") for item in value]
    return [quote(plain_text(value), safe="")]
