"""Values of one of several types: which one it is.

A variant is known by the member that tells variants apart, where there is such a member. Else it
is known by what the object looks like: the required members, then the most members that a variant
knows.

These functions never raise: an object of no known variant is handed on as it is, so that a server
may be newer than the SDK.
"""

from __future__ import annotations

from collections.abc import Mapping

from .models import BaseModel, is_optional, wire_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any, TypeAlias, TypeVar

    T = TypeVar("T")
    Decoder: TypeAlias = Callable[[Any], T]
    Encoder: TypeAlias = Callable[[object], object]


def either(value: Any, *converters: Decoder[Any]) -> Any:
    """What the first function makes of the value that does not hand it on as it is."""
    for convert in converters:
        converted = convert(value)
        if converted is not value:
            return converted
    return value


# ---------------------------------------------------------------- responses


def tagged(tag: str, variants: Callable[[], Mapping[Any, Decoder[Any]]]) -> Decoder[Any]:
    """A decoder of objects whose member `tag` says of which variant they are.

    Args:
        variants: Gives for each value of that member the decoder. It is called once, when the first
            object is decoded, since classes of other modules may not be there before.
    """
    table: Mapping[Any, Decoder[Any]] = {}

    def decode(value: Any) -> Any:
        nonlocal table
        if not isinstance(value, dict):
            return value
        table = table or variants()
        return decode_tagged(value, tag, table)

    return decode


def decode_tagged(value: Any, tag: str, variants: Mapping[Any, Decoder[Any]]) -> Any:
    """The object decoded as its member `tag` says; anything else unchanged."""
    if not isinstance(value, dict):
        return value
    try:
        decode = variants.get(value.get(tag))
    except TypeError:  # The member is a list or an object.
        return value
    if decode is None and type(value) is not dict:
        decode = _by_python_name(value, tag, variants)
    return value if decode is None else decode(value)


def _by_python_name(
    value: dict[str, Any], tag: str, variants: Mapping[Any, Decoder[Any]]
) -> Decoder[Any] | None:
    """The decoder of an object that a caller made, whose names may be the Python ones."""
    for name, decode in variants.items():
        cls = getattr(decode, "__self__", None)
        if isinstance(cls, type) and issubclass(cls, BaseModel):
            names = wire_names(cls)
            if any(wire == tag and value.get(python) == name for python, wire in names.items()):
                return decode
    return None


def decode_closest(
    value: Any, classes: Iterable[type[BaseModel]], otherwise: Decoder[Any] | None = None
) -> Any:
    """The object as an instance of the class that it looks most like; anything else unchanged.

    Args:
        otherwise: What decodes an object that does not certainly look like one of the classes. Without
            it, some doubt is allowed.
    """
    if not isinstance(value, dict):
        return value
    found = [
        (rank, cls)
        for cls in classes
        if (rank := _likeness(value, cls, certain=otherwise is not None))
    ]
    if found:
        return max(found, key=lambda each: each[0])[1]._decode(value)
    return value if otherwise is None else otherwise(value)


class Shape:
    """What the objects of a class look like."""

    __slots__ = ("constants", "fixed", "kinds", "known", "required")

    def __init__(self, cls: type[BaseModel]) -> None:
        names = wire_names(cls)
        self.known = frozenset(names.values())
        self.required = frozenset(
            wire for name, wire in names.items() if not is_optional(cls, name)
        )
        self.constants: dict[str, Collection[Any]] = {}
        """The members that have one of these values."""
        self.fixed: dict[str, Any] = {}
        """The members that have this value."""
        self.kinds: dict[str, tuple[type, ...]] = {}
        """The members whose JSON type the annotation tells."""
        for base in reversed(cls.__mro__):
            for name, annotation in getattr(base, "__annotations__", {}).items():
                if name in names and isinstance(annotation, str):
                    stated = annotation.removeprefix("_builtins.").removesuffix(" | None")
                    self._read(names[name], stated)

    def _read(self, wire: str, annotation: str) -> None:
        head, bracket, _ = annotation.partition("[")
        if head == "Literal" and annotation.endswith("]"):
            values = _constants(annotation)
            if len(values) == 1:
                self.fixed[wire] = values[0]
            elif values:
                self.constants[wire] = values
        elif (kind := KINDS.get(head)) and (not bracket or "|" not in annotation):
            self.kinds[wire] = kind


KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "date": (str,),
    "datetime": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "list": (list,),
    "dict": (dict,),
}

_shapes: dict[type[BaseModel], Shape] = {}


def _shape(cls: type[BaseModel]) -> Shape:
    shape = _shapes.get(cls)
    if shape is None:
        shape = _shapes[cls] = Shape(cls)
    return shape


def _constants(annotation: str) -> tuple[Any, ...]:
    """The values of `Literal["a", "b"]`."""
    from ast import literal_eval

    try:
        values = literal_eval(f"({annotation.removeprefix('Literal[')[:-1]},)")
    except (ValueError, SyntaxError):
        return ()
    return values if isinstance(values, tuple) else ()


def _likeness(value: dict[str, Any], cls: type[BaseModel], *, certain: bool) -> tuple[int, ...]:
    """How much an object looks like those of a class; empty if it does not.

    Args:
        certain: whether only an object counts that can be nothing else.
    """
    shape = _shape(cls)
    data = value
    if type(value) is not dict:  # A caller made it, and may have used the Python names.
        names = wire_names(cls)
        data = {names.get(name, name): item for name, item in value.items()}
    for name, constant in shape.fixed.items():
        if data.get(name, constant) not in (constant, None):
            return ()
    known = data.keys() & shape.known
    complete = shape.required <= known
    agreed = denied = 0
    for name in known:
        item = data[name]
        if name in shape.fixed:
            agrees = True
        elif name in shape.constants and item is not None:
            agrees = item in shape.constants[name]
        elif name in shape.kinds and item is not None:
            agrees = isinstance(item, shape.kinds[name])
        else:
            continue
        agreed += agrees
        denied += not agrees
    if not complete and (denied or not shape.required & known):
        return ()
    if certain and not (complete and not denied and (shape.required or len(known) == len(data))):
        return ()
    return (complete, -denied, len(known), agreed, len(shape.required))


# ---------------------------------------------------------------- requests


def encode_tagged(value: object, tags: Collection[str], variants: Mapping[Any, Encoder]) -> object:
    """The object encoded as the member says that tells variants apart; anything else unchanged.

    Args:
        tags: The names of that member, the API's and those in Python.
        variants: For its values the encoders of the variants that need one.
    """
    if isinstance(value, Mapping):
        for tag in tags:
            try:
                encode = variants.get(value.get(tag))
            except TypeError:
                return value
            if encode is not None:
                return encode(value)
    return value


def variant(encode: Encoder, names: Mapping[str, str], required: Collection[str] = ()) -> Variant:
    """One of the objects that a request may hold.

    Args:
        encode: What gives an object of the variant the names of the API.
        names: Python name → name in the API, of all members.
        required: The names in the API of those that must be there.
    """
    return Variant(encode, names, frozenset(required))


class Variant:
    """What the objects of a variant look like."""

    __slots__ = ("encode", "names", "required", "wires")

    def __init__(self, encode: Encoder, names: Mapping[str, str], required: frozenset[str]) -> None:
        self.encode = encode
        self.names = names
        self.required = required
        self.wires = frozenset(names.values())

    def likeness(self, value: Mapping[Any, object]) -> tuple[int, ...]:
        keys = {self.names.get(key, key) for key in value}
        known = keys & self.wires
        return (self.required <= keys, len(known), len(self.required))


def encode_closest(value: object, *variants: Variant) -> object:
    """The object encoded as the variant that it looks most like; anything else unchanged."""
    if not isinstance(value, Mapping) or isinstance(value, BaseModel):
        return value
    return max(variants, key=lambda each: each.likeness(value)).encode(value)
