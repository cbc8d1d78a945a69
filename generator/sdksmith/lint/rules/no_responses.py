"""An operation says nothing of its responses

From OpenAPI 3.1 on `responses` may be left out, as for callbacks that nobody waits for. Of an operation in `paths`
nobody knows then what a success looks like; a generated method returns nothing.

Add at least the response that means success.

https://spec.openapis.org/oas/v3.1.2.html#responses-object
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
  /pets:
    get:
      operationId: listPets
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


def check(checked: Checked) -> Iterator[Finding]:
    if checked.version < "3.1":
        return  # They are required there.
    for operation in checked.operations:
        if operation.role == "path" and operation.get("responses") is None:
            yield Finding(
                "no-responses",
                LEVEL,
                "the operation has no `responses`",
                operation.key_pointer,
                "add the response that means success",
            )
