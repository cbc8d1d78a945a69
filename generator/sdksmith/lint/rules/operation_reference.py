"""A `$ref` stands in place of an operation

`$ref` may stand in place of a whole path item, not of one of its operations. Most tools see an operation without
anything in it.

Refer to the whole path item, or write the operation here.

https://spec.openapis.org/oas/v3.1.2.html#path-item-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
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
  /animals:
    get: { $ref: "#/x-operations/list" }
x-operations:
  list:
    operationId: listAnimals
    responses: { "200": { description: The animals } }
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
  /animals:
    $ref: "#/x-items/animals"
x-items:
  animals:
    get:
      operationId: listAnimals
      responses: { "200": { description: The animals } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    found = [source for source in checked.refs if source.kind == "Operation"]
    if found:
        what = "an operation" if len(found) == 1 else f"{len(found)} operations"
        yield Finding(
            "operation-reference",
            LEVEL,
            f"a `$ref` stands in place of {what}, which OpenAPI does not know",
            found[0].pointer,
            "refer to the whole path item instead",
        )
