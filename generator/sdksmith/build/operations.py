"""Operations (OpenAPI 3.1, 4.8.10) as methods."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sdksmith.build import auth, examples
from sdksmith.build.context import Context, scalar, text
from sdksmith.build.schemas import Schemas
from sdksmith.config import VERBS
from sdksmith.ir import (
    JSON,
    Example,
    Kind,
    Location,
    Method,
    NameRule,
    Object,
    Parameter,
    PathParameter,
    Response,
    Scalar,
    Style,
)
from sdksmith.load import Node
from sdksmith.names import Words, singular, words
from sdksmith.report import Level
from sdksmith.wire import Wire

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LOCATIONS = {"path": Location.PATH, "query": Location.QUERY, "header": Location.HEADER}
_STYLES = {
    "form": Style.FORM,
    "spaceDelimited": Style.SPACE,
    "pipeDelimited": Style.PIPE,
    "deepObject": Style.DEEP_OBJECT,
}
_IGNORED_HEADERS = ("accept", "content-type", "authorization")
"""Header parameters that have no meaning (OpenAPI 3.1, 4.8.12.1)."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the document, found but not yet read."""

    verb: str
    path: str
    item: Node
    """The Path Item Object."""
    node: Node


def find(context: Context) -> Iterator[Operation]:
    """All operations of the document, in its order."""
    for path, entry in context.members(context.root, "paths"):
        item = context.mapping(entry)
        if item is None:
            continue
        for verb, node in item.items():
            if verb in ("query", "additionalOperations"):  # OpenAPI 3.2
                context.unsupported(
                    f"`{verb}` of a path", node.key_pointer, "the SDK is made without it"
                )
            if verb in VERBS:
                operation = context.mapping(node)
                if operation is not None:
                    yield Operation(verb.lower(), path, item, operation)


