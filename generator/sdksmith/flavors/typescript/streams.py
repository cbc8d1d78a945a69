"""Methods that return events one after the other, or do so when they are asked to."""

from __future__ import annotations

from typing import Final

from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.code import Imports
from sdksmith.flavors.typescript.quote import lit
from sdksmith.ir import Location, Object, Payload, Stream, StreamFormat
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

_PAYLOADS: Final = {
    Payload.TEXT: "text",
    Payload.EVENT: "event",
    Payload.EVENT_WITH_JSON: "jsonEvent",
}
"""Without the usual one, JSON."""
_ERROR: Final = Wire("error")
"""The member that makes a failure of an event which has none by its type."""


def reader(stream: Stream, shapes: Shapes, imports: Imports) -> str:
    """What makes events of the answer."""
    options = []
    if stream.format is StreamFormat.JSON_LINES:
        name = "asJSONLines"
    else:
        name = "asEvents"
        options += [f"end: {lit(stream.end)}"] if stream.end is not None else []
        if stream.payload in _PAYLOADS:
            options.append(f"payload: {lit(_PAYLOADS[stream.payload])}")
    if _has_error(stream, shapes):
        options.append("hasError: true")
    given = f"{{ {', '.join(options)} }}" if options else ""
    return f"{imports.core(name)}({given})"


def switch(stream: Stream | None, given: Arguments) -> Wire | None:
    """The key of the parameter that asks for the stream; None if there is none."""
    if stream is None or stream.switch is None:
        return None
    return next(
        (
            key
            for key, parameter in given.members.items()
            if parameter.wire == stream.switch
            and parameter.location in (Location.BODY, Location.QUERY)
        ),
        None,
    )


def _has_error(stream: Stream, shapes: Shapes) -> bool:
    """Whether an event may have a member of that name that is no failure."""
    return any(
        field.wire == _ERROR
        for each in shapes.variants(stream.event)
        if isinstance(each, Object)
        for field in shapes.models[each.model].fields
    )
