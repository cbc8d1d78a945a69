"""Pages of types: the classes of responses, the typed dictionaries of requests, and the code that converts both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from sdksmith.flavors.python import scope
from sdksmith.flavors.python.code import Expr, Import, Module, lines
from sdksmith.flavors.python.docs import described
from sdksmith.flavors.python.modules import Names, TypesModule, keywords, positional
from sdksmith.flavors.python.quote import lit
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import (
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
    Parameter,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    referenced,
)
from sdksmith.names import snake, words
from sdksmith.report import Finding

_CONVERTERS = {Kind.DATE: "to_date", Kind.DATE_TIME: "to_datetime"}


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a class or a key of a typed dictionary."""

    name: str
    annotation: str
    default: str
    doc: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """`if key in data: data[key] = code`"""

    key: str
    code: str


@dataclass(frozen=True, slots=True)
class ResponseClass:
    name: str
    doc: str
    members: tuple[Member, ...]
    data: str
    """The type of the parsed JSON object."""
    conversions: tuple[Conversion, ...]


@dataclass(frozen=True, slots=True)
class Encoder:
    """A function that gives a request object the names of the API."""

    name: str
    type: str
    renames: tuple[tuple[str, str], ...]
    nested: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TypesPage:
    """The module of a resource's types."""

    title: str
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    classes: tuple[ResponseClass, ...]
    encoders: tuple[Encoder, ...]


@dataclass(frozen=True, slots=True)
class RequestType:
    """A typed dictionary."""

    name: str
    doc: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ParamsPage:
    """The module of a resource's parameter types."""

    title: str
    imports: tuple[str, ...]
    types: tuple[RequestType, ...]


class Converters:
    """Writes the code that converts values between Python and the wire.

    Args:
        models: All models by their id.
    """

    def __init__(self, models: Mapping[ModelId, Model], names: Names) -> None:
        self._models = models
        self._names = names
        self._renaming = _renaming(models)

    # ------------------------------------------------------------ responses

    def decoder(self, type: Type, home: Module | None) -> Expr | None:
        """A function that converts a value of the type; None when JSON's value is the value.

        Args:
            home: The module that the code stands in; a class of another one is reached through its module, so that
                modules may need each other.
        """
        match type:
            case Scalar(kind) if kind in _CONVERTERS:
                return _runtime("convert", _CONVERTERS[kind])
            case Scalar() | Unknown() | Enumeration() | Tuple() | Union() | Reference():
                return None
            case Nullable(inner):
                return self.decoder(inner, home)
            case Array(items):
                return _over("convert", "decode_list", self.decoder(items, home))
            case Dictionary(values):
                return _over("convert", "decode_dict", self.decoder(values, home))
            case Object(id):
                return _reached(self._names.responses[id], home).wrap("", "._decode")
            case _:
                assert_never(type)

    # ------------------------------------------------------------ requests

    def encoder(self, type: Type, home: Module | None) -> Expr | None:
        """A function that gives a value the names of the API; None when it has them already."""
        match type:
            case Scalar() | Unknown() | Enumeration() | Tuple() | Union() | Reference():
                return None
            case Nullable(inner):
                return self.encoder(inner, home)
            case Array(items):
                return _over("rename", "encode_list", self.encoder(items, home))
            case Dictionary(values):
                return _over("rename", "encode_dict", self.encoder(values, home))
            case Object(id):
                return _reached(self.encoder_name(id), home) if self.renames(id) else None
            case _:
                assert_never(type)

    def encoder_name(self, id: ModelId) -> Import:
        """Where the encoder of a model stands: beside the classes, so that calls need no typed dictionaries."""
        typed = self._names.requests[id]
        module = typed.module
        assert isinstance(module, tuple)
        home = (*module[:-1], module[-1].removesuffix("_params"))
        return Import(home, f"encode_{snake(words(typed.name))}")

    def renames(self, id: ModelId) -> bool:
        """Whether a request object, or one inside it, has a name that differs in Python."""
        return id in self._renaming


def _renaming(models: Mapping[ModelId, Model]) -> set[ModelId]:
    """The models that have a name that differs in Python, and those that hold one of them."""
    holders: dict[ModelId, list[ModelId]] = {}
    waiting: list[ModelId] = []
    for model in models.values():
        fields, _ = scope.fields(model.fields)
        if any(name != field.wire.text for name, field in fields.items()):
            waiting.append(model.id)
        for field in model.fields:
            for inner in referenced(field.type):
                holders.setdefault(inner, []).append(model.id)
    found: set[ModelId] = set()
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += holders.get(id, ())
    return found


def types_page(
    module: TypesModule, names: Names, converters: Converters, title: str
) -> tuple[TypesPage, list[Finding]]:
    """The module of the classes of responses."""
    runtime: set[Import] = set()
    typing: set[Import] = set()
    classes: list[ResponseClass] = []
    encoders: list[Encoder] = []
    findings: list[Finding] = []
    for model in module.models:
        fields, found = scope.fields(model.fields)
        findings += found
        if model.received:
            classes.append(_response(model, fields, names, converters, module, runtime, typing))
        if model.sent and converters.renames(model.id):
            encoders.append(_encoder(model, fields, names, converters, module, runtime))
    if classes:
        runtime.add(Import(("_runtime", "models"), "BaseModel"))
    local = {Import(module.module, cls.name) for cls in classes}
    return (
        TypesPage(
            title,
            tuple(lines(runtime - local, module.package)),
            tuple(lines(typing - local - runtime, module.package)),
            tuple(classes),
            tuple(encoders),
        ),
        findings,
    )


