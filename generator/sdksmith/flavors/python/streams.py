"""Methods that return events one after the other, or do so when they are asked to."""

from __future__ import annotations

from sdksmith.flavors.python.code import Expr, Import
from sdksmith.flavors.python.converters import Converters
from sdksmith.flavors.python.imports import Imports
from sdksmith.flavors.python.quote import lit
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import Payload, Stream, StreamFormat
from sdksmith.wire import Wire

_CLASSES = {
    Payload.JSON: "Events",
    Payload.TEXT: "TextEvents",
    Payload.EVENT: "WholeEvents",
    Payload.EVENT_WITH_JSON: "WholeJSONEvents",
}
_LINES = Wire("application/jsonl")
"""The media type that JSON lines are asked for with where nothing else is said."""


def returned(stream: Stream, annotator: Annotator, imports: Imports) -> tuple[str, str]:
    """What the synchronous method and its asynchronous twin return."""
    imports.type("streams", "Stream", "AsyncStream")
    event = imports.annotate(annotator.annotate(stream.event, Side.RESPONSE))
    return f"Stream[{event}]", f"AsyncStream[{event}]"


def events(stream: Stream, converters: Converters, imports: Imports) -> str:
    """What makes events of the answer."""
    unchanged = Expr("unchanged", frozenset({Import(("_runtime", "convert"), "unchanged")}))
    decode = imports.use(converters.decoder(stream.event, None) or unchanged)
    if stream.format is StreamFormat.JSON_LINES:
        name = imports.name("events", "JSONLines")
        accept = f", accept={lit(stream.media_type)}" if stream.media_type != _LINES else ""
        return f"{name}({decode}{accept})"
    name = imports.name("events", _CLASSES[stream.payload])
    end = f", end={lit(stream.end)}" if stream.end is not None else ""
    return f"{name}({decode}{end})"
