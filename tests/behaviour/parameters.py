"""From the text of a parameter to the value that its schema describes: `style` and `explode`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from document import Document, Node

__all__ = ["Pair", "Parameter", "decode", "tree", "typed"]

Pair = tuple[str, str]
"""A name and a value of a query as they stand in the request, still percent-encoded."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_DEFAULT_STYLE = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_DELIMITER = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def decode(text: str, *, plus: bool = True) -> str:
    """Undo percent-encoding. Raises ValueError for what is no UTF-8 (also a stray `%`)."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise ValueError(f"{text!r} is not percent-encoded")
    return unquote(text.replace("+", " ") if plus else text, errors="strict")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation. `is_json`: it is described by `content` and carries JSON."""

    name: str
    where: str
    required: bool
    style: str
    explode: bool
    schema: Node
    is_json: bool

    @classmethod
    def of(cls, document: Document, node: Node) -> Parameter:
        value = node.value
        style = value.get("style") or _DEFAULT_STYLE[value["in"]]
        is_json, schema = False, node.child("schema")
        for _, media in node.child("content").children():
            is_json, schema = True, document.follow(media).child("schema")
        return cls(
            name=value["name"],
            where=value["in"],
            required=bool(value.get("required")) or value["in"] == "path",
            style=style,
            explode=value.get("explode", style == "form"),
            schema=schema,
            is_json=is_json,
        )

    def claims(self, document: Document, name: str) -> bool:
        """Whether a query parameter called `name` on the wire belongs to this parameter."""
        if name == self.name:
            return True
        if self.style == "deepObject":
            return name.startswith(self.name + "[")
        if self.style == "form" and self.explode and "object" in document.kinds(self.schema):
            return document.member(self.schema, name) is not None
        return False

    def check_query(self, document: Document, pairs: list[Pair]) -> list[str]:
        """What is wrong with the pairs that this parameter claims; the names are decoded."""
        kinds = document.kinds(self.schema)
        if self.style == "deepObject" or any(name != self.name for name, _ in pairs):
            depth = self.name if self.style == "deepObject" else ""
            value = tree(((name.removeprefix(depth), decode(text)) for name, text in pairs))
            return self._check(document, [typed(document, self.schema, value)])
        readings: list[Any] = []
        if "array" in kinds:
            if self.explode:
                readings.append([decode(text) for _, text in pairs])
            elif len(pairs) == 1:
                readings.append(_split(pairs[0][1], _DELIMITER.get(self.style, ",")))
        if (kinds - {"array"} or not kinds) and len(pairs) == 1:
            readings.append(decode(pairs[0][1]))
        if not readings:
            return [f"given {len(pairs)} times"]
        return self._check_texts(document, readings)

    def check_text(self, document: Document, text: str) -> list[str]:
        """What is wrong with one value from a path, a header or a cookie, given as it was sent."""
        kinds = document.kinds(self.schema)
        if self.where == "path":
            if self.style == "label":
                text = text.removeprefix(".")
            elif self.style == "matrix":
                text = text.removeprefix(f";{self.name}").removeprefix("=")
        decoded = _as_sent if self.where == "header" else _percent_decoded
        plain = decoded(text)
        if self.where == "path" and plain == "":
            return ["is empty"]
        readings: list[Any] = []
        if "array" in kinds:
            delimiter = "." if self.style == "label" and self.explode else ","
            readings.append(_split(text, delimiter, decoded) if text else [])
        if "object" in kinds and not self.is_json:
            readings.append(_flat_object(text, self.explode, decoded))
        if kinds - {"array", "object"} or not kinds:
            readings.append(plain)
        return self._check_texts(document, readings or [plain])

    def _check_texts(self, document: Document, readings: list[Any]) -> list[str]:
        if self.is_json:
            try:
                return self._check(document, [json.loads(readings[-1])])
            except ValueError as error:
                return [f"is not JSON: {error}"]
        return self._check(document, [typed(document, self.schema, item) for item in readings])

    def _check(self, document: Document, readings: list[Any]) -> list[str]:
        validator = document.validator(self.schema) if self.schema.value is not None else None
        if validator is None or any(validator.is_valid(reading) for reading in readings):
            return []
        return [error.message for error in validator.iter_errors(readings[0])]


def typed(document: Document, schema: Node | None, value: Any) -> Any:
    """A value made of texts with the types of the schema, as far as the texts allow it."""
    if isinstance(value, dict):
        if schema is not None and "array" in document.kinds(schema) and _is_list(value):
            value = [value[key] for key in sorted(value, key=int)]
        else:
            return {
                name: typed(document, schema and document.member(schema, name), item)
                for name, item in value.items()
            }
    if isinstance(value, list):
        items = document.items(schema) if schema is not None else None
        return [typed(document, items, item) for item in value]
    if schema is None:
        return value
    candidates = list(_scalars(value, document.kinds(schema)))
    validator = document.validator(schema)
    for candidate in candidates:
        if validator.is_valid(candidate):
            return candidate
    return candidates[0]


def _is_list(value: dict[str, Any]) -> bool:
    return bool(value) and all(key.isdigit() for key in value)


def _scalars(text: str, kinds: set[str]) -> Iterator[Any]:
    """What the text may stand for, the most special reading first."""
    if kinds & {"integer", "number"} and _INTEGER.fullmatch(text):
        yield int(text)
    if "number" in kinds and _NUMBER.fullmatch(text):
        yield float(text)
    if "boolean" in kinds and text in ("true", "false"):
        yield text == "true"
    if "null" in kinds and text in ("", "null"):
        yield None
    yield text


def tree(pairs: Iterable[Pair]) -> Any:
    """Names with brackets (`a[b][]`) as nested values; every leaf stays a text."""
    root: dict[str, Any] = {}
    for name, text in pairs:
        first, *rest = re.findall(r"^[^\[]+|\[[^\]]*\]", name) or [name]
        steps = [first, *rest] if not first.startswith("[") else [first[1:-1], *rest]
        place = root
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            key = step[1:-1] if step.startswith("[") else step
            if following is None and key in place and not isinstance(place[key], dict):
                place[key] = [*_listed(place[key]), text]
            elif following is None:
                place[key] = text
            elif following == "[]":
                place[key] = [*_listed(place.get(key, [])), text]
                break
            else:
                inner = place.setdefault(key, {})
                if not isinstance(inner, dict):
                    raise ValueError(f"{name} is both a value and an object")
                place = inner
    return root


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _as_sent(text: str) -> str:
    return text.strip()


def _percent_decoded(text: str) -> str:
    return decode(text, plus=False)


def _split(text: str, delimiter: str, decoded: Callable[[str], str] = decode) -> list[str]:
    # Clients differ in whether they encode the delimiter, so both are understood.
    if delimiter in text:
        return [decoded(part) for part in text.split(delimiter)]
    return decoded(text).split(delimiter)


def _flat_object(text: str, explode: bool, decoded: Callable[[str], str]) -> Any:
    parts = [decoded(part) for part in text.split(",")]
    if explode:
        pairs = [part.partition("=") for part in parts]
        return {name: value for name, _, value in pairs}
    if len(parts) % 2:
        return text
    return dict(zip(parts[::2], parts[1::2], strict=True))
