"""How the parameters of a method become the parts of its request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never
from urllib.parse import quote

from sdksmith.flavors.python.code import Expr, Import
from sdksmith.flavors.python.converters import Converters, call
from sdksmith.flavors.python.imports import Imports, local
from sdksmith.flavors.python.quote import lit
from sdksmith.ir import (
    Content,
    Location,
    Method,
    Parameter,
    Part,
    PathParameter,
    Style,
)
from sdksmith.records import record
from sdksmith.requests import JSON, OCTETS, accepted, body_media_type, is_json, request_path
from sdksmith.shapes import Shape, Shapes
from sdksmith.wire import Wire

_USUAL = {Shape.TEXT: "text/plain", Shape.OBJECT: JSON, Shape.FILE: OCTETS}
"""The content types of parts of which nothing is said (OpenAPI 3.1, 4.8.15.1)."""

_SEGMENTS_ON_ONE_LINE = 80


@record
class Entry:
    """`key: value` of a query, of headers or of a body."""

    key: str
    value: str


@record
class RequestView:
    """What a method says of its request."""

    verb: str
    path: tuple[str, ...]
    """Pieces of a text that stand one below the other."""
    query: tuple[Entry, ...]
    whole_query: str
    """All of the query where it is one parameter; empty otherwise."""
    headers: tuple[Entry, ...]
    cookies: tuple[Entry, ...]
    body: tuple[Entry, ...]
    body_open: str
    body_close: str
    """What stands around these members: the braces, and what makes nothing of a body without members."""
    whole_body: str
    """The body where it is no object of named members, or one without any; empty otherwise."""
    server: str
    """The URL that the path is appended to; empty for the client's."""


