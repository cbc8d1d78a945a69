"""Findings, and the places they point to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from sdksmith.records import record
from sdksmith.report.printing import printable

__all__ = [
    "Finding",
    "LazyPlace",
    "Level",
    "Place",
    "Problem",
    "has_errors",
    "has_level",
    "summary",
    "tally",
]


class Level(StrEnum):
    """How bad a finding is. Only ERROR fails a run, unless it is asked to fail on less."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def is_at_least(self, other: Level) -> bool:
        """Whether it is as bad as the other or worse."""
        levels = list(Level)
        return levels.index(self) <= levels.index(other)


@record
class Place:
    """A stretch of one line of a file.

    Args:
        file: The file, as the user named it.
        line: 1-based.
        column: 1-based, counted in characters (code points), a tab being one.
        length: Characters that belong to the place; at least 1.
    """

    file: Path | str
    line: int
    column: int
    length: int = 1


class LazyPlace(Protocol):
    """A place that is only searched when it is printed (`load.source.Pointer` is one)."""

    def locate(self) -> Place:
        """The place; never raises, an approximate place being better than none."""
        ...

    @property
    def fragment(self) -> str:
        """The JSON pointer in the file (RFC 6901) behind a `#`, which stays when lines move."""
        ...


@record
class Finding:
    """One thing to tell the user.

    Args:
        code: Stable kebab-case name of the kind of finding, such as `unresolved-ref`.
        level: How bad it is.
        message: One sentence without a final full stop.
        place: Where, or None when it concerns no file.
        hint: What to do about it; empty when there is nothing helpful to say.
    """

    code: str
    level: Level
    message: str
    place: Place | LazyPlace | None = None
    hint: str = ""

    def locate(self) -> Place | None:
        """The place, searched now if it is a lazy one."""
        if self.place is None or isinstance(self.place, Place):
            return self.place
        return self.place.locate()

    @property
    def fragment(self) -> str:
        """The JSON pointer behind a `#`, such as `#/paths/~1pets/get`; empty where none is known."""
        return "" if self.place is None or isinstance(self.place, Place) else self.place.fragment


class Problem(Exception):
    """Raised by a stage that cannot go on; only the command line catches it.

    Args:
        findings: What went wrong; at least one finding.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "; ".join(f"{f.code}: {f.message}" for f in self.findings)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is at error level."""
    return any(finding.level is Level.ERROR for finding in findings)


def has_level(findings: Iterable[Finding], level: Level) -> bool:
    """Whether one of the findings is at that level or worse."""
    return any(finding.level.is_at_least(level) for finding in findings)


def summary(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning`; empty when there are no findings."""
    levels = [finding.level for finding in findings]
    counts = ((level, levels.count(level)) for level in Level)
    names = {Level.INFO: "note"}
    return ", ".join(
        f"{count} {names.get(level, level.value)}{'s' if count > 1 else ''}"
        for level, count in counts
        if count
    )


def tally(findings: Iterable[Finding]) -> str:
    """How many findings there are of each code, a line each, errors first and then the most frequent ones."""
    counts = Counter((list(Level).index(f.level), f.code) for f in findings)
    rows = sorted(counts.items(), key=lambda row: (row[0][0], -row[1], row[0][1]))
    width = max((len(str(count)) for count in counts.values()), default=0)
    return "".join(f"  {count:>{width}} {printable(code)}\n" for (_, code), count in rows)
