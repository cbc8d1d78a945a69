"""Types of the API as Go's types, and the functions that read and write their JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from sdksmith.flavors.go.code import OWN, Expr
from sdksmith.flavors.go.collapse import Choice, Group, constant_kind
from sdksmith.flavors.go.names import SHARED, Names, TypeName
from sdksmith.flavors.go.recursion import Recursion
from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Api,
    Array,
    Dictionary,
    Enumeration,
    Field,
    Kind,
    Method,
    Model,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
)
from sdksmith.records import record

DECODE: Final = f"{OWN}internal/decode"
ENCODE: Final = f"{OWN}internal/encode"
PARAM: Final = f"{OWN}param"
RESPJSON: Final = f"{OWN}packages/respjson"

_ANY: Final = Expr("any")
_STRING: Final = Expr("string")
_TIME: Final = Expr("time.Time", frozenset({"time"}))
_SCALARS: Final = {
    Kind.STRING: _STRING,
    Kind.UUID: _STRING,
    Kind.TIME: _STRING,
    Kind.DECIMAL: _STRING,
    Kind.INTEGER: Expr("int64"),
    Kind.NUMBER: Expr("float64"),
    Kind.BOOLEAN: Expr("bool"),
    Kind.NULL: _ANY,
    Kind.DATE: _TIME,
    Kind.DATE_TIME: _TIME,
    Kind.BASE64: Expr("[]byte"),
    Kind.BINARY: _STRING,
}
_REQUEST_SCALARS: Final = {**_SCALARS, Kind.BINARY: Expr("io.Reader", frozenset({"io"}))}
SCALAR_NAMES: Final = {
    Kind.STRING: "String",
    Kind.UUID: "String",
    Kind.TIME: "String",
    Kind.DECIMAL: "String",
    Kind.INTEGER: "Int",
    Kind.NUMBER: "Float",
    Kind.BOOLEAN: "Bool",
    Kind.NULL: "Any",
    Kind.DATE: "Date",
    Kind.DATE_TIME: "Time",
    Kind.BASE64: "Bytes",
    Kind.BINARY: "String",
}
"""What scalars are called in names: those of the functions that read and write them, and of variants."""
_ENUMS: Final = {
    Kind.STRING: "StringEnum",
    Kind.INTEGER: "IntEnum",
    Kind.NUMBER: "FloatEnum",
    Kind.BOOLEAN: "BoolEnum",
}
_NILABLE: Final = {
    Side.RESPONSE: {Group.ARRAY, Group.MAP, Group.ANY, Group.BYTES},
    Side.REQUEST: {Group.ANY},
}
"""What has a value of its own for null: in a request, a list or map that is nil is an empty one."""


@record
class Coder:
    """A function that reads or writes the JSON of a type.

    Args:
        name: What is called with the value; its type argument is known from that.
        items: Its further arguments: the functions for what the value holds.
        value: The function as a value, with its type arguments.
    """

    name: Expr
    items: tuple[Expr, ...]
    value: Expr

    def call(self, *arguments: str) -> Expr:
        """The call with these arguments in front of the further ones."""
        if not self.items:
            return Expr(f"{self.name.code}({', '.join(arguments)})", self.name.imports)
        given = ", ".join((*arguments, *(item.code for item in self.items)))
        imports = self.name.imports.union(*(item.imports for item in self.items))
        return Expr(f"{self.name.code}({given})", imports)


def _plain(function: Expr) -> Coder:
    return Coder(function, (), function)


_DECODERS: Final = {
    kind: _plain(Expr(f"decode.{name}", frozenset({DECODE}))) for kind, name in SCALAR_NAMES.items()
}
_ENCODERS: Final = {
    kind: _plain(Expr(f"encode.{name}", frozenset({ENCODE})))
    for kind, name in {**SCALAR_NAMES, Kind.BINARY: "File"}.items()
}


class Types:
    """Writes type expressions and the names of functions, as they stand in the code of a package.

    `package` is the name of that package; for one that is none of the SDK's types, everything has its package in front.
    Null is no type of its own: the `Field` beside a value says it. Only among the items of a list or map it is a nil
    pointer in responses, and a `param.Field` in requests.
    """

    def __init__(self, api: Api, names: Names) -> None:
        self._api = api
        self._names = names
        self._recursion = Recursion(api, names.collapse)
        self._cached: dict[tuple[int, Side, str], tuple[Type, Expr]] = {}
        self._coders: dict[tuple[int, Side, str], tuple[Type, Coder]] = {}

    def response(self, type: Type, package: str) -> Expr:
        """The type of a value in a response."""
        return self.of(type, Side.RESPONSE, package)

    def request(self, type: Type, package: str) -> Expr:
        """The type of a value in a request: the `T` of its `param.Field[T]`."""
        return self.of(type, Side.REQUEST, package)

    def decoder(self, type: Type, package: str) -> Expr:
        """A `decode.Func` for a value in a response."""
        return self.coder(type, Side.RESPONSE, package).value

    def encoder(self, type: Type, package: str) -> Expr:
        """An `encode.Func` for a value in a request."""
        return self.coder(type, Side.REQUEST, package).value

    def params_encoder(self, method: Method, package: str) -> Expr:
        """The `encode.Func` for the struct of a method's parameters: what of them is the body."""
        return self.function(TypeName(package, self._names.params(method)), "encode", package)

    def of(self, type: Type, side: Side, package: str) -> Expr:
        """The type of a value."""
        if isinstance(type, Scalar):
            return (_SCALARS if side is Side.RESPONSE else _REQUEST_SCALARS)[type.kind]
        key = id(type), side, package
        found = self._cached.get(key)
        if found is None:
            # The type is kept, so that no other one gets its identity.
            found = self._cached[key] = type, self._of(type, side, package)
        return found[1]

    def coder(self, type: Type, side: Side, package: str) -> Coder:
        """The function that decodes a value of a response, or encodes one of a request."""
        if isinstance(type, Scalar):
            return (_DECODERS if side is Side.RESPONSE else _ENCODERS)[type.kind]
        key = id(type), side, package
        found = self._coders.get(key)
        if found is None:
            found = self._coders[key] = type, self._coder(type, side, package)
        return found[1]

    # ------------------------------------------------------------ members of objects

    def boxed(self, model: Model, field: Field, side: Side) -> bool:
        """Whether a field is a pointer, because the object would hold itself."""
        return self._recursion.boxed(model, field, side)

    def member(self, model: Model, field: Field, side: Side, package: str) -> Expr:
        """The type of a field of an object."""
        type = self.of(field.type, side, package)
        return type.wrap("*", "") if self.boxed(model, field, side) else type

    def member_coder(self, model: Model, field: Field, side: Side, package: str) -> Coder:
        """What `coder` is, for a field of an object."""
        coder = self.coder(field.type, side, package)
        if not self.boxed(model, field, side):
            return coder
        if side is Side.RESPONSE:
            return _over("decode.Pointer", "decode.PointerTo", coder.value, DECODE)
        return _over("encode.PointerTo", "encode.PointerTo", coder.value, ENCODE)

    # ------------------------------------------------------------ names

    def named(self, type: Object | Reference, side: Side, package: str) -> Expr:
        """A model or an alias."""
        id = type.model if isinstance(type, Object) else type.alias
        if local := self._names.local(package, id, side):
            return Expr(local)
        return self.seen(self._names.type(id, side), package)

    def seen(self, name: TypeName, package: str) -> Expr:
        """A declared type as it is called in a package."""
        if name.package == package:
            return Expr(name.name)
        return Expr(f"{name.package}.{name.name}", frozenset({f"{OWN}{name.package}"}))

    def function(self, name: TypeName, verb: str, package: str) -> Expr:
        """The function that decodes or encodes a declared type."""
        if name.package == SHARED:
            verb = verb.capitalize()
        return self.seen(TypeName(name.package, f"{verb}{name.name}"), package)

    # ------------------------------------------------------------ types

    def _of(self, type: Type, side: Side, package: str) -> Expr:
        match type:
            case Scalar():
                return self.of(type, side, package)
            case Unknown():
                return _ANY
            case Nullable(inner):
                return self.of(inner, side, package)
            case Array(items):
                return self.item(items, side, package).wrap("[]", "")
            case Tuple(items, rest):
                only = self._only([*items, *([rest] if rest is not None else [])], side, package)
                return (only or _ANY).wrap("[]", "")
            case Dictionary(values):
                return self.item(values, side, package).wrap("map[string]", "")
            case Enumeration():
                if constant_kind(type) is None:
                    return _ANY
                return self.seen(self._names.inline(type, side, package), package)
            case Union():
                collapsed = self._names.collapse.union(type, side)
                if isinstance(collapsed, Choice):
                    return self.seen(self._names.inline(type, side, package), package)
                return self.of(collapsed, side, package)
            case Object() | Reference():
                return self.named(type, side, package)
            case _:
                assert_never(type)

    def item(self, type: Type, side: Side, package: str) -> Expr:
        """The type of an item of a list or map."""
        expression = self.of(type, side, package)
        if not self.is_nullable(type, side):
            return expression
        if side is Side.RESPONSE:
            return expression.wrap("*", "")
        return expression.wrap("param.Field[", "]", PARAM)

    def is_nullable(self, type: Type, side: Side) -> bool:
        """Whether an item of a list or map needs more than its type to be null."""
        if isinstance(type, Reference):
            nullable = isinstance(self._api.aliases[type.alias].type, Nullable)
        else:
            nullable = isinstance(type, Nullable)
        return nullable and self._names.collapse.group(type, side) not in _NILABLE[side]

    def _only(self, types: Sequence[Type], side: Side, package: str) -> Expr | None:
        """The one type of all items."""
        found = [self.item(type, side, package) for type in types]
        return found[0] if found and len({each.code for each in found}) == 1 else None

    # ------------------------------------------------------------ functions

    def _coder(self, type: Type, side: Side, package: str) -> Coder:
        decodes = side is Side.RESPONSE
        runtime, path = ("decode", DECODE) if decodes else ("encode", ENCODE)
        match type:
            case Scalar():
                return self.coder(type, side, package)
            case Unknown():
                return _plain(Expr(f"{runtime}.Any", frozenset({path})))
            case Nullable(inner):
                return self.coder(inner, side, package)
            case Array(items):
                return self._slice(self.item_coder(items, side, package), side)
            case Tuple(items, rest):
                return self._tuple(items, rest, side, package)
            case Dictionary(values):
                coder = self.item_coder(values, side, package)
                name = "decode.Map" if decodes else "encode.MapOf"
                return _over(name, f"{runtime}.MapOf", coder, path)
            case Enumeration():
                kind_ = constant_kind(type)
                if kind_ is None:
                    return _plain(Expr(f"{runtime}.Any", frozenset({path})))
                return self._enum(kind_, self.of(type, side, package), side)
            case Union():
                collapsed = self._names.collapse.union(type, side)
                if not isinstance(collapsed, Choice):
                    return self.coder(collapsed, side, package)
                name_ = self._names.inline(type, side, package)
                return _plain(self.function(name_, runtime, package))
            case Object(id):
                return _plain(self.function(self._names.type(id, side), runtime, package))
            case Reference(id):
                found = self._names.collapse.alias(id, side)
                if isinstance(found, Enumeration) and (kind_ := constant_kind(found)) is not None:
                    return self._enum(kind_, self.of(type, side, package), side)
                if isinstance(found, Choice) or self._recursion.is_recursive(id, side):
                    return _plain(self.function(self._names.type(id, side), runtime, package))
                return self.coder(found, side, package)
            case _:
                assert_never(type)

    def item_coder(self, type: Type, side: Side, package: str) -> Expr:
        """The function for an item of a list or map."""
        value = self.coder(type, side, package).value
        if not self.is_nullable(type, side):
            return value
        if side is Side.RESPONSE:
            return value.wrap("decode.PointerTo(", ")", DECODE)
        return value.wrap("encode.FieldOf(", ")", ENCODE)

    def _slice(self, item: Expr, side: Side) -> Coder:
        if side is Side.RESPONSE:
            return _over("decode.Slice", "decode.SliceOf", item, DECODE)
        return _over("encode.SliceOf", "encode.SliceOf", item, ENCODE)

    def _enum(self, kind: Kind, type: Expr, side: Side) -> Coder:
        runtime, path = ("decode", DECODE) if side is Side.RESPONSE else ("encode", ENCODE)
        name = Expr(f"{runtime}.{_ENUMS[kind]}", frozenset({path}))
        return Coder(name, (), type.wrap(f"{name.code}[", "]", path))

    def _tuple(self, items: Sequence[Type], rest: Type | None, side: Side, package: str) -> Coder:
        every = [*items, *([rest] if rest is not None else [])]
        if self._only(every, side, package) is not None:
            return self._slice(self.item_coder(every[0], side, package), side)
        if side is Side.REQUEST:
            return self._slice(Expr("encode.Any", frozenset({ENCODE})), side)

        def boxed(type: Type) -> Expr:
            if isinstance(type, Unknown):
                return Expr("decode.Any", frozenset({DECODE}))
            return self.coder(type, side, package).value.wrap("decode.Boxed(", ")", DECODE)

        given = (boxed(rest) if rest is not None else Expr("nil"), *map(boxed, items))
        name = Expr("decode.Tuple", frozenset({DECODE}))
        code = ", ".join(each.code for each in given)
        imports = name.imports.union(*(each.imports for each in given))
        return Coder(name, given, Expr(f"decode.TupleOf({code})", imports))

    def is_declared(self, alias: ModelId, side: Side) -> bool:
        """Whether an alias for a list or map is a type of its own, because it holds itself."""
        return self._recursion.is_recursive(alias, side)


def _over(name: str, value: str, item: Expr, path: str) -> Coder:
    """A function over items."""
    return Coder(Expr(name, frozenset({path})), (item,), item.wrap(f"{value}(", ")", path))
