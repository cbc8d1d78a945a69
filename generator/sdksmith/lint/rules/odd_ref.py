"""A `$ref` is no JSON pointer

A `$ref` is a URI with a JSON pointer behind the `#`. A bare name is the name of a file to other tools, and `#Pet` an
anchor. It is taken for the component of that name.

Write the whole pointer: `#/components/schemas/Pet`.

https://spec.openapis.org/oas/v3.1.2.html#reference-object
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
              schema: { $ref: "Pet" }
components:
  schemas:
    Pet:
      type: object
      properties: { name: { type: string } }
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
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      properties: { name: { type: string } }
"""
