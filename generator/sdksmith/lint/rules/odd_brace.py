"""A brace of a path has no partner

Braces stand in pairs around the name of a parameter. One that is alone is sent as it is.

Add the other one, or remove it; a brace that is meant is written `%7B`.

https://spec.openapis.org/oas/v3.1.2.html#path-templating
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.lint.templates import PLACEHOLDER
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  "/pets}":
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
        rest = PLACEHOLDER.sub("", path.partition("#")[0])
        if "{" in rest or "}" in rest:
            yield Finding(
                "odd-brace",
                LEVEL,
                "a brace of the path has no partner",
                item.key_pointer,
                "parameters stand in the path as `{name}`",
            )
