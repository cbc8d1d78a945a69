"""A construct that generated clients leave out

The document is right here, and what it says cannot be expressed in an SDK, or not yet: it is made without it, or with
a type that allows any JSON value. The message says which of the two.

Nothing has to be mended. If it matters to those who use the SDK, describe the same with a construct that is
understood.
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.INFO
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
          links: { next: { operationId: listPets } }
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
"""
