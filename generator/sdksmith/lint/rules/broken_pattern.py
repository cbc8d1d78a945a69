"""A pattern is no regular expression

`pattern` is a regular expression of ECMA-262. This one is none for any of the engines of JavaScript, Go and Python, so
every tool that validates fails with it or passes over it.

Correct it; a character with a meaning of its own needs a backslash in front of it.

https://spec.openapis.org/oas/v3.1.1.html#properties
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.patterns import is_understood
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
      parameters: [{ name: code, in: query, schema: { type: string, pattern: "^[a-z+$" } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("^[a-z+$", "^[a-z]+$")


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and not is_understood(pattern):
            message = f"{quote(pattern)} is no regular expression in JavaScript, Go or Python"
            yield Finding("broken-pattern", LEVEL, message, schema.at("pattern"))
        listed = schema.get("patternProperties")
        for name in listed if isinstance(listed, dict) else ():
            if not is_understood(name):
                message = f"{quote(name)} is no regular expression in JavaScript, Go or Python"
                place = schema.at("patternProperties", name, key=True)
                yield Finding("broken-pattern", LEVEL, message, place)
