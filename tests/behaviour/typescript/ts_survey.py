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

from draws import UnmadeError  # noqa: E402
from sent_webhooks import sent_schemas  # noqa: E402
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
    drawn: dict[int, str] = {}
    for entry in every.package.entries:
        for seed in range(GOOD + BAD):
            way = entry.ways[seed % len(entry.ways)]
            try:
                id = every.draw(entry, f"{entry} {seed}", good=seed < GOOD, way=way)
            except UnmadeError:
                found.unmade += 1
                continue
            if id is not None:
                drawn[id] = str(entry)
    for name, schema in sent_schemas(every.contract.document).items():
        drawn[every.draw_webhook(schema, name)] = name
    found.calls = len(drawn)
    every.run()
    problems: dict[str, str] = {}
    for id, name in drawn.items():
        try:
            for problem in every.problems(id):
                problems.setdefault(name, f"{name}: {problem}")
        except UnmadeError:
            found.unmade += 1
    return list(problems.values())


if __name__ == "__main__":
    sys.exit(run(__doc__, survey, CHECKS, "prettier"))
