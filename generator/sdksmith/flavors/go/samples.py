"""Example values as Go code: the calls in README, in the examples and in the emitted tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, TypeAlias, assert_never

from sdksmith.calls import example
from sdksmith.flavors.go import scope
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.collapse import Choice, Group, constant_kind
from sdksmith.flavors.go.instants import instant
from sdksmith.flavors.go.literals import Call, Code, Composite, Value, element, flat
from sdksmith.flavors.go.names import Names, TypeName
from sdksmith.flavors.go.quote import base64_bytes, byte_string, lit, number
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.types import Types
from sdksmith.flavors.go.unions import request_fields
from sdksmith.ir import (
    JSON,
    Api,
    Array,
    Dictionary,
    Discriminator,
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
    walk,
)
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

Sent: TypeAlias = "JSON | bytes | tuple[str, bytes, str] | list[Sent] | dict[str, Sent]"
"""A value of a request: JSON, but a file is a text, bytes, or its name, bytes and content type."""

Key: TypeAlias = tuple[Location, Wire]
"""What tells the parameters of a method apart."""

ROOT: Final = "./"
"""The import path of the module's root package."""

_LARGEST: Final = 2**63 - 1
_TEXTS: Final = {Kind.STRING, Kind.UUID, Kind.TIME, Kind.DECIMAL}
_KINDS: Final = {
    str: (Group.TIME, Group.TEXT, Group.BYTES, Group.FILE),
    bool: (Group.BOOLEAN,),
    int: (Group.NUMBER,),
    float: (Group.NUMBER,),
    list: (Group.ARRAY,),
    dict: (Group.OBJECT, Group.MAP),
    bytes: (Group.FILE,),
    tuple: (Group.FILE,),
}


class _InexpressibleError(Exception):
    """A value is none of its type, so that only `Raw` can send it."""


def key(parameter: Parameter) -> Key:
    return parameter.location, parameter.wire


class Samples:
    """Writes values of requests as Go code.

    Args:
        root: What the root package of the module is called where the code stands.
    """

    def __init__(self, api: Api, names: Names, types: Types, root: str) -> None:
        self.names = names
        self.types = types
        self.root = root
        self.shapes = Shapes(api.models, api.aliases)
        self.api = api
        self.packages = {
            id(method): names.package(path)
            for path, resource in walk(api.resources)
            for method in resource.methods
        }
        self._calls: dict[int, tuple[tuple[Value, ...], Set[str]]] = {}
        self._members: dict[ModelId, dict[str, tuple[str, Field]]] = {}

    def literal(self, type: Type, value: Sent, package: str = "main") -> Expr:
        """Any value as code of the type, on one line.

        A value that is none of the type is replaced by the type's zero value, unless it is inside of an object, which
        sends it as it is.

        Args:
            package: The package that the code stands in.
        """
        writer = _Writer(self, package)
        return writer.expression(writer.whole(type, value))

    def arguments(
        self, method: Method, values: Mapping[Key, Sent], package: str = "main"
    ) -> tuple[Expr, ...]:
        """What stands behind the context in a call of a method, each on one line.

        Args:
            values: The values of parameters; one without is left out.
            package: The package that the code stands in.
        """
        writer = _Writer(self, package)
        found = writer.arguments(method, values)
        return tuple(Expr(flat(value), frozenset(writer.imports)) for value in found)

    def call(self, method: Method) -> tuple[tuple[Value, ...], Set[str]]:
        """The same for the example values in a program, not laid out yet, with the imports."""
        if id(method) not in self._calls:
            writer = _Writer(self, "main")
            arguments = writer.arguments(method, self.examples(method))
            self._calls[id(method)] = arguments, writer.imports
        return self._calls[id(method)]

    def examples(self, method: Method) -> dict[Key, Sent]:
        """The values that an example call passes."""
        return {
            key(parameter): self.example(parameter)
            for parameter in method.parameters
            if parameter.example is not None
        }

    def example(self, parameter: Parameter) -> JSON:
        """What an example call passes: what the document says, if that can be sent, else the parameter's name."""
        value = example(parameter, self.shapes)
        if parameter.location is Location.PATH and isinstance(value, dict):
            return self._known(parameter.type, value)
        return value

    def _known(self, type: Type, value: dict[str, JSON]) -> JSON:
        """A value of which something is left when the members that its type does not have are left out."""
        plain = self.names.collapse.plain(type, Side.REQUEST)
        if not isinstance(plain, Object) or self.api.models[plain.model].extra is not None:
            return value
        members = self.members(plain.model)
        scalars = ((n, f.type.kind) for n, (_, f) in members.items() if isinstance(f.type, Scalar))
        numbers = {Kind.INTEGER, Kind.NUMBER}
        made = ((name, 1 if kind in numbers else "value") for name, kind in scalars)
        return {n: each for n, each in value.items() if n in members} or dict([*made][:1]) or value

    def members(self, id: ModelId) -> dict[str, tuple[str, Field]]:
        """The members of a model by their names in the API, with their fields in Go."""
        if id not in self._members:
            named, _ = scope.fields(self.api.models[id])
            self._members[id] = {each.wire.text: (name, each) for name, each in named.items()}
        return self._members[id]


