"""Operations ask for further pages in different ways

Most operations that return lists are read page by page in one way, such as `page` and `per_page`, and a few in
another one, such as `offset` and `limit`. Callers have to learn both, and a client needs a type of page for each.

Use one way for new operations. Those that exist can take both for a while; the old parameters are marked
`deprecated`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked, Operation
from sdksmith.names import words
from sdksmith.report import Finding, Level

LEVEL = Level.INFO
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The pets } }

  /dogs:
    get:
      operationId: listDogs
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The dogs } }

  /cats:
    get:
      operationId: listCats
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The cats } }

  /fish:
    get:
      operationId: listFish
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
      responses: { "200": { description: The fish } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The pets } }

  /dogs:
    get:
      operationId: listDogs
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The dogs } }

  /cats:
    get:
      operationId: listCats
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The cats } }

  /fish:
    get:
      operationId: listFish
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: per_page, in: query, schema: { type: integer } }
      responses: { "200": { description: The fish } }
"""
_WAYS: Final = {
    "page": frozenset(["page", "pagenumber", "pageno", "pagenum", "pageindex"]),
    "offset": frozenset(["offset", "skip", "startindex", "startat"]),
    "cursor": frozenset(
        [
            "cursor",
            "nextcursor",
            "pagecursor",
            "after",
            "startingafter",
            "pagetoken",
            "nextpagetoken",
            "nexttoken",
            "continuationtoken",
            "marker",
            "startafter",
            "paginationtoken",
        ]
    ),
}
"""The names of the parameters that ask for further items, by the way in which they do."""
_MOST: Final = 0.7
"""The share of the operations that makes a way the usual one."""


def check(checked: Checked) -> Iterator[Finding]:
    found: dict[Operation, dict[str, str]] = {}
    for operation in checked.operations:
        if operation.method == "GET" and operation.role == "path":
            ways = _ways(checked, operation)
            if ways:
                found[operation] = ways
    counts = Counter(way for ways in found.values() for way in ways)
    if len(counts) < 2:
        return
    usual, count = counts.most_common(1)[0]
    if count < _MOST * len(found):
        return
    name = Counter(ways[usual] for ways in found.values() if usual in ways).most_common(1)[0][0]
    for operation, ways in found.items():
        if usual not in ways:
            stated = next(iter(ways.values()))
            yield Finding(
                "inconsistent-pagination",
                LEVEL,
                f"further items are asked for by `{stated}`, and by `{name}` in {count} other operations",
                operation.key_pointer,
                f"take `{name}` here, too",
            )


def _ways(checked: Checked, operation: Operation) -> dict[str, str]:
    """The ways in which an operation is read page by page, with the names of the parameters."""
    found = {}
    for parameter in checked.parameters_of(operation):
        name = parameter.get("name")
        if parameter.get("in") == "query" and isinstance(name, str):
            compact = "".join(words(name))
            found.update({way: name for way, names in _WAYS.items() if compact in names})
    return found
