"""The file holds no mapping of names to values

A document is one object: `openapi`, `info`, `paths` and so on are its members. A list or a single text stands here
instead.

Check that the right file is named, and that the first line is no list item (`- openapi: …`).

https://spec.openapis.org/oas/v3.1.2.html#openapi-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
- openapi: 3.1.0
- info: { title: Pets }
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
        "200": { description: The pets }
"""
