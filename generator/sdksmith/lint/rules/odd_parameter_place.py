"""A parameter does not say where it goes

`in` is `query`, `header`, `path` or `cookie`. Without it, or with another value, nobody knows how to send the
parameter. What 2.0 called `body` and `formData` is described in the `requestBody` of the operation since OpenAPI
3.0.

Write one of the four.

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
      parameters: [{ name: page, in: Query, schema: { type: integer } }]
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
