"""From the Python names of nested request objects to the API's.

These functions never raise: a value that is no object of the expected kind is handed on as it is,
for the API to judge.
"""

from __future__ import annotations

from collections.abc import Mapping

from .models import BaseModel
from .sentinels import LEFT_OUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


def renamed(
    value: object,
    names: Mapping[str, str],
    nested: Mapping[str, Callable[[object], object]] | None = None,
    extra: Callable[[object], object] | None = None,
    known: Collection[str] = (),
) -> object:
    """A mapping with the API's names; a model, and anything else, unchanged.

    Args:
        names: Python name → name in the API, for those that differ. Other keys stay, so a caller
            may use the API's own names, or ones that this SDK does not know.
        nested: For members that are objects themselves, by their name in the API, what renames
            them.
        extra: For members that are not `known`, by their names in the API, the same.
    """
    if not isinstance(value, Mapping) or isinstance(value, BaseModel):
        return value
    data = {
        names.get(key, key): item for key, item in value.items() if not isinstance(item, LEFT_OUT)
    }
    for name, encode in (nested or {}).items():
        if name in data:
            data[name] = encode(data[name])
    if extra is not None:
        for name in data.keys() - known:
            data[name] = extra(data[name])
    return data


def encode_list(value: object, encode: Callable[[object], object]) -> object:
    """A list or tuple with each item encoded; anything else unchanged."""
    return [encode(item) for item in value] if isinstance(value, (list, tuple)) else value


def encode_dict(value: object, encode: Callable[[object], object]) -> object:
    """A mapping with each value encoded; anything else unchanged."""
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return value


def encode_tuple(
    value: object,
    first: Sequence[Callable[[object], object] | None],
    rest: Callable[[object], object] | None = None,
) -> object:
    """A list or tuple whose first items have encoders of their own; anything else unchanged.

    Args:
        first: Their encoders; None for an item that stays as it is.
        rest: The encoder of the items behind them.
    """
    if not isinstance(value, (list, tuple)):
        return value
    encoders = [*first[: len(value)], *[rest] * (len(value) - len(first))]
    return [
        item if encode is None else encode(item)
        for item, encode in zip(value, encoders, strict=True)
    ]


def to_base64(value: object) -> object:
    """Bytes as the text that JSON has for them (RFC 4648); a text, and anything else, unchanged."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        from base64 import b64encode

        return b64encode(value).decode()
    return value
