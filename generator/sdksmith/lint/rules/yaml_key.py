"""A name is a mapping or a list

YAML allows any node as a name, JSON and OpenAPI only text. Mostly a template such as `{{ host }}` has not been filled
in, or quotes are missing.

Put the name in quotes, or fill in the template.

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
x-note: { [a, b]: 1 }
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
x-note: { "[a, b]": 1 }
"""
