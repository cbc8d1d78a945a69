"""A text that a simple regular expression matches, for examples."""

from __future__ import annotations

from typing import Final

_CLASSES: Final = {"d": "0", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a"}
"""One character of each class that has a letter."""
_SPECIAL: Final = {"n": "\n", "t": "\t", "r": "\r"}
_ANCHORS: Final = frozenset("bBAZz")
_TYPICAL: Final = "a0A-_. "
"""Characters to try where all but some are allowed."""
_MAX_LENGTH: Final = 4_096


def matching(pattern: str, shortest: int = 0) -> str | None:
    """A text that a regular expression matches.

    Args:
        pattern: In the dialect of ECMA-262.
        shortest: Characters that the text should have, as far as the pattern repeats any.

    Returns:
        None when the pattern is not a simple one: of characters, classes, groups, alternatives and repetitions.
    """
    found = None
    for more in (0, 1, 2, 4, 8, 16, 32, 64, 128):
        try:
            found = _Reader(pattern, more).read()
        except _NotSimpleError:
            return None
        if len(found) >= shortest:
            break
    return found


class _NotSimpleError(Exception):
    pass


class _Reader:
    """Reads a pattern from left to right, and writes what it matches.

    Args:
        more: How often to repeat what may be repeated without limit, beyond what it must be.
    """

    def __init__(self, pattern: str, more: int) -> None:
        self._pattern = pattern
        self._more = more
        self._at = 0

    def read(self) -> str:
        found = self._alternatives()
        if self._at < len(self._pattern):
            raise _NotSimpleError
        return found

    def _alternatives(self) -> str:
        """The first of the alternatives; the others are only read over."""
        first = self._sequence()
        while self._take("|"):
            self._sequence()
        return first

    def _sequence(self) -> str:
        written: list[str] = []
        length = 0
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            one = self._one()
            low, high = self._times()
            times = min(low + self._more, high)
            length += len(one) * times
            if length > _MAX_LENGTH:
                raise _NotSimpleError
            written.append(one * times)
        return "".join(written)

    def _one(self) -> str:
        character = self._next()
        match character:
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case "^" | "$":
                return ""
            case ".":
                return "a"
            case "*" | "+" | "?":
                raise _NotSimpleError
            case _:
                return character

    def _group(self) -> str:
        if self._take("?"):
            if self._take("<"):
                if self._pattern[self._at : self._at + 1] in ("=", "!"):
                    raise _NotSimpleError
                while self._next() != ">":
                    pass
            elif not self._take(":"):
                raise _NotSimpleError
        found = self._alternatives()
        if not self._take(")"):
            raise _NotSimpleError
        return found

    def _class(self) -> str:
        negated = self._take("^")
        members: list[str] = []
        while not self._take("]"):
            character = self._next()
            if character == "\\":
                character = self._escape()
            if (
                self._pattern[self._at : self._at + 1] == "-"
                and self._pattern[self._at + 1 : self._at + 2] != "]"
            ):
                self._at += 1
                last = self._next()
                last = self._escape() if last == "\\" else last
                members.append(f"{character}-{last}")
            else:
                members.append(character)
        if not negated:
            return members[0][0] if members and members[0] else self._fail()
        return next((c for c in _TYPICAL if not any(_holds(m, c) for m in members)), "") or (
            self._fail()
        )

    def _escape(self) -> str:
        character = self._next()
        if character in _ANCHORS:
            return ""
        if character in _CLASSES:
            return _CLASSES[character]
        if character in _SPECIAL:
            return _SPECIAL[character]
        if character.isalnum():
            raise _NotSimpleError  # a code point, a property or what a group matched
        return character

    def _times(self) -> tuple[int, int]:
        """How often the one before may stand there, at least and at most."""
        endless = _MAX_LENGTH
        low, high = 1, 1
        if self._take("*"):
            low, high = 0, endless
        elif self._take("+"):
            low, high = 1, endless
        elif self._take("?"):
            low, high = 0, 1
        elif self._take("{"):
            stated = ""
            while (character := self._next()) != "}":
                stated += character
            first, comma, last = stated.partition(",")
            if not first.isdigit() or (last and not last.isdigit()):
                raise _NotSimpleError
            low = int(first)
            high = int(last) if last else endless if comma else low
        else:
            return low, high
        self._take("?")
        return low, high

    def _next(self) -> str:
        if self._at >= len(self._pattern):
            raise _NotSimpleError
        self._at += 1
        return self._pattern[self._at - 1]

    def _take(self, character: str) -> bool:
        if self._pattern[self._at : self._at + 1] != character:
            return False
        self._at += 1
        return True

    def _fail(self) -> str:
        raise _NotSimpleError


def _holds(member: str, character: str) -> bool:
    if len(member) == 3 and member[1] == "-":
        return member[0] <= character <= member[2]
    return member == character
