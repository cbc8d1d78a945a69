"""Where things stand in a text: steps from the root, spans of the text, lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeAlias

from sdksmith.report import Place

__all__ = ["At", "Lines", "Positions", "Span", "Step", "Steps"]

Step: TypeAlias = str | int
"""A key of a mapping or an index of a list."""

Steps: TypeAlias = tuple[Step, ...]
"""The way from the root of a document to a node; empty for the root."""

At: TypeAlias = Literal["key", "value"]

_BREAK = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of a text: offset of its first character, and its length."""

    offset: int
    length: int


class Positions(Protocol):
    """Finds nodes in the text of one document."""

    def find(self, steps: Steps, at: At) -> Span:
        """The key or the value at the end of the steps; where the steps lead nowhere, the last
        node on the way that exists. A mapping or list counts as its key, if it has one."""
        ...


class Lines:
    """Turns offsets of one text into places. Lines end in LF, CR LF or CR, as in an editor."""

    __slots__ = ("_file", "_length", "_starts", "_text")

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text
        self._length = len(text)
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def place(self, offset: int, length: int = 1) -> Place:
        """The place of a span, cut at the end of its first line."""
        offset = min(max(offset, 0), self._length)
        row = bisect_right(self._starts, offset) - 1
        start = self._starts[row]
        end = self._starts[row + 1] if row + 1 < len(self._starts) else self._length
        visible = len(self._text[offset:end].rstrip("\r\n"))
        return Place(self._file, row + 1, offset - start + 1, max(1, min(length, visible)))

    def line(self, offset: int) -> int:
        """The 1-based number of the line that holds the offset."""
        return bisect_right(self._starts, offset)
