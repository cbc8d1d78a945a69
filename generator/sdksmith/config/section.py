"""A mapping of the configuration, and what its values may look like."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sdksmith.load.near import nearest
from sdksmith.load.source import Pointer
from sdksmith.names import Words, words
from sdksmith.records import record
from sdksmith.report import Finding, Level

T = TypeVar("T")


@record
class Form:
    """What a text may look like where it becomes part of code, or of a file that other tools read."""

    pattern: re.Pattern[str]
    description: str


VARIABLE = Form(re.compile(r"[A-Za-z_][A-Za-z0-9_]*"), "the name of an environment variable")
PROJECT = Form(
    re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"),
    "the name of a project, such as `pets-sdk`",
)
VERSION = Form(re.compile(r"\d+(\.\d+)*([-+.]?[A-Za-z0-9]+)*"), "a version, such as `1.0.0`")
HEADER = Form(re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"), "the name of a header")
LICENSE = Form(
    re.compile(r"[A-Za-z0-9.+()-]+( [A-Za-z0-9.+()-]+)*"),
    "an SPDX expression, such as `Apache-2.0`",
)
URL = Form(re.compile(r"https?://[^\s<>\"'`\\]+"), "a URL that begins with `https://` or `http://`")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
"""ISO 8601, as far as it is a fixed number of seconds."""
_UNITS = (86400, 3600, 60, 1)


@dataclass(slots=True)
class Report:
    """What is said of a configuration file while it is read.

    Args:
        foreign: Whether the file was written for another tool, so that what we cannot use is no mistake.
    """

    foreign: bool
    findings: list[Finding]

    def add(self, code: str, level: Level, message: str, place: Pointer, hint: str = "") -> None:
        self.findings.append(Finding(code, level, message, place, hint))

    def unused(self, what: str, place: Pointer, hint: str = "") -> None:
        """A key that is understood, but has no effect."""
        self.add("unused-key", Level.WARNING, f"{what} has no effect here", place, hint)


class Section:
    """A mapping that remembers which keys were asked for.

    When its `with` block ends, each key that nothing asked for is a finding.

    Args:
        unused: Keys that another tool knows here, and that have no effect with us.
    """

    def __init__(
        self,
        value: dict[str, Any],
        place: Pointer,
        report: Report,
        unused: Collection[str] = (),
    ) -> None:
        self.place = place
        self.report = report
        self._value = value
        self._unused = unused
        self._known: list[str] = []

    def __enter__(self) -> Section:
        return self

    def __exit__(self, *_: object) -> None:
        for key in self._value:
            if key in self._known:
                continue
            place = self.pointer(key).at_key()
            near = nearest(key, self._known)
            hint = f"did you mean `{near}`?" if near else ""
            if key in self._unused or self.report.foreign:
                hint = "" if key in self._unused else hint
                self.report.unused(f"the key `{key}`", place, hint)
            else:
                message = f"the configuration has no key `{key}` here"
                hint = hint or f"known here: {', '.join(self._known)}"
                self.report.add("unknown-key", Level.ERROR, message, place, hint)

    def has(self, key: str) -> bool:
        return key in self._value

    def raw(self, key: str) -> Any:
        """The value as it stands; None when there is none."""
        self._known.append(key)
        return self._value.get(key)

    def names(self) -> Iterator[str]:
        """The keys, where they are the user's own."""
        for key in self._value:
            self._known.append(key)
            yield key

    def pointer(self, key: str) -> Pointer:
        return self.place.child(key)

    def is_section(self, key: str) -> bool:
        return isinstance(self._value.get(key), dict)

    def section(self, key: str, unused: Collection[str] = ()) -> Section:
        value = self._get(key, dict, "a mapping") or {}
        return Section(value, self.pointer(key), self.report, unused)

    def different_names(self, what: str) -> Iterator[str]:
        """The keys, where they become names of one scope."""
        first: dict[Words, str] = {}
        for key in self.names():
            other = first.setdefault(words(key), key)
            if other != key:
                message = f"two {what} have one name: `{other}` and `{key}`"
                place = self.pointer(key).at_key()
                self.report.add("duplicate-name", Level.ERROR, message, place, "rename one of them")
            yield key

    def sections(self, unused: Collection[str] = ()) -> Iterator[tuple[str, Section]]:
        for key in self.names():
            with self.section(key, unused) as section:
                yield key, section

    def text(self, key: str, form: Form | None = None) -> str | None:
        value = self._get(key, str, "text")
        if value is None or form is None or form.pattern.fullmatch(value):
            return value
        self.invalid(key, "invalid-value", f"`{key}` has to be {form.description}")
        return None

    def needed_text(self, key: str, form: Form | None = None) -> str:
        if self._value.get(key) is None:
            self._known.append(key)
            self.wrong(key, "text")
        return self.text(key, form) or ""

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        value = self.text(key)
        if value is None or value in choices:
            return value
        near = nearest(value, choices)
        hint = f"did you mean `{near}`?" if near else ""
        self.invalid(key, "invalid-value", f"`{key}` has to be one of {', '.join(choices)}", hint)
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        items = self._get(key, list, "a list of texts") or []
        if not all(isinstance(item, str) for item in items):
            self.wrong(key, "a list of texts")
            return ()
        return tuple(items)

    def flag(self, key: str) -> bool | None:
        return self._get(key, bool, "true or false")

    def integer(self, key: str) -> int | None:
        value = self._get(key, int, "a whole number of at least 0")
        if value is not None and (isinstance(value, bool) or value < 0):
            self.wrong(key, "a whole number of at least 0")
            return None
        return value

    def seconds(self, key: str) -> float | None:
        """A length of time: a number of seconds, or of milliseconds in a foreign file; or ISO 8601."""
        expected = "a number of seconds above 0, or a duration such as `PT1M`"
        value = self._get(key, (int, float, str), expected)
        if value is None:
            return None
        seconds = _seconds(value)
        if seconds <= 0:
            self.wrong(key, expected)
            return None
        return seconds / 1000 if self.report.foreign and not isinstance(value, str) else seconds

    def invalid(self, key: str, code: str, message: str, hint: str = "") -> None:
        """A value that is left out: a mistake, unless another tool may have a use for it."""
        level = Level.WARNING if self.report.foreign else Level.ERROR
        message += "; it is left out" if self.report.foreign else ""
        self.report.add(code, level, message, self.pointer(key), hint)

    def wrong(self, key: str, expected: str) -> None:
        self.invalid(key, "wrong-type", f"`{key}` has to be {expected}")

    def _get(self, key: str, kind: type[T] | tuple[type[T], ...], expected: str) -> T | None:
        self._known.append(key)
        value = self._value.get(key)
        if value is None or isinstance(value, kind):
            return value
        self.wrong(key, expected)
        return None


def _seconds(value: object) -> float:
    """0 for what is no length of time."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    parts = found.groups("0") if found else ()
    return sum(float(part) * unit for part, unit in zip(parts, _UNITS, strict=False))
