"""The configuration names an operation that there is none of

A method of `resources` says which operation it stands for, such as `get /pets`. The document has none with that
method and path.

Correct the path; it is written as in the document, with the same names in braces.
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
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
"""
CONFIG = """\
openapi_spec: openapi.yaml
organization: { name: pets }
resources:
  pets:
    methods:
      list: get /pets
      create: post /pets
"""
