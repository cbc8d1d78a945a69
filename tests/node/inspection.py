"""What TypeScript files are, apart from their literals and comments: the program `inspector.mjs`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from node.toolchain import packages, toolchain

__all__ = ["Inspected", "Inspector", "inspector"]

_PROGRAM = Path(__file__).with_name("inspector.mjs")
_PARSER = "typescript-oldest/lib/typescript.js"
"""The newer compiler has no parser for other programs."""


@dataclass(frozen=True)
class Inspected:
    """A TypeScript file.

    Args:
        error: That of the syntax; empty if there is none.
        skeleton: A digest of the file without comments, and with one literal in place of all of its kind.
        imports: The modules that it imports.
        reached: The values that it uses and does not declare.
        directives: What of its comments tools obey.
    """

    error: str
    skeleton: str
    imports: frozenset[str]
    reached: frozenset[str]
    directives: tuple[str, ...]


class Inspector:
    """A running inspector."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def files(self, sources: Mapping[str, str]) -> dict[str, Inspected]:
        """What the files are, by their paths."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(dict(sources)) + "\n")
        self._process.stdin.flush()
        return {
            path: Inspected(
                found["error"],
                found["skeleton"],
                frozenset(found["imports"]),
                frozenset(found["reached"]),
                tuple(found["directives"]),
            )
            for path, found in json.loads(self._process.stdout.readline()).items()
        }


@contextmanager
def inspector() -> Iterator[Inspector]:
    """An inspector that runs until the end of the block."""
    node = toolchain()
    with subprocess.Popen(
        [str(node.node), str(_PROGRAM), str(packages() / _PARSER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=node.environment(),
    ) as process:
        yield Inspector(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0
