"""Every folder of `cases`: the findings, the surface, and what calls send and make of answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import case as cases

FOLDERS = sorted({path.parent for path in cases.CASES.glob("*/spec.*")})
ACCEPT = os.environ.get("SDKSMITH_ACCEPT") == "1"
"""Set by `make accept`: write what comes out instead of comparing it."""

Generated = Callable[[Path], tuple[Path | None, str]]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Generates a case, once."""
    folder = tmp_path_factory.mktemp("cases")
    known: dict[Path, tuple[Path | None, str]] = {}

    def generate(path: Path) -> tuple[Path | None, str]:
        if path not in known:
            known[path] = cases.generate(path, folder / path.name)
        return known[path]

    return generate


def expect(path: Path, text: str) -> None:
    """Compare with the file, or write it; an empty text is no file."""
    if ACCEPT:
        path.unlink(missing_ok=True)
        if text:
            path.write_text(text)
    expected = path.read_text() if path.exists() else ""
    assert text == expected, f"{path.name} differs; `make accept` takes what came out"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_findings(folder: Path, generated: Generated) -> None:
    package, findings = generated(folder)
    expect(folder / "findings.txt", findings)
    assert (package is None) == ("error[" in findings)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_surface(folder: Path, generated: Generated) -> None:
    package, _ = generated(folder)
    expect(folder / "surface.txt", cases.surface(package) if package else "")


def _calls() -> list[Any]:
    return [
        pytest.param(folder, number, id=f"{folder.name}-{number}")
        for folder in FOLDERS
        if (folder / "calls.yaml").exists()
        for number, _ in enumerate(cases.calls(folder))
    ]


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(("folder", "number"), _calls())
def test_call(
    folder: Path,
    number: int,
    is_async: bool,
    generated: Generated,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A call sends the request, and returns what the answer says."""
    package, _ = generated(folder)
    assert package is not None
    call = cases.calls(folder)[number]
    for name, value in call.get("environment", {}).items():
        monkeypatch.setenv(name, value)
    expected = call.get("requests", [call["request"]] if "request" in call else [])
    with cases.imported(package) as module:
        outcome = cases.Call(module, call, is_async=is_async).outcome()
        if "raises" in call:
            assert f"{type(outcome.error).__name__}: {outcome.error}" == call["raises"]
            if "data" in call:
                assert repr(getattr(outcome.error, "data", None)) == call["data"]
            assert len(outcome.requests) == len(expected) or "status" in call
        elif outcome.error is not None:
            raise outcome.error
        sent = [cases.sent(*each) for each in zip(outcome.requests, expected, strict=False)]
        assert sent == expected
        assert len(outcome.requests) == len(expected) or "raises" in call
        if "returns" in call:
            assert repr(outcome.result) == call["returns"]
        if "reads" in call:
            assert outcome.content == call["reads"].encode()
        if "items" in call:
            assert [repr(item) for item in outcome.items] == call["items"]
        elif isinstance(outcome.result, module.BaseModel) and ("json" in call or "answer" in call):
            assert json.loads(outcome.result.to_json()) == call.get("json", call.get("answer"))


def test_types(generated: Generated, root: Path) -> None:
    """All that is generated is clean under `mypy --strict` and ruff."""
    packages = [package for folder in FOLDERS if (package := generated(folder)[0])]
    assert packages
    assert len({package.name for package in packages}) == len(packages), "titles must differ"
    for command in (
        [
            "mypy",
            "--strict",
            "--no-error-summary",
            "--cache-dir",
            str(root / "build" / "mypy-cases"),
        ],
        ["ruff", "check", "--quiet", "--config", str(packages[0].parents[1] / "pyproject.toml")],
        ["ruff", "check", "--quiet", "--isolated", "--line-length=100", "--select=I,RUF022"],
        ["ruff", "format", "--check", "--config", str(packages[0].parents[1] / "pyproject.toml")],
    ):
        run = subprocess.run(
            [sys.executable, "-m", *command, *map(str, packages)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
