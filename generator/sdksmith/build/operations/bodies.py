"""Request Body Objects (OpenAPI 3.1, 4.8.13) and how their members are written (4.8.15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sdksmith.build import examples
from sdksmith.build.context import Context, scalar, text
from sdksmith.build.operations import media
from sdksmith.build.operations.media import Media
from sdksmith.build.operations.operations import Operation
from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.ir import (
    JSON,
    Body,
    Content,
    Dictionary,
    Example,
    Field,
    Kind,
    Location,
    Nullable,
    Object,
    Parameter,
    Part,
    Reference,
    Scalar,
    Style,
    Type,
    Union,
    Unknown,
    without_null,
)
from sdksmith.load import Node
from sdksmith.names import Words
from sdksmith.report import Level
from sdksmith.wire import Wire

_STYLES: Final = {
    "form": Style.FORM,
    "spaceDelimited": Style.SPACE,
    "pipeDelimited": Style.PIPE,
    "deepObject": Style.DEEP_OBJECT,
}
_BY_POSITION: Final = ("prefixEncoding", "itemEncoding", "itemSchema")
"""Parts that have no names (OpenAPI 3.2)."""
_MAX_DEPTH: Final = 3
"""Lists and alternatives inside each other, looked through for files."""
_WITHOUT_BODY: Final = ("GET", "HEAD")
"""Methods whose bodies have no meaning of their own (RFC 9110, 9.3)."""
_SELDOM_WITH_BODY: Final = (*_WITHOUT_BODY, "DELETE", "OPTIONS", "TRACE")


class Bodies:
    """Reads the request bodies of operations."""

    def __init__(self, context: Context, schemas: Schemas) -> None:
        self._context = context
        self._schemas = schemas

    def read(
        self, operation: Operation, stem: Words, request_model: Words
    ) -> tuple[Body | None, list[Parameter]]:
        """The body of an operation, and its members as parameters, or one parameter for all of it.

        Args:
            stem: What the types of the operation are named after.
            request_model: What the type of all its parameters is called.
        """
        holder = self._context.mapping(operation.node.get("requestBody"))
        entries = media.read(self._context, holder)
        if holder is None:
            return None, []
        if not entries:
            self._context.report(
                "empty-content",
                Level.WARNING,
                "the request body says no media type; the method sends none",
                holder.pointer,
                "add `content: { application/json: { schema: … } }`",
            )
            return None, []
        chosen = self._chosen(entries)
        is_usual = operation.token not in _SELDOM_WITH_BODY
        body, parameters = self._body(holder, chosen, stem, request_model, is_usual=is_usual)
        if body is not None:
            self._report_others(chosen, entries)
            if operation.token in _WITHOUT_BODY:
                self._context.report(
                    "body-of-get",
                    Level.WARNING,
                    f"a {operation.token} request with a body is not understood by all servers; it is sent",
                    operation.node.pointer.child("requestBody"),
                    "use query parameters or another HTTP method",
                )
        return body, parameters

    # ------------------------------------------------------------ which media type

    def _chosen(self, entries: Sequence[Media]) -> Media:
        """The preferred media type; one that can hold the files of a body goes before JSON, which cannot."""
        best = min(entries, key=lambda entry: entry.rank)
        forms = [entry for entry in entries if entry.content is Content.MULTIPART]
        if best.content is not Content.JSON or not forms:
            return best
        with_files = next((form for form in forms if self._holds_files(form)), None)
        return with_files or (forms[0] if self._holds_files(best) else best)

    def _holds_files(self, entry: Media) -> bool:
        target = self._context.deref(entry.schema) if entry.schema is not None else None
        if target is None or not isinstance(target.value, dict):
            return False
        return any(
            self._may_be_file(member)
            for piece in self._schemas.pieces(target)
            if (properties := piece.get("properties")) is not None
            for _, member in properties.items()
        )

    def _may_be_file(self, schema: Node, depth: int = 0) -> bool:
        """Whether a schema allows bytes, or lists of them."""
        target = self._context.deref(schema)
        if target is None or not isinstance(target.value, dict):
            return False
        if media.is_file(target.value):
            return True
        inner = [
            child
            for key in keywords.COMBINERS & target.value.keys()
            for child in self._context.items(target, key)
        ]
        if (items := target.get("items")) is not None:
            inner.append(items)
        return depth < _MAX_DEPTH and any(self._may_be_file(child, depth + 1) for child in inner)

    def _report_others(self, chosen: Media, entries: Sequence[Media]) -> None:
        """Say what the caller cannot send: other media types with parts of their own."""
        for other in entries:
            if other.is_structured and chosen.is_structured and other.shape != chosen.shape:
                self._context.report(
                    "other-media-type",
                    Level.WARNING,
                    f"the request body may be `{other.name}`, with another schema; "
                    f"the method sends `{chosen.name}`",
                    other.node.key_pointer,
                )

    # ------------------------------------------------------------ what it is

    def _body(
        self, holder: Node, chosen: Media, stem: Words, request_model: Words, *, is_usual: bool
    ) -> tuple[Body | None, list[Parameter]]:
        """The body of a media type.

        Args:
            is_usual: Whether requests of this kind have a body, so that documents often forget to say so.
        """
        type = self._type(chosen, stem, request_model)
        stated = examples.documented(chosen.node, self._context)
        said = self._context.flag(holder, "required") if "required" in holder else None
        spread = without_null(type)
        if isinstance(spread, Object):
            # One that may be null is left out instead.
            may_be_absent = said is False or (isinstance(type, Nullable) and said is not True)
            parameters = list(self._members(spread, chosen, stated, needed=not may_be_absent))
            required = said is True or any(parameter.required for parameter in parameters)
            if is_usual and not may_be_absent:
                required = True
            if not parameters and not (said is True and chosen.content is Content.JSON):
                return None, []
        else:
            required = said is True or (said is None and is_usual and self._has_needs(type))
            parameters = [self._whole(holder, chosen, type, stated, required)]
        parts = tuple(self._parts(chosen)) if chosen.content is not Content.JSON else ()
        return Body(chosen.content, Wire(media.sent(chosen)), required, parts), parameters

    def _type(self, chosen: Media, stem: Words, request_model: Words) -> Type:
        match chosen.content:
            case Content.BINARY:
                return Scalar(Kind.BINARY)
            case Content.TEXT:
                self._report_text(chosen)
                return Scalar(Kind.STRING)
        if chosen.content is Content.MULTIPART:
            self._report_positions(chosen)
        name = request_model if _has_members(chosen) else (*stem, "body")
        found = self._schemas.type(chosen.schema, name)
        if chosen.content is not Content.JSON and isinstance(found, Unknown):
            return Dictionary(Unknown())
        return found

    def _report_text(self, chosen: Media) -> None:
        if keywords.kinds(chosen.shape) in (("object",), ("array",)):
            self._context.unsupported(
                f"an object as `{chosen.name}`",
                chosen.node.key_pointer,
                "the caller passes its text",
            )

    def _report_positions(self, chosen: Media) -> None:
        for key in _BY_POSITION:
            if key in chosen.node:
                self._context.unsupported(
                    f"`{key}` of a multipart body",
                    chosen.node.pointer.child(key),
                    "the body has parts with names only",
                )
        if chosen.essence.startswith("multipart/") and media.sent(chosen) != "multipart/form-data":
            self._context.unsupported(
                f"`{chosen.name}`",
                chosen.node.key_pointer,
                "its parts are those of `multipart/form-data`",
            )

    def _has_needs(self, type: Type) -> bool:
        """Whether each object of a type has required members, so that a request without one makes no sense."""
        match type:
            case Object(id):
                fields = self._schemas.models[id].fields
                return any(field.required and not field.read_only for field in fields)
            case Reference(id):
                return self._has_needs(self._schemas.aliases[id].type)
            case Union(variants):
                return all(self._has_needs(variant) for variant in variants)
            case _:
                return False

    def _members(
        self, type: Object, chosen: Media, stated: Example | None, *, needed: bool
    ) -> Iterator[Parameter]:
        made = examples.made(chosen.schema, "body", self._context, examples.Omit.OF_RESPONSES)
        known = stated.value if stated is not None else made
        values = {wire: Example(value) for wire, value in _object(known).items()}
        least = {wire: Example(value) for wire, value in _object(made).items()}
        for field in self._schemas.models[type.model].fields:
            if field.read_only:
                continue
            wire = field.wire.text
            required = needed and field.required
            example = values.get(wire) or (least.get(wire, Example(wire)) if required else None)
            yield _member(field, required, example)

    def _whole(
        self, holder: Node, chosen: Media, type: Type, stated: Example | None, required: bool
    ) -> Parameter:
        schema = chosen.schema
        target = self._context.deref(schema) if schema is not None else None
        if stated is None and target is not None:
            stated = examples.documented(target, self._context)
        if stated is None and required:
            stated = Example(
                examples.made(schema, "body", self._context, examples.Omit.OF_RESPONSES)
            )
        return Parameter(
            name=("body",),
            wire=Wire("body"),
            location=Location.WHOLE_BODY,
            type=type,
            required=required,
            named=True,
            style=Style.SIMPLE,
            explode=False,
            description=text(holder, "description")
            or (self._schemas.description(schema) if schema is not None else Wire("")),
            deprecated=False,
            example=stated,
            place=holder.pointer,
            default=self._schemas.default(schema),
        )

    # ------------------------------------------------------------ how members are written

    def _parts(self, chosen: Media) -> Iterator[Part]:
        encoding = chosen.node.get("encoding")
        for wire, entry in encoding.items() if encoding is not None else ():
            node = self._context.mapping(entry)
            if node is None:
                continue
            if "headers" in node:
                self._context.left_out("headers of the parts of bodies", node.pointer)
            if "encoding" in node:
                self._context.left_out("parts inside parts of bodies", node.pointer)
            style, explode = self._style(node, chosen)
            yield Part(
                wire=Wire(wire),
                media_type=Wire(_one(text(node, "contentType").text)),
                style=style,
                explode=explode,
                allow_reserved=scalar(node, "allowReserved") is True,
            )

    def _style(self, node: Node, chosen: Media) -> tuple[Style, bool]:
        stated = scalar(node, "style")
        name = "form" if stated is None else str(stated)
        if name not in _STYLES:
            self._context.unsupported(
                f"the style `{name}` in `{chosen.name}`", node.pointer, "it is sent as `form`"
            )
            name = "form"
        explode = scalar(node, "explode")
        return _STYLES[name], explode if isinstance(explode, bool) else name == "form"


def _member(field: Field, required: bool, example: Example | None) -> Parameter:
    return Parameter(
        name=field.name,
        wire=field.wire,
        location=Location.BODY,
        type=field.type,
        required=required,
        named=True,
        style=Style.SIMPLE,
        explode=False,
        description=field.description,
        deprecated=field.deprecated,
        example=example,
        place=field.place,
        default=field.default,
    )


def _has_members(chosen: Media) -> bool:
    """Whether the members of the body become parameters, as far as its schema says at once."""
    shape = chosen.shape
    if any(key in shape for key in keywords.ALTERNATIVES):
        return False
    return keywords.is_object(shape) or "allOf" in shape


def _one(stated: str) -> str:
    """The media type of a part; empty where the document leaves a choice, so that the value decides."""
    return stated if "*" not in stated and "," not in stated and media.is_valid(stated) else ""


def _object(value: JSON) -> dict[str, JSON]:
    return value if isinstance(value, dict) else {}
