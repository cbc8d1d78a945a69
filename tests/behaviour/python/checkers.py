"""The tools that a user of the SDK would run over it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["mypy", "pyright", "ruff"]


def mypy(sources: Sequence[Path], cache: Path) -> list[str]:
    """The errors of `mypy --strict` in packages, whose folders are given."""
    options = ["--strict", "--no-error-summary", "--cache-dir", str(cache)]
    return _lines(["mypy", *options, *map(str, sources)], sources[0].parent, "error:")


def pyright(sources: Sequence[Path], folder: Path) -> list[str]:
    """The errors and warnings of `pyright`; `folder` holds its configuration."""
    # Pyright takes only relative paths, and checks nothing at all when it is given others.
    configuration = {
        "include": [os.path.relpath(source, folder) for source in sources],
        "extraPaths": [str(source.parent) for source in sources],
        "pythonVersion": "3.11",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(configuration))
    options = ["--pythonpath", sys.executable, "--project", str(folder), "--warnings"]
    return _lines(["pyright", *options], folder, " - ")


def ruff(project: Path) -> list[str]:
    """What `ruff check` and `ruff format` have to say, with the project's own configuration."""
    checked = _lines(["ruff", "check", "--no-cache", "--output-format=concise", "."], project, ":")
    formatted = _lines(["ruff", "format", "--no-cache", "--check", "."], project, "Would reformat")
    return [line for line in checked if line.startswith(("src", "tests"))] + formatted


def _lines(command: list[str], folder: Path, mark: str) -> list[str]:
    """The lines of a tool's output that have the mark; all of it if the tool fails without one."""
    environment = {**os.environ, "NODE_OPTIONS": "--max-old-space-size=8192"}
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line.strip() for line in run.stdout.splitlines() if mark in line]
    if run.returncode and not found:
        return [f"{command[0]} ended with {run.returncode}: {run.stdout}{run.stderr}"]
    return found
