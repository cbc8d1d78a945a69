"""The path has no place for a path parameter

A parameter that is `in: path` needs its name in braces in the path. Without that its value is never sent; in
generated code it is an argument that does nothing.

Write `{name}` into the path, correct the name, or remove the parameter.

https://spec.openapis.org/oas/v3.1.2.html#path-templating
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.lint.templates import templates
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/mine:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses: { "200": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
      responses: { "200": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    known = set()
    for template in templates(checked):
        for parameter in template.unused:
            if (parameter, template.operation.path) in known:
                continue
            known.add((parameter, template.operation.path))
            name = parameter.get("name")
            yield Finding(
                "unused-path-parameter",
                LEVEL,
                f"the path has no place for the parameter `{name}`",
                parameter.pointer,
                f"write `{{{name}}}` into {template.operation.path}, or remove the parameter",
            )
