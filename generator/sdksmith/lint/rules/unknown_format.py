"""A format that no registry knows

Formats are open: a document may use its own, and tools pass over what they do not know. It is told of so that a
misunderstanding is seen; values of such a format are plain texts and numbers to an SDK.

Formats that are known are those of the OpenAPI Initiative's registry and of JSON Schema.

https://spec.openapis.org/registry/format/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.formats import KNOWN, misspelt
from sdksmith.report import Finding, Level, quote

LEVEL = Level.INFO

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: code, in: query, schema: { type: string, format: chip-number } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("chip-number", "uuid")


def check(checked: Checked) -> Iterator[Finding]:
    known = set(KNOWN)
    for schema in checked.schemas:
        form = schema.get("format")
        if isinstance(form, str) and form not in known:
            known.add(form)  # said once, however often the document uses it
            if misspelt(form) is None:
                message = f"no registry knows the format {quote(form)}"
                yield Finding("unknown-format", LEVEL, message, schema.at("format"))
