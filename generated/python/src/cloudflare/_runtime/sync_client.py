"""The base of a generated sync client."""

from __future__ import annotations

from .client import BaseClient, check_options

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

        if self._secret_query:
            from .logs import redact_library_logs

            redact_library_logs(self._secret_query)
        return self._shared.open(SyncSession)

    def request(
        self, method: str, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]
    ) -> T:
        """Calls an endpoint that this SDK has no method for.

        Args:
            method: the HTTP method.
            path: a path below the base URL, or a whole URL. Credentials go to the base URL's origin
                only.
            cast_to: what is returned: a class of models, of this SDK or any other that has
                `model_validate`; `list[X]`, `dict[str, X]` or `X | None`; `httpx2.Response`, `str`
                or `bytes` for the undecoded answer; `None` for nothing; `object`, `dict` or `list`
                for the JSON value as it is.
            **options: see `RequestOptions`.

        Raises:
            APIError: the request failed.
            TypeError: `cast_to` or an option is not one of those.
        """
        from .cast import caster

        check_options(options)
        options.setdefault("security", (*self._security, ()))
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
        """Closes the HTTP client, also one that the caller gave. Copies of this client share it."""
        http = self._shared.close()
        if http is not None:
            http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
