"""A GET request has a body

The body of a GET or HEAD request has no meaning of its own: caches ignore it, proxies drop it, some servers refuse
it, and browsers cannot send it at all. Versions before 3.1 say that it is ignored.

Use query parameters, or POST, or `query` of OpenAPI 3.2.

HTTP semantics (RFC 9110, 9.3.1): https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: sendPet
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string } } }
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
_WITHOUT_BODY: Final = ("GET", "HEAD")


def check(checked: Checked) -> Iterator[Finding]:
    for operation in checked.operations:
        if operation.method not in _WITHOUT_BODY:
            continue
        places = [operation.at("requestBody")] if "requestBody" in operation.value else []
        places += [
            parameter.pointer
            for parameter in checked.parameters_of(operation)
            if parameter.get("in") in ("body", "formData")  # OpenAPI 2.0
        ]
        for place in places[:1]:
            yield Finding(
                "body-of-get",
                LEVEL,
                f"a {operation.method} request with a body is not understood by all servers",
                place,
                "use query parameters or another HTTP method",
            )
