"""The code that converts values between Python and the wire.

A decoder makes of a parsed JSON value what a response holds; an encoder gives what a request holds the names of the
API. Both are written as the name of a function or as `lambda value: f(value, …)`, and hand on what they do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never

from sdksmith.flavors.python.code import Expr, Import, Module
from sdksmith.flavors.python.converted import decoded, encoded, fields
from sdksmith.flavors.python.modules import Names
from sdksmith.flavors.python.quote import lit
from sdksmith.ir import (
    Alias,
    Array,
    Dictionary,
    Discriminator,
    Enumeration,
    Kind,
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
    without_null,
)
from sdksmith.names import identifier, snake, words
from sdksmith.records import record
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

_TIMES = {Kind.DATE: "to_date", Kind.DATE_TIME: "to_datetime"}
_TEXTS = {Kind.STRING, Kind.TIME, Kind.UUID, Kind.DECIMAL, Kind.BASE64, Kind.BINARY}
_LAMBDA = "lambda value: "
_UNCHANGED = Expr("unchanged", frozenset({Import(("_runtime", "convert"), "unchanged")}))

Convert: TypeAlias = "Callable[[Type, Module | None], Expr | None]"


@record
class Tagged:
    """The decoders of a union by the values of the member that tells its variants apart."""

    tag: str
    decoders: tuple[tuple[str, Expr], ...]

    @property
    def imports(self) -> frozenset[Import]:
        return frozenset[Import]().union(*(code.imports for _, code in self.decoders))


class Converters:
    """Writes the code that converts values between Python and the wire.

    Args:
        models: All models by their id.
        aliases: All aliases by their id.
    """

    def __init__(
        self, models: Mapping[ModelId, Model], aliases: Mapping[ModelId, Alias], names: Names
    ) -> None:
        self._models = models
        self._aliases = aliases
        self._shapes = Shapes(models, aliases)
        self._names = names
        self._open: set[Type] = set()
        self._encoded = encoded(
            [model for model in models.values() if model.sent],
            [alias for alias in aliases.values() if alias.sent],
        )
        self._decoded = decoded({id: alias for id, alias in aliases.items() if alias.received})
        self._without_idle(self._decoded, self.decoder)
        self._without_idle(self._encoded, self.encoder)

    def _without_idle(self, found: set[ModelId], convert: Convert) -> None:
        """Of some unions it turns out only when their code is written that nothing is to do."""
        idle: set[ModelId] | None = None
        while idle is None or idle:
            aliases = [self._aliases[id] for id in found if id in self._aliases]
            idle = {alias.id for alias in aliases if convert(alias.type, None) is None}
            found -= idle

    # ------------------------------------------------------------ responses

    def decoder(self, type: Type, home: Module | None) -> Expr | None:
        """A function that converts a value of the type; None when JSON's value is the value.

        Args:
            home: The module that the code stands in; a class of another one is reached through its module, so that
                modules may need each other.
        """
        match type:
            case Scalar(kind) if kind in _TIMES:
                return _runtime("convert", _TIMES[kind])
            case Scalar() | Unknown() | Enumeration():
                return None
            case Nullable(inner):
                return self.decoder(inner, home)
            case Array(items):
                return _over("convert", "decode_list", self.decoder(items, home))
            case Tuple(items, rest):
                return _each("convert", "decode_tuple", items, rest, home, self.decoder)
            case Dictionary(values):
                return _over("convert", "decode_dict", self.decoder(values, home))
            case Union():
                return self._once(type, home, self._decoder_of_union, self.decoder)
            case Object(id):
                return self._reached(self._names.responses[id], home).wrap("", "._decode")
            case Reference(id):
                return self._reached(self.decoder_name(id), home) if self.decodes(id) else None
            case _:
                assert_never(type)

    def decoder_name(self, id: ModelId) -> Import:
        """Where the decoder of an alias stands."""
        name = snake(words(self._names.responses[id].name))
        return Import(self._names.homes[id], identifier(f"decode_{name}", _RUNTIME.__contains__))

    def decodes(self, id: ModelId) -> bool:
        """Whether an alias stands for values that are not JSON's own."""
        return id in self._decoded

    def tagged(self, type: Type, home: Module) -> Tagged | None:
        """The decoders of a union by the tag of its variants, if that is all there is to decode."""
        if isinstance(type, Nullable):
            return self.tagged(type.inner, home)
        if not isinstance(type, Union) or type.discriminator is None:
            return None
        parts = self._parts(type)
        if self._decoder_of_texts(parts) or self.decoder(self._array(parts.arrays), home):
            return None
        return self._tagged(type, home)

    def _tagged(self, type: Union, home: Module | None) -> Tagged | None:
        assert type.discriminator is not None
        decoders = _by_tag(type, type.discriminator, self.decoder, home)
        return Tagged(lit(type.discriminator.wire), tuple(decoders)) if decoders else None

    def _decoder_of_union(self, type: Union, home: Module | None) -> Expr | None:
        parts = self._parts(type)
        if (named := self._only_name(type)) is not None:
            return _either([*self._decoder_of_texts(parts), self.decoder(named, home)])
        return _either(
            [
                *self._decoder_of_texts(parts),
                self.decoder(self._array(parts.arrays), home),
                self._decoder_of_objects(type, parts, home),
            ]
        )

    def _only_name(self, type: Union) -> Reference | None:
        """The one name in a union whose other variants are texts and numbers that it does not stand for."""
        names: list[Reference] = []
        kinds: set[Kind] = set()
        for each in map(without_null, type.variants):
            match each:
                case Reference():
                    names.append(each)
                case Scalar(kind):
                    kinds.add(kind)
                case Enumeration():
                    kinds.add(Kind.STRING)
                case _:
                    return None
        if len(names) != 1:
            return None
        inner = self._parts(Union((names[0],), None)).kinds
        return None if kinds & _TEXTS and inner & _TIMES.keys() else names[0]

    def _decoder_of_texts(self, parts: _Parts) -> list[Expr]:
        """A date where no other text can stand."""
        if parts.kinds & _TEXTS:
            return []
        return [_runtime("convert", name) for kind, name in _TIMES.items() if kind in parts.kinds]

    def _decoder_of_objects(self, type: Union, parts: _Parts, home: Module | None) -> Expr | None:
        if type.discriminator is not None:
            found = self._tagged(type, home)
            if found is None:
                return None
            entries = ", ".join(f"{value}: {decode.code}" for value, decode in found.decoders)
            code = f"{_LAMBDA}decode_tagged(value, {found.tag}, {{{entries}}})"
            return Expr(code, found.imports | _runtime("unions", "decode_tagged").imports)
        others = self.decoder(self._dictionary(parts.dictionaries), home)
        if not parts.objects:
            return others
        if len(parts.objects) == 1 and not parts.dictionaries:
            return self.decoder(parts.objects[0], home)
        classes = [self._reached(self._names.responses[o.model], home) for o in parts.objects]
        imports = frozenset[Import]().union(*(each.imports for each in classes))
        arguments = [_tuple(each.code for each in classes)]
        if parts.dictionaries:
            otherwise = others or _UNCHANGED
            imports |= otherwise.imports
            arguments.append(otherwise.code)
        code = f"{_LAMBDA}decode_closest(value, {', '.join(arguments)})"
        return Expr(code, imports | _runtime("unions", "decode_closest").imports)

    # ------------------------------------------------------------ requests

    def encoder(self, type: Type, home: Module | None) -> Expr | None:
        """A function that gives a value the names of the API; None when it has them already."""
        match type:
            case Scalar(Kind.BASE64):
                return _runtime("rename", "to_base64")
            case Scalar() | Unknown() | Enumeration():
                return None
            case Nullable(inner):
                return self.encoder(inner, home)
            case Array(items):
                return _over("rename", "encode_list", self.encoder(items, home))
            case Tuple(items, rest):
                return _each("rename", "encode_tuple", items, rest, home, self.encoder)
            case Dictionary(values):
                return _over("rename", "encode_dict", self.encoder(values, home))
            case Union():
                return self._once(type, home, self._encoder_of_union, self.encoder)
            case Object(id) | Reference(id):
                return self._reached(self.encoder_name(id), home) if self.encodes(id) else None
            case _:
                assert_never(type)

    def encoder_name(self, id: ModelId) -> Import:
        """Where the encoder of a model stands: beside the classes, so that calls need no typed dictionaries."""
        name = snake(words(self._names.requests[id].name))
        return Import(self._names.homes[id], identifier(f"encode_{name}", _RUNTIME.__contains__))

    def encodes(self, id: ModelId) -> bool:
        """Whether what a request holds is not what is sent: it has a name that differs, or bytes."""
        return id in self._encoded

    def _encoder_of_union(self, type: Union, home: Module | None) -> Expr | None:
        parts = self._parts(type)
        text = _runtime("rename", "to_base64") if Kind.BASE64 in parts.kinds else None
        return _either(
            [
                text,
                self.encoder(self._array(parts.arrays), home),
                self._encoder_of_objects(type, parts, home),
            ]
        )

    def _encoder_of_objects(self, type: Union, parts: _Parts, home: Module | None) -> Expr | None:
        others = self.encoder(self._dictionary(parts.dictionaries), home)
        encoders = {each: self.encoder(each, home) for each in parts.objects}
        if not any(encoders.values()):
            return others
        if len(parts.objects) == 1 and not parts.dictionaries:
            return encoders[parts.objects[0]]
        if type.discriminator is not None:
            entries = _by_tag(type, type.discriminator, self.encoder, home)
            if not entries:
                return others
            listed = ", ".join(f"{value}: {encode.code}" for value, encode in entries)
            tags = _tuple(lit(tag) for tag in self._tags(type.discriminator.wire, parts))
            imports = frozenset[Import]().union(*(encode.imports for _, encode in entries))
            code = f"{_LAMBDA}encode_tagged(value, {tags}, {{{listed}}})"
            return Expr(code, imports | _runtime("unions", "encode_tagged").imports)
        choices = [self._choice(each, encode or _UNCHANGED) for each, encode in encoders.items()]
        if parts.dictionaries:
            choices.append((others or _UNCHANGED).wrap("variant(", ", {})"))
        imports = frozenset[Import]().union(*(each.imports for each in choices))
        code = f"{_LAMBDA}encode_closest(value, {', '.join(each.code for each in choices)})"
        needed = (
            _runtime("unions", "encode_closest").imports | _runtime("unions", "variant").imports
        )
        return Expr(code, imports | needed)

    def _tags(self, wire: Wire, parts: _Parts) -> list[str]:
        """What the member is called in the API and in Python."""
        found = [wire.text]
        for each in parts.objects:
            for name, field in fields(self._models[each.model]).items():
                if field.wire == wire and name not in found:
                    found.append(name)
        return found

    def _choice(self, type: Object, encode: Expr) -> Expr:
        members = {n: f for n, f in fields(self._models[type.model]).items() if not f.read_only}
        known = ", ".join(f"{lit(name)}: {lit(field.wire)}" for name, field in members.items())
        required = ", ".join(lit(field.wire) for field in members.values() if field.required)
        return encode.wrap("variant(", f", {{{known}}}{f', {{{required}}}' if required else ''})")

    # ------------------------------------------------------------ both

    def _parts(self, type: Union) -> _Parts:
        """The variants of a union by their JSON type, with what aliases stand for."""
        found = _Parts(set(), [], [], [])
        for variant in self._shapes.variants(type):
            match variant:
                case Scalar(kind):
                    found.kinds.add(kind)
                case (Array() | Tuple()) as array:
                    found.arrays.append(array)
                case Dictionary() as dictionary:
                    found.dictionaries.append(dictionary)
                case Object() as object:
                    if object not in found.objects:
                        found.objects.append(object)
                case Enumeration() | Unknown() | Nullable() | Union() | Reference():
                    pass
                case never:
                    assert_never(never)
        return found

    def _once(
        self,
        type: Union,
        home: Module | None,
        write: Callable[[Union, Module | None], Expr | None],
        convert: Convert,
    ) -> Expr | None:
        """What converts a union, which may hold itself although it has no name: names of a part of it do then.

        Args:
            write: writes the code for the whole union.
            convert: writes the code for what has a name.
        """
        named = [each for each in map(without_null, type.variants) if isinstance(each, Reference)]
        if not named:
            return write(type, home)
        if type in self._open:
            return next((found for each in named if (found := convert(each, home))), None)
        self._open.add(type)
        found = write(type, home)
        self._open.remove(type)
        return found

    def _array(self, arrays: Sequence[Array | Tuple]) -> Type:
        """One type of arrays for several: each item is what it may be in any of them."""
        if len(arrays) < 2:
            return arrays[0] if arrays else Unknown()
        first: list[Type] = []
        length = max(len(each.items) if isinstance(each, Tuple) else 0 for each in arrays)
        for index in range(length + 1):
            types: list[Type] = []
            for each in arrays:
                if isinstance(each, Array):
                    types.append(each.items)
                elif index < len(each.items):
                    types.append(each.items[index])
                elif each.rest is not None:
                    types.append(each.rest)
            first.append(self._one_of(types))
        *items, rest = first
        return Tuple(tuple(items), rest) if items else Array(rest)

    def _dictionary(self, dictionaries: Sequence[Dictionary]) -> Type:
        """One type of dictionaries for several."""
        if not dictionaries:
            return Unknown()
        return Dictionary(self._one_of([each.values for each in dictionaries]))

    def _one_of(self, types: Sequence[Type]) -> Type:
        """One type for several, without those that one with a name stands for, too."""
        given = dict.fromkeys(map(without_null, types))
        named = {each for type in given if isinstance(type, Reference) for each in self._held(type)}
        distinct = tuple(each for each in given if each not in named)
        if not distinct:
            return Unknown()
        return distinct[0] if len(distinct) == 1 else Union(distinct, None)

    def _held(self, type: Reference) -> tuple[Type, ...]:
        """What a name stands for."""
        inner = without_null(self._aliases[type.alias].type)
        return inner.variants if isinstance(inner, Union) else (inner,)

    def _reached(self, name: Import, home: Module | None) -> Expr:
        """A name of a types module, from inside another one or from anywhere else."""
        module = name.module
        assert isinstance(module, tuple)
        if home is None:
            return self._names.seen(name, None)
        if module == home:
            return Expr(name.name)
        handle = self._names.handles[module]
        alias = handle if handle != module[-1] else ""
        return Expr(f"{handle}.{name.name}", frozenset({Import(module[:-1], module[-1], alias)}))


