"""An object lacks a field that it needs

What is required is required for a reason: without `title` the API has no name, without `description` nobody knows
what a response means. Validators and most tools refuse the whole document.

Add the field. For some objects it depends on another field what is needed: a security scheme with `type: http`
needs `scheme`.

https://spec.openapis.org/oas/v3.1.2.html#openapi-object
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
      responses: { "200": {} }
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
