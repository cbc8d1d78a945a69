"""The generated SDK from where it stands, against a server that holds it to the document."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SDK = ROOT / "generated" / "python"

sys.path[:0] = [str(SDK / "src"), str(HERE), str(HERE.parent)]

from caller import Caller  # noqa: E402
from server import Server  # noqa: E402

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def sdk() -> Path:
    """The folder of the generated SDK."""
    return SDK


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials, base URL or proxy of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("CLOUDFLARE_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def running_servers() -> Iterator[tuple[Server, Server]]:
    document = ROOT / "spec" / "openapi.yaml"
    with Server(document) as server, Server(document) as other:
        yield server, other


@pytest.fixture
def server(running_servers: tuple[Server, Server]) -> Iterator[Server]:
    """A server that fails the test if the SDK breaks the contract."""
    server = running_servers[0]
    server.reset()
    yield server
    assert [str(violation) for violation in server.violations] == []
    assert server.unused == [], "faults that no request has come for"
    server.reset()


@pytest.fixture
def other_server(running_servers: tuple[Server, Server]) -> Iterator[Server]:
    """The same API at another origin."""
    server = running_servers[1]
    server.reset()
    yield server
    server.reset()


@pytest.fixture(params=["sync", "async"])
def caller(request: pytest.FixtureRequest, server: Server) -> Iterator[Caller]:
    caller = Caller(is_async=request.param == "async", base_url=server.base_url)
    yield caller
    caller.close()


@pytest.fixture
def client(caller: Caller) -> Any:
    return caller.client()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the SDK wanted to sleep, none of which it sleeps."""
    seconds: list[float] = []
    really_sleep = asyncio.sleep

    async def asyncio_sleep(delay: float, result: Any = None) -> Any:
        if delay > 0:
            seconds.append(delay)
        return await really_sleep(0, result)

    async def anyio_sleep(delay: float) -> None:
        seconds.append(delay)

    monkeypatch.setattr(time, "sleep", seconds.append)
    monkeypatch.setattr(asyncio, "sleep", asyncio_sleep)
    monkeypatch.setattr(anyio, "sleep", anyio_sleep)
    return seconds


@pytest.fixture
def run_program() -> Program:
    """Runs Python in a process of its own that finds the SDK, with only the given environment."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, *arguments],
            env={**kept, "PYTHONPATH": str(SDK / "src"), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
