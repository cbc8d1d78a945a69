"""Running the subjects, one process each, in turns, and keeping the best of what they report."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SUBJECTS = Path(__file__).parent.parent / "subjects"
SUBJECT_SECONDS = 300

Numbers = dict[str, float]
"""What one subject reported, by the metric's key: seconds or bytes."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A script of `subjects/` and what it stands for.

    Attributes:
        name: the column of the table.
        script: file name; of a subject in Go, its name.
        arguments: its command line.
        path: folder to import from before anything installed, None for only what is installed; of a subject in
            TypeScript, the one of `bench.node_host` that it runs in.
    """

    name: str
    script: str
    arguments: tuple[str, ...]
    path: Path | None = None


class Runner(Protocol):
    """What runs subjects."""

    def run(self, subject: Subject) -> Numbers:
        """Run a subject once.

        Raises:
            CalledProcessError: it failed; what it said has been printed.
            TimeoutExpired: it took longer than five minutes.
        """


@dataclass(frozen=True, slots=True)
class Host:
    """Where subjects in Python run.

    Attributes:
        python: the interpreter.
        cache: folder for compiled modules, so that none are left in the source trees.
    """

    python: Path
    cache: Path

    def run(self, subject: Subject) -> Numbers:
        """Run a subject once, as `Runner` says."""
        environment = {"PYTHONPYCACHEPREFIX": str(self.cache), "PYTHONHASHSEED": "0"}
        if subject.path is not None:
            environment["PYTHONPATH"] = str(subject.path)
        if "SYSTEMROOT" in os.environ:  # Windows has no sockets without it.
            environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        command: list[str | Path] = [
            self.python,
            "-s",
            SUBJECTS / subject.script,
            *subject.arguments,
        ]
        return reported(command, environment)


def reported(command: Sequence[str | Path], environment: Mapping[str, str]) -> Numbers:
    """The numbers that a subject's process prints, each behind its key, as `Runner.run` says."""
    done = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=SUBJECT_SECONDS,
    )
    pairs = (line.split() for line in done.stdout.splitlines())
    return {key: float(value) for key, value in pairs}


def best(host: Runner, subjects: Sequence[Subject], repetitions: int) -> dict[str, Numbers]:
    """The least of each number that each subject reports in `repetitions` runs, which take turns.

    The least, since whatever else the machine does only ever adds. An uncounted round before
    compiles the modules.
    """
    for subject in subjects:
        host.run(subject)
    rounds = [{subject.name: host.run(subject) for subject in subjects} for _ in range(repetitions)]
    return {
        name: {key: min(each[name][key] for each in rounds) for key in numbers}
        for name, numbers in rounds[0].items()
    }
