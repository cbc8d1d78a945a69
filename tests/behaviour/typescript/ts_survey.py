"""Generates the TypeScript SDK of each large document and prints what becomes of it, as a table.

    python tests/behaviour/typescript/ts_survey.py [--quick] [DOCUMENT …]

Without documents, those of `../shared/corpus`. For each: its operations, how many are emitted, calls of every operation
that went wrong or whose values are not of the declared types, what the compiler says of the SDK, and files that
prettier would change. What is wrong is listed below the table. `--quick` leaves prettier out.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TESTS = ROOT / "tests"
sys.path[:0] = [str(HERE), str(HERE.parent), str(TESTS)]
sys.path.insert(0, str(ROOT / "generator"))

from called_operations import call_all  # noqa: E402
from surveys import Survey, run  # noqa: E402
from ts_every import Every  # noqa: E402
from ts_format import unformatted  # noqa: E402
from ts_sdk import generate  # noqa: E402

GOOD, BAD = 3, 2
"""So many calls of each operation are answered with success, and with an error."""

CHECKS = {"calls": "operations that fail", "types": "tsc", "layout": "prettier"}


def survey(found: Survey, document: Path, folder: Path, quick: bool) -> None:
    """Generate the SDK of a document and try it."""
    package = generate(document, folder / "sdk")
    every = Every(package, document, folder / "program")
    found.findings = Counter(finding.code for finding in package.findings)
    found.emitted = len(package.entries)
    found.operations = len(every.contract.operations)
    found.dropped = every.missing()
    found.modules = sum(1 for _ in (package.folder / "src").rglob("*.ts"))
    found.measure("calls", lambda: _calls(every, found))
    found.measure("types", lambda: every.other_type_errors)
    if not quick:
        found.measure("layout", lambda: unformatted(package.folder))


def _calls(every: Every, found: Survey) -> list[str]:
    """Call every operation, three times well and twice with an error."""
    calls = call_all(every, every.package.entries, good=GOOD, bad=BAD, read=1)
    found.calls, found.unmade = calls.made.total() + len(calls.unmade), len(calls.unmade)
    return [f"{name}: {problems[0]}" for name, problems in calls.problems.items()]


if __name__ == "__main__":
    sys.exit(run(__doc__, survey, CHECKS, "prettier"))
