"""The generated Go SDK as a module that others import: what Go's own tools say of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golang.toolchain import Toolchain, staticcheck, toolchain

HERE = Path(__file__).parent
SDK = HERE.parents[2] / "generated" / "go"
MODULE = "github.com/cloudflare/cloudflare-go"

CHECKS = ("all", "-ST1003")
"""All of staticcheck but its rules for names: packages are called as the API's resources are."""


@pytest.fixture(scope="module")
def go() -> Toolchain:
    return toolchain()


def succeed(go: Toolchain, *arguments: str, folder: Path = SDK) -> str:
    """The output of a command, which must not fail."""
    result = go.run(*arguments, folder=folder)
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.mark.parametrize("folder", [SDK, HERE], ids=["sdk", "tests"])
def test_gofmt(go: Toolchain, folder: Path) -> None:
    assert go.unformatted(folder) == []


@pytest.mark.parametrize("folder", [SDK, HERE], ids=["sdk", "tests"])
def test_vet(go: Toolchain, folder: Path) -> None:
    succeed(go, "vet", "./...", folder=folder)


@pytest.mark.parametrize("folder", [SDK, HERE], ids=["sdk", "tests"])
def test_staticcheck(folder: Path) -> None:
    assert staticcheck(folder, *CHECKS) == ""


def test_its_own_tests(go: Toolchain) -> None:
    """Those that are generated, and the examples of the documentation."""
    output = succeed(go, "test", "-json", "./...")
    ended = [json.loads(line) for line in output.splitlines()]
    passed = [event["Test"] for event in ended if event["Action"] == "pass" and "Test" in event]
    assert len(passed) >= 4, "there is a test for each method"
    assert not [event for event in ended if event["Action"] == "skip" and "Test" in event]


def test_nothing_is_needed_but_the_standard_library(go: Toolchain) -> None:
    form = "{{if not .Standard}}{{.ImportPath}}{{end}}"
    packages = succeed(go, "list", "-deps", "-test", "-f", form, "./...").split()
    others = [path for path in packages if not path.startswith(MODULE) and not path.startswith("[")]
    assert others == []
    assert not (SDK / "go.sum").exists()


def test_the_module_requires_nothing() -> None:
    module = (SDK / "go.mod").read_text()
    assert module == f"module {MODULE}\n\ngo 1.23\n"


def test_each_package_says_what_it_is(go: Toolchain) -> None:
    """As pkg.go.dev shows it: a comment that begins with the package's name."""
    packages = succeed(go, "list", "-f", "{{.Name}}\t{{.Doc}}", "./...").splitlines()
    assert len(packages) > 8
    for line in packages:
        name, _, comment = line.partition("\t")
        assert comment.startswith(f"Package {name} "), line


def test_the_documentation_shows_examples(go: Toolchain) -> None:
    form = '{{join .XTestGoFiles " "}}'
    files = succeed(go, "list", "-f", form, ".").split()
    assert any("func Example" in (SDK / name).read_text() for name in files)
