"""Streams: the parsers alone, and events of answers; sync and async, with each HTTP client."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from runtime_api import API, SECRET, SECURITY

from sdk._runtime.convert import unchanged
from sdk._runtime.errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    BadRequestError,
)
from sdk._runtime.event_parsers import JSONTexts, ServerSentEvents
from sdk._runtime.events import (
    Events,
    JSONLines,
    TextEvents,
    WholeEvents,
    WholeJSONEvents,
)
from sdk._runtime.models import BaseModel
from sdk._runtime.resource import AsyncResource, SyncResource


class Delta(BaseModel):
    text: str


class Line(BaseModel):
    error: str | None = None


def parsed(*chunks: bytes) -> list[tuple[str, str, str, int | None]]:
    parser = ServerSentEvents()
    events = [event for chunk in chunks for event in parser.feed(chunk)]
    events += parser.finish()
    return [(event.event, event.data, event.id, event.retry) for event in events]


def in_pieces(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


@pytest.mark.parametrize(
    ("body", "events"),
    [
        ("data: a\n\n", [("", "a", "", None)]),
        ("data:a\n\n", [("", "a", "", None)]),
        ("data:  a\n\n", [("", " a", "", None)]),
        ("data: a\ndata: b\n\n", [("", "a\nb", "", None)]),
        ("data\n\n", [("", "", "", None)]),
        ("data\ndata\n\n", [("", "\n", "", None)]),
        ("data:\n\n", [("", "", "", None)]),
        ("data: a\r\n\r\ndata: b\r\r", [("", "a", "", None), ("", "b", "", None)]),
        ("\ufeffdata: a\n\n", [("", "a", "", None)]),
        ("data: \ufeffa\n\n", [("", "\ufeffa", "", None)]),
        (": a comment\n\ndata: a\n: another\n\n", [("", "a", "", None)]),
        ("event: x\ndata: a\n\ndata: b\n\n", [("x", "a", "", None), ("", "b", "", None)]),
        ("event: x\n\ndata: b\n\n", [("", "b", "", None)]),
        ("id: 1\ndata: a\n\ndata: b\n\n", [("", "a", "1", None), ("", "b", "1", None)]),
        ("id: 1\ndata: a\n\nid\ndata: b\n\n", [("", "a", "1", None), ("", "b", "", None)]),
        ("id: a\0b\ndata: a\n\n", [("", "a", "", None)]),
        ("retry: 20\ndata: a\n\n", [("", "a", "", 20)]),
        ("retry: x\nretry: ٣\ndata: a\n\n", [("", "a", "", None)]),
        (f"retry: {'9' * 5000}\ndata: a\n\n", [("", "a", "", 10**18 - 1)]),
        ("other: x\ndata: a\n\n", [("", "a", "", None)]),
        ("data: a: b\n\n", [("", "a: b", "", None)]),
        ("data: é☃😀\n\n", [("", "é☃😀", "", None)]),
        ("data: a\n\ndata: cut", [("", "a", "", None)]),
        ("data: a\n\ndata: cut\n", [("", "a", "", None)]),
        ("", []),
        ("\n\n\n", []),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_server_sent_events(body: str, events: list[Any], size: int) -> None:
    assert parsed(*in_pieces(body.encode(), size)) == events


def test_a_carriage_return_at_the_end_of_a_chunk() -> None:
    assert parsed(b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n") == [("", "a\nb", "", None)]
    assert parsed(b"data: a\r", b"\r", b"data: b\n\n") == [("", "a", "", None), ("", "b", "", None)]
    assert parsed(b"data: a\r\n", b"\n") == [("", "a", "", None)]
    assert parsed(b"data: a\r", b"", b"\n", b"\n") == [("", "a", "", None)]


def test_bytes_that_are_no_text() -> None:
    assert parsed(b"data: \xff\n\n") == [("", "�", "", None)]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("1\n2\n", ["1", "2"]),
        ("1\n2", ["1", "2"]),
        ("1\r\n\r\n \n2\r\n", ["1\r", "2\r"]),
        ("\ufeff1\n", ["1"]),
        ('"a\u2028b"\n"é"\n', ['"a\u2028b"', '"é"']),
        ("\x1e1\n\x1e2\n", ["1\n", "2\n"]),
        ('\x1e{\n"a": 1\n}\n\x1e2\n', ['{\n"a": 1\n}\n', "2\n"]),
        ("\x1e\x1e1\n", ["1\n"]),
        ("\x1e1\n\x1e2", ["1\n", "2"]),
        ("", []),
        ("\n", []),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 1000])
def test_json_texts(body: str, texts: list[str], size: int) -> None:
    parser = JSONTexts()
    found = [text for chunk in in_pieces(body.encode(), size) for text in parser.feed(chunk)]
    found += parser.finish()
    assert [json.loads(text) for text in found] == [json.loads(text) for text in texts]


class Streamer:
    """A method on the runtime that streams."""

    def __init__(self, api: API) -> None:
        self.api = api
        self.response: Any = None
        self.read: list[bytes] = []

    def answer(self, *chunks: bytes | Exception, content_type: str = "text/event-stream") -> None:
        """Answers with these chunks, one after the other; an exception is raised in their place."""

        def next_chunk(chunk: bytes | Exception) -> bytes:
            if isinstance(chunk, Exception):
                raise chunk
            self.read.append(chunk)
            return chunk

        def pieces() -> Iterator[bytes]:
            for chunk in chunks:
                yield next_chunk(chunk)

        async def async_pieces() -> Any:
            for chunk in chunks:
                yield next_chunk(chunk)

        self.api.answers(
            self.api.library.Response(
                200,
                headers={"content-type": content_type},
                content=async_pieces() if self.api.is_async else pieces(),
            )
        )

    def call(self, events: Any, *, mode: str = "parsed", **options: Any) -> Any:
        kind: Any = AsyncResource if self.api.is_async else SyncResource
        resource = kind(options.pop("client", None) or self.api.client(), mode=mode)
        return resource._stream(events, "POST", "/things", security=SECURITY, **options)

    def events(self, events: Any, **options: Any) -> list[Any]:
        """All events, read after each other; what has been read before a failure is in `seen`."""
        self.seen: list[Any] = []

        async def gather() -> None:
            async for event in await self.call(events, **options):
                self.seen.append(event)

        if self.api.is_async:
            self.api.run(gather)
        else:
            for event in self.call(events, **options):
                self.seen.append(event)
        return self.seen

    def use(self, function: Callable[[Any], Any], events: Any, **options: Any) -> Any:
        """What an async function makes of the stream, whose sync twin has the same methods."""

        async def run() -> Any:
            stream = self.call(events, **options)
            return await function(Either(await stream if self.api.is_async else stream))

        import anyio

        return anyio.run(run)


class Either:
    """A stream, sync or async, as an async one."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_async = hasattr(stream, "__anext__")

    async def next(self) -> Any:
        return await self.stream.__anext__() if self.is_async else next(self.stream)

    async def close(self) -> None:
        closed = self.stream.close()
        if self.is_async:
            await closed


