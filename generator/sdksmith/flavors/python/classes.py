"""Pages of the classes of responses, with the functions that convert values between Python and the wire."""

from __future__ import annotations

from sdksmith.flavors.python import scope
from sdksmith.flavors.python.code import Import, lines
from sdksmith.flavors.python.converters import Converters, Tagged, call
from sdksmith.flavors.python.docs import described
from sdksmith.flavors.python.modules import Names, TypesModule
from sdksmith.flavors.python.quote import lit
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import Alias, Field, Model, Unknown
from sdksmith.records import record
from sdksmith.report import Finding

EMPTY = '"""An object without known members."""'


@record
class Member:
    """A field of a class or a key of a typed dictionary."""

    name: str
    annotation: str
    default: str
    doc: str


@record
class Conversion:
    """`if key in data: data[key] = code`"""

    key: str
    code: str


@record
class Extra:
    """The members of an object that the document does not name, all of one type."""

    type: str
    known: str
    """The names of the others in the API, as a set."""
    convert: str
    """A function; empty when JSON's value is the value."""


@record
class ResponseClass:
    name: str
    doc: str
    members: tuple[Member, ...]
    data: str
    """The type of the parsed JSON object."""
    conversions: tuple[Conversion, ...]
    extra: Extra | None

    @property
    def converts(self) -> bool:
        """Whether there is anything to convert."""
        return bool(self.conversions or (self.extra and self.extra.convert))


@record
class Decoder:
    """A function that converts the values that an alias stands for."""

    name: str
    type: str
    tag: str
    """The member that tells the variants apart; empty when there is no such."""
    variants: tuple[tuple[str, str], ...]
    """Its values, with the functions that convert the variants."""
    code: str
    """What converts the value, when there is no tag."""


@record
class Encoder:
    """A function that gives what a request holds the names of the API."""

    name: str
    type: str
    renames: tuple[tuple[str, str], ...]
    nested: tuple[tuple[str, str], ...]
    extra: Extra | None
    code: str
    """What converts the value, when it is none of a model."""


@record
class TypesPage:
    """The module of a resource's types."""

    title: str
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    classes: tuple[ResponseClass, ...]
    decoders: tuple[Decoder, ...]
    encoders: tuple[Encoder, ...]

    @property
    def checks_types(self) -> bool:
        """Whether something is there for type checkers only."""
        return bool(self.typing_imports) or any(cls.extra for cls in self.classes)


def types_page(
    module: TypesModule, names: Names, converters: Converters, title: str
) -> tuple[TypesPage, list[Finding]]:
    """The module of the classes of responses."""
    writer = _Writer(module, names, converters)
    findings: list[Finding] = []
    for model in module.models:
        fields, found = scope.fields(model.fields)
        findings += found
        if model.received:
            writer.response(model, {n: f for n, f in fields.items() if not f.write_only})
        if model.sent and converters.encodes(model.id):
            writer.encoder(model, {n: f for n, f in fields.items() if not f.read_only})
    for alias in module.aliases:
        if alias.received and converters.decodes(alias.id):
            writer.decoder_of_alias(alias)
        if alias.sent and converters.encodes(alias.id):
            writer.encoder_of_alias(alias)
    return writer.page(title), findings


