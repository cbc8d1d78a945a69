"""Bodies of several parts (RFC 7578)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from .contents import Source, is_file, source
from .encode import BINARY, Encoded, Exploded, encode_json, is_object, plain_text, to_wire
from .sentinels import LEFT_OUT
from .styles import Bracketed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

BOUNDARY = re.compile(r';\s*boundary="?([^";]+)', re.IGNORECASE)
# What browsers escape in names (HTML, 4.10.21.8).
ESCAPED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
UNNAMED = "upload"
BYTES = "application/octet-stream"


class Part:
    """A value with the content type of its part."""

    __slots__ = ("content_type", "value")

    def __init__(self, value: object, content_type: str) -> None:
        self.value = value
        self.content_type = content_type


def part(value: Any, content_type: str) -> Any:
    """A value, or each of a list, with the content type of its part; what is left out stays so."""
    if value is None or isinstance(value, LEFT_OUT):
        return value
    if isinstance(value, (list, set, frozenset)) and not content_type.endswith("json"):
        return [Part(item, content_type) for item in value]
    return Part(value, content_type)


def encode_multipart(
    members: Mapping[str, object], content_type: str
) -> tuple[bytes | Sequence[bytes | Source], str]:
    """The parts of a body, and its content type with the boundary.

    A list makes one part of each item, an object a part of JSON, a file one of its bytes. An object
    that holds files, for which JSON has no place, makes one part of each member: `name[key]`.

    Raises:
        TypeError: a value cannot be sent.
        OSError: a file cannot be opened.
        ValueError: a header of a part has more than one line.
    """
    given = BOUNDARY.search(content_type)
    boundary = given[1] if given else os.urandom(16).hex()
    parts = Parts(boundary)
    for name, value in members.items():
        parts.add(name, value)
    pieces = parts.end()
    content: bytes | Sequence[bytes | Source] = pieces
    if all(isinstance(piece, bytes) for piece in pieces):
        content = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    return content, content_type if given else f"{content_type}; boundary={boundary}"


class Parts:
    """Collects the pieces of a body."""

    def __init__(self, boundary: str) -> None:
        self._line = f"--{boundary}".encode()
        self._pieces: list[bytes | Source] = []

    def add(self, name: str, value: Any) -> None:
        """Adds the parts of a member."""
        if isinstance(value, LEFT_OUT):
            return
        if isinstance(value, Part):
            self._typed(name, value.value, value.content_type)
        elif isinstance(value, Bracketed):
            self._members(name, value)
        elif isinstance(value, Exploded):
            for key, item in value.members.items():
                self.add(str(key), item)
        elif is_file(value):
            self._file(name, value, None)
        elif isinstance(value, (list, tuple, set, frozenset)):
            numbered = any(isinstance(item, Mapping) and holds_file(item) for item in value)
            for number, item in enumerate(value):
                if numbered and isinstance(item, Mapping):
                    self._members(f"{name}[{number}]", item)
                    continue
                nested = isinstance(item, (list, set, frozenset))
                self.add(name, Part(item, "application/json") if nested else item)
        elif isinstance(value, Mapping) and holds_file(value):
            self._members(name, value)
        elif is_object(value):
            self._typed(name, value, "application/json")
        else:
            self._part(name, _text(value).encode(), None, None, {})

    def _members(self, name: str, value: Mapping[str, Any]) -> None:
        for key, item in value.items():
            self.add(f"{name}[{key}]", item)

    def _typed(self, name: str, value: Any, content_type: str) -> None:
        if is_file(value):
            self._file(name, value, content_type)
            return
        is_text = isinstance(value, str) and not content_type.endswith("json")
        content = value.encode() if is_text else encode_json(value)
        self._part(name, content, None, content_type, {})

    def _file(self, name: str, value: Any, content_type: str | None) -> None:
        given = value if isinstance(value, tuple) else (_filename(value), value)
        filename, file, *rest = given
        stated = rest[0] if rest else None
        kind = stated or content_type or _guessed(filename)
        self._part(name, source(file), filename, kind, rest[1] if len(rest) > 1 else {})

    def _part(
        self,
        name: str,
        content: bytes | Source,
        filename: str | None,
        content_type: str | None,
        headers: Mapping[str, str],
    ) -> None:
        disposition = f'form-data; name="{name.translate(ESCAPED)}"'
        if filename is not None:
            disposition += f'; filename="{filename.translate(ESCAPED)}"'
        fields = {"Content-Disposition": disposition}
        if content_type is not None:
            fields["Content-Type"] = content_type
        own = {each.lower() for each in headers}
        fields = {each: value for each, value in fields.items() if each.lower() not in own}
        lines = [self._line]
        for each, value in {**fields, **headers}.items():
            if not f"{each}{value}".isprintable():
                raise ValueError(f"the header `{each}` of the part `{name}` must be one line")
            lines.append(f"{each}: {value}".encode())
        self._pieces += [b"\r\n".join(lines) + b"\r\n\r\n", content, b"\r\n"]

    def end(self) -> list[bytes | Source]:
        """All pieces."""
        return [*self._pieces, self._line + b"--\r\n"]


def holds_file(value: object) -> bool:
    """Whether a file stands anywhere in a mapping or a list."""
    if is_file(value):
        return True
    if isinstance(value, Mapping):
        return any(map(holds_file, value.values()))
    return isinstance(value, (list, tuple)) and any(map(holds_file, value))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Encoded):
        return unquote(value)
    return plain_text(value if isinstance(value, (str, int, float)) else to_wire(value))


def _filename(file: Any) -> str:
    path = file if isinstance(file, os.PathLike) else getattr(file, "name", None)
    if isinstance(file, BINARY) or not isinstance(path, (str, os.PathLike)):
        return UNNAMED
    return Path(path).name or UNNAMED


def _guessed(filename: str | None) -> str:
    """The content type that the name of a file stands for, the same on every system."""
    from mimetypes import MimeTypes

    return (MimeTypes().guess_type(filename)[0] if filename else None) or BYTES
