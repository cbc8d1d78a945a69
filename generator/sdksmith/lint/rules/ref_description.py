"""A description beside a `$ref` is not shown

In OpenAPI 2.0 and 3.0 everything beside a `$ref` is ignored, descriptions too: most tools show the description of what
the `$ref` leads to instead. (The SDKs made here show the one that stands beside it, as the author meant.)

Put the `$ref` into an `allOf`, or follow OpenAPI 3.1, where both may stand side by side.

https://spec.openapis.org/oas/v3.0.4.html#reference-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.INFO

BAD: Final = """\
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema:
                type: object
                properties:
                  owner: { $ref: "#/components/schemas/Owner", description: Whose it is }
components:
  schemas:
    Owner:
      type: object
      properties: { name: { type: string } }
"""

GOOD: Final = BAD.replace(
    '{ $ref: "#/components/schemas/Owner", description: Whose it is }',
    '{ description: Whose it is, allOf: [{ $ref: "#/components/schemas/Owner" }] }',
)

_TEXTS: Final = ("description", "summary", "title", "example", "examples")


def check(checked: Checked) -> Iterator[Finding]:
    for source in checked.refs:
        if len(source.value) == 1 or source.kind == "Path Item":
            continue
        allowed: tuple[str, ...] = ()
        if checked.version >= "3.1":
            if source.kind == "Schema":
                continue
            allowed = ("description", "summary")
        names = [key for key in source.value if key in _TEXTS and key not in allowed]
        if names:
            message = f"`{names[0]}` beside a `$ref` is ignored in OpenAPI {checked.version}"
            hint = "move it to where the `$ref` leads"
            if source.kind == "Schema":
                hint = f"write `allOf: [{{ $ref: … }}]` beside `{names[0]}`"
            yield Finding("ref-description", LEVEL, message, source.at(names[0], key=True), hint)
