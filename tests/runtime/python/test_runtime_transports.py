"""The connections of the SDK's own HTTP clients, against a server on this machine."""

from __future__ import annotations

import gc
import ssl
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

import anyio
import httpx2
import pytest
from runtime_api import AsyncExample

from sdk._runtime import transports


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.peers.append(self.client_address)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.peers: list[tuple[str, int]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Server() as running:
        Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def no_certificates(*args: Any, **options: Any) -> ssl.SSLContext:
    raise AssertionError("certificates were loaded")


def test_sync(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx2, "create_ssl_context", no_certificates)
    with transports.new_client() as client:
        assert [client.get(server.url).text for _ in range(3)] == ["ok"] * 3
        assert client.follow_redirects
    assert len(set(server.peers)) == 1


@pytest.mark.parametrize("backend", ["asyncio"])
def test_async_one_at_a_time(server: Server, backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx2, "create_ssl_context", no_certificates)

    async def run() -> None:
        async with transports.new_async_client() as client:
            for _ in range(3):
                assert (await client.get(server.url)).text == "ok"

    anyio.run(run, backend=backend)
    assert len(set(server.peers)) == 1


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_event_loops_one_after_the_other(server: Server) -> None:
    """The server keeps the connection open, which belongs to the loop that it was made in."""
    client = AsyncExample(base_url=server.url, max_retries=0)

    async def get(client: AsyncExample) -> str:
        return await client.get("/", cast_to=str, security=())

    for _ in range(3):
        assert anyio.run(get, client) == "ok"
    anyio.run(client.close)
    assert client.is_closed()
    del client
    gc.collect()  # What is left of the loops complains now rather than in another test.


def test_async_groups(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transports, "IDLE_SECONDS", 0.0)
    transport = transports.AsyncTransport()

    async def run() -> None:
        async with httpx2.AsyncClient(transport=transport) as client:
            responses: list[httpx2.Response] = []

            async def get() -> None:
                request = client.build_request("GET", server.url)
                responses.append(await client.send(request, stream=True))

            async with anyio.create_task_group() as tasks:
                for _ in range(25):
                    tasks.start_soon(get)
            groups = transport._groups["http"]
            assert [group.active for group in groups] == [10, 10, 5]
            for response in responses:
                assert await response.aread() == b"ok"
                await response.aclose()
            assert [group.active for group in groups] == [0, 0, 0]
            for left in (2, 1, 1):
                assert (await client.get(server.url)).text == "ok"
                assert len(groups) == left

    anyio.run(run)


class Stuck:
    """A pool that takes long to close, and then fails."""

    def __init__(self) -> None:
        self.released = anyio.Event()
        self.closed = False

    async def aclose(self) -> None:
        await self.released.wait()
        self.closed = True
        raise OSError("gone already")


def test_retiring_a_group_is_nobodys_business(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "IDLE_SECONDS", 0.0)
    transport = transports.AsyncTransport()

    async def run() -> None:
        stuck = Stuck()
        async with httpx2.AsyncClient(transport=transport) as client:
            assert (await client.get(server.url)).text == "ok"
            idle = transports.Group(transports.tls("http"))
            idle.pool = stuck  # type: ignore[assignment]
            transport._groups["http"].append(idle)
            with anyio.fail_after(2):
                assert (await client.get(server.url)).text == "ok"
                assert (await client.get(server.url)).text == "ok"
            assert not stuck.closed
            assert len(transport._retiring) == 1
            stuck.released.set()
        assert stuck.closed
        await anyio.sleep(0)
        assert not transport._retiring

    anyio.run(run)


def test_retiring_a_group_in_trio(monkeypatch: pytest.MonkeyPatch) -> None:
    spawned: list[Any] = []
    trio = SimpleNamespace(lowlevel=SimpleNamespace(spawn_system_task=spawned.append))
    monkeypatch.setitem(sys.modules, "trio", trio)
    group = transports.Group(transports.tls("http"))
    transports.AsyncTransport()._retire(group)  # no loop of asyncio is running
    assert spawned == [group.close]


def test_async_limit(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transports, "MAX_CONNECTIONS", 20)
    transport = transports.AsyncTransport()

    async def run() -> None:
        async with httpx2.AsyncClient(transport=transport) as client:
            async with anyio.create_task_group() as tasks:
                for _ in range(45):
                    tasks.start_soon(client.get, server.url)
            groups = transport._groups["http"]
            assert [group.active for group in groups] == [0, 0]

    anyio.run(run)
    assert len(server.peers) == 45
    assert len(set(server.peers)) <= 20


def test_group_is_released_after_a_failure() -> None:
    transport = transports.AsyncTransport()

    async def run() -> None:
        async with httpx2.AsyncClient(transport=transport) as client:
            with pytest.raises(httpx2.ConnectError):
                await client.get("http://127.0.0.1:9/")

    anyio.run(run)
    assert [group.active for group in transport._groups["http"]] == [0]


def test_groups_share_the_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ssl.SSLContext] = []

    def make() -> ssl.SSLContext:
        made.append(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        return made[-1]

    monkeypatch.setattr(httpx2, "create_ssl_context", make)
    transport = transports.AsyncTransport()
    groups: list[transports.Group] = []
    for number in range(1, 4):
        transport._with_room("https", groups).active = transports.GROUP_SIZE
        assert len(groups) == number
    assert len(made) == 1


def test_certificates_are_checked() -> None:
    assert transports.tls("https").verify_mode is ssl.CERT_REQUIRED
    assert transports.tls("https").check_hostname
    assert transports.tls("http").verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "http_proxy", "ALL_PROXY"])
def test_proxy_is_left_to_httpx2(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert transports.uses_proxy()
    with transports.new_client() as client:
        assert client.follow_redirects
        with pytest.raises(httpx2.ConnectError):
            client.get("http://127.0.0.2:9")