@record
class _Parts:
    """The variants of a union by what they are in JSON."""

    kinds: set[Kind]
    arrays: list[Array | Tuple]
    objects: list[Object]
    dictionaries: list[Dictionary]


_RUNTIME = {"decode_list", "decode_dict", "decode_tuple", "decode_extra", "decode_tagged"}
_RUNTIME |= {"decode_closest", "encode_list", "encode_dict", "encode_tuple", "encode_tagged"}
_RUNTIME |= {"encode_closest"}
"""Functions that modules of types import, which those for an alias must not hide."""


def call(function: str, argument: str) -> str:
    """The call of a function; of a lambda, its body."""
    if function.startswith(_LAMBDA):
        return function.removeprefix(_LAMBDA).replace("(value", f"({argument}", 1)
    return f"{function}({argument})"


def _either(converters: Sequence[Expr | None]) -> Expr | None:
    """What converts a value that may be of several JSON types; each function leaves those of the others alone."""
    found = [each for each in converters if each is not None]
    if len(found) < 2:
        return found[0] if found else None
    imports = frozenset[Import]().union(*(each.imports for each in found))
    listed = ", ".join(each.code for each in found)
    return Expr(f"{_LAMBDA}either(value, {listed})", imports | _runtime("unions", "either").imports)


def _by_tag(
    type: Union, discriminator: Discriminator, convert: Convert, home: Module | None
) -> list[tuple[str, Expr]]:
    """What converts each variant that needs it, by the values of the tag."""
    return [
        (lit(value), found)
        for value, index in discriminator.mapping
        if (found := convert(type.variants[index], home)) is not None
    ]


