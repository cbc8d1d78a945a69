"""A request body has no media type

`content` says what may be sent, by media type. An empty one allows nothing: no request with a body can be right.

Add the media type and its schema: `content: { application/json: { schema: … } }`.

https://spec.openapis.org/oas/v3.1.2.html#request-body-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: sendPet
      requestBody: { content: {} }
      responses: { "200": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: sendPet
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string } } }
      responses: { "200": { description: The pet } }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for body in checked.request_bodies:
        if body.get("content") == {}:
            yield Finding(
                "empty-content",
                LEVEL,
                "the request body says no media type",
                body.pointer,
                "add `content: { application/json: { schema: … } }`",
            )
