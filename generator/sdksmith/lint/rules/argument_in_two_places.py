"""One argument comes from two places

Two parameters of an operation have one name and different places, such as the path and the query. A method has one
argument of a name, so that one of them is called otherwise in the SDK, such as `query_pet_id`, and readers of the
documentation take them for one.

Rename one of them after what it means.

https://spec.openapis.org/oas/v3.1.2.html#parameter-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object
from sdksmith.names import words
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
REPLACES = ("name-collision",)
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
        - { name: petId, in: query, schema: { type: string } }
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
        - { name: ownerId, in: query, schema: { type: string } }
      responses: { "200": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    known: set[Object] = set()
    for operation in checked.operations:
        parameters = checked.parameters_of(operation)
        first: dict[tuple[str, ...], Object] = {}
        for parameter in parameters if len(parameters) > 1 else ():
            name = parameter.get("name")
            if not isinstance(name, str):
                continue
            other = first.setdefault(words(name), parameter)
            if other.get("in") != parameter.get("in") and parameter not in known:
                known.add(parameter)
                yield Finding(
                    "argument-in-two-places",
                    LEVEL,
                    f"the parameter `{name}` stands in the {parameter.get('in')}, "
                    f"and `{other.get('name')}` in the {other.get('in')}",
                    parameter.pointer,
                    f"the other one stands at {other.pointer}; rename one of them",
                )
