"""Methods that return events one after the other, or do so when they are asked to."""

from __future__ import annotations

from typing import Final

from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.parameters import REQUEST
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.types import Types
from sdksmith.ir import Location, Method, Parameter, Payload, Stream, StreamFormat

SSESTREAM: Final = "./packages/ssestream"
_PAYLOADS: Final = {
    Payload.TEXT: "Text",
    Payload.EVENT: "Event",
    Payload.EVENT_WITH_JSON: "EventWithJSON",
}
"""Without the usual one, which is the zero value."""


def returned(stream: Stream, types: Types, package: str) -> Expr:
    """What a method returns that streams."""
    return types.response(stream.event, package).wrap("*ssestream.Stream[", "]", SSESTREAM)


def sending(stream: Stream, types: Types, package: str) -> Expr:
    """The statement that opens the stream."""
    members = []
    if stream.format is StreamFormat.JSON_LINES:
        members.append("Format: ssestream.JSONLines")
    elif stream.payload in _PAYLOADS:
        members.append(f"Payload: ssestream.{_PAYLOADS[stream.payload]}")
    if stream.end is not None:
        members.append(f"End: {lit(stream.end)}")
    options = f"ssestream.Options{{{', '.join(members)}}}"
    decode = types.decoder(stream.event, package)
    return decode.wrap(f"return request.Stream(ctx, req, {options}, ", ")", REQUEST, SSESTREAM)


def switch(method: Method, on: bool) -> str:
    """The statement that asks for a stream, or for none where that has to be said; empty for nothing.

    Args:
        on: Whether a stream is wanted.
    """
    found = switched(method)
    if found is None or not (on or found.required):
        return ""
    wire = lit(found.wire)
    value = "true" if on else "false"
    if found.location is Location.BODY:
        return f"req.Set({wire}, {value})"
    return f'req.AddQuery({wire}, "{value}")'


def switched(method: Method) -> Parameter | None:
    """The parameter that asks for a stream, which no caller passes."""
    if method.stream is None or method.stream.switch is None:
        return None
    return next((p for p in method.parameters if p.wire == method.stream.switch), None)
