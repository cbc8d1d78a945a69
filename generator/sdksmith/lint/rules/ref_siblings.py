"""What stands beside a `$ref` counts for nothing

In OpenAPI 2.0 and 3.0 everything beside a `$ref` is ignored: with `{ $ref: …, nullable: true }` null stays forbidden.
Since 3.1 a schema may have both, while a `$ref` in place of anything else still allows only `summary` and
`description` beside it.

Put the `$ref` into an `allOf` with what it lacks, or move that to where the `$ref` leads.

https://spec.openapis.org/oas/v3.0.4.html#reference-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

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
                  owner: { $ref: "#/components/schemas/Owner", nullable: true }
components:
  schemas:
    Owner:
      type: object
      properties: { name: { type: string } }
"""

GOOD: Final = BAD.replace(
    '{ $ref: "#/components/schemas/Owner", nullable: true }',
    '{ type: object, nullable: true, allOf: [{ $ref: "#/components/schemas/Owner" }] }',
)

_HARMLESS: Final = frozenset(("$ref", "summary", "description", "title", "example", "examples"))
"""What changes no meaning, and what is told of by another rule."""


def check(checked: Checked) -> Iterator[Finding]:
    is_schema_free = checked.version >= "3.1"
    for source in checked.refs:
        if len(source.value) == 1 or source.kind == "Path Item":
            continue
        if source.kind == "Schema" and is_schema_free:
            continue
        names = [k for k in source.value if k not in _HARMLESS and not k.startswith("x-")]
        if not names:
            continue
        listed = ", ".join(f"`{name}`" for name in names)
        verb = "counts" if len(names) == 1 else "count"
        message = f"{listed} beside a `$ref` {verb} for nothing in OpenAPI {checked.version}"
        hint = "move it to where the `$ref` leads"
        if source.kind == "Schema":
            hint = f"write `allOf: [{{ $ref: … }}]` beside {listed}"
        yield Finding("ref-siblings", LEVEL, message, source.at(names[0], key=True), hint)
