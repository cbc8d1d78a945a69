"""A `$ref` stands in place of `properties`

`properties` is a map of names to schemas; a `$ref` in it is a property of that name. `$ref` may stand in place of a
whole schema only.

Refer to a whole schema, write the properties here, or join schemas by `allOf`.

https://spec.openapis.org/oas/v3.1.2.html#schema-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
REPLACES = ("wrong-type",)
BAD = """\
openapi: 3.1.0
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
                properties: { $ref: "#/x-properties" }
x-properties: { name: { type: string } }
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
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties: { name: { type: string } }
x-properties: { name: { type: string } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        properties = schema.get("properties")
        if isinstance(properties, dict) and isinstance(properties.get("$ref"), str):
            yield Finding(
                "properties-reference",
                LEVEL,
                "a `$ref` stands in place of `properties`, which OpenAPI does not know",
                schema.at("properties"),
                "refer to a whole schema, or write the properties here",
            )
