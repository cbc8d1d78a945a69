"""A value is none of those that the specification allows

Where the specification lists values or says how they are written, nothing else has a meaning: `type: strin` is no
type, and what a tool makes of it is anybody's guess.

Write one of the values that the message lists.

https://spec.openapis.org/oas/v3.1.2.html#data-types
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
      parameters: [{ name: page, in: query, schema: { type: int } }]
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
