"""Workflow commands of GitHub Actions, which become annotations of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import Final

from sdksmith.report.finding import Level
from sdksmith.report.formats import Entry, Report, command, entries
from sdksmith.report.printing import printable

__all__ = ["render"]

_COMMANDS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report) -> str:
    """A line for each finding, errors first: GitHub shows ten of each level and step, and leaves out the others."""
    found = sorted(entries(report), key=lambda entry: list(Level).index(entry.finding.level))
    return "".join(f"{_command(entry)}\n" for entry in found)


def _command(entry: Entry) -> str:
    finding, place = entry.finding, entry.place
    properties = {"title": f"sdksmith {printable(finding.code)}"}
    if place is not None:
        properties = {
            "file": entry.file,
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.column + place.length),
            **properties,
        }
    more = f"\n{command(finding.code)}" if entry.page is not None else ""
    words = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {words}::{_data(f'{entry.said}{more}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
