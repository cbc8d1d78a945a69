"""A parameter is called like a field of the body

The members of a body are arguments of the method beside its parameters. Where both have one name, one of them is
called otherwise in the SDK, such as `query_name`.

Rename one of them after what it means, or remove the one that repeats the other.

https://spec.openapis.org/oas/v3.1.2.html#request-body-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object, Operation
from sdksmith.load import Pointer
from sdksmith.names import words
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
REPLACES = ("name-collision",)
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      parameters: [{ name: name, in: query, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string } } }
      responses: { "201": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      parameters: [{ name: owner, in: query, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string } } }
      responses: { "201": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for operation in checked.operations:
        parameters = checked.parameters_of(operation)
        if not parameters or "requestBody" not in operation.value:
            continue
        members = {words(name): place for name, place in _members(checked, operation)}
        for parameter in parameters if members else ():
            name = parameter.get("name")
            member = members.get(words(name)) if isinstance(name, str) else None
            if member is not None:
                yield _finding(parameter, str(name), member)


def _finding(parameter: Object, name: str, member: Pointer) -> Finding:
    # What stands in the path keeps its name.
    in_path = parameter.get("in") == "path"
    here, there = (member, parameter.pointer) if in_path else (parameter.pointer, member)
    return Finding(
        "argument-in-body",
        LEVEL,
        f"the {parameter.get('in')} parameter `{name}` is called like a field of the body",
        here,
        f"the other one stands at {there}; rename one of them",
    )


def _members(checked: Checked, operation: Operation) -> Iterator[tuple[str, Pointer]]:
    """The properties of the body's first media type."""
    body = checked.resolved(operation.get("requestBody"))
    content = body.get("content") if body is not None else None
    for value in list(content.values())[:1] if isinstance(content, dict) else ():
        media = checked.resolved(value)
        schema = checked.resolved(media.get("schema")) if media is not None else None
        if schema is not None:
            yield from _properties(checked, schema, set())


def _properties(
    checked: Checked, schema: Object, known: set[Object]
) -> Iterator[tuple[str, Pointer]]:
    if schema in known:
        return
    known.add(schema)
    properties = schema.get("properties")
    for name in properties if isinstance(properties, dict) else ():
        yield name, schema.at("properties", name)
    pieces = schema.get("allOf")
    for value in pieces if isinstance(pieces, list) else ():
        piece = checked.resolved(value)
        if piece is not None:
            yield from _properties(checked, piece, known)
