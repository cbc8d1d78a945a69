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
    from collections.abc import Callable


def renamed(
    value: object,
    names: Mapping[str, str],
    nested: Mapping[str, Callable[[object], object]] | None = None,
) -> object:
    """A mapping with the API's names; a model, and anything else, unchanged.

    Args:
        names: Python name → name in the API, for those that differ. Other keys stay, so a caller
            may use the API's own names, or ones that this SDK does not know.
        nested: For members that are objects themselves, by their name in the API, what renames
            them.
    """
    if not isinstance(value, Mapping) or isinstance(value, BaseModel):
        return value
    data = {
        names.get(key, key): item for key, item in value.items() if not isinstance(item, LEFT_OUT)
    }
    for name, encode in (nested or {}).items():
        if name in data:
            data[name] = encode(data[name])
    return data


def encode_list(value: object, encode: Callable[[object], object]) -> object:
    """A list or tuple with each item encoded; anything else unchanged."""
    return [encode(item) for item in value] if isinstance(value, (list, tuple)) else value


def encode_dict(value: object, encode: Callable[[object], object]) -> object:
    """A mapping with each value encoded; anything else unchanged."""
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return value
