"""Parameter Objects (OpenAPI 3.1, 4.8.12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sdksmith.build import examples
from sdksmith.build.context import Context, scalar, text
from sdksmith.build.operations import media
from sdksmith.build.operations.media import Media
from sdksmith.build.operations.operations import PLACEHOLDER, Operation
from sdksmith.build.operations.path_template import Declared
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.build.schemas.variant_names import joined
from sdksmith.ir import Content, Example, Kind, Location, Parameter, Scalar, Style, Type
from sdksmith.load import Node, Steps
from sdksmith.names import Words, words
from sdksmith.records import record
from sdksmith.report import Level
from sdksmith.wire import Wire

_LOCATIONS: Final = {
    "path": Location.PATH,
    "query": Location.QUERY,
    "header": Location.HEADER,
    "cookie": Location.COOKIE,
    "querystring": Location.WHOLE_QUERY,  # OpenAPI 3.2
}
_STYLES: Final = {
    Location.PATH: {
        "simple": Style.SIMPLE,
        "label": Style.LABEL,
        "matrix": Style.MATRIX,
    },
    Location.QUERY: {
        "form": Style.FORM,
        "spaceDelimited": Style.SPACE,
        "pipeDelimited": Style.PIPE,
        "deepObject": Style.DEEP_OBJECT,
    },
    Location.HEADER: {"simple": Style.SIMPLE},
    Location.COOKIE: {"form": Style.FORM, "cookie": Style.FORM},
    Location.WHOLE_QUERY: {"form": Style.FORM},
}
"""The styles of each place; the first one is the default."""
_IGNORED_HEADERS: Final = ("accept", "content-type", "authorization")
"""Header parameters that have no meaning (OpenAPI 3.1, 4.8.12.1)."""
_SCHEMA_KEYS: Final = (
    "type",
    "format",
    "items",
    "enum",
    "default",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
)
"""What a parameter of OpenAPI 2.0 says of its value itself, as some of 3.x do."""


@record
class _Value:
    """What a parameter may be.

    Args:
        schema: Its schema; None when there is none.
        media: The entry of `content` that it stands in, if it does.
        type: The type where it does not follow from the schema.
    """

    schema: Node | None
    media: Media | None = None
    type: Type | None = None


class Parameters:
    """Reads the parameters of operations."""

    def __init__(self, context: Context, schemas: Schemas) -> None:
        self._context = context
        self._schemas = schemas
        self._shared: dict[tuple[Any, Steps], Parameter] = {}
        """Those that stand in `components` or in a file of their own."""

    def declared(self, operation: Operation, owner: Words) -> Declared:
        """The parameters of an operation; its own override those of its path.

        Args:
            owner: What types that have no name of their own are named after.
        """
        found: Declared = {}
        for holder in operation.holders:
            here: Declared = {}
            for entry in self._context.items(holder, "parameters"):
                parameter = self._entry(entry, operation, owner)
                if parameter is None:
                    continue
                key = parameter.location, _identity(parameter)
                if (first := here.get(key)) is not None:
                    self._twice(parameter, first, entry)
                here[key] = parameter
            found.update(here)
        return found

    def _twice(self, parameter: Parameter, first: Parameter, entry: Node) -> None:
        self._context.report(
            "duplicate-parameter",
            Level.WARNING,
            f"the parameter `{parameter.wire.text}` is declared twice; this one holds",
            entry.pointer,
            f"the other one stands at {first.place}",
        )

    def _entry(self, entry: Node, operation: Operation, owner: Words) -> Parameter | None:
        node = self._context.mapping(entry)
        if node is None:
            return None
        if node is entry:
            return self._parameter(node, operation, (*owner, *words(text(node, "name").text)))
        if node.key not in self._shared:
            parameter = self._parameter(node, operation, _type_name(node))
            if parameter is None or str(scalar(node, "in")) not in _LOCATIONS:
                return parameter  # What is guessed holds for this operation only.
            self._shared[node.key] = parameter
        return self._shared[node.key]

    def _parameter(self, node: Node, operation: Operation, type_name: Words) -> Parameter | None:
        wire = self._name(node)
        if not wire:
            self._context.report(
                "unnamed-parameter",
                Level.WARNING,
                "this parameter has no name; it is left out",
                node.pointer,
            )
            return None
        location = self._location(node, wire.text, operation)
        if location is None:
            return None
        if location is Location.HEADER and wire.text.lower() in _IGNORED_HEADERS:
            return None
        required = location is Location.PATH or self._context.flag(node, "required")
        if location is Location.PATH and scalar(node, "required") in (False, "false"):
            self._context.report(
                "optional-path-parameter",
                Level.WARNING,
                f"the path parameter `{wire.text}` cannot be left out of a path; it is required",
                node.pointer.child("required"),
                "declare a second path without it",
            )
        value = self._value(node, wire.text, location)
        style, explode = self._style(node, value, location)
        type = value.type or self._schemas.type(value.schema, type_name)
        return Parameter(
            name=words(wire.text),
            wire=wire,
            location=location,
            type=type,
            required=required,
            named=wire.text in self._context.config.named_path_params,
            style=style,
            explode=explode,
            description=self._description(node, value.schema),
            deprecated=self._context.flag(node, "deprecated")
            or (value.schema is not None and self._schemas.deprecated(value.schema)),
            example=self._example(node, value, wire.text, required),
            place=node.pointer,
            allow_reserved=scalar(node, "allowReserved") is True
            or scalar(node, "style") == "cookie",
            default=self._schemas.default(value.schema),
        )

    @staticmethod
    def _name(node: Node) -> Wire:
        name = scalar(node, "name")
        is_number = isinstance(name, int | float) and not isinstance(name, bool)
        return Wire(str(name)) if is_number else text(node, "name")

    # ------------------------------------------------------------ where it goes

    def _location(self, node: Node, name: str, operation: Operation) -> Location | None:
        stated = scalar(node, "in")
        if isinstance(stated, str) and stated in _LOCATIONS:
            return _LOCATIONS[stated]
        place = node.pointer.child("in") if "in" in node else node.pointer
        meant = str(stated).lower()
        if meant not in _LOCATIONS and name in PLACEHOLDER.findall(operation.path):
            meant = "path"
        if meant not in _LOCATIONS and stated is None:
            meant = "query"
        if meant not in _LOCATIONS:
            if meant in ("body", "formdata"):
                self._context.report(
                    "odd-parameter-place",
                    Level.WARNING,
                    f"since OpenAPI 3.0 a body is no parameter; `{name}` is left out",
                    place,
                    "describe it in the `requestBody` of the operation",
                )
                return None
            self._context.unsupported(
                f"the place `{stated}` of the parameter `{name}`", place, "it is left out"
            )
            return None
        says = "does not say where it goes" if stated is None else f"says `in: {stated}`"
        self._context.report(
            "odd-parameter-place",
            Level.WARNING,
            f"the parameter `{name}` {says}; it is taken for a {meant} parameter",
            place,
            f"write `in: {meant}`",
        )
        return _LOCATIONS[meant]

    # ------------------------------------------------------------ what it is

    def _value(self, node: Node, name: str, location: Location) -> _Value:
        schema = node.get("schema")
        if schema is not None and schema.value is not None:
            return _Value(schema)
        for entry in media.read(self._context, node)[:1]:
            return self._content(entry)
        own = {key: node.value[key] for key in _SCHEMA_KEYS if key in node.value}
        if "type" in own or "enum" in own:
            self._context.report(
                "schema-in-parameter",
                Level.WARNING,
                f"the parameter `{name}` has no `schema`, but what belongs there; it is taken for one",
                node.pointer,
                "move `type` and what goes with it into `schema`",
            )
            return _Value(Node(node.loader, node.document, node.path, own))
        in_path = location is Location.PATH
        self._context.report(
            "parameter-without-schema",
            Level.WARNING,
            f"the parameter `{name}` has no schema; "
            + ("it is taken to be a string" if in_path else "it may be any value"),
            node.pointer,
            "add `schema: { type: string }`",
        )
        return _Value(None, None, Scalar(Kind.STRING) if in_path else None)

    def _content(self, entry: Media) -> _Value:
        if entry.content in (Content.JSON, Content.FORM):
            return _Value(entry.schema, entry)
        if entry.content is not Content.TEXT:
            self._context.unsupported(
                f"a parameter that is `{entry.name}`",
                entry.node.key_pointer,
                "the caller passes its text",
            )
        return _Value(entry.schema, entry, Scalar(Kind.STRING))

    def _style(self, node: Node, value: _Value, location: Location) -> tuple[Style, bool]:
        styles = _STYLES[location]
        default = next(iter(styles))
        if value.media is not None:
            if value.media.content is Content.JSON:
                return Style.JSON, False
            if location is Location.WHOLE_QUERY and value.media.content is Content.TEXT:
                return Style.SIMPLE, False
            return styles[default], True
        stated = scalar(node, "style")
        name = default if stated is None else _spelled(str(stated), styles)
        if name not in styles:
            self._context.unsupported(
                f"the {_of(location)} style `{name}`", node.pointer, f"it is sent as `{default}`"
            )
            name = default
        explode = name in ("form", "cookie")
        if scalar(node, "explode") is not None:
            explode = self._context.flag(node, "explode")
        return styles[name], explode

    def _description(self, node: Node, schema: Node | None) -> Wire:
        return text(node, "description") or (
            self._schemas.description(schema) if schema is not None else Wire("")
        )

    def _example(self, node: Node, value: _Value, name: str, required: bool) -> Example | None:
        holders = [node]
        if value.media is not None:
            holders.append(value.media.node)
        if value.schema is not None:
            holders += self._targets(value.schema)
        for holder in holders:
            if (stated := examples.documented(holder, self._context)) is not None:
                return stated
        return Example(examples.made(value.schema, name, self._context)) if required else None

    def _targets(self, schema: Node) -> Iterator[Node]:
        target = self._context.deref(schema)
        if target is not None:
            yield target


def _type_name(node: Node) -> Words:
    """What the type of a parameter is called that several operations have: as it is called itself among them."""
    called = str(node.path[-1]) if node.path and isinstance(node.path[-1], str) else ""
    name = words(text(node, "name").text)
    return (*(joined(words(called), name) if called else name), "param")


def _identity(parameter: Parameter) -> str:
    """The name, as far as it tells parameters of one place apart: letter case is nothing in headers."""
    name = parameter.wire.text
    return name.lower() if parameter.location is Location.HEADER else name


def _spelled(style: str, styles: Mapping[str, Style]) -> str:
    """A style as it is written, letter case aside."""
    return next((known for known in styles if known.lower() == style.lower()), style)


def _of(location: Location) -> str:
    return "query" if location is Location.WHOLE_QUERY else location.name.lower()
