"""A path holds a fragment

What stands behind `#` is never sent to a server. It is a trick to describe two operations of one path and method,
which OpenAPI has no room for.

Describe one operation whose body is a `oneOf` of what both take.

https://spec.openapis.org/oas/v3.1.2.html#paths-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  "/pets#all":
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
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


def check(checked: Checked) -> Iterator[Finding]:
    for path, item in checked.paths.items():
        fragment = path.partition("#")[2]
        if fragment:
            yield Finding(
                "fragment-in-path",
                LEVEL,
                f"`#{fragment}` of the path is never sent",
                item.key_pointer,
                "tell operations apart by what is sent",
            )
