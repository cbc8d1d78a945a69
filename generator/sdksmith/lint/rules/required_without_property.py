"""`required` names a member that the schema does not describe

The schema says which members it has, and requires one that is none of them. Most often one of the two is misspelt, or
the member was removed and `required` was not. A client has no member to set, and the server refuses what it gets; with
`additionalProperties: false` no value is right at all.

Only schemas that stand for themselves are looked at: a part of an `allOf` may require what another part describes.

Correct the name, or describe the member.

https://spec.openapis.org/oas/v3.1.1.html#schema-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.guesses import Guesses
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name, colour]
              properties: { name: { type: string }, color: { type: string } }
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("colour", "color")

_PARTS: Final = frozenset(
    ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "$ref")
)
"""Keywords by which other schemas have a say."""


def check(checked: Checked) -> Iterator[Finding]:
    parts: set[int] | None = None
    guesses = Guesses()
    for schema in checked.schemas:
        value = schema.value
        if "required" not in value or not isinstance(value["required"], list):
            continue
        properties = value.get("properties")
        if not isinstance(properties, dict) or not properties or "$ref" in properties:
            continue
        names = value["required"]
        missing = [name for name in names if isinstance(name, str) and name not in properties]
        if not missing or not _PARTS.isdisjoint(value) or value.get("patternProperties"):
            continue
        if isinstance(value.get("additionalProperties"), dict):
            continue
        if parts is None:
            parts = _parts(checked)
        if id(value) in parts:
            continue
        for index, name in enumerate(names):
            if isinstance(name, str) and name not in properties:
                message = f"{quote(name)} is required, but is none of the properties"
                hint = guesses.of(name, properties) or "describe it in `properties`"
                place = schema.at("required", index)
                yield Finding("required-without-property", LEVEL, message, place, hint)


def _parts(checked: Checked) -> set[int]:
    """The schemas that others are made of, by identity."""
    found: set[int] = set()
    for schema in checked.schemas:
        for key in _PARTS & schema.value.keys():
            held = schema.value[key]
            values: list[Any] = held if isinstance(held, list) else [held]
            if key == "dependentSchemas" and isinstance(held, dict):
                values = list(held.values())
            if key == "$ref":
                values = [schema.value] if len(schema.value) > 1 else []
            for value in values:
                target = checked.resolved(value)
                if target is not None:
                    found.add(id(target.value))
    return found
