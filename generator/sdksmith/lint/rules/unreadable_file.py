"""The file cannot be read

A `$ref` names something that is no readable file, such as a folder, or the permissions do not allow to read it.

Name a file in that folder, or allow it to be read.

https://spec.openapis.org/oas/v3.1.2.html#relative-references-in-api-description-uris
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
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema: { $ref: "./" }
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
