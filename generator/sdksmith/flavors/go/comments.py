"""Blocks of text as comments, in the one form that gofmt leaves unchanged (go.dev/doc/comment, go/doc/comment)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from sdksmith.flavors.go.markdown import (
    Block,
    Code,
    Heading,
    Item,
    Listing,
    Paragraph,
    inline,
)

WIDTH: Final = 80
"""Columns of a line of prose; a tab counts as four."""

_NARROWEST: Final = 40
_MARK: Final = re.compile(r"([-*+•]|[0-9]+[.)])$").match
_ITEM: Final = re.compile(r"([-*+•]|[0-9]+[.)])\s+\S").match
_DEFINITION: Final = re.compile(r"^\[(.*?)\]:(?=[ \t])")
_WORDS: Final = re.compile(r"(?:[^ `]+|`[^`]{1,200}`|`)+").findall
"""Words, of which a code span is one."""
_LETTER: Final = re.compile(r"^[^&]*?\w[^&]*$").search
_BRACKETS: Final = re.compile(r"[\[\]]|[^\[\]]+").findall


def lines(
    blocks: Sequence[Block], indent: int, links: dict[str, str] | None = None
) -> tuple[str, ...]:
    """The lines of a comment, each from its `//` on.

    Args:
        indent: Tabs that stand before them.
        links: Definitions of links, which stand at the end of a comment; if there is none, URLs stand in the text.
    """
    width = max(WIDTH - 3 - 4 * indent, _NARROWEST)
    if links is None and len(blocks) == 1 and isinstance(blocks[0], Paragraph):  # nearly always
        return tuple(map(_commented, _laid_out(blocks[0], width, links, [])))
    texts: list[str] = []
    result: list[str] = []
    separated = ((block, _laid_out(block, width, links, texts)) for block in _separated(blocks))
    laid_out = [(block, text) for block, text in separated if text]
    definitions = list(_definitions(links or {}, texts))
    for n, (block, text) in enumerate(laid_out):
        before = laid_out[n - 1][0] if n else None
        after = laid_out[n + 1][0] if n + 1 < len(laid_out) else None
        if before is not None and not (
            isinstance(before, Paragraph) and isinstance(block, Listing) and _is_tight(block)
        ):
            result.append("")
        is_between = isinstance(after, Paragraph | Heading) or (after is None and definitions)
        if before is not None and is_between and isinstance(block, Paragraph):
            result += _no_heading(text)
        else:
            result += text
    for group in definitions:
        result += ("", *group)
    return tuple(map(_commented, result))


def plain(text: str) -> tuple[str, ...]:
    """The lines of a comment of one paragraph without any marks, which is ours."""
    return tuple([f"// {line}" for line in wrapped(text, WIDTH - 3)])


def _commented(line: str) -> str:
    if not line:
        return "//"
    if line.lstrip().startswith(
        "+build"
    ):  # What was a build constraint once, and still is for gofmt.
        line = line.replace("+build", "\\+build", 1)
    return f"//{line}" if line[0] == "\t" else f"// {line}"


def _separated(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, none of which would run into the one before: in Go, lists and preformatted text end only at prose."""
    run: list[Listing | Code] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            if _is_empty(block.text):
                continue
            if run:
                yield from _run(run)
                run = []
            yield block
        elif run and (joined := _joined(run[-1], block)):
            run[-1] = joined
        else:
            run.append(block)
    yield from _run(run)


def _is_empty(text: str) -> bool:
    """Whether only marks of Markdown stand in a text."""
    return not _LETTER(text) and not inline(text, None).strip("# ")


def _joined(before: Listing | Code, block: Listing | Code) -> Listing | None:
    """Two lists of one kind as one."""
    if isinstance(before, Code) or isinstance(block, Code):
        return None
    if _is_numbered(before) != _is_numbered(block):
        return None
    return Listing((*before.items, *block.items))


def _run(run: list[Listing | Code]) -> Iterator[Block]:
    """Lists and preformatted texts with no prose between them: lists that would swallow the next become paragraphs."""
    outer = next((_is_numbered(block) for block in run if isinstance(block, Listing)), False)
    is_mixed = any(isinstance(block, Listing) and _is_numbered(block) != outer for block in run)
    for before, block, after in zip((None, *run), run, (*run[1:], None), strict=False):
        if isinstance(block, Code):
            # What begins like an item would be taken for one; in YAML, where that happens, this begins a document.
            yield Code(("---", *block.lines)) if _ITEM(block.lines[0].lstrip()) else block
        elif (
            isinstance(before, Code)
            or isinstance(after, Code)
            or (is_mixed and _is_numbered(block) == outer)
        ):
            for marker, (first, *rest) in ((item.marker, item.paragraphs) for item in block.items):
                yield Paragraph(f"{marker} {first}")
                yield from map(Paragraph, rest)
        else:
            yield block


