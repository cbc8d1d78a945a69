"""An OpenAPI document as the validating server reads it.

Nothing here comes from `sdksmith`: a mistake in the generator's loader must not hide itself by
being made twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, unquote

import jsonschema_rs
import yaml

__all__ = ["Document", "DocumentError", "Node", "Side"]

# Below these keys stands data, not schemas, unless the key is the name of a property or component.
_DATA_KEYS = frozenset({"example", "examples", "default", "enum", "const", "value"})
_NAME_MAPS = frozenset(
    {"properties", "patternProperties", "$defs", "schemas", "headers", "parameters", "responses"}
)


class DocumentError(Exception):
    """The document cannot be read, or one of its references leads nowhere."""


class Side(Enum):
    """Who sends a value: a member that is `readOnly` is in no request, a `writeOnly` one in no response."""

    REQUEST = auto()
    RESPONSE = auto()

    @property
    def absent(self) -> str:
        """The keyword of the members that this side does not have."""
        return "readOnly" if self is Side.REQUEST else "writeOnly"


class _Yaml12Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Scalars as YAML 1.2's core schema has them: `no`, `on` and `2024-01-01` are strings."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_int(self, node: yaml.ScalarNode) -> int:
        """`012` is twelve; only `0o` and `0x` change the base."""
        return int(node.value, 0 if node.value[1:2] in ("o", "x") else 10)


_Yaml12Loader.add_constructor("tag:yaml.org,2002:int", _Yaml12Loader.construct_int)

for _tag, _pattern, _starts in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("merge", r"^<<$", "<"),
):
    _Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_starts)
    )


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document and where it stands."""

    value: Any
    file: Path
    pointer: tuple[str, ...]

    def child(self, key: str) -> Node:
        """The member `key` of a mapping; its value is None when there is none."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(value, self.file, (*self.pointer, key))

    def children(self) -> Iterator[tuple[str, Node]]:
        """The members of a mapping, or of a list by index; nothing for anything else."""
        if isinstance(self.value, dict):
            pairs: Any = self.value.items()
        elif isinstance(self.value, list):
            pairs = ((str(index), item) for index, item in enumerate(self.value))
        else:
            return
        for key, value in pairs:
            yield key, Node(value, self.file, (*self.pointer, key))

    @property
    def uri(self) -> str:
        steps = (step.replace("~", "~0").replace("/", "~1") for step in self.pointer)
        return self.file.as_uri() + "#" + "".join("/" + quote(step, safe="~") for step in steps)


class Document:
    """A document of OpenAPI 3.0 or later, with all the files that it refers to.

    Raises DocumentError for a file that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._texts: dict[Path, Any] = {}
        self._files: dict[Path, Any] = {}
        self._registries: dict[Side, jsonschema_rs.Registry] = {}
        self._validators: dict[tuple[str, Side], jsonschema_rs.Draft202012Validator] = {}
        self._members: dict[str, dict[str, list[Node]]] = {}
        root = _read(self.path)
        if not isinstance(root, dict) or not str(root.get("openapi", "")).startswith("3."):
            raise DocumentError(f"{path}: not an OpenAPI 3 document")
        self._is_3_0 = str(root["openapi"]).startswith("3.0")
        self.root = Node(self._file(self.path), self.path, ())

    def follow(self, node: Node) -> Node:
        """The node that a chain of `$ref`s leads to; the node itself when it is no reference."""
        seen: set[str] = set()
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            if node.uri in seen:
                raise DocumentError(f"{node.uri}: the references run in a circle")
            seen.add(node.uri)
            node = self._target(node)
        return node

    def validator(
        self, schema: Node, side: Side = Side.REQUEST
    ) -> jsonschema_rs.Draft202012Validator:
        """The compiled schema, with `format` asserted."""
        key = schema.uri, side
        if key not in self._validators:
            try:
                self._validators[key] = jsonschema_rs.Draft202012Validator(
                    {"$ref": schema.uri},
                    registry=self._registry(side),
                    validate_formats=True,
                    offline=True,
                )
            except ValueError as error:
                raise DocumentError(f"{schema.uri}: {error}") from error
        return self._validators[key]

    def parts(self, schema: Node) -> list[Node]:
        """The schema and all that it is made of through `$ref`, `allOf`, `anyOf` and `oneOf`."""
        found: dict[str, Node] = {}
        waiting = [schema]
        while waiting:
            node = self.follow(waiting.pop())
            if node.uri in found:
                continue
            found[node.uri] = node
            for keyword in ("allOf", "anyOf", "oneOf"):
                waiting.extend(part for _, part in node.child(keyword).children())
        return list(found.values())

    def kinds(self, schema: Node) -> set[str]:
        """The JSON types that the schema speaks of; empty when it names none."""
        kinds: set[str] = set()
        for part in self.parts(schema):
            named = part.child("type").value
            if isinstance(named, str):
                kinds.add(named)
            elif isinstance(named, list):
                kinds.update(named)
            elif part.child("properties").value:
                kinds.add("object")
        return kinds

    def items(self, schema: Node) -> Node | None:
        """The schema of an array's items."""
        for part in self.parts(schema):
            if part.child("items").value is not None:
                return part.child("items")
        return None

    def item(self, schema: Node, index: int) -> Node | None:
        """The schema of one item of an array."""
        for part in self.parts(schema):
            first = dict(part.child("prefixItems").children()).get(str(index))
            if first is not None:
                return first
        return self.items(schema)

    def member(self, schema: Node, name: str) -> Node | None:
        """The schema of an object's member, be it named or an additional one; the first one if there are several."""
        return next(iter(self.member_schemas(schema, name)), None)

    def member_schemas(self, schema: Node, name: str) -> list[Node]:
        """All that the schema's parts say of an object's member; of an additional one, what the first of them says."""
        found = self._named(schema).get(name)
        if found is not None:
            return found
        for part in self.parts(schema):
            for pattern, other in part.child("patternProperties").children():
                if re.search(pattern, name):
                    return [other]
            other = part.child("additionalProperties")
            if isinstance(other.value, dict):
                return [other]
        return []

    def members(self, schema: Node) -> Mapping[str, Node]:
        """The schemas of an object's members that have names."""
        return {name: found[0] for name, found in self._named(schema).items()}

    def _named(self, schema: Node) -> Mapping[str, list[Node]]:
        uri = schema.uri
        if uri not in self._members:
            members: dict[str, list[Node]] = {}
            for part in self.parts(schema):
                for name, member in part.child("properties").children():
                    members.setdefault(name, []).append(member)
            self._members[uri] = members
        return self._members[uri]

    def is_open(self, schema: Node) -> bool:
        """Whether the schema says something of members that it does not name, or names none."""
        return not self.members(schema) or any(
            part.child(keyword).value
            for part in self.parts(schema)
            for keyword in ("additionalProperties", "patternProperties")
        )

    def _file(self, path: Path) -> Any:
        if path not in self._files:
            self._files[path] = _as_2020_12(self._text(path), self._is_3_0)
            self._spread(path, self._files[path])
        return self._files[path]

    def _text(self, path: Path) -> Any:
        """The file as it is written."""
        if path not in self._texts:
            self._texts[path] = _read(path)
        return self._texts[path]

    def _spread(self, path: Path, value: Any) -> None:
        """Some documents have a reference in place of all `properties`: give each its own."""
        for schema in _dicts(value):
            properties = schema.get("properties")
            if not isinstance(properties, dict) or not isinstance(properties.get("$ref"), str):
                continue
            reference = properties.pop("$ref")
            location, _, fragment = reference.partition("#")
            target = (path.parent / unquote(location)).resolve() if location else path
            members = self._text(target)
            for step in fragment.split("/")[1:]:
                members = members.get(step, {}) if isinstance(members, dict) else {}
            for name in members:
                properties.setdefault(name, {"$ref": f"{reference}/{quote(name, safe='')}"})

    def _target(self, node: Node) -> Node:
        reference: str = node.value["$ref"]
        location, _, fragment = reference.partition("#")
        if "://" in location:
            raise DocumentError(f"{node.uri}: a reference into the network: {reference}")
        file = (node.file.parent / unquote(location)).resolve() if location else node.file
        target = Node(self._file(file), file, ())
        if fragment and not fragment.startswith("/"):
            return _anchored(target, unquote(fragment))
        for step in unquote(fragment).split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            target = dict(target.children()).get(key) or target.child(key)
        if target.value is None:
            raise DocumentError(f"{node.uri}: {reference} leads nowhere")
        return target

    def _registry(self, side: Side) -> jsonschema_rs.Registry:
        if side not in self._registries:
            self._load_all()
            self._registries[side] = jsonschema_rs.Registry(
                [(path.as_uri(), _of_side(value, side)) for path, value in self._files.items()],
                draft=jsonschema_rs.Draft202012,
            )
        return self._registries[side]

    def _load_all(self) -> None:
        waiting, seen = [self.path], {self.path}
        while waiting:
            path = waiting.pop()
            for reference in _references(self._file(path)):
                location = reference.partition("#")[0]
                if not location or "://" in location:
                    continue
                target = (path.parent / unquote(location)).resolve()
                # What looks like a reference may stand in an example, where it leads nowhere.
                if target not in seen and target.is_file():
                    seen.add(target)
                    waiting.append(target)


