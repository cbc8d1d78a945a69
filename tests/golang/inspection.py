"""What Go files are, apart from their literals and comments: the program in `inspector`, built once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from golang.toolchain import toolchain

_SOURCE = Path(__file__).parent / "inspector"


@dataclass(frozen=True)
class Inspected:
    """A Go file.

    Args:
        error: That of the syntax; empty if there is none.
        skeleton: The file without comments, and with one literal in place of all of its kind.
        imports: The packages that it imports.
        directives: The comments that tools obey.
        formatted: Whether gofmt would leave it as it is.
    """

    error: str
    skeleton: str
    imports: frozenset[str]
    directives: tuple[str, ...]
    formatted: bool


class Inspector:
    """A running inspector."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def files(self, sources: Mapping[str, str]) -> dict[str, Inspected]:
        """What the files are, by their paths."""
        return {
            path: Inspected(
                found["Error"],
                found["Skeleton"],
                frozenset(found["Imports"] or ()),
                tuple(found["Directives"] or ()),
                found["Formatted"],
            )
            for path, found in self._ask(sources, "")["Files"].items()
        }

    def errors(self, sources: Mapping[str, str], module: str) -> list[str]:
        """The errors of the types in a module and in its tests."""
        found: list[str] = self._ask(sources, module)["Errors"] or []
        return found

    def _ask(
        self, sources: Mapping[str, str], module: str
    ) -> dict[str, dict[str, object] | list[str]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"Files": dict(sources), "Module": module}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, dict[str, object] | list[str]] = json.loads(
            self._process.stdout.readline()
        )
        return answer


@contextmanager
def inspector(folder: Path) -> Iterator[Inspector]:
    """An inspector that is built into a folder."""
    go = toolchain()
    program = folder / "inspector"
    built = go.run("build", "-o", str(program), ".", folder=_SOURCE)
    assert built.returncode == 0, built.stderr
    with subprocess.Popen(
        [str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=go.environment(),
    ) as process:
        yield Inspector(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0
