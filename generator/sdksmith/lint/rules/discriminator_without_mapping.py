"""A discriminator that does not say which value stands for which schema

Without a `mapping`, the value that stands for a schema is the schema's name: `Cat` for `#/components/schemas/Cat`.
Here a schema says itself that the member has another value, such as `const: cat`, or it has no name because it stands
inline. Tools that go by the specification find no schema for what the API sends.

Add a `mapping` with an entry for each alternative, and give inline alternatives a name in `components`.

https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.variants import alternatives, constants
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
      properties: { kind: { type: string, const: cat } }
    Dog:
      type: object
      required: [kind]
      properties: { kind: { type: string, const: dog } }
"""

GOOD: Final = BAD.replace(
    "{ propertyName: kind }",
    """
        propertyName: kind
        mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" }""",
)


def check(checked: Checked) -> Iterator[Finding]:
    for discriminator in checked.discriminators:
        name = discriminator.get("propertyName")
        schema = discriminator.parent
        if not isinstance(name, str) or schema is None:
            continue
        mapping = discriminator.get("mapping")
        entries = map(str, mapping.values() if isinstance(mapping, dict) else ())
        mapped = {name for entry in entries for name in (entry, entry.rpartition("/")[2])}
        unnamed = 0
        others: list[tuple[str, str]] = []
        for _, _, alternative in alternatives(checked, schema):
            ref = alternative.ref
            values = constants(checked, alternative, name)
            if ref is None:
                unnamed += 1
                continue
            called = ref.rpartition("/")[2]
            if ref in mapped or called in mapped:
                continue
            if values is not None and called not in values:
                others.append((called, " or ".join(quote(value) for value in values[:3])))
        if others:
            called, value = others[0]
            message = f"without a mapping `{called}` stands for itself, but its `{name}` is {value}"
            hint = f"add `mapping: {{ {value.strip(chr(34))}: … }}`, with an entry for each alternative"
        elif unnamed:
            what = "an alternative stands" if unnamed == 1 else f"{unnamed} alternatives stand"
            message = f"{what} inline, which a discriminator cannot name"
            hint = "move them to `components`, and name them in `mapping`"
        else:
            continue
        place = discriminator.key_pointer
        yield Finding("discriminator-without-mapping", LEVEL, message, place, hint)
