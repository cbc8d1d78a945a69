"""A `$ref` leaves the folder of the document

A document that comes from somewhere else must not be able to show files of this machine, so only files beside the
root document and in folders below it are read.

Copy the file there, name a root document that stands further up, or allow it with `--allow-outside`.

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
              schema: { $ref: "../pets.yaml" }
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
