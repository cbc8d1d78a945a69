"""A default does not satisfy its own schema

A default is what the server takes when a value is left out, so it is a value of that schema. OpenAPI asks for it in so
many words: "the value MUST conform to the defined type". A client that fills in defaults would send what the server
refuses.

Correct the default, or the schema. A member that has no value by default needs no `default: null`; if null is a value
of its own, the schema has to allow it (`type: [string, "null"]`, and `nullable: true` in OpenAPI 3.0).

https://spec.openapis.org/oas/v3.0.4.html#schema-object
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
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 100, default: 500 } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("default: 500", "default: 50")


def check(checked: Checked) -> Iterator[Finding]:
    instances = Instances(checked.loader, siblings=checked.version >= "3.1")
    holders = checked.schemas
    if checked.version == "2.0":  # They describe their values themselves.
        holders = [*holders, *checked.parameters, *checked.headers, *checked.of("Items")]
    for schema in holders:
        if "default" in schema.value:
            node = Node(checked.loader, schema.document, schema.steps, schema.value)
            instances.expect(node, schema.value["default"], schema.at("default"))
    for mismatch in dict.fromkeys(instances.mismatches()):
        message = f"the default does not satisfy its schema: {mismatch.message}"
        yield Finding("invalid-default", LEVEL, message, mismatch.place, mismatch.hint)
