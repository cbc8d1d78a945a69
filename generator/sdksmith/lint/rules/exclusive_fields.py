"""Fields that exclude each other stand in one object

They say the same in two ways (`example` and `examples`, `schema` and `content`, `value` and `externalValue`), and
nobody can tell which one counts.

Keep the one that you mean.

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
      parameters: [{ name: page, in: query, schema: { type: integer }, example: 1, examples: { a: { value: 1 } } }]
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
      parameters: [{ name: page, in: query, schema: { type: integer }, examples: { a: { value: 1 } } }]
      responses: { "200": { description: The pets } }
"""
