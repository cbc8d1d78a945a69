"""Generates the Go SDK of each large document and prints what becomes of it, as a table.

    python tests/behaviour/go/go_survey.py [--quick] [DOCUMENT …]

Without documents, those of `../shared/corpus`. For each: its operations, how many are emitted, files that
gofmt would change, what `go vet` and staticcheck say, and calls of every operation that went wrong. What is wrong is
listed below the table. `--quick` leaves staticcheck out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TESTS = ROOT / "tests"
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "python"), str(TESTS)]
sys.path.insert(0, str(ROOT / "generator"))

from corpus import CORPUS  # noqa: E402
from draws import UnmadeError  # noqa: E402
from go_every import Every  # noqa: E402
from go_sdk import generate  # noqa: E402
from sent_webhooks import sent_schemas  # noqa: E402

from golang.toolchain import staticcheck, toolchain  # noqa: E402

SHOWN = 20
"""So many problems of each sort are listed."""
GOOD, BAD = 3, 2
"""So many calls of each operation are answered with success, and with an error."""


@dataclass
class Survey:
    """What was found out about one document."""

    name: str
    operations: int = 0
    emitted: int = 0
    dropped: list[str] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    unmade: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)
    """By what found them: `gofmt`, `calls`, `vet`, `staticcheck`."""

    def row(self) -> list[str]:
        """The cells of the table."""
        return [
            self.name,
            str(self.operations),
            str(self.emitted),
            str(len(self.dropped)),
            *(self._cell(name) for name in ("gofmt", "calls", "vet", "staticcheck")),
            f"{self.calls}, {self.unmade} not made",
            ", ".join(f"{code} {count}" for code, count in self.findings.most_common()) or "none",
        ]

    def _cell(self, name: str) -> str:
        if name not in self.problems:
            return "—"
        return f"{len(self.problems[name])} ({self.seconds.get(name, 0):.0f} s)"

    def measure(self, name: str, check: Callable[[], list[str]]) -> None:
        """Run a check, which returns what is wrong."""
        print(f"{self.name}: {name} …", file=sys.stderr)
        started = time.monotonic()
        self.problems[name] = check()
        self.seconds[name] = time.monotonic() - started


COLUMNS = [
    "document",
    "operations",
    "emitted",
    "dropped",
    "gofmt",
    "operations that fail",
    "vet",
    "staticcheck",
    "calls",
    "findings",
]


def survey(name: str, document: Path, folder: Path, *, quick: bool) -> Survey:
    """Generate the SDK of a document and try it."""
    found = Survey(name)
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
    return found


def _vet(every: Every) -> list[str]:
    return [line for line in every.vet().splitlines() if not line.startswith("#")]


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, metavar="DOCUMENT")
    parser.add_argument("--quick", action="store_true", help="leave staticcheck out")
    options = parser.parse_args()
    chosen = {path.name: path for path in options.documents} or CORPUS
    surveys = []
    for name, document in chosen.items():
        if not document.exists():
            print(f"{document} is missing and left out", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder:
            surveys.append(survey(name, document, Path(folder), quick=options.quick))
    rows = [COLUMNS, ["---"] * len(COLUMNS), *(each.row() for each in surveys)]
    print("\n".join("| " + " | ".join(row) + " |" for row in rows))
    for each in surveys:
        for check, problems in {"dropped": each.dropped, **each.problems}.items():
            if problems:
                print(f"\n{each.name}, {check}:\n")
                print("\n".join(f"- {problem}" for problem in problems[:SHOWN]))
    return int(any(each.dropped or any(each.problems.values()) for each in surveys))


if __name__ == "__main__":
    sys.exit(main())
