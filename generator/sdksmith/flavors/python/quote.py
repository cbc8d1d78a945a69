"""Writing document text into Python, Markdown and TOML: the only code of this flavor that opens a `Wire`.

Each function escapes for one context and for nothing else. What they return is safe there whatever the text holds.
"""

from __future__ import annotations

import json
import math
import re
from json.encoder import encode_basestring

from sdksmith.ir import JSON
from sdksmith.quoting import UNPRINTABLE, is_plain, line
from sdksmith.wire import Wire

WIDTH = 100
"""Columns of a line of generated Python."""


def lit(value: Wire | JSON) -> str:
    """A Python literal: `'it\\'s'`, `True`, `[1, 2]`. Characters that an editor does not show are escaped."""
    match value:
        case Wire(text):
            return _string(text)
        case str():
            return _string(value)
        case list():
            return f"[{', '.join(lit(item) for item in value)}]"
        case dict():
            return f"{{{', '.join(f'{_string(key)}: {lit(item)}' for key, item in value.items())}}}"
        case float() if not math.isfinite(value):
            return f'float("{value}")'
        case _:
            return repr(value)


def _string(text: str) -> str:
    quoted = encode_basestring(text)
    if quoted.isascii() and quoted.isprintable():  # nearly always, and much faster
        return quoted
    return UNPRINTABLE.sub(lambda match: _escape(match[0]), quoted.replace("\x7f", "\\x7f"))


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def doc(text: str, indent: int) -> str:
    """A docstring, ready to stand at `indent` columns, its own quotes included.

    Backslashes and quotes are escaped so that the text can neither end the docstring nor start an escape sequence.
    """
    safe = doc_text(text)
    margin = " " * indent
    lines = safe.split("\n")
    if len(lines) == 1 and len(lines[0]) + indent + 6 <= WIDTH:
        return f'"""{lines[0]}"""'
    body = "\n".join(f"{margin}{line}" if line else "" for line in lines)
    return f'"""{body.lstrip(" ")}\n{margin}"""'


def doc_text(text: str) -> str:
    """Text for the inside of a docstring."""
    # A quote before another one, or at the end: no three are left to stand together.
    safe = (
        re.sub(r'"(?="|\Z)', r'\\"', text.replace("\\", "\\\\"))
        if '"' in text or "\\" in text
        else text
    )
    if is_plain(safe):
        return safe
    return UNPRINTABLE.sub(lambda match: _escape(match[0]), safe)


def comment(text: Wire) -> str:
    """The text on one line, for behind a `#`."""
    return line(text)


def toml(value: Wire | str) -> str:
    """A TOML basic string on one line."""
    text = value.text if isinstance(value, Wire) else value
    return json.dumps(UNPRINTABLE.sub(" ", " ".join(text.split())), ensure_ascii=False)
