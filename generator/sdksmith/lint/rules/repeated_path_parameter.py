"""A parameter stands twice in the path

Two places of one name have one value. That is hardly meant: `/pets/{id}/friends/{id}` only ever names friends with
themselves.

Give one of them another name, and a parameter of its own.

https://spec.openapis.org/oas/v3.2.0.html#path-templating
"""

from __future__ import annotations

from collections import Counter
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
  /pets/{petId}/friends/{petId}:
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
  /pets/{petId}/friends/{friendId}:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
        - { name: friendId, in: path, required: true, schema: { type: string } }
      responses: { "200": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for path, item in checked.paths.items():
        for name, count in Counter(PLACEHOLDER.findall(path.partition("#")[0])).items():
            if count > 1:
                yield Finding(
                    "repeated-path-parameter",
                    LEVEL,
                    f"`{{{name}}}` stands twice in the path; both have one value",
                    item.key_pointer,
                    "give one of them another name",
                )
