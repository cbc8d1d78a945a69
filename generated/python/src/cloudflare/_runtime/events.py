"""How the data of a stream becomes events. The parsers are imported by the first stream."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import APIResponseValidationError, event_error
from .models import BaseModel, wire_names

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from .event_parsers import ServerSentEvent

T = TypeVar("T")
NOTHING = object()
END = object()


class Events(Generic[T]):
    """How the body of an answer becomes events: server-sent ones whose data is JSON.

    Args:
        decode: makes an event of the JSON value.
        end: the data that is no event but says that the stream is over.
    """

    accept = "text/event-stream"

    def __init__(self, decode: Callable[[Any], T], *, end: str | None = None) -> None:
        self._decode = decode
        self._end = end

    def parser(self) -> Any:
        """What the bytes go into."""
        from .event_parsers import ServerSentEvents

        return ServerSentEvents()

    def read(self, raw: Any, response: httpx2.Response) -> Any:
        """The event in what the parser gives; `NOTHING` if there is none, `END` if there are no more.

        Raises:
            APIError: the server reports a failure, or sends what is not JSON.
        """
        event: ServerSentEvent = raw
        if self._end is not None and event.data.strip() == self._end:
            return END
        if event.event == "error":
            raise event_error(event.data, response.request)
        return self._event(event, response)

    def _event(self, event: ServerSentEvent, response: httpx2.Response) -> Any:
        if not event.data:
            return NOTHING
        return decoded(event.data, self._decode, response)


class TextEvents(Events[T]):
    """Server-sent events whose data is text."""

    def _event(self, event: ServerSentEvent, response: httpx2.Response) -> Any:
        return self._decode(event.data)


class WholeEvents(Events[T]):
    """Server-sent events as objects with the members `event`, `data`, `id` and `retry`."""

    def _event(self, event: ServerSentEvent, response: httpx2.Response) -> Any:
        return self._decode(self._members(event, event.data))

    def _members(self, event: ServerSentEvent, data: object) -> dict[str, object]:
        members: dict[str, object] = {"event": event.event, "data": data, "id": event.id}
        members = {name: value for name, value in members.items() if value != "" or name == "data"}
        return members if event.retry is None else {**members, "retry": event.retry}


class WholeJSONEvents(WholeEvents[T]):
    """The same, with the JSON value that the data is."""

    def _event(self, event: ServerSentEvent, response: httpx2.Response) -> Any:
        if not event.data:
            return NOTHING
        return self._decode(self._members(event, parsed(event.data, response)))


class JSONLines(Events[T]):
    """JSON texts: one on each line, or a sequence of them."""

    accept = "application/jsonl"

    def __init__(self, decode: Callable[[Any], T], *, accept: str = accept) -> None:
        super().__init__(decode)
        self.accept = accept

    def parser(self) -> Any:
        from .event_parsers import JSONTexts

        return JSONTexts()

    def read(self, raw: Any, response: httpx2.Response) -> Any:
        return decoded(raw, self._decode, response)


def parsed(text: str, response: httpx2.Response) -> Any:
    """The JSON value of an event.

    Raises:
        APIResponseValidationError: it is none.
    """
    try:
        return loads(text)
    except (ValueError, RecursionError) as error:
        message = "An event is not valid JSON."
        raise APIResponseValidationError(response, text, message=message) from error


def decoded(text: str, decode: Callable[[Any], T], response: httpx2.Response) -> T:
    """The event of a JSON text.

    Raises:
        APIError: the server reports a failure in place of an event.
        APIResponseValidationError: it is no JSON.
    """
    data = parsed(text, response)
    failed = isinstance(data, dict) and bool(data.get("error"))
    event = decode(data)
    if failed and not (isinstance(event, BaseModel) and "error" in wire_names(type(event))):
        raise event_error(text, response.request)
    return event
