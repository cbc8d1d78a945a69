"""The merge key takes mappings only

`<<` copies the members of another mapping. Something else stands behind it, and is left out. (It is a feature of YAML
1.1; other tools may not know it at all, so that `$ref` or `allOf` is the better choice.)

Write `<<: *anchor` or `<<: [*one, *two]`; put `<<` in quotes if it is meant as a name.

https://yaml.org/type/merge.html
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
x-note: { <<: text }
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
x-note: { "<<": text }
"""
