"""What was measured, as Markdown."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Sequence

from bench.measure import Numbers
from bench.scenarios import FETCH, NPM, PEER, RAW, REFLECTION, SDK, STANDARD, Scenario

UNITS = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "MB": 1e6, "kB": 1e3}
NOTHING = "—"

Measured = Sequence[tuple[Scenario, dict[str, Numbers]]]
"""The scenarios that ran, each with its numbers by subject."""


def machine() -> str:
    """One line about what the numbers were taken on; nothing that identifies the machine."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores."


def main_table(measured: Measured) -> str:
    """The SDK beside the peer and the raw HTTP library, with ratios and goals."""
    return _ratios("CPU time, memory", (SDK, PEER, RAW), measured)


def go_table(measured: Measured) -> str:
    """The SDK in Go beside the standard library, with ratios and goals."""
    return _ratios("Go: CPU time, memory", (SDK, STANDARD, REFLECTION), measured)


def typescript_table(measured: Measured) -> str:
    """The SDK in TypeScript beside the peer and what the platform has, with ratios and goals."""
    return _ratios("TypeScript: CPU time, size", (SDK, NPM, FETCH), measured)


def _ratios(title: str, columns: Sequence[str], measured: Measured) -> str:
    """What the first column's number is of each other's."""
    first, *others = columns
    rows = [[title, *columns, *(f"÷ {name}" for name in others)]]
    for scenario, numbers in measured:
        for metric in scenario.metrics:
            values = {name: each.get(metric.key) for name, each in numbers.items()}
            goals = dict(metric.goals)
            cells = (quantity(values.get(name), metric.unit) for name in columns)
            ratios = (
                ratio(values.get(first), values.get(name), goals.get(name)) for name in others
            )
            rows.append([metric.title, *cells, *ratios])
    return markdown(rows)


def beside_table(measured: Measured) -> str:
    """Everything that ran only for comparison, "" if nothing did."""
    rows = []
    names: list[str] = []
    for scenario, numbers in measured:
        names = [subject.name for subject in scenario.beside] or names
        for metric in scenario.metrics if scenario.beside else ():
            cells = (quantity(numbers[name].get(metric.key), metric.unit) for name in names)
            rows.append([metric.title, *cells])
    return markdown([["For comparison", *names], *rows]) if rows else ""


def quantity(value: float | None, unit: str) -> str:
    """A number with three significant digits and its unit."""
    if value is None or math.isnan(value):
        return NOTHING
    scaled = value / UNITS[unit]
    digits = max(0, 2 - math.floor(math.log10(scaled))) if scaled > 0 else 0
    return f"{scaled:,.{digits}f} {unit}"


def ratio(value: float | None, reference: float | None, goal: float | None) -> str:
    """`0.29 (goal 0.30: met)`, without the parenthesis where there is no goal."""
    if value is None or not reference or math.isnan(value):
        return NOTHING
    result = value / reference
    if goal is None:
        return f"{result:.2f}"
    return f"**{result:.2f}** (goal {goal:.2f}: {'met' if result <= goal else 'missed'})"


def markdown(rows: Iterable[Sequence[str]]) -> str:
    """A table whose first row is the header; the first column is aligned left, the others right."""
    header, *body = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "| --- |" + " ---: |" * (header.count(" | "))
    return "\n".join([header, rule, *body])
