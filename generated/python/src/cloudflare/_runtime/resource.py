"""The bases of generated resources, and what makes their raw and streaming variants."""

from __future__ import annotations

from functools import wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, ParamSpec, Self, TypeVar, Unpack

    from .async_client import AsyncClient
    from .events import Events
    from .pages import AsyncPage, AsyncPaginator, SyncPage
    from .response import (
        APIResponse,
        AsyncAPIResponse,
        AsyncResponseContextManager,
        ResponseContextManager,
    )
    from .streams import AsyncStream, Stream
    from .sync_client import SyncClient
    from .types import Mode, RequestOptions

    P = ParamSpec("P")
    T = TypeVar("T")
    E = TypeVar("E")
    SyncListPage = TypeVar("SyncListPage", bound=SyncPage[Any])
    AsyncListPage = TypeVar("AsyncListPage", bound=AsyncPage[Any])


class SyncResource:
    """A group of methods of a `SyncClient`."""

    def __init__(self, client: SyncClient, *, mode: Mode = "parsed") -> None:
        self._client = client
        self._mode: Mode = mode

    def _request(
        self,
        decode: Callable[[Any], T],
        method: str,
        path: str,
        **options: Unpack[RequestOptions],
    ) -> T:
        """What `decode` makes of the answer, or an `APIResponse` in the other modes."""
        result: T = self._client._exchange(decode, method, path, options, mode=self._mode)
        return result

    def _list(
        self,
        page: type[SyncListPage],
        decode: Callable[[Any], Any],
        method: str,
        path: str,
        **options: Unpack[RequestOptions],
    ) -> SyncListPage:
        """The first page of a list, or an `APIResponse` in the other modes."""
        from .pages import first_call

        call = first_call(self._client, page, decode, method, path, options)
        return self._request(call.decoder(page), method, path, **options)

    def _stream(
        self, events: Events[E], method: str, path: str, **options: Unpack[RequestOptions]
    ) -> Stream[E]:
        """The events of an answer, or an `APIResponse` in the other modes."""
        from .streams import sync_decoder

        options["headers"] = {**(options.get("headers") or {}), "Accept": events.accept}
        response: Any = self._client._exchange(
            sync_decoder(events), method, path, options, mode="streamed"
        )
        result: Stream[E] = response.parse() if self._mode == "parsed" else response
        return result

    def _request_or_stream(
        self,
        is_stream: object,
        decode: Callable[[Any], T],
        events: Events[E],
        method: str,
        path: str,
        **options: Unpack[RequestOptions],
    ) -> T | Stream[E]:
        """What one of the two others gives, as the caller asks for a stream or not."""
        if is_stream:
            return self._stream(events, method, path, **options)
        return self._request(decode, method, path, **options)

    def _raw(self) -> Self:
        return type(self)(self._client, mode="raw")

    def _streamed(self) -> Self:
        return type(self)(self._client, mode="streamed")


class AsyncResource:
    """A group of methods of an `AsyncClient`."""

    def __init__(self, client: AsyncClient, *, mode: Mode = "parsed") -> None:
        self._client = client
        self._mode: Mode = mode

    async def _request(
        self,
        decode: Callable[[Any], T],
        method: str,
        path: str,
        **options: Unpack[RequestOptions],
    ) -> T:
        """What `decode` makes of the answer, or an `AsyncAPIResponse` in the other modes."""
        result: T = await self._client._exchange(decode, method, path, options, mode=self._mode)
        return result

    def _list(
        self,
        page: type[AsyncListPage],
        decode: Callable[[Any], Any],
        method: str,
        path: str,
        **options: Unpack[RequestOptions],
    ) -> AsyncPaginator[Any, AsyncListPage]:
        """A list; awaited, it gives the first page, or an `AsyncAPIResponse` in the other modes."""
        from .pages import AsyncPaginator, first_call

        def send() -> Awaitable[AsyncListPage]:
            call = first_call(self._client, page, decode, method, path, options)
            return self._request(call.decoder(page), method, path, **options)

        return AsyncPaginator(send)

    async def _stream(
        self, events: Events[E], method: str, path: str, **options: Unpack[RequestOptions]
    ) -> AsyncStream[E]:
        """The events of an answer, or an `AsyncAPIResponse` in the other modes."""
        from .streams import async_decoder

        options["headers"] = {**(options.get("headers") or {}), "Accept": events.accept}
        response: Any = await self._client._exchange(
            async_decoder(events), method, path, options, mode="streamed"
        )
        result: AsyncStream[E] = await response.parse() if self._mode == "parsed" else response
        return result

    async def _request_or_stream(
        self,
        is_stream: object,
        decode: Callable[[Any], T],
        events: Events[E],
        method: str,
        path: str,
        **options: Unpack[RequestOptions],
    ) -> T | AsyncStream[E]:
        """What one of the two others gives, as the caller asks for a stream or not."""
        if is_stream:
            return await self._stream(events, method, path, **options)
        return await self._request(decode, method, path, **options)

    def _raw(self) -> Self:
        return type(self)(self._client, mode="raw")

    def _streamed(self) -> Self:
        return type(self)(self._client, mode="streamed")


def as_raw(method: Callable[P, T]) -> Callable[P, APIResponse[T]]:
    """The method of a raw resource, with the type of what it returns."""
    return method  # type: ignore[return-value]


def as_async_raw(
    method: Callable[P, Awaitable[T]],
) -> Callable[P, Awaitable[AsyncAPIResponse[T]]]:
    """The method of a raw resource, with the type of what it returns."""
    return method  # type: ignore[return-value]


def as_streamed(method: Callable[P, T]) -> Callable[P, ResponseContextManager[T]]:
    """The method of a streaming resource as a context manager, which sends on being entered."""

    @wraps(method)
    def open_stream(*args: P.args, **kwargs: P.kwargs) -> ResponseContextManager[T]:
        from .response import ResponseContextManager

        return ResponseContextManager(lambda: as_raw(method)(*args, **kwargs))

    return open_stream


def as_async_streamed(
    method: Callable[P, Awaitable[T]],
) -> Callable[P, AsyncResponseContextManager[T]]:
    """The method of a streaming resource as a context manager, which sends on being entered."""

    @wraps(method)
    def open_stream(*args: P.args, **kwargs: P.kwargs) -> AsyncResponseContextManager[T]:
        from .response import AsyncResponseContextManager

        return AsyncResponseContextManager(lambda: as_async_raw(method)(*args, **kwargs))

    return open_stream
