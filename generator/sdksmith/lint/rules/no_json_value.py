"""A value cannot be written in JSON

A document says nothing that JSON cannot say: no infinity, no NaN, no number larger than all. The value is read as
null.

Leave it out: a bound that is infinite bounds nothing. Put it in quotes if it is text.

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
x-limit: .inf
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
x-limit: 100
"""
