"""An object has a field that the specification does not know

Tools pass over what they do not know, so that a misspelt `requestbody` means that there is no body: nothing fails,
and the API is described wrongly. Some fields came with a later version of OpenAPI than the one that the document
follows.

Write the field as the specification does, or follow the version that has it. What is your own has a name that
begins with `x-`; such extensions are allowed nearly everywhere.

https://spec.openapis.org/oas/v3.1.2.html#specification-extensions
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
      summery: All pets
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
      summary: All pets
      responses: { "200": { description: The pets } }
"""
