"""A path item has a field that is no method

Under a path stand operations by their methods, `parameters`, `servers`, `summary` and `description`. Anything else
is passed over, a misspelt method with its whole operation.

Write the method as it is called, or begin the name of an extension with `x-`.

https://spec.openapis.org/oas/v3.1.2.html#path-item-object
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
      responses: { "200": { description: The pets } }
    gett:
      operationId: other
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
      responses: { "200": { description: The pets } }
    x-gett: nothing
"""
