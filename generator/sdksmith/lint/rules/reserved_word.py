"""A name is a reserved word of a language

A word such as `class`, `from` or `import` cannot be the name of an argument or an attribute in each language. The SDK
writes an underscore behind it: `class_`. What is sent does not change.

It is safe to leave it. For a field that is new, choose another word: `category` for `class`, `since` for `from`.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.load import Pointer
from sdksmith.names import camel, snake, words
from sdksmith.report import Finding, Level

LEVEL = Level.INFO
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
                  class: { type: string }
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
                  category: { type: string }
"""
_PYTHON: Final = frozenset(keyword.kwlist)
_GO: Final = frozenset(
    [
        "break",
        "case",
        "chan",
        "const",
        "continue",
        "default",
        "defer",
        "else",
        "fallthrough",
        "for",
        "func",
        "go",
        "goto",
        "if",
        "import",
        "interface",
        "map",
        "package",
        "range",
        "return",
        "select",
        "struct",
        "switch",
        "type",
        "var",
    ]
)
_TYPESCRIPT: Final = frozenset(
    [
        "arguments",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {"Python": _PYTHON}
"""Other languages write attributes with a capital letter, or allow each word."""
_ARGUMENTS: Final[Mapping[str, frozenset[str]]] = {
    "Python": _PYTHON,
    "Go": _GO,
    "TypeScript": _TYPESCRIPT,
}


def check(checked: Checked) -> Iterator[Finding]:
    for schema in checked.schemas:
        properties = schema.value.get("properties")
        for name in properties if isinstance(properties, dict) else ():
            if name in _PYTHON or (not name.islower() and snake(words(name)) in _PYTHON):
                yield _finding(
                    "property", name, _ATTRIBUTES, schema.at("properties", name, key=True)
                )
    for parameter in checked.parameters:
        name = parameter.get("name")
        if not isinstance(name, str):
            continue
        tables = _ARGUMENTS if parameter.get("in") == "path" else _ATTRIBUTES
        if any(_written(name, language) in table for language, table in tables.items()):
            yield _finding("parameter", name, tables, parameter.at("name"))


def _written(name: str, language: str) -> str:
    return snake(words(name)) if language == "Python" else camel(words(name))


def _finding(what: str, name: str, tables: Mapping[str, frozenset[str]], place: Pointer) -> Finding:
    languages = [each for each, table in tables.items() if _written(name, each) in table]
    return Finding(
        "reserved-word",
        LEVEL,
        f"the {what} `{name}` is a reserved word in {' and '.join(languages)}",
        place,
        "it gets an underscore behind it there; another word reads better",
    )
