"""A value of an enum is not of the type beside it

The value has to satisfy both `type` and `enum`, so that a value of another type can never occur. In YAML it is mostly
a missing pair of quotes: `1` is a number, `"1"` a text, `no` was false once.

Write the value as one of the type, or correct the type. Null needs `type: [string, "null"]`, or `nullable: true` in
3.0.

https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  kind: { type: string, enum: [cat, 1] }
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
                properties:
                  kind: { type: string, enum: [cat, "1"] }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        value = schema.value
        if "enum" in value:
            key, stated = "enum", value["enum"]
        elif "const" in value:
            key, stated = "const", [value["const"]]
        else:
            continue
        kinds = _kinds(value.get("type"))
        if kinds and isinstance(stated, list) and not all(_fits(each, kinds) for each in stated):
            yield Finding(
                "enum-type",
                LEVEL,
                f"`{key}` has a value that is not of the type `{' or '.join(kinds)}`",
                schema.at(key),
                "write the value as one of that type, or correct the type",
            )


def _kinds(stated: Any) -> list[str]:
    listed = stated if isinstance(stated, list) else [stated]
    return [kind for kind in listed if isinstance(kind, str) and kind != "null"]


def _fits(value: Any, kinds: list[str]) -> bool:
    match value:
        case None:  # Many documents name null there, and mean that it is allowed.
            return True
        case bool():
            return "boolean" in kinds
        case int():
            return "integer" in kinds or "number" in kinds
        case float():
            return "number" in kinds or ("integer" in kinds and value.is_integer())
        case dict():
            return "object" in kinds
        case list():
            return "array" in kinds
        case _:
            return "string" in kinds
