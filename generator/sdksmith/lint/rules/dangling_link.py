"""A link leads to no operation

The `operationId` of a link is that of no operation in the document, so nobody can follow it. Or the link passes a
parameter that the operation does not have.

Correct the name; it has to be written exactly as in the operation.

https://spec.openapis.org/oas/v3.1.1.html#link-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked, Operation
from sdksmith.lint.guesses import Guesses
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      responses:
        "204":
          description: Done
          links: { pet: { operationId: getPets } }
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("operationId: getPets", "operationId: getPet")


def check(checked: Checked) -> Iterator[Finding]:
    guesses = Guesses()
    operations: dict[str, Operation] = {}
    for operation in checked.operations:
        if isinstance(identifier := operation.get("operationId"), str):
            operations.setdefault(identifier, operation)
    for link in checked.links:
        stated = link.get("operationId")
        if not isinstance(stated, str):
            continue
        if stated not in operations:
            message = f"no operation has the `operationId` {quote(stated)}"
            hint = guesses.of(stated, operations)
            yield Finding("dangling-link", LEVEL, message, link.at("operationId"), hint)
            continue
        passed = link.get("parameters")
        names = _names(checked, operations[stated])
        for name in passed if isinstance(passed, dict) else ():
            if name not in names:
                message = f"the operation {quote(stated)} has no parameter {quote(name)}"
                place = link.at("parameters", name, key=True)
                yield Finding("dangling-link", LEVEL, message, place, guesses.of(name, names))


def _names(checked: Checked, operation: Operation) -> set[str]:
    """The parameters as links name them: `id`, and `path.id` where the place has to be told."""
    found: set[str] = set()
    for parameter in checked.parameters_of(operation):
        name = str(parameter.get("name"))
        found |= {name, f"{parameter.get('in')}.{name}"}
    return found
