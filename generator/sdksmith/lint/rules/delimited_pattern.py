"""A pattern stands between slashes

In JavaScript `/^[a-z]+$/` writes the pattern `^[a-z]+$`. In a document there is no such spelling: the slashes are
characters that a value has to have, and with `^` behind the first one, or `$` before the last one, no value matches at
all.

Remove the slashes; flags such as `i` behind the last one cannot be said.

https://spec.openapis.org/oas/v3.1.1.html#properties
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
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
      parameters: [{ name: code, in: query, schema: { type: string, pattern: "/^[a-z]+$/" } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("/^[a-z]+$/", "^[a-z]+$")

_DELIMITED: Final = re.compile(r"/(\^.*|.*(?<!\\)\$)/[a-z]{0,6}", re.DOTALL)


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and _DELIMITED.fullmatch(pattern):
            message = f"no value matches {quote(pattern)}: the slashes are taken for characters"
            hint = f"write it as {quote(pattern[1 : pattern.rindex('/')])}"
            yield Finding("delimited-pattern", LEVEL, message, schema.at("pattern"), hint)
