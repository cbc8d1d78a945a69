"""Writing document text into Go and Markdown: with `docs`, the only code of this flavor that opens a `Wire`.

Each function escapes for one context and for nothing else. What they return is safe there whatever the text holds.
"""

from __future__ import annotations

import base64
import json
import math
import re
import unicodedata
from json.encoder import encode_basestring

from sdksmith.ir import JSON, EnumMember
from sdksmith.names import Words, words, words_behind
from sdksmith.quoting import UNPRINTABLE, is_plain, line
from sdksmith.wire import Wire

_LARGEST = 2**63 - 1
_LONGEST_JSON = 60
"""Characters of JSON that stand on one line."""
_IS_PLAIN = re.compile(r"[A-Za-z0-9_]+").fullmatch
_IN_TAG = frozenset("!#$%&()*+-./:;<=>?@[]^_{|}~ ")
"""What `encoding/json` allows in a name beside letters and digits."""


def lit(value: Wire | JSON) -> str:
    """A Go literal: `"it's"`, `true`, `[]any{1, 2}`. Characters that an editor does not show are escaped."""
    match value:
        case Wire(text):
            return _string(text)
        case str():
            return _string(value)
        case None:
            return "nil"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if -_LARGEST <= value <= _LARGEST else number(float_of(value))
        case float():
            return number(value)
        case list():
            return f"[]any{{{', '.join(map(lit, value))}}}"
        case dict():
            members = (f"{_string(key)}: {lit(item)}" for key, item in value.items())
            return f"map[string]any{{{', '.join(members)}}}"


def float_of(value: int) -> float:
    """The number as a `float64`; infinite when it is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def number(value: float) -> str:
    """A constant of type `float64`. Go has none for infinity, for which its largest number stands."""
    if math.isnan(value):
        return "0.0"
    if math.isinf(value):
        return "1.7976931348623157e+308" if value > 0 else "-1.7976931348623157e+308"
    return repr(value)


def raw(text: str) -> str:
    """A raw string literal where one can hold the text, which spares escapes in JSON; else the usual one."""
    if '"' not in text and "\\" not in text:
        return _string(text)
    if "`" in text or "\n" in text or UNPRINTABLE.search(text):
        return _string(text)
    return f"`{text}`"


def _string(text: str) -> str:
    quoted = encode_basestring(text)
    if quoted.isascii() and quoted.isprintable():  # nearly always, and much faster
        return quoted
    return UNPRINTABLE.sub(lambda match: _escape(match[0]), quoted)


def _escape(character: str) -> str:
    code = ord(character)
    if (
        0xD800 <= code < 0xE000
    ):  # No text in UTF-8 has half of a pair; decoders read this in its place.
        return "\\ufffd"
    if code < 0x80:
        return f"\\x{code:02x}"  # Above, `\x` is a byte and no character.
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def byte_string(data: bytes) -> str:
    """A string literal with these bytes."""
    try:
        return _string(data.decode())
    except UnicodeDecodeError:
        return '"' + "".join(f"\\x{byte:02x}" for byte in data) + '"'


def base64_bytes(text: str) -> bytes | None:
    """The bytes that a text stands for in the form that Go writes them in; None when it has another one."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def tag(*entries: str) -> str:
    """A struct tag of entries such as `json_entry` returns."""
    return f"`{' '.join(entries)}`"


def json_entry(name: Wire) -> str:
    """`json:"name"`; `json:"-"` when `encoding/json` has no way to express the name."""
    text = name.text
    if _IS_PLAIN(text):  # nearly always, and much faster
        return f'json:"{text}"'
    if text == "-":
        return 'json:"-,"'
    return entry("json", name) if text and all(map(_is_in_tag, text)) else 'json:"-"'


def _is_in_tag(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _IN_TAG
    return unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")


def entry(key: str, name: Wire, *options: str) -> str:
    """`path:"account_id,required"`: what a field stands for, for readers. `key` is a word of ours."""
    quoted = _string(name.text).replace("`", "\\x60")
    return f'{key}:{quoted[:-1]}{"".join(f",{option}" for option in options)}"'


def constant(member: EnumMember) -> Words:
    """What a constant is called behind the name of its type, where it may begin with a digit: `24h`."""
    text = member.value.text if isinstance(member.value, Wire) else str(member.value)
    return words_behind(text) if member.name == words(text) else member.name


def comment(text: Wire) -> str:
    """The text on one line, for behind a `// `."""
    flat = line(text)
    return f"\\{flat}" if flat.startswith("+build") else flat


def json_literal(value: JSON, indent: int) -> str:
    """A literal with the value's JSON text, over several lines if it is long.

    Args:
        indent: Tabs before the line that it begins in.
    """
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) <= _LONGEST_JSON or "`" in flat:
        return raw(flat)
    if not is_plain(flat) and UNPRINTABLE.search(flat):
        return raw(flat)
    end = "\n" + "\t" * indent
    return f"`{_broken(value, end)}`"


def _broken(value: JSON, end: str) -> str:
    """JSON over several lines, as `json.dumps` with an indentation writes it, which is slow.

    Args:
        end: What stands between two lines.
    """
    inner = f"{end}\t"
    match value:
        case str():
            return encode_basestring(value)
        case True:
            return "true"
        case False:
            return "false"
        case None:
            return "null"
        case int():
            return repr(value)
        case dict() if value:
            members = (f"{encode_basestring(k)}: {_broken(v, inner)}" for k, v in value.items())
            return f"{{{inner}{f',{inner}'.join(members)}{end}}}"
        case list() if value:
            return f"[{inner}{f',{inner}'.join(_broken(item, inner) for item in value)}{end}]"
        case _:
            return json.dumps(value)
