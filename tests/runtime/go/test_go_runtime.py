"""The Go SDK's own code, alone: `templates/go` with the tests of this folder laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from golang import results as go_tests
from golang.results import Results
from golang.toolchain import staticcheck, toolchain

HERE = Path(__file__).parent
RUNTIME = HERE.parents[2] / "templates" / "go"
TESTS = go_tests.names_in(HERE)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both together, without the templates."""
    folder = tmp_path_factory.mktemp("runtime")
    for source in (RUNTIME, HERE):
        patterns = shutil.ignore_patterns("*.jinja", "*.py", "__pycache__")
        shutil.copytree(source, folder, ignore=patterns, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def results(module: Path) -> Results:
    return go_tests.run(module, race=True)


@pytest.mark.parametrize("name", TESTS)
def test_runtime(results: Results, name: str) -> None:
    results.check(name)


def test_each_go_test_is_known(results: Results) -> None:
    """None runs that would not be reported."""
    assert set(results.ended) <= set(TESTS)
    assert TESTS


def test_gofmt() -> None:
    assert toolchain().unformatted(RUNTIME, HERE) == []


def test_vet(module: Path) -> None:
    result = toolchain().run("vet", "./...", folder=module)
    assert result.returncode == 0, result.stderr


def test_staticcheck(module: Path) -> None:
    assert staticcheck(module, "all", "-ST1003") == ""
