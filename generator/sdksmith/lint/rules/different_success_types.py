"""Two successes answer with different types

A method returns one type. Where `200` and `202` answer with different schemas, it returns a union of both, and each
caller has to find out which one came.

Answer with one schema, whose fields may be absent; or make two operations of it.

https://spec.openapis.org/oas/v3.1.2.html#responses-object
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
        "202":
          description: Accepted
          content: { application/json: { schema: { type: object, properties: { job: { type: string } } } } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
        "202":
          description: Accepted
          content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } }
"""
_JSON: Final = re.compile(r"(application|text)/([\w.-]+\+)?json\b", re.IGNORECASE)


def check(checked: Checked) -> Iterator[Finding]:
    for operation in checked.operations:
        responses = operation.get("responses")
        if operation.role != "path" or not isinstance(responses, dict):
            continue
        statuses = [status for status in responses if status[:1] == "2"]
        if len(statuses) < 2:
            continue
        schemas = {status: _schema(checked, responses[status]) for status in sorted(statuses)}
        typed = {status: schema for status, schema in schemas.items() if schema}
        (first, schema), *others = typed.items() or [("", {})]
        for status, other in others:
            if other != schema:
                yield Finding(
                    "different-success-types",
                    LEVEL,
                    f"the responses {first} and {status} have different schemas",
                    operation.at("responses", status, key=True),
                    "answer with one schema, or make two operations of it",
                )
                break


def _schema(checked: Checked, value: Any) -> Any:
    """What a success answers; None where that is nothing or no JSON."""
    response = checked.resolved(value)
    if response is None:
        return None
    content = response.get("content")
    if not isinstance(content, dict):
        return response.get("schema")  # OpenAPI 2.0
    media = next((each for name, each in content.items() if _JSON.match(name)), None)
    return media.get("schema") if isinstance(media, dict) else None
