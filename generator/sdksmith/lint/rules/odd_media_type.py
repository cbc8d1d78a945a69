"""A media type is none

A media type has two parts with a slash between them, such as `application/json`. Servers do not understand a header
that says `json`.

Write the whole name.

HTTP semantics (RFC 9110, 8.3.1): https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.load import Pointer
from sdksmith.load.near import did_you_mean
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
swagger: "2.0"
info: { title: Pets, version: "1.0" }
host: api.example.com
paths:
  /pets:
    post:
      operationId: createPet
      consumes: [json]
      parameters:
        - { name: pet, in: body, schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
GOOD = """\
swagger: "2.0"
info: { title: Pets, version: "1.0" }
host: api.example.com
paths:
  /pets:
    post:
      operationId: createPet
      consumes: [application/json]
      parameters:
        - { name: pet, in: body, schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
REPLACES = ("not-allowed-value",)
_WORD: Final = r"[A-Za-z0-9*][A-Za-z0-9!#$&^_.+*-]*"
_VALID: Final = re.compile(rf"{_WORD}/{_WORD}(\s*;\s*{_WORD}=({_WORD}|\"[^\"]*\"))*\s*;?", re.ASCII)
"""A media type or range (RFC 9110, 8.3.1 and 12.5.1)."""
_USUAL: Final = {
    "json": "application/json",
    "xml": "application/xml",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "text": "text/plain",
    "binary": "application/octet-stream",
}


def check(checked: Checked) -> Iterator[Finding]:
    for name, place in _media_types(checked):
        if not _VALID.fullmatch(name.strip()):
            meant = _USUAL.get(name.strip().lower())
            hint = f"write it as `{meant}`" if meant else did_you_mean(name, _USUAL.values())
            message = f"`{name}` is no media type"
            yield Finding("odd-media-type", LEVEL, message, place, hint)


def _media_types(checked: Checked) -> Iterator[tuple[str, Pointer]]:
    for media in checked.media_types:
        if media.field == "content":
            yield media.name, media.key_pointer
    for holder in (checked.root, *checked.operations) if checked.version == "2.0" else ():
        for key in ("consumes", "produces"):
            listed = holder.get(key)
            for index, name in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(name, str):
                    yield name, holder.at(key, index)
