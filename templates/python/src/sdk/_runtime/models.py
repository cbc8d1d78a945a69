"""The base of all response classes.

An instance's `__dict__` IS the parsed JSON object, with the names that the API uses. So decoding
copies nothing: it converts the few values that need it, in place, and hands the dictionary to a new
object. Absent fields are absent from the dictionary, `null` is `None` in it, and fields that this
SDK does not know are simply there.
"""

from __future__ import annotations

from reprlib import recursive_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from typing import Any, ClassVar, Literal, Self, TypeVar

    T = TypeVar("T")
    M = TypeVar("M", bound="BaseModel")
    Dumped = Literal["python", "json"]


OPEN_METHODS = frozenset({"__getattr__", "_convert", "_decode"})


class Alias:
    """The attribute of a field whose Python name is not its name in the API."""

    __slots__ = ("name", "required", "wire")

    def __init__(self, wire: str, required: bool) -> None:
        self.wire = wire
        self.required = required
        self.name = wire

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        values: dict[str, Any] = instance.__dict__
        if self.required and self.wire not in values:
            raise _absent(instance, self.name)
        return values.get(self.wire)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.wire] = value

    def __delete__(self, instance: Any) -> None:
        if instance.__dict__.pop(self.wire, self) is self:
            raise _absent(instance, self.name)


def alias(wire: str, *, required: bool = False) -> Any:
    """Declares the field that the API calls `wire`.

    Reading it gives `None` where the response has no such field, or raises `AttributeError` if it
    is `required`.
    """
    return Alias(wire, required)


class Sealed:
    """A method that no key of an instance's dictionary can shadow.

    Python prefers the dictionary to a function of the class, but not to a descriptor that has
    `__set__`.
    """

    def __init__(self, member: Any) -> None:
        self.__wrapped__ = member
        self.__doc__ = member.__doc__

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self.__wrapped__.__get__(instance, owner)

    def __set__(self, instance: object, value: object) -> None:
        raise AttributeError(f"{self.__wrapped__.__name__} is a method and cannot be set")


class PydanticSerializer:
    """What pydantic looks for in a value that it knows nothing else of. Imported when it does."""

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        try:
            from .pydantic_schema import SERIALIZER
        except ImportError as error:
            raise AttributeError("pydantic is not installed") from error
        return SERIALIZER

    def __set__(self, instance: object, value: object) -> None:
        raise AttributeError("__pydantic_serializer__ cannot be set")


def sealed(cls: type[T]) -> type[T]:
    """Seals the methods of a class, except those that are only ever looked up on the class."""
    for name, member in list(vars(cls).items()):
        if (callable(member) or isinstance(member, classmethod)) and name not in OPEN_METHODS:
            setattr(cls, name, Sealed(member))
    return cls


def _absent(instance: object, name: str) -> AttributeError:
    return AttributeError(
        f"{type(instance).__name__} has no {name!r}: the response did not contain it",
        name=name,
        obj=instance,
    )


