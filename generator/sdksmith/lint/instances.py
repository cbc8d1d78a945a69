"""Whether values that stand in a document satisfy their schemas: all of them checked at once by a compiled validator.

Schemas of every version of OpenAPI are put into the words of JSON Schema 2020-12, each once; what they refer to becomes
a definition, wherever it stands. What cannot be understood is left out, so that a value is only ever found wrong for
what a schema does say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from itertools import groupby
from typing import Any, Final

from jsonschema_rs import Draft202012Validator

from sdksmith.lint.mismatches import Mismatch, mismatches
from sdksmith.lint.patterns import is_compiled
from sdksmith.load import Loader, Node, Pointer
from sdksmith.records import record
from sdksmith.report import Problem

__all__ = ["Instances", "Mismatch", "is_plainly"]

_Schema = dict[str, Any] | bool

_PLAIN: Final = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
"""What is of a type for certain."""
_TYPES: Final = frozenset((*_PLAIN, "object", "array", "null"))
_FORMATS: Final = frozenset(("date", "date-time", "uuid", "ipv4", "ipv6"))
"""The formats that are checked: those that programs read as something else than a text, or that leave no doubt."""
_SINGLE: Final = ("not", "if", "then", "else", "contains", "propertyNames")
_OR_BOOLEAN: Final = ("items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems")
_MAPS: Final = ("properties", "dependentSchemas")
_COUNTS: Final = (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
)
_BOUNDS: Final = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
_ASSERTIONS: Final = frozenset(
    (
        "$ref",
        "$dynamicRef",
        "$recursiveRef",
        "allOf",
        "anyOf",
        "oneOf",
        *_SINGLE,
        *_MAPS,
        *_OR_BOOLEAN,
        *_COUNTS,
        *_BOUNDS,
        *_BOUNDS.values(),
        "multipleOf",
        "pattern",
        "format",
        "enum",
        "const",
        "required",
        "prefixItems",
        "patternProperties",
        "uniqueItems",
        "dependentRequired",
    )
)
"""Keywords that ask more of a value than its type."""
_MOST_DEFINITIONS: Final = 10_000
_MOST_WORK: Final = 10_000
"""Schemas that one member of a value may be held against; values that take more are not checked."""
_ALL_WORK: Final = 2_000_000
"""Schemas that all members of all values together may be held against."""
_DEEPEST: Final = 30
"""Schemas that may stand for each other in a row."""


@record
class Instances:
    """Values and the schemas that they have to satisfy.

    Args:
        loader: Resolves the `$ref`s of schemas.
        siblings: Whether what stands beside a `$ref` counts, as it does since OpenAPI 3.1.
    """

    loader: Loader
    siblings: bool
    _expected: list[tuple[str, Any, Pointer]] = field(default_factory=list)
    _definitions: dict[str, _Schema] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)
    _waiting: list[tuple[str, Node]] = field(default_factory=list)

    def expect(self, schema: Node, value: Any, place: Pointer) -> None:
        """Note that a value has to satisfy a schema.

        Args:
            value: What stands in the document.
            place: Where it stands.
        """
        if not is_plainly(schema.value, value):
            self._expected.append((self._name(schema), value, place))

    def mismatches(self) -> Iterator[Mismatch]:
        """What is wrong with the values, in the order in which they were given."""
        if not self._expected:
            return
        while self._waiting:
            name, node = self._waiting.pop()
            self._definitions[name] = self._schema(node)
        work = _Work(self._definitions)
        left = _ALL_WORK
        bounded = []
        for each in self._expected:
            depth, size = _measure(each[1])
            needed = work.of(each[0], depth)
            if needed <= _MOST_WORK and needed * size <= left:
                left -= needed * size
                bounded.append(each)
        if not bounded:
            return
        schema: dict[str, Any] = {
            "$defs": self._definitions,
            "prefixItems": [{"$ref": f"#/$defs/{name}"} for name, _, _ in bounded],
        }
        validator = Draft202012Validator(schema, validate_formats=True)
        errors = validator.iter_errors([value for _, value, _ in bounded])
        for index, group in groupby(errors, key=lambda error: error.instance_path[0]):
            _, value, place = bounded[int(index)]
            yield from mismatches(list(group), value, place)

    # ------------------------------------------------------------ schemas in the words of JSON Schema

    def _name(self, node: Node) -> str:
        """The definition of a schema, which is written later if it is new."""
        if node.ref is not None and (not self.siblings or len(node.value) == 1):
            node = _target(node) or node
        key = node.key
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = str(len(self._names))
            if len(self._names) > _MOST_DEFINITIONS:
                self._definitions[name] = True
            else:
                self._waiting.append((name, node))
        return name

    def _schema(self, node: Node) -> _Schema:
        value = node.value
        if value.__class__ is not dict:
            return value is not False
        if node.ref is None:
            return self._own(node)
        target = _target(node)
        if target is None:
            return True
        found: dict[str, Any] = {"$ref": f"#/$defs/{self._name(target)}"}
        if not self.siblings or len(value) == 1:
            return found
        own = self._own(node)
        return {**own, **found} if isinstance(own, dict) else found

    def _own(self, node: Node) -> _Schema:
        """A schema without its `$ref`."""
        value: dict[str, Any] = node.value
        found = _flat(value)
        if found is None:
            return True
        for key in _HOLDERS.keys() & value.keys():
            kept = _HOLDERS[key](self, node[key])
            if kept is not None:
                found[key] = kept
        if isinstance(value.get("items"), list):  # before JSON Schema 2020-12
            found.pop("items", None)
            if (first := self._many(node["items"])) is not None:
                found["prefixItems"] = first
        if "oneOf" in found:  # Which one it is does not matter to the value.
            either = found.pop("oneOf")
            found["allOf"] = [*found.get("allOf", ()), {"anyOf": either}]
        if "required" in found:
            found["required"] = self._required(node, found["required"])
        return _nullable(value, found)

    def _one(self, node: Node) -> _Schema | None:
        return self._schema(node) if isinstance(node.value, dict | bool) else None

    def _many(self, node: Node) -> list[_Schema] | None:
        if not isinstance(node.value, list) or not node.value:
            return None
        return [self._schema(each) for each in node.elements()]

    def _map(self, node: Node) -> dict[str, _Schema] | None:
        target = _target(node) if node.ref is not None else node
        if target is None or target.value.__class__ is not dict:
            return None
        found: dict[str, _Schema] = {}
        for key, value in target.value.items():
            if value.__class__ is dict and _HELD.isdisjoint(value):
                flat = _flat(value)
                found[key] = True if flat is None else _nullable(value, flat)
            else:
                found[key] = self._schema(target[key])
        return found

    def _patterns(self, node: Node) -> dict[str, _Schema] | None:
        found = self._map(node)
        return {k: s for k, s in found.items() if is_compiled(k)} if found is not None else None

    def _required(self, node: Node, names: list[str]) -> list[str]:
        """The members that every value has, whether it is sent or received (OpenAPI 3.1, 4.8.24.5)."""
        properties = node.get("properties")
        if properties is None:
            return names
        return [name for name in names if not _is_of_one_side(properties.get(name))]


def is_plainly(schema: Any, value: Any) -> bool:
    """Whether a value satisfies a schema for certain, as is seen at a glance."""
    if schema.__class__ is not dict:
        return schema is True
    kind = schema.get("type")
    kinds = _PLAIN.get(kind) if isinstance(kind, str) else None
    if kinds is None or value.__class__ not in kinds:
        return False
    asked = _ASSERTIONS & schema.keys()
    if not asked or (asked == {"format"} and schema["format"] not in _FORMATS):
        return True
    return asked == {"enum"} and isinstance(schema["enum"], list) and value in schema["enum"]


# ---------------------------------------------------------------- keywords that hold no schema


def _flat(schema: dict[str, Any]) -> dict[str, Any] | None:
    """What a schema says without other schemas; None where it is none (`file` of OpenAPI 2.0)."""
    found: dict[str, Any] = {}
    for key, said in schema.items():
        read = _VALUES.get(key)
        if read is not None and (kept := read(said)) is not None:
            found[key] = kept
    if schema.get("type") == "file":
        return None
    if "const" in schema:
        found["const"] = schema["const"]
    for bound, exclusive in _BOUNDS.items():
        if schema.get(exclusive) is True and bound in found:  # OpenAPI 2.0 and 3.0
            found[exclusive] = found.pop(bound)
    return found


def _nullable(schema: dict[str, Any], found: dict[str, Any]) -> _Schema:
    """The schema with null allowed, if `nullable` says so, in whatever version."""
    if schema.get("nullable") is not True and schema.get("x-nullable") is not True:
        return found
    if found.keys().isdisjoint(("$ref", "allOf", "anyOf", "const", "not", "if")):
        if "type" in found:
            found["type"] = list(dict.fromkeys((*found["type"], "null")))
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
        return found
    return {"anyOf": [{"type": "null"}, found]}


def _type(said: Any) -> list[str] | None:
    if isinstance(said, str):
        return [said] if said in _TYPES else None
    if not isinstance(said, list) or not said:
        return None
    is_known = all(isinstance(name, str) and name in _TYPES for name in said)
    return list(dict.fromkeys(said)) if is_known else None


def _values(said: Any) -> list[Any] | None:
    return said if isinstance(said, list) and said else None


def _count(said: Any) -> int | None:
    return said if said.__class__ is int and said >= 0 else None


def _number(said: Any) -> float | None:
    return said if said.__class__ in (int, float) else None


def _step(said: Any) -> float | None:
    return said if said.__class__ in (int, float) and said > 0 else None


def _flag(said: Any) -> bool | None:
    return said if said.__class__ is bool else None


def _pattern(said: Any) -> str | None:
    return said if isinstance(said, str) and is_compiled(said) else None


def _format(said: Any) -> str | None:
    return said if isinstance(said, str) and said in _FORMATS else None


def _texts(said: Any) -> list[str] | None:
    if not isinstance(said, list):
        return None
    return list(dict.fromkeys(name for name in said if isinstance(name, str)))


def _text_lists(said: Any) -> dict[str, Any] | None:
    if not isinstance(said, dict):
        return None
    return {key: found for key, names in said.items() if (found := _texts(names)) is not None}


_VALUES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "type": _type,
    "enum": _values,
    "pattern": _pattern,
    "format": _format,
    "multipleOf": _step,
    "uniqueItems": _flag,
    "required": _texts,
    "dependentRequired": _text_lists,
    **dict.fromkeys(_COUNTS, _count),
    **dict.fromkeys((*_BOUNDS, *_BOUNDS.values()), _number),
}
_HOLDERS: Final[Mapping[str, Callable[[Instances, Node], Any]]] = {
    **dict.fromkeys((*_SINGLE, *_OR_BOOLEAN), Instances._one),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), Instances._many),
    **dict.fromkeys(_MAPS, Instances._map),
    "patternProperties": Instances._patterns,
}
_HELD: Final = frozenset(("$ref", "required", *_HOLDERS))
"""Keywords that other schemas have to be looked at for."""


# ---------------------------------------------------------------- other questions


def _target(node: Node) -> Node | None:
    """What a `$ref` leads to; None where it leads nowhere, which is a finding of its own."""
    try:
        return node.deref()
    except Problem:
        return None


def _is_of_one_side(member: Node | None) -> bool:
    """Whether a member is only received or only sent."""
    target = _target(member) if member is not None else None
    values = [each.value for each in (member, target) if each is not None]
    return any(
        isinstance(value, dict) and True in (value.get("readOnly"), value.get("writeOnly"))
        for value in values
    )


def _measure(value: Any) -> tuple[int, int]:
    """Mappings and lists inside each other, and all values in them."""
    depth, size, level = 0, 1, [value]
    while level:
        depth += 1
        held = [
            child
            for each in level
            if isinstance(each, dict | list)
            for child in (each.values() if isinstance(each, dict) else each)
        ]
        size += len(held)
        level = [child for child in held if isinstance(child, dict | list)]
    return depth, size


class _Work:
    """How many schemas a value may have to be held against: those that stand in each other's place multiply.

    Args:
        definitions: Schemas by name; `#/$defs/<name>` refers to them.
    """

    _HERE: Final = ("allOf", "anyOf")
    _HERE_ONE: Final = ("not", "if", "then", "else")
    _BELOW_ONE: Final = ("items", "additionalProperties", "contains", "unevaluatedItems")
    _BELOW_MAPS: Final = ("properties", "patternProperties")
    _HOLDING: Final = frozenset(
        ("$ref", "prefixItems", *_HERE, *_HERE_ONE, *_BELOW_ONE, *_BELOW_MAPS)
    )
    """Keywords that hold schemas."""

    def __init__(self, definitions: Mapping[str, _Schema]) -> None:
        self._definitions = definitions
        self._known: dict[tuple[str, int], int] = {}
        self._steps: dict[str, int] = {}  # How many stand for each other, from here on.
        self._flat: dict[str, tuple[list[str], list[list[str]]]] = {}

    def of(self, name: str, depth: int) -> int:
        """The schemas for a value of `depth` levels; more than `_MOST_WORK` is not counted on."""
        order: list[tuple[str, int, bool]] = [(name, depth, False)]
        while order:
            one, levels, is_ready = order.pop()
            key = one, levels
            if key in self._known and not is_ready:
                continue
            here, below = self._refs(one)
            if is_ready:
                inner = max(
                    (sum(self._known.get((n, levels - 1), 1) for n in refs) for refs in below),
                    default=0,
                )
                steps = 1 + max((self._steps.get(n, 0) for n in here), default=0)
                self._steps[one] = min(steps, _DEEPEST + 1)
                total = 1 + sum(self._known.get((n, levels), 1) for n in here) + inner
                is_steep = steps > _DEEPEST
                self._known[key] = _MOST_WORK + 1 if is_steep else min(total, _MOST_WORK + 1)
                continue
            self._known[key] = 1  # while it is counted, so that cycles end
            self._steps.setdefault(one, _DEEPEST + 1)
            order.append((one, levels, True))
            order += ((n, levels, False) for n in here)
            if levels > 0:
                order += ((n, levels - 1, False) for refs in below for n in refs)
        return self._known[name, depth]

    def _refs(self, name: str) -> tuple[list[str], list[list[str]]]:
        """The definitions that hold for the value itself, and those for each of its members."""
        if name not in self._flat:
            here: list[str] = []
            below: list[list[str]] = []
            self._collect(self._definitions[name], here, below)
            self._flat[name] = here, below
        return self._flat[name]

    def _collect(self, schema: Any, here: list[str], below: list[list[str]]) -> None:
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            here.append(schema["$ref"].removeprefix("#/$defs/"))
        for key in self._HERE:
            for each in schema.get(key, ()):
                self._collect(each, here, below)
        for key in self._HERE_ONE:
            self._collect(schema.get(key), here, below)
        members: list[Any] = [schema.get(key) for key in self._BELOW_ONE]
        members += schema.get("prefixItems", ())
        for key in self._BELOW_MAPS:
            members += schema.get(key, {}).values()
        for each in members:
            if isinstance(each, dict) and not each.keys().isdisjoint(self._HOLDING):
                refs: list[str] = []
                self._collect(each, refs, below)
                if refs:
                    below.append(refs)
