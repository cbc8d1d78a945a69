"""Responses that are one event after the other: server-sent events and JSON lines (OpenAPI 3.2, 4.14.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdksmith.build.context import Context, scalar, text
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.ir import (
    Array,
    Kind,
    Location,
    Parameter,
    Payload,
    Scalar,
    Stream,
    StreamFormat,
    Type,
    Union,
    Unknown,
    without_null,
)
from sdksmith.load import Node
from sdksmith.names import Words
from sdksmith.wire import Wire

_FORMATS = {"text/event-stream": StreamFormat.SERVER_SENT_EVENTS} | dict.fromkeys(
    (
        "application/jsonl",
        "application/json-lines",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/ndjson",
        "application/x-ndjson",
        "application/x-json-stream",
        "application/stream+json",
        "application/json-seq",
        "application/geo+json-seq",
        "text/jsonl",
    ),
    StreamFormat.JSON_LINES,
)
_SWITCH = "stream"
_DONE = Wire("[DONE]")
"""What ends streams of events that hold JSON, by a convention that many APIs follow."""
_EVENT = frozenset({"data", "event", "id", "retry"})
"""The fields of a server-sent event (WHATWG HTML, 9.2.6)."""
_HINTS = ("server-sent", "server sent", "event stream", "event-stream")


def is_stream(media_type: str) -> bool:
    """Whether the content of a media type is one event after the other."""
    return _essence(media_type) in _FORMATS


def find(
    context: Context,
    schemas: Schemas,
    operation: Node,
    media: Mapping[str, Node],
    parameters: Sequence[Parameter],
    name: Words,
) -> Stream | None:
    """The stream that an operation answers with, or can be asked to answer with.

    Args:
        operation: The Operation Object.
        media: The content of its success: Media Type Objects by their media types.
        parameters: All parameters of the method, members of the body included.
        name: What the type of an event is called if it has no name of its own.

    Returns:
        None if there is none, or if nothing tells how to ask for it in place of other content.
    """
    switch = _switch(parameters)
    found = next(((key, node) for key, node in media.items() if is_stream(key)), None)
    if found is None:
        return _undocumented(switch) if media else None
    media_type, node = found
    only = all(is_stream(key) for key in media)
    if not only and switch is None:
        return None
    format = _FORMATS[_essence(media_type)]
    event, payload = _event(context, schemas, node, format, name)
    return Stream(
        format=format,
        event=event,
        media_type=Wire(media_type),
        switch=None if only or switch is None else switch.wire,
        end=_end(node, format, payload),
        payload=payload,
    )


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _switch(parameters: Sequence[Parameter]) -> Parameter | None:
    for parameter in parameters:
        if parameter.wire.text == _SWITCH and parameter.location in (Location.BODY, Location.QUERY):
            type = parameter.type
            return parameter if without_null(type) == Scalar(Kind.BOOLEAN) else None
    return None


def _undocumented(switch: Parameter | None) -> Stream | None:
    """A stream that only the description of the switch speaks of."""
    said = switch.description.text.lower() if switch is not None else ""
    if switch is None or not any(hint in said for hint in _HINTS):
        return None
    return Stream(
        format=StreamFormat.SERVER_SENT_EVENTS,
        event=Unknown(),
        media_type=Wire("text/event-stream"),
        switch=switch.wire,
        end=_DONE,
    )


def _end(media: Node, format: StreamFormat, payload: Payload) -> Wire | None:
    if format is StreamFormat.JSON_LINES:
        return None
    return text(media, "x-speakeasy-sse-sentinel") or (_DONE if payload is Payload.JSON else None)


def _event(
    context: Context, schemas: Schemas, media: Node, format: StreamFormat, name: Words
) -> tuple[Type, Payload]:
    """The type of one event, and what of it that is."""
    schema = media.get("itemSchema")
    if schema is None:
        schema = _items(context, media.get("schema"))
    if format is StreamFormat.SERVER_SENT_EVENTS and schema is not None:
        whole = _whole(context, schemas, schema, name)
        if whole is not None:
            return whole
    type = schemas.type(schema, name)
    if isinstance(type, Array) and "itemSchema" not in media:
        type = type.items
    if _is_text(type):
        # Of JSON lines, and of a schema for all of the text, nothing is known.
        is_event = format is StreamFormat.SERVER_SENT_EVENTS
        return (type, Payload.TEXT) if is_event else (Unknown(), Payload.JSON)
    return type, Payload.JSON


def _items(context: Context, schema: Node | None) -> Node | None:
    """Documents before 3.2 write a stream as an array, or as what one event holds."""
    target = context.deref(schema) if schema is not None else None
    if target is not None and scalar(target, "type") == "array" and "items" in target:
        return target.get("items")
    return schema


def _whole(
    context: Context, schemas: Schemas, schema: Node, name: Words
) -> tuple[Type, Payload] | None:
    """What a schema of whole events means: the type of their data if it is JSON; None if the schema is of the data."""
    variants = list(_variants(context, schema))
    datas = [data for variant in variants if (data := _data(context, variant)) is not None]
    if not variants or len(datas) < len(variants):
        return None
    contents = [content for data in datas if (content := data.get("contentSchema")) is not None]
    if len(contents) == len(datas):
        return _union([schemas.type(content, name) for content in contents], name), Payload.JSON
    is_text = all(scalar(data, "type") == "string" for data in datas)
    named = any("event" in (variant.get("properties") or variant) for variant in variants)
    if not named or (not is_text and len(datas) == 1):
        types = _union([schemas.type(data, name) for data in datas], name)
        return types, Payload.TEXT if is_text else Payload.JSON
    payload = Payload.EVENT if is_text else Payload.EVENT_WITH_JSON
    return schemas.type(schema, name), payload


def _variants(context: Context, schema: Node) -> Iterator[Node]:
    target = context.mapping(schema)
    if target is None:
        return
    for key in ("oneOf", "anyOf"):
        if key in target and "properties" not in target:
            for variant in context.items(target, key):
                node = context.mapping(variant)
                if node is not None:
                    yield node
            return
    yield target


def _data(context: Context, variant: Node) -> Node | None:
    """The schema of an event's data; None if the schema is not of a whole event."""
    properties = dict(context.members(variant, "properties"))
    if "data" not in properties or not properties.keys() <= _EVENT:
        return None
    if len(properties) == 1 and "contentSchema" not in properties["data"]:
        return None  # As likely an object that has one member of that name.
    return context.mapping(properties["data"])


def _union(types: Sequence[Type], name: Words) -> Type:
    """One of the types."""
    flat: dict[Type, None] = {}
    for type in types:
        for variant in type.variants if isinstance(type, Union) else (type,):
            flat.setdefault(variant)
    if any(isinstance(variant, Unknown) for variant in flat):
        return Unknown()
    return Union(tuple(flat), None, name) if len(flat) > 1 else next(iter(flat))


def _is_text(type: Type) -> bool:
    return without_null(type) == Scalar(Kind.STRING)
