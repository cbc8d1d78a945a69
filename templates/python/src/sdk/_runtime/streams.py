"""Answers that are one event after the other: server-sent events and JSON lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .convert import Unread
from .decode import is_json
from .errors import APIResponseValidationError, failure_of
from .events import END, NOTHING
from .http import http_module
from .redaction import redacted_text

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import httpx2

    from .events import Events

T = TypeVar("T")


class BaseStream(Generic[T]):
    """What sync and async streams have in common.

    Attributes:
        response: the answer as `httpx2` gives it.
    """

    def __init__(self, response: httpx2.Response, events: Events[T]) -> None:
        self.response = response
        self._events = events
        self._parser = events.parser()
        self._is_empty = True
        self._is_closed = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.response.status_code}]>"

    def _read(self, chunk: bytes | None) -> Iterator[Any]:
        """The events that are complete with a chunk, or at the end; `END` behind the last one."""
        raws = self._parser.finish() if chunk is None else self._parser.feed(chunk)
        for raw in raws:
            self._is_empty = False
            event = self._events.read(raw, self.response)
            if event is not NOTHING:
                yield event
            if event is END:
                return
        if chunk is None and self._is_empty:
            self._check_content_type()

    def _check_content_type(self) -> None:
        """Looks at an answer without events, which may be something else than a stream."""
        content_type = self.response.headers.get("content-type", "")
        is_other = is_json(content_type) or content_type.startswith("text/html")
        if is_other and self._events.accept == "text/event-stream":
            message = redacted_text(
                f"Expected {self._events.accept}, but the content type is {content_type!r}.",
                self.response.request,
            )
            raise APIResponseValidationError(self.response, None, message=message)

    @contextmanager
    def _own_errors(self) -> Generator[None]:
        try:
            yield
        except (http_module(self.response).RequestError, OSError) as error:
            raise failure_of(error, self.response.request) from error


class Stream(BaseStream[T]):
    """Iterates over the events of an answer as they come, once.

    Whoever stops early closes it, best by a `with` block. Iterating raises `APIError` if the server
    reports a failure or the connection breaks.
    """

    def __init__(self, response: httpx2.Response, events: Events[T]) -> None:
        super().__init__(response, events)
        self._iterator = self._iterate()

    def __next__(self) -> T:
        if self._is_closed:
            raise StopIteration
        return next(self._iterator)

    def __iter__(self) -> Iterator[T]:
        return self

    def _iterate(self) -> Iterator[T]:
        try:
            with self._own_errors():
                for chunk in self.response.iter_bytes():
                    for event in self._read(chunk):
                        if event is END:
                            return
                        yield event
            yield from self._read(None)
        finally:
            self.close()

    def close(self) -> None:
        """Gives the connection back. Events that have not been read are lost."""
        self._is_closed = True
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncStream(BaseStream[T]):
    """Iterates over the events of an answer as they come, once.

    Whoever stops early closes it, best by an `async with` block. Iterating raises `APIError` if the
    server reports a failure or the connection breaks.
    """

    def __init__(self, response: httpx2.Response, events: Events[T]) -> None:
        super().__init__(response, events)
        self._iterator = self._iterate()

    async def __anext__(self) -> T:
        if self._is_closed:
            raise StopAsyncIteration
        return await self._iterator.__anext__()

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def _iterate(self) -> AsyncIterator[T]:
        try:
            with self._own_errors():
                async for chunk in self.response.aiter_bytes():
                    for event in self._read(chunk):
                        if event is END:
                            return
                        yield event
            for event in self._read(None):
                yield event
        finally:
            await self.close()

    async def close(self) -> None:
        """Gives the connection back. Events that have not been read are lost."""
        self._is_closed = True
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


def sync_decoder(events: Events[T]) -> Callable[[Any], Stream[T]]:
    """What makes a stream of an answer."""
    return Unread(lambda response: Stream(response, events))


def async_decoder(events: Events[T]) -> Callable[[Any], AsyncStream[T]]:
    """What makes a stream of an answer."""
    return Unread(lambda response: AsyncStream(response, events))
