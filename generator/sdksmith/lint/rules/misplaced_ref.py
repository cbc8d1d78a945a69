"""A `$ref` stands where the specification has none

`$ref` may stand in place of schemas, parameters, responses and the other objects that `components` holds, and of
path items. Elsewhere, such as in place of a description, a server or a whole map, it is a field like any other;
most tools do not follow it, and some of those that do disagree about what it means.

Write here what it refers to, or bundle the files into one document before you publish it.

https://spec.openapis.org/oas/v3.1.2.html#reference-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info:
  title: Pets
  version: "1.0"
  license: { $ref: "#/x-license" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
x-license: { name: MIT }
"""
GOOD = """\
openapi: 3.1.0
info:
  title: Pets
  version: "1.0"
  license: { name: MIT }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
"""