class Methods:
    """Turns operations into methods.

    Args:
        schemes: The ids of the security schemes that are understood.
    """

    def __init__(self, context: Context, schemas: Schemas, schemes: frozenset[str]) -> None:
        self._context = context
        self._schemas = schemas
        self._schemes = schemes

    def method(self, operation: Operation, resource: Words, name: Words) -> Method:
        """The method of an operation.

        Args:
            resource: The resource that the method belongs to.
            name: What the method is called there.
        """
        node = operation.node
        stem = (*singular(resource), *name)
        request_model = (*stem, "params")
        declared = self._declared(operation, request_model)
        path, in_path = self._path(operation, declared)
        others = [p for p in declared.values() if p.location is not Location.PATH]
        others += self._body(operation, request_model)
        return Method(
            name=name,
            verb=operation.verb.upper(),
            path=path,
            parameters=_distinct([*in_path, *sorted(others, key=_order)]),
            body=None,
            response=self._response(operation, (*stem, "response")),
            errors=(),
            stream=None,
            pagination=None,
            security=auth.requirement(self._context, node, self._schemes),
            server=None,
            summary=text(node, "summary"),
            description=text(node, "description"),
            permissions=self._permissions(node),
            deprecated=scalar(node, "deprecated") is True,
            request_model=request_model,
            rule=NameRule.PATH,
            place=node.pointer,
        )

    def _permissions(self, node: Node) -> tuple[Wire, ...]:
        items = self._context.items(node, "x-accepted-permissions")
        return tuple(Wire(item.value) for item in items if isinstance(item.value, str))

    # ------------------------------------------------------------ parameters

    def _declared(self, operation: Operation, owner: Words) -> dict[tuple[str, str], Parameter]:
        """The parameters by place and name; those of the operation override those of the path item."""
        found: dict[tuple[str, str], Parameter] = {}
        for holder in (operation.item, operation.node):
            for entry in self._context.items(holder, "parameters"):
                node = self._context.mapping(entry)
                if node is not None and (parameter := self._parameter(node, owner)) is not None:
                    found[str(scalar(node, "in")), parameter.wire.text] = parameter
        return found

    def _parameter(self, node: Node, owner: Words) -> Parameter | None:
        wire = text(node, "name")
        location = _LOCATIONS.get(str(scalar(node, "in")))
        if not wire:
            self._context.report(
                "unnamed-parameter", Level.ERROR, "this parameter has no name", node.pointer
            )
            return None
        if location is None:
            where = scalar(node, "in")
            self._context.unsupported(
                f"the {where} parameter `{wire.text}`", node.pointer, "the method does not have it"
            )
            return None
        if location is Location.HEADER and wire.text.lower() in _IGNORED_HEADERS:
            return None
        name = words(wire.text)
        schema = node.get("schema")
        if schema is None and "content" in node:
            self._context.unsupported(
                f"`content` of the parameter `{wire.text}`",
                node.pointer,
                "it is typed as any value",
            )
        required = location is Location.PATH or scalar(node, "required") is True
        style, explode = self._style(node) if location is Location.QUERY else (Style.SIMPLE, False)
        return Parameter(
            name=name,
            wire=wire,
            location=location,
            type=self._schemas.type(schema, (*owner, *name)),
            required=required,
            named=wire.text in self._context.config.named_path_params,
            style=style,
            explode=explode,
            description=self._description(node, schema),
            deprecated=scalar(node, "deprecated") is True,
            example=self._example(node, schema, wire.text, required),
            place=node.pointer,
        )

    def _style(self, node: Node) -> tuple[Style, bool]:
        name = scalar(node, "style") or "form"
        explode = scalar(node, "explode")
        style = _STYLES.get(name)
        if style is None:
            self._context.unsupported(
                f"the query style `{name}`", node.pointer, "it is sent as `form`"
            )
            style = Style.FORM
        return style, explode if isinstance(explode, bool) else style is Style.FORM

    def _description(self, node: Node, schema: Node | None) -> Wire:
        return text(node, "description") or (
            self._schemas.description(schema) if schema is not None else Wire("")
        )

    def _example(
        self, node: Node, schema: Node | None, name: str, required: bool
    ) -> Example | None:
        stated = examples.documented(node, self._context)
        target = self._context.deref(schema) if schema is not None else None
        if stated is None and target is not None:
            stated = examples.documented(target, self._context)
        if stated is None and required:
            return Example(examples.made(schema, name, self._context))
        return stated

    # ------------------------------------------------------------ path

    def _path(
        self, operation: Operation, declared: dict[tuple[str, str], Parameter]
    ) -> tuple[tuple[Wire | PathParameter, ...], list[Parameter]]:
        """The pieces of the path, and its parameters in their order."""
        pieces: list[Wire | PathParameter] = []
        parameters: dict[str, Parameter] = {}
        for index, piece in enumerate(_PLACEHOLDER.split(operation.path)):
            if index % 2 == 0:
                if piece:
                    pieces.append(Wire(piece))
                continue
            pieces.append(PathParameter(Wire(piece)))
            if piece not in parameters:
                found = declared.get(("path", piece))
                parameters[piece] = found or self._undeclared(piece, operation)
        for (location, name), parameter in declared.items():
            if location == "path" and name not in parameters:
                self._context.report(
                    "unused-path-parameter",
                    Level.WARNING,
                    f"the path has no place for the parameter `{name}`",
                    parameter.place,
                    f"the path is {operation.path}",
                )
        return tuple(pieces), list(parameters.values())

    def _undeclared(self, name: str, operation: Operation) -> Parameter:
        self._context.report(
            "undeclared-path-parameter",
            Level.WARNING,
            f"no parameter declares `{{{name}}}` of the path; it is taken to be a string",
            operation.node.key_pointer,
            f"add a parameter with `name: {name}`, `in: path`",
        )
        return Parameter(
            name=words(name),
            wire=Wire(name),
            location=Location.PATH,
            type=Scalar(Kind.STRING),
            required=True,
            named=name in self._context.config.named_path_params,
            style=Style.SIMPLE,
            explode=False,
            description=Wire(""),
            deprecated=False,
            example=Example(name),
            place=operation.node.pointer,
        )

    # ------------------------------------------------------------ body

    def _body(self, operation: Operation, owner: Words) -> list[Parameter]:
        """The members of a JSON object, or one parameter for any other body."""
        entry = operation.node.get("requestBody")
        body = self._context.mapping(entry)
        if entry is None or body is None:
            return []
        media = self._json(body, "the request body")
        if media is None:
            return []
        required = scalar(body, "required") is True
        schema = media.get("schema")
        type = self._schemas.type(schema, owner)
        stated = examples.documented(media, self._context)
        if isinstance(type, Object):
            return self._members(type, media, stated)
        return [
            Parameter(
                name=("body",),
                wire=Wire("body"),
                location=Location.WHOLE_BODY,
                type=type,
                required=required,
                named=True,
                style=Style.SIMPLE,
                explode=False,
                description=text(body, "description"),
                deprecated=False,
                example=stated or (self._example(media, schema, "body", required)),
                place=body.pointer,
            )
        ]

    def _members(self, type: Object, media: Node, stated: Example | None) -> list[Parameter]:
        made = examples.made(media.get("schema"), "body", self._context)
        known = stated.value if stated is not None else made
        values = {wire: Example(value) for wire, value in _object(known).items()}
        needed = {wire: Example(value) for wire, value in _object(made).items()}
        return [
            Parameter(
                name=field.name,
                wire=field.wire,
                location=Location.BODY,
                type=field.type,
                required=field.required,
                named=True,
                style=Style.SIMPLE,
                explode=False,
                description=field.description,
                deprecated=field.deprecated,
                example=values.get(wire)
                or (needed.get(wire, Example(wire)) if field.required else None),
                place=field.place,
            )
            for field in self._schemas.models[type.model].fields
            for wire in (field.wire.text,)
        ]

    def _json(self, holder: Node, what: str) -> Node | None:
        """The Media Type Object of the JSON content; a finding when there is only other content."""
        content = dict(self._context.members(holder, "content"))
        for media_type, node in content.items():
            if _is_json(media_type):
                return self._context.mapping(node)
        if content:
            self._context.unsupported(
                f"{what} as {', '.join(content)}", holder.pointer, "the method leaves it out"
            )
        return None

    # ------------------------------------------------------------ response

    def _response(self, operation: Operation, name: Words) -> Response | None:
        response = self._success(operation)
        media = self._json(response, "the response") if response is not None else None
        if media is None:
            return None
        schema = media.get("schema")
        example = examples.documented(media, self._context) or Example(
            examples.made(schema, "response", self._context)
        )
        target = self._context.deref(schema) if schema is not None else None
        pieces = self._schemas.pieces(target) if target is not None else []
        for wire in self._context.config.unwrap_response_fields:
            members = [member for piece in pieces if (member := _member(piece, wire)) is not None]
            if members:
                required = [scalar(piece, "required") for piece in pieces]
                optional = not any(isinstance(names, list) and wire in names for names in required)
                return Response(
                    self._schemas.type(members[-1], name), Wire(wire), optional, example
                )
        return Response(self._schemas.type(schema, name), None, False, example)

    def _success(self, operation: Operation) -> Node | None:
        """The response of the lowest success status, else of `2XX`, else the default one."""
        found = dict(self._context.members(operation.node, "responses"))
        statuses = sorted(status for status in found if re.fullmatch(r"2[0-9]{2}", status))
        for status in (*statuses, "2XX", "2xx", "default"):
            if status in found:
                return self._context.mapping(found[status])
        return None


def _object(value: JSON) -> dict[str, JSON]:
    return value if isinstance(value, dict) else {}


def _member(schema: Node, wire: str) -> Node | None:
    properties = schema.get("properties")
    return properties.get(wire) if properties is not None else None


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence in ("application/json", "*/*", "application/*") or essence.endswith("+json")


def _order(parameter: Parameter) -> tuple[bool, bool, Words, Wire]:
    """`id` first, then required, then optional; alphabetical inside each."""
    return parameter.name != ("id",), not parameter.required, parameter.name, parameter.wire


_PREFIXES = {
    Location.QUERY: "query",
    Location.HEADER: "header",
    Location.BODY: "body",
    Location.WHOLE_BODY: "body",
}


def _distinct(parameters: list[Parameter]) -> tuple[Parameter, ...]:
    """Tell parameters of one name in different places apart: all but the path's say their place."""
    counts = Counter(name for name, _ in {(p.name, _PREFIXES.get(p.location)) for p in parameters})
    return tuple(
        replace(parameter, name=(_PREFIXES[parameter.location], *parameter.name))
        if counts[parameter.name] > 1 and parameter.location in _PREFIXES
        else parameter
        for parameter in parameters
    )
