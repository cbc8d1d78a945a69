"""Text that comes from documents, made safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

__all__ = ["cells", "clip", "printable", "quote", "shown_path"]

TAB: Final = "    "
_LIMIT: Final = 600  # characters of a message or hint that are printed at most


def quote(text: object, limit: int = 80) -> str:
    """Text of a document for use inside a message: in double quotes, shortened to `limit`."""
    whole = str(text)
    short = whole if len(whole) <= limit else f"{whole[: limit - 1]}…"
    return f'"{short}"'


def printable(text: str) -> str:
    """The text with everything that could steer a terminal shown as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(shown for shown, _ in cells(text))


def clip(text: str) -> str:
    """The printable text, cut where it becomes longer than anybody reads."""
    safe = "".join(shown for shown, _ in islice(cells(text), _LIMIT))
    return f"{safe}…" if len(text) > _LIMIT else safe


def shown_path(file: Path | str) -> str:
    """The path relative to the working directory when it lies below it."""
    path = Path(file)
    if not path.is_absolute():
        return str(file)
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # not below it, or it has been removed
        return str(file)


def cells(text: str) -> Iterator[tuple[str, int]]:
    """Each character as it is printed, with the terminal columns that it takes."""
    for char in text:
        if " " <= char <= "~":
            yield char, 1
        elif char == "\t":
            yield TAB, len(TAB)
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
