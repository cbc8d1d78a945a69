"""The file is empty

There is nothing in the file, or only comments. Often a script that should have written it has failed, or the wrong
file is named.

A document needs at least its version, `info` and `paths`.

https://spec.openapis.org/oas/v3.1.2.html#openapi-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
# to be written
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
