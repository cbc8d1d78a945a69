"""A path does not begin with a slash

A path is appended to the URL of the server as it is: `https://api.example.com` and `pets` are
`https://api.example.compets`. Validators refuse it, and tools differ in whether they add the slash.

Write the slash.

https://spec.openapis.org/oas/v3.1.2.html#paths-object
"""

from __future__ import annotations

from sdksmith.report import Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  pets:
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
