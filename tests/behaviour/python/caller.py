"""One scenario for both clients: the synchronous one, and the asynchronous one on an event loop."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import cloudflare

__all__ = ["ACCOUNT", "API_EMAIL", "API_KEY", "API_TOKEN", "Caller"]

ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353"
API_TOKEN = "token-Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY"
API_KEY = "key-144c9defac04969c7bfad8efaa8ea194"
API_EMAIL = "secret.person@example.com"


class Caller:
    """Calls the SDK; what is awaitable is awaited, so a scenario reads the same in both worlds."""

    def __init__(self, *, is_async: bool, base_url: str) -> None:
        self.is_async = is_async
        self.base_url = base_url
        self._runner = asyncio.Runner()
        self._clients: list[Any] = []

    def __call__(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """The result of `function(*args, **kwargs)`."""

        async def on_the_loop() -> Any:
            result = function(*args, **kwargs)
            return await result if inspect.isawaitable(result) else result

        if self.is_async:
            return self._runner.run(on_the_loop())
        return function(*args, **kwargs)

    def client(self, **options: Any) -> Any:
        """A client of the test server with an API token, closed when the test is over."""
        options = {"base_url": self.base_url, "api_token": API_TOKEN, **options}
        client = (cloudflare.AsyncCloudflare if self.is_async else cloudflare.Cloudflare)(**options)
        self._clients.append(client)
        return client

    def http_client(self, module: ModuleType, **options: Any) -> Any:
        """The HTTP client of `httpx2` or `httpx` that suits the SDK's client."""
        client = (module.AsyncClient if self.is_async else module.Client)(**options)
        self._clients.append(client)
        return client

    @contextmanager
    def entered(self, manager: Any) -> Iterator[Any]:
        """`with manager`, or `async with manager`."""
        if not self.is_async:
            with manager as value:
                yield value
            return
        value = self(manager.__aenter__)
        try:
            yield value
        finally:
            self(manager.__aexit__, None, None, None)

    def listed(self, iterable: Any) -> list[Any]:
        """All items of an iterator, or of an asynchronous one."""
        if not self.is_async:
            return list(iterable)

        async def collect() -> list[Any]:
            return [item async for item in iterable]

        result: list[Any] = self(collect)
        return result

    def close(self) -> None:
        for client in self._clients:
            self(getattr(client, "aclose", None) or client.close)
        self._runner.close()
