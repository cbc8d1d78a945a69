"""SARIF 2.1.0, which GitHub, Azure DevOps and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sdksmith.report.finding import Level
from sdksmith.report.formats import Entry, Page, Report, command, entries
from sdksmith.report.printing import printable, shown_path

__all__ = ["render"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def render(report: Report) -> str:
    """The report as one log with one run."""
    codes = sorted({finding.code for finding in report.findings} | {*report.pages})
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {"driver": _driver(report, codes)},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _file(document)} for document in report.documents],
        "results": _results(report, index),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _driver(report: Report, codes: list[str]) -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "sdksmith"}
    with suppress(metadata.PackageNotFoundError):  # the package may run where it stands
        driver["version"] = metadata.version("sdksmith")
    driver["rules"] = [_rule(code, report.pages.get(code)) for code in codes]
    return driver


def _rule(code: str, page: Page | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": printable(code)}
    if page is None:
        return rule
    rule["name"] = "".join(word.capitalize() for word in code.split("-"))
    rule["shortDescription"] = {"text": f"{printable(page.title)}."}
    rule["help"] = {"text": f"{page.page}\n\n{command(code)}", "markdown": page.page}
    if page.link:
        rule["helpUri"] = page.link
    rule["defaultConfiguration"] = {"level": _LEVELS[page.level]}
    return rule


def _results(report: Report, index: dict[str, int]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for entry in entries(report):
        finding = entry.finding
        location = _location(entry, report)
        name = _identity(entry)
        seen[name] += 1
        results.append(
            {
                "ruleId": printable(finding.code),
                "ruleIndex": index[finding.code],
                "level": _LEVELS[finding.level],
                "message": {"text": entry.said},
                "locations": [location] if location else [],
                # The name under which GitHub tells a finding of today from one of yesterday.
                "partialFingerprints": {"primaryLocationLineHash": f"{name}:{seen[name]}"},
            }
        )
    return results


def _identity(entry: Entry) -> str:
    """What stays the same while the finding stands in the document, whatever is inserted above it: its code and the
    JSON pointer of its place."""
    finding = entry.finding
    where = finding.fragment or finding.message
    words = "\n".join(printable(text) for text in (finding.code, entry.file, where))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _location(entry: Entry, report: Report) -> dict[str, Any] | None:
    """Where the finding stands; the first document where it concerns no file, as GitHub shows nothing without one."""
    place = entry.place
    if place is None:
        document = report.documents[:1]
        return {"physicalLocation": {"artifactLocation": _file(document[0])}} if document else None
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _file(place.file),
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.column + place.length,
            },
        }
    }
    if fragment := entry.finding.fragment:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(fragment)}]
    return location


def _file(file: Path | str) -> dict[str, Any]:
    """The file as a URI, relative to the working directory where it lies below it."""
    path = Path(shown_path(file))
    uri = quote(path.as_posix().encode(errors="surrogateescape"), safe="/~")
    return {"uri": f"file://{uri}" if path.is_absolute() else uri}
