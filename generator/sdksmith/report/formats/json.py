"""JSON for other programs.

    {
      "version": 1,
      "documents": ["spec/openapi.yaml"],
      "findings": [
        {
          "code": "unused-component",
          "level": "warning",
          "message": "nothing refers to the schema \\"Pet\\"",
          "hint": "remove it",
          "place": {
            "file": "spec/openapi.yaml", "line": 12, "column": 5, "length": 3,
            "pointer": "#/components/schemas/Pet"
          },
          "help": "sdksmith rules unused-component",
          "link": "https://spec.openapis.org/oas/v3.1.1.html#components-object"
        }
      ],
      "summary": {"error": 0, "warning": 1, "info": 0}
    }

`line` and `column` are 1-based, `column` and `length` count code points; `pointer` is a JSON pointer (RFC 6901) in
`file`. `hint`, `place`, `pointer`, `help` and `link` are null where there is none. Members may be added without a new
`version`; none is removed or changes its meaning.
"""

from __future__ import annotations

import json
from typing import Any

from sdksmith.report.finding import Level
from sdksmith.report.formats import Entry, Report, command, entries, path_of
from sdksmith.report.printing import printable

__all__ = ["render"]


def render(report: Report) -> str:
    """The report as one JSON object; control characters and the like of the document are shown as escapes."""
    levels = [finding.level for finding in report.findings]
    value = {
        "version": 1,
        "documents": [path_of(document) for document in report.documents],
        "findings": [_finding(entry) for entry in entries(report)],
        "summary": {level.value: levels.count(level) for level in Level},
    }
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _finding(entry: Entry) -> dict[str, Any]:
    finding, page = entry.finding, entry.page
    return {
        "code": printable(finding.code),
        "level": finding.level.value,
        "message": printable(finding.message),
        "hint": printable(finding.hint) or None,
        "place": _place(entry),
        "help": command(finding.code) if page is not None else None,
        "link": page.link or None if page is not None else None,
    }


def _place(entry: Entry) -> dict[str, Any] | None:
    place = entry.place
    if place is None:
        return None
    return {
        "file": entry.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "pointer": printable(entry.finding.fragment) or None,
    }
