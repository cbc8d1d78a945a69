"""No value lies between the bounds of a schema

A minimum above its maximum, a `minLength` above its `maxLength`: each of them may be right, both together leave no
value. Most often the two are swapped.

https://spec.openapis.org/oas/v3.1.1.html#properties
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
      parameters: [{ name: limit, in: query, schema: { type: integer, minimum: 100, maximum: 1 } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("minimum: 100, maximum: 1 ", "minimum: 1, maximum: 100 ")

_PAIRS: Final = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)
_LOWER: Final = frozenset(low for low, _ in _PAIRS)


def check(checked: Checked) -> Iterator[Finding]:
    holders = checked.schemas
    if checked.version == "2.0":  # They describe their values themselves.
        holders = [*holders, *checked.parameters, *checked.headers, *checked.of("Items")]
    for schema in holders:
        value = schema.value
        if value.keys().isdisjoint(_LOWER):
            continue
        for low, high in _PAIRS:
            least, most = value.get(low), value.get(high)
            if least.__class__ in (int, float) and most.__class__ in (int, float) and least > most:
                message = f"no value is at least {least} and at most {most}"
                if low == "exclusiveMinimum":
                    message = f"no value is more than {least} and less than {most}"
                hint = f"correct `{low}` or `{high}`"
                yield Finding("impossible-bounds", LEVEL, message, schema.at(low), hint)
