"""What programs in other languages are told of calls that were made up, and what their requests have to say."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from answers import Answer
from bodies import is_json, media_name
from contract import BODY
from draws import PLACES, Given

from sdksmith.ir import Location, Method, Pagination, Parameter

__all__ = ["expected", "kind", "switch", "switched", "told"]


def told(answer: Answer, pagination: Pagination | None) -> dict[str, Any]:
    """An answer as the program is told of it."""
    items = None
    if pagination is not None and answer.status < 400:
        items = answer.value
        for step in pagination.items:
            items = items.get(step.text) if isinstance(items, dict) else None
    return {
        "status": answer.status,
        "kind": kind(answer),
        "value": None if isinstance(answer.value, bytes) else answer.value,
        "body": base64.b64encode(answer.body).decode(),
        "items": items,
    }


def kind(answer: Answer) -> str:
    """What the value of an answer is."""
    name = answer.offer.content_type
    if name is None:
        return "none"
    if answer.offer.is_stream:
        return "stream"
    if isinstance(answer.value, bytes):
        return "binary"
    return "json" if is_json(media_name(name)) else "text"


def switch(method: Method) -> Parameter | None:
    """The parameter that asks for a stream."""
    if method.stream is None or method.stream.switch is None:
        return None
    return next((p for p in method.parameters if p.wire == method.stream.switch), None)


def switched(given: Given, found: Parameter | None, *, streams: bool) -> Given:
    """The same request with the switch for streams as it has to be, which is no argument of the call any more."""
    if found is None:
        return given
    values = dict(given.values)
    arguments = [(p, value) for p, value in given.arguments if p is not found]
    if found.location is Location.BODY:
        holder = dict(values.get(BODY) or {})
        values[BODY], key = holder, found.wire.text
    else:
        holder, key = values, ("query", found.wire.text)
    holder.pop(key, None)
    if streams or found.required:
        holder[key] = streams
    return replace(given, values=values, arguments=arguments)


def expected(given: Given, arguments: list[tuple[Parameter, Any]]) -> Mapping[tuple[str, str], Any]:
    """What the request has to say, of which some may have been left out of the arguments."""
    found = dict(given.values)
    places = {location: name for name, location in PLACES.items()}
    for parameter, value in arguments:
        if parameter.location is Location.BODY:
            found[BODY] = {**found[BODY], parameter.wire.text: value}
        elif parameter.location is Location.WHOLE_BODY:
            found[BODY] = value
        else:
            found[places[parameter.location], parameter.wire.text] = value
    return found
