"""A variable of a server has no value

What stands in braces in the URL of a server needs an entry in `variables` with a `default`. Without one the URL
cannot be used as it is: whoever sends a request has to know what to put there.

Declare the variable, or write the text that is meant.

https://spec.openapis.org/oas/v3.1.2.html#server-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.lint.templates import PLACEHOLDER
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers:
  - url: https://{region}.example.com
    variables: {}
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers:
  - url: https://{region}.example.com
    variables: { region: { default: eu } }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for server in checked.servers:
        url, declared = server.get("url"), server.get("variables")
        for name in dict.fromkeys(PLACEHOLDER.findall(url if isinstance(url, str) else "")):
            if not isinstance(declared, dict) or name not in declared:
                yield Finding(
                    "server-variable",
                    LEVEL,
                    f"the variable `{name}` of a server has no default",
                    server.pointer,
                    f"add `variables: {{ {name}: {{ default: … }} }}`",
                )
