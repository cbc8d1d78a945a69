"""Types for annotations.

Other modules import this one for the type checker only, so that `typing` need not be loaded; a
request of the client's own, which loads it in any case, asks for the names in `RequestOptions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias, TypedDict

from .sentinels import NotGiven, Omit


class HTTPClient(Protocol):
    """A `httpx2.Client`, or the same class of `httpx`."""

    @property
    def is_closed(self) -> bool: ...
    def build_request(self, *args: Any, **kwargs: Any) -> Any: ...
    def send(self, *args: Any, **kwargs: Any) -> Any: ...
    def close(self) -> None: ...


class AsyncHTTPClient(Protocol):
    """A `httpx2.AsyncClient`, or the same class of `httpx`."""

    @property
    def is_closed(self) -> bool: ...
    def build_request(self, *args: Any, **kwargs: Any) -> Any: ...
    async def send(self, *args: Any, **kwargs: Any) -> Any: ...
    async def aclose(self) -> None: ...


class TimeoutObject(Protocol):
    """A `httpx2.Timeout`, or the same class of `httpx`."""

    def as_dict(self) -> dict[str, float | None]: ...


class URLObject(Protocol):
    """A `httpx2.URL`, or the same class of `httpx`."""

    @property
    def raw_path(self) -> bytes: ...
    def __str__(self) -> str: ...


Timeout: TypeAlias = float | TimeoutObject | None
Headers: TypeAlias = Mapping[str, str | Omit]
Query: TypeAlias = Mapping[str, object]
Body: TypeAlias = Mapping[str, object]
Security: TypeAlias = Sequence[tuple[str, ...]]
Mode: TypeAlias = Literal["parsed", "raw", "streamed"]


class RequestOptions(TypedDict, total=False):
    """What a method may say about its request, beside the HTTP method and the path."""

    query: Query | str
    headers: Mapping[str, object]
    cookies: Mapping[str, object]
    body: object
    server: str
    errors: Mapping[str, Callable[[Any], Any]]
    security: Security
    extra_headers: Headers | None
    extra_query: Query | None
    extra_body: Body | None
    timeout: Timeout | NotGiven
    idempotency_key: str | None
