"""A name stands twice in one object

Two members of one object have the same name. JSON and YAML do not say which one counts: some tools take the first,
most the last one, and a few join them, so that one document means different things to different readers.

Remove one of the two, rename it, or join what both hold.

YAML 1.2, 3.2.1.1: https://yaml.org/spec/1.2.2/#nodes
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
      summary: List
      summary: List all
      operationId: listPets
      responses:
        "200": { description: The pets }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      summary: List all
      operationId: listPets
      responses:
        "200": { description: The pets }
"""
