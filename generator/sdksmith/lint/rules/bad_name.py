"""A name has characters that the specification does not allow

Components have names of letters, digits, `.`, `-` and `_`, so that a `$ref` can name them and tools can make names
of types of them. Names of headers are limited by HTTP.

Rename it, and each `$ref` to it.

https://spec.openapis.org/oas/v3.1.2.html#components-object
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
      parameters: [{ $ref: "#/components/parameters/the page" }]
      responses: { "200": { description: The pets } }
components:
  parameters:
    the page: { name: page, in: query, schema: { type: integer } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ $ref: "#/components/parameters/the-page" }]
      responses: { "200": { description: The pets } }
components:
  parameters:
    the-page: { name: page, in: query, schema: { type: integer } }
"""
