"""Scopes for a security scheme that has none

Only `oauth2` and `openIdConnect` have scopes. For any other scheme "the array MUST be empty" in OpenAPI 2.0 and 3.0;
since 3.1 it may name roles, which nothing checks.

Write `[]`, and say in words who may do what.

https://spec.openapis.org/oas/v3.0.4.html#security-requirement-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.load import Pointer
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ key: ["pets:read"] }]
      responses: { "204": { description: Done } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
"""

GOOD: Final = BAD.replace('["pets:read"]', "[]")

_WITH_SCOPES: Final = ("oauth2", "openIdConnect")


def check(checked: Checked) -> Iterator[Finding]:
    if checked.version >= "3.1":
        return
    kinds: dict[str, str] = {}
    for name, entry in checked.components("securitySchemes").items():
        scheme = checked.target(entry)
        if scheme is not None and isinstance(kind := scheme.get("type"), str):
            kinds[name] = kind
    first: dict[str, Pointer] = {}
    counts: dict[str, int] = {}
    for requirement in checked.security:
        for name, scopes in requirement.value.items():
            kind = kinds.get(name)
            if (
                kind is not None
                and kind not in _WITH_SCOPES
                and isinstance(scopes, list)
                and scopes
            ):
                first.setdefault(name, requirement.at(name))
                counts[name] = counts.get(name, 0) + 1
    for name, place in first.items():
        others = counts[name] - 1
        more = f", here and in {others} other place{'s' if others > 1 else ''}" if others else ""
        message = f"`{name}` is of type `{kinds[name]}`, which has no scopes; the list has to be empty{more}"
        yield Finding("scopes-without-oauth", LEVEL, message, place, "write `[]`")
