"""From an answer to the type that a caller names: `cast_to` and `parse(to=)`."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from .convert import Undecoded, decode_dict, decode_list, no_content, unchanged
from .http import LIBRARIES
from .models import BaseModel
from .unions import decode_closest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

UNDECODED: dict[Any, Callable[[Any], Any]] = {
    None: no_content,
    type(None): no_content,
    str: Undecoded(lambda response: response.text),
    bytes: Undecoded(lambda response: response.content),
}
PLAIN = (dict, list, str, int, float)
UNIONS = (Union, UnionType)
RESPONSE = Undecoded(lambda response: response)
ALLOWED = (
    "a model, a class with `model_validate`, `list[…]` or `dict[str, …]` of these, a union of "
    "the SDK's models with such lists and dictionaries, `object`, `dict` or `list` for plain JSON, "
    "`str` or `bytes` for the undecoded body, "
    "`httpx2.Response`, or `None`"
)


def caster(to: Any) -> Callable[[Any], Any]:
    """The decoder for a type.

    Args:
        to: `None` for nothing; `str` or `bytes` for the body as it is, whatever its content type;
            `httpx2.Response` or `httpx.Response` for the answer; a class of models, of this SDK or
            any that has `model_validate`; `list[X]`, `dict[str, X]` and `X | None`; a union such as
            `A | list[A] | str`, whose models are told apart by what the object looks like;
            `object`, `Any`, `dict`, `list`, a class of JSON values or `Literal[…]` for the JSON
            value as it is.

    Raises:
        TypeError: it is none of these.
    """
    to = _without_none(to)
    if to in UNDECODED:
        return UNDECODED[to]
    name, library = getattr(to, "__name__", ""), getattr(to, "__module__", "").partition(".")[0]
    return RESPONSE if name == "Response" and library in LIBRARIES else _json_caster(to)


def _json_caster(to: Any) -> Callable[[Any], Any]:
    to = _without_none(to)
    origin, arguments = get_origin(to), get_args(to)
    if origin in UNIONS:
        return _union_caster([each for each in arguments if each is not type(None)])
    if origin is Literal:
        return unchanged
    if origin is list:
        item = _json_caster(arguments[0])
        return lambda data: decode_list(data, item)
    if origin is dict:
        value = _json_caster(arguments[1])
        return lambda data: decode_dict(data, value)
    if to in (Any, object) or (isinstance(to, type) and issubclass(to, PLAIN)):
        return unchanged
    if isinstance(to, type) and issubclass(to, BaseModel):
        return to._decode
    validate = getattr(to, "model_validate", None)
    if callable(validate):
        return lambda data: None if data is None else validate(data)
    raise _impossible(to)


def _impossible(to: Any) -> TypeError:
    return TypeError(f"an answer cannot be made a {to!r}; what it can be is {ALLOWED}")


def _union_caster(types: list[Any]) -> Callable[[Any], Any]:
    """The decoder of a value of one of several types."""
    models: list[type[BaseModel]] = []
    objects: list[Any] = []
    lists: list[Any] = []
    for to in types:
        kind = get_origin(to) or to
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            models.append(kind)
        elif isinstance(kind, type) and issubclass(kind, dict):
            objects.append(to)
        elif kind is list:
            lists.append(next(iter(get_args(to)), object))
        elif callable(getattr(to, "model_validate", None)):
            raise _impossible(to)  # Nothing tells what it looks like.
        else:
            _json_caster(to)  # raises unless the value stays as it is
    otherwise = _json_caster(objects[0]) if objects else None
    item = _union_caster(lists) if len(lists) > 1 else _json_caster(*lists or (object,))

    def decode(value: Any) -> Any:
        if isinstance(value, list) and lists:
            return decode_list(value, item)
        if isinstance(value, dict) and (models or otherwise):
            return decode_closest(value, models, otherwise)
        return value

    return decode


def _without_none(to: Any) -> Any:
    """`X` for `X | None`, since `null` and a missing body give `None` for every type."""
    to = getattr(to, "__value__", to)  # of `type X = …`
    if get_origin(to) in UNIONS:
        types = [each for each in get_args(to) if each is not type(None)]
        return types[0] if len(types) == 1 else to
    return to