@pytest.fixture
def streamer(api: API) -> Streamer:
    return Streamer(api)


def sse(*datas: object, event: str = "") -> list[bytes]:
    head = f"event: {event}\n" if event else ""
    return [f"{head}data: {json.dumps(data)}\n\n".encode() for data in datas]


DELTAS = Events(Delta._decode, end="[DONE]")


def test_events_with_json(api: API, streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}, {"text": "b"}), b"data: [DONE]\n\n", *sse({"text": "c"}))
    assert streamer.events(DELTAS) == [Delta(text="a"), Delta(text="b")]
    assert api.last.headers["accept"] == "text/event-stream"
    assert api.last.headers["authorization"] == f"Bearer {SECRET}"
    assert len(streamer.read) == 3  # What is behind the end is not waited for.


def test_events_are_given_as_they_come(streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}, {"text": "b"}))

    async def first(stream: Either) -> Any:
        event = await stream.next()
        read = len(streamer.read)
        await stream.close()
        return event, read, stream.stream.response.is_closed

    assert streamer.use(first, DELTAS) == (Delta(text="a"), 1, True)


def test_the_end_closes_the_answer(streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}))

    async def whole(stream: Either) -> Any:
        await stream.next()
        # A coroutine makes a `RuntimeError` of a `StopIteration`.
        with pytest.raises((RuntimeError, StopAsyncIteration)):
            await stream.next()
        return stream.stream.response.is_closed

    assert streamer.use(whole, DELTAS)


