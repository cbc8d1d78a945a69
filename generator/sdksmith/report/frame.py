"""The lines of a file that a finding is about, with the place marked."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sdksmith.records import record
from sdksmith.report.finding import Place
from sdksmith.report.printing import cells

__all__ = ["Row", "Sources"]

_WIDTH: Final = 100  # characters of a line that are shown at most
_LEAD: Final = 40  # of which stand before the place, when the line is cut
_FAR: Final = 5000  # lines above the place among which the enclosing one is searched


@record
class Row:
    """One line of a frame.

    Args:
        line: 1-based; None for the row of carets, and where lines are left out.
        text: Safe to print.
        is_mark: Whether it is the row of carets.
    """

    line: int | None
    text: str
    is_mark: bool = False


class Sources:
    """The files that findings point to, each read once."""

    def __init__(self) -> None:
        self._files: dict[Path, list[bytes]] = {}

    def frame(self, place: Place, *, is_enclosed: bool = False) -> list[Row]:
        """The line of a place and its carets; nothing when the file has no such line (any more).

        Args:
            place: What is marked.
            is_enclosed: Whether the line that the place belongs to is shown above it: that with the key of the
                mapping or the list, as indentation tells. `- name: limit` alone says little.
        """
        path = Path(place.file)
        if path not in self._files:
            self._files[path] = _lines(path)
        lines = self._files[path]
        if not 1 <= place.line <= len(lines):
            return []
        rows = [*_above(lines, place)] if is_enclosed else []
        line = lines[place.line - 1].decode(errors="replace")
        start = min(max(place.column - 1, 0), len(line))
        first, last = _window(len(line), start)
        shown = list(cells(line[first:last]))
        indent = bool(first) + sum(width for _, width in shown[: start - first])
        marked = sum(width for _, width in shown[start - first : start - first + place.length])
        text = "".join(cell for cell, _ in shown)
        return [
            *rows,
            Row(place.line, f"{'…' if first else ''}{text}{'…' if last < len(line) else ''}"),
            Row(None, " " * indent + "^" * max(marked, 1), is_mark=True),
        ]


def _above(lines: list[bytes], place: Place) -> Iterator[Row]:
    number = _enclosing(lines, place.line)
    if number is None:
        return
    text = "".join(cell for cell, _ in cells(lines[number - 1].decode(errors="replace")[:_WIDTH]))
    yield Row(number, text)
    if number < place.line - 1:
        yield Row(None, "…")


def _enclosing(lines: list[bytes], number: int) -> int | None:
    """The number of the line above that has the key of what the line belongs to; None when there is none."""
    indent, is_item = _layout(lines[number - 1])
    for above in range(number - 1, max(number - _FAR, 0), -1):
        found, is_other_item = _layout(lines[above - 1])
        if found is None or indent is None:
            continue
        # An item of a list may stand as far left as the key of the list.
        if found < indent or (found == indent and is_item and not is_other_item):
            return above
    return None


def _layout(line: bytes) -> tuple[int | None, bool]:
    """How far a line is indented, None if it is empty, a comment or a bracket alone; and whether it is an item of a
    list."""
    text = line.strip()
    if not text.strip(b"[]{}(),") or text.startswith(b"#"):
        return None, False
    return len(line) - len(line.lstrip()), text == b"-" or text.startswith(b"- ")


def _window(length: int, start: int) -> tuple[int, int]:
    """Which characters of a line are shown: all of a short one, a part around `start` otherwise."""
    if length <= _WIDTH + 20:
        return 0, length
    first = max(0, min(start - _LEAD, length - _WIDTH))
    return first, min(length, first + _WIDTH)


def _lines(path: Path) -> list[bytes]:
    """The lines of a file, not decoded: few are shown, and a large document takes much memory as text."""
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except (OSError, ValueError):
        return []
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
