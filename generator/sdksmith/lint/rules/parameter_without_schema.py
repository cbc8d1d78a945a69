"""A parameter has no schema

Without `schema` or `content` nobody knows what the value may be. A generated method takes anything.

Add `schema: { type: string }`, or the type that is meant.

https://spec.openapis.org/oas/v3.1.2.html#parameter-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
REPLACES = ("missing-field",)
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: page, in: query }]
      responses: { "200": { description: The pets } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses: { "200": { description: The pets } }
"""
_SAYS_WHAT: Final = frozenset(("schema", "content", "type", "enum"))


def check(checked: Checked) -> Iterator[Finding]:
    for parameter in checked.parameters if checked.version >= "3.0" else ():
        value = parameter.value
        if {"name", "in"} <= value.keys() and _SAYS_WHAT.isdisjoint(value):
            yield Finding(
                "parameter-without-schema",
                LEVEL,
                f"the parameter `{value['name']}` has no schema",
                parameter.pointer,
                "add `schema: { type: string }`, or the type that is meant",
            )
