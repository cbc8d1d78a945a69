"""No parameter declares what the path has in braces

Each name in braces needs a parameter with that name and `in: path`, in the operation or its path item. Without it
nobody knows the type, and most tools send the braces as they are.

Add the parameter; what all operations of the path need belongs in the `parameters` of the path item.

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
  /pets/{petId}:
    get:
      operationId: getPet
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
    for template in templates(checked):
        for name in template.undeclared:
            called = f"`name: {name}`" if name else "a name, which the path has in braces as well"
            yield Finding(
                "undeclared-path-parameter",
                LEVEL,
                f"no parameter declares `{{{name}}}` of the path",
                template.operation.key_pointer,
                f"add a parameter with {called}, `in: path`",
            )
