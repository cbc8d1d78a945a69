"""Unions: in responses a value that is one of several types, in requests a struct of which one field is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sdksmith.flavors.go import docs
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.collapse import Choice, Group
from sdksmith.flavors.go.declarations import (
    Case,
    Function,
    Lines,
    Struct,
    Union,
    UnionDecoder,
    UnionEncoder,
    Variant,
)
from sdksmith.flavors.go.functions import coding_doc
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.names import Names, TypeName
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.shapes import Shapes
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.types import DECODE, ENCODE, PARAM, RESPJSON, SCALAR_NAMES, Types
from sdksmith.ir import (
    Array,
    Dictionary,
    Discriminator,
    Kind,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
)
from sdksmith.ir import Union as UnionType
from sdksmith.names import identifier
from sdksmith.records import record
from sdksmith.wire import Wire

_RESERVED: Final = frozenset(("AsAny",))
_NUMBERS: Final = "decode.KindInteger, decode.KindNumber"
_CASES: Final = {
    Group.TEXT: "decode.KindString",
    Group.TIME: "decode.KindString",
    Group.BYTES: "decode.KindString",
    Group.FILE: "decode.KindString",
    Group.NUMBER: _NUMBERS,
    Group.BOOLEAN: "decode.KindBool",
    Group.ARRAY: "decode.KindArray",
    Group.MAP: "decode.KindObject",
    Group.OBJECT: "decode.KindObject",
}
_ORDER: Final = (
    "decode.KindString",
    _NUMBERS,
    "decode.KindBool",
    "decode.KindArray",
    "decode.KindObject",
)
_IS_TARGET: Final = re.compile(r"// \[[^]]+\]: ").match
_FEW: Final = 4
"""Variants that a sentence may name."""
_TRIED_FIRST: Final = {Group.TIME, Group.BYTES}


@record
class RequestField:
    """A field of a request's union.

    Args:
        name: `OfUser`
        type: What is set: `*UserParam`, or the `T` of `param.Field[T]`.
        variant: The type of the API.
    """

    name: str
    type: Expr
    variant: Type
    is_pointer: bool


class Unions:
    """Writes unions and the functions for their JSON.

    Args:
        imports: What the file of types imports; what the unions need is added.
        json_imports: The same of the file of functions.
    """

    def __init__(
        self,
        names: Names,
        types: Types,
        shapes: Shapes,
        imports: set[str],
        json_imports: set[str],
    ) -> None:
        self._names = names
        self._types = types
        self._shapes = shapes
        self._imports = imports
        self._json_imports = json_imports

    # ------------------------------------------------------------ responses

    def response(
        self, choice: Choice, name: TypeName, description: Wire, *, deprecated: bool
    ) -> Union:
        """The type of a value in responses."""
        self._imports.add(RESPJSON)
        variants = []
        called = variant_names(self._names, self._types, choice, name, Side.RESPONSE, name.package)
        for text, variant in zip(called, choice.variants, strict=True):
            type = self._types.response(variant, name.package)
            self._imports |= type.imports
            variants.append(
                Variant(identifier(f"As{text}", _RESERVED.__contains__), type.code, _said(type))
            )
        said = [variant.said for variant in variants]
        doc = _union_doc(name.name, description, said, deprecated=deprecated)
        return Union(name.name, doc, tuple(variants))

    def decoder(
        self, choice: Choice, discriminator: Discriminator | None, name: TypeName
    ) -> Function:
        """The functions that read such a value."""
        self._json_imports |= {DECODE, RESPJSON}
        function = self._types.function(name, "decode", name.package).code
        finder = _Finder(self, choice, name)
        body = finder.tagged(discriminator) if discriminator is not None else finder.structural()
        doc = coding_doc(function, name.name, "reads")
        return UnionDecoder(
            name.name, function, doc, tuple(body), finder.table, tuple(finder.shapes)
        )

    def decoded(self, variant: Type, package: str) -> str:
        """The statement that reads a variant."""
        decode = self._types.decoder(variant, package)
        self._json_imports |= decode.imports
        return f"return decode.Union(&v.value, &v.JSON, d, {decode.code})"

    def tried(self, variant: Type, package: str) -> Lines:
        """The statements that read a variant if the value is one."""
        decode = self._types.decoder(variant, package)
        self._json_imports |= decode.imports
        return (
            f"if value, field, ok := decode.Try(d, {decode.code}); ok {{",
            "\tv.value, v.JSON = value, respjson.NewValue(field.Raw())",
            "\treturn field",
            "}",
        )

    def group(self, variant: Type) -> Group:
        return self._names.collapse.group(variant, Side.RESPONSE)

    def leaves(self, variant: Type) -> Iterator[Type]:
        """The types that a variant may be, where it is a union itself."""
        seen: set[int] = set()
        waiting = [variant]
        while waiting:
            type = waiting.pop()
            if self.group(type) is not Group.UNION:
                yield type
                continue
            if isinstance(type, Reference):
                found = self._names.collapse.alias(type.alias, Side.RESPONSE)
            elif isinstance(type, UnionType):
                found = self._names.collapse.union(type, Side.RESPONSE)
            else:
                continue
            if isinstance(found, Choice) and id(found) not in seen:
                seen.add(id(found))
                waiting += reversed(found.variants)

    def shape(self, object: Object) -> Lines:
        return self._shapes.lines(object.model)

    # ------------------------------------------------------------ requests

    def request(self, choice: Choice, name: TypeName, doc: Lines) -> Struct:
        """The struct of a value in requests."""
        rows = []
        for field in request_fields(self._names, self._types, choice, name, name.package):
            type = field.type if field.is_pointer else field.type.wrap("param.Field[", "]", PARAM)
            self._imports |= type.imports
            rows.append((field.name, type.code))
        return Struct(name.name, doc, tuple(columns(rows)))

    def encoder(self, choice: Choice, name: TypeName) -> Function:
        """The functions that write such a value."""
        self._json_imports |= {ENCODE, "errors"}
        cases = []
        for field in request_fields(self._names, self._types, choice, name, name.package):
            encode = self._types.encoder(field.variant, name.package)
            self._json_imports |= encode.imports
            if field.is_pointer:
                code = f"{encode.code}(w, *v.{field.name})"
                cases.append(Case(f"v.{field.name} != nil", code))
            else:
                code = f"encode.Value(w, v.{field.name}, {encode.code})"
                cases.append(Case(f"!v.{field.name}.IsAbsent()", code))
        function = self._types.function(name, "encode", name.package).code
        doc = coding_doc(function, name.name, "writes")
        return UnionEncoder(name.name, function, doc, tuple(cases))


class _Finder:
    """Writes the statements that find the variant of a value."""

    def __init__(self, unions: Unions, choice: Choice, name: TypeName) -> None:
        self._unions = unions
        self._choice = choice
        self._package = name.package
        self.table = f"shapesOf{name.name}"
        self.shapes: list[str] = []

    def tagged(self, discriminator: Discriminator) -> Iterator[str]:
        """By a member that all objects have; what is no object by its JSON type."""
        values: dict[int, list[str]] = {}
        for value, index in discriminator.mapping:
            texts = values.setdefault(self._choice.merged[index], [])
            if (text := lit(_tag(value))) not in texts:
                texts.append(text)
        others = [v for n, v in enumerate(self._choice.variants) if n not in values]
        kinds = self._by_kind(others)
        switch = [f"switch tag, _ := d.Tag({lit(discriminator.wire)}); tag {{"]
        for index, texts in values.items():
            switch.append(f"case {', '.join(texts)}:")
            switch.append(f"\t{self._decoded(self._choice.variants[index])}")
        switch.append("}")
        objects = kinds.pop("decode.KindObject", [])
        if objects:
            switch += self._objects(objects)
        if kinds:
            yield "switch d.Kind() {"
            yield from self._scalars(kinds)
            yield "case decode.KindObject:"
            yield from _indented(switch)
            yield "}"
        else:
            yield from switch
        if not _returns(switch) or kinds:
            yield _NONE

    def structural(self) -> Iterator[str]:
        """By its JSON type, then by what an object looks like."""
        kinds = self._by_kind(self._choice.variants)
        if list(kinds) == ["decode.KindObject"]:
            lines = list(self._objects(kinds["decode.KindObject"]))
            yield from lines
            if not _returns(lines):
                yield _NONE
            return
        yield "switch d.Kind() {"
        yield from self._scalars(kinds)
        if objects := kinds.get("decode.KindObject"):
            yield "case decode.KindObject:"
            yield from _indented(self._objects(objects))
        yield "}"
        yield _NONE

    def _by_kind(self, variants: Sequence[Type]) -> dict[str, list[Type]]:
        """The variants by the JSON types that their values have."""
        found: dict[str, list[Type]] = {}
        for variant in variants:
            for leaf in self._unions.leaves(variant):
                case = _CASES.get(self._unions.group(leaf))
                if case is not None and variant not in found.setdefault(case, []):
                    found[case].append(variant)
        return {case: found[case] for case in _ORDER if case in found}

    def _scalars(self, kinds: Mapping[str, Sequence[Type]]) -> Iterator[str]:
        """The cases of what is no object."""
        for case, variants in kinds.items():
            if case == "decode.KindObject":
                continue
            yield f"case {case}:"
            if case == "decode.KindArray":
                yield from _indented(self._arrays(variants))
                continue
            ordered = sorted(variants, key=self._is_last)
            for variant in ordered[:-1]:
                yield from _indented(self._unions.tried(variant, self._package))
            yield f"\t{self._decoded(ordered[-1])}"

    def _is_last(self, variant: Type) -> bool:
        return self._unions.group(variant) not in _TRIED_FIRST

    def _arrays(self, variants: Sequence[Type]) -> Iterator[str]:
        """Of several lists the one whose first item is of the right JSON type."""
        found: dict[str, Type] = {}
        for variant in variants:
            for leaf in self._unions.leaves(variant):
                for item in _items(leaf):
                    for inner in self._unions.leaves(item):
                        case = _CASES.get(self._unions.group(inner))
                        if case is not None:
                            found.setdefault(case, variant)
        if any(variant is not variants[0] for variant in found.values()):
            yield "switch d.ItemKind() {"
            for variant in variants[1:]:
                if cases := [case for case, each in found.items() if each is variant]:
                    yield f"case {', '.join(cases)}:"
                    yield f"\t{self._decoded(variant)}"
            yield "}"
        yield self._decoded(variants[0])

    def _objects(self, variants: Sequence[Type]) -> Iterator[str]:
        """The statements for an object."""
        maps = [v for v in variants if self._unions.group(v) is Group.MAP]
        others = [v for v in variants if self._unions.group(v) is not Group.MAP]
        if len(others) == 1 and not maps:
            yield self._decoded(others[0])
            return
        owners: list[Type] = []
        for variant in others:
            for leaf in self._unions.leaves(variant):
                if isinstance(leaf, Object):
                    owners.append(variant)
                    self.shapes += self._unions.shape(leaf)
        if owners:
            how = "Certain" if maps else "Closest"
            yield f"switch d.{how}({self.table}...) {{"
            for variant in others:
                indexes = [str(n) for n, owner in enumerate(owners) if owner is variant]
                if indexes:
                    yield f"case {', '.join(indexes)}:"
                    yield f"\t{self._decoded(variant)}"
            yield "}"
        if maps:
            yield self._decoded(maps[0])

    def _decoded(self, variant: Type) -> str:
        return self._unions.decoded(variant, self._package)


_NONE: Final = "return decode.NoVariant(&v.value, &v.JSON, d)"


def _returns(lines: Sequence[str]) -> bool:
    return bool(lines) and lines[-1].startswith("return ")


def _indented(lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    return (f"\t{line}" for line in lines)


def _tag(value: Wire | float | bool) -> Wire:
    """A value as `Decoder.Tag` gives it."""
    if isinstance(value, Wire):
        return value
    if isinstance(value, bool):
        return Wire("true" if value else "false")
    return Wire(repr(value))


def _items(type: Type) -> Iterator[Type]:
    match type:
        case Array(items):
            yield items
        case Tuple(items):
            yield from items[:1]
        case _:
            pass


def request_fields(
    names: Names, types: Types, choice: Choice, name: TypeName, package: str
) -> list[RequestField]:
    """The fields of a request's union, in the order of its variants.

    Args:
        name: The union.
        package: Where the code stands that uses them.
    """
    called = variant_names(names, types, choice, name, Side.REQUEST, package)
    fields = []
    for text, variant in zip(called, choice.variants, strict=True):
        type = types.request(variant, package)
        group = names.collapse.group(variant, Side.REQUEST)
        is_pointer = group in (Group.OBJECT, Group.UNION)
        if is_pointer:
            type = type.wrap("*", "")
        fields.append(RequestField(f"Of{text}", type, variant, is_pointer))
    return fields


def variant_names(
    names: Names, types: Types, choice: Choice, name: TypeName, side: Side, package: str
) -> list[str]:
    """What each variant is called behind `As` and `Of`: `User`, but not `OwnerUser` where `Owner` is the union."""
    begin = _stripped(name.name, side)
    wanted = [
        _without(begin, _name(variant, names, types, side, package)) for variant in choice.variants
    ]
    found: list[str] = []
    for text in wanted:
        found.append(identifier(text, found.__contains__))
    return found


def _name(variant: Type, names: Names, types: Types, side: Side, package: str) -> str:
    match variant:
        case Scalar(Kind.BINARY) if side is Side.REQUEST:
            return "File"
        case Scalar(kind):
            return SCALAR_NAMES[kind]
        case Array(items):
            return f"{_name(_plain(items, names, side), names, types, side, package)}Array"
        case Tuple():
            return "Tuple"
        case Dictionary(values):
            return f"{_name(_plain(values, names, side), names, types, side, package)}Map"
        case Object(id) | Reference(id):
            return _stripped(names.type(id, side).name, side)
        case _:
            code = types.of(variant, side, package).code
            return "Any" if code == "any" else _stripped(code.rpartition(".")[2], side)


def _plain(type: Type, names: Names, side: Side) -> Type:
    return names.collapse.plain(type, side)


def _without(begin: str, text: str) -> str:
    rest = text.removeprefix(begin)
    return rest if rest[:1].isupper() else text


def _stripped(name: str, side: Side) -> str:
    """The name of a request's type as that of the thing."""
    if side is Side.REQUEST and name.endswith("Param") and name != "Param":
        return name.removesuffix("Param")
    return name


