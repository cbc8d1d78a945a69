"""A method is to return pages, and there is no way to the next one

The configuration says `paginated: true`, and neither the parameters nor the response of the operation show how the
next page is asked for.

Describe the way under `pagination`: which parameter takes what of the response.
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
              schema:
                type: object
                properties:
                  data: { type: array, items: { type: string } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: { type: array, items: { type: string } }
                  next_cursor: { type: string }
"""
CONFIG = """\
openapi_spec: openapi.yaml
organization: { name: pets }
resources:
  pets:
    methods:
      list: { endpoint: get /pets, paginated: true }
"""
