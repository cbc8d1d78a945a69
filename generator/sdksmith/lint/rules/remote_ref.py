"""A `$ref` leads to another host

Nothing is fetched while a document is read: it would be another document tomorrow, or none, and the host would learn
who reads it.

Download the file, put it beside the document, and refer to it by its relative path.

https://spec.openapis.org/oas/v3.1.2.html#relative-references-in-api-description-uris
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema: { $ref: "https://example.com/pets.yaml" }
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
        "200":
          description: The pets
          content:
            application/json:
              schema: { type: array, items: { type: string } }
"""
