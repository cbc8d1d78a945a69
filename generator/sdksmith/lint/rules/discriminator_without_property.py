"""A discriminator names a member that an alternative does not have

A discriminator tells alternatives apart by the value of one member, so each of them has to have that member. For an
alternative without it nothing can be told: a value of it names no schema.

Correct `propertyName`, or add the member to the alternative, required and with the value that stands for it.

https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.variants import alternatives, has_member
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: A pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet:
      oneOf:
        - $ref: "#/components/schemas/Cat"
        - $ref: "#/components/schemas/Dog"
      discriminator: { propertyName: kind }
    Cat:
      type: object
      required: [kind]
      properties: { kind: { type: string }, lives: { type: integer } }
    Dog:
      type: object
      properties: { barks: { type: boolean } }
"""

GOOD: Final = BAD.replace(
    "properties: { barks", "required: [kind]\n      properties: { kind: { type: string }, barks"
)


def check(checked: Checked) -> Iterator[Finding]:
    known: dict[tuple[int, str], bool] = {}
    for discriminator in checked.discriminators:
        name = discriminator.get("propertyName")
        schema = discriminator.parent
        if not isinstance(name, str) or schema is None:
            continue
        message = f"the discriminator reads {quote(name)}, which this schema does not have"
        hint = "add it to the schema, required, with the value that stands for it"
        listed = list(alternatives(checked, schema))
        if not listed:
            if not has_member(checked, schema, name):
                place = discriminator.at("propertyName")
                yield Finding("discriminator-without-property", LEVEL, message, place, hint)
            continue
        own = schema.get("properties")
        if isinstance(own, dict) and name in own:
            continue
        for key, index, alternative in listed:
            target = checked.target(alternative) or alternative
            case = id(target.value), name
            if case not in known:
                known[case] = has_member(checked, alternative, name)
            if not known[case]:
                place = schema.at(key, index)
                yield Finding("discriminator-without-property", LEVEL, message, place, hint)
