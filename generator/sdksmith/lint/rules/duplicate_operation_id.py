"""Two operations have the same `operationId`

An `operationId` names one operation in the whole document. Links, documentation and generated code find the operation
by it, and take one of the two at random.

Rename one of them: `listPets` and `createPet`.

https://spec.openapis.org/oas/v3.1.2.html#operation-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: listPets
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
    first: dict[str, Object] = {}
    for operation in checked.operations:
        name = operation.get("operationId")
        if not isinstance(name, str):
            continue
        other = first.setdefault(name.strip(), operation)
        if other.value is not operation.value:
            yield Finding(
                "duplicate-operation-id",
                LEVEL,
                f"two operations have the `operationId` {name}",
                operation.at("operationId"),
                f"the other one stands at {other.pointer}; rename one of them",
            )
