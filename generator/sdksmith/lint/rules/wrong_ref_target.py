"""A `$ref` leads to something else than what has to stand there

A `$ref` stands for what it leads to, so that has to be an object of the right kind: a `$ref` among the parameters
leads to a Parameter Object, one among the responses to a Response Object. Tools that do not notice read the other
object as if it were one of these.

Refer to the object that is meant; or describe one, with the other in it: a response that holds a schema has it in
`content`, below a media type.

https://spec.openapis.org/oas/v3.1.2.html#reference-object
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.lint import grammar
from sdksmith.lint.checked import Checked, Object
from sdksmith.lint.grammar import an
from sdksmith.load import Node
from sdksmith.report import Finding, Level, Problem, quote

LEVEL = Level.ERROR
BAD: Final = """\
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
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
          headers:
            Total: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet: { type: string }
"""
GOOD: Final = BAD.replace(
    'Total: { $ref: "#/components/schemas/Pet" }',
    'Total: { schema: { $ref: "#/components/schemas/Pet" } }',
)


def check(checked: Checked) -> Iterator[Finding]:
    for source in checked.refs:
        target = checked.target(source)
        if target is None or target.kind != source.kind:
            found = _found(checked, source)
            if found is not None:
                message = f"{quote(source.ref)} leads to {found}, not to {an(source.kind)}"
                yield Finding("wrong-ref-target", LEVEL, message, source.at("$ref"))


def _found(checked: Checked, source: Object) -> str | None:
    """What a `$ref` leads to; None if that is not known to be something else, or if it leads nowhere."""
    node = Node(checked.loader, source.document, source.steps, source.value)
    try:
        end = checked.loader.resolve(node)
    except Problem:  # which is told where the `$ref` is followed
        return None
    if not isinstance(end.value, dict):
        is_schema = source.kind == "Schema" and isinstance(end.value, bool)
        return None if is_schema else "what is no object"
    if end.document is not checked.root.document:
        return None  # What stands in other files is what the first `$ref` says that leads there.
    version = checked.version
    *_, (kind, _) = grammar.kind_at(version, grammar.root(version), end.document.value, end.path)
    return None if kind in (None, "Reference", source.kind) else an(kind)
