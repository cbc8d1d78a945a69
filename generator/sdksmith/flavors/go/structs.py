"""Structs: objects in responses and in requests, and the parameters of methods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sdksmith.flavors.go import docs
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.declarations import (
    Function,
    Member,
    ObjectDecoder,
    ObjectEncoder,
    Struct,
)
from sdksmith.flavors.go.functions import coding_doc
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.names import Names, TypeName
from sdksmith.flavors.go.quote import entry, json_entry, lit, tag
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.types import DECODE, ENCODE, PARAM, RESPJSON, Types
from sdksmith.ir import Content, Field, Location, Method, Model, Parameter, Type
from sdksmith.wire import Wire

_HIDDEN: Final = '`json:"-"`'
_EXTRA_DOC: Final = "// ExtraFields has the members that are not named here."
_PLACES: Final = {
    Location.PATH: "path",
    Location.QUERY: "query",
    Location.HEADER: "header",
    Location.COOKIE: "cookie",
}


class Structs:
    """Writes structs and the functions for their JSON.

    Args:
        imports: What the file of types imports; what the structs need is added.
        json_imports: The same of the file of functions.
    """

    def __init__(
        self, names: Names, types: Types, imports: set[str], json_imports: set[str]
    ) -> None:
        self._names = names
        self._types = types
        self._imports = imports
        self._json_imports = json_imports

    # ------------------------------------------------------------ responses

    def response(self, model: Model, name: TypeName, doc: tuple[str, ...]) -> Struct:
        """The struct of an object in responses."""
        self._imports.add(RESPJSON)
        layout = _Layout()
        fields = self._names.members(model, Side.RESPONSE)
        for text, field in fields.items():
            type = self._used(self._types.member(model, field, Side.RESPONSE, name.package))
            layout.doc(docs.described(field, 1))
            layout.row(text, type, tag(json_entry(field.wire)))
        if model.extra is not None:
            layout.doc((_EXTRA_DOC,))
            layout.row("ExtraFields", self._map(model.extra, Side.RESPONSE, name), _HIDDEN)
        layout.doc(("// JSON tells what the response said of each field.",))
        layout.row("JSON struct {")
        layout.flush()
        inner = columns([*((text, "respjson.Field") for text in fields), ("respjson.RawObject",)])
        lines = (*layout.lines, *(f"\t{line}" for line in inner), f"}} {_HIDDEN}")
        return Struct(name.name, doc, lines)

    def decoder(self, model: Model, name: TypeName) -> Function:
        """The functions that read such an object."""
        self._json_imports |= {DECODE, RESPJSON}
        members = []
        for text, field in self._names.members(model, Side.RESPONSE).items():
            coder = self._types.member_coder(model, field, Side.RESPONSE, name.package)
            call = coder.call(f"&v.{text}", "d")
            self._json_imports |= call.imports
            members.append(Member(lit(field.wire), text, call.code))
        extra = "d.Extra(&v.JSON.RawObject)"
        if model.extra is not None:
            item = self._types.item_coder(model.extra, Side.RESPONSE, name.package)
            self._json_imports |= item.imports
            extra = f"decode.Extra(&v.JSON.RawObject, &v.ExtraFields, d, {item.code})"
        function = self._types.function(name, "decode", name.package).code
        doc = coding_doc(function, name.name, "reads")
        return ObjectDecoder(name.name, function, doc, tuple(members), extra)

    # ------------------------------------------------------------ requests

    def request(self, model: Model, name: TypeName, doc: tuple[str, ...]) -> Struct:
        """The struct of an object in requests."""
        layout = _Layout()
        for text, field in self._names.members(model, Side.REQUEST).items():
            type = self._types.member(model, field, Side.REQUEST, name.package)
            layout.doc(docs.accepted(field, 1))
            layout.row(text, self._field(type), _json_tag(field))
        if model.extra is not None:
            layout.doc((_EXTRA_DOC,))
            layout.row("ExtraFields", self._map(model.extra, Side.REQUEST, name), _HIDDEN)
        layout.flush()
        return Struct(name.name, doc, tuple(layout.lines))

    def encoder(self, model: Model, name: TypeName) -> Function:
        """The functions that write such an object."""
        members = []
        for text, field in self._names.members(model, Side.REQUEST).items():
            coder = self._types.member_coder(model, field, Side.REQUEST, name.package)
            members.append(self._member(text, field.wire, coder.value))
        if model.extra is not None:
            item = self._types.item_coder(model.extra, Side.REQUEST, name.package)
            self._json_imports |= item.imports
            members.append(f"encode.Extra(w, v.ExtraFields, {item.code})")
        return self._encoder(name, members)

    # ------------------------------------------------------------ parameters

    def params(self, method: Method, name: TypeName, doc: tuple[str, ...]) -> Struct:
        """The struct of a method's parameters."""
        layout = _Layout()
        for text, parameter in self._names.fields(method).items():
            type = self._types.request(parameter.type, name.package)
            layout.doc(docs.accepted(parameter, 1))
            layout.row(text, self._field(type), *_tag(parameter, method))
        layout.flush()
        return Struct(name.name, doc, tuple(layout.lines))

    def params_encoder(self, method: Method, name: TypeName) -> Function | None:
        """The functions that write the body that is in them; None when they have none in JSON."""
        if not has_json_members(self._names, method):
            return None
        members = [
            self._member(text, parameter.wire, self._types.encoder(parameter.type, name.package))
            for text, parameter in self._names.fields(method).items()
            if parameter.location is Location.BODY
        ]
        return self._encoder(name, members)

    # ------------------------------------------------------------ helpers

    def _encoder(self, name: TypeName, members: Iterable[str]) -> Function:
        self._json_imports.add(ENCODE)
        function = self._types.function(name, "encode", name.package).code
        doc = coding_doc(function, name.name, "writes")
        return ObjectEncoder(name.name, function, doc, tuple(members))

    def _member(self, text: str, wire: Wire, encode: Expr) -> str:
        self._json_imports |= encode.imports
        return f"encode.Member(w, {lit(wire)}, v.{text}, {encode.code})"

    def _field(self, type: Expr) -> str:
        return self._used(type.wrap("param.Field[", "]", PARAM))

    def _map(self, values: Type, side: Side, name: TypeName) -> str:
        return self._used(self._types.item(values, side, name.package).wrap("map[string]", ""))

    def _used(self, expression: Expr) -> str:
        self._imports |= expression.imports
        return expression.code


