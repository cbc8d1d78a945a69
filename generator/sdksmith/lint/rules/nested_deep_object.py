"""A `deepObject` parameter with objects or lists inside

The style `deepObject` writes `filter[name]=Rex`. What it writes for a member that is an object or a list itself, "the
behavior is undefined": servers expect `filter[a][b]=`, `filter[a.b]=`, `filter[a][]=` or `filter[a]=1,2`, and a client
can only guess.

Keep the members plain, or send such a parameter as JSON by `content`.

https://spec.openapis.org/oas/v3.1.1.html#style-values
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - name: filter
          in: query
          style: deepObject
          explode: true
          schema:
            type: object
            properties:
              born: { type: object, properties: { after: { type: string } } }
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace(
    "{ type: object, properties: { after: { type: string } } }", "{ type: string }"
)


def check(checked: Checked) -> Iterator[Finding]:
    for parameter in checked.parameters:
        if parameter.get("style") != "deepObject":
            continue
        schema = checked.resolved(parameter.get("schema"))
        properties = schema.get("properties") if schema is not None else None
        for name, value in properties.items() if isinstance(properties, dict) else ():
            member = checked.resolved(value)
            kind = _nested(member.value) if member is not None else None
            if kind is not None:
                message = f"`{name}` is {kind} inside a `deepObject`, and OpenAPI does not say how to write it"
                hint = "send the parameter as JSON by `content`, or keep its members plain"
                yield Finding("nested-deep-object", LEVEL, message, parameter.at("style"), hint)
                break


def _nested(schema: dict[str, Any]) -> str | None:
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if "object" in kinds or "properties" in schema:
        return "an object"
    return "a list" if "array" in kinds or "items" in schema else None
