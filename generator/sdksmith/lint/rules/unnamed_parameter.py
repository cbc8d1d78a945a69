"""A parameter has no name

Without `name` nobody knows how the parameter is called in the request; it cannot be sent.

Add the name as it stands in the URL, the header or the cookie.

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
      parameters: [{ in: query, schema: { type: integer } }]
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
