"""Generates the Go SDK of each large document and prints what becomes of it, as a table.

    python tests/behaviour/go/go_survey.py [--quick] [DOCUMENT …]

Without documents, those of `../shared/corpus`. For each: its operations, how many are emitted, files that
gofmt would change, what `go vet` and staticcheck say, and calls of every operation that went wrong. What is wrong is
listed below the table. `--quick` leaves staticcheck out.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TESTS = ROOT / "tests"
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "python"), str(TESTS)]
sys.path.insert(0, str(ROOT / "generator"))

from called_operations import call_all  # noqa: E402
from go_every import Every  # noqa: E402
from go_sdk import generate  # noqa: E402
from surveys import Survey, run  # noqa: E402

from golang.toolchain import staticcheck, toolchain  # noqa: E402

GOOD, BAD = 3, 2
"""So many calls of each operation are answered with success, and with an error."""


CHECKS = {
    "gofmt": "gofmt",
    "calls": "operations that fail",
    "vet": "vet",
    "staticcheck": "staticcheck",
}


def survey(found: Survey, document: Path, folder: Path, quick: bool) -> None:
    """Generate the SDK of a document and try it."""
    go = toolchain()
    package = generate(document, folder / "sdk")
    every = Every(package, document, folder / "program", go)
    found.findings = Counter(finding.code for finding in package.findings)
    found.emitted = len(package.entries)
    found.operations = len(every.contract.operations)
    found.dropped = every.missing()
    found.measure("gofmt", lambda: go.unformatted(package.folder))
    found.measure("calls", lambda: _calls(every, found))
    found.measure("vet", lambda: _vet(every))
    if not quick:
        found.measure("staticcheck", lambda: staticcheck(package.folder).splitlines())


def _vet(every: Every) -> list[str]:
    return [line for line in every.vet().splitlines() if not line.startswith("#")]


def _calls(every: Every, found: Survey) -> list[str]:
    """Call every operation, three times well and twice with an error."""
    calls = call_all(every, every.package.entries, good=GOOD, bad=BAD, read=1)
    found.calls, found.unmade = calls.made.total() + len(calls.unmade), len(calls.unmade)
    return [f"{name}: {problems[0]}" for name, problems in calls.problems.items()]


if __name__ == "__main__":
    sys.exit(run(__doc__, survey, CHECKS, "staticcheck"))