def _said(type: Expr) -> str:
    """A type as comments have it: a link where there is something to lead to."""
    name = type.code.lstrip("[]")
    if not name.startswith("map[") and name.rpartition(".")[2][:1].isupper():
        before = type.code[: len(type.code) - len(name)]
        return f"{before}[{name}]"
    return type.code


def _union_doc(
    name: str, description: Wire, said: Sequence[str], *, deprecated: bool
) -> tuple[str, ...]:
    """The comment of a response's union: what it may be, one a line where these are many."""
    if len(said) <= _FEW and not description:
        return docs.declared(name, description, f"is {_listed(said)}", deprecated)
    listed = tuple(f"//   - {text}" for text in said)
    head = (f"// {name} is one of:", *listed)
    if not description and not deprecated:
        return head
    plain = "is one of several types"
    doc = docs.declared(name, description, plain, deprecated)
    if deprecated or not doc[0].startswith(f"// {name} {plain}"):
        # gofmt has the targets of links at the end.
        end = next((n for n, line in enumerate(doc) if _IS_TARGET(line)), len(doc) + 1) - 1
        return (*doc[:end], "//", "// It is one of:", *listed, *doc[end:])
    return (*head, "//", *docs.comment(description, 0))


def _listed(texts: Sequence[str]) -> str:
    *first, last = texts
    return f"{', '.join(first)} or {last}" if first else last
