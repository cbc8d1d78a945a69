"""The base of a generated async client."""

from __future__ import annotations

from .client import BaseClient, check_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any, Self, TypeVar, Unpack

    from .types import Mode, RequestOptions

    T = TypeVar("T")


class AsyncClient(BaseClient):
    """Sends requests in an event loop of asyncio or trio; in several, one after the other, too."""

    _http_class = "AsyncClient"

    async def _exchange(
        self,
        decode: Callable[[Any], Any],
        method: str,
        path: str,
        options: RequestOptions,
        *,
        mode: Mode = "parsed",
    ) -> Any:
        session = self._shared.session
        if session is None or session.is_stranded:
            session = self._open(session)
        return await session.exchange(self, decode, method, path, options, mode=mode)

    def _open(self, stranded: Any) -> Any:
        from .async_session import AsyncSession

        if self._secret_query:
            from .logs import redact_library_logs

            redact_library_logs(self._secret_query)
        session = self._shared.open(AsyncSession, stranded)
        if stranded is not None:
            session.http.cookies = stranded.http.cookies
        return session

    async def request(
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
        result: T = await self._exchange(caster(cast_to), method, path, options)
        return result

    async def get(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method GET."""
        return await self.request("GET", path, cast_to=cast_to, **options)

    async def post(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method POST."""
        return await self.request("POST", path, cast_to=cast_to, **options)

    async def put(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method PUT."""
        return await self.request("PUT", path, cast_to=cast_to, **options)

    async def patch(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method PATCH."""
        return await self.request("PATCH", path, cast_to=cast_to, **options)

    async def delete(self, path: str, *, cast_to: type[T], **options: Unpack[RequestOptions]) -> T:
        """`request` with the method DELETE."""
        return await self.request("DELETE", path, cast_to=cast_to, **options)

    async def close(self) -> None:
        """Closes the HTTP client, also one that the caller gave. Copies of this client share it."""
        http = self._shared.close()
        if http is None:
            return
        try:
            await http.aclose()
        except RuntimeError:
            # The connections of an event loop that is closed cannot be closed any more.
            session = self._shared.session
            if session is None or not session.is_stranded:
                raise

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
