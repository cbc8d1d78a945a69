"""A value of an `enum` that the same schema excludes

`enum` lists the values that are allowed, and another keyword beside it, such as `pattern` or `maxLength`, forbids one
of them. So nobody may send it, though every SDK offers it.

Remove the value, or the keyword: `enum` alone says what is allowed.

https://spec.openapis.org/oas/v3.1.1.html#properties
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.instances import Instances
from sdksmith.load import Node
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: kind, in: query, schema: { type: string, maxLength: 3, enum: [cat, horse] } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("maxLength: 3", "maxLength: 5")

_NARROWING: Final = (
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
)
"""Keywords that may exclude a value; whether it is of the `type` is another rule's question."""


def check(checked: Checked) -> Iterator[Finding]:
    instances = Instances(checked.loader, siblings=False)
    for schema in checked.schemas:
        value = schema.value
        if "enum" not in value or not isinstance(value["enum"], list):
            continue
        asked = {key: value[key] for key in _NARROWING if key in value}
        if asked:
            node = Node(checked.loader, schema.document, schema.steps, asked)
            for index, each in enumerate(value["enum"]):
                instances.expect(node, each, schema.at("enum", index))
    for mismatch in instances.mismatches():
        message = f"the schema excludes a value of its `enum`: {mismatch.message}"
        yield Finding("invalid-enum-value", LEVEL, message, mismatch.place, mismatch.hint)
