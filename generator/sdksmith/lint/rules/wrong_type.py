"""A value is of another type than the specification asks for

A list stands where a mapping has to be, a number where a text has to be, or nothing at all. Tools fail at it, or
read something that is not meant. YAML makes it easy: `version: 1.0` is a number, `- ` in front makes a list, and a
key with nothing behind it is null.

Write what the message says: texts that look like numbers in quotes, the items of a list behind `- ` or in brackets.

https://spec.openapis.org/oas/v3.1.2.html#data-types
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: 1.0 }
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
"""
