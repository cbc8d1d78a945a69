"""What the document itself gives as the answer to an operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from document import Document, Node

__all__ = ["Sample", "sample_response"]

_FORMATS = {
    "date-time": "2024-01-02T03:04:05Z",
    "date": "2024-01-02",
    "time": "03:04:05Z",
    "duration": "P1D",
    "uuid": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
    "email": "user@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
}
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """A documented answer. `value` counts only when there is a `content_type`."""

    status: int
    content_type: str | None
    value: Any


def sample_response(document: Document, operation: Node) -> Sample:
    """The answer of the lowest successful status, with the example that is given for it.

    Where the document gives no example, one is put together from its schema.
    """
    responses = dict(operation.child("responses").children())
    good = sorted(status for status in responses if status.upper()[:1] == "2")
    if not good and "default" not in responses:
        return Sample(200, None, None)
    key = good[0] if good else "default"
    status = int(key) if key.isdigit() else 200
    content = dict(document.follow(responses[key]).child("content").children())
    if not content or status in (204, 205):
        return Sample(status, None, None)
    chosen = next((name for name in content if _is_json(name)), next(iter(content)))
    return Sample(status, chosen, _of_media(document, document.follow(content[chosen])))


def _is_json(content_type: str) -> bool:
    name = content_type.partition(";")[0].strip().lower()
    return name == "application/json" or name.endswith("+json")


def _of_media(document: Document, media: Node) -> Any:
    if media.value and "example" in media.value:
        return media.value["example"]
    for _, example in media.child("examples").children():
        found = document.follow(example).value
        if isinstance(found, dict) and "value" in found:
            return found["value"]
    return _of_schema(document, media.child("schema"), 0)


def _of_schema(document: Document, schema: Node, depth: int) -> Any:
    node = document.follow(schema)
    if not isinstance(node.value, dict):
        return None
    given = _given(node.value)
    if given:
        return given[0]
    for keyword in ("oneOf", "anyOf"):
        for _, part in node.child(keyword).children():
            return _of_schema(document, part, depth + 1)
    kinds = document.kinds(node)
    if "object" in kinds:
        return _of_object(document, node, depth)
    if "array" in kinds:
        items = document.items(node)
        return [] if items is None or depth > _DEPTH else [_of_schema(document, items, depth + 1)]
    return _of_scalar(node.value, kinds)


def _given(schema: dict[str, Any]) -> list[Any]:
    """The values that the schema itself names."""
    given = [schema[key] for key in ("example", "const", "default") if key in schema]
    lists = [schema[key] for key in ("examples", "enum") if isinstance(schema.get(key), list)]
    return given + [value for values in lists for value in values]


def _of_scalar(schema: dict[str, Any], kinds: set[str]) -> Any:
    if "string" in kinds:
        return _FORMATS.get(schema.get("format", ""), "text".ljust(schema.get("minLength", 0), "."))
    if kinds & {"integer", "number"}:
        return schema.get("minimum", 1)
    return True if "boolean" in kinds else None


def _of_object(document: Document, node: Node, depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for part in document.parts(node):
        required = part.child("required").value or []
        for name, member in part.child("properties").children():
            # Deep down only what is required is given, so that a schema that contains itself ends.
            if depth < _DEPTH or (name in required and depth < 2 * _DEPTH):
                result.setdefault(name, _of_schema(document, member, depth + 1))
    return result
