"""`nullable` in a document of OpenAPI 3.1 or later

`nullable` belongs to OpenAPI 3.0. Since 3.1 schemas are JSON Schema, which does not know it: validators, servers and
most tools pass over it, and null is not allowed.

Write `type: [string, "null"]`, or beside a `$ref` `anyOf: [{ $ref: … }, { type: "null" }]`.

https://spec.openapis.org/oas/v3.1.1.html#schema-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
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
                properties: { name: { type: string, nullable: true } }
"""

GOOD: Final = BAD.replace("type: string, nullable: true", 'type: [string, "null"]')


def check(checked: Checked) -> Iterator[Finding]:
    if checked.version < "3.1":
        return
    for schema in checked.schemas:
        if isinstance(schema.get("nullable"), bool):
            message = f"OpenAPI {checked.version} does not know `nullable`; it says nothing"
            yield Finding(
                "nullable-of-3-0",
                LEVEL,
                message,
                schema.at("nullable", key=True),
                _hint(schema.value),
            )


def _hint(schema: dict[str, object]) -> str:
    if schema["nullable"] is False:
        return "remove it; null is not allowed anyway"
    kind = schema.get("type")
    if isinstance(kind, str):
        return f'write `type: [{kind}, "null"]`'
    return 'write `anyOf: [{ … }, { type: "null" }]`'
