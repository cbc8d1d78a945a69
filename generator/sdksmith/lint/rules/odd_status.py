"""A status of a response is none

Under `responses` stand `default`, a status of three digits (`"404"`), or a range (`"4XX"`, with capital letters). A
response under another name is passed over by most tools.

Write the status as a text of three digits, or the range with `XX`.

https://spec.openapis.org/oas/v3.1.2.html#responses-object
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
      responses: { "200": { description: The pets }, 4xx: { description: An error } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets }, 4XX: { description: An error } }
"""
