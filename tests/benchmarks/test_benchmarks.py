"""The harness itself runs; nothing is timed here."""

import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parent / "run.py"


def test_prints_a_table_of_the_raw_library() -> None:
    chosen = ["--quick", "--only", "small-call", "--subject", "httpx2", "--python", sys.executable]
    row = measured_row("small call, sync", *chosen)
    assert row.count("|") == 7
    assert row.count("µs") == 1


def test_prints_a_table_of_go() -> None:
    row = measured_row("small call", "--quick", "--only", "go-call")
    assert row.count("|") == 7
    assert row.count("µs") == 2


def test_decodes_with_all_subjects_in_go() -> None:
    row = measured_row("decode 1,000 objects", "--quick", "--only", "go-decode")
    assert row.count("ms") == 3


def test_prints_a_table_of_typescript() -> None:
    row = measured_row("small call", "--quick", "--only", "ts-call")
    assert row.count("µs") == 2


def measured_row(title: str, *options: str) -> str:
    """The row of the printed tables that begins with this title."""
    done = subprocess.run(
        [sys.executable, RUN, *options], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    return next(line for line in done.stdout.splitlines() if line.startswith(f"| {title} |"))
