"""Findings for people, with the lines of the document that they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from typing import Final

from sdksmith.report.finding import Finding, Level
from sdksmith.report.frame import Sources
from sdksmith.report.printing import clip, printable, shown_path

__all__ = ["is_cut", "render_text"]


def render_text(
    findings: Iterable[Finding],
    colour: bool = False,
    limit: int | None = None,
    *,
    is_enclosed: bool = False,
    pages: Container[str] = (),
    sources: Sources | None = None,
) -> str:
    """The findings for a terminal, in the given order, each with its code frame.

    Control characters, escape sequences and bidirectional overrides that come from a document are
    shown as escapes such as `\\x1b`, so that a document cannot steer the terminal.

    Args:
        findings: What to print.
        colour: Whether to use ANSI colours.
        limit: Of findings with one code, at most so many are shown, and then how many more there
            are; None shows all.
        is_enclosed: Whether frames show the line that the place belongs to as well; see `Sources.frame`.
        pages: Codes of which there is a page; how to read it is said once for each.
        sources: The files that have been read already; they are read again if it is None.

    Returns:
        Text that ends with a newline; empty when there are no findings.
    """
    every = list(findings)
    paint = _Paint(colour)
    sources = sources or Sources()
    counts = Counter(map(_kind, every))
    seen: Counter[tuple[Level, str]] = Counter()
    told: set[str] = set()
    parts: list[str] = []
    for finding in every:
        kind = _kind(finding)
        seen[kind] += 1
        most = limit if limit is not None and _is_over(counts[kind], limit) else counts[kind]
        if seen[kind] <= most:
            page = finding.code if finding.code in pages and finding.code not in told else ""
            told.add(finding.code)
            parts.append(_render(finding, paint, sources, is_enclosed, page))
        if seen[kind] == most < counts[kind]:
            head = paint.level(f"{finding.level}[{printable(finding.code)}]", finding.level)
            parts.append(f"{head}: … and {counts[kind] - most} more like this\n")
    return "\n".join(parts)


def is_cut(findings: Iterable[Finding], limit: int) -> bool:
    """Whether `render_text` leaves some out."""
    return any(_is_over(count, limit) for count in Counter(map(_kind, findings)).values())


def _is_over(count: int, limit: int) -> bool:
    return count > limit + 1  # a line about one more is no shorter than that one


def _kind(finding: Finding) -> tuple[Level, str]:
    return finding.level, finding.code


class _Paint:
    """ANSI colours, or none."""

    _LEVELS: Final = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.INFO: "1;36"}

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and text else text

    def level(self, text: str, level: Level) -> str:
        return self(text, self._LEVELS[level])


def _render(finding: Finding, paint: _Paint, sources: Sources, is_enclosed: bool, page: str) -> str:
    place = finding.locate()
    kind = paint.level(f"{finding.level}[{printable(finding.code)}]", finding.level)
    head = f"{kind}: {paint(clip(finding.message), '1')}"
    lines: list[str] = []
    margin = ""
    if place is not None:
        head = f"{printable(shown_path(place.file))}:{place.line}:{place.column}: {head}"
        margin = " " * len(str(place.line))
        for row in sources.frame(place, is_enclosed=is_enclosed):
            number = "" if row.line is None else row.line
            text = row.text.lstrip(" ")
            indent = " " * (len(row.text) - len(text))
            shown = paint.level(text, finding.level) if row.is_mark else text
            lines.append(f"{number:>{len(margin)}} {paint('|', '2')} {indent}{shown}".rstrip())
    if finding.hint:
        lines.append(f"{margin} {paint('hint:', '1')} {clip(finding.hint)}")
    if page:
        lines.append(f"{margin} {paint('rule:', '1')} sdksmith rules {page}")
    return "".join(f"{line}\n" for line in (head, *lines))
