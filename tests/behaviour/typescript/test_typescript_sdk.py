"""The generated TypeScript SDK as users install it: Node tests against servers that hold it to the document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import generation
import pytest
from server import Server
from typescript_package import laid_out

from node import results as node_tests
from node.checks import STRICT, type_errors
from node.results import Results
from node.toolchain import toolchain

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DOCUMENT = ROOT / "spec" / "openapi.yaml"
RESPONSES = HERE.parent / "responses"
CASES = ROOT / "tests" / "cases"
CONSTRUCTS = ("discriminators", "pagination-cursors", "read-only-write-only", "streaming-switch")

PROGRAMS = sorted(HERE.glob("programs/*.ts"))
TESTS = node_tests.names_in(HERE)
PAIRS = 6
"""So many tests run at once, each with two servers of its own."""


@pytest.fixture(scope="module")
def folder(installed: Path) -> Path:
    """The programs and tests, where they find the SDK."""
    folder = laid_out(installed, HERE, installed.parent / "behaviour")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SDK whose document has uploads, which that of Cloudflare has not."""
    folder = tmp_path_factory.mktemp("uploads")
    return generation.generate("typescript", CASES / "multipart" / "spec.yaml", folder).folder


@pytest.fixture(scope="module")
def results(folder: Path, uploads: Path) -> Results:
    """How the tests ended."""
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(DOCUMENT)) for _ in range(2 * PAIRS)]
        return node_tests.run(
            folder,
            "--test-timeout=30000",
            "--test-force-exit",
            SDK_SERVERS=" ".join(server.base_url for server in servers),
            SDK_RESPONSES=str(RESPONSES),
            SDK_UPLOADS=(uploads / "src" / "index.ts").as_uri(),
        )


@pytest.mark.parametrize("name", TESTS)
def test_behaviour(results: Results, name: str) -> None:
    results.check(name)


def test_each_node_test_is_known(results: Results) -> None:
    """None runs that would not be reported."""
    assert set(results.ended) <= set(TESTS)
    assert len(TESTS) > 100


def test_types_of_constructs(folder: Path) -> None:
    """Unions, pages, streams, and types of one side."""
    constructs = folder / "constructs"
    for name in CONSTRUCTS:
        document = CASES / name / "spec.yaml"
        generation.generate("typescript", document, constructs / "packages" / name)
    module = ("--module", "nodenext", "--target", "es2022")
    web = ("--lib", "es2022,dom,dom.iterable,dom.asynciterable")
    assert type_errors(*STRICT, *module, *web, "types.ts", folder=constructs, node=False) == ""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(DOCUMENT) as server:
        yield server


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_prints_the_documented_data(server: Server, folder: Path, path: Path) -> None:
    result = toolchain().run(
        f"programs/{path.name}",
        folder=folder,
        variables={"CLOUDFLARE_BASE_URL": server.base_url, "CLOUDFLARE_API_TOKEN": "token"},
    )
    assert result.stderr == ""
    assert result.returncode == 0
    response = json.loads((RESPONSES / f"{path.stem}.json").read_text())
    assert printed(result.stdout) == printed(shown(response.get("data") or response["result"]))
    assert [str(violation) for violation in server.violations] == []
    assert len(server.requests) == 1


def shown(value: Any) -> str:
    """What `console.log` shows of a value, but for line breaks and spaces."""
    match value:
        case dict():
            return "{" + ",".join(f"{name}:{shown(item)}" for name, item in value.items()) + "}"
        case list():
            return "[" + ",".join(map(shown, value)) + "]"
        case str():
            return f"'{value}'"
        case _:
            return json.dumps(value)


def printed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_there_are_four_programs() -> None:
    assert len(PROGRAMS) == 4
