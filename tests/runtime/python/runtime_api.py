"""A small API on the runtime, and ways to call it: sync, async, and with each HTTP client."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

import anyio
import httpx
import httpx2
import pytest

from sdk._runtime import transports
from sdk._runtime.async_client import AsyncClient
from sdk._runtime.client import BaseClient
from sdk._runtime.convert import unchanged
from sdk._runtime.credentials import Credential, Credentials
from sdk._runtime.resource import AsyncResource, SyncResource
from sdk._runtime.sync_client import SyncClient

SECRET = "s3cr3t-t0k3n"
BASE_URL = "https://api.example.test/v1"
SECURITY = (("token",), ("email", "key"))


class Headers(Credential):
    """The headers that the client's `credentials` have for a scheme."""

    def __init__(self, name: str, scheme: str) -> None:
        super().__init__("headers", name)
        self.scheme = scheme

    def add(self, client: Any, credentials: Credentials) -> bool:
        found = client.credentials.get(self.scheme)
        credentials.headers.update(found or {})
        return found is not None

    @property
    def options(self) -> tuple[tuple[str, ...], ...]:
        return ((self.scheme,),)


class Settings(BaseClient):
    _title = "Example"
    _version = "1.2.3"
    _env_prefix = "EXAMPLE"
    _default_base_url = BASE_URL
    _secret_headers = frozenset({"authorization", "x-key", "x-email"})
    _secret_query = frozenset({"api_key"})
    _security = SECURITY
    _credentials: ClassVar[dict[str, Credential]] = {
        "token": Headers("Authorization", "token"),
        "email": Headers("X-Email", "email"),
        "key": Headers("X-Key", "key"),
    }
    _variables: ClassVar[dict[str, str]] = {
        "token": "EXAMPLE_TOKEN",
        "email": "EXAMPLE_EMAIL",
        "key": "EXAMPLE_KEY",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.credentials = {"token": {"Authorization": f"Bearer {SECRET}"}}

    @cached_property
    def things(self) -> object:
        """Stands for a resource."""
        return object()


class Example(Settings, SyncClient):
    pass


class AsyncExample(Settings, AsyncClient):
    pass


class IdempotentExample(Example):
    _idempotency_header = "X-Request-Key"


class AsyncIdempotentExample(AsyncExample):
    _idempotency_header = "X-Request-Key"


class API:
    """One way to call the SDK: sync or async, with an HTTP client of its own or of the caller's.

    `handler` answers the requests, which are collected in `requests`; the seconds that the SDK
    wanted to sleep are collected in `slept`.
    """

    def __init__(self, *, is_async: bool, http: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_async = is_async
        self.http = http
        self.library: Any = {"own": httpx2, "httpx2": httpx2, "httpx": httpx}[http]
        self.requests: list[httpx2.Request] = []
        self.slept: list[float] = []
        self._monkeypatch = monkeypatch
        self.handler: Callable[[Any], Any] = lambda request: self.answer({})
        monkeypatch.setattr("time.sleep", self.slept.append)
        monkeypatch.setattr("anyio.sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def answer(self, json: Any = None, status: int = 200, **options: Any) -> Any:
        return self.library.Response(status, json=json, **options)

    def answers(self, *each: Any) -> None:
        """Answers one request after the other; an exception is raised instead."""
        waiting = list(each)

        def handler(request: Any) -> Any:
            answer = waiting.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        self.handler = handler

    def _handle(self, request: Any) -> Any:
        self.requests.append(request)
        return self.handler(request)

    def http_client(self, **options: Any) -> Any:
        kind = self.library.AsyncClient if self.is_async else self.library.Client
        options.setdefault("follow_redirects", True)
        return kind(transport=self.library.MockTransport(self._handle), **options)

    def client(self, *, idempotent: bool = False, http: Any = None, **options: Any) -> Any:
        if self.http == "own" and http is None:
            name = "new_async_client" if self.is_async else "new_client"
            self._monkeypatch.setattr(transports, name, self.http_client)
        else:
            options["http_client"] = http or self.http_client()
        kinds = (
            (AsyncExample, AsyncIdempotentExample)
            if self.is_async
            else (Example, IdempotentExample)
        )
        return kinds[idempotent](**options)

    def call(self, method: str = "GET", path: str = "/things", **options: Any) -> Any:
        """One request, of a new client unless one is given as `client`.

        `mode` and `decode` are those of a resource.
        """
        client = options.pop("client", None) or self.client()
        mode = options.pop("mode", "parsed")
        decode = options.pop("decode", unchanged)
        options.setdefault("security", SECURITY)
        kind = AsyncResource if self.is_async else SyncResource
        resource: Any = kind(client, mode=mode)
        return self.run(resource._request, decode, method, path, **options)

    def run(self, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        if not self.is_async:
            return function(*args, **options)

        async def run() -> Any:
            return await function(*args, **options)

        return anyio.run(run)

    @property
    def last(self) -> Any:
        return self.requests[-1]
