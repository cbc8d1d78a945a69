"""JSON text: parsed by the standard library, searched for places by a small scanner.

The parser says nothing about duplicate keys and accepts more than JSON does. Hooks notice that
something is wrong at nearly no cost; what and where is found by reading the text a second time.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from sdksmith.load.collector import paused_collector
from sdksmith.load.limits import MAX_DEPTH
from sdksmith.load.positions import At, Lines, Span, Steps
from sdksmith.report import Finding, Level, Problem, quote

__all__ = ["JsonPositions", "parse_json"]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_TOKEN: Final = re.compile(
    r'[ \t\n\r]*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[{}\[\],:])|(?P<word>[^ \t\n\r{}\[\],:"]+))'
)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_HINTS: Final = (
    ("Expecting property name", "JSON allows no comma after the last member and no comments"),
    ("Expecting value", "JSON allows no comma after the last item, no comments and no bare words"),
    ("Extra data", "a file holds one JSON value"),
    ("Invalid control character", "write a line break inside a string as \\n, a tab as \\t"),
    ("Invalid \\escape", "write a backslash inside a string as \\\\"),
    ("Unterminated string", 'a closing " is missing'),
)


def parse_json(text: str, path: Path, *, sniffing: bool = False) -> Any:
    """The value of a JSON text.

    Args:
        text: The text, without a byte order mark.
        path: The file that findings name.
        sniffing: Raise `json.JSONDecodeError` itself when the text is not JSON at all.

    Raises:
        Problem: Broken syntax, a key that stands twice in an object, NaN or an infinite number,
            half of a surrogate pair, or nesting deeper than `limits.MAX_DEPTH`.
    """
    suspect = False

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal suspect
        value = dict(pairs)
        if len(value) != len(pairs):
            suspect = True
        return value

    def number(source: str) -> float:
        nonlocal suspect
        value = float(source)
        if math.isinf(value):
            suspect = True
        return value

    def constant(_: str) -> None:
        nonlocal suspect
        suspect = True

    value: Any = None
    try:
        with paused_collector():
            value = json.loads(
                text, object_pairs_hook=members, parse_float=number, parse_constant=constant
            )
    except json.JSONDecodeError as error:
        if sniffing:
            raise
        raise Problem([_syntax(error, Lines(path, text))]) from None
    except (RecursionError, ValueError):
        # Nested too deeply for the parser, or an integer of more digits than Python converts.
        suspect = True
    if suspect or _SURROGATE.search(text) or _too_deep(value):
        findings = list(_diagnose(text, Lines(path, text)))
        if findings:
            raise Problem(findings)
    return value


def _syntax(error: json.JSONDecodeError, lines: Lines) -> Finding:
    hint = next((hint for start, hint in _HINTS if error.msg.startswith(start)), "")
    return Finding(
        "broken-json",
        Level.ERROR,
        f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}",
        lines.place(error.pos),
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
        if kind == "text" and expects_key:
            keys = holders[-1] if holders else None
            key = _unquote(source)
            if keys is not None and key in keys:
                yield Finding(
                    "duplicate-key",
                    Level.ERROR,
                    f"the key {quote(key)} stands twice in one object",
                    lines.place(token.start(kind), len(source)),
                    f"the first one is in line {keys[key]}; remove or rename one of them",
                )
            elif keys is not None:
                keys[key] = lines.line(token.start(kind))
            expects_key = False
        if message:
            place = lines.place(token.start(kind), len(source))
            yield Finding("no-json-value", Level.ERROR, message, place, hint)


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
    value: Span


_Members: TypeAlias = dict[str | int, _Member]


class JsonPositions:
    """Finds nodes in a JSON text.

    Only the objects and lists on the way are read member by member; what stands between is skipped
    by the standard library's parser. What was read once is remembered.

    Args:
        text: The text, without a byte order mark.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._known: dict[int, _Members] = {}

    def find(self, steps: Steps, at: At) -> Span:
        """See `Positions.find`."""
        start = self._skip(0)
        found = _Member(Span(start, 0), Span(start, 1))
        for step in steps:
            member = self._members(found.value.offset).get(step)
            if member is None:
                break
            found = member
        is_holder = self._text[found.value.offset : found.value.offset + 1] in ("{", "[")
        return found.key if found.key.length and (at == "key" or is_holder) else found.value

    def _members(self, offset: int) -> _Members:
        if offset not in self._known:
            members: _Members = {}
            try:
                members.update(self._read(offset))
            except ValueError:
                members.clear()  # The file has changed since it was parsed.
            self._known[offset] = members
        return self._known[offset]

    def _read(self, offset: int) -> Iterator[tuple[str | int, _Member]]:
        text = self._text
        opening = text[offset : offset + 1]
        if opening not in ("{", "["):
            return
        offset = self._skip(offset + 1)
        index = 0
        while text[offset : offset + 1] not in ("}", "]", ""):
            step: str | int = index
            key = Span(offset, 0)
            if opening == "{":
                step, end = self._decode(text, offset)
                key = Span(offset, end - offset)
                offset = self._skip(self._skip(end) + 1)
            _, end = self._decode(text, offset)
            yield step, _Member(key, Span(offset, end - offset))
            offset = self._skip(end)
            if text[offset : offset + 1] == ",":
                offset = self._skip(offset + 1)
            index += 1

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
