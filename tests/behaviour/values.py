"""Values made at random from schemas, each of them valid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from document import Document, Node, Side
from texts import ANYTHING, PLAIN, make_text

__all__ = ["NoValueError", "Values"]

_TRIES = 12
_DEEP = 5
"""Below this depth only what is required is made."""
_DEEPEST = 24
_FULLNESS = (0.7, 0.5, 0.3, 0.15, 0.1)
"""How likely an optional member is, by depth."""
_MEMBERS = 60
"""After so many members of all objects of one value, optional ones are left out."""
_KINDS = ("string", "integer", "number", "boolean", "object", "array", "null")
_SIMPLE = frozenset({"string", "integer", "number", "boolean", "null"})


class NoValueError(Exception):
    """No valid value of a schema was found: it allows none, or says so in a way not understood here."""


@dataclass
class _Shape:
    """All that the parts of a schema say together about one value, every choice made."""

    kinds: frozenset[str] | None = None
    values: list[Any] | None = None
    properties: dict[str, list[Node]] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    """Members that have to have a value, so that it is of the variant that was chosen."""
    additional: list[Node] = field(default_factory=list)
    patterns: dict[str, list[Node]] = field(default_factory=dict)
    closed: bool = False
    named: bool = False
    """Whether it says which members there are, be it none."""
    items: list[Node] = field(default_factory=list)
    first: list[list[Node]] = field(default_factory=list)
    limits: dict[str, Any] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    form: str | None = None

    def allow(self, kinds: frozenset[str]) -> None:
        if "number" in kinds:
            kinds |= {"integer"}
        self.kinds = kinds if self.kinds is None else self.kinds & kinds

    def only(self, values: list[Any]) -> None:
        self.values = (
            list(values) if self.values is None else [v for v in self.values if v in values]
        )


_HIGHEST = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_LOWEST = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})


@dataclass(frozen=True)
class _Way:
    """How values are made at one try."""

    random: Random
    alphabet: str
    nulls: bool
    empty: bool
    optional: float
    """How much of what is optional there is: from 0 to 1."""
    budget: list[int] = field(default_factory=lambda: [_MEMBERS])


class Values:
    """Makes values of a document's schemas, as one side sends them."""

    def __init__(self, document: Document, side: Side) -> None:
        self._document = document
        self._side = side
        self._children: dict[str, list[Node]] | None = None

    def make(
        self,
        schema: Node,
        random: Random,
        *,
        alphabet: str = ANYTHING,
        nulls: bool = True,
        empty: bool = True,
    ) -> Any:
        """A valid value.

        Args:
            alphabet: what texts are made of where the schema leaves it open.
            nulls: whether there may be nulls in it.
            empty: whether arrays and objects may be empty.

        Raises:
            NoValueError: none was found.
        """
        way = _Way(random, alphabet, nulls, empty, 1.0)
        problem = ""
        for attempt in range(_TRIES):
            # What went wrong may be something optional.
            optional = 1.0 if attempt < _TRIES // 2 else 0.0
            try:
                value = self._make([schema], replace(way, optional=optional, budget=[_MEMBERS]), 0)
            except NoValueError as error:
                problem = str(error)
                continue
            if schema.value is None:
                return value
            errors = self._document.validator(schema, self._side).iter_errors(value)
            problem = next((f"{value!r:.200}: {error.message:.200}" for error in errors), "")
            if not problem:
                return value
        raise NoValueError(f"{schema.uri}: {problem}")

    # ------------------------------------------------------------ shapes

    def _shape(self, nodes: list[Node], way: _Way, depth: int) -> _Shape:
        shape = _Shape()
        waiting, seen = list(nodes), set[str]()
        while waiting:
            node = waiting.pop()
            if node.value is False:
                raise NoValueError(f"{node.uri} allows nothing")
            if not isinstance(node.value, dict) or node.uri in seen:
                continue
            seen.add(node.uri)
            if isinstance(node.value.get("$ref"), str):
                waiting.append(self._document.follow(node))
            waiting += [part for _, part in node.child("allOf").children()]
            for keyword in ("oneOf", "anyOf"):
                if variants := [part for _, part in node.child(keyword).children()]:
                    waiting.append(self._variant(node, variants, shape, way, depth))
            if child := self._child(node, shape, seen, way, depth):
                waiting.append(child)
            self._take(node, shape)
        return shape

    def _variant(
        self, node: Node, variants: list[Node], shape: _Shape, way: _Way, depth: int
    ) -> Node:
        """One of the variants; deep down a simple one, so that what contains itself ends."""
        usable = [v for v in variants if way.nulls or self._document.kinds(v) != {"null"}]
        usable = usable or variants
        if depth >= _DEEP:
            simple = [v for v in usable if self._document.kinds(v) <= _SIMPLE]
            usable = simple or usable
        chosen = way.random.choice(usable)
        self._discriminate(node, chosen, shape)
        return chosen

    def _discriminate(self, node: Node, chosen: Node, shape: _Shape) -> None:
        """Give the member that tells variants apart the value of the chosen one."""
        discriminator = node.child("discriminator").value
        if not isinstance(discriminator, dict) or "object" not in self._document.kinds(chosen):
            return
        name = str(discriminator.get("propertyName"))
        if name in shape.fixed:
            return
        target = self._document.follow(chosen)
        values = [
            value
            for value, reference in (discriminator.get("mapping") or {}).items()
            if self._mapped(node, reference) == target.uri
        ]
        own = self._own_values(chosen, name)
        if own:
            values = [value for value in values if value in own] or own
        shape.fixed[name] = (values or [target.pointer[-1]])[0]

    def _own_values(self, chosen: Node, name: str) -> list[Any]:
        """The only values that the variant itself allows for its discriminator."""
        member = self._document.members(chosen).get(name)
        if member is None:
            return []
        for part in self._document.parts(member):
            for keyword in ("const", "enum"):
                if keyword in part.value:
                    found = part.value[keyword]
                    return list(found) if keyword == "enum" else [found]
        return []

    def _mapped(self, node: Node, reference: str) -> str:
        """The place that a value of a discriminator's mapping means: a reference or a schema's name."""
        if "/" not in reference and "#" not in reference and not reference.endswith(".yaml"):
            reference = f"#/components/schemas/{reference}"
        return self._document.follow(Node({"$ref": reference}, node.file, node.pointer)).uri

    def _child(
        self, node: Node, shape: _Shape, seen: set[str], way: _Way, depth: int
    ) -> Node | None:
        """A schema that inherits from this one, when this one has a discriminator and no variants."""
        if "discriminator" not in node.value or {"oneOf", "anyOf"} & node.value.keys():
            return None
        children = self._inheriting().get(node.uri, [])
        if not children or any(child.uri in seen for child in children):
            return None
        chosen = way.random.choice(children)
        self._discriminate(node, chosen, shape)
        return chosen

    def _inheriting(self) -> dict[str, list[Node]]:
        if self._children is None:
            self._children = {}
            schemas = self._document.root.child("components").child("schemas")
            for _, schema in schemas.children():
                for _, part in schema.child("allOf").children():
                    if isinstance(part.value, dict) and "$ref" in part.value:
                        base = self._document.follow(part).uri
                        self._children.setdefault(base, []).append(schema)
        return self._children

    def _take(self, node: Node, shape: _Shape) -> None:
        value = node.value
        if isinstance(value.get("type"), str | list):
            named = value["type"]
            shape.allow(frozenset([named] if isinstance(named, str) else named))
        if "const" in value:
            shape.only([value["const"]])
        if isinstance(value.get("enum"), list):
            shape.only(value["enum"])
        shape.named |= "properties" in value
        for name, member in node.child("properties").children():
            shape.properties.setdefault(name, []).append(member)
        for name in value.get("required") or ():
            shape.required[str(name)] = None
        for pattern, member in node.child("patternProperties").children():
            shape.patterns.setdefault(pattern, []).append(member)
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            extra = node.child(keyword)
            if extra.value is False:
                shape.closed = True
            elif isinstance(extra.value, dict):
                shape.additional.append(extra)
        if isinstance(value.get("items"), dict):
            shape.items.append(node.child("items"))
        elif value.get("items") is False:
            shape.limits["maxItems"] = len(value.get("prefixItems", ()))
        for index, (_, item) in enumerate(node.child("prefixItems").children()):
            shape.first += [[]] * (index + 1 - len(shape.first))
            shape.first[index] = [*shape.first[index], item]
        self._take_limits(value, shape)

    def _take_limits(self, value: dict[str, Any], shape: _Shape) -> None:
        for keyword in (_HIGHEST | _LOWEST) & value.keys():
            limit = value[keyword]
            known = shape.limits.get(keyword, limit)
            shape.limits[keyword] = (max if keyword in _HIGHEST else min)(known, limit)
        for keyword in ("multipleOf", "uniqueItems"):
            if keyword in value:
                shape.limits[keyword] = value[keyword]
        if isinstance(value.get("pattern"), str):
            shape.texts += (value["pattern"],)
        if isinstance(value.get("format"), str):
            shape.form = value["format"]
        if value.get("contentEncoding") == "base64":
            shape.form = "byte"

    # ------------------------------------------------------------ values

    def _make(self, nodes: list[Node], way: _Way, depth: int) -> Any:
        if depth > _DEEPEST:
            raise NoValueError("the schema requires itself")
        shape = self._shape(nodes, way, depth)
        if shape.values is not None:
            return self._one_of(shape, way)
        kind = self._kind(shape, way, depth)
        match kind:
            case "object":
                return self._object(shape, way, depth)
            case "array":
                return self._array(shape, way, depth)
            case "string":
                return self._text(shape, way)
            case "integer":
                return _integer(shape.limits, way.random, shape.form)
            case "number":
                return _number(shape.limits, way.random)
            case "boolean":
                return way.random.choice([True, False])
        return None

    def _one_of(self, shape: _Shape, way: _Way) -> Any:
        values = [v for v in shape.values or [] if way.nulls or v is not None]
        if shape.kinds is not None:
            values = [v for v in values if _kind_of(v) in shape.kinds]
        if not values:
            raise NoValueError("there is no value that all parts allow")
        return way.random.choice(values)

    def _kind(self, shape: _Shape, way: _Way, depth: int) -> str:
        kinds = shape.kinds
        if kinds is None:
            if shape.properties or shape.required or shape.additional or shape.fixed:
                return "object"
            if shape.items or shape.first:
                return "array"
            if shape.texts or shape.form in ("date-time", "uuid", "uri", "binary"):
                return "string"
            if shape.limits.keys() & {"minimum", "maximum", "multipleOf"}:
                return "number"
            if shape.limits.keys() & {"minLength", "maxLength"}:
                return "string"
            kinds = _SIMPLE if depth >= 2 else frozenset(_KINDS)
        if not way.nulls and kinds != {"null"}:
            kinds -= {"null"}
        usable = [kind for kind in _KINDS if kind in kinds]
        if "number" not in kinds and "integer" in usable and len(usable) == 1:
            return "integer"
        if depth >= _DEEP and set(usable) & _SIMPLE:
            usable = [kind for kind in usable if kind in _SIMPLE]
        if not usable:
            raise NoValueError("there is no type that all parts allow")
        return way.random.choice(usable)

    def _text(self, shape: _Shape, way: _Way) -> str:
        return make_text(
            way.random,
            form=shape.form,
            patterns=shape.texts,
            shortest=shape.limits.get("minLength", 0),
            longest=shape.limits.get("maxLength"),
            alphabet=way.alphabet,
        )

    def _array(self, shape: _Shape, way: _Way, depth: int) -> list[Any]:
        random = way.random
        least = shape.limits.get("minItems", 0 if way.empty else 1)
        most = max(least, min(shape.limits.get("maxItems", least + 2), least + 2))
        if depth >= _DEEP or not way.optional:
            most = least
        count = random.randint(least, most) if most > least else least
        if shape.first and depth < _DEEP:
            count = max(least, min(most, random.randint(len(shape.first), len(shape.first) + 1)))
            if "maxItems" not in shape.limits:
                count = max(count, len(shape.first))
        made: list[Any] = []
        for index in range(count):
            nodes = shape.first[index] if index < len(shape.first) else shape.items
            item = self._make(nodes, way, depth + 1)
            for _ in range(_TRIES):
                if not shape.limits.get("uniqueItems") or item not in made:
                    break
                item = self._make(nodes, way, depth + 1)
            if not shape.limits.get("uniqueItems") or item not in made:
                made.append(item)
        return made

    def _object(self, shape: _Shape, way: _Way, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        least = shape.limits.get("minProperties", 0 if way.empty else 1)
        for name in self._names(shape, way, depth):
            if name in shape.fixed:
                result[name] = shape.fixed[name]
                continue
            nodes = shape.properties.get(name, shape.additional)
            way.budget[0] -= 1
            try:
                result[name] = self._make(nodes, way, depth + 1)
            except NoValueError:
                if name in shape.required:
                    raise
        for name, nodes in self._others(shape, way, depth, least - len(result)):
            if name not in shape.properties:
                result.setdefault(name, self._make(nodes, way, depth + 1))
        if len(result) < least:
            for name, nodes in shape.properties.items():
                if len(result) < least and name not in result and not self._is_absent(nodes):
                    result[name] = self._make(nodes, way, depth + 1)
        return result

    def _names(self, shape: _Shape, way: _Way, depth: int) -> Iterator[str]:
        chance = _FULLNESS[depth] if depth < len(_FULLNESS) else 0.0
        chance *= way.optional
        for name in {**shape.properties, **shape.required, **shape.fixed}:
            nodes = shape.properties.get(name, [])
            if self._is_absent(nodes):
                continue
            needed = name in shape.required or name in shape.fixed
            if needed or (way.budget[0] > 0 and way.random.random() < chance):
                yield name

    def _is_absent(self, nodes: list[Node]) -> bool:
        """Whether the member is not for this side."""
        for node in nodes:
            for each in (node, self._document.follow(node)):
                if isinstance(each.value, dict) and each.value.get(self._side.absent) is True:
                    return True
        return False

    def _others(
        self, shape: _Shape, way: _Way, depth: int, missing: int
    ) -> Iterator[tuple[str, list[Node]]]:
        """Members that the schema does not name."""
        free = not shape.named and not shape.closed
        if not shape.additional and not shape.patterns and not free:
            return
        count = way.random.randint(0, 2) if depth < _DEEP and way.optional else 0
        count = max(missing, min(count, shape.limits.get("maxProperties", count)))
        for _ in range(count):
            if shape.patterns:
                pattern = way.random.choice(list(shape.patterns))
                name = make_text(way.random, patterns=(pattern,), alphabet=PLAIN)
                yield name, shape.patterns[pattern]
            else:
                yield make_text(way.random, shortest=1, alphabet=PLAIN), shape.additional


def _kind_of(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _bounds(limits: dict[str, Any], step: float) -> tuple[float, float]:
    low = max(limits.get("minimum", -math.inf), limits.get("exclusiveMinimum", -math.inf) + step)
    high = min(limits.get("maximum", math.inf), limits.get("exclusiveMaximum", math.inf) - step)
    if low == -math.inf:
        low = min(-100.0, high - 100) if high != math.inf else -100.0
    if high == math.inf:
        high = max(1000.0, low + 1000)
    return low, high


def _integer(limits: dict[str, Any], random: Random, form: str | None) -> int:
    low, high = _bounds(limits, 1)
    if form == "int64" and "maximum" not in limits and random.random() < 0.2:
        high = 2.0**60
    step = limits.get("multipleOf", 1)
    step = step if step >= 1 else 1
    least, most = math.ceil(low / step), math.floor(high / step)
    if least > most:
        raise NoValueError(f"no integer is between {low} and {high}")
    return int(random.randint(least, most) * step)


def _number(limits: dict[str, Any], random: Random) -> float:
    """A number that a decimal text of few digits names exactly."""
    step = limits.get("multipleOf", 0.25)
    low, high = _bounds(limits, step)
    least, most = math.ceil(low / step), math.floor(high / step)
    if least > most:
        return (low + high) / 2
    made = random.randint(least, most) * step
    return round(made, 6) if isinstance(made, float) else made
