"""A requirement names a security scheme that there is none of

The names in `security` are those of `components.securitySchemes`. Nobody knows how to satisfy this one, so that
requests are sent without a credential.

Correct the name, or declare the scheme.

https://spec.openapis.org/oas/v3.1.2.html#security-requirement-object
"""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked
from sdksmith.load.near import did_you_mean
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ tokn: [] }]
      responses: { "200": { description: The pets } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ token: [] }]
      responses: { "200": { description: The pets } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
"""


def check(checked: Checked) -> Iterator[Finding]:
    declared = checked.components("securitySchemes")
    for requirement in checked.security:
        for name in requirement.value:
            is_reference = checked.version >= "3.2" and ("/" in name or "#" in name)
            if name not in declared and not is_reference:
                known = f"it has: {', '.join(declared)}" if declared else "it has none"
                yield Finding(
                    "unknown-security-scheme",
                    LEVEL,
                    f"the document has no security scheme `{name}`",
                    requirement.at(name, key=True),
                    did_you_mean(name, declared) or known,
                )
