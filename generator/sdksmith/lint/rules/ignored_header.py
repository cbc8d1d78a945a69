"""A header parameter that OpenAPI ignores

A parameter called `Accept`, `Content-Type` or `Authorization` in a header "SHALL be ignored": the first two follow
from the media types of responses and request bodies, the last one from security schemes. Whoever declares it so gets
a client without it.

Describe what it stands for: `security` for `Authorization`, `content` for the others.

https://spec.openapis.org/oas/v3.1.1.html#parameter-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
      parameters: [{ name: Authorization, in: header, schema: { type: string } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ token: [] }]
      responses: { "204": { description: Done } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
"""

_IGNORED: Final = {
    "accept": "the media types of the responses say it",
    "content-type": "the media types of the request body say it",
    "authorization": "declare a security scheme, and name it in `security`",
}


def check(checked: Checked) -> Iterator[Finding]:
    if checked.version == "2.0":
        return
    for parameter in checked.parameters:
        name = parameter.get("name")
        if parameter.get("in") == "header" and isinstance(name, str) and name.lower() in _IGNORED:
            message = f"a header parameter called `{name}` is ignored"
            hint = _IGNORED[name.lower()]
            yield Finding("ignored-header", LEVEL, message, parameter.at("name"), hint)
