"""The path spells a parameter otherwise than its declaration

What stands in braces has to be the name of the parameter, letter for letter. `{petID}` is not `petId`, and forms such
as `{path*}` or `{id:int}` belong to the routes of web frameworks.

Write the name as the parameter has it.

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
  /pets/{petID}:
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
        for written, meant in template.odd:
            if (template.operation.path, written) not in known:
                known.add((template.operation.path, written))
                yield Finding(
                    "odd-path-parameter",
                    LEVEL,
                    f"`{{{written}}}` of the path is no parameter; `{meant}` is nearly called so",
                    template.operation.route.entry.key_pointer,
                    f"write it as `{{{meant}}}`",
                )
