"""Values and calls as TypeScript code, in the layout of prettier (https://prettier.io/docs/rationale)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from sdksmith.records import record

WIDTH: Final = 80
"""Columns of a line in a comment or in Markdown."""


@record
class Code:
    """A value on one line."""

    text: str
    is_number: bool = False


@record
class Items:
    """An array."""

    items: tuple[Value, ...]


@record
class Members:
    """An object: the names of its members as they are written, and their values."""

    members: tuple[tuple[str, Value], ...]


@record
class Cast:
    """A value that is of another type than the one that it stands for."""

    value: Value


Value: TypeAlias = Code | Items | Members | Cast


def flat(value: Value) -> str:
    """The value on one line."""
    match value:
        case Code(text):
            return text
        case Items(items):
            return f"[{', '.join(map(flat, items))}]"
        case Members(()):
            return "{}"
        case Members(members):
            return f"{{ {', '.join(_member(name, flat(each)) for name, each in members)} }}"
        case Cast(inner):
            return f"{flat(inner)} as never"


def code(value: Value, indent: int, before: int = 0, width: int = WIDTH) -> str:
    """The value, over several lines if it is long.

    Args:
        indent: Columns before the line that it begins in; its further lines have them as well.
        before: What stands in that line before it, and right behind it, in columns.
    """
    if not _must_break(value):
        text = flat(value)
        if indent + before + len(text) <= width:
            return text
    return _broken(value, indent, width)


def call(
    before: str, function: str, arguments: Sequence[Value], after: str, width: int = WIDTH
) -> list[str]:
    """The lines of a statement that calls a function.

    Args:
        before: What stands before the function; up to an equals sign, it may have a line for itself.
        after: What stands behind the closing parenthesis.
    """
    lines = _call(f"{before}{function}", arguments, after, 0, width)
    target, equals, rest = before.partition(" = ")
    first = lines[0]
    is_short = not arguments or (len(arguments) == 1 and _is_short(arguments[0], width))
    if equals and (len(first) > width or (is_short and len(lines) > 1)):
        lines = [f"{target} =", *_call(f"  {rest}{function}", arguments, after, 2, width)]
    return lines


def _call(start: str, arguments: Sequence[Value], after: str, indent: int, width: int) -> list[str]:
    line = f"{start}({', '.join(map(flat, arguments))}){after}"
    if not arguments or (len(line) <= width and not any(map(_must_break, arguments))):
        return [line]
    *others, last = arguments
    if _is_open(last) and not (others and _is_list(last)) and not any(map(_is_open, others)):
        head = "".join(f"{flat(each)}, " for each in others)
        if len(f"{start}({head}{{") <= width:
            return f"{start}({head}{_broken(last, indent, width)}){after}".split("\n")
    margin = " " * (indent + 2)
    inner = [f"{margin}{code(each, indent + 2, 1, width)}," for each in arguments]
    return "\n".join([f"{start}(", *inner, f"{' ' * indent}){after}"]).split("\n")


def _broken(value: Value, indent: int, width: int) -> str:
    """The value with its outermost entries on lines of their own."""
    margin = " " * (indent + 2)
    end = " " * indent
    match value:
        case Code() | Items(()) | Members(()):
            return flat(value)
        case Cast(inner):
            return f"{_broken(inner, indent, width)} as never"
        case Members(members):
            lines = (
                margin + _member(name, code(each, indent + 2, len(name) + 3, width)) + ",\n"
                for name, each in members
            )
            return f"{{\n{''.join(lines)}{end}}}"
        case Items(items) if _is_list(value):
            return f"[\n{_filled([flat(each) for each in items], margin, width)}{end}]"
        case Items(items):
            lines = (f"{margin}{code(each, indent + 2, 1, width)},\n" for each in items)
            return f"[\n{''.join(lines)}{end}]"


def _filled(texts: Sequence[str], margin: str, width: int) -> str:
    """Numbers, as many in a line as there is room for."""
    lines = [""]
    for text in texts:
        if lines[-1] and len(f"{margin}{lines[-1]} {text},") > width:
            lines.append("")
        lines[-1] += f" {text}," if lines[-1] else f"{text},"
    return "".join(f"{margin}{line}\n" for line in lines)


def _member(name: str, text: str) -> str:
    return f"{name}: {text}"


def _must_break(value: Value) -> bool:
    """Whether a value stands on several lines however short it is: several objects of several members each."""
    match value:
        case Code():
            return False
        case Cast(inner):
            return _must_break(inner)
        case Members(members):
            return any(_must_break(each) for _, each in members)
        case Items(items):
            objects = [
                each for each in items if isinstance(each, Members) and len(each.members) > 1
            ]
            lists = [each for each in items if isinstance(each, Items) and len(each.items) > 1]
            is_table = len(items) > 1 and len(items) in (len(objects), len(lists))
            return is_table or any(map(_must_break, items))


def _is_open(value: Value) -> bool:
    """Whether a value's brace may stay in the line of the call."""
    match value:
        case Cast(inner):
            return _is_open(inner)
        case Items(entries) | Members(entries):
            return bool(entries)
        case Code():
            return False


def _is_list(value: Value) -> bool:
    """Whether a value is an array of numbers."""
    if not isinstance(value, Items) or len(value.items) < 2:
        return False
    return all(isinstance(each, Code) and each.is_number for each in value.items)


def _is_short(value: Value, width: int) -> bool:
    """Whether an argument is not worth a line of its own."""
    return isinstance(value, Code) and 4 * len(value.text) <= width
