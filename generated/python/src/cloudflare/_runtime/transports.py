"""The HTTP clients that the SDK makes for itself: those of `httpx2`, with cheaper connections.

A proxy in the environment is left to `httpx2` entirely.
"""

from __future__ import annotations

from importlib import import_module
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from time import monotonic
from urllib.request import getproxies

import httpx2

from .logs import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import AsyncIterator

MAX_CONNECTIONS = 1000
MAX_IDLE_CONNECTIONS = 100
GROUP_SIZE = 10
LIMITS = httpx2.Limits(
    max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_IDLE_CONNECTIONS
)
GROUP_LIMITS = httpx2.Limits(max_connections=GROUP_SIZE, max_keepalive_connections=GROUP_SIZE)
IDLE_SECONDS = 5.0


def new_client() -> httpx2.Client:
    """A client for the sync SDK."""
    if uses_proxy():
        return httpx2.Client(limits=LIMITS, follow_redirects=True)
    return httpx2.Client(transport=Transport(), follow_redirects=True)


def new_async_client() -> httpx2.AsyncClient:
    """A client for the async SDK."""
    if uses_proxy():
        return httpx2.AsyncClient(limits=LIMITS, follow_redirects=True)
    return httpx2.AsyncClient(transport=AsyncTransport(), follow_redirects=True)


def uses_proxy() -> bool:
    """Whether the environment or the operating system names a proxy."""
    return not getproxies().keys().isdisjoint(("http", "https", "all"))


def tls(scheme: str) -> SSLContext:
    """The TLS context of a pool; without certificates, which load slowly, for plain HTTP."""
    return SSLContext(PROTOCOL_TLS_CLIENT) if scheme == "http" else httpx2.create_ssl_context()


class Transport(httpx2.BaseTransport):
    """A pool of connections for each scheme: certificates are loaded only if there is TLS."""

    def __init__(self) -> None:
        self._pools: dict[str, httpx2.HTTPTransport] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        scheme = request.url.scheme
        pool = self._pools.get(scheme)
        if pool is None:
            new = httpx2.HTTPTransport(verify=tls(scheme), limits=LIMITS)
            pool = self._pools.setdefault(scheme, new)
        return pool.handle_request(request)

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()


class Group:
    """A pool of a few connections, with the number of its requests that are under way."""

    __slots__ = ("active", "idle_since", "pool", "verify")

    def __init__(self, verify: SSLContext) -> None:
        self.verify = verify
        self.pool = httpx2.AsyncHTTPTransport(verify=verify, limits=GROUP_LIMITS)
        self.active = 0
        self.idle_since = 0.0

    async def close(self) -> None:
        """Closes its connections. One that fails to close is of no use, nor of interest, any more."""
        try:
            await self.pool.aclose()
        except Exception as error:
            logger.debug("Closing an idle connection failed: %s", error)

    def release(self) -> None:
        self.active -= 1
        if not self.active:
            self.idle_since = monotonic()


class AsyncTransport(httpx2.AsyncBaseTransport):
    """Groups of connections for each scheme.

    A pool looks at each of its connections twice in every request, which is most of a request's
    cost once dozens are under way. So a pool is kept small, and there are more of them: a request
    goes to the first with room. One at a time they all use the first, whose connections therefore
    stay warm.
    """

    def __init__(self) -> None:
        self._groups: dict[str, list[Group]] = {}
        self._retiring: set[Task[None]] = set()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        groups = self._groups.setdefault(request.url.scheme, [])
        last = groups[-1] if groups else None
        if (
            last
            and not last.active
            and len(groups) > 1
            and monotonic() - last.idle_since > IDLE_SECONDS
        ):
            self._retire(groups.pop())
        group = self._with_room(request.url.scheme, groups)
        group.active += 1
        try:
            response = await group.pool.handle_async_request(request)
        except BaseException:
            group.release()
            raise
        if not isinstance(response.stream, httpx2.AsyncByteStream):
            raise TypeError("expected an async stream")
        response.stream = ReleasingStream(response.stream, group)
        return response

    def _with_room(self, scheme: str, groups: list[Group]) -> Group:
        for group in groups:
            if group.active < GROUP_SIZE:
                return group
        if len(groups) * GROUP_SIZE >= MAX_CONNECTIONS:
            return min(groups, key=lambda group: group.active)
        # The groups share the TLS context: making one loads all certificates.
        groups.append(Group(groups[0].verify if groups else tls(scheme)))
        return groups[-1]

    def _retire(self, group: Group) -> None:
        """Closes a group beside the request that found it idle, which neither waits nor fails."""
        import asyncio

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            import_module("trio").lowlevel.spawn_system_task(group.close)
            return
        task = loop.create_task(group.close())
        self._retiring.add(task)  # The loop itself keeps no task alive.
        task.add_done_callback(self._retiring.discard)

    async def aclose(self) -> None:
        for groups in self._groups.values():
            for group in groups:
                await group.close()
        for task in list(self._retiring):
            await task


class ReleasingStream(httpx2.AsyncByteStream):
    """The body of an answer, which gives its place in the group back when it is closed."""

    def __init__(self, stream: httpx2.AsyncByteStream, group: Group) -> None:
        self._stream = stream
        self._group: Group | None = group

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        group, self._group = self._group, None
        try:
            await self._stream.aclose()
        finally:
            if group is not None:
                group.release()
