"""The TypeScript SDK's own code, alone: tests of `templates/typescript/src/core` where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from node import results as node_tests
from node.checks import STRICT, format_errors, lint_errors, type_errors
from node.results import Results

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
RUNTIME = ROOT / "templates" / "typescript" / "src" / "core"
TESTS = node_tests.names_in(HERE)


@pytest.fixture(scope="module")
def results() -> Results:
    return node_tests.run(HERE)


@pytest.mark.parametrize("name", TESTS)
def test_runtime(results: Results, name: str) -> None:
    results.check(name)


def test_each_node_test_is_known(results: Results) -> None:
    """None runs that would not be reported."""
    assert sorted(results.ended) == sorted(TESTS)
    assert TESTS


CODE = frozenset([".ts", ".mjs"])
WEB = (
    *("--module", "esnext", "--moduleResolution", "bundler"),
    *("--target", "es2022", "--allowImportingTsExtensions"),
)


def test_types_of_the_runtime() -> None:
    """It knows nothing but the standards of the web."""
    libraries = ("--lib", "es2022,dom,dom.iterable,dom.asynciterable")
    files = sorted(RUNTIME.glob("*.ts"))
    assert files
    assert type_errors(*STRICT, *WEB, *libraries, *files, folder=ROOT, node=False) == ""


def test_types_of_the_tests() -> None:
    files = sorted(HERE.glob("*.ts"))
    assert type_errors(*STRICT, *WEB, "--lib", "es2023,dom", *files, folder=ROOT) == ""


def test_format() -> None:
    folders = (RUNTIME, HERE, ROOT / "tests" / "node")
    files = [path for folder in folders for path in folder.iterdir() if path.suffix in CODE]
    assert files
    assert format_errors(*files) == []


def test_lint() -> None:
    assert lint_errors(RUNTIME, folder=ROOT) == ""
    # What a test waits for is changed by what it calls.
    allowed = ("eslint/no-unmodified-loop-condition",)
    assert lint_errors(HERE, ROOT / "tests" / "node", folder=ROOT, allowed=allowed) == ""
