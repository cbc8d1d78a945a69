"""A parameter says its type where OpenAPI 2.0 had it

From OpenAPI 3.0 on `type` and what goes with it stand in the `schema` of a parameter. Left beside it they mean
nothing, and the parameter may be any value.

Move them into `schema`.

https://spec.openapis.org/oas/v3.1.2.html#parameter-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
REPLACES = (
    "missing-field",
    "unknown-field",
    "misplaced-field",
)
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: page, in: query, type: integer }]
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


def check(checked: Checked) -> Iterator[Finding]:
    for parameter in checked.parameters if checked.version >= "3.0" else ():
        value = parameter.value
        if (
            ("type" in value or "enum" in value)
            and "schema" not in value
            and not value.get("content")
        ):
            yield Finding(
                "schema-in-parameter",
                LEVEL,
                f"the parameter `{value.get('name')}` has no `schema`, but what belongs there",
                parameter.pointer,
                "move `type` and what goes with it into `schema`",
            )
