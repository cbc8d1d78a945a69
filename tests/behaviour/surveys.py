"""What a survey of large documents is in every language: checks of each SDK, one table, and the problems."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus import CORPUS

__all__ = ["Survey", "run"]

SHOWN = 20
"""So many problems of each sort are listed."""


@dataclass
class Survey:
    """What was found out about one document."""

    name: str
    operations: int = 0
    emitted: int = 0
    dropped: list[str] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    modules: int = 0
    calls: int = 0
    unmade: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)
    """By the check that found them."""

    def measure(self, check: str, work: Callable[[], list[str]]) -> None:
        """Run a check, which returns what is wrong."""
        print(f"{self.name}: {check} …", file=sys.stderr)
        started = time.monotonic()
        self.problems[check] = work()
        self.seconds[check] = time.monotonic() - started

    def row(self, checks: Mapping[str, str]) -> list[str]:
        """The cells of the table."""
        return [
            self.name,
            str(self.operations),
            str(self.emitted),
            str(len(self.dropped)),
            str(self.modules or "—"),
            *map(self._cell, checks),
            f"{self.calls}, {self.unmade} not made",
            ", ".join(f"{code} {count}" for code, count in self.findings.most_common()) or "none",
        ]

    def _cell(self, check: str) -> str:
        if check not in self.problems:
            return "—"
        return f"{len(self.problems[check])} ({self.seconds.get(check, 0):.0f} s)"


def run(
    description: str | None,
    survey: Callable[[Survey, Path, Path, bool], None],
    checks: Mapping[str, str],
    quick: str,
) -> int:
    """Survey the documents that the command line names, else the corpus.

    Args:
        survey: Fills in what is found out about a document, given a folder of its own; the flag asks for less.
        checks: The checks that it measures, each with the heading of its column.
        quick: What it leaves out then.

    Returns:
        1 if anything is wrong, else 0.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("documents", nargs="*", type=Path, metavar="DOCUMENT")
    parser.add_argument("--quick", action="store_true", help=f"leave {quick} out")
    options = parser.parse_args()
    chosen = {path.name: path for path in options.documents} or CORPUS
    surveys = []
    for name, document in chosen.items():
        if not document.exists():
            print(f"{document} is missing and left out", file=sys.stderr)
            continue
        found = Survey(name)
        with tempfile.TemporaryDirectory() as folder:
            survey(found, document, Path(folder), options.quick)
        surveys.append(found)
    columns = ["document", "operations", "emitted", "dropped", "modules"]
    columns += [*checks.values(), "calls", "findings"]
    rows = [columns, ["---"] * len(columns), *(each.row(checks) for each in surveys)]
    print("\n".join("| " + " | ".join(row) + " |" for row in rows))
    for each in surveys:
        for check, problems in {"dropped": each.dropped, **each.problems}.items():
            if problems:
                print(f"\n{each.name}, {check}:\n")
                print("\n".join(f"- {problem}" for problem in problems[:SHOWN]))
    return int(any(each.dropped or any(each.problems.values()) for each in surveys))
