"""There is no way to ask for the next page

The response says that there are more items, by a cursor or a flag, and no parameter of the operation takes a cursor,
a page or an offset. Whoever calls it gets the first page again and again.

Add the parameter that takes the cursor, such as `cursor`; or, where the list is always whole, remove the field.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked, Object, Operation
from sdksmith.names import words
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
      parameters:
        - { name: limit, in: query, schema: { type: string } }
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: { type: array, items: { type: string } }
                  next_cursor: { type: string }
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
        - { name: cursor, in: query, schema: { type: string } }
      responses:
        "200":
          description: The pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: { type: array, items: { type: string } }
                  next_cursor: { type: string }
"""
_MORE: Final = frozenset(
    [
        "nextcursor",
        "nextpagetoken",
        "nexttoken",
        "nextpagecursor",
        "nextmarker",
        "nextkey",
        "nextpagekey",
        "nextpageid",
        "nextstartkey",
        "nextafter",
        "endcursor",
        "hasmore",
        "hasnextpage",
        "hasnext",
        "hasmorepages",
        "moreresults",
        "istruncated",
        "moreavailable",
    ]
)
"""Fields that say that there are more items; a URL of the next page needs no parameter and is none of them."""
_ADVANCE: Final = [
    "cursor",
    "token",
    "page",
    "offset",
    "skip",
    "after",
    "before",
    "start",
    "continu",
    "marker",
    "from",
    "next",
    "since",
    "until",
    "bookmark",
    "scroll",
    "key",
    "index",
    "last",
    "id",
]
"""What is part of the name of a parameter that asks for other items than the first ones."""
_SIZES: Final = frozenset(
    ["pagesize", "perpage", "pagelimit", "pagecount", "itemsperpage", "maxpagesize"]
)
_HOLDERS: Final = frozenset(
    ["meta", "metadata", "pagination", "paging", "pageinfo", "page", "links", "cursors"]
)


def check(checked: Checked) -> Iterator[Finding]:
    for operation in checked.operations:
        if operation.method != "GET" or operation.role != "path":
            continue
        found = _more(checked, operation)
        if found is not None and not any(map(_advances, checked.parameters_of(operation))):
            yield Finding(
                "endless-first-page",
                LEVEL,
                f"the response says by `{found}` that there are more items, and no parameter asks for them",
                operation.key_pointer,
                "add the parameter that takes the cursor, the page or the offset",
            )


def _advances(parameter: Object) -> bool:
    if parameter.get("in") == "querystring":
        return True
    name = "".join(words(str(parameter.get("name"))))
    is_sent = parameter.get("in") in ("query", "header")
    return is_sent and name not in _SIZES and any(part in name for part in _ADVANCE)


def _more(checked: Checked, operation: Operation) -> str | None:
    """The field of a list's response that says that there are more items."""
    responses = operation.get("responses")
    response = checked.resolved(responses.get("200")) if isinstance(responses, dict) else None
    schema = _json(checked, response) if response is not None else None
    if schema is None:
        return None
    members = _properties(checked, schema)
    if not any(_is_list(each) for each in members.values()):
        return None
    inner = [
        name
        for holder, each in members.items()
        if "".join(words(holder)) in _HOLDERS and each is not None
        for name in _properties(checked, each)
    ]
    return next((name for name in (*members, *inner) if "".join(words(name)) in _MORE), None)


def _json(checked: Checked, response: Object) -> Object | None:
    content: Any = response.get("content")
    if checked.version == "2.0":
        return checked.resolved(response.get("schema"))
    media = content.get("application/json") if isinstance(content, dict) else None
    return checked.resolved(media.get("schema")) if isinstance(media, dict) else None


def _properties(checked: Checked, schema: Object) -> dict[str, Object | None]:
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return {}
    return {name: checked.resolved(value) for name, value in properties.items()}


def _is_list(schema: Object | None) -> bool:
    return schema is not None and schema.get("type") == "array"
