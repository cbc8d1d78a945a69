"""A `$ref` leads nowhere

Nothing stands where a `$ref` points to: a component was renamed or removed, or the name is misspelt. Whatever the
`$ref` stood for is unknown; a generated client treats it as any JSON value.

Correct the pointer. Names hold no escapes other than `~1` for `/` and `~0` for `~`.

JSON pointers (RFC 6901): https://www.rfc-editor.org/rfc/rfc6901
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
              schema: { $ref: "#/components/schemas/Pets" }
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
