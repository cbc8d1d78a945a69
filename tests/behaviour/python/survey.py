"""Generates the SDK of each large document and prints what becomes of it, as a table.

    python tests/behaviour/python/survey.py [--quick] [DOCUMENT …]

Without documents, those of `../shared/corpus`. For each: its operations, how many are emitted, the
findings by code, whether every module imports, errors of mypy and pyright, and calls of every
operation that went wrong. What is wrong is listed below the table. `--quick` leaves the type
checkers out, which take minutes.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE), str(HERE.parent), str(ROOT / "generator")]

from checkers import mypy, pyright, ruff  # noqa: E402
from corpus import CORPUS  # noqa: E402
from draws import UnmadeError  # noqa: E402
from every import Every  # noqa: E402
from python_sdk import Package, generate  # noqa: E402

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
    """By what found them: `import`, `calls`, `mypy`, `pyright`, `ruff`."""

    def row(self) -> list[str]:
        """The cells of the table."""
        return [
            self.name,
            str(self.operations),
            str(self.emitted),
            str(len(self.dropped)),
            f"{self.modules}",
            *(self._cell(name) for name in ("import", "calls", "mypy", "pyright", "ruff")),
            ", ".join(f"{code} {count}" for code, count in self.findings.most_common()) or "none",
        ]

    def _cell(self, name: str) -> str:
        if name not in self.problems:
            return "—"
        return f"{len(self.problems[name])} ({self.seconds.get(name, 0):.0f} s)"


COLUMNS = [
    "document",
    "operations",
    "emitted",
    "dropped",
    "modules",
    "imports that fail",
    "operations that fail",
    "mypy errors",
    "pyright errors",
    "ruff errors",
    "findings",
]


def survey(name: str, document: Path, folder: Path, *, quick: bool) -> Survey:
    """Generate the SDK of a document and try it."""
    found = Survey(name)
    package = generate(document, folder)
    found.findings = Counter(finding.code for finding in package.findings)
    found.emitted = len(package.entries())
    with package.imported() as module:
        _measured(found, "import", lambda: _imports(package, found))
        every = Every(package, document, module)
        found.operations = len(every.contract.operations)
        found.dropped = every.missing()
        _measured(found, "calls", lambda: _calls(every, found))
        every.close()
    if not quick:
        cache = ROOT / "build" / "mypy-corpus" / name
        _measured(found, "mypy", lambda: mypy([package.source], cache))
        _measured(found, "pyright", lambda: pyright([package.source], folder))
        _measured(found, "ruff", lambda: ruff(package.folder))
    return found


def _measured(found: Survey, name: str, check: object) -> None:
    print(f"{found.name}: {name} …", file=sys.stderr)
    started = time.monotonic()
    assert callable(check)
    found.problems[name] = check()
    found.seconds[name] = time.monotonic() - started


def _imports(package: Package, found: Survey) -> list[str]:
    problems = []
    for name in package.modules():
        found.modules += 1
        try:
            importlib.import_module(name)
        except Exception as error:
            problems.append(f"{name}: {type(error).__name__}: {error}")
    return problems


def _calls(every: Every, found: Survey) -> list[str]:
    """Call every operation, three times well and twice with an error."""
    problems = []
    for entry in every.package.entries():
        wrong: list[str] = []
        for seed in range(5):
            found.calls += 1
            random = Random(f"{entry.template} {seed}")
            try:
                wrong += every.call(entry, random, good=seed < 3)
            except UnmadeError:
                found.unmade += 1
        if wrong:
            problems.append(f"{entry}: {wrong[0]}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, metavar="DOCUMENT")
    parser.add_argument("--quick", action="store_true", help="leave the type checkers out")
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
