"""A list or map has too few entries, or too many

An empty `enum` allows nothing, an empty `responses` says nothing, and a parameter has exactly one media type in
`content`. Mostly something was begun and not finished.

Add what is missing; or leave the field out, where it may be left out.

https://spec.openapis.org/oas/v3.1.2.html#server-variable-object
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
      responses: {}
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
"""
