"""The document has no operations

OpenAPI 3.1 allows a document of nothing but webhooks or components. No client can be made of it: there is nothing to
call.

Add `paths`, or generate from the document that refers to this one.

https://spec.openapis.org/oas/v3.1.2.html#openapi-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths: {}
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
