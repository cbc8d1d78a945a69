"""An operation has a tag that the document does not declare

A document may use tags without declaring any. One that declares its tags, with their order and descriptions, and then
uses another one has most often misspelt it, and tools show a group of its own for it.

Correct the name, or declare the tag in `tags` of the document.

https://spec.openapis.org/oas/v3.1.1.html#tag-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.lint.guesses import Guesses
from sdksmith.report import Finding, Level, quote

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
tags: [{ name: pets, description: Cats and dogs }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pet]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("tags: [pet]", "tags: [pets]")


def check(checked: Checked) -> Iterator[Finding]:
    declared = {name for tag in checked.tags if isinstance(name := tag.get("name"), str)}
    if not declared:
        return
    reported: set[str] = set()
    guesses = Guesses()
    for operation in checked.operations:
        tags = operation.get("tags")
        for index, name in enumerate(tags if isinstance(tags, list) else ()):
            if not isinstance(name, str) or name in declared or name in reported:
                continue
            reported.add(name)  # It is declared once, for all operations.
            message = f"the document declares no tag {quote(name)}"
            hint = guesses.of(name, declared) or "declare it in `tags` of the document"
            yield Finding("undefined-tag", LEVEL, message, operation.at("tags", index), hint)
