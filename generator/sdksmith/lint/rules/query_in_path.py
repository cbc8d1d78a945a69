"""A path holds a query

What stands behind `?` belongs to the query, which a path does not have: two such paths differ in nothing that decides
which operation is meant.

Declare query parameters with `in: query`. An operation that is chosen by the query is one operation with an `enum`
parameter.

https://spec.openapis.org/oas/v3.1.2.html#paths-object
"""

from __future__ import annotations

import re
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
  /pets?kind=cat:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: The pets } }
    post:
      operationId: createPet
      responses: { "201": { description: The pet } }
"""
_QUERY: Final = re.compile(r"\?[^#]*|\{&[^}]*\}")


def check(checked: Checked) -> Iterator[Finding]:
    for path, item in checked.paths.items():
        query = _QUERY.search(path.partition("#")[0])
        if query is not None:
            yield Finding(
                "query-in-path",
                LEVEL,
                f"the path holds the query `{query[0]}`",
                item.key_pointer,
                "declare query parameters in `parameters`",
            )
