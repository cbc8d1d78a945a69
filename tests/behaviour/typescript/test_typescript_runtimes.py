"""The package in what runs JavaScript: Node from the oldest on, Deno, Bun, a page and a worker of Chromium."""

from __future__ import annotations

import json
import mimetypes
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from faults import Fault, Reply, no_fault, slow, status
from message import Request
from server import Listener, Server
from typescript_package import link

from node.toolchain import bun, chromium, deno, oldest_node, tool, toolchain

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[2] / "spec" / "openapi.yaml"
RESPONSES = HERE.parent / "responses"

FAULTS: tuple[Fault, ...] = (
    no_fault(),
    status(503, headers={"Retry-After": "0"}),
    no_fault(),
    status(404),
    slow(10),
    slow(10),
)
"""What goes wrong with the calls of `runtimes/calls.ts`."""


@pytest.fixture(scope="module")
def programs(installed: Path) -> Path:
    """The folder of the programs as JavaScript, beside the package that they import."""
    for name, form in {"main.mjs": "esm", "main.cjs": "cjs", "page.js": "esm"}.items():
        bundle(name, "--packages=external", f"--format={form}", folder=installed)
    # Workers know no import maps.
    bundle("worker.js", "--format=esm", folder=installed)
    return installed


def bundle(name: str, *options: str, folder: Path) -> None:
    """Make the JavaScript of a program of `runtimes`."""
    source = folder / f"{Path(name).stem}.ts"
    for path in (HERE / "runtimes").glob("*.ts"):
        (folder / path.name).write_bytes(path.read_bytes())
    given = (str(source), "--bundle", "--target=es2022", f"--outfile={folder / name}", *options)
    result = toolchain().run(str(tool("esbuild")), *given, "--log-level=warning", folder=folder)
    assert (result.returncode, result.stderr) == (0, "")


class OpenServer(Server):
    """A server that pages of any origin may call. The questions that browsers ask first are no requests."""

    def __init__(self, document: Path) -> None:
        super().__init__(document)
        self.preflights: list[Request] = []

    def answer(self, request: Request) -> Reply:
        asked = request.headers.get("access-control-request-headers")
        if request.method == "OPTIONS":
            self.preflights.append(request)
            reply = Reply(204, (("Access-Control-Allow-Headers", asked or ""),), b"")
        else:
            reply = super().answer(request)
            reply = reply.with_header("Access-Control-Expose-Headers", "Retry-After")
        return reply.with_header("Access-Control-Allow-Origin", "*")


@pytest.fixture
def server() -> Iterator[OpenServer]:
    with OpenServer(DOCUMENT) as server:
        yield server
        assert server.violations == []
        assert server.unused == []


def documented(name: str) -> dict[str, Any]:
    response: dict[str, Any] = json.loads((RESPONSES / f"{name}.json").read_text())
    return response


def check(outcome: Any, requests: Sequence[Request]) -> None:
    """That a program has sent what it should, and has got what the server was told to answer."""
    assert outcome == {
        "input": documented("create_live_input")["result"],
        "status": 200,
        "listed": documented("get_all_livestreams"),
        "refused": "NotFoundError 404",
        "aborted": "APIUserAbortError",
        "late": "APIConnectionTimeoutError",
    }
    created = requests[0]
    assert created.path.endswith("/accounts/an%2Faccount/stream/live_inputs")
    assert created.headers["authorization"] == "Bearer a-token"
    assert json.loads(created.body) == {"meta": {"name": "größer"}}
    assert len(requests) == len(FAULTS)


RUNTIMES: dict[str, Callable[[], list[str]]] = {
    "node": lambda: [str(toolchain().node)],
    "oldest-node": lambda: [str(oldest_node()), "--no-warnings"],
    "deno": lambda: [str(deno()), "run", "--cached-only", "--node-modules-dir=manual", "-NE"],
    "bun": lambda: [str(bun()), "run"],
}


@pytest.mark.parametrize("program", ["main.mjs", "main.cjs"])
@pytest.mark.parametrize("runtime", RUNTIMES)
def test_runtime(runtime: str, program: str, programs: Path, server: OpenServer) -> None:
    server.script(FAULTS)
    result = subprocess.run(
        [*RUNTIMES[runtime](), program, server.base_url],
        cwd=programs,
        env=toolchain().environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    check(json.loads(result.stdout), server.requests)


class Pages(Listener):
    """A server of files."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.asked: list[str] = []

    def answer(self, request: Request) -> Reply:
        self.asked.append(request.path)
        path = self._folder / request.path.removeprefix("/")
        if not path.is_file():
            return Reply(404, (), b"")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Reply(200, (("Content-Type", kind),), path.read_bytes())

    def control(self, request: Request) -> Reply:
        return Reply(404, (), b"")


@pytest.fixture
def pages(programs: Path, tmp_path: Path) -> Iterator[Pages]:
    """A site with the programs, and the package as it is, without a bundler."""
    for name in ("page.js", "worker.js"):
        (tmp_path / name).write_bytes((programs / name).read_bytes())
    (tmp_path / "page.html").write_bytes((HERE / "runtimes" / "page.html").read_bytes())
    (tmp_path / "cloudflare").symlink_to(programs / "node_modules" / "cloudflare")
    with Pages(tmp_path) as pages:
        yield pages


def test_chromium(pages: Pages, server: OpenServer, tmp_path: Path) -> None:
    """A page, which loads the package's own modules, and a worker, which is bundled."""
    link(["playwright-core"], tmp_path)
    (tmp_path / "drive.mjs").write_bytes((HERE / "runtimes" / "drive.mjs").read_bytes())
    server.script(FAULTS + FAULTS)
    url = f"{pages.origin}/page.html?api={server.base_url}"
    result = toolchain().run("drive.mjs", str(chromium()), url, folder=tmp_path, seconds=120)
    assert (result.returncode, result.stderr) == (0, "")
    seen = json.loads(result.stdout)
    assert [outcome for outcome in seen["outcomes"] if isinstance(outcome, str)] == []
    page, worker = seen["outcomes"]
    half = len(FAULTS)
    check(page, server.requests[:half])
    check(worker, server.requests[half:])
    assert {request.method for request in server.preflights} == {"OPTIONS"}
    modules = [path for path in pages.asked if path.startswith("/cloudflare/")]
    assert modules == ["/cloudflare/dist/esm/index.js", "/cloudflare/dist/esm/core/index.js"]
    # Browsers write these themselves, and complain of whoever tries.
    assert not [line for line in seen["said"] if "unsafe header" in line]
    assert not [request for request in server.requests if "user-agent" not in request.headers]