class _Layout:
    """The lines of a struct: fields in columns, as far as no comment stands between them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._rows: list[tuple[str, ...]] = []

    def doc(self, lines: Sequence[str]) -> None:
        if lines:
            self.flush()
            self.lines += lines

    def row(self, *cells: str) -> None:
        self._rows.append(cells)

    def flush(self) -> None:
        if self._rows:
            self.lines += columns(self._rows)
            self._rows = []


def has_json_members(names: Names, method: Method) -> bool:
    """Whether some of the fields of a method's parameters are the members of a JSON object."""
    if method.body is None or method.body.content in (Content.FORM, Content.MULTIPART):
        return False
    return any(each.location is Location.BODY for each in names.fields(method).values())


def _tag(parameter: Parameter, method: Method) -> tuple[str, ...]:
    """The tag that says where a parameter goes; none where it is all of something."""
    options = ("required",) if parameter.required else ()
    if parameter.location in _PLACES:
        return (tag(entry(_PLACES[parameter.location], parameter.wire, *options)),)
    if parameter.location is not Location.BODY or method.body is None:
        return ()
    if method.body.content in (Content.FORM, Content.MULTIPART):
        return (tag(entry("form", parameter.wire, *options)),)
    return (_json_tag(parameter),)


def _json_tag(member: Field | Parameter) -> str:
    """The tag of a member of a JSON object; the key `json` itself may not say that it is required."""
    required = ('api:"required"',) if member.required else ()
    return tag(json_entry(member.wire), *required)
