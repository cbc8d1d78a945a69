"""An operation says nothing of success

All responses that the operation describes are errors, so nobody knows what it answers when it works: an SDK returns
nothing, and a test cannot tell what is right.

Describe the response that means success, such as `200`, `204` or `302`. `default` stands for it as well where it is
the only one that could.

https://spec.openapis.org/oas/v3.1.1.html#responses-object
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
      responses: { "404": { description: Not found } }
"""

GOOD: Final = BAD.replace('{ "404"', '{ "204": { description: Done }, "404"')


def check(checked: Checked) -> Iterator[Finding]:
    for operation in checked.operations:
        responses = operation.get("responses")
        if not isinstance(responses, dict):
            continue
        statuses = [status for status in responses if not status.startswith("x-")]
        if statuses and not any(_is_success(status) for status in statuses):
            message = "no response of this operation means success"
            hint = "describe what it answers when it works, such as `200` or `204`"
            place = operation.at("responses", key=True)
            yield Finding("no-success-response", LEVEL, message, place, hint)


def _is_success(status: str) -> bool:
    return status.lower() == "default" or status[:1] in ("1", "2", "3")
