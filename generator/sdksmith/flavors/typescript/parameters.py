"""How the arguments of a method become its request: a few statements, and what stands in the operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Final, assert_never

from sdksmith.flavors.typescript import scope
from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.code import Imports
from sdksmith.flavors.typescript.quote import access, is_identifier, key, lit, member, template
from sdksmith.flavors.typescript.security import Security, alternatives
from sdksmith.ir import (
    Body,
    Content,
    Location,
    Method,
    Parameter,
    Part,
    PathParameter,
    Style,
)
from sdksmith.names import camel, identifier
from sdksmith.records import record
from sdksmith.requests import JSON, OCTETS, body_media_type, is_json, request_path
from sdksmith.shapes import Shape, Shapes
from sdksmith.wire import Wire

PARAMS: Final = "params"
OPTIONS: Final = "options"
_STYLES: Final = {
    Style.SIMPLE: "simple",
    Style.LABEL: "label",
    Style.MATRIX: "matrix",
    Style.FORM: "form",
    Style.SPACE: "spaceDelimited",
    Style.PIPE: "pipeDelimited",
    Style.DEEP_OBJECT: "deepObject",
    Style.JSON: "json",
}
_CONTENTS: Final = {
    Content.JSON: "json",
    Content.FORM: "form",
    Content.MULTIPART: "multipart",
    Content.TEXT: "text",
    Content.BINARY: "binary",
}
"""The functions of the runtime that make bodies."""
_USUAL: Final = {
    Content.JSON: JSON,
    Content.FORM: "application/x-www-form-urlencoded",
    Content.MULTIPART: "multipart/form-data",
    Content.TEXT: "text/plain; charset=utf-8",
    Content.BINARY: OCTETS,
}
"""The content types that the runtime sends where nothing else is said."""
_PARTS: Final = {Shape.TEXT: "text/plain", Shape.OBJECT: JSON, Shape.FILE: OCTETS}
"""The content types of parts of which nothing is said (OpenAPI 3.1, 4.8.15.1)."""
_TAKEN: Final = scope.RESERVED | scope.RUNTIME | {PARAMS, OPTIONS}
"""What no variable of a method may be called, as its statements use it themselves."""
_COMPLEX: Final = frozenset((Shape.LIST, Shape.OBJECT))


@record
class RequestView:
    """What a method says of its request.

    Args:
        statements: What comes first.
        path: The expression of the path.
        operation: The members of the operation, such as `query` or `body: given(body)`.
    """

    statements: tuple[str, ...]
    path: str
    operation: tuple[str, ...]


class Requests:
    """Writes the requests of methods.

    Args:
        usual: What methods need to authenticate that do not say otherwise.
    """

    def __init__(self, shapes: Shapes, usual: Security) -> None:
        self._shapes = shapes
        self._usual = usual

    def view(
        self, method: Method, given: Arguments, hidden: frozenset[str], imports: Imports
    ) -> RequestView:
        """The request of a method.

        Args:
            hidden: Further names that the method uses and that no variable may have.
        """
        writer = _Writer(method, given, _TAKEN | hidden, self._shapes, imports)
        operation = [*writer.query(), *writer.headers(), *writer.cookies(), *writer.body()]
        path = writer.path()
        return RequestView(tuple(writer.statements()), path, tuple(operation))

    def needs(self, method: Method) -> list[str]:
        """The members of the operation that say where it is sent to, and what it needs."""
        found = []
        if [*method.security] != [*self._usual]:
            found.append(f"security: {alternatives(method.security)}")
        if method.server:
            found.append(f"server: {lit(method.server)}")
        return found


def read(given: Arguments, name: Wire) -> str:
    """What reads a member of the object of parameters.

    Args:
        name: Its key.
    """
    return _read(PARAMS, name, is_maybe=given.is_optional)


def _read(value: str, name: Wire, *, is_maybe: bool) -> str:
    """What reads a member of an object.

    Args:
        is_maybe: Whether there may be no object.
    """
    rest = access(name)
    if not is_maybe:
        return f"{value}{rest}"
    return f"{value}?{rest}" if rest.startswith(".") else f"{value}?.{rest}"


class _Writer:
    """Writes the request of one method."""

    def __init__(
        self,
        method: Method,
        given: Arguments,
        taken: Set[str],
        shapes: Shapes,
        imports: Imports,
    ) -> None:
        self._method = method
        self._given = given
        self._shapes = shapes
        self._imports = imports
        self._positional = (
            scope.positional(given.positional) if given.positional is not None else ""
        )
        self._taken = {*taken, self._positional}
        self._rest = _rest(method, given)
        """The place that everything goes to that is not taken out of the object."""
        self._variables = self._bound()
        """What is taken out of the object, by its keys."""
        self._whole = self._named_rest() if self._variables else PARAMS
        """The object that holds the members of that place."""
        self._is_maybe = not self._variables and given.is_optional
        """Whether it may be missing."""

    def _bound(self) -> dict[Wire, str]:
        bound: dict[Wire, str] = {}
        for name, parameter in self._given.members.items():
            stays = parameter.location is self._rest and name == parameter.wire
            if stays and not (self._rest is Location.QUERY and name.text in scope.INHERITED):
                continue
            wanted = name.text if is_identifier(name) else camel(parameter.name)
            bound[name] = _variable(wanted, self._taken)
            self._taken.add(bound[name])
        return bound

    def _named_rest(self) -> str:
        wanted = "body" if self._rest is Location.BODY else "query"
        name = _variable(wanted, self._taken)
        self._taken.add(name)
        return name

    def statements(self) -> Sequence[str]:
        """What takes the object apart."""
        if not self._variables:
            return ()
        parts = [_binding(name, variable) for name, variable in self._variables.items()]
        if self._rest is not None:
            parts.append(f"...{self._whole}")
        return (f"const {{ {', '.join(parts)} }} = {self._taken_apart()};",)

    def _taken_apart(self) -> str:
        """The object of parameters, where what every object inherits is none of them."""
        absent = [
            f"{member(name)}: undefined"
            for name in self._variables
            if name.text in scope.INHERITED and not self._given.members[name].required
        ]
        if absent:
            return f"{{ {', '.join(absent)}, ...{PARAMS} }}"
        return f"{PARAMS} ?? {{}}" if self._given.is_optional else PARAMS

    # ------------------------------------------------------------ outside of the body

    def path(self) -> str:
        """The path as an expression."""
        pieces = request_path(self._method)
        if not any(isinstance(piece, PathParameter) for piece in pieces):
            return lit(Wire("".join(piece.text for piece in pieces if isinstance(piece, Wire))))
        by_wire = {p.wire: (name, p) for name, p in self._given.in_place(Location.PATH).items()}
        written = ""
        for piece in pieces:
            if isinstance(piece, Wire):
                written += template(piece)
            elif piece.wire in by_wire:
                name, parameter = by_wire[piece.wire]
                written += f"${{{self._segment(parameter, self._variables[name])}}}"
            else:
                assert self._given.positional is not None
                written += f"${{{self._segment(self._given.positional, self._positional)}}}"
        return f"{self._imports.core('path')}`{written}`"

    def query(self) -> list[str]:
        found = self._object("query", Location.QUERY)
        for name, parameter in self._given.in_place(Location.WHOLE_QUERY).items():
            code = self._variables[name]
            value = self._styled(code, "json") if parameter.style is Style.JSON else code
            found.append(f"wholeQuery: {value}")
        return found

    def headers(self) -> list[str]:
        return self._object("headers", Location.HEADER)

    def cookies(self) -> list[str]:
        return self._object("cookies", Location.COOKIE)

    def _object(self, name: str, location: Location) -> list[str]:
        """A member of the operation that holds all parameters of a place; none if there are none."""
        members = self._given.in_place(location)
        if not members:
            return []
        entries = []
        if location is self._rest:
            entries = [
                f"{member(p.wire)}: {value}"
                for each, p in members.items()
                if (value := self._value(p, self._read(each)) or self._variables.get(each))
            ]
            if not entries:
                value = self._whole
                return [name if value == name else f"{name}: {value}"]
            entries.insert(0, f"...{self._whole}")
        else:
            for each, p in members.items():
                variable = self._variables[each]
                value = self._value(p, variable) or variable
                written = member(p.wire)
                entries.append(value if value == written else f"{written}: {value}")
        return [f"{name}: {{ {', '.join(entries)} }}"]

    def _read(self, name: Wire) -> str:
        """What reads a member of the object that holds the rest, or the variable that it has become."""
        if name in self._variables:
            return self._variables[name]
        return _read(self._whole, name, is_maybe=self._is_maybe)

    def _value(self, parameter: Parameter, code: str) -> str:
        """A value that is written in a style of its own; empty for one that is written as it is by default."""
        shapes = self._shapes.of(parameter.type)
        reserved = parameter.allow_reserved and parameter.location is not Location.HEADER
        is_complex = bool(shapes & _COMPLEX)
        explode = parameter.explode
        match parameter.style:
            case Style.JSON:
                return self._styled(code, "json", allow_reserved=reserved)
            case _ if parameter.location is Location.HEADER:
                if Shape.OBJECT in shapes and explode:
                    return self._styled(code, "simple", explode=True)
                return ""
            case Style.DEEP_OBJECT:
                if reserved or self._shapes.holds_list(parameter.type):
                    return self._styled(code, "deepObject", allow_reserved=reserved)
                return ""
            case Style.FORM | Style.SPACE | Style.PIPE if explode:
                if reserved or Shape.OBJECT in shapes:
                    return self._styled(code, "form", allow_reserved=reserved)
                return ""
            case Style.SPACE | Style.PIPE if is_complex:
                return self._styled(code, _STYLES[parameter.style], allow_reserved=reserved)
            case _ if is_complex:
                return self._styled(code, "form", explode=False, allow_reserved=reserved)
            case _:
                return self._styled(code, "form", allow_reserved=True) if reserved else ""

    def _segment(self, parameter: Parameter, code: str) -> str:
        """A value in the path."""
        shapes = self._shapes.of(parameter.type)
        match parameter.style:
            case Style.JSON:
                return self._styled(code, "json")
            case Style.LABEL:
                return self._styled(code, "label", explode=parameter.explode or None)
            case Style.MATRIX:
                return self._styled(
                    code, "matrix", explode=parameter.explode or None, name=parameter.wire
                )
            case _:
                explode = parameter.explode and Shape.OBJECT in shapes
                if not explode and not parameter.allow_reserved:
                    return code
                return self._styled(
                    code,
                    "simple",
                    explode=explode or None,
                    allow_reserved=parameter.allow_reserved,
                )

    def _styled(
        self,
        code: str,
        style: str,
        *,
        explode: bool | None = None,
        allow_reserved: bool = False,
        name: Wire | None = None,
    ) -> str:
        """
        Args:
            explode: None where it is what the style has by default.
        """
        options = [] if explode is None else [f"explode: {lit(explode)}"]
        options += ["allowReserved: true"] if allow_reserved else []
        options += [f"name: {lit(name)}"] if name is not None else []
        rest = f", {{ {', '.join(options)} }}" if options else ""
        return f"{self._imports.core('styled')}({code}, {lit(style)}{rest})"

    # ------------------------------------------------------------ bodies

    def body(self) -> list[str]:
        body = self._method.body
        if body is None:
            return []
        whole = next((self._variables[n] for n in self._given.in_place(Location.WHOLE_BODY)), "")
        value = self._content(body, whole) if whole else self._members(body)
        if not value:
            return []
        return ["body" if value == "body" else f"body: {value}"]

    def _members(self, body: Body) -> str:
        """A body whose members are parameters; empty if there is none."""
        if self._rest is not Location.BODY:
            return self._content(body, "{}") if body.required else ""
        members = self._given.in_place(Location.BODY)
        value = self._whole
        renamed = {p.wire: self._variables[k] for k, p in members.items() if k in self._variables}
        if renamed:
            entries = (f"{member(wire)}: {variable}" for wire, variable in renamed.items())
            value = f"{{ {', '.join((f'...{value}', *entries))} }}"
        if not body.required:
            value = f"{self._imports.core('given')}({value})"
        elif self._is_maybe and not renamed:
            value = f"{value} ?? {{}}"
        return self._content(body, value, self._parts(body, members))

    def _content(self, body: Body, value: str, parts: str = "") -> str:
        """A body of a content, as a call of the runtime if it is not JSON."""
        media_type = body_media_type(body)
        is_usual = media_type == _USUAL[body.content]
        arguments = [value]
        match body.content:
            case Content.JSON if is_usual:
                return value
            case Content.FORM | Content.MULTIPART:
                arguments += [parts or "undefined"] if parts or not is_usual else []
            case Content.JSON | Content.TEXT | Content.BINARY:
                pass
            case _:
                assert_never(body.content)
        arguments += [] if is_usual else [lit(media_type)]
        return f"{self._imports.core(_CONTENTS[body.content])}({', '.join(arguments)})"

    def _parts(self, body: Body, members: Mapping[Wire, Parameter]) -> str:
        """How the members are written of which the document says it; empty if there are none."""
        types = {p.wire: self._shapes.of(p.type) for p in members.values()}
        written = (
            (part.wire, _part(body.content, part, types[part.wire]))
            for part in body.parts
            if part.wire in types
        )
        found = [f"{member(wire)}: {options}" for wire, options in written if options]
        return f"{{ {', '.join(found)} }}" if found else ""


def _part(content: Content, part: Part, shapes: frozenset[Shape]) -> str:
    """How a member of a body is written; empty if that is how it is written by default."""
    if content is Content.FORM:
        if is_json(part.media_type) and shapes & _COMPLEX:
            return f"{{ contentType: {lit(part.media_type)} }}"
        options = _part_style(part, shapes)
        return f"{{ {', '.join(options)} }}" if options else ""
    media_type = part.media_type.text
    if media_type and not set(media_type) & set("*,"):
        usual = {_PARTS.get(shape) for shape in shapes} == {media_type}
        return "" if usual else f"{{ contentType: {lit(part.media_type)} }}"
    if part.style is Style.DEEP_OBJECT or not part.explode:
        options = _part_style(part, shapes)
        return f"{{ {', '.join(options)} }}" if options else ""
    return ""


def _part_style(part: Part, shapes: frozenset[Shape]) -> list[str]:
    options = []
    if not (part.style in (Style.FORM, Style.SIMPLE) and part.explode) and shapes & _COMPLEX:
        options.append(f"style: {lit(_STYLES[part.style])}")
        if part.style is not Style.DEEP_OBJECT and part.style is not Style.JSON:
            options.append(f"explode: {lit(part.explode)}")
    return [*options, "allowReserved: true"] if part.allow_reserved else options


def _rest(method: Method, given: Arguments) -> Location | None:
    """The part of the request that members of the object go to which are not taken out of it.

    Members that the document does not know go there, too: to the body if it is an object, else to the query.
    """
    places = {parameter.location for parameter in given.members.values()}
    return next((place for place in (Location.BODY, Location.QUERY) if place in places), None)


def _binding(name: Wire, variable: str) -> str:
    """What takes a member out of an object."""
    written = key(name)
    return written if written == variable else f"{written}: {variable}"


def _variable(wanted: str, taken: Set[str]) -> str:
    """A variable of that name, or of one with an underscore behind it where that would hide another one."""
    return identifier(wanted, taken.__contains__)