@dataclass
class _Writer:
    """Writes the values of one piece of code, and gathers what that imports."""

    samples: Samples
    package: str
    imports: set[str] = field(default_factory=set)

    def expression(self, value: Value) -> Expr:
        return Expr(flat(value), frozenset(self.imports))

    def text(self, type: Type) -> str:
        """The type as code."""
        return self._used(self.samples.types.request(type, self.package))

    def _used(self, expression: Expr) -> str:
        self.imports |= expression.imports
        return expression.code

    def root(self, name: str) -> str:
        self.imports.add(ROOT)
        return f"{self.samples.root}.{name}"

    def arguments(self, method: Method, values: Mapping[Key, Sent]) -> tuple[Value, ...]:
        names = self.samples.names
        result = [
            self.whole(each.type, values.get(key(each)))
            for each in names.positional(method).values()
        ]
        if params := names.params(method):
            name = TypeName(self.samples.packages[id(method)], params)
            type = self._used(self.samples.types.seen(name, self.package))
            entries = tuple(
                (name, self.field(each.type, values[key(each)]))
                for name, each in names.fields(method).items()
                if key(each) in values
            )
            result.append(Composite(type, entries))
        return tuple(result)

    # ------------------------------------------------------------ fields

    def whole(self, type: Type, data: Sent) -> Value:
        """A value that is no field."""
        before = set(self.imports)
        try:
            return self.value(type, data)
        except _InexpressibleError:
            self.imports = before
            return Code(f"*new({self.text(type)})")

    def field(self, type: Type, data: Sent, *, boxed: bool = False) -> Value:
        """A `param.Field`.

        Args:
            boxed: Whether it holds a pointer.
        """
        pointer = "*" if boxed else ""
        if data is None:
            return Code(f"{self.root('Null')}[{pointer}{self.text(type)}]()")
        before = set(self.imports)
        try:
            value = self.value(type, data)
        except _InexpressibleError:
            self.imports = before
            function = f"{self.root('Raw')}[{pointer}{self.text(type)}]"
            return Call(function, self.any(data))
        if isinstance(value, Composite) and boxed:
            value = Composite(value.type, value.entries, is_address=True)
        return self._filled(type, value, data)

    def _filled(self, type: Type, value: Value, data: Sent) -> Value:
        """The field with a value: `F` knows its type by the value, unless that is a number, a file or anything."""
        collapse = self.samples.names.collapse
        if collapse.group(type, Side.REQUEST) is Group.ANY:
            return Call(self.root("F[any]"), value)
        plain = collapse.plain(type, Side.REQUEST)
        match self.samples.types.request(plain, self.package).code:
            case "int64":
                return Call(self.root("Int"), value)
            case "float64":
                return Call(self.root("Float"), value)
            case "io.Reader" if isinstance(data, tuple):
                filename, _, content_type = data
                text = f"{flat(value)}, {lit(filename)}, {lit(content_type)}"
                return Call(self.root("File"), Code(text))
            case "io.Reader":
                self.imports.add("io")
                return Call(self.root("F[io.Reader]"), value)
            case _:
                return Call(self.root("F"), value)

    # ------------------------------------------------------------ values

    def value(self, type: Type, data: Sent) -> Value:
        """A value of the type.

        Raises:
            _InexpressibleError: it is none.
        """
        match type:
            case Nullable(inner):
                return self.value(inner, data)
            case Scalar(kind):
                return self._scalar(kind, data)
            case Unknown():
                return self.any(data)
            case Enumeration():
                return self._constant(type, lambda: self._inline(type), data)
            case Union():
                found = self.samples.names.collapse.union(type, Side.REQUEST)
                if isinstance(found, Choice):
                    return self._choice(type, found, type.discriminator, data)
                return self.value(found, data)
            case Reference(id):
                return self._reference(type, id, data)
            case Array() | Tuple() | Dictionary():
                return self._container(type, self.text(type), data)
            case Object(id):
                return self._object(type, id, data)
            case _:
                assert_never(type)

    def _reference(self, type: Reference, id: ModelId, data: Sent) -> Value:
        names = self.samples.names
        match names.collapse.alias(id, Side.REQUEST):
            case Choice() as choice:
                return self._choice(type, choice, self._discriminator(id), data)
            case Enumeration() as enumeration:
                return self._constant(enumeration, lambda: names.type(id, Side.REQUEST), data)
            case Array() | Tuple() | Dictionary() as container:
                return self._container(container, self.text(type), data)
            case other:
                return self.value(other, data)

    def _discriminator(self, id: ModelId) -> Discriminator | None:
        type = self.samples.api.aliases[id].type
        inner = type.inner if isinstance(type, Nullable) else type
        return inner.discriminator if isinstance(inner, Union) else None

    def _scalar(self, kind: Kind, data: Sent) -> Value:
        match kind, data:
            case Kind.BINARY, _:
                return self._file(data)
            case Kind.NULL, _:
                return self.any(data)
            case Kind.BOOLEAN, bool():
                return Code(lit(data))
            case Kind.INTEGER, int() if (
                not isinstance(data, bool) and -_LARGEST <= data <= _LARGEST
            ):
                return Code(str(data))
            case Kind.INTEGER, float() if data.is_integer() and abs(data) < 2**53:
                return Code(str(int(data)))
            case Kind.NUMBER, float():
                return Code(number(data))
            case Kind.NUMBER, int() if not isinstance(data, bool) and abs(data) <= 2**53:
                return Code(str(data))
            case Kind.DATE | Kind.DATE_TIME, str():
                found = instant(data, is_date=kind is Kind.DATE)
                if found:
                    self.imports.add("time")
                    return Code(found)
            case Kind.BASE64, str():
                content = base64_bytes(data)
                if content is not None:
                    return Code(f"[]byte({byte_string(content)})")
            case _, str() if kind in _TEXTS:
                return Code(lit(data))
        raise _InexpressibleError

    def _file(self, data: Sent) -> Value:
        self.imports.add("strings")
        match data:
            case str():
                return Code(f"strings.NewReader({lit(data)})")
            case bytes():
                return Code(f"strings.NewReader({byte_string(data)})")
            case (_, bytes() as content, _):
                return Code(f"strings.NewReader({byte_string(content)})")
        raise _InexpressibleError

    def any(self, data: Sent) -> Value:
        """A value whose type is not known."""
        match data:
            case list():
                return Composite("[]any", tuple(("", self.any(item)) for item in data))
            case dict():
                members = {lit(name): self.any(item) for name, item in data.items()}
                return Composite("map[string]any", tuple(members.items()))
            case bytes() | tuple():
                return self._file(data)
            case int() if not -_LARGEST <= data <= _LARGEST:
                self.imports.add("encoding/json")
                return Code(f"json.Number({lit(str(data))})")
            case _:
                return Code(lit(data))

    def _constant(
        self, enumeration: Enumeration, name: Callable[[], TypeName], data: Sent
    ) -> Value:
        kind = constant_kind(enumeration)
        if kind is None:
            return self.any(data)
        type = name()
        for constant, member in self.samples.names.constants(type).items():
            value = member.value.text if isinstance(member.value, Wire) else member.value
            if value == data and isinstance(value, bool) == isinstance(data, bool):
                seen = self.samples.types.seen(TypeName(type.package, constant), self.package)
                return Code(self._used(seen))
        code = flat(self._scalar(kind, data))
        return Code(f"{self._used(self.samples.types.seen(type, self.package))}({code})")

    def _inline(self, type: Enumeration | Union) -> TypeName:
        return self.samples.names.inline(type, Side.REQUEST, self.package)

    # ------------------------------------------------------------ containers

    def _container(self, type: Array | Tuple | Dictionary, text: str, data: Sent) -> Value:
        match type, data:
            case Array(items), list():
                inner = self._item_text(items)
                found = (("", element(self._item(items, each), inner)) for each in data)
                return Composite(text, tuple(found))
            case Tuple(items, rest), list():
                own = self.samples.types.request(type, self.package).code
                every = [*items, *[rest or Unknown()] * len(data)]
                if own == "[]any":
                    return Composite(text, tuple(("", self.any(each)) for each in data))
                inner = self._item_text(every[0])
                pairs = zip(every, data, strict=False)
                found = (("", element(self._item(each, one), inner)) for each, one in pairs)
                return Composite(text, tuple(found))
            case Dictionary(values), dict():
                inner = self._item_text(values)
                members = {
                    lit(name): element(self._item(values, each), inner)
                    for name, each in data.items()
                }
                return Composite(text, tuple(members.items()))
        raise _InexpressibleError

    def _item_type(self, type: Type) -> Expr:
        return self.samples.types.item(type, Side.REQUEST, self.package)

    def _item_text(self, type: Type) -> str:
        return self._item_type(type).code

    def _item(self, type: Type, data: Sent) -> Value:
        """An item of a list or a map."""
        if self.samples.types.is_nullable(type, Side.REQUEST):
            return self.field(type, data)
        if data is None and self._item_text(type) == "any":
            return Code("nil")
        return self.value(type, data)

    # ------------------------------------------------------------ objects and unions

    def _object(self, type: Object, id: ModelId, data: Sent) -> Value:
        if not isinstance(data, dict):
            raise _InexpressibleError
        model = self.samples.api.models[id]
        known = self.samples.members(id)
        entries = []
        for name, member in known.values():
            wire = member.wire.text
            if wire in data and not member.read_only:
                boxed = self.samples.types.boxed(model, member, Side.REQUEST)
                entries.append((name, self.field(member.type, data[wire], boxed=boxed)))
        extra = {name: each for name, each in data.items() if name not in known}
        if extra and model.extra is not None:
            values = Dictionary(model.extra)
            text = f"map[string]{self._used(self._item_type(model.extra))}"
            entries.append(("ExtraFields", self._container(values, text, extra)))
        return Composite(self.text(type), tuple(entries))

    def _choice(
        self, type: Union | Reference, choice: Choice, tags: Discriminator | None, data: Sent
    ) -> Value:
        """A struct of which one field is set: that of the variant that the value looks like."""
        names = self.samples.names
        name = names.union(type, Side.REQUEST, self.package)
        fields = request_fields(names, self.samples.types, choice, name, self.package)
        for index in self._candidates(choice, tags, data):
            variant, chosen = choice.variants[index], fields[index]
            before = set(self.imports)
            try:
                value = self.value(variant, data)
            except _InexpressibleError:
                self.imports = before
                continue
            if chosen.is_pointer and isinstance(value, Composite):
                value = Composite(value.type, value.entries, is_address=True)
            else:
                value = self._filled(variant, value, data)
            return Composite(self.text(type), ((chosen.name, value),))
        raise _InexpressibleError

    def _candidates(self, choice: Choice, tags: Discriminator | None, data: Sent) -> Sequence[int]:
        """The variants that a value may be of, the likeliest first."""
        if tags is not None and isinstance(data, dict):
            tag = data.get(tags.wire.text)
            for value, index in tags.mapping:
                if tag == (value.text if isinstance(value, Wire) else value):
                    return (choice.merged[index],)
        return sorted(
            self._fitting(choice, data), key=lambda n: self._rank(choice.variants[n], data)
        )

    def _fitting(self, choice: Choice, data: Sent) -> Iterator[int]:
        allowed = _KINDS.get(type(data), ())
        collapse = self.samples.names.collapse
        for index, variant in enumerate(choice.variants):
            group = collapse.group(variant, Side.REQUEST)
            if group in allowed or group in (Group.UNION, Group.ANY):
                yield index

    def _rank(self, variant: Type, data: Sent) -> tuple[object, ...]:
        """The less, the likelier: what of the value would be lost, and what of the variant is missing."""
        group = self.samples.names.collapse.group(variant, Side.REQUEST)
        place = (*_KINDS.get(type(data), ()), Group.UNION, Group.ANY).index(group)
        plain = self.samples.names.collapse.plain(variant, Side.REQUEST)
        if not isinstance(data, dict) or not isinstance(plain, Object):
            return place > 1, False, 0, place
        model = self.samples.api.models[plain.model]
        known = {member.wire.text for member in model.fields}
        missing = any(
            member.required and not member.read_only and member.wire.text not in data
            for member in model.fields
        )
        lost = 0 if model.extra is not None else len(data.keys() - known)
        return False, missing or self._contradicts(plain, data), lost, -len(data.keys() & known)

    def _contradicts(self, variant: Object, data: Mapping[str, Sent]) -> bool:
        """Whether a member is another constant than the variant has there."""
        for wire, (_, member) in self.samples.members(variant.model).items():
            type = member.type
            if wire in data and isinstance(type, Enumeration):
                values = [
                    each.value.text if isinstance(each.value, Wire) else each.value
                    for each in type.members
                ]
                if data[wire] not in values:
                    return True
        return False
