"""The subjects in Go: one program, built before anything is measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.measure import SUBJECTS, Numbers, Subject, reported
from golang.toolchain import toolchain

BUILD_SECONDS = 600


@dataclass(frozen=True, slots=True)
class GoHost:
    """Where subjects in Go run.

    Attributes:
        program: what `built` returns.
    """

    program: Path

    def run(self, subject: Subject) -> Numbers:
        """Run a subject once, as `bench.measure.Runner` says."""
        return reported([self.program, subject.script, *subject.arguments], {})


def built(folder: Path) -> Path:
    """The program with all subjects, in a folder.

    Raises:
        MissingToolError: there is no Go.
        RuntimeError: it does not compile.
    """
    program = folder / "subjects"
    command = ("build", "-o", str(program), ".")
    done = toolchain().run(*command, folder=SUBJECTS / "go", seconds=BUILD_SECONDS)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return program
