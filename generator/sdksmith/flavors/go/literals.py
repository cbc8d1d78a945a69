"""Values as Go code, in the layout of gofmt (go/printer)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sdksmith.records import record

WIDTH: Final = 100
"""Columns that a value on one line may reach; a tab counts as four."""

_SMALL = 40
_RATIO = 2.5


@record
class Code:
    """A value on one line."""

    text: str


@record
class Call:
    """A call of a function: `cloudflare.F(v)`."""

    function: str
    argument: Value


@record
class Composite:
    """A composite literal: `[]string{"a"}`.

    Args:
        type: What stands before the brace.
        entries: Values with their keys; all keys are empty where there are none.
        is_address: Whether an `&` stands before it.
    """

    type: str
    entries: tuple[tuple[str, Value], ...]
    is_address: bool = False


Value: TypeAlias = Code | Call | Composite


def element(value: Value, type: str) -> Value:
    """A value as an element of a list or a map, which need not repeat the type of its elements."""
    if not isinstance(value, Composite) or not value.entries:
        return value
    elided = type == (f"*{value.type}" if value.is_address else value.type)
    return Composite("", value.entries) if elided else value


def flat(value: Value) -> str:
    """The value on one line."""
    match value:
        case Code(text):
            return text
        case Call(function, argument):
            return f"{function}({flat(argument)})"
        case Composite(type, entries):
            inner = (f"{key}: {flat(item)}" if key else flat(item) for key, item in entries)
            return f"{'&' * value.is_address}{type}{{{', '.join(inner)}}}"


def code(value: Value, indent: int, before: int = 0) -> str:
    """The value, over several lines if it is long.

    Args:
        indent: Tabs before the line that it begins in; they stand before its further lines as well.
        before: What stands in that line before it, in columns without the tabs.
    """
    if _fits(value, WIDTH - 4 * indent - before):
        return flat(value)
    match value:
        case Code(text):
            return text
        case Call(function, argument):
            return f"{function}({code(argument, indent, before + len(function) + 1)})"
        case Composite():
            return broken(value, indent)


def broken(value: Value, indent: int) -> str:
    """The value with its outermost entries on lines of their own."""
    if not isinstance(value, Composite):
        return code(value, indent)
    if not value.entries:
        return flat(value)
    margin = "\t" * indent
    inner = _entries(value.entries, indent + 1)
    lines = "".join(f"{margin}\t{line}\n" if line else "\n" for line in inner)
    return f"{'&' * value.is_address}{value.type}{{\n{lines}{margin}}}"


def call(function: str, arguments: Sequence[Value], indent: int) -> str:
    """A call of a function, over several lines if it is long or an argument has members.

    Args:
        function: What stands before the parenthesis.
        indent: Tabs before the line that it stands in.
    """
    if not any(isinstance(each, Composite) and each.entries for each in arguments):
        line = f"{function}({', '.join(map(flat, arguments))})"
        if len(line) + 4 * indent <= WIDTH:
            return line
    margin = "\t" * indent
    lines = "".join(f"{margin}\t{broken(each, indent + 1)},\n" for each in arguments)
    return f"{function}(\n{lines}{margin})"


def _fits(value: Value, width: int) -> bool:
    """Whether the value has that many columns on one line, found out without writing a long one."""
    return _left(value, width) >= 0


def _left(value: Value, width: int) -> int:
    match value:
        case Code(text):
            return width - len(text)
        case Call(function, argument):
            return _left(argument, width - len(function) - 2)
        case Composite(type, entries):
            width -= len(type) + 2 + value.is_address
            for key, item in entries:
                width = _left(item, width - (len(key) + 4 if key else 2))
                if width < 0:
                    break
            return width + (2 if entries else 0)


def keyed(entries: Sequence[tuple[str, str]]) -> list[str]:
    """The entries of a composite literal, one below the other, each with its comma.

    Args:
        entries: Keys, and the code of their values.
    """
    keys = [key for key, _ in entries]
    sizes = [0 if "\n" in text else len(key.encode()) for key, text in entries]
    lines = []
    for section in _sections(sizes):
        width = max(len(keys[n]) for n in section.entries) + 1
        lines += [""] * section.is_apart
        for n in section.entries:
            lines.append(f"{keys[n]}:{' ' * (width - len(keys[n]))}{entries[n][1]},")
    return lines


def _entries(entries: Sequence[tuple[str, Value]], indent: int) -> list[str]:
    """The lines of entries, without the first one's tabs."""
    texts = [code(item, indent, len(key) + 2 if key else 0) for key, item in entries]
    keys = [key for key, _ in entries]
    return keyed([*zip(keys, texts, strict=True)]) if keys[0] else [f"{text}," for text in texts]


@dataclass(slots=True)
class _Section:
    """Entries whose values stand in one column.

    Args:
        is_apart: Whether a blank line has to stand before them.
    """

    entries: list[int]
    logarithms: float
    is_apart: bool = False


def _sections(sizes: Sequence[int]) -> list[_Section]:
    """The entries of a composite literal as `exprList` of go/printer aligns them.

    Args:
        sizes: The length of each key in bytes; 0 where the value stands on several lines.
    """
    result: list[_Section] = []
    before = 0
    for n, size in enumerate(sizes):
        logarithm = math.log(size) if size else 0.0
        aligns, is_close = _aligns(before, size, result[-1]) if result else (False, False)
        if aligns:
            result[-1].entries.append(n)
            result[-1].logarithms += logarithm
        else:
            result.append(_Section([n], logarithm, is_close))
        before = size
    return result


def _aligns(before: int, size: int, section: _Section) -> tuple[bool, bool]:
    """Whether a key stands in one column with those before it: the lengths are alike, or both are small; and whether
    that is so close that gofmt finds one thing or the other, depending on the processor."""
    if not before or not size:
        return False, False
    if before <= _SMALL and size <= _SMALL:
        return True, False
    ratio = size / math.exp(section.logarithms / len(section.entries))
    if math.isclose(ratio, _RATIO) or math.isclose(ratio, 1 / _RATIO):
        return False, True
    return 1 / _RATIO < ratio < _RATIO, False
