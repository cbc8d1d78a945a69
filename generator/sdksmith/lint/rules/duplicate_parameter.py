"""A parameter is declared twice

A parameter is known by its name and its place (`in`). Two of one list with both alike contradict each other, even if
they look the same today. (One in the path item and one in the operation is fine: the operation's holds.)

Remove one of them. A query parameter that may come several times is one parameter whose schema is an array.

https://spec.openapis.org/oas/v3.1.2.html#operation-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object
from sdksmith.report import Finding, Level

LEVEL = Level.ERROR
REPLACES = ("repeated-item",)
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: page, in: query, schema: { type: integer } }
      responses: { "200": { description: The pets } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: size, in: query, schema: { type: integer } }
      responses: { "200": { description: The pets } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for holder in (*checked.path_items, *checked.operations):
        listed = holder.get("parameters")
        known: dict[tuple[str, str], Object] = {}
        for value in listed if isinstance(listed, list) else ():
            source, parameter = checked.object(value), checked.resolved(value)
            if source is None or parameter is None:
                continue
            name, place = str(parameter.get("name")), str(parameter.get("in"))
            key = place, name.lower() if place == "header" else name
            if known.setdefault(key, source) is not source:
                yield Finding(
                    "duplicate-parameter",
                    LEVEL,
                    f"the parameter `{name}` is declared twice",
                    source.pointer,
                    f"the other one stands at {known[key].pointer}; remove one of them",
                )