def _is_numbered(listing: Listing) -> bool:
    return listing.items[0].marker != "-"


def _is_tight(listing: Listing) -> bool:
    return all(len(item.paragraphs) == 1 for item in listing.items)


def _laid_out(
    block: Block, width: int, links: dict[str, str] | None, texts: list[str]
) -> list[str]:
    """The lines of a block; none when nothing of it is left.

    Args:
        texts: Where the texts in which links are looked for are collected.
    """
    match block:
        case Paragraph(text):
            prose = _no_definitions(_no_title(wrapped(inline(text, links), width)))
            texts.append(" ".join(prose))
            return prose
        case Heading(text):
            title = inline(text, None).lstrip("# ")
            return [f"# {title}"] if title else []
        case Code(code):
            return [f"\t{line}" if line else "" for line in code]
        case Listing(items):
            result: list[str] = []
            for item in items:
                head = "  - " if item.marker == "-" else f" {item.marker} "
                result += [""] * (bool(result) and not _is_tight(block))
                result += _item(item, width - 4, links, texts, head, "    ")
            return result
        case _:
            assert_never(block)


def _item(
    item: Item, width: int, links: dict[str, str] | None, texts: list[str], head: str, margin: str
) -> list[str]:
    result: list[str] = []
    for paragraph in item.paragraphs:
        text = _no_definitions(wrapped(inline(paragraph, links) or "…", width))
        texts.append(" ".join(text))
        if result:
            result += ("", *(f"{margin}{line}" for line in _no_mark(text)))
        else:
            result += (f"{head}{text[0]}", *(f"{margin}{line}" for line in text[1:]))
    return result


def wrapped(text: str, width: int) -> list[str]:
    """Text as lines of at most `width` columns, none of which begins like an item of a list; a longer word has a line
    of its own."""
    if not text:
        return []
    if len(text) <= width:
        return [text]
    result: list[str] = []
    current = ""
    for word in _WORDS(text) if "`" in text else text.split(" "):
        if current and len(current) + 1 + len(word) > width and not _MARK(word):
            result.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*result, current]


def _no_mark(text: list[str]) -> list[str]:
    """A paragraph of an item that does not begin the next item."""
    first, _, rest = text[0].partition(" ")
    if _MARK(first) is None:
        return text
    return [f"({first}) {rest}".rstrip(), *text[1:]]


def _no_title(text: list[str]) -> list[str]:
    """A paragraph that Go does not take for a heading."""
    if len(text) == 1 and text[0].startswith("# "):
        return [text[0].lstrip("# ")] if text[0].strip("# ") else []
    return text


def _no_heading(text: list[str]) -> list[str]:
    """A paragraph that gofmt does not take for a heading in the style of old: a line between two paragraphs."""
    line = text[0]
    is_word = line[-1].isalnum() or not line[-1].isascii()
    if len(text) == 1 and is_word and not line[0].islower():
        return [f"{line}."]
    return text


def _no_definitions(text: list[str]) -> list[str]:
    """A paragraph that Go does not take for definitions of links."""
    while text and all(map(_DEFINITION.match, text)):
        text = [_DEFINITION.sub(r"\1:", text[0]).strip(), *text[1:]]
    return text


def _definitions(links: dict[str, str], texts: Iterable[str]) -> Iterator[list[str]]:
    """Definitions of links, those that are used first, as gofmt sorts them."""
    if not links:
        return
    used = {name for text in texts for name in _bracketed(text) if name in links}
    for group in (used, links.keys() - used):
        if found := [f"[{name}]: {url}" for name, url in links.items() if name in group]:
            yield found


def _bracketed(text: str) -> Iterator[str]:
    """What Go looks up as the name of a link: what stands between the first `[` behind the last `]` and a `]`."""
    name = ""
    is_open = False
    for piece in _BRACKETS(text):
        if piece == "[":
            is_open = True
        elif piece == "]":
            if is_open:
                yield name
            name, is_open = "", False
        elif is_open:
            name += piece