def _tuple(items: Iterable[str]) -> str:
    first, *rest = items
    return f"({', '.join((first, *rest))})" if rest else f"({first},)"


def _runtime(module: str, name: str) -> Expr:
    return Expr(name, frozenset({Import(("_runtime", module), name)}))


def _over(module: str, name: str, item: Expr | None) -> Expr | None:
    """A function over the items of a list or the values of a dictionary."""
    if item is None:
        return None
    return item.wrap(f"{_LAMBDA}{name}(value, ", ")", Import(("_runtime", module), name))


def _each(
    module: str,
    name: str,
    items: Sequence[Type],
    rest: Type | None,
    home: Module | None,
    convert: Convert,
) -> Expr | None:
    """A function over the items of a list, each in its own way."""
    first = [convert(item, home) for item in items]
    last = convert(rest, home) if rest is not None else None
    if not any((*first, last)):
        return None
    if last is not None and all(each == last for each in first):
        return _over(module, name.replace("tuple", "list"), last)
    imports = frozenset[Import]().union(*(each.imports for each in (*first, last) if each))
    listed = _tuple(each.code if each else "None" for each in first)
    code = f"{_LAMBDA}{name}(value, {listed}{f', {last.code}' if last else ''})"
    return Expr(code, imports | {Import(("_runtime", module), name)})
