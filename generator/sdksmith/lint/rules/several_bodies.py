"""A request has two bodies

OpenAPI 2.0 has one parameter for the whole body (`in: body`), or one for each field of a form (`in: formData`). A
request cannot have both, nor two bodies.

Describe the body in one parameter.

https://spec.openapis.org/oas/v2.0.html#parameter-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
BAD = """\
swagger: "2.0"
info: { title: Pets, version: "1.0" }
host: api.example.com
paths:
  /pets:
    post:
      operationId: createPet
      consumes: [application/json]
      parameters:
        - { name: pet, in: body, schema: { type: object, properties: { name: { type: string } } } }
        - { name: owner, in: body, schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
GOOD = """\
swagger: "2.0"
info: { title: Pets, version: "1.0" }
host: api.example.com
paths:
  /pets:
    post:
      operationId: createPet
      consumes: [application/json]
      parameters:
        - { name: pet, in: body, schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    known: set[Object] = set()
    for operation in checked.operations if checked.version == "2.0" else ():
        parameters = checked.parameters_of(operation)
        whole = [each for each in parameters if each.get("in") == "body"]
        has_form = any(each.get("in") == "formData" for each in parameters)
        for parameter in whole if has_form else whole[:-1]:
            if parameter not in known:
                known.add(parameter)
                yield Finding(
                    "several-bodies",
                    LEVEL,
                    "a request has one body; this is another one",
                    parameter.pointer,
                    "describe the body in one parameter",
                )
