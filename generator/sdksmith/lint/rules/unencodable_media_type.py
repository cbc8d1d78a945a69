"""No client can write the body in this media type

The schema says that the body is an object, and the media type is none that has a way to write objects: JSON, forms
and multipart do. How an object becomes `application/pdf`, nobody has agreed on, so that callers have to pass text or
bytes.

Offer JSON beside it, or give the body the schema that it has: `type: string`, for bytes with `format: binary` or
without a schema.

https://spec.openapis.org/oas/v3.1.2.html#media-type-object
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.lint.checked import Checked, Object
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING
REPLACES = ("unsupported",)
BAD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/pdf: { schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
GOOD = """\
openapi: 3.1.0
info: { title: Pets, version: "1.0" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { name: { type: string } } } }
      responses: { "201": { description: The pet } }
"""
_OBJECTS: Final = re.compile(
    r"\*/\*|application/\*|(application|text)/([\w.-]+\+)?(json|x-json|xml|yaml|x-yaml|cbor|msgpack|x-ndjson|jsonl|json-seq)\b"
    r"|application/x-www-form-urlencoded|multipart/|[\w.-]+/[\w.-]+\+(json|xml|yaml|cbor)\b"
    r"|application/(x-)?(protobuf|msgpack|grpc|cbor|avro|bson|ndjson)",
    re.IGNORECASE,
)
"""What there is a way to write an object in."""


def check(checked: Checked) -> Iterator[Finding]:
    for body in checked.request_bodies:
        content = body.get("content")
        if not isinstance(content, dict) or any(map(_OBJECTS.match, content)):
            continue
        for name, value in content.items():
            media = checked.resolved(value)
            schema = checked.resolved(media.get("schema")) if media is not None else None
            if media is not None and schema is not None and _is_object(schema):
                yield Finding(
                    "unencodable-media-type",
                    LEVEL,
                    f"the body is an object, which `{name}` has no way to write",
                    body.at("content", name, key=True),
                    "offer `application/json`, or describe the body as a string",
                )


def _is_object(schema: Object) -> bool:
    return schema.get("type") in ("object", "array") or "properties" in schema.value
