"""A text stands where true or false has to be

`required: "false"` is a text, which some tools take for true, as it is not empty. Most refuse it.

Remove the quotes.

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
      parameters: [{ name: page, in: query, required: "true", schema: { type: integer } }]
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
      parameters: [{ name: page, in: query, required: true, schema: { type: integer } }]
      responses: { "200": { description: The pets } }
"""
