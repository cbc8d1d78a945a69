"""Findings as other programs read them: a module for each format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from sdksmith.records import record
from sdksmith.report.finding import Finding, Level, Place
from sdksmith.report.printing import printable, shown_path

__all__ = ["NAMES", "Entry", "Page", "Report", "command", "entries", "path_of", "render"]

NAMES: Final = ("json", "sarif", "github", "junit")


class Page(Protocol):
    """What explains the findings with one code (`lint.rule.Rule` does)."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def title(self) -> str:
        """One sentence without a final full stop."""
        ...

    @property
    def page(self) -> str:
        """Markdown; the title is its first line."""
        ...

    @property
    def link(self) -> str:
        """The section of the specification; empty when there is none."""
        ...


@record
class Report:
    """What a run has found.

    Args:
        documents: The documents that were checked, as the user named them.
        findings: All findings, in the order of their places.
        pages: The pages by the codes of findings. A finding may have none.
        fail_on: The level at which a finding fails the run.
    """

    documents: Sequence[Path]
    findings: Sequence[Finding]
    pages: Mapping[str, Page]
    fail_on: Level = Level.ERROR


def render(name: str, report: Report) -> str:
    """The report in one of the formats `NAMES`, ending with a newline.

    Raises:
        ValueError: There is no such format.
    """
    if name not in NAMES:
        raise ValueError(f"no format {name!r}")
    text: str = import_module(f"sdksmith.report.formats.{name}").render(report)
    return text


@record
class Entry:
    """A finding with its place, which is only searched once.

    Args:
        file: Relative to the working directory where it lies below it, with `/` between its steps, and printable;
            empty when the finding concerns no file.
        page: What explains it.
    """

    finding: Finding
    place: Place | None
    file: str
    page: Page | None

    @property
    def said(self) -> str:
        """Message and hint as sentences, printable."""
        texts = [printable(text) for text in (self.finding.message, self.finding.hint) if text]
        return " ".join(
            f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"
            for text in texts
        )


def entries(report: Report) -> list[Entry]:
    """The findings of a report, in its order."""
    path = cache(path_of)
    found = []
    for finding in report.findings:
        place = finding.locate()
        file = path(place.file) if place is not None else ""
        found.append(Entry(finding, place, file, report.pages.get(finding.code)))
    return found


def path_of(file: Path | str) -> str:
    """The file relative to the working directory where it lies below it, as `Entry.file` is."""
    return printable(Path(shown_path(file)).as_posix())


def command(code: str) -> str:
    """What shows the page of a code."""
    return f"sdksmith rules {printable(code)}"