def _response(
    model: Model,
    fields: dict[str, Field],
    names: Names,
    converters: Converters,
    module: TypesModule,
    runtime: set[Import],
    typing: set[Import],
) -> ResponseClass:
    annotator = Annotator(names.model, fields.keys())
    members = []
    conversions = []
    for name, field in fields.items():
        type = annotator.annotate(field.type, Side.RESPONSE)
        typing |= type.imports
        optional = not field.required and not type.code.endswith("| None") and type.code != "object"
        annotation = f"{type.code} | None" if optional else type.code
        default = "" if field.required else " = None"
        if name != field.wire.text:
            # A field of that name hides the function in the rest of the class body.
            other = "_alias" if "alias" in fields else ""
            runtime.add(Import(("_runtime", "models"), "alias", other))
            required = ", required=True" if field.required else ""
            default = f" = {other or 'alias'}({lit(field.wire)}{required})"
        members.append(Member(name, annotation, default, described(field, 4)))
        decode = converters.decoder(field.type, module.module)
        if decode is not None:
            runtime |= decode.imports
            key = lit(field.wire)
            conversions.append(Conversion(key, call(decode.code, f"data[{key}]")))
    data = annotator.json_object()
    if conversions:
        typing |= data.imports
    return ResponseClass(
        names.responses[model.id].name,
        described(model, 4) or ("" if members else '"""An object without known members."""'),
        tuple(members),
        data.code,
        tuple(conversions),
    )


def _encoder(
    model: Model,
    fields: dict[str, Field],
    names: Names,
    converters: Converters,
    module: TypesModule,
    runtime: set[Import],
) -> Encoder:
    runtime.add(Import(("_runtime", "rename"), "renamed"))
    nested = []
    for field in fields.values():
        encode = converters.encoder(field.type, module.module)
        if encode is not None:
            runtime |= encode.imports
            nested.append((lit(field.wire), encode.code))
    return Encoder(
        converters.encoder_name(model.id).name,
        names.requests[model.id].name,
        tuple((lit(n), lit(f.wire)) for n, f in fields.items() if n != f.wire.text),
        tuple(nested),
    )


def params_page(module: TypesModule, names: Names, title: str) -> tuple[ParamsPage, list[Finding]]:
    """The module of the typed dictionaries of requests."""
    # Pydantic accepts only this TypedDict before Python 3.12.
    imports = {Import("typing_extensions", "TypedDict")}
    types: list[RequestType] = []
    findings: list[Finding] = []
    for method in module.methods:
        if keywords(method):
            resolved, found = scope.parameters(method.parameters)
            findings += found
            first = positional(method)
            parameters = {name: p for name, p in resolved.items() if p is not first}
            members = _members(parameters, names, imports)
            types.append(
                RequestType(names.params[id(method)].name, _params_doc(method, module), members)
            )
    for model in module.models:
        if model.sent:
            fields, _ = scope.fields(model.fields)
            members = _members(fields, names, imports)
            doc = described(model, 4) or (
                "" if members else '"""An object without known members."""'
            )
            types.append(RequestType(names.requests[model.id].name, doc, members))
    local = {Import(module.params_module, type.name) for type in types}
    return ParamsPage(title, tuple(lines(imports - local, module.package)), tuple(types)), findings


def _params_doc(method: Method, module: TypesModule) -> str:
    call = ".".join(snake(name) for name in (*module.resource, method.name))
    return f'"""The named parameters of `client.{call}`."""'


def _members(
    members: dict[str, Parameter] | dict[str, Field], names: Names, imports: set[Import]
) -> tuple[Member, ...]:
    annotator = Annotator(names.model, members.keys())
    result = []
    for name, member in members.items():
        type = annotator.annotate(member.type, Side.REQUEST)
        if member.required:
            type = type.wrap("Required[", "]", Import("typing", "Required"))
        imports |= type.imports
        result.append(Member(name, type.code, "", described(member, 4)))
    return tuple(result)


def _runtime(module: str, name: str) -> Expr:
    return Expr(name, frozenset({Import(("_runtime", module), name)}))


def _over(module: str, name: str, item: Expr | None) -> Expr | None:
    """A function over the items of a list or the values of a dictionary."""
    if item is None:
        return None
    return item.wrap(f"lambda value: {name}(value, ", ")", Import(("_runtime", module), name))


def call(function: str, argument: str) -> str:
    """The call of a function; of a lambda, its body."""
    head = "lambda value: "
    if function.startswith(head):
        return function.removeprefix(head).replace("(value,", f"({argument},", 1)
    return f"{function}({argument})"


def _reached(name: Import, home: Module | None) -> Expr:
    """A name of a types module, from inside another one or from anywhere else."""
    module = name.module
    assert isinstance(module, tuple)
    if home is None:
        return Expr(name.name, frozenset({name}))
    if module == home:
        return Expr(name.name)
    return Expr(f"{module[-1]}.{name.name}", frozenset({Import(module[:-1], module[-1])}))
