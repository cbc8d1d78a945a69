"""Running a command to its end, and what it took."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process and those that it started took.

    Attributes:
        wall, cpu: seconds; CPU is user and system.
        memory: bytes that the largest of the processes had at its peak.
        failure: the last line that it said if it failed, else "".
    """

    wall: float
    cpu: float
    memory: float
    failure: str = ""


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in a folder, with these variables beside those of this process."""
    with TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
    failure = next((line.strip() for line in reversed(lines) if line.strip()), "it failed")
    return Usage(
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * KILOBYTE,
        failure if process.returncode else "",
    )
