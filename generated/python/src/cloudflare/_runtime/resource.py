"""The bases of generated resources, and what makes their raw and streaming variants."""

from __future__ import annotations

from functools import wraps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, ParamSpec, Self, TypeVar, Unpack

    from .async_client import AsyncClient
    from .response import (
        APIResponse,
        AsyncAPIResponse,
        AsyncResponseContextManager,
        ResponseContextManager,
    )
    from .sync_client import SyncClient
    from .types import Mode, RequestOptions

    P = ParamSpec("P")
    T = TypeVar("T")


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
