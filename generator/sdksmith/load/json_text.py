"""JSON text: parsed by the standard library, searched for places by a small scanner.

The parser says nothing about duplicate keys and accepts more than JSON does. Hooks notice that
something is wrong at nearly no cost; what and where is found by reading the text a second time.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from sdksmith.load.collector import paused_collector
from sdksmith.load.limits import MAX_DEPTH
from sdksmith.load.positions import At, Lines, Span, Step, Steps
from sdksmith.report import Finding, Level, Problem, quote

__all__ = ["JsonPositions", "broken_json", "joined", "parse_json", "without_comments"]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_TOKEN: Final = re.compile(
    r'[ \t\n\r]*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[{}\[\],:])|(?P<word>[^ \t\n\r{}\[\],:"]+))'
)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_HALF: Final = re.compile(
    r"\\u[dD](?:[89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..\\u[dD])[c-fC-F])"
)
"""One half of a surrogate pair, if its backslash is none that is escaped itself."""
_ESCAPE: Final = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)", re.DOTALL)
_COMMENT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\r\n]*|/\*.*?\*/', re.DOTALL)
"""A comment, or a string, which may hold what looks like one."""
_VISIBLE: Final = re.compile(r"[^\r\n]")
_HINTS: Final = (
    ("Expecting property name", "JSON allows no comma after the last member and no comments"),
    ("Expecting value", "JSON allows no comma after the last item, no comments and no bare words"),
    ("Extra data", "a file holds one JSON value"),
    ("Invalid control character", "write a line break inside a string as \\n, a tab as \\t"),
    ("Invalid \\escape", "write a backslash inside a string as \\\\"),
    ("Unterminated string", 'a closing " is missing'),
)


def parse_json(text: str, path: Path, warnings: list[Finding]) -> Any:
    """The value of a JSON text.

    Args:
        text: The text, without a byte order mark.
        path: The file that findings name.
        warnings: Takes what does not keep the rest from being read: a key that stands twice, whose values are joined;
            NaN and numbers that are too large, in whose place null is read; half a surrogate pair.

    Raises:
        json.JSONDecodeError: Broken syntax.
        Problem: An integer of thousands of digits, or nesting deeper than `limits.MAX_DEPTH`.
    """
    suspect = False

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal suspect
        value = dict(pairs)
        if len(value) != len(pairs):
            suspect = True
            value = joined(pairs)
        return value

    def number(source: str) -> float | None:
        nonlocal suspect
        value = float(source)
        if math.isinf(value):
            suspect = True
            return None
        return value

    def constant(_: str) -> None:
        nonlocal suspect
        suspect = True

    def read(text: str) -> Any:
        with paused_collector():
            return json.loads(
                text, object_pairs_hook=members, parse_float=number, parse_constant=constant
            )

    try:
        value = read(text)
    except json.JSONDecodeError:
        raise
    except (RecursionError, ValueError):
        # Nested too deeply for the parser, or an integer of more digits than Python converts.
        found = _diagnose(text, Lines(path, text))
        raise Problem([replace(each, level=Level.ERROR) for each in found]) from None
    has_halves = _HALF.search(text) is not None
    if suspect or has_halves or _too_deep(value):
        findings = list(_diagnose(text, Lines(path, text)))
        if any(each.level is Level.ERROR for each in findings):
            raise Problem(findings)
        warnings += findings
    return read(_ESCAPE.sub(_without_half, text)) if has_halves else value


def without_comments(text: str) -> str:
    """A text with blanks in place of `//` and `/* */`, which some editors allow in JSON; offsets stay as they are."""
    return _COMMENT.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith('"') else _VISIBLE.sub(" ", found[0])


def joined(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object in which a key may stand twice."""
    value: dict[str, Any] = {}
    for key, item in pairs:
        first = value.get(key)
        if isinstance(first, dict) and isinstance(item, dict):
            value[key] = joined((*first.items(), *item.items()))
        else:
            value[key] = item
    return value


def broken_json(error: json.JSONDecodeError, text: str, path: Path) -> Finding:
    """What is wrong with a text that is not JSON."""
    hint = next((hint for start, hint in _HINTS if error.msg.startswith(start)), "")
    return Finding(
        "broken-json",
        Level.ERROR,
        f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}",
        Lines(path, text).place(error.pos),
        hint,
    )


def _too_deep(value: Any) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_DEPTH):
        level = [
            item
            for holder in level
            for item in (holder.values() if holder.__class__ is dict else holder)
            if item.__class__ is dict or item.__class__ is list
        ]
        if not level:
            return False
    return True


