"""`nullable` stands without a `type`

`nullable: true` adds null to the type that stands beside it (OpenAPI 3.0). Without a `type` there is nothing to add
to: any value is allowed, null and all others.

Add the `type` that the value has when it is not null.

https://spec.openapis.org/oas/v3.0.4.html#schema-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.0.4
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  kind: { nullable: true, description: The kind }
"""
GOOD = """\
openapi: 3.0.4
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  kind: { type: string, nullable: true, description: The kind }
"""
_SAYS_MORE: Final = frozenset(
    (
        "$ref",
        "type",
        "enum",
        "allOf",
        "oneOf",
        "anyOf",
        "properties",
        "additionalProperties",
        "items",
    )
)
"""What gives the value a type where no `type` does."""


def check(checked: Checked) -> Iterator[Finding]:
    if checked.version != "3.0":
        return
    for schema in checked.schemas:
        if schema.get("nullable") is True and _SAYS_MORE.isdisjoint(schema.value):
            yield Finding(
                "nullable-without-type",
                LEVEL,
                "`nullable` stands here without a `type`, so that any JSON value is allowed",
                schema.at("nullable"),
                "add the `type` that the value has when it is not null",
            )
