"""The parts of an `allOf` exclude each other

A value has to satisfy all parts of an `allOf`. Here none can: one part says `string` and another one `object`, their
`enum`s have nothing in common, or one allows no other members while another one requires some
(`additionalProperties: false` looks at the properties beside it, not at those of other parts).

Correct one of the parts. To close an object that is made of parts, write `unevaluatedProperties: false` beside the
`allOf` (since OpenAPI 3.1).

https://json-schema.org/draft/2020-12/json-schema-core#name-allof
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.variants import parts
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json:
            schema:
              allOf:
                - type: object
                  properties: { id: { type: string }, name: { type: string } }
                - type: object
                  properties: { id: { type: integer } }
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("type: integer", "type: string")

_NAMES: Final = {"array": "a list", "null": "null", "boolean": "a boolean"}
_ALTERNATIVES: Final = ("anyOf", "oneOf", "not", "if")


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        if not isinstance(schema.get("allOf"), list):
            continue
        pieces = [part.value for part in parts(checked, schema)]
        found = _clash(pieces) or _closed(pieces) or _member(checked, pieces)
        if found:
            place = schema.at("allOf", key=True)
            hint = "a value has to satisfy all parts; correct one of them"
            yield Finding("contradictory-all-of", LEVEL, found, place, hint)


def _clash(pieces: Sequence[dict[str, Any]], what: str = "") -> str:
    """Why no value is of the types and among the values that all pieces say; empty if some are."""
    types: set[str] | None = None
    stated: list[str] = []
    values: dict[str, Any] | None = None
    for piece in pieces:
        own = _types(piece)
        if own is not None:
            said = " or ".join(sorted(_NAMES.get(each, each) for each in _plain_types(piece)))
            stated += [said] if said not in stated else []
            types = own if types is None else types & own
        if (listed := _values(piece)) is not None:
            values = listed if values is None else {k: v for k, v in values.items() if k in listed}
    where = f"of {what} " if what else ""
    if types is not None and not types:
        return f"no value {where}is {' and '.join(stated)} at once"
    if values is not None and not values:
        which = f" of {what}" if what else ""
        return f"the parts list different values{which}, and none is allowed by all"
    return ""


def _plain_types(schema: dict[str, Any]) -> list[str]:
    said = schema.get("type")
    return [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)]


def _types(schema: dict[str, Any]) -> set[str] | None:
    """The types that a schema allows; None where it does not say."""
    found = set(_plain_types(schema))
    if not found:
        return None
    if "number" in found:
        found.add("integer")
    if schema.get("nullable") is True or schema.get("x-nullable") is True:
        found.add("null")
    return found


def _values(schema: dict[str, Any]) -> dict[str, Any] | None:
    listed = schema.get("enum")
    if "const" in schema:
        listed = [schema["const"]]
    if not isinstance(listed, list):
        return None
    return {json.dumps(value, sort_keys=True, default=str): value for value in listed}


def _closed(pieces: Sequence[dict[str, Any]]) -> str:
    """Which member one piece requires and another one excludes; empty if there is none."""
    required: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        names = piece.get("required")
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str):
                required.setdefault(name, index)
    for index, piece in enumerate(pieces):
        if piece.get("additionalProperties") is not False or piece.get("patternProperties"):
            continue
        own = piece.get("properties")
        known = own if isinstance(own, dict) else {}
        for name, other in required.items():
            if other != index and name not in known:
                return (
                    f"one part requires {quote(name)}, which `additionalProperties: false`"
                    " of another part excludes"
                )
    return ""


def _member(checked: Checked, pieces: Sequence[dict[str, Any]]) -> str:
    """Which member is described by several pieces that exclude each other; empty if none is."""
    described: dict[str, list[dict[str, Any]]] = {}
    for piece in pieces:
        properties = piece.get("properties")
        for name, value in properties.items() if isinstance(properties, dict) else ():
            if isinstance(value, dict):
                described.setdefault(name, []).append(value)
    for name, values in described.items():
        if len(values) < 2:
            continue
        known = []
        for value in values:
            target = checked.resolved(value)
            if target is not None:
                known += [part.value for part in parts(checked, target)]
        if found := _clash(known, quote(name)):
            return found
    return ""
