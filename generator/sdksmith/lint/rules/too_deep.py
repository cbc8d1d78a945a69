"""Too many objects stand inside each other

No description of an API needs hundreds of levels; a document that has them is broken or made to exhaust whoever reads
it.

Move the inner parts into `components/schemas`, and refer to them by `$ref`.
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = (
    """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
x-deep: """
    + "[" * 300
    + "]" * 300
    + "\n"
)
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
