"""Example values: those of the document, else values made from a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from enum import Enum
from math import ceil
from typing import Any, Final

from sdksmith.build.context import Context
from sdksmith.build.patterns import matching
from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.discriminators import mapping, property_name, reference_name
from sdksmith.build.schemas.enumerations import allowed
from sdksmith.build.schemas.pieces import Key
from sdksmith.ir import JSON, Example
from sdksmith.load import Node

_MAX_DEPTH: Final = 12
_MAX_SCHEMAS: Final = 2_000
"""Schemas that one value may be made of."""
_MAX_ITEMS: Final = 20
_MAX_TEXT: Final = 10_000
_SILENT: Final = frozenset(("type", "title", "description"))
"""Keywords that say nothing of a text."""

_FORMATS: Final = {
    "byte": "U2F5IGhlbGxv",
    "date": "2019-12-27",
    "date-time": "2019-12-27T18:11:19.117Z",
    "decimal": "10.50",
    "duration": "P1D",
    "email": "dev@example.com",
    "hostname": "example.com",
    "idn-email": "dev@example.com",
    "idn-hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "iri": "https://example.com",
    "json-pointer": "/name",
    "time": "18:11:19Z",
    "uri": "https://example.com",
    "uri-reference": "https://example.com",
    "url": "https://example.com",
    "uuid": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
}


class Omit(Enum):
    """The members that a value leaves out, because only the other direction has them."""

    NOTHING = ""
    OF_RESPONSES = "readOnly"
    OF_REQUESTS = "writeOnly"


def documented(node: Node, context: Context) -> Example | None:
    """The example that a Parameter, Media Type or Schema Object states (`example`, `examples`)."""
    value = node.value
    if not isinstance(value, dict):
        return None
    if "example" in value:
        return Example(value["example"])
    examples = value.get("examples")
    if isinstance(examples, list) and examples:
        return Example(examples[0])
    if isinstance(examples, dict):
        for _, child in context.members(node, "examples"):
            target = context.mapping(child)
            if target is None:
                continue
            for key in ("value", "dataValue"):  # the latter since OpenAPI 3.2
                if key in target.value:
                    return Example(target.value[key])
    return None


def made(node: Node | None, name: str, context: Context, omit: Omit = Omit.NOTHING) -> JSON:
    """A value that a schema allows; a text without other hints says its own name.

    Members that are not required are left out.

    Args:
        omit: What a value of this direction does not have.
    """
    try:
        return _Maker(context, omit).value(node, name)
    except _EndlessError:
        return name


class _EndlessError(Exception):
    """A value cannot be made, because it holds itself without end."""


class _Maker:
    """Makes one value."""

    def __init__(self, context: Context, omit: Omit) -> None:
        self._context = context
        self._omit = omit
        self._open: list[Key] = []
        self._count = 0

    def value(self, node: Node | None, name: str) -> JSON:
        target = self._context.deref(node) if node is not None else None
        if node is None or target is None or not isinstance(target.value, dict):
            return name
        self._count += 1
        key = target.key
        if len(self._open) >= _MAX_DEPTH or self._count > _MAX_SCHEMAS or key in self._open:
            raise _EndlessError
        self._open.append(key)
        try:
            beside = [] if node is target else [node]
            return self._made(_Whole(self._context, [target], beside), name)
        except _EndlessError:
            if keywords.says_null(target.value) or keywords.says_null(node.value):
                return None
            raise
        finally:
            self._open.pop()

    def _member(self, nodes: Sequence[Node], name: str) -> JSON:
        """The value of a member that one or several parts describe."""
        if len(nodes) == 1:
            return self.value(nodes[0], name)
        if len(self._open) >= _MAX_DEPTH:
            raise _EndlessError
        targets = [self._context.deref(node) for node in nodes]
        whole = _Whole(self._context, [target for target in targets if target is not None], [])
        self._open += whole.keys
        try:
            return self._made(whole, name)
        finally:
            del self._open[len(self._open) - len(whole.keys) :]

    def _made(self, whole: _Whole, name: str) -> JSON:
        """The value of a schema: of the first of its alternatives of which there is one."""
        if (stated := whole.stated()) is not None:
            return stated.value
        alternatives = whole.alternatives()
        if alternatives is None:
            return self._plain(whole, name)
        holder, key, nodes = alternatives
        for node in self._telling(nodes):
            target = self._context.deref(node)
            if target is None or target.key in self._open or not whole.agrees(target):
                continue
            self._open.append(target.key)
            try:
                found = self._made(whole.joined_by(holder, key, target), name)
            except _EndlessError:
                continue
            finally:
                self._open.pop()
            return self._told(found, holder, node, target)
        raise _EndlessError

    def _telling(self, nodes: Sequence[Node]) -> Sequence[Node]:
        """The alternatives, constants before any text: a model that has a name says more than `model`."""
        first = self._context.deref(nodes[0]) if nodes else None
        if first is None or not isinstance(first.value, dict) or first.value.keys() - _SILENT:
            return nodes
        if first.value.get("type") != "string":
            return nodes
        return sorted(nodes, key=lambda node: not self._allowed(node))

    def _told(self, value: JSON, holder: Node, node: Node, target: Node) -> JSON:
        """The value with the member that says which alternative it is."""
        wire = property_name(holder)
        if wire is None or not isinstance(value, dict) or self._has_constant(target, wire):
            return value
        named = [
            name
            for name, entry in mapping(self._context, holder)
            if (found := self._context.deref(entry)) is not None and found.key == target.key
        ]
        implicit = reference_name(node)
        told = named[0] if named else implicit
        return {**value, wire: told} if told is not None else value

    def _has_constant(self, target: Node, wire: str) -> bool:
        members = _Whole(self._context, [target], []).members()
        return any(self._allowed(node) for node in members.get(wire, ()))

    def _allowed(self, node: Node) -> list[Any]:
        found = self._context.deref(node)
        return allowed(found.value) if found is not None and isinstance(found.value, dict) else []

    # ------------------------------------------------------------ schemas without alternatives

    def _plain(self, whole: _Whole, name: str) -> JSON:
        schema = whole.keywords()
        if values := allowed(schema):
            return _json(values[0])
        if "default" in schema and (schema["default"] is not None or keywords.says_null(schema)):
            return _json(schema["default"])
        kinds = keywords.kinds(schema)
        match kinds[0] if kinds else None:
            case "integer":
                return int(_number(schema))
            case "number":
                return _number(schema)
            case "boolean":
                return True
            case "array":
                return self._array(whole, schema, name)
            case "object":
                return self._object(whole, schema)
            case None if whole.required:
                return self._object(whole, schema)
            case None if keywords.says_null(schema):
                return None
            case _:
                return _text(schema, name)

    def _array(self, whole: _Whole, schema: dict[str, Any], name: str) -> JSON:
        first = whole.get("prefixItems")
        items = whole.get("items")
        if first is None and items is not None and isinstance(items.value, list):
            first, items = items, whole.get("additionalItems")
        values = [
            self.value(node, name) for node in (first.elements() if first is not None else ())
        ]
        low, high = _count(schema, "minItems", 0), _count(schema, "maxItems", _MAX_ITEMS)
        wanted = min(max(low, 1 if first is None else len(values)), high, _MAX_ITEMS)
        if wanted > len(values) and (items is None or items.value is not False):
            try:
                values += self._items(items, name, wanted - len(values), schema)
            except _EndlessError:
                if low > len(values):
                    raise
        return values[:high]

    def _items(
        self, node: Node | None, name: str, count: int, schema: dict[str, Any]
    ) -> Iterator[JSON]:
        one = self.value(node, name)
        values = self._allowed(node) if node is not None else []
        for index in range(count):
            if index == 0 or schema.get("uniqueItems") is not True:
                yield one
            elif index < len(values):
                yield _json(values[index])
            elif isinstance(one, str):
                yield f"{one}{index}"
            elif isinstance(one, int | float) and not isinstance(one, bool):
                yield one + index
            else:
                return

    def _object(self, whole: _Whole, schema: dict[str, Any]) -> JSON:
        members = whole.members()
        found: dict[str, JSON] = dict(whole.known)
        wanted = list(dict.fromkeys(whole.required))
        least = _count(schema, "minProperties", 0)
        wanted += [wire for wire in members if wire not in wanted][: max(0, least - len(wanted))]
        for wire in wanted:
            nodes = members.get(wire, [])
            if any(self._is_omitted(node) for node in nodes):
                continue
            if nodes and not self._is_known(found.get(wire), nodes):
                found[wire] = self._member(nodes, wire)
            elif not nodes:
                found.setdefault(wire, wire)
        if not members and not found:
            return self._map(whole, schema, max(1, least))
        return found

    def _is_known(self, value: JSON, nodes: Sequence[Node]) -> bool:
        """Whether a value of a documented example is one of those that more precise schemas allow."""
        if value is None:
            return False
        return all(not (values := self._allowed(node)) or value in values for node in nodes)

    def _is_omitted(self, node: Node) -> bool:
        if self._omit is Omit.NOTHING:
            return False
        target = self._context.deref(node)
        return any(
            isinstance(found.value, dict) and found.value.get(self._omit.value) is True
            for found in (node, target)
            if found is not None
        )

    def _map(self, whole: _Whole, schema: dict[str, Any], count: int) -> JSON:
        """An object without named members."""
        patterns = whole.get("patternProperties")
        values = next((child for _, child in patterns.items()), None) if patterns else None
        key = next((matching(name) for name, _ in patterns.items()), None) if patterns else None
        additional = whole.get("additionalProperties")
        if values is None and additional is not None:
            if additional.value is False:
                return {}
            values = additional if isinstance(additional.value, dict) else None
        names = whole.get("propertyNames")
        if key is None:
            key = str(self.value(names, "foo")) if names is not None else "foo"
        try:
            value = self.value(values, "bar") if values is not None else "bar"
        except _EndlessError:
            return {}
        return {key if index == 0 else f"{key}{index}": value for index in range(count)}


class _Whole:
    """A schema with the parts of its `allOf`, and the alternatives that are chosen for it.

    Args:
        targets: The schema, or several that hold together; none is a `$ref`.
        beside: The `$ref`s that led there, which may have keywords beside.
    """

    def __init__(self, context: Context, targets: Sequence[Node], beside: Sequence[Node]) -> None:
        self._context = context
        self._parts: list[Node] = []
        self._spent: set[tuple[Key, str]] = set()
        self.required: list[str] = []
        self.known: dict[str, JSON] = {}
        """Members of the documented examples of its parts."""
        self.keys = [target.key for target in targets]
        for target in targets:
            self._add(target)
        for node in beside:
            self._add(node)

    def joined_by(self, holder: Node, key: str, alternative: Node) -> _Whole:
        """The same together with one of the alternatives that stand at a keyword."""
        other = copy(self)
        other._parts = list(self._parts)
        other._spent = self._spent | {(holder.key, key)}
        other.required = list(self.required)
        other.known = dict(self.known)
        other._add(alternative)
        return other

    def agrees(self, alternative: Node) -> bool:
        """Whether values of an alternative can be of the type that stands beside it."""
        if not isinstance(alternative.value, dict):
            return alternative.value is True
        own = set(keywords.kinds(alternative.value))
        return all(
            not own or not (stated := keywords.kinds(part.value)) or own.intersection(stated)
            for part in self._parts
            if "type" in part.value
        )

    def _add(self, schema: Node) -> None:
        waiting = [schema]
        found: list[Node] = []
        while waiting:
            part = waiting.pop()
            if not isinstance(part.value, dict) or part in self._parts or part in found:
                continue
            found.append(part)
            if "allOf" in part.value:
                targets = [self._context.deref(p) for p in self._context.items(part, "allOf")]
                waiting += [target for target in targets if target is not None]
        for part in reversed(found):
            self._parts.append(part)
            self.required += keywords.required(part.value)
            stated = documented(part, self._context)
            if stated is not None and isinstance(stated.value, dict):
                self.known |= stated.value

    def stated(self) -> Example | None:
        """The example that the schema itself states."""
        found = documented(self._parts[-1], self._context) if self._parts else None
        in_part = self._spent and found is not None and isinstance(found.value, dict)
        return None if in_part else found

    def alternatives(self) -> tuple[Node, str, Sequence[Node]] | None:
        """The first `oneOf` or `anyOf` of which no alternative is chosen: where it stands, and its alternatives."""
        for part in self._parts:
            for key in keywords.ALTERNATIVES:
                if key in part.value and (part.key, key) not in self._spent:
                    nodes = list(self._context.items(part, key))
                    if nodes:
                        return part, key, nodes
        return None

    def keywords(self) -> dict[str, Any]:
        """The keywords of all parts; of one that several have, the last one's."""
        found: dict[str, Any] = {}
        for part in self._parts:
            found |= part.value
        return found

    def get(self, key: str) -> Node | None:
        return next((part[key] for part in reversed(self._parts) if key in part.value), None)

    def members(self) -> dict[str, list[Node]]:
        """The properties of all parts, each with the schemas that describe it."""
        found: dict[str, list[Node]] = {}
        for part in self._parts:
            holder = part.get("properties")
            target = self._context.deref(holder) if holder is not None else None
            for wire, node in target.items() if target is not None else ():
                found.setdefault(wire, []).append(node)
        return found


