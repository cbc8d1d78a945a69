"""Reading descriptions, which are Markdown with some HTML, as the blocks that Go's doc comments have.

Go knows paragraphs, headings, lists of one level and preformatted text (go.dev/doc/comment). What Markdown has beside
these becomes the nearest of them: a table is preformatted, a quotation a paragraph, emphasis is left out.
"""

from __future__ import annotations

import html
import re
from typing import Final, TypeAlias

from sdksmith.quoting import UNPRINTABLE, is_plain
from sdksmith.records import record


@record
class Paragraph:
    text: str


@record
class Heading:
    text: str


@record
class Item:
    """An item of a list.

    Args:
        marker: `-`, or the number with its full stop.
        paragraphs: At least one.
    """

    marker: str
    paragraphs: tuple[str, ...]


@record
class Listing:
    items: tuple[Item, ...]


@record
class Code:
    """Preformatted text: no blank line at either end, no common indentation."""

    lines: tuple[str, ...]


Block: TypeAlias = Paragraph | Heading | Listing | Code

_FENCE: Final = re.compile(r" *(`{3,}|~{3,})[^`]*$").match
_HEADING: Final = re.compile(r"(#{1,6})(?: +(.*?))?(?: +#+)?$").match
_UNDERLINE: Final = re.compile(r"(=+|-{2,})$").match
_RULE: Final = re.compile(r"([-*_])(?: *\1){2,}$").match
_MARKER: Final = re.compile(r"(?:([-*+•])|(\d{1,9})[.)]) +(?=\S)").match
_ALERT: Final = re.compile(r"\[!([A-Z])([A-Z]+)\]$").match
_PLAIN: Final = re.compile(r"[A-Za-z][\w ,.;:'()/%\"?!=+@-]*").fullmatch

_TAG: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)>")
_HREF: Final = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_FENCED: Final = re.compile(r"(?ms)^ *(`{3,}|~{3,})[^`\n]*$.*?(?:^ *\1 *$|\Z)")
_DROPPED_NAMES: Final = (
    "b big del div em font i ins kbd mark s samp section small span strong sub sup u var"
)
_DROPPED: Final = frozenset(_DROPPED_NAMES.split())
_BREAKS: Final = {
    "br": "\n",
    "li": "\n- ",
    "tr": "\n",
    "dt": "\n- ",
    "td": " ",
    "th": " ",
    "dd": " ",
}
_BLOCK_NAMES: Final = "blockquote dl h1 h2 h3 h4 h5 h6 ol p table tbody thead ul"
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a description; the text in them is still Markdown, which `inline` reads."""
    stripped = text.strip()
    if not stripped:
        return ()
    if stripped.isascii() and _PLAIN(stripped) and "  " not in stripped:  # nearly always
        return (Paragraph(stripped),)
    return _Reader().read(_plain(text))


def _plain(text: str) -> str:
    """The text with line feeds, without tabs and HTML, in characters that an editor shows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    if "<" in text and _TAG.search(text):
        text = _without_html(text)
    return text if is_plain(text) else UNPRINTABLE.sub(" ", text)


def _without_html(text: str) -> str:
    parts: list[str] = []
    end = 0
    for fenced in _FENCED.finditer(text):
        parts += (_converted(text[end : fenced.start()]), fenced[0])
        end = fenced.end()
    return "".join((*parts, _converted(text[end:])))


def _converted(text: str) -> str:
    """HTML as Markdown."""
    parts: list[str] = []
    end = 0
    href = ""
    for tag in _TAG.finditer(text):
        parts.append(text[end : tag.start()])
        end = tag.end()
        name, opens = tag[1].lower(), tag[0][1] != "/"
        if name == "a":
            found = _HREF.search(tag[2]) if opens else None
            if found:
                href = found[1]
                parts.append("[")
            elif not opens and href:
                parts.append(f"]({href})")
                href = ""
        elif name == "code":
            parts.append("`")
        elif name == "pre":
            parts.append("\n\n```\n" if opens else "\n```\n\n")
        elif name in _BREAKS:
            parts.append(_BREAKS[name] if opens else "")
        elif name in _BLOCKS:
            parts.append("\n\n### " if opens and name[0] == "h" else "\n\n")
        elif name not in _DROPPED:
            parts.append(tag[0])
    return "".join((*parts, text[end:]))


