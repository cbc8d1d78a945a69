"""Whether a request carries the credentials that an operation asks for, and no others."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from document import Document, DocumentError
from message import Request

__all__ = ["Alternative", "Credentials"]

Alternative = Mapping[str, Any]
"""The security schemes that are needed together, by name."""

Place = tuple[str, str]

_TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")


class Credentials:
    """The security schemes of a document."""

    def __init__(self, document: Document) -> None:
        components = document.root.child("components").child("securitySchemes")
        self._schemes = {name: document.follow(node).value for name, node in components.children()}

    @cached_property
    def places(self) -> set[Place]:
        """Where any credential that the document knows would stand."""
        places = {("header", "authorization")}
        for scheme in self._schemes.values():
            if scheme.get("type") == "apiKey":
                name = scheme["name"]
                places.add((scheme["in"], name.lower() if scheme["in"] == "header" else name))
        return places

    def check(self, alternatives: Sequence[Alternative], request: Request) -> str | None:
        """What is wrong when the request satisfies none of the alternatives, and only it."""
        given: dict[Place, str] = {}
        query = dict(request.query)
        for where, name in self.places:
            holder: Any = {"header": request.headers, "query": query, "cookie": request.cookies}
            value = holder[where].get(name)
            if value is not None:
                given[where, name] = value
        problems: list[str] = []
        for alternative in alternatives or ({},):
            complaints, used = self._check_alternative(alternative, given)
            complaints += [
                f"{where} {name} belongs to no credential of this alternative"
                for where, name in sorted(given.keys() - used)
            ]
            if not complaints:
                return None
            problems.append(f"{' + '.join(alternative) or 'none'}: {', '.join(complaints)}")
        return "; ".join(problems)

    def _check_alternative(
        self, alternative: Alternative, given: Mapping[Place, str]
    ) -> tuple[list[str], set[Place]]:
        complaints: list[str] = []
        used: set[Place] = set()
        for name in alternative:
            if name not in self._schemes:
                raise DocumentError(f"no security scheme is called {name}")
            scheme = self._schemes[name]
            if scheme["type"] == "mutualTLS":
                continue
            if scheme["type"] == "apiKey":
                key = scheme["name"].lower() if scheme["in"] == "header" else scheme["name"]
                place = (scheme["in"], key)
                good = bool(given.get(place))
            else:
                place = ("header", "authorization")
                good = _is_authorization(scheme, given.get(place, ""))
            if not good:
                complaints.append(f"{name} is not given in {place[0]} {place[1]}")
            used.add(place)
        return complaints, used


def _is_authorization(scheme: Mapping[str, Any], value: str) -> bool:
    kind, _, credential = value.partition(" ")
    wanted = scheme.get("scheme", "bearer").lower() if scheme["type"] == "http" else "bearer"
    if kind.lower() != wanted:
        return False
    if wanted == "basic":
        try:
            return b":" in base64.b64decode(credential, validate=True)
        except binascii.Error:
            return False
    return bool(credential) if wanted != "bearer" else bool(_TOKEN.fullmatch(credential))
