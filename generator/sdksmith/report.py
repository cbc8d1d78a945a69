"""What sdksmith tells its users: findings, the places they point to, and how they are printed."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from sdksmith.records import record

__all__ = [
    "Finding",
    "LazyPlace",
    "Level",
    "Place",
    "Problem",
    "has_errors",
    "is_cut",
    "printable",
    "quote",
    "render_text",
    "shown_path",
    "summary",
    "tally",
]

_TAB = "    "
_FRAME = 100  # characters of a line that a code frame shows at most
_LEAD = 40  # of which stand before the place, when the line is cut
_TEXT_LIMIT = 600  # characters of a message or hint that are printed at most


class Level(StrEnum):
    """How bad a finding is. Only ERROR fails a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


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


def quote(text: object, limit: int = 80) -> str:
    """Text of a document for use inside a message: in double quotes, shortened to `limit`."""
    whole = str(text)
    short = whole if len(whole) <= limit else f"{whole[: limit - 1]}…"
    return f'"{short}"'


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


def render_text(findings: Iterable[Finding], colour: bool = False, limit: int | None = None) -> str:
    """The findings for a terminal, in the given order, each with its code frame.

    Control characters, escape sequences and bidirectional overrides that come from a document are
    shown as escapes such as `\\x1b`, so that a document cannot steer the terminal.

    Args:
        findings: What to print.
        colour: Whether to use ANSI colours.
        limit: Of findings with one code, at most so many are shown, and then how many more there
            are; None shows all.

    Returns:
        Text that ends with a newline; empty when there are no findings.
    """
    every = list(findings)
    paint = _Paint(colour)
    files: dict[Path, list[bytes]] = {}
    counts = Counter(map(_kind, every))
    seen: Counter[tuple[Level, str]] = Counter()
    parts: list[str] = []
    for finding in every:
        kind = _kind(finding)
        seen[kind] += 1
        most = limit if limit is not None and _is_over(counts[kind], limit) else counts[kind]
        if seen[kind] <= most:
            parts.append(_render(finding, paint, files))
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


def _render(finding: Finding, paint: _Paint, files: dict[Path, list[bytes]]) -> str:
    place = finding.locate()
    kind = paint.level(f"{finding.level}[{printable(finding.code)}]", finding.level)
    head = f"{kind}: {paint(_clip(finding.message), '1')}"
    frame: tuple[str, ...] = ()
    margin = ""
    if place is not None:
        head = f"{printable(shown_path(place.file))}:{place.line}:{place.column}: {head}"
        margin = " " * len(str(place.line))
        frame = _frame(place, finding.level, paint, files)
    hint = (f"{margin} {paint('hint:', '1')} {_clip(finding.hint)}",) if finding.hint else ()
    return "".join(f"{line}\n" for line in (head, *frame, *hint))


def _frame(
    place: Place, level: Level, paint: _Paint, files: dict[Path, list[bytes]]
) -> tuple[str, ...]:
    """The line and its caret; nothing when the file has no such line (any more)."""
    path = Path(place.file)
    if path not in files:
        files[path] = _lines(path)
    if not 1 <= place.line <= len(files[path]):
        return ()
    line = files[path][place.line - 1].decode(errors="replace")
    start = min(max(place.column - 1, 0), len(line))
    first, last = _window(len(line), start)
    cells = list(_cells(line[first:last]))
    before = 1 if first else 0
    indent = before + sum(width for _, width in cells[: start - first])
    marked = sum(width for _, width in cells[start - first : start - first + place.length])
    shown = f"{'…' if first else ''}{''.join(t for t, _ in cells)}{'…' if last < len(line) else ''}"
    margin = " " * len(str(place.line))
    return (
        f"{place.line} {paint('|', '2')} {shown}".rstrip(),
        f"{margin} {paint('|', '2')} {' ' * indent}{paint.level('^' * max(marked, 1), level)}",
    )


def _window(length: int, start: int) -> tuple[int, int]:
    """Which characters of a line are shown: all of a short one, a part around `start` otherwise."""
    if length <= _FRAME + 20:
        return 0, length
    first = max(0, min(start - _LEAD, length - _FRAME))
    return first, min(length, first + _FRAME)


def _lines(path: Path) -> list[bytes]:
    """The lines of a file, not decoded: few are shown, and a large document takes much memory as text."""
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except (OSError, ValueError):
        return []
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _cells(text: str) -> Iterator[tuple[str, int]]:
    """Each character as it is printed, with the terminal columns that it takes."""
    for char in text:
        if " " <= char <= "~":
            yield char, 1
        elif char == "\t":
            yield _TAB, len(_TAB)
        elif _is_unsafe(char):
            escape = _escape(char)
            yield escape, len(escape)
        elif unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
            yield char, 0
        else:
            yield char, 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_unsafe(char: str) -> bool:
    """Controls, format characters (bidirectional overrides, zero width), lone surrogates, private
    characters, separators that some terminals take for a line break, and spaces that look like
    usual ones but are none to YAML. (The wide space of Japanese text is seen for what it is.)"""
    category = unicodedata.category(char)
    return category[0] == "C" or category in ("Zl", "Zp") or (category == "Zs" and char != "\u3000")


def _escape(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return "\\n"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def printable(text: str) -> str:
    """The text with everything that could steer a terminal shown as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(shown for shown, _ in _cells(text))


def _clip(text: str) -> str:
    safe = "".join(shown for shown, _ in islice(_cells(text), _TEXT_LIMIT))
    return f"{safe}…" if len(text) > _TEXT_LIMIT else safe


def shown_path(file: Path | str) -> str:
    """The path relative to the working directory when it lies below it."""
    path = Path(file)
    if not path.is_absolute():
        return str(file)
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # not below it, or it has been removed
        return str(file)
