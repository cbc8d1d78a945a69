"""Example values as TypeScript code: the calls in comments, in README and in the emitted tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from sdksmith.calls import example, example_path
from sdksmith.flavors.typescript import scope, streams
from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.literals import Cast, Code, Items, Members, Value, call
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.quote import lit, member
from sdksmith.ir import (
    JSON,
    Api,
    Array,
    Content,
    Dictionary,
    Enumeration,
    Field,
    Kind,
    Location,
    Method,
    ModelId,
    Nullable,
    Object,
    Parameter,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    without_null,
)
from sdksmith.names import camel
from sdksmith.shapes import Shape, Shapes
from sdksmith.wire import Wire

_NUMBERS = frozenset((Kind.INTEGER, Kind.NUMBER))
_ANY = Unknown()


class Samples:
    """Writes example values and calls."""

    def __init__(self, api: Api, names: Names) -> None:
        self._api = api
        self._tags = names.survey.tags
        self._shapes = Shapes(api.models, api.aliases)
        self._fields: dict[ModelId, dict[str, Field]] = {}
        self._functions = {
            id(method): f"{names.members.chain(home.path)}.{name}"
            for home in names.homes
            for name, method in names.members.methods(home.path).items()
        }
        self._arguments: dict[int, tuple[Value, ...]] = {}

    def call(self, method: Method) -> list[str]:
        """The lines of an example call, as a comment of the method shows it."""
        function = f"client.{self.function(method)}"
        arguments = self.arguments(method)
        if method.pagination is not None:
            loop = call("for await (const item of ", function, arguments, ") {")
            return [
                "// Asks for the next page when it is needed.",
                *loop,
                "  console.log(item);",
                "}",
            ]
        name = self.result(method)
        before = f"const {name} = await " if name else "await "
        lines = call(before, function, arguments, ";")
        if name == "stream":
            lines += [f"for await (const event of {name}) {{", "  console.log(event);", "}"]
        return lines

    def function(self, method: Method) -> str:
        """How the method is reached from the client: `stream.liveInputs.create`."""
        return self._functions[id(method)]

    def result(self, method: Method) -> str:
        """What an example calls the result; empty when there is none."""
        if method.stream is not None and method.stream.switch is None:
            return "stream"
        response = method.response
        if response is None:
            return ""
        type = without_null(response.type)
        if response.content is Content.JSON and isinstance(type, Object | Reference):
            named = self._api.models if isinstance(type, Object) else self._api.aliases
            found = named[type.model if isinstance(type, Object) else type.alias]
            name = camel(found.name)
            if found.named and name not in scope.RESERVED and name != "client":
                return name
        return "response"

    def switch(self, method: Method) -> str | None:
        """The member of the parameters that asks for a stream; None if there is none."""
        switch = streams.switch(method.stream, Arguments(method))
        return member(switch) if switch is not None else None

    def arguments(self, method: Method) -> tuple[Value, ...]:
        """What an example passes to a method."""
        found = self._arguments.get(id(method))
        if found is None:
            found = self._arguments[id(method)] = tuple(self._written(method))
        return found

    def path(self, method: Method) -> str:
        """The path that the example asks for, without its query."""
        values: Mapping[Wire, JSON] = {
            p.wire: example(p, self._shapes)
            for p in method.parameters
            if p.location is Location.PATH
        }
        return example_path(method, values)

    def _written(self, method: Method) -> list[Value]:
        arguments = Arguments(method)
        result: list[Value] = []
        if arguments.positional is not None:
            result.append(self._parameter(arguments.positional))
        switch = streams.switch(method.stream, arguments)
        members = tuple(
            (member(key), self._parameter(each) if key != switch else Code("false"))
            for key, each in arguments.members.items()
            if each.example is not None and (key != switch or each.required)
        )
        if members or (arguments.members and not arguments.is_optional):
            result.append(Members(members))
        return result

    def _parameter(self, parameter: Parameter) -> Value:
        return self.value(example(parameter, self._shapes), parameter.type)

    # ------------------------------------------------------------ values

    def value(self, data: JSON, type: Type) -> Value:
        """A value of a request; one that its type does not allow says so."""
        found = self._value(data, type)
        return found if self._fits(data, type) else Cast(found)

    def _value(self, data: JSON, type: Type) -> Value:
        variant = self._variant(data, type)
        match variant, data:
            case Scalar(Kind.BINARY), str():
                return Code(f"new Blob([{lit(data)}])")
            case Array(items), list():
                return Items(tuple(self._value(item, items) for item in data))
            case Tuple(items, rest), list():
                types = [*items, *[rest or _ANY] * len(data)]
                pairs = zip(data, types, strict=False)
                return Items(tuple(self._value(item, each) for item, each in pairs))
            case Dictionary(values), dict():
                return _members({name: self._value(item, values) for name, item in data.items()})
            case Object(id), dict():
                known = self._known(id)
                extra = self._shapes.models[id].extra or _ANY
                return _members(
                    {
                        name: self._value(item, known[name].type if name in known else extra)
                        for name, item in data.items()
                        if name not in known or not known[name].read_only
                    }
                )
            case _, list():
                return Items(tuple(self._value(item, _ANY) for item in data))
            case _, dict():
                return _members({name: self._value(item, _ANY) for name, item in data.items()})
            case _, int() | float() if not isinstance(data, bool):
                return Code(lit(data), is_number=True)
            case _:
                return Code(lit(data))

    def _known(self, id: ModelId) -> dict[str, Field]:
        """The members of a model by their names."""
        if id not in self._fields:
            fields = self._shapes.models[id].fields
            self._fields[id] = {field.wire.text: field for field in fields}
        return self._fields[id]

    def _variant(self, data: JSON, type: Type) -> Type:
        """The type that a value of a union has: one that it fits, else one that looks like it."""
        variants = list(self._shapes.variants(type))
        if len(variants) < 2:
            return variants[0] if variants else _ANY
        fitting = next((each for each in variants if self._fits(data, each)), None)
        return fitting or next((each for each in variants if self._is_like(data, each)), _ANY)

    def _is_like(self, data: JSON, type: Type) -> bool:
        shapes = self._shapes.of(type)
        if isinstance(data, dict):
            return Shape.OBJECT in shapes
        if isinstance(data, list):
            return Shape.LIST in shapes
        return bool(shapes & {Shape.TEXT, Shape.FILE})

    # ------------------------------------------------------------ types

    def _fits(self, data: JSON, type: Type) -> bool:
        """Whether the type checker takes a value for one of the type."""
        match type:
            case Unknown():
                return True
            case Nullable(inner):
                return data is None or self._fits(data, inner)
            case Scalar(kind):
                return _is_of_kind(data, kind)
            case Enumeration(members=members):
                return _is_constant(data, [_plain(each.value) for each in members])
            case Array(items):
                return isinstance(data, list) and all(self._fits(each, items) for each in data)
            case Tuple(items, rest):
                if not isinstance(data, list) or len(data) < len(items):
                    return False
                types = [*items, *[rest or _ANY] * (len(data) - len(items))]
                fits = all(map(self._fits, data, types))
                return fits and (rest is not None or len(data) == len(items))
            case Dictionary(values):
                return isinstance(data, dict) and all(
                    self._fits(each, values) for each in data.values()
                )
            case Object(id):
                return isinstance(data, dict) and self._is_model(data, id)
            case Reference(id):
                return self._fits(data, self._shapes.aliases[id].type)
            case Union():
                return self._is_variant(data, type)
            case _:
                assert_never(type)

    def _is_model(self, data: Mapping[str, JSON], id: ModelId) -> bool:
        known = self._known(id)
        tags = {wire.text: values for wire, values in self._tags.get(id, {}).items()}
        extra = self._shapes.models[id].extra
        for name, field in known.items():
            if field.required and not field.read_only and name not in data:
                return False
        for name, item in data.items():
            if name in known and known[name].read_only:
                continue
            if name in tags and item not in map(_plain, tags[name]):
                return False
            type = known[name].type if name in known else extra
            if type is None and name not in tags:
                return False
            if type is not None and not self._fits(item, type):
                return False
        return True

    def _is_variant(self, data: JSON, union: Union) -> bool:
        tags = union.discriminator
        if tags is None or not isinstance(data, dict):
            return any(self._fits(data, each) for each in union.variants)
        tag = data.get(tags.wire.text)
        return any(
            tag == _plain(value) and self._fits(data, union.variants[index])
            for value, index in tags.mapping
        )


def _plain(value: Wire | float | bool | None) -> JSON:
    return value.text if isinstance(value, Wire) else value


def _is_of_kind(data: JSON, kind: Kind) -> bool:
    if kind is Kind.BOOLEAN:
        return isinstance(data, bool)
    if kind is Kind.NULL:
        return data is None
    if kind in _NUMBERS:
        return isinstance(data, int | float) and not isinstance(data, bool)
    return isinstance(data, str)


def _is_constant(data: JSON, constants: Sequence[JSON]) -> bool:
    """Whether a value is one of several constants, among which unknown texts and numbers are let in."""
    if any(data == each and isinstance(data, bool) is isinstance(each, bool) for each in constants):
        return True
    if len(constants) == 1:
        return False
    return any(isinstance(each, str) for each in constants) and isinstance(data, str)


def _members(entries: Mapping[str, Value]) -> Members:
    return Members(tuple((member(Wire(name)), each) for name, each in entries.items()))
