"""There is no file of that name

A `$ref` names a file that does not exist. It is looked for beside the file that holds the `$ref`, not beside the root
document.

Correct the name, or add the file. Letter case counts, although some file systems do not mind.

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
              schema: { $ref: "schemas/pets.yaml" }
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
