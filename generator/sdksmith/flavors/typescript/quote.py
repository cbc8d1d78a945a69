"""Writing document text into TypeScript: the only code of this flavor that opens a `Wire`, with `docs`.

Each function escapes for one context and for nothing else. What they return is safe there whatever the text holds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from sdksmith.ir import JSON
from sdksmith.quoting import UNPRINTABLE, is_plain
from sdksmith.wire import Wire

_IS_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*").fullmatch
_STRING = re.compile(r"['\\\n]")
_TEMPLATE = re.compile(r"[`\\]|\$(?=\{)")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TAG = re.compile(r"`[^`\n]*`|(?<!\S)@|\{@")
"""What begins a tag, behind code in a line, where it begins none."""
_DIRECTIVE = re.compile(
    r"\\?@(?=ts-|jsx|license|preserve|cc_on|__)|#(?=__)|<(?=reference|amd-)|s(?=ource(?:Mapping)?URL)"
    r"|(?:e(?=slint)|o(?=xlint)|d(?=eno)|b(?=iome)|p(?=rettier)|c(?=8)|v(?=8|ite)|i(?=stanbul)|w(?=ebpack))"
    r"(?=[-\w]*[- ](?:disable|ignore|env))"
)
"""What tools take from comments, up to the character by whose entity it becomes text."""
_LARGEST = 2**53


def lit(value: Wire | JSON) -> str:
    """A JavaScript literal: `'it\\'s'`, `true`, `[1, 2]`, `{ a: 1 }`."""
    match value:
        case Wire(text):
            return _string(text)
        case str():
            return _string(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number(value)
        case list():
            return f"[{', '.join(map(lit, value))}]"
        case dict():
            members = (f"{member(Wire(name))}: {lit(item)}" for name, item in value.items())
            return f"{{ {', '.join(members)} }}" if value else "{}"


def number(value: float) -> str:
    """A number as JavaScript has it: one too large for it is `Infinity`."""
    if isinstance(value, int):
        if abs(value) <= _LARGEST:
            return str(value)
        try:
            value = float(value)
        except OverflowError:
            value = math.inf if value > 0 else -math.inf
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)


def key(name: Wire) -> str:
    """The name of a member in an interface: `id`, `'x-id'`."""
    text = name.text
    return text if _IS_IDENTIFIER(text) else _string(text)


def member(name: Wire) -> str:
    """The name of a member in an object literal, where `__proto__` would be no member."""
    return "['__proto__']" if name.text == "__proto__" else key(name)


def access(name: Wire) -> str:
    """What reads a member, behind the object: `.id`, `['x-id']`."""
    text = name.text
    return f".{text}" if _IS_IDENTIFIER(text) else f"[{_string(text)}]"


def is_identifier(name: Wire) -> bool:
    """Whether the text could be a variable, were it no reserved word."""
    return _IS_IDENTIFIER(name.text) is not None


def template(text: Wire) -> str:
    """Text for the inside of a template literal."""
    safe = _TEMPLATE.sub(r"\\\g<0>", text.text)
    return safe if _is_plain(safe) else UNPRINTABLE.sub(_escape, safe).replace("\n", "\\n")


def comment(lines: Iterable[str]) -> str:
    """A comment for documentation with these lines, and a line break behind it; empty when there are none.

    Args:
        lines: Words of ours, or of the document by way of `prose`.
    """
    found = [_uncommented(each.rstrip()) for text in lines for each in text.split("\n")]
    if not found:
        return ""
    if len(found) == 1:
        return f"/** {found[0]} */\n"
    body = "\n".join(f" * {each}" if each else " *" for each in found)
    return f"/**\n{body}\n */\n"


def prose(text: str) -> str:
    """Text of the document for the inside of a comment, where nothing of it is a tag such as `@returns`."""
    if "@" in text:
        text = _TAG.sub(_untagged, text)
    return text if is_plain(text) else UNPRINTABLE.sub(" ", text)


def _untagged(match: re.Match[str]) -> str:
    text = match[0]
    return text if text[0] == "`" else text.replace("@", "\\@")


def _uncommented(text: str) -> str:
    """The text without what would end a comment or mean something to a tool."""
    if (  # Seldom; the search for all of them is slow.
        "@" in text
        or "<" in text
        or "#__" in text
        or "URL" in text
        or "disable" in text
        or "ignore" in text
        or "env" in text
    ):
        text = _DIRECTIVE.sub(lambda match: f"&#{ord(match[0][-1])};", text)
    return text.replace("*/", "*\\/") if "*/" in text else text


def _string(text: str) -> str:
    if text.isascii() and text.isprintable() and "'" not in text and "\\" not in text:
        return f"'{text}'"  # nearly always, and much faster
    quoted = _STRING.sub(lambda match: "\\n" if match[0] == "\n" else f"\\{match[0]}", text)
    return f"'{UNPRINTABLE.sub(_escape, quoted)}'"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"
