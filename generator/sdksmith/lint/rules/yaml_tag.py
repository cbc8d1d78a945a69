"""A tag has no meaning in a document

A tag such as `!include` asks the program that reads the file to do something. OpenAPI documents hold plain data, so
that the tag is left out and the text behind it is taken as it is.

Use `$ref` to include other files, and remove the tag.

https://spec.openapis.org/oas/v3.1.2.html#format
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
        "200": { description: The pets }
x-note: !include note.yaml
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
x-note: note.yaml
"""
