"""An operation has no `operationId`

The `operationId` is optional, but it is the one name of an operation that stays when its path changes. Links refer to
it, and tools name methods, pages and tests after it; without one they invent a name from the path, which changes with
the path.

Give each operation one, such as `listPets`, and do not change it any more.

https://spec.openapis.org/oas/v3.1.1.html#operation-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.INFO

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("    get:\n", "    get:\n      operationId: listPets\n")


def check(checked: Checked) -> Iterator[Finding]:
    for operation in checked.operations:
        if operation.role == "path" and not operation.get("operationId"):
            message = f"`{operation.method} {operation.path}` has no `operationId`"
            place = operation.key_pointer
            hint = "add one; it names the operation in links, documentation and SDKs"
            yield Finding("missing-operation-id", LEVEL, message, place, hint)
