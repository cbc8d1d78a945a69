"""A format that is nearly one that everybody knows

`datetime` is no format, `date-time` is. Tools pass over formats that they do not know, without a word: the value stays
a plain text, nothing checks it, and in an SDK it is a string where a time was meant.

Write the name of the format as the registry has it.

https://spec.openapis.org/registry/format/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.formats import KNOWN, misspelt
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: since, in: query, schema: { type: string, format: datetime } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("format: datetime", "format: date-time")


def check(checked: Checked) -> Iterator[Finding]:
    meant: dict[str, str | None] = dict.fromkeys(KNOWN)
    for schema in checked.schemas:
        form = schema.get("format")
        if not isinstance(form, str):
            continue
        if form not in meant:
            meant[form] = misspelt(form)
        if (name := meant[form]) is not None:
            message = f"{quote(form)} is no format; it counts for nothing"
            hint = f"did you mean {quote(name)}?"
            yield Finding("misspelt-format", LEVEL, message, schema.at("format"), hint)