def test_nothing_comes_after_it_was_closed(streamer: Streamer) -> None:
    for reads_first in (True, False):
        streamer.answer(b"".join(sse({"text": "a"}, {"text": "b"})))

        async def closed(stream: Either, *, reads_first: bool = reads_first) -> None:
            if reads_first:
                await stream.next()
            await stream.close()
            with pytest.raises((RuntimeError, StopAsyncIteration)) as caught:
                await stream.next()
            assert "StreamClosed" not in repr(caught.value)

        streamer.use(closed, DELTAS)


def test_a_with_block_closes_the_answer(api: API, streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}))

    async def leave() -> Any:
        async with await streamer.call(DELTAS) as stream:
            assert await stream.__anext__() == Delta(text="a")
        return stream

    if api.is_async:
        stream = api.run(leave)
    else:
        with streamer.call(DELTAS) as stream:
            assert next(stream) == Delta(text="a")
    assert stream.response.is_closed


def test_events_without_data_are_left_out(streamer: Streamer) -> None:
    streamer.answer(b"event: ping\ndata:\n\n", *sse({"text": "a"}))
    assert streamer.events(DELTAS) == [Delta(text="a")]


def test_text(streamer: Streamer) -> None:
    streamer.answer(b"data: 1\n\n", b"data:\n\n", b"data: [DONE]\n\n")
    assert streamer.events(TextEvents(unchanged)) == ["1", "", "[DONE]"]


def test_whole_events(streamer: Streamer) -> None:
    body = b"event: x\nid: 7\nretry: 5\ndata: 1\n\ndata: 2\n\n"
    streamer.answer(body)
    assert streamer.events(WholeEvents(unchanged)) == [
        {"event": "x", "data": "1", "id": "7", "retry": 5},
        {"data": "2", "id": "7"},
    ]
    streamer.answer(body)
    assert streamer.events(WholeJSONEvents(unchanged))[0]["data"] == 1


def test_json_lines(api: API, streamer: Streamer) -> None:
    streamer.answer(b'{"text": "a"}\n{"te', b'xt": "b"}', content_type="application/x-ndjson")
    events = JSONLines(Delta._decode, accept="application/x-ndjson")
    assert streamer.events(events) == [Delta(text="a"), Delta(text="b")]
    assert api.last.headers["accept"] == "application/x-ndjson"


def test_no_lines(streamer: Streamer) -> None:
    streamer.answer(content_type="application/stream+json")
    assert streamer.events(JSONLines(unchanged)) == []


@pytest.mark.parametrize(
    ("body", "message", "parsed_body"),
    [
        (
            b'event: error\ndata: {"error": {"message": "no more"}}\n\n',
            "no more",
            {"error": {"message": "no more"}},
        ),
        (b'data: {"error": {"message": "no"}}\n\n', "no", {"error": {"message": "no"}}),
        (b"event: error\ndata: oh\n\n", "The server ended the stream with an error: oh", "oh"),
        (b"event: error\ndata\n\n", "The server ended the stream with an error: ", None),
    ],
)
def test_an_error_event(streamer: Streamer, body: bytes, message: str, parsed_body: object) -> None:
    streamer.answer(*sse({"text": "a"}), body)
    with pytest.raises(APIError) as caught:
        streamer.events(DELTAS)
    assert streamer.seen == [Delta(text="a")]
    assert caught.value.message == message
    assert caught.value.body == parsed_body


