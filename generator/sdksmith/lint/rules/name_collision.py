"""Two names become one in a language

Names are written as each language writes them: `user_id`, `userId` and `user-id` are all `user_id` in Python and
`UserID` in Go. Of two properties, schemas, operations, parameters or enum members that become one name, one has to
give way; it gets a mark behind its name that nobody would have chosen.

Rename one of them. Where both mean the same and one is there for old clients only, mark it `deprecated`; names of
schemas, resources and methods can be given in the configuration, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdksmith.lint.checked import Checked, Object
from sdksmith.load import Pointer
from sdksmith.names import Words, pascal, snake, words
from sdksmith.report import Finding, Level, quote

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
          content:
            application/json:
              schema:
                type: object
                properties:
                  user_id: { type: string }
                  userId: { type: string }
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
          content:
            application/json:
              schema:
                type: object
                properties:
                  user_id: { type: string }
                  owner_id: { type: string }
"""


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        value = schema.value
        properties = value.get("properties")
        if isinstance(properties, dict) and len({*map(words, properties)}) < len(properties):
            yield from _collisions("properties", list(properties), schema, "properties")
        listed = value.get("enum")
        if isinstance(listed, list):
            texts = [each for each in listed if isinstance(each, str)]
            if len({*map(words, texts)}) < len(texts) == len(listed) == len(set(texts)):
                yield from _collisions("enum members", texts, schema, "enum")
    if names := list(checked.components("schemas")):
        steps = ("definitions",) if checked.version == "2.0" else ("components", "schemas")
        yield from _collisions("schemas", names, checked.root, *steps)
    yield from _operations(checked)
    yield from _parameters(checked)


def _collisions(what: str, names: Sequence[str], holder: Object, *steps: str) -> Iterator[Finding]:
    """The names of one scope that are one name in letter case of their own."""
    first: dict[Words, str] = {}
    for index, name in enumerate(names):
        other = first.setdefault(words(name), name)
        if other != name:
            is_listed = isinstance(holder.value.get(steps[-1]), list)
            place = holder.at(*steps, index if is_listed else name, key=not is_listed)
            there = holder.at(*steps, names.index(other) if is_listed else other)
            yield _finding(what, other, name, place, there)


def _finding(what: str, first: str, second: str, place: Pointer, there: Pointer) -> Finding:
    name = words(second)
    return Finding(
        "name-collision",
        LEVEL,
        f"the {what} {quote(first)} and {quote(second)} become one name: "
        f"`{snake(name)}` in Python, `{pascal(name)}` in Go",
        place,
        f"the other one stands at {there}; rename one of them",
    )


def _operations(checked: Checked) -> Iterator[Finding]:
    first: dict[Words, tuple[str, Pointer]] = {}
    for operation in checked.operations:
        name = operation.get("operationId")
        if isinstance(name, str) and name:
            place = operation.at("operationId")
            other, there = first.setdefault(words(name), (name, place))
            if other != name:
                yield _finding("operations", other, name, place, there)


def _parameters(checked: Checked) -> Iterator[Finding]:
    known: set[Object] = set()
    for operation in checked.operations:
        first: dict[tuple[str, Words], tuple[str, Pointer]] = {}
        for parameter in checked.parameters_of(operation):
            name, place = parameter.get("name"), parameter.get("in")
            if isinstance(name, str) and isinstance(place, str) and place != "header":
                other, there = first.setdefault((place, words(name)), (name, parameter.pointer))
                if other != name and parameter not in known:
                    known.add(parameter)
                    yield _finding("parameters", other, name, parameter.pointer, there)