@sealed
class BaseModel:
    """An object of a response.

    Fields are attributes. Those that the response leaves out are `None`, except required ones,
    which raise `AttributeError`. `model_fields_set` tells an absent field from one that is `null`.
    Fields unknown to this SDK are kept, and are listed by `model_extra`. Nothing is validated: a
    field may hold a value of another type than the one declared, if that is what the server sent.
    So an object of a union stays a dictionary when it is of no variant that this SDK knows.

    A class of your own may add fields. Their values stay as they are in the JSON: annotations are
    not evaluated, so a field annotated with a model holds a dictionary.
    """

    _wire_names: ClassVar[dict[str, str]]
    __pydantic_serializer__ = PydanticSerializer()

    def __init__(self, /, **values: Any) -> None:
        from .construct import converted

        self.__dict__ = converted(type(self), values)

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        """Converts values in place. Overridden by generated classes that have something to do."""

    @classmethod
    def _decode(cls, data: Any) -> Self:
        """An instance that adopts a parsed JSON object; any other value is returned as it is."""
        if isinstance(data, dict):
            cls._convert(data)
            self = cls.__new__(cls)
            self.__dict__ = data
            return self
        return data  # type: ignore[no-any-return]

    @classmethod
    def construct(cls, /, _fields_set: object = None, **values: Any) -> Self:
        """An instance of these values, unvalidated, named as in Python or as in the API.

        Nested dictionaries, named in either way, become models. `_fields_set` is accepted for
        compatibility; the fields that are given are the ones that are set.
        """
        return _new_from(cls, values)

    @classmethod
    def model_construct(cls, /, _fields_set: object = None, **values: Any) -> Self:
        """The same as `construct`."""
        return _new_from(cls, values)

    @classmethod
    def model_validate(cls, obj: Any) -> Self:
        """An instance of a dictionary; an instance is returned as it is.

        Raises:
            ValueError: `obj` is neither.
        """
        if isinstance(obj, cls):
            return obj
        if isinstance(obj, dict):
            return _new_from(cls, obj)
        raise ValueError(f"a {cls.__name__} is made of a dictionary, not of a {type(obj).__name__}")

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray) -> Self:
        """An instance of the text of a JSON object.

        Raises:
            ValueError: it is no such text.
        """
        from json import loads

        return cls.model_validate(loads(json_data))

    @property
    def model_fields_set(self) -> set[str]:
        """The Python names of the fields that the response contained, unknown ones included."""
        return set(python_values(self))

    @property
    def model_extra(self) -> dict[str, Any]:
        """The fields that this version of the SDK does not know, by their names in the API."""
        known = set(wire_names(type(self)).values())
        return {name: value for name, value in self.__dict__.items() if name not in known}

    def to_dict(
        self,
        *,
        mode: Dumped = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> dict[str, Any]:
        """The fields as a dictionary, nested models included.

        Args:
            mode: `"json"` turns dates into text, `"python"` leaves them.
            use_api_names: use the API's names, else the Python ones.
            exclude_unset: leave out the fields that the response did not contain, else give them as
                `None`.
            exclude_defaults: leave out optional fields that are `None`.
            exclude_none: leave out all fields that are `None`.
            warnings: accepted for compatibility; there are none.
        """
        from .dump import DumpRule, dump

        rule = DumpRule(mode, use_api_names, exclude_unset, exclude_defaults, exclude_none)
        return dump(self, rule)

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> str:
        """The fields as JSON text, on one line if `indent` is `None`; see `to_dict`."""
        from .dump import DumpRule, dump, json_text

        rule = DumpRule("json", use_api_names, exclude_unset, exclude_defaults, exclude_none)
        return json_text(dump(self, rule), indent)

    def model_dump(
        self,
        *,
        mode: Dumped = "python",
        include: Collection[str] | None = None,
        exclude: Collection[str] | None = None,
        by_alias: bool = False,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        round_trip: bool = False,
        warnings: bool | Literal["none", "warn", "error"] = True,
        context: object = None,
        serialize_as_any: bool = False,
    ) -> dict[str, Any]:
        """`to_dict` with the defaults of pydantic: Python names, and absent fields as `None`.

        Args:
            include: the Python names of the only fields to give. A mapping says for each name
                `True`, or in the same way what to give of the value; the items of a list go by
                their numbers, `"__all__"` stands for each.
            exclude: what to leave out, in the same form.
            context, round_trip, serialize_as_any, warnings: accepted for compatibility; nothing
                depends on them.
        """
        from .dump import DumpRule, dump

        rule = DumpRule(mode, by_alias, exclude_unset, exclude_defaults, exclude_none)
        return dump(self, rule, include, exclude)

    def model_dump_json(
        self,
        *,
        indent: int | None = None,
        include: Collection[str] | None = None,
        exclude: Collection[str] | None = None,
        by_alias: bool = False,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        round_trip: bool = False,
        warnings: bool | Literal["none", "warn", "error"] = True,
        context: object = None,
        serialize_as_any: bool = False,
    ) -> str:
        """`model_dump` as JSON text."""
        from .dump import DumpRule, dump, json_text

        rule = DumpRule("json", by_alias, exclude_unset, exclude_defaults, exclude_none)
        return json_text(dump(self, rule, include, exclude), indent)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields replaced.

        Args:
            update: the new values, by Python names or by the API's.
            deep: copy nested values too, else share them.
        """
        copy = self.__deepcopy__({}) if deep else self.__copy__()
        names = wire_names(type(self))
        copy.__dict__.update(
            {names.get(name, name): value for name, value in (update or {}).items()}
        )
        return copy

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """The Python names and values of the fields that are present, as `dict(model)` takes them."""
        return iter(python_values(self).items())

    def __copy__(self) -> Self:
        return _new(type(self), dict(self.__dict__))

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        from copy import deepcopy

        return _new(type(self), deepcopy(self.__dict__, memo))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _new, (type(self), dict(self.__dict__))

    def __reduce_ex__(self, protocol: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _new, (type(self), dict(self.__dict__))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]  # as of every mutable value

    @recursive_repr("...")
    def __repr__(self) -> str:
        values = python_values(self)
        shown = [f"{name}={value!r}" for name, value in values.items() if name.isidentifier()]
        hidden = {name: value for name, value in values.items() if not name.isidentifier()}
        if hidden:
            shown.append(f"**{hidden!r}")
        return f"{type(self).__name__}({', '.join(shown)})"

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            # For what neither the response nor the class has: absent required fields, wrong names.
            if name in wire_names(type(self)):
                raise _absent(self, name)
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self
            )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from .pydantic_schema import core_schema

        return core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        from .pydantic_schema import json_schema

        return json_schema(cls)


def _new(cls: type[T], values: dict[str, Any]) -> T:
    instance = cls.__new__(cls)
    instance.__dict__ = values
    return instance


def _new_from(cls: type[M], values: Mapping[str, Any]) -> M:
    from .construct import converted

    return _new(cls, converted(cls, values))


def wire_names(cls: type[BaseModel]) -> dict[str, str]:
    """The declared fields: Python name → name in the API. Derived when first asked for."""
    names: dict[str, str] | None = cls.__dict__.get("_wire_names")
    if names is None:
        names = {}
        for base in reversed(cls.__mro__):
            for name in getattr(base, "__annotations__", ()):
                if not name.startswith("_"):
                    default = getattr(cls, name, None)
                    names[name] = default.wire if isinstance(default, Alias) else name
        cls._wire_names = names
    return names


def is_optional(cls: type[BaseModel], name: str) -> bool:
    """Whether a field that a response leaves out reads as `None`."""
    default = getattr(cls, name, cls)
    return not default.required if isinstance(default, Alias) else default is None


def python_values(model: BaseModel) -> dict[str, Any]:
    """The fields that are present, by their Python names.

    Unknown ones go by their own names, unless a known one has that name.
    """
    names = wire_names(type(model))
    values = model.__dict__
    known = {name: values[wire] for name, wire in names.items() if wire in values}
    wires = set(names.values())
    return known | {
        name: value for name, value in values.items() if name not in wires and name not in known
    }
