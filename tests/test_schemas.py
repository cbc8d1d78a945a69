"""Schemas as types: what stands in a document, and what it means.

Each case holds the members of `components.schemas` and what becomes of the one called `T`: its type, then every model
and alias that it reaches. A type is written `string`, `[items]`, `{values}`, `<constant | constant>`, `A | B`, `type?`
for one that may be null, and `(first, second, *rest)`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdksmith.build import examples
from sdksmith.build.context import Context
from sdksmith.build.schemas import components
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.config import Config
from sdksmith.ir import (
    Array,
    Dictionary,
    Discriminator,
    Enumeration,
    Field,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    referenced,
)
from sdksmith.load import Loader
from sdksmith.names import pascal, words
from sdksmith.wire import Wire

CASES = (Path(__file__).parent / "schemas.txt").read_text()
"""Cases, each begun by a line `== what it shows`, with `--` between what is given and what is wanted."""


def _cases() -> Iterator[object]:
    for text in re.split(r"^== ", CASES, flags=re.MULTILINE)[1:]:
        title, _, rest = text.partition("\n")
        document, _, wanted = rest.partition("--\n")
        yield pytest.param(document, wanted.strip(), id=title)


@pytest.mark.parametrize(("text", "wanted"), list(_cases()))
def test_schema(text: str, wanted: str, tmp_path: Path) -> None:
    assert _shown(text, tmp_path) == wanted


def test_depth(tmp_path: Path) -> None:
    """Whatever is nested without end is a finding, never a RecursionError."""
    deep = "{ type: array, items: " * 90 + "{}" + " }" * 90
    assert "nested so deeply" in _shown(f"T: {deep}", tmp_path)
    chain = "".join(
        f"A{n}: {{ properties: {{ p{n}: {{}} }}, oneOf: [{{ $ref: '#/components/schemas/A{n + 1}' }}] }}\n"
        for n in range(900)
    )
    shown = _shown(f"T: {{ $ref: '#/components/schemas/A0' }}\n{chain}A900: {{}}", tmp_path)
    assert "nested so deeply" in shown


_KEYWORDS = [
    "$ref",
    "$defs",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "discriminator",
    "enum",
    "example",
    "format",
    "items",
    "mapping",
    "minItems",
    "minLength",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyName",
    "readOnly",
    "required",
    "type",
    "x",
]
_WORDS = [
    "string",
    "integer",
    "number",
    "object",
    "array",
    "null",
    "date",
    "x",
    "^a$",
    "#/components/schemas/T",
    "#/components/schemas/U",
    "#/components/schemas/T/properties/x",
]
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.sampled_from(_WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYWORDS), inner, max_size=4)
    ),
    max_leaves=40,
)


@given(st.fixed_dictionaries({"T": _ANYTHING, "U": _ANYTHING}))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_anything(tmp_path: Path, found: dict[str, object]) -> None:
    """Whatever stands in place of a schema, it is read, and a value is made."""
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps({"openapi": "3.1.1", "components": {"schemas": found}}))
    root = Loader(document).root
    context = Context(Config(), root)
    schemas = Schemas(context, components.names(context))
    node = root["components"]["schemas"]["T"]
    type = schemas.type(node, words("T"))
    list(_Shown(schemas).reached(type))
    assert not schemas.models.keys() & schemas.aliases.keys()
    json.dumps(examples.made(node, "t", context))


def _shown(text: str, folder: Path) -> str:
    document = folder / "openapi.yaml"
    indented = "".join(f"    {line}\n" for line in text.splitlines())
    document.write_text(f"openapi: 3.1.1\ncomponents:\n  schemas:\n{indented}")
    root = Loader(document).root
    context = Context(Config(), root)
    schemas = Schemas(context, components.names(context))
    type = schemas.type(root["components"]["schemas"]["T"], words("T"))
    lines = [_Shown(schemas).type(type), *_Shown(schemas).reached(type)]
    lines += [f"! {finding.code}: {finding.message}" for finding in context.findings]
    return "\n".join(lines)


class _Shown:
    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def reached(self, type: Type) -> Iterator[str]:
        found: dict[ModelId, None] = {}
        waiting = list(referenced(type))[::-1]
        while waiting:
            id = waiting.pop()
            if id in found:
                continue
            found[id] = None
            waiting += [id for inner in self._inside(id) for id in referenced(inner)][::-1]
        for id in found:
            if (alias := self._schemas.aliases.get(id)) is not None:
                yield f"{pascal(alias.name)} = {self.type(alias.type)}"
                continue
            model = self._schemas.models[id]
            members = [self._field(field) for field in model.fields]
            members += [f"*: {self.type(model.extra)}"] if model.extra is not None else []
            yield f"{pascal(model.name)}: {', '.join(members)}"

    def _inside(self, id: ModelId) -> list[Type]:
        if (alias := self._schemas.aliases.get(id)) is not None:
            return [alias.type]
        model = self._schemas.models[id]
        return [field.type for field in model.fields] + ([model.extra] if model.extra else [])

    def _field(self, field: Field) -> str:
        marks = [
            *(["-"] if field.read_only else []),
            *(["+"] if field.write_only else []),
            field.wire.text,
            *([] if field.required else ["?"]),
        ]
        default = f" = {field.default.value!r}" if field.default is not None else ""
        return f"{''.join(marks)}: {self.type(field.type)}{default}"

    def type(self, type: Type) -> str:
        match type:
            case Scalar(kind):
                return kind.name.lower()
            case Unknown():
                return "any"
            case Nullable(inner):
                shown = self.type(inner)
                return f"({shown})?" if isinstance(inner, Union) else f"{shown}?"
            case Array(items):
                return f"[{self.type(items)}]"
            case Tuple(items, rest):
                shown = [self.type(item) for item in items]
                return f"({', '.join(shown + ([f'*{self.type(rest)}'] if rest else []))})"
            case Dictionary(values):
                return f"{{{self.type(values)}}}"
            case Enumeration(_, members):
                return f"<{' | '.join(_constant(member.value) for member in members)}>"
            case Union(variants, told):
                shown = [self.type(variant) for variant in variants]
                return " | ".join(shown) + (self._told(told, shown) if told else "")
            case Object(id):
                return pascal(self._schemas.models[id].name)
            case Reference(id):
                return f"@{pascal(self._schemas.aliases[id].name)}"

    def _told(self, told: Discriminator, shown: list[str]) -> str:
        pairs = [f"{_constant(value)} {shown[index]}" for value, index in told.mapping]
        return f" by {told.wire.text} ({', '.join(pairs)})"


def _constant(value: Wire | float | bool | None) -> str:
    return value.text if isinstance(value, Wire) else repr(value)
