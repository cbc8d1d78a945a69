"""A mapping says another value than the schema it leads to

By the discriminator's `mapping` a value stands for a schema whose own member may not have that value: `const` or
`enum` says another one. So either no value ever leads there, or what leads there is not valid.

Correct the mapping, or the constant in the schema.

https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sdksmith.lint.checked import Checked, Object
from sdksmith.lint.variants import constants
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
      discriminator:
        propertyName: kind
        mapping: { cat: "#/components/schemas/Cat", hound: "#/components/schemas/Dog" }
    Cat:
      type: object
      required: [kind]
      properties: { kind: { type: string, const: cat } }
    Dog:
      type: object
      required: [kind]
      properties: { kind: { type: string, const: dog } }
"""

GOOD: Final = BAD.replace("hound:", "dog:")


def check(checked: Checked) -> Iterator[Finding]:
    components = checked.components("schemas")
    for discriminator in checked.discriminators:
        name = discriminator.get("propertyName")
        if not isinstance(name, str):
            continue
        for value, schema in _mapped(checked, discriminator, components):
            values = constants(checked, schema, name) if schema is not None else None
            if values is None or value in map(str, values):
                continue
            listed = " or ".join(quote(each) for each in values[:3])
            message = f"{quote(value)} is mapped to a schema whose `{name}` is {listed}"
            hint = f"map {listed} to it, or correct the schema"
            place = discriminator.at("mapping", value, key=True)
            yield Finding("discriminator-contradicts-const", LEVEL, message, place, hint)


def _mapped(
    checked: Checked, discriminator: Object, components: Mapping[str, Object]
) -> Iterator[tuple[str, Object]]:
    """The values of a mapping with the schemas that they stand for."""
    mapping = discriminator.get("mapping")
    for value, entry in mapping.items() if isinstance(mapping, dict) else ():
        if not isinstance(entry, str):
            continue
        named = components.get(entry)
        schema = named if named is not None else checked.at(discriminator, entry)
        if schema is not None:
            yield value, schema
