"""Generates the SDK of each large document and prints what becomes of it, as a table.

    python tests/behaviour/python/survey.py [--quick] [DOCUMENT …]

Without documents, those of `../shared/corpus`. For each: its operations, how many are emitted, the
findings by code, whether every module imports, errors of mypy and pyright, and calls of every
operation that went wrong. What is wrong is listed below the table. `--quick` leaves the type
checkers out, which take minutes.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE), str(HERE.parent), str(ROOT / "generator")]

from checkers import mypy, pyright, ruff  # noqa: E402
from draws import UnmadeError  # noqa: E402
from every import Every  # noqa: E402
from python_sdk import Package, generate  # noqa: E402
from surveys import Survey, run  # noqa: E402

CHECKS = {
    "import": "imports that fail",
    "calls": "operations that fail",
    "mypy": "mypy errors",
    "pyright": "pyright errors",
    "ruff": "ruff errors",
}


def survey(found: Survey, document: Path, folder: Path, quick: bool) -> None:
    """Generate the SDK of a document and try it."""
    package = generate(document, folder)
    found.findings = Counter(finding.code for finding in package.findings)
    found.emitted = len(package.entries())
    with package.imported() as module:
        found.measure("import", lambda: _imports(package, found))
        every = Every(package, document, module)
        found.operations = len(every.contract.operations)
        found.dropped = every.missing()
        found.measure("calls", lambda: _calls(every, found))
        every.close()
    if not quick:
        cache = ROOT / "build" / "mypy-corpus" / found.name
        found.measure("mypy", lambda: mypy([package.source], cache))
        found.measure("pyright", lambda: pyright([package.source], folder))
        found.measure("ruff", lambda: ruff(package.folder))


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


if __name__ == "__main__":
    sys.exit(run(__doc__, survey, CHECKS, "the type checkers"))
