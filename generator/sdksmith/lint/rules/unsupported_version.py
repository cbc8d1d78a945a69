"""The version of the document is not understood

The document does not say which version of OpenAPI it follows, or names one that nobody has published, so that nothing
in it can be relied on. Versions 2.0 (Swagger), 3.0, 3.1 and 3.2 are understood.

Begin the document with `openapi: 3.2.0`, another 3.x version, or `swagger: "2.0"`. A document of 1.x has to be
converted first.

https://spec.openapis.org/oas/v3.2.0.html#openapi-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 1.2.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": { description: The pets }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": { description: The pets }
"""
