"""The base of a generated sync client."""

from __future__ import annotations

from .client import BaseClient
from .convert import caster

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, Self, TypeVar, Unpack

    from .types import Mode, RequestOptions

    T = TypeVar("T")


class SyncClient(BaseClient):
    """Sends requests and waits for the answers. Threads can share it."""

    _http_class = "Client"

    def _exchange(
        self,
        decode: Callable[[Any], Any],
        method: str,
        path: str,
        options: RequestOptions,
        *,
        mode: Mode = "parsed",
    ) -> Any:
        session = self._shared.session or self._open()
        return session.exchange(self, decode, method, path, options, mode=mode)

    def _open(self) -> Any:
        from .sync_session import SyncSession

        return self._shared.open(SyncSession)

    def request(
        self, method: str, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]
    ) -> T:
        """Calls an endpoint that this SDK has no method for.

        Args:
            method: the HTTP method.
            path: a path below the base URL, or a whole URL. Credentials go to the base URL's origin
                only.
            cast_to: what is returned: a model class, `httpx2.Response` for the undecoded answer,
                `type(None)` if the answer has no body, any other type for the JSON value as it is.
            **options: see `RequestOptions`.

        Raises:
            APIError: the request failed.
        """
        options.setdefault("security", (*self._security, ()))
        if cast_to.__name__ == "Response" and cast_to.__module__ in ("httpx2", "httpx"):
            raw = self._exchange(caster(cast_to), method, path, options, mode="raw")
            answer: T = raw.http_response
            return answer
        result: T = self._exchange(caster(cast_to), method, path, options)
        return result

    def get(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method GET."""
        return self.request("GET", path, cast_to=cast_to, **options)

    def post(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method POST."""
        return self.request("POST", path, cast_to=cast_to, **options)

    def put(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method PUT."""
        return self.request("PUT", path, cast_to=cast_to, **options)

    def patch(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method PATCH."""
        return self.request("PATCH", path, cast_to=cast_to, **options)

    def delete(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method DELETE."""
        return self.request("DELETE", path, cast_to=cast_to, **options)

    def close(self) -> None:
        """Closes the HTTP client, which copies of this client share, unless the caller made it."""
        self._shared.closed = self._shared.given is None
        if self._shared.session:
            self._shared.session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
