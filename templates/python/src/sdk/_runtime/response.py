"""Answers with their headers and undecoded bodies: raw (already read) and streamed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from json import loads
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from .cast import caster
from .convert import Undecoded
from .decode import decode_response
from .errors import failure_of
from .http import http_module
from .retries import RETRIES

if TYPE_CHECKING:
    import httpx2

BYTES: Callable[[Any], bytes] = Undecoded(lambda response: response.content)

T = TypeVar("T")
To = TypeVar("To")


class BaseAPIResponse(Generic[T]):
    """What sync and async answers have in common.

    Attributes:
        http_response: the answer as `httpx2` gives it.
        retries_taken: how often the request was sent again.
    """

    def __init__(
        self, http_response: httpx2.Response, decode: Callable[[Any], T], retries_taken: int
    ) -> None:
        self.http_response = http_response
        self.retries_taken = retries_taken
        self._decode = decode
        self._parsed: dict[Any, Any] = {}

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the answer, whose names have no letter case."""
        return self.http_response.headers

    @property
    def http_request(self) -> httpx2.Request:
        """The request as it was sent, credentials included."""
        return self.http_response.request

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def url(self) -> httpx2.URL:
        """The URL that answered, after redirects."""
        return self.http_response.url

    @property
    def method(self) -> str:
        """The HTTP method of the request."""
        return self.http_request.method

    @property
    def http_version(self) -> str:
        """Such as ``HTTP/1.1``."""
        return self.http_response.http_version

    @property
    def elapsed(self) -> timedelta:
        """The time from sending the request to the end of the answer.

        Raises:
            RuntimeError: the answer is neither read nor closed.
        """
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        """Whether the answer is read or closed."""
        return self.http_response.is_closed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code} {self.http_response.reason_phrase}]>"

    @contextmanager
    def _own_errors(self) -> Iterator[None]:
        try:
            yield
        except (http_module(self.http_response).RequestError, OSError) as error:
            raise failure_of(error, self.http_request) from error

    def _decoded(self, to: Any) -> Any:
        """The body, which has been read, as a type, or as the method's own; made once for each."""
        if to not in self._parsed:
            decode = self._decode if to is None else caster(to)
            self._parsed[to] = decode_response(self.http_response, decode)
        return self._parsed[to]


