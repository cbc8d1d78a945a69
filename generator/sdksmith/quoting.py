"""Writing document text into Markdown, and what every flavor's quoting needs beside.

Each function escapes for one context and for nothing else. What they return is safe there whatever the text holds.
"""

from __future__ import annotations

import re
from typing import Final

from sdksmith.wire import Wire

UNPRINTABLE: Final = re.compile(
    r"[^\n\x20-\x7e\xa1-\U0010ffff]"
    r"|[\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Characters that an editor does not show, or that no file in UTF-8 can hold."""

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>()#|!~&])")
_FENCES: Final = re.compile(r"`+")
_SENTENCE: Final = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_LAID_OUT: Final = re.compile(r"\s{4}|\s*([-*+|>#]|\d+[.)]|```)").match
"""A line of a list, a table, a quotation or of code."""
_PARAGRAPHS: Final = re.compile(r"\n\s*\n").split


def is_plain(text: str) -> bool:
    """Whether a text surely has no such character: nearly always, and much faster than to search for one."""
    return text.isascii() and text.replace("\n", "").isprintable()


def line(text: Wire) -> str:
    """The text on one line, without characters that an editor does not show."""
    flat = " ".join(text.text.split())
    return flat if is_plain(flat) else UNPRINTABLE.sub(" ", flat)


def sentence(text: Wire) -> str:
    """The first sentence, on one line."""
    flat = " ".join(text.text.split())
    return _SENTENCE.split(flat, maxsplit=1)[0]


def paragraphs(text: Wire, width: int) -> list[str]:
    """Prose as wrapped lines: paragraphs stay apart, lists and code keep their lines."""
    plain = text.text.strip()
    if not plain:
        return []
    if len(plain) <= width and plain.isprintable() and plain[0].isalpha():
        return [plain]
    lines: list[str] = []
    for block in _PARAGRAPHS(plain.replace("\r\n", "\n").replace("\t", "    ")):
        if lines:
            lines.append("")
        lines += _wrap(block, width)
    return lines


def _wrap(block: str, width: int) -> list[str]:
    if "\n" in block or not block[:1].isalpha():
        lines = [line.rstrip() for line in block.split("\n")]
        if any(map(_LAID_OUT, lines)):
            return lines
    return _filled(block.split(), max(width, 40))


def _filled(words: list[str], width: int) -> list[str]:
    """Words as lines of at most `width` columns; a longer word has a line of its own. (`textwrap` is slow.)"""
    lines: list[str] = []
    current = ""
    for word in words:
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current] if current else lines


def md(text: Wire) -> str:
    """Prose inside a Markdown line: markup characters are escaped, so the text shows as it is."""
    return _MARKUP.sub(r"\\\1", line(text))


def md_code(text: Wire) -> str:
    """A Markdown code span."""
    flat = line(text)
    fence = "`" * (max(map(len, _FENCES.findall(flat)), default=0) + 1)
    pad = " " if "`" in flat else ""
    return f"{fence}{pad}{flat}{pad}{fence}"
