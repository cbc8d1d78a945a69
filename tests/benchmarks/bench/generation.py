"""How long `sdksmith generate` takes for this project's document.

Beside it stands what any generator has to do: to parse the same files and write the same bytes.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.table import markdown, quantity

GENERATE_SECONDS = 120
_STEP = re.compile(r"^\W*(\w[\w .]*?)\W+([\d.,]+) ms\b", re.MULTILINE)
_FLOOR = """
import sys, yaml
from pathlib import Path
spec, generated, target = map(Path, sys.argv[1:])
for file in spec.rglob("*.yaml"):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
for file in generated.rglob("*"):
    if file.is_file():
        copy = target / file.relative_to(generated)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Wall and CPU seconds of a process with its children, and the wall seconds of its steps."""

    wall: float
    cpu: float
    steps: dict[str, float] = field(default_factory=dict)


def generation_table(root: Path, repetitions: int) -> str:
    """A table of generating what the repository at `root` describes, the best of `repetitions`.

    Raises:
        CalledProcessError: generating failed; what it said is on standard error.
    """
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        runs, floors = [], []
        for number in range(repetitions + 1):  # The first compiles the modules.
            target = base / str(number)
            runs.append(_generate(root, target))
            floors.append(_floor(root, target / "generated", base / f"floor{number}"))
    best = min(runs[1:], key=lambda run: run.cpu)
    floor = min(floors[1:], key=lambda run: run.cpu)
    rest = best.wall - sum(best.steps.values())
    steps = {**best.steps, "the interpreter and imports": rest}
    rows = [
        ["Generating", "wall", "CPU", "share of wall"],
        ["`sdksmith generate`", quantity(best.wall, "ms"), quantity(best.cpu, "ms"), ""],
        *(
            [f"… {name}", quantity(wall, "ms"), "", f"{wall / best.wall:.0%}"]
            for name, wall in steps.items()
        ),
        ["parse, write the same bytes", quantity(floor.wall, "ms"), quantity(floor.cpu, "ms"), ""],
    ]
    return markdown(rows)


def _generate(root: Path, target: Path) -> Run:
    # The configuration says where the flavors are written, relative to itself.
    shutil.copytree(root / "spec", target / "spec")
    config = shutil.copy(root / "sdksmith.yaml", target)
    options = ["generate", "--config", str(config), "--verbose"]
    return _timed([sys.executable, "-m", "sdksmith", *options], root)


def _floor(root: Path, generated: Path, target: Path) -> Run:
    folders = (str(root / "spec"), str(generated), str(target))
    return _timed([sys.executable, "-c", _FLOOR, *folders], root)


def _timed(command: list[str], root: Path) -> Run:
    environment = {**os.environ, "PYTHONPATH": str(root / "generator")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(root / "build" / "bench" / "pycache")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=GENERATE_SECONDS,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    steps = {
        name: float(number.replace(",", "")) / 1000 for name, number in _STEP.findall(done.stderr)
    }
    return Run(wall, cpu, steps)