class _Reader:
    """Reads the lines of one description."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._paragraph: list[str] = []
        self._code: list[str] = []
        self._items: list[tuple[str, list[list[str]]]] = []
        self._fence = ""
        self._blank = True
        """Whether the line before was blank."""

    def read(self, text: str) -> tuple[Block, ...]:
        for line in text.split("\n"):
            self._line(line.rstrip())
        self._close()
        return tuple(self._blocks)

    def _line(self, line: str) -> None:
        stripped = line.strip()
        if self._fence:
            if stripped.startswith(self._fence) and not stripped.strip(self._fence[0]):
                self._fence = ""
                self._close()
            else:
                self._code.append(line)
        elif not stripped:
            self._end_of_paragraph()
        elif fence := _FENCE(line):
            self._close()
            self._fence = fence[1]
        else:
            self._text(line, stripped)
        self._blank = not stripped

    def _text(self, line: str, stripped: str) -> None:
        """A line that is neither blank nor fenced."""
        indentation = len(line) - len(line.lstrip())
        is_inside = bool(self._items) and (indentation >= 2 or not self._blank)
        heading = _HEADING(stripped)
        if self._code and not (indentation >= 4 or stripped[0] == "|"):
            self._close()
        if stripped[0] == "|" and stripped.count("|") > 1:
            if not self._code:
                self._close()
            self._code.append(stripped)
        elif not self._items and not self._paragraph and indentation >= 4:
            self._code.append(line)
        elif heading:
            self._close()
            self._add_heading(heading[2] or "")
        elif self._paragraph and _UNDERLINE(stripped):
            title = " ".join(self._paragraph)
            self._paragraph.clear()
            self._add_heading(title)
        elif _RULE(stripped):
            self._close()
        elif stripped[0] == ">":
            if not self._paragraph:
                self._close()
            self._quoted(stripped.lstrip("> "))
        elif (marker := _MARKER(stripped)) and self._may_begin(marker, is_inside):
            self._item(marker, stripped)
        elif is_inside:
            self._continued(stripped)
        else:
            if self._items:
                self._close()
            self._paragraph.append(stripped)

    def _end_of_paragraph(self) -> None:
        if self._paragraph:
            self._close()
        elif self._code:
            self._code.append("")

    def _quoted(self, text: str) -> None:
        alert = _ALERT(text)
        if alert:
            text = f"{alert[1]}{alert[2].lower()}:"
        if text:
            self._paragraph.append(text)
        else:
            self._close()

    def _may_begin(self, marker: re.Match[str], is_inside: bool) -> bool:
        """Whether a line that looks like an item is one: a number inside of prose is none."""
        return is_inside or not self._paragraph or marker[1] is not None or marker[2] == "1"

    def _item(self, marker: re.Match[str], stripped: str) -> None:
        text = stripped[marker.end() :]
        sign = "-" if marker[1] else f"{marker[2]}."
        if self._paragraph:
            self._close()
        if self._items and (self._items[0][0] == "-") != (sign == "-"):
            self._close()  # Another list, or one in an item, which Go has no way to show.
        self._items.append((sign, [[text]]))

    def _continued(self, text: str) -> None:
        paragraphs = self._items[-1][1]
        if self._blank:
            paragraphs.append([text])
        else:
            paragraphs[-1].append(text)

    def _add_heading(self, text: str) -> None:
        if text.strip():
            self._blocks.append(Heading(" ".join(text.split())))

    def _close(self) -> None:
        """End the block that is open."""
        if self._paragraph:
            self._blocks.append(Paragraph(" ".join(self._paragraph)))
            self._paragraph = []
        if self._items:
            items = tuple(
                Item(marker, tuple(" ".join(lines) for lines in paragraphs))
                for marker, paragraphs in self._items
            )
            self._blocks.append(Listing(items))
            self._items = []
        if code := unindented(self._code):
            self._blocks.append(Code(code))
        self._code = []


def unindented(lines: list[str]) -> tuple[str, ...]:
    """Preformatted lines without blank ones around them and without common indentation."""
    lines = [re.sub(r"[^\S ]", " ", line).rstrip() for line in lines]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return tuple(line[margin:] for line in lines)


_INLINE: Final = re.compile(
    r"(?P<code>(?<!`)(?P<fence>`{1,3})(?!`)(?P<inner>[^`].{0,2000}?)(?P=fence)(?!`))"
    r"|!?\[(?P<text>[^\[\]]{0,300})\](?:\((?P<url>[^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)"
    r"(?:\s+\"[^\"]{0,200}\")?\))"
    r"|<(?P<auto>(?:https?|ftp)://[^\s<>]{1,2000})>"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!~|<>-])"
)
_BOLD: Final = re.compile(r"(?<![\w*])\*\*(?=[^\s*])(.{1,500}?)(?<=[^\s])\*\*(?!\w)")
_ITALIC: Final = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,500}?)(?<=[^\s*])\*(?![\w*])")
_UNDERSCORES: Final = re.compile(r"(?<!\w)(__?)(?=[^\s_])([^_]{1,500}?)(?<=[^\s_])\1(?!\w)")
_SCHEME: Final = re.compile(r"(?:https?|ftp)://[^\s]+").fullmatch
_MARKUP: Final = re.compile(r"[`*_\[<\\]|''|&[a-z#]").search


def inline(text: str, links: dict[str, str] | None) -> str:
    """Text without Markdown's marks, on one line.

    Args:
        links: Where the definitions of links are collected: their text and their URL. If there is none, the URLs stand
            in the text.
    """
    flat = " ".join(text.split())
    if not flat.isprintable():
        flat = " ".join(UNPRINTABLE.sub(" ", flat).split())
    if not _MARKUP(flat):
        return flat
    if "&" in flat:
        flat = UNPRINTABLE.sub(" ", html.unescape(flat))
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        """What stays as it is, so that no mark in it is taken for emphasis."""
        kept.append(_kept(match, links))
        return f"\0{len(kept) - 1}\0"

    flat = _INLINE.sub(keep, flat)
    if "*" in flat:
        flat = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", flat))
    if "_" in flat:
        flat = _UNDERSCORES.sub(r"\2", flat)
    parts = flat.split("\0")
    flat = "".join(kept[int(part)] if n % 2 else part for n, part in enumerate(parts))
    if "''" in flat or "``" in flat:  # gofmt makes other quotation marks of these.
        flat = re.sub(r"'{2,}", '"', re.sub(r"`{2,}", "`", flat))
    return " ".join(flat.split())


def _kept(match: re.Match[str], links: dict[str, str] | None) -> str:
    if match["code"]:
        return f"`{match['inner'].strip()}`"
    if match["escaped"]:
        return match["escaped"]
    if match["auto"]:
        return match["auto"]
    text, url = inline(match["text"], None), match["url"]
    if not _SCHEME(url) or url == text:
        return text
    if not text:
        return url
    if links is None or "[" in text or "]" in text or links.setdefault(text, url) != url:
        return f"{text} ({url})"
    return f"[{text}]"
