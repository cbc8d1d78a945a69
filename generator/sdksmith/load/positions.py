"""Where things stand in a text: steps from the root, spans of the text, lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from sdksmith.report import Place

__all__ = ["At", "Lines", "Positions", "Span", "Step", "Steps"]

Step: TypeAlias = str | int
"""A key of a mapping or an index of a list."""

Steps: TypeAlias = tuple[Step, ...]
"""The way from the root of a document to a node; empty for the root."""

At: TypeAlias = Literal["key", "value"]

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_BLOCK: Final = 1 << 16
"""Characters whose line breaks are counted at once."""


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
    """Turns offsets of one text into places. Lines end in LF, CR LF or CR, as in an editor.

    A large text has hundreds of thousands of lines, of which few are asked for: line breaks are counted, block by block
    and no further than needed.
    """

    __slots__ = ("_breaks", "_file", "_length", "_starts", "_text")

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text
        self._length = len(text)
        self._breaks = [0]  # before each block
        self._starts: list[int] | None = None
        if "\r" in text:
            self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def place(self, offset: int, length: int = 1) -> Place:
        """The place of a span, cut at the end of its first line."""
        offset = min(max(offset, 0), self._length)
        row = self.line(offset)
        if self._starts is None:
            start = self._text.rfind("\n", 0, offset) + 1
            end = self._text.find("\n", offset) + 1 or self._length
        else:
            start = self._starts[row - 1]
            end = self._starts[row] if row < len(self._starts) else self._length
        visible = len(self._text[offset:end].rstrip("\r\n"))
        return Place(self._file, row, offset - start + 1, max(1, min(length, visible)))

    def line(self, offset: int) -> int:
        """The 1-based number of the line that holds the offset."""
        if self._starts is not None:
            return bisect_right(self._starts, offset)
        block = offset // _BLOCK
        while len(self._breaks) <= block:
            begin = (len(self._breaks) - 1) * _BLOCK
            found = self._text.count("\n", begin, begin + _BLOCK)
            self._breaks.append(self._breaks[-1] + found)
        return self._breaks[block] + self._text.count("\n", block * _BLOCK, offset) + 1
