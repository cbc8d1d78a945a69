"""The harness itself runs; nothing is timed here."""

import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parent / "run.py"


def test_prints_a_table_of_the_raw_library() -> None:
    chosen = ["--quick", "--only", "small-call", "--subject", "httpx2", "--python", sys.executable]
    done = subprocess.run(
        [sys.executable, RUN, *chosen], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    row = next(line for line in done.stdout.splitlines() if line.startswith("| small call, sync"))
    assert row.count("|") == 7
    assert row.count("µs") == 1
