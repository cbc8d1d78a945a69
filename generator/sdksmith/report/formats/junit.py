"""JUnit's XML, which most CI systems show as test results.

A file is a suite, a finding a test case. It fails if the run fails because of it; what is below that level passes, with
the finding as its output. A document without findings is a test case that passes.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from sdksmith.report.formats import Entry, Report, entries, path_of
from sdksmith.report.frame import Sources
from sdksmith.report.printing import printable
from sdksmith.report.text import render_text

__all__ = ["render"]


def render(report: Report) -> str:
    """The report as an XML document. Characters that XML does not allow are shown as escapes such as `\\x1b`."""
    suites: dict[str, list[Entry]] = {path_of(document): [] for document in report.documents}
    for entry in entries(report):
        suites.setdefault(entry.file or "sdksmith", []).append(entry)
    root = ET.Element("testsuites", name="sdksmith validate")
    sources = Sources()
    for name, found in suites.items():
        _suite(root, name, found, report, sources)
    _count(root, root)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(
    root: ET.Element, name: str, found: list[Entry], report: Report, sources: Sources
) -> None:
    suite = ET.SubElement(root, "testsuite", name=name)
    for entry in found:
        finding, place = entry.finding, entry.place
        where = f"{place.line}:{place.column} " if place else ""
        title = f"{where}{printable(finding.code)}"
        case = ET.SubElement(suite, "testcase", name=title, classname=name, time="0")
        text = render_text([finding], pages=report.pages, sources=sources)
        if finding.level.is_at_least(report.fail_on):
            kind = finding.level.value
            ET.SubElement(case, "failure", type=kind, message=entry.said).text = text
        else:
            ET.SubElement(case, "system-out").text = text
    if not found:
        ET.SubElement(suite, "testcase", name="valid", classname=name, time="0")
    _count(suite, suite)


def _count(element: ET.Element, within: ET.Element) -> None:
    element.set("tests", str(len(within.findall(".//testcase"))))
    element.set("failures", str(len(within.findall(".//failure"))))
    element.set("errors", "0")