class Requests:
    """Writes the parts of requests."""

    def __init__(self, converters: Converters, shapes: Shapes) -> None:
        self._converters = converters
        self._shapes = shapes

    def view(
        self, method: Method, parameters: Mapping[str, Parameter], imports: Imports
    ) -> RequestView:
        """The request of a method.

        Args:
            parameters: Its parameters by their Python names.
        """
        by_place: dict[Location, dict[str, Parameter]] = {}
        for name, parameter in parameters.items():
            by_place.setdefault(parameter.location, {})[name] = parameter
        parts = {part.wire: part for part in method.body.parts} if method.body else {}
        content = method.body.content if method.body else Content.JSON

        def entries(location: Location) -> tuple[Entry, ...]:
            found = by_place.get(location, {})
            return tuple(
                Entry(lit(p.wire), imports.use(self._entry(n, p, content, parts.get(p.wire))))
                for n, p in found.items()
            )

        def whole(location: Location) -> str:
            found = by_place.get(location, {})
            return next((imports.use(self._whole(n, p)) for n, p in found.items()), "")

        body = entries(Location.BODY)
        is_optional = method.body is not None and not method.body.required
        optional = f"{imports.name('encode', 'optional')}(" if body and is_optional else ""
        return RequestView(
            verb=method.verb,
            path=self._path(method, by_place.get(Location.PATH, {}), imports),
            query=entries(Location.QUERY),
            whole_query=whole(Location.WHOLE_QUERY),
            headers=(*_media_types(method), *entries(Location.HEADER)),
            cookies=entries(Location.COOKIE),
            body=body,
            body_open=f"{optional}{{",
            body_close="})" if optional else "}",
            whole_body=whole(Location.WHOLE_BODY) or _empty_body(method, body),
            server=lit(method.server) if method.server else "",
        )

    # ------------------------------------------------------------ values

    def _entry(self, name: str, parameter: Parameter, content: Content, part: Part | None) -> Expr:
        code = self._encoded(name, parameter)
        match parameter.location:
            case Location.QUERY | Location.COOKIE:
                return self._styled(
                    code, parameter, parameter.style, parameter.explode, parameter.allow_reserved
                )
            case Location.HEADER:
                return self._header(code, parameter)
            case Location.BODY if content is Content.FORM and part is not None:
                return self._form_member(code, parameter, part)
            case Location.BODY if content is Content.MULTIPART and part is not None:
                return self._part(code, parameter, part)
            case _:
                return code

    def _encoded(self, name: str, parameter: Parameter) -> Expr:
        """The value of a parameter with the names of the API."""
        encode = self._converters.encoder(parameter.type, None)
        variable = local(name)
        if encode is None:
            return variable
        return Expr(call(encode.code, variable.code), encode.imports)

    def _styled(
        self, code: Expr, parameter: Parameter, style: Style, explode: bool, allow_reserved: bool
    ) -> Expr:
        """A value of a query, of cookies or of a form (OpenAPI 3.1, 4.8.12.4)."""
        shapes = self._shapes.of(parameter.type)
        if allow_reserved:
            code = _calls("styles", "reserved", code)
        match style:
            case Style.JSON:
                return _calls("styles", "json_text", code)
            case Style.DEEP_OBJECT:
                indexed = self._shapes.holds_list(parameter.type)
                return _calls("styles", "indexed", code) if indexed else code
            case Style.FORM | Style.SPACE | Style.PIPE if explode:
                return _calls("encode", "exploded", code) if Shape.OBJECT in shapes else code
            case _ if not shapes & {Shape.LIST, Shape.OBJECT}:
                return code
            case Style.SPACE:
                return _calls("encode", "space_separated", code)
            case Style.PIPE:
                return _calls("encode", "pipe_separated", code)
            case Style.FORM | Style.SIMPLE | Style.LABEL | Style.MATRIX:
                return _calls("encode", "comma_separated", code)
            case _:
                assert_never(style)

    def _header(self, code: Expr, parameter: Parameter) -> Expr:
        if parameter.style is Style.JSON:
            return _calls("styles", "json_text", code)
        if Shape.OBJECT not in self._shapes.of(parameter.type):
            return code
        return _calls("styles", "header_text", code, ", explode=True" if parameter.explode else "")

    def _form_member(self, code: Expr, parameter: Parameter, part: Part) -> Expr:
        shapes = self._shapes.of(parameter.type)
        if is_json(part.media_type) and shapes & {Shape.LIST, Shape.OBJECT}:
            return _calls("styles", "json_text", code)
        if part.style in (Style.FORM, Style.SIMPLE) and part.explode:
            return _calls("styles", "reserved", code) if part.allow_reserved else code
        return self._styled(code, parameter, part.style, part.explode, part.allow_reserved)

    def _part(self, code: Expr, parameter: Parameter, part: Part) -> Expr:
        shapes = self._shapes.of(parameter.type)
        media_type = part.media_type.text
        if media_type and not set(media_type) & set("*,"):
            usual = {_USUAL.get(shape) for shape in shapes} == {media_type}
            return code if usual else _calls("multipart", "part", code, f", {lit(part.media_type)}")
        if part.style is Style.DEEP_OBJECT or not part.explode:
            return self._styled(code, parameter, part.style, part.explode, allow_reserved=False)
        return code

    def _whole(self, name: str, parameter: Parameter) -> Expr:
        code = self._encoded(name, parameter)
        if parameter.location is Location.WHOLE_QUERY:
            written = "json_query" if parameter.style is Style.JSON else "whole_query"
            return _calls("styles", written, code)
        return code

    # ------------------------------------------------------------ path

    def _path(
        self, method: Method, parameters: Mapping[str, Parameter], imports: Imports
    ) -> tuple[str, ...]:
        """The path as Python strings, one for each parameter and the text before it; a short path is one string."""
        names = {parameter.wire: name for name, parameter in parameters.items()}
        pieces: list[str] = []
        current = ""
        formatted = False
        for piece in request_path(method):
            if isinstance(piece, PathParameter):
                name = names[piece.wire]
                segment = imports.use(self._segment(name, parameters[name]))
                current += f"{{{segment}}}"
                formatted = True
                continue
            if current:
                pieces.append(current)
            current = lit(piece)[1:-1].replace("{", "{{").replace("}", "}}")
        pieces.append(current)
        if not formatted:
            text = "".join(p.text for p in request_path(method) if isinstance(p, Wire))
            return (lit(Wire(text)),)
        joined = "".join(pieces)
        if len(joined) <= _SEGMENTS_ON_ONE_LINE:
            return (f'f"{joined}"',)
        return tuple(f'f"{piece}"' for piece in _merged(pieces))

    def _segment(self, name: str, parameter: Parameter) -> Expr:
        """A parameter as a part of the path; inside an f-string, so without double quotes."""
        code = self._encoded(name, parameter)
        if '"' in code.code:  # Python before 3.12 has no place for it there.
            code = local(name)
        explode = ", explode=True" if parameter.explode else ""
        match parameter.style:
            case Style.JSON:
                code = _calls("styles", "json_text", code)
                return _segment("encode", "path_segment", f"'{name}', ", code)
            case Style.LABEL:
                return _segment("styles", "label_segment", f"'{name}', ", code, explode)
            case Style.MATRIX:
                wire = quote(parameter.wire.text, safe="")
                return _segment("styles", "matrix_segment", f"'{name}', '{wire}', ", code, explode)
            case _ if parameter.allow_reserved:
                return _segment("styles", "reserved_segments", f"'{name}', ", code)
            case _:
                shapes = self._shapes.of(parameter.type)
                if Shape.TEXT in shapes or not shapes & {Shape.LIST, Shape.OBJECT}:
                    return _segment("encode", "path_segment", f"'{name}', ", code)
                return _segment("styles", "simple_segment", f"'{name}', ", code, explode)


def _empty_body(method: Method, members: tuple[Entry, ...]) -> str:
    """The body of an object without members, where the server wants one all the same."""
    if members or method.body is None or not method.body.required:
        return ""
    return "{}" if method.body.content is Content.JSON else ""


def _media_types(method: Method) -> list[Entry]:
    """The headers that say what is sent and what is asked for, where that is not JSON."""
    stated = {p.wire.text.lower() for p in method.parameters if p.location is Location.HEADER}
    found = {
        "Accept": accepted(method),
        "Content-Type": body_media_type(method.body) if method.body else JSON,
    }
    return [
        Entry(lit(name), lit(value))
        for name, value in found.items()
        if value != JSON and name.lower() not in stated
    ]


def _calls(module: str, name: str, code: Expr, rest: str = "") -> Expr:
    """The call of a function of the runtime."""
    return code.wrap(f"{name}(", f"{rest})", Import(("_runtime", module), name))


def _segment(module: str, name: str, before: str, code: Expr, rest: str = "") -> Expr:
    return code.wrap(f"{name}({before}", f"{rest})", Import(("_runtime", module), name))


def _merged(pieces: list[str]) -> list[str]:
    """Text behind the last parameter stays in its line."""
    *rest, last = pieces
    return [*rest[:-1], rest[-1] + last] if rest and "_segment(" not in last else pieces