class APIResponse(BaseAPIResponse[T]):
    """An answer of a `SyncClient`.

    All methods that read raise `APITimeoutError` or `APIConnectionError` if the connection fails
    half-way.
    """

    @overload
    def parse(self) -> T: ...
    @overload
    def parse(self, *, to: type[To]) -> To: ...
    def parse(self, *, to: type[Any] | None = None) -> Any:
        """What the method would have returned, or the body decoded as another type.

        The same object is returned each time.

        Args:
            to: a type as `cast_to` of the client's `request`.

        Raises:
            APIResponseValidationError: the body is not JSON, or not of the type.
            TypeError: `to` is not one of those types.
        """
        if to is not None or getattr(self._decode, "reads", True):
            self.read()
        return self._decoded(to)

    def read(self) -> bytes:
        """The whole body."""
        with self._own_errors():
            return self.http_response.read()

    def text(self) -> str:
        """The whole body as text."""
        self.read()
        return self.http_response.text

    def json(self) -> Any:
        """The whole body as parsed JSON, whatever its content type.

        Raises:
            ValueError: it is not JSON.
        """
        return loads(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body in pieces of `chunk_size` bytes, or as they come."""
        with self._own_errors():
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body as text in pieces of `chunk_size` characters, or as they come."""
        with self._own_errors():
            yield from self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without line ends."""
        with self._own_errors():
            yield from self.http_response.iter_lines()

    def stream_to_file(
        self, file: str | os.PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Writes the body to a file as it comes, replacing what is in it."""
        with Path(file).open("wb") as target:
            target.writelines(self.iter_bytes(chunk_size))

    def close(self) -> None:
        """Gives the connection back. What is not read yet is lost."""
        self.http_response.close()


class BinaryAPIResponse(APIResponse[bytes]):
    """An answer of a `SyncClient` whose body is bytes, such as a file."""

    @classmethod
    def of(cls, http_response: httpx2.Response) -> BinaryAPIResponse:
        """What a method returns for an answer."""
        return cls(http_response, BYTES, http_response.extensions.get(RETRIES, 0))

    @property
    def content(self) -> bytes:
        """The whole body, which has been read."""
        return self.http_response.content

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Writes the body to a file, replacing what is in it."""
        self.stream_to_file(file)


class AsyncAPIResponse(BaseAPIResponse[T]):
    """An answer of an `AsyncClient`.

    All methods that read raise `APITimeoutError` or `APIConnectionError` if the connection fails
    half-way.
    """

    @overload
    async def parse(self) -> T: ...
    @overload
    async def parse(self, *, to: type[To]) -> To: ...
    async def parse(self, *, to: type[Any] | None = None) -> Any:
        """What the method would have returned, or the body decoded as another type.

        The same object is returned each time.

        Args:
            to: a type as `cast_to` of the client's `request`.

        Raises:
            APIResponseValidationError: the body is not JSON, or not of the type.
            TypeError: `to` is not one of those types.
        """
        if to is not None or getattr(self._decode, "reads", True):
            await self.read()
        return self._decoded(to)

    async def read(self) -> bytes:
        """The whole body."""
        with self._own_errors():
            return await self.http_response.aread()

    async def text(self) -> str:
        """The whole body as text."""
        await self.read()
        return self.http_response.text

    async def json(self) -> Any:
        """The whole body as parsed JSON, whatever its content type.

        Raises:
            ValueError: it is not JSON.
        """
        return loads(await self.read())

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body in pieces of `chunk_size` bytes, or as they come."""
        with self._own_errors():
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body as text in pieces of `chunk_size` characters, or as they come."""
        with self._own_errors():
            async for chunk in self.http_response.aiter_text(chunk_size):
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line, without line ends."""
        with self._own_errors():
            async for line in self.http_response.aiter_lines():
                yield line

    async def stream_to_file(
        self, file: str | os.PathLike[str], *, chunk_size: int | None = None
    ) -> None:
        """Writes the body to a file as it comes, replacing what is in it."""
        import anyio

        async with await anyio.open_file(file, "wb") as target:
            async for chunk in self.iter_bytes(chunk_size):
                await target.write(chunk)

    async def close(self) -> None:
        """Gives the connection back. What is not read yet is lost."""
        await self.http_response.aclose()


class AsyncBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """An answer of an `AsyncClient` whose body is bytes, such as a file."""

    @classmethod
    def of(cls, http_response: httpx2.Response) -> AsyncBinaryAPIResponse:
        """What a method returns for an answer."""
        return cls(http_response, BYTES, http_response.extensions.get(RETRIES, 0))

    @property
    def content(self) -> bytes:
        """The whole body, which has been read."""
        return self.http_response.content

    async def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Writes the body to a file, replacing what is in it."""
        await self.stream_to_file(file)


class ResponseContextManager(Generic[T]):
    """Sends a request on entering, and closes the answer on leaving."""

    def __init__(self, send: Callable[[], APIResponse[T]]) -> None:
        self._send = send
        self._response: APIResponse[T] | None = None

    def __enter__(self) -> APIResponse[T]:
        self._response = self._send()
        return self._response

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[T]):
    """Sends a request on entering, and closes the answer on leaving."""

    def __init__(self, send: Callable[[], Awaitable[AsyncAPIResponse[T]]]) -> None:
        self._send = send
        self._response: AsyncAPIResponse[T] | None = None

    async def __aenter__(self) -> AsyncAPIResponse[T]:
        self._response = await self._send()
        return self._response

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._response is not None:
            await self._response.close()