def test_an_error_event_shows_no_credential(streamer: Streamer) -> None:
    streamer.answer(f"event: error\ndata: {SECRET} is wrong\n\n".encode())
    with pytest.raises(APIError) as caught:
        streamer.events(DELTAS)
    assert SECRET not in str(caught.value)


def test_an_error_that_events_have_is_none(streamer: Streamer) -> None:
    streamer.answer(b'{"error": "x"}\n{"error": null}\n', content_type="application/jsonl")
    assert streamer.events(JSONLines(Line._decode)) == [Line(error="x"), Line(error=None)]


@pytest.mark.parametrize("text", [b"data: {\n\n", b"data: " + b"[" * 100_000 + b"\n\n"])
def test_data_that_is_no_json(streamer: Streamer, text: bytes) -> None:
    streamer.answer(text)
    with pytest.raises(APIResponseValidationError, match="not valid JSON"):
        streamer.events(DELTAS)


@pytest.mark.parametrize("content_type", ["application/json", "text/html; charset=utf-8"])
def test_an_answer_that_is_no_stream(streamer: Streamer, content_type: str) -> None:
    streamer.answer(b'{"text": "a"}', content_type=content_type)
    with pytest.raises(APIResponseValidationError, match="Expected text/event-stream"):
        streamer.events(DELTAS)


def test_a_connection_that_breaks(api: API, streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}), api.library.ReadError("gone"))
    with pytest.raises(APIConnectionError, match="gone"):
        streamer.events(DELTAS)
    assert streamer.seen == [Delta(text="a")]
    assert len(api.requests) == 1


def test_a_server_that_falls_silent(api: API, streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}), api.library.ReadTimeout("slow"))
    with pytest.raises(APITimeoutError):
        streamer.events(DELTAS)


def test_retries_before_the_first_byte(api: API, streamer: Streamer) -> None:
    streamer.answer(*sse({"text": "a"}))
    good, tries = api.handler, iter(range(2))
    api.handler = lambda request: (
        api.answer(status=500) if next(tries, None) is not None else good(request)
    )
    assert streamer.events(DELTAS) == [Delta(text="a")]
    assert len(api.requests) == 3


def test_a_status_that_says_no(api: API, streamer: Streamer) -> None:
    api.answers(api.answer({"message": "no"}, status=400))
    with pytest.raises(BadRequestError, match="no"):
        streamer.events(DELTAS)


@pytest.mark.parametrize("mode", ["raw", "streamed"])
def test_answers_with_headers(api: API, streamer: Streamer, mode: str) -> None:
    streamer.answer(*sse({"text": "a"}, {"text": "b"}))
    response = (
        api.run(streamer.call, DELTAS, mode=mode)
        if not api.is_async
        else api.run(lambda: streamer.call(DELTAS, mode=mode))
    )
    assert response.headers["content-type"] == "text/event-stream"
    assert streamer.read == []

    async def gather() -> list[Any]:
        return [event async for event in await response.parse()]

    found = api.run(gather) if api.is_async else list(response.parse())
    assert found == [Delta(text="a"), Delta(text="b")]


@pytest.mark.parametrize(
    ("wanted", "accept"), [(True, "text/event-stream"), (False, "application/json")]
)
def test_a_switch(api: API, wanted: bool, accept: str) -> None:
    api.answers(api.answer({"text": "a"}))
    kind: Any = AsyncResource if api.is_async else SyncResource
    resource = kind(api.client())
    result = api.run(
        resource._request_or_stream,
        wanted,
        Delta._decode,
        DELTAS,
        "POST",
        "/things",
        security=SECURITY,
        body={"stream": wanted},
    )
    assert (type(result).__name__ in ("Stream", "AsyncStream")) is wanted
    assert api.last.headers["accept"] == accept
    assert json.loads(api.last.read()) == {"stream": wanted}
