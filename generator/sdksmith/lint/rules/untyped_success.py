"""A success has no schema

A response that is JSON and has no schema, or an empty one, may be anything. Whoever calls the method gets a value
without a type: no completion, no check, and nothing in the documentation.

Describe what comes. A success without content is written without `content`; one that really may be anything says so
with a `description` in its schema.

https://spec.openapis.org/oas/v3.1.2.html#media-type-object
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
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: The pets
          content: { application/json: {} }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: The pets
          content: { application/json: { schema: { type: array, items: { type: string } } } }
"""
_JSON: Final = re.compile(r"(application|text)/([\w.-]+\+)?json\b", re.IGNORECASE)


def check(checked: Checked) -> Iterator[Finding]:
    for media in checked.media_types:
        response = media.parent
        if response is None or response.kind != "Response" or not _JSON.match(media.name):
            continue
        is_success = response.name[:1] == "2" or response.within("Operation") is None
        if (
            is_success
            and media.get("schema") in (None, {}, True)
            and "itemSchema" not in media.value
        ):
            yield Finding(
                "untyped-success",
                LEVEL,
                f"a success is `{media.name}`, and nothing says what stands in it",
                media.key_pointer,
                "add `schema: { $ref: … }`",
            )
