"""A scope that its security scheme does not declare

An operation asks for an OAuth 2.0 scope that none of the scheme's flows lists. The authorization server most likely
does not know it either, and a token for it cannot be had.

Correct the name, or add the scope to `scopes` of the flows.

https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked, Object
from sdksmith.lint.guesses import Guesses
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ login: ["pets:raed"] }]
      responses: { "204": { description: Done } }
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://example.com/token
          scopes: { "pets:read": Read pets }
"""

GOOD: Final = BAD.replace("pets:raed", "pets:read")


def check(checked: Checked) -> Iterator[Finding]:
    guesses = Guesses()
    known: dict[str, set[str] | None] = {}
    for name, entry in checked.components("securitySchemes").items():
        scheme = checked.target(entry)
        known[name] = _scopes(scheme) if scheme is not None else None
    for requirement in checked.security:
        for name, scopes in requirement.value.items():
            declared = known.get(name)
            if declared is None or not isinstance(scopes, list):
                continue
            for index, scope in enumerate(scopes):
                if isinstance(scope, str) and scope not in declared:
                    message = f"no flow of `{name}` declares the scope {quote(scope)}"
                    hint = guesses.of(scope, declared) or "add it to `scopes` of its flows"
                    place = requirement.at(name, index)
                    yield Finding("unknown-scope", LEVEL, message, place, hint)


def _scopes(scheme: Object) -> set[str] | None:
    """The scopes of all flows; None where it has no flows, or one does not say."""
    if scheme.get("type") != "oauth2":
        return None
    flows = scheme.get("flows")
    listed = list(flows.values()) if isinstance(flows, dict) else [scheme.value]  # OpenAPI 2.0
    found: set[str] = set()
    for flow in listed:
        scopes = flow.get("scopes") if isinstance(flow, dict) else None
        if isinstance(scopes, dict):
            found.update(scopes)
    return found or None