def _diagnose(text: str, lines: Lines) -> Iterator[Finding]:
    """What the hooks noticed, with places. The text is JSON at least up to the first finding."""
    holders: list[dict[str, int] | None] = []  # keys and their lines; None for a list
    expects_key = False
    offset = 0
    while token := _TOKEN.match(text, offset):
        offset = token.end()
        kind = token.lastgroup or ""
        source = token[kind]
        message = hint = ""
        if kind == "mark":
            if source in "{[":
                holders.append({} if source == "{" else None)
                if len(holders) > MAX_DEPTH:
                    yield _too_deep_finding(lines, token.start(kind))
                    return
            elif source in "}]" and holders:
                holders.pop()
            expects_key = source in "{," and bool(holders) and holders[-1] is not None
            continue
        if kind == "word":
            message, hint = _number_fault(source)
        elif _SURROGATE.search(source) and (half := _half_pair(source)):
            message = f"the string holds {half}, one half of a surrogate pair, which is no text"
            hint = "remove it, or write the whole character"
        if kind == "text" and expects_key:
            keys = holders[-1] if holders else None
            key = _unquote(source)
            if keys is not None and key in keys:
                yield Finding(
                    "duplicate-key",
                    Level.WARNING,
                    f"the key {quote(key)} stands twice in one object",
                    lines.place(token.start(kind), len(source)),
                    f"the first one is in line {keys[key]}; remove or rename one of them",
                )
            elif keys is not None:
                keys[key] = lines.line(token.start(kind))
            expects_key = False
        if message:
            place = lines.place(token.start(kind), len(source))
            yield Finding("no-json-value", Level.WARNING, message, place, hint)


def _too_deep_finding(lines: Lines, offset: int) -> Finding:
    return Finding(
        "too-deep",
        Level.ERROR,
        f"more than {MAX_DEPTH} objects and lists stand inside each other",
        lines.place(offset),
        "move the inner parts into schemas of their own and refer to them by $ref",
    )


def _number_fault(source: str) -> tuple[str, str]:
    if source in ("NaN", "Infinity", "-Infinity"):
        return f"{source} is not a JSON value", "leave it out, or write a number or null"
    if source in ("true", "false", "null"):
        return "", ""
    try:
        value = float(source) if re.search(r"[.eE]", source) else float(int(source))
    except OverflowError:
        return "", ""  # An integer beyond the floats is exact in Python.
    except ValueError:
        return f"{quote(source, 30)} has more digits than a number may have", ""
    return (f"{quote(source, 30)} is larger than a number can be" if math.isinf(value) else ""), ""


def _without_half(escape: re.Match[str]) -> str:
    """An escape as it is; half a surrogate pair as the mark of a character that is missing."""
    return "\\ufffd" if _SURROGATE.match(escape[0]) and len(escape[0]) == 6 else escape[0]


def _half_pair(source: str) -> str:
    """The first surrogate of a JSON string that has no partner, as an escape; empty if none."""
    return next((f"\\u{ord(char):04x}" for char in _unquote(source) if _is_surrogate(char)), "")


def _is_surrogate(char: str) -> bool:
    return "\ud800" <= char <= "\udfff"


def _unquote(source: str) -> str:
    text: str = json.loads(source, strict=False)
    return text


class _Member(NamedTuple):
    """Where a member of an object or an item of a list stands; an item's key is empty."""

    key: Span
    value: int
    """The offset of the value's first character."""


_Members: TypeAlias = dict[Step, _Member]


class JsonPositions:
    """Finds nodes in a JSON text.

    Only the objects and lists on the way are read, member by member and no further than to the one
    that is asked for; what stands between is skipped by the standard library's parser. What was
    read once is remembered.

    Args:
        text: The text, without a byte order mark.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._known: dict[int, tuple[_Members, Iterator[tuple[Step, _Member]]]] = {}

    def find(self, steps: Steps, at: At) -> Span:
        """See `Positions.find`."""
        start = self._skip(0)
        found = _Member(Span(start, 0), start)
        with paused_collector():
            for step in steps:
                member = self._member(found.value, step)
                if member is None:
                    break
                found = member
            if found.key.length and (at == "key" or self._opening(found.value)):
                return found.key
            with suppress(ValueError):
                return Span(found.value, self._length(found.value) if found.value > start else 1)
            return Span(found.value, 1)

    def _member(self, offset: int, step: Step) -> _Member | None:
        """A member of the object or list that begins there."""
        members, unread = self._known.setdefault(offset, ({}, self._read(offset)))
        with suppress(ValueError):
            while step not in members and (read := next(unread, None)):
                members.setdefault(*read)
        return members.get(step)

    def _read(self, offset: int) -> Iterator[tuple[Step, _Member]]:
        text = self._text
        opening = self._opening(offset)
        offset = self._skip(offset + 1)
        index = 0
        while opening and text[offset : offset + 1] not in ("}", "]", ""):
            step: Step = index
            key = Span(offset, 0)
            if opening == "{":
                step, end = self._decode(text, offset)
                key = Span(offset, end - offset)
                offset = self._skip(self._skip(end) + 1)
            yield step, _Member(key, offset)
            offset = self._skip(offset + self._length(offset))
            if text[offset : offset + 1] == ",":
                offset = self._skip(offset + 1)
            index += 1

    def _opening(self, offset: int) -> str:
        """The bracket there; empty if there is none."""
        character = self._text[offset : offset + 1]
        return character if character in ("{", "[") else ""

    def _length(self, offset: int) -> int:
        """The characters of the value that begins there.

        Raises:
            ValueError: There is none; the file has changed since it was parsed.
        """
        _, end = self._decode(self._text, offset)
        return end - offset

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