def _number(schema: dict[str, Any]) -> int | float:
    step = _bound(schema, "multipleOf") or 0
    by = step if step > 0 else 1
    low, high = _bound(schema, "minimum"), _bound(schema, "maximum")
    above, below = _bound(schema, "exclusiveMinimum"), _bound(schema, "exclusiveMaximum")
    value: int | float = 0
    if low is not None:  # where a flag says that it is excluded, as before OpenAPI 3.1
        value = max(value, low + (by if schema.get("exclusiveMinimum") is True else 0))
    if above is not None:
        value = max(value, above + by)
    if high is not None:
        value = min(value, high - (by if schema.get("exclusiveMaximum") is True else 0))
    if below is not None:
        value = min(value, below - by)
    if schema.get("type") == "integer":
        value = ceil(value)
    if step > 0:
        value = step * ceil(value / step)
        if high is not None and value > high:
            value -= step
    return value


def _bound(schema: dict[str, Any], key: str) -> int | float | None:
    value = schema.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _count(schema: dict[str, Any], key: str, otherwise: int) -> int:
    value = schema.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _text(schema: dict[str, Any], name: str) -> str:
    shortest = min(_count(schema, "minLength", 0), _MAX_TEXT)
    longest = _count(schema, "maxLength", _MAX_TEXT)
    form = schema.get("format")
    value = _FORMATS.get(str(form), name)
    if "contentEncoding" in schema:
        value = _FORMATS["byte"]
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and (found := matching(pattern, shortest)) is not None:
        value = found
    return value[:longest].ljust(shortest, "x")


def _json(value: Any) -> JSON:
    result: JSON = value
    return result
