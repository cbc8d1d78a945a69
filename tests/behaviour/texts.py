"""Texts made at random: of a format, of a pattern, of a length."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from random import Random
from re import _constants as codes  # the parser of patterns has no public name
from re import _parser as parser
from typing import Any

__all__ = ["ANYTHING", "PLAIN", "PRINTABLE", "make_text"]

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
PRINTABLE = PLAIN + "-_.~:/?#[]@!$'()*;=+%&\"<>^`{}\\"
"""No comma, no bar and no space: the delimiters of lists."""
ANYTHING = PRINTABLE + ",| éßñ中日文🎉\u200b\n\t"

_REPEATED = 3
"""How often `*` and `+` repeat at the most."""


def _number(random: Random, low: int, high: int) -> str:
    return str(random.randint(low, high))


def _digits(random: Random, count: int, alphabet: str = "0123456789abcdef") -> str:
    return "".join(random.choice(alphabet) for _ in range(count))


def _date(random: Random) -> str:
    return f"{random.randint(1980, 2060)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _time(random: Random) -> str:
    return ":".join(f"{random.randint(0, limit):02}" for limit in (23, 59, 59))


def _uuid(random: Random) -> str:
    parts = [_digits(random, count) for count in (8, 4, 3, 3, 12)]
    return f"{parts[0]}-{parts[1]}-4{parts[2]}-a{parts[3]}-{parts[4]}"


def _word(random: Random) -> str:
    return _digits(random, random.randint(1, 8), "abcdefghijklmnopqrstuvwxyz")


def _bytes(random: Random) -> str:
    return base64.b64encode(bytes(random.randint(0, 255) for _ in range(6))).decode()


_FORMATS: dict[str, Callable[[Random], str]] = {
    "date-time": lambda random: f"{_date(random)}T{_time(random)}Z",
    "date": _date,
    "time": lambda random: f"{_time(random)}Z",
    "duration": lambda random: f"P{_number(random, 1, 9)}D",
    "uuid": _uuid,
    "email": lambda random: f"{_word(random)}@example.com",
    "idn-email": lambda random: f"{_word(random)}@example.com",
    "hostname": lambda random: f"{_word(random)}.example.com",
    "idn-hostname": lambda random: f"{_word(random)}.example.com",
    "ipv4": lambda random: f"192.0.2.{_number(random, 0, 255)}",
    "ipv6": lambda random: f"2001:db8::{_digits(random, 2, '123456789abcdef')}",
    "uri": lambda random: f"https://example.com/{_word(random)}?a={_word(random)}",
    "uri-reference": lambda random: f"/{_word(random)}",
    "uri-template": lambda random: f"https://example.com/{_word(random)}{{/id}}",
    "iri": lambda random: f"https://example.com/{_word(random)}",
    "iri-reference": lambda random: f"/{_word(random)}",
    "url": lambda random: f"https://example.com/{_word(random)}",
    "json-pointer": lambda random: f"/{_word(random)}",
    "relative-json-pointer": lambda random: f"1/{_word(random)}",
    "regex": lambda random: f"^{_word(random)}$",
    "byte": _bytes,
    "base64": _bytes,
    "base64url": _bytes,
    "decimal": lambda random: f"{_number(random, 0, 999)}.{_digits(random, 2, '0123456789')}",
    "int64": lambda random: _number(random, 0, 2**62),
    "int32": lambda random: _number(random, 0, 2**31 - 1),
}


def make_text(
    random: Random,
    *,
    form: str | None = None,
    patterns: tuple[str, ...] = (),
    shortest: int = 0,
    longest: int | None = None,
    alphabet: str = ANYTHING,
) -> str:
    """A text; of several patterns it follows the first, and the caller has to see about the others."""
    if form in _FORMATS:
        return _FORMATS[form](random)
    if patterns:
        made = _of_pattern(random, patterns[0], alphabet)
        if made is not None:
            return _fitted(made, shortest, longest)
    most = min(shortest + 8, longest if longest is not None else shortest + 8)
    length = random.randint(min(max(shortest, 1), most), most)
    return "".join(random.choice(alphabet) for _ in range(length))


def _fitted(text: str, shortest: int, longest: int | None) -> str:
    """The text in a length that the schema allows, if its last character may be repeated."""
    return (text + text[-1:] * (shortest - len(text)))[:longest]


def _of_pattern(random: Random, pattern: str, alphabet: str) -> str | None:
    """A text that the pattern matches; None when it is one that Python does not understand."""
    python = re.sub(r"\\p\{[^}]*\}", "[a-z]", pattern).replace(r"\/", "/").replace("(?<", "(?P<")
    python = python.replace("(?P<=", "(?<=").replace("(?P<!", "(?<!")
    try:
        parsed = parser.parse(python)
        return "".join(_of_parts(random, parsed, alphabet, {}))
    except (re.error, _NotMadeError):
        return None


class _NotMadeError(Exception):
    """The pattern has something of which no text is made."""


def _of_parts(random: Random, parts: Any, alphabet: str, groups: dict[int, str]) -> list[str]:
    return [_of_part(random, code, value, alphabet, groups) for code, value in parts]


def _of_part(random: Random, code: Any, value: Any, alphabet: str, groups: dict[int, str]) -> str:
    def inner(parts: Any) -> str:
        return "".join(_of_parts(random, parts, alphabet, groups))

    match code:
        case codes.LITERAL:
            return chr(value)
        case codes.NOT_LITERAL:
            return random.choice([c for c in PLAIN if ord(c) != value])
        case codes.ANY:
            return random.choice([c for c in alphabet if c != "\n"])
        case codes.IN:
            return random.choice(_members(value))
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            least, most, repeated = value
            count = random.randint(least, min(most, least + _REPEATED))
            return "".join(inner(repeated) for _ in range(count))
        case codes.SUBPATTERN:
            number, _, _, parts = value
            groups[number] = inner(parts)
            return groups[number]
        case codes.BRANCH:
            return inner(random.choice(value[1]))
        case codes.ATOMIC_GROUP:
            return inner(value)
        case codes.GROUPREF:
            return groups.get(value, "")
        case codes.AT | codes.ASSERT | codes.ASSERT_NOT:
            return ""  # whoever asked validates what comes out
        case _:
            raise _NotMadeError


def _members(items: Any) -> list[str]:
    """The characters of a set, of a large range only some."""
    found: list[str] = []
    negated = False
    for code, value in items:
        if code is codes.NEGATE:
            negated = True
        elif code is codes.LITERAL:
            found.append(chr(value))
        elif code is codes.RANGE:
            low, high = value
            found += [chr(n) for n in range(low, min(high, low + 100) + 1)]
        elif code is codes.CATEGORY:
            found += _CATEGORIES.get(value, "")
    if negated:
        return [c for c in PLAIN if c not in found] or ["é"]
    if not found:
        raise _NotMadeError
    return found


_CATEGORIES = {
    codes.CATEGORY_DIGIT: "0123456789",
    codes.CATEGORY_WORD: PLAIN + "_",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_DIGIT: "abc",
    codes.CATEGORY_NOT_SPACE: PLAIN,
    codes.CATEGORY_NOT_WORD: "-.",
}