def _anchored(root: Node, name: str) -> Node:
    """The schema of the file that has the `$anchor`."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, dict) and name in (
            node.value.get("$anchor"),
            node.value.get("$dynamicAnchor"),
        ):
            return node
        waiting.extend(child for _, child in node.children())
    raise DocumentError(f"{root.uri}: no schema has the anchor {name}")


def _read(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".json":
            return json.loads(text)
        return _string_keys(yaml.load(text, Loader=_Yaml12Loader))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DocumentError(f"{path}: {error}") from error


def _string_keys(value: Any) -> Any:
    """Status codes are written without quotes, but every key of JSON is a string."""
    if isinstance(value, dict):
        return {
            key if isinstance(key, str) else json.dumps(key): _string_keys(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_string_keys(item) for item in value]
    return value


def _references(value: Any) -> Iterator[str]:
    for item in _dicts(value):
        if isinstance(item.get("$ref"), str):
            yield item["$ref"]


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in the value."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _as_2020_12(value: Any, is_3_0: bool, *, names: bool = False) -> Any:
    """The same with all schemas as JSON Schema 2020-12 writes them, whatever OpenAPI's version is."""
    if isinstance(value, list):
        return [_as_2020_12(item, is_3_0) for item in value]
    if not isinstance(value, dict):
        return value
    if not names and is_3_0 and isinstance(value.get("$ref"), str):
        return {"$ref": value["$ref"]}  # in 3.0 everything beside a reference is ignored
    result: dict[str, Any] = {}
    for key, item in value.items():
        if not names and key in _DATA_KEYS:
            result[key] = item
        else:
            result[key] = _as_2020_12(item, is_3_0, names=not names and key in _NAME_MAPS)
    if names:
        return result
    _number_limits(result)
    return _with_null(result) if is_3_0 else result


def _of_side(value: Any, side: Side, *, names: bool = False) -> Any:
    """The same, but what the side does not have is not required of it."""
    if isinstance(value, list):
        return [_of_side(item, side) for item in value]
    if not isinstance(value, dict):
        return value
    result = {
        key: item
        if not names and key in _DATA_KEYS
        else _of_side(item, side, names=not names and key in _NAME_MAPS)
        for key, item in value.items()
    }
    properties, required = result.get("properties"), result.get("required")
    if not names and isinstance(properties, dict) and isinstance(required, list):
        result["required"] = [
            name
            for name in required
            if not (
                isinstance(properties.get(name), dict) and properties[name].get(side.absent) is True
            )
        ]
    return result


def _number_limits(schema: dict[str, Any]) -> None:
    """Exclusive limits as 3.0 writes them, which newer documents often do too."""
    for exclusive, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        flag = schema.get(exclusive)
        if flag is True and limit in schema:
            schema[exclusive] = schema.pop(limit)
        elif isinstance(flag, bool):
            del schema[exclusive]


def _with_null(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("nullable") is not True:
        return schema
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
        return schema
    if not any(key in schema for key in ("allOf", "anyOf", "oneOf")):
        return schema
    return {"anyOf": [schema, {"type": "null"}]}
