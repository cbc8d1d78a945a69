"""How the parameters of a method become the parts of its request: one statement each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.types import Types
from sdksmith.ir import (
    Array,
    Body,
    Content,
    Kind,
    Location,
    Method,
    Parameter,
    Part,
    PathParameter,
    Scalar,
    Style,
    Type,
)
from sdksmith.requests import JSON, accepted, body_media_type, is_json, request_path
from sdksmith.shapes import Shape, Shapes
from sdksmith.wire import Wire

BODY: Final = "./internal/body"
REQUEST: Final = "./internal/request"
STYLE: Final = "./internal/style"

_STYLES: Final = {
    Style.SIMPLE: "Simple",
    Style.LABEL: "Label",
    Style.MATRIX: "Matrix",
    Style.FORM: "Form",
    Style.SPACE: "Space",
    Style.PIPE: "Pipe",
    Style.DEEP_OBJECT: "DeepObject",
    Style.JSON: "JSON",
}
_USUAL: Final = {
    Content.JSON: JSON,
    Content.FORM: "application/x-www-form-urlencoded",
    Content.MULTIPART: "multipart/form-data",
    Content.TEXT: "text/plain; charset=utf-8",
    Content.BINARY: "application/octet-stream",
}
"""The content types that the runtime sends where nothing else is said."""
_VERBS: Final = frozenset(
    ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE")
)
"""Those that `net/http` has constants of."""
_NO_STYLE: Final = Expr("style.Style{}", frozenset({STYLE}))


class Requests:
    """Writes what a method says of its request."""

    def __init__(self, types: Types, shapes: Shapes) -> None:
        self._types = types
        self._shapes = shapes

    def statements(
        self,
        method: Method,
        positional: Mapping[str, Parameter],
        fields: Mapping[str, Parameter],
        package: str,
        accept: Wire | None = None,
    ) -> Iterator[Expr]:
        """The statements between the one that makes the request and the one that sends it.

        Args:
            positional: The parameters that are arguments themselves, by their names.
            fields: The others, by their fields of `params`.
            package: The package that the statements stand in.
            accept: The media type that is asked for, if it is not that of the method's response.
        """
        codes = {id(p): name for name, p in positional.items()}
        codes |= {id(p): f"params.{name}" for name, p in fields.items()}
        given = [(codes[id(p)], p) for p in method.parameters if id(p) in codes]
        for code, parameter in sorted(given, key=_place):
            if not _is_in_body(parameter):
                yield self._parameter(parameter, code, code not in positional, package)
        if method.body is not None:
            members = {code: p for code, p in given if _is_in_body(p)}
            yield from self._body(method, method.body, members, package)
        yield from _media_types(method, accept)
        if method.server:
            yield Expr(f"req.Server({lit(method.server)})")
        if method.security:
            yield Expr(f"req.Security({', '.join(map(alternative, method.security))})")

    # ------------------------------------------------------------ outside of the body

    def _parameter(self, parameter: Parameter, code: str, is_field: bool, package: str) -> Expr:
        encode = self._types.encoder(parameter.type, package)
        rest = encode.wrap(f"{code}, ", "", REQUEST)
        wire = lit(parameter.wire)
        match parameter.location:
            case Location.WHOLE_QUERY:
                style = _style(parameter.style if parameter.style is Style.JSON else None)
                return _joined(rest, style).wrap("request.WholeQuery(req, ", ")")
            case Location.PATH:
                function = "PathField" if is_field else "Path"
            case location:
                function = location.name.capitalize()
        if function.startswith("Path"):
            styled = "PathFieldStyled" if is_field else "PathStyled"
        else:
            styled = f"{function}Styled"
        if self._is_plain(parameter):
            return rest.wrap(f"request.{function}(req, {wire}, ", ")")
        style = _style(parameter.style, parameter.explode, parameter.allow_reserved)
        return _joined(rest, style).wrap(f"request.{styled}(req, {wire}, ", ")")

    def _is_plain(self, parameter: Parameter) -> bool:
        """Whether a value is written as it is by default in its place."""
        if parameter.allow_reserved:
            return False
        if parameter.location in (Location.PATH, Location.HEADER):
            usual = parameter.style is Style.SIMPLE and not parameter.explode
            is_free = parameter.style is Style.SIMPLE
        else:
            usual = parameter.style is Style.FORM and parameter.explode
            is_free = parameter.style in (Style.FORM, Style.SPACE, Style.PIPE)
        return usual or (is_free and self._is_text(parameter.type))

    def _is_text(self, type: Type) -> bool:
        return self._shapes.of(type) <= {Shape.TEXT}

    # ------------------------------------------------------------ bodies

    def _body(
        self, method: Method, body: Body, members: Mapping[str, Parameter], package: str
    ) -> Iterator[Expr]:
        """
        Args:
            members: The parameters that the body is made of, by the code of their values.
        """
        whole = next(
            ((c, p) for c, p in members.items() if p.location is Location.WHOLE_BODY), None
        )
        if whole is not None:
            yield self._whole_body(body, *whole, package)
            return
        match body.content:
            case Content.FORM:
                yield Expr("form := req.Form()")
                for code, parameter in members.items():
                    yield self._form_field(body, code, parameter, package)
            case Content.MULTIPART:
                yield Expr("form := req.Multipart()")
                for code, parameter in members.items():
                    yield self._part(body, code, parameter, package)
            case _:
                if members:
                    name = "JSONBody" if body.required else "OptionalJSONBody"
                    encode = self._types.params_encoder(method, package)
                    yield encode.wrap(f"request.{name}(req, params, ", ")", REQUEST)
                elif body.required:
                    yield Expr("request.EmptyJSONBody(req)", frozenset({REQUEST}))
                return
        if body.required:
            yield Expr("req.RequireBody()")

    def _whole_body(self, body: Body, code: str, parameter: Parameter, package: str) -> Expr:
        if body.content in (Content.BINARY, Content.TEXT):
            name = f"{body.content.name.capitalize()}Body"
            return Expr(f"request.{name}(req, {code})", frozenset({REQUEST}))
        name = {
            Content.FORM: "FormBody",
            Content.MULTIPART: "MultipartBody",
        }.get(body.content, "JSONBodyField")
        encode = self._types.encoder(parameter.type, package)
        return encode.wrap(f"request.{name}(req, {code}, ", ")", REQUEST)

    def _form_field(self, body: Body, code: str, parameter: Parameter, package: str) -> Expr:
        encode = self._types.encoder(parameter.type, package)
        part = _part_of(body, parameter)
        style = self._form_style(part, parameter.type) if part is not None else _NO_STYLE
        arguments = _joined(encode.wrap(f"{lit(parameter.wire)}, {code}, ", "", BODY), style)
        return arguments.wrap("body.FormField(form, ", ")")

    def _form_style(self, part: Part, type: Type) -> Expr:
        if is_json(part.media_type) and not self._is_text(type):
            return _style(Style.JSON)
        if part.style in (Style.FORM, Style.SIMPLE) and part.explode:
            return _style(None, allow_reserved=part.allow_reserved)
        return _style(part.style, part.explode, part.allow_reserved)

    def _part(self, body: Body, code: str, parameter: Parameter, package: str) -> Expr:
        part = _part_of(body, parameter)
        options = _part_options(part) if part is not None else Expr("body.PartOptions{}")
        beginning = f"{lit(parameter.wire)}, {code}, "
        match list(self._shapes.variants(parameter.type)):
            case [Scalar(Kind.BINARY)]:
                return options.wrap(f"body.FilePart(form, {beginning}", ")", BODY)
            case [Array(items)] if self._is_file(items):
                return options.wrap(f"body.FileParts(form, {beginning}", ")", BODY)
        encode = self._types.encoder(parameter.type, package).wrap(beginning, "", BODY)
        return _joined(encode, options).wrap("body.Part(form, ", ")")

    def _is_file(self, item: Type) -> bool:
        """Whether an item of a list is an `io.Reader`; one that may be null is a field."""
        is_file = list(self._shapes.variants(item)) == [Scalar(Kind.BINARY)]
        return is_file and not self._types.is_nullable(item, Side.REQUEST)


def verb(method: Method) -> Expr:
    """The HTTP method: `http.MethodGet`, or a text where `net/http` has no name for it."""
    if method.verb in _VERBS:
        return Expr(f"http.Method{method.verb.capitalize()}", frozenset({"net/http"}))
    return Expr(lit(Wire(method.verb)))


def path(method: Method) -> str:
    """The path as a Go literal, percent-encoded, with the names of its parameters in braces."""
    return lit(
        Wire(
            "".join(
                f"{{{piece.wire.text}}}" if isinstance(piece, PathParameter) else piece.text
                for piece in request_path(method)
            )
        )
    )


def alternative(schemes: Iterable[str]) -> str:
    """The schemes that are needed together; nil where none is."""
    inner = ", ".join(lit(Wire(scheme)) for scheme in schemes)
    return f"[]string{{{inner}}}" if inner else "nil"


_ORDER: Final = tuple(Location)


def _place(given: tuple[str, Parameter]) -> int:
    """The order of a request: its path, query, headers, cookies, body."""
    return _ORDER.index(given[1].location)


def _is_in_body(parameter: Parameter) -> bool:
    return parameter.location in (Location.BODY, Location.WHOLE_BODY)


def _media_types(method: Method, accept: Wire | None) -> Iterator[Expr]:
    """What says what is sent and what is asked for, where that is not the usual."""
    stated = {p.wire.text.lower() for p in method.parameters if p.location is Location.HEADER}
    if method.body is not None and "content-type" not in stated:
        sent = body_media_type(method.body)
        if sent != _USUAL[method.body.content]:
            yield Expr(f"req.MediaType({lit(Wire(sent))})")
    if (
        "accept" not in stated
        and (asked := accept.text if accept is not None else accepted(method)) != JSON
    ):
        yield Expr(f"req.Accept({lit(Wire(asked))})")


def _part_of(body: Body, parameter: Parameter) -> Part | None:
    return next((part for part in body.parts if part.wire == parameter.wire), None)


def _part_options(part: Part) -> Expr:
    """How a part is written: with a content type of its own, else in a style of its own."""
    media_type = part.media_type.text
    if media_type and not set(media_type) & set("*,"):
        return Expr(f"body.PartOptions{{ContentType: {lit(part.media_type)}}}")
    if part.style is Style.DEEP_OBJECT or not part.explode:
        return _style(part.style, part.explode).wrap("body.PartOptions{Style: ", "}")
    return Expr("body.PartOptions{}")


def _style(style: Style | None, explode: bool = False, allow_reserved: bool = False) -> Expr:
    """
    Args:
        style: None for what is usual in the place.
    """
    members = [f"Kind: style.{_STYLES[style]}"] if style is not None else []
    members += ["Explode: true"] if explode and style is not Style.JSON else []
    members += ["AllowReserved: true"] if allow_reserved else []
    return Expr(f"style.Style{{{', '.join(members)}}}", frozenset({STYLE}))


def _joined(first: Expr, second: Expr) -> Expr:
    """Two arguments of a call."""
    return Expr(f"{first.code}, {second.code}", first.imports | second.imports)
