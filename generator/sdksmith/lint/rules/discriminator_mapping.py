"""A discriminator leads to a schema that is none of the alternatives

`mapping` says which of the schemas in `oneOf` or `anyOf` a value stands for. One that is not among them can never
match, so that whoever trusts the mapping reads a value as what it is not.

Name the schema among the alternatives, or leave the entry out.

https://spec.openapis.org/oas/v3.1.2.html#discriminator-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object
from sdksmith.lint.mappings import mapped
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: getPet
      responses:
        "200":
          description: The pet
          content:
            application/json:
              schema:
                oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
                discriminator:
                  propertyName: kind
                  mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Fish" }
  /fish:
    get:
      operationId: getFish
      responses:
        "200":
          description: The fish
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Fish" }
components:
  schemas:
    Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string }, tricks: { type: integer } } }
    Fish: { type: object, required: [kind], properties: { kind: { type: string }, fins: { type: integer } } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: getPet
      responses:
        "200":
          description: The pet
          content:
            application/json:
              schema:
                oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
                discriminator:
                  propertyName: kind
                  mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" }
  /fish:
    get:
      operationId: getFish
      responses:
        "200":
          description: The fish
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Fish" }
components:
  schemas:
    Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string }, tricks: { type: integer } } }
    Fish: { type: object, required: [kind], properties: { kind: { type: string }, fins: { type: integer } } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for discriminator in checked.discriminators:
        schema = discriminator.parent
        if schema is None:
            continue
        alternatives = _alternatives(checked, schema)
        for value, target in mapped(checked, discriminator) if alternatives else ():
            if target is not None and all(target is not each for each in alternatives):
                yield Finding(
                    "discriminator-mapping",
                    LEVEL,
                    f"the mapping of `{value}` leads to a schema that is none of the alternatives",
                    discriminator.at("mapping", value),
                    "name the schema among the alternatives, or leave the entry out",
                )


def _alternatives(checked: Checked, schema: Object) -> list[Object]:
    listed = [
        value
        for key in ("oneOf", "anyOf")
        if isinstance(values := schema.get(key), list)
        for value in values
    ]
    found = [checked.resolved(value) for value in listed]
    return [each for each in found if each is not None]
