"""A field stands in an object that has it only in other circumstances

Some fields belong to one kind of parameter or security scheme only: `allowEmptyValue` to parameters in the query,
`bearerFormat` to bearer tokens, `style` to parameters with a `schema`. Elsewhere they mean nothing, and validators
refuse them.

Remove the field, or change the one that it depends on.

https://spec.openapis.org/oas/v3.1.2.html#parameter-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: Page, in: header, allowReserved: true, schema: { type: integer } }]
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
      parameters: [{ name: Page, in: header, schema: { type: integer } }]
      responses: { "200": { description: The pets } }
"""
