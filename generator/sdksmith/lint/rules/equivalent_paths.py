"""Two paths are the same but for the names in braces

`/pets/{id}` and `/pets/{name}` match the same requests: what stands in braces is only a name. A server cannot tell
them apart, and the specification forbids it.

Make one path of the two, or give one a fixed part of its own: `/pets/by-name/{name}`.

https://spec.openapis.org/oas/v3.1.2.html#paths-object
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
servers: [{ url: https://api.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The pet } }
  /pets/{name}:
    get:
      operationId: findPet
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The pet } }
  /pet-names/{name}:
    get:
      operationId: findPet
      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, item in checked.paths.items():
        shape = PLACEHOLDER.sub("{}", path.partition("#")[0])
        other = first.setdefault(shape, path)
        if other != path:
            yield Finding(
                "equivalent-paths",
                LEVEL,
                f"`{path}` matches the same requests as `{other}`",
                item.key_pointer,
                f"the other one stands at {checked.paths[other].pointer}; make one of the two, or let them differ",
            )
