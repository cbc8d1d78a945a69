"""Two tags have one name

"Each tag name in the list MUST be unique": tools show the description of one of the two, and which one is chance.

Remove one, or rename it.

https://spec.openapis.org/oas/v3.1.1.html#openapi-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked, Object
from sdksmith.report import Finding, Level, quote

LEVEL = Level.ERROR

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
tags:
  - { name: pets, description: Cats and dogs }
  - { name: pets, description: Birds }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("name: pets, description: Birds", "name: birds, description: Birds")


def check(checked: Checked) -> Iterator[Finding]:
    known: dict[str, Object] = {}
    for tag in checked.tags:
        name = tag.get("name")
        if isinstance(name, str) and known.setdefault(name, tag) is not tag:
            message = f"two tags are called {quote(name)}"
            hint = f"the other one stands at {known[name].pointer}; remove or rename one of them"
            yield Finding("duplicate-tag", LEVEL, message, tag.at("name"), hint)
