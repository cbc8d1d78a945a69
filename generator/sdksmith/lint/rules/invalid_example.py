"""An example does not satisfy its own schema

Readers copy examples, mock servers answer with them, and tests send them. One that the schema does not allow misleads
all of them, and often it is the schema that is wrong: what the API really sends is what somebody pasted here.

Checked are `example` and `examples` of schemas, parameters, headers and media types, and Example Objects behind a
`$ref`. A member that is `readOnly` or `writeOnly` may be left out. Where several schemas of a `oneOf` fit, any of them
will do. Texts stand for themselves in media types that are not JSON.

Correct the example, or the schema if the example is what the API does.

https://spec.openapis.org/oas/v3.1.1.html#example-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sdksmith.lint.checked import Checked, Object
from sdksmith.lint.instances import Instances, is_plainly
from sdksmith.load import Node, Pointer
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: A pet
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties:
                  name: { type: string }
                  age: { type: integer }
              example: { name: Rex, age: old }
"""

GOOD: Final = BAD.replace("age: old", "age: 7")


def check(checked: Checked) -> Iterator[Finding]:
    instances = Instances(checked.loader, siblings=checked.version >= "3.1")
    seen: set[tuple[int, Pointer]] = set()
    for schema, value, place in _examples(checked):
        if is_plainly(schema.value, value):
            continue
        key = id(schema.value), place
        if key not in seen:
            seen.add(key)
            instances.expect(schema, value, place)
    for mismatch in dict.fromkeys(instances.mismatches()):
        message = f"the example does not satisfy its schema: {mismatch.message}"
        yield Finding("invalid-example", LEVEL, message, mismatch.place, mismatch.hint)


def _examples(checked: Checked) -> Iterator[tuple[Node, Any, Pointer]]:
    for schema in checked.schemas:
        value = schema.value
        if "example" in value:
            yield _node(checked, schema), value["example"], schema.at("example")
        if "examples" in value and isinstance(value["examples"], list):
            for index, example in enumerate(value["examples"]):
                yield _node(checked, schema), example, schema.at("examples", index)
    for holder in (*checked.parameters, *checked.headers):
        if "schema" in holder.value:
            yield from _held(checked, holder)
    for media in checked.media_types:
        if "schema" in media.value:
            is_json = _is_json(media.name)
            for schema_node, example, place in _held(checked, media):
                if is_json or not isinstance(example, str):
                    yield schema_node, example, place
    if checked.version == "2.0":
        yield from _of_responses(checked)


def _held(checked: Checked, holder: Object) -> Iterator[tuple[Node, Any, Pointer]]:
    """The examples beside a schema."""
    value = holder.value
    schema = _node(checked, holder, "schema")
    if "example" in value:
        yield schema, value["example"], holder.at("example")
    several = value.get("examples")
    for stated in several.values() if isinstance(several, dict) else ():
        example = checked.resolved(stated)
        if example is None:
            continue
        for key in ("value", "dataValue"):  # the latter since OpenAPI 3.2
            if key in example.value:
                yield schema, example.value[key], example.at(key)


def _of_responses(checked: Checked) -> Iterator[tuple[Node, Any, Pointer]]:
    """The examples of OpenAPI 2.0, by media type."""
    for response in checked.responses:
        examples = response.get("examples")
        if "schema" not in response.value or not isinstance(examples, dict):
            continue
        for name, example in examples.items():
            if _is_json(name) or not isinstance(example, str):
                yield _node(checked, response, "schema"), example, response.at("examples", name)


def _node(checked: Checked, holder: Object, *steps: str) -> Node:
    value = holder.value
    for step in steps:
        value = value[step]
    return Node(checked.loader, holder.document, (*holder.steps, *steps), value)


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json", "/*")) and not essence.startswith("text/*")
