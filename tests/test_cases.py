"""Every folder of `cases`: the findings, the surface, and what calls send and make of answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

import case as cases

FOLDERS = sorted(path for path in cases.CASES.iterdir() if path.is_dir())
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
        pytest.param(folder, call, id=f"{folder.name}-{number}")
        for folder in FOLDERS
        if (folder / "calls.yaml").exists()
        for number, call in enumerate(yaml.safe_load((folder / "calls.yaml").read_text()))
    ]


@pytest.mark.parametrize(("folder", "call"), _calls())
def test_call(folder: Path, call: dict[str, Any], generated: Generated) -> None:
    """A call sends the request, and returns what the answer says."""
    package, _ = generated(folder)
    assert package is not None
    requests: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        requests.append(request)
        if "answer" not in call:
            return httpx2.Response(204)
        return httpx2.Response(call.get("status", 200), json=call["answer"])

    with cases.imported(package) as module:
        client = module.Client(
            base_url="http://test",
            http_client=httpx2.Client(transport=httpx2.MockTransport(answer)),
            **call.get("client", {}),
        )
        method = attrgetter(call["call"])(client)
        arguments = call.get("arguments", {})
        if "raises" in call:
            with pytest.raises(Exception) as caught:
                method(**arguments)
            assert f"{type(caught.value).__name__}: {caught.value}" == call["raises"]
            assert len(requests) == ("status" in call)
            return
        result = method(**arguments)
        assert _request(requests[0], call["request"]) == call["request"]
        if "returns" in call:
            assert repr(result) == call["returns"]
        if isinstance(result, module.BaseModel):
            assert json.loads(result.to_json()) == call.get("json", call["answer"])


def _request(request: httpx2.Request, expected: dict[str, Any]) -> dict[str, Any]:
    """The parts of the request that the case speaks of."""
    sent: dict[str, Any] = {"line": f"{request.method} {request.url.raw_path.decode()}"}
    if request.content:
        sent["body"] = json.loads(request.content)
    if "headers" in expected:
        sent["headers"] = {name: request.headers.get(name) for name in expected["headers"]}
    return sent


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
        ["ruff", "format", "--check", "--config", str(packages[0].parents[1] / "pyproject.toml")],
    ):
        run = subprocess.run(
            [sys.executable, "-m", *command, *map(str, packages)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