class _Writer:
    """Writes one page, and gathers what it imports."""

    def __init__(self, module: TypesModule, names: Names, converters: Converters) -> None:
        self._module = module
        self._names = names
        self._converters = converters
        self._runtime: set[Import] = set()
        self._typing: set[Import] = set()
        self._classes: list[ResponseClass] = []
        self._decoders: list[Decoder] = []
        self._encoders: list[Encoder] = []

    def page(self, title: str) -> TypesPage:
        return TypesPage(
            title,
            tuple(lines(self._runtime, self._module.package)),
            tuple(lines(self._typing - self._runtime, self._module.package)),
            tuple(self._classes),
            tuple(self._decoders),
            tuple(self._encoders),
        )

    # ------------------------------------------------------------ responses

    def response(self, model: Model, fields: dict[str, Field]) -> None:
        self._runtime.add(Import(("_runtime", "models"), "BaseModel"))
        annotator = Annotator(self._names.within(self._module.module), fields.keys())
        members = []
        conversions = []
        for name, field in fields.items():
            type = annotator.annotate(field.type, Side.RESPONSE)
            self._typing |= type.imports
            optional = (
                not field.required and not type.code.endswith("| None") and type.code != "object"
            )
            annotation = f"{type.code} | None" if optional else type.code
            default = "" if field.required else " = None"
            if name != field.wire.text:
                # A field of that name hides the function in the rest of the class body.
                other = "_alias" if "alias" in fields else ""
                self._runtime.add(Import(("_runtime", "models"), "alias", other))
                required = ", required=True" if field.required else ""
                default = f" = {other or 'alias'}({lit(field.wire)}{required})"
            members.append(Member(name, annotation, default, described(field, 4)))
            decode = self._converters.decoder(field.type, self._module.module)
            if decode is not None:
                self._runtime |= decode.imports
                key = lit(field.wire)
                conversions.append(Conversion(key, call(decode.code, f"data[{key}]")))
        extra = self._extra(model, fields, annotator)
        data = annotator.json_object()
        doc = described(model, 4) or ("" if members or extra else EMPTY)
        own = self._names.responses[model.id].name
        cls = ResponseClass(own, doc, tuple(members), data.code, tuple(conversions), extra)
        if cls.converts:
            self._typing |= data.imports
        self._classes.append(cls)

    def _extra(self, model: Model, fields: dict[str, Field], annotator: Annotator) -> Extra | None:
        # Where anything may stand, an attribute that the document does not name is more likely a mistake.
        if model.extra is None or isinstance(model.extra, Unknown):
            return None
        type = annotator.annotate(model.extra, Side.RESPONSE)
        self._typing |= type.imports
        decode = self._converters.decoder(model.extra, self._module.module)
        if decode is not None:
            self._runtime |= decode.imports | {Import(("_runtime", "convert"), "decode_extra")}
        return Extra(type.code, _set(fields), decode.code if decode is not None else "")

    def decoder_of_alias(self, alias: Alias) -> None:
        home = self._module.module
        name = self._names.within(home)(alias.id, Side.RESPONSE)
        self._typing |= name.imports
        tagged = self._converters.tagged(alias.type, home)
        function = self._converters.decoder_name(alias.id).name
        if tagged is not None:
            self._runtime |= {*tagged.imports, Import(("_runtime", "unions"), "tagged")}
            self._typing.add(Import(("_runtime", "unions"), "Decoder"))
            self._decoders.append(_tagged_decoder(function, name.code, tagged))
            return
        decode = self._converters.decoder(alias.type, home)
        assert decode is not None
        self._typing.add(Import("typing", "Any"))
        self._runtime |= decode.imports
        self._decoders.append(Decoder(function, name.code, "", (), call(decode.code, "value")))

    # ------------------------------------------------------------ requests

    def encoder(self, model: Model, fields: dict[str, Field]) -> None:
        self._runtime.add(Import(("_runtime", "rename"), "renamed"))
        nested = []
        for field in fields.values():
            encode = self._converters.encoder(field.type, self._module.module)
            if encode is not None:
                self._runtime |= encode.imports
                nested.append((lit(field.wire), encode.code))
        extra = None
        if model.extra is not None and (
            encode := self._converters.encoder(model.extra, self._module.module)
        ):
            self._runtime |= encode.imports
            extra = Extra("", _set(fields), encode.code)
        self._encoders.append(
            Encoder(
                self._converters.encoder_name(model.id).name,
                self._names.requests[model.id].name,
                tuple((lit(n), lit(f.wire)) for n, f in fields.items() if n != f.wire.text),
                tuple(nested),
                extra,
                "",
            )
        )

    def encoder_of_alias(self, alias: Alias) -> None:
        encode = self._converters.encoder(alias.type, self._module.module)
        assert encode is not None
        self._runtime |= encode.imports
        name = self._converters.encoder_name(alias.id).name
        type = self._names.requests[alias.id].name
        self._encoders.append(Encoder(name, type, (), (), None, call(encode.code, "value")))


def _tagged_decoder(name: str, type: str, tagged: Tagged) -> Decoder:
    variants = tuple((value, decode.code) for value, decode in tagged.decoders)
    return Decoder(name, type, tagged.tag, variants, "")


def _set(fields: dict[str, Field]) -> str:
    """The names of fields in the API."""
    found = ", ".join(lit(field.wire) for field in fields.values())
    return f"{{{found}}}" if found else "frozenset()"
