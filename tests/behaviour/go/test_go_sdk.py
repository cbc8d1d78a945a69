"""The generated Go SDK from where it stands: Go tests against servers that hold it to the document."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from server import Server

from golang import results as go_tests
from golang.results import Results
from golang.toolchain import toolchain

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DOCUMENT = ROOT / "spec" / "openapi.yaml"
DOCUMENTS = ROOT.parent / "shared" / "documents"
RESPONSES = HERE.parent / "responses"

PROGRAMS = sorted(HERE.glob("programs/*/main.go"))
TESTS = [name for name in go_tests.names_in(HERE) if "/" not in name]
PAIRS = 6
"""So many tests run at once, each with two servers of its own."""


@pytest.fixture(scope="module")
def results() -> Results:
    """How the tests ended, all of which run under the race detector."""
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(DOCUMENT)) for _ in range(2 * PAIRS)]
        urls = " ".join(server.base_url for server in servers)
        # The servers are not among what Go compares before it says that nothing has changed.
        options = (f"-parallel={PAIRS}", "-count=1")
        return go_tests.run(HERE, *options, race=True, SDK_SERVERS=urls)


@pytest.mark.parametrize("name", TESTS)
def test_behaviour(results: Results, name: str) -> None:
    results.check(name)


def test_each_go_test_is_known(results: Results) -> None:
    """None runs that would not be reported."""
    assert set(results.ended) <= set(TESTS)
    assert len(TESTS) > 50


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(DOCUMENT) as server:
        yield server


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled programs."""
    folder = tmp_path_factory.mktemp("programs")
    built = toolchain().run("build", "-o", f"{folder}/", "./programs/...", folder=HERE)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.parent.name)
def test_a_program_prints_the_documented_data(server: Server, programs: Path, path: Path) -> None:
    name = path.parent.name
    result = subprocess.run(
        [str(programs / name)],
        env={"CLOUDFLARE_BASE_URL": server.base_url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.stderr == ""
    assert result.returncode == 0
    data = json.loads((RESPONSES / f"{name}.json").read_text())["data"]
    for member, value in data.items():
        assert printed(member, value) in result.stdout
    assert len(server.requests) == 1
    assert server.violations == []


def printed(member: str, value: Any) -> str:
    """What `%+v` shows of a member of a struct."""
    words = [word.upper() if word in ("id", "url") else word.title() for word in member.split("_")]
    shown = {None: "", True: "true", False: "false"}.get(value, value)
    return f"{''.join(words)}:{shown}"


def test_there_is_one_program() -> None:
    assert len(PROGRAMS) == 1


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.parent.name)
def test_a_program_is_that_of_its_document(path: Path) -> None:
    """But for white space, which the text of the document has lost."""
    if not DOCUMENTS.exists():
        pytest.skip(f"needs {DOCUMENTS}, which is not part of the project")
    program = " ".join(path.read_text().split())
    assert any(program in " ".join(text.read_text().split()) for text in DOCUMENTS.glob("*.txt"))
