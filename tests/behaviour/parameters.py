"""From the text of a parameter to the value that its schema describes: `style` and `explode`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from document import Document, Node

__all__ = ["ABSENT", "Pair", "Parameter", "Read", "decode", "read_as", "tree", "typed"]

Pair = tuple[str, str]
"""A name and a value of a query as they stand in the request, the value still percent-encoded."""

Decode = Callable[[str], str]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_DEFAULT_STYLE = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_EXPLODED = frozenset({"form", "cookie"})
_DELIMITER = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""The value of a parameter that a request does not have."""


def decode(text: str, *, plus: bool = True) -> str:
    """Undo percent-encoding. Raises ValueError for what is no UTF-8 (also a stray `%`)."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise ValueError(f"{text!r} is not percent-encoded")
    return unquote(text.replace("+", " ") if plus else text, errors="strict")


@dataclass(frozen=True, slots=True)
class Read:
    """The value that a text stands for, and what is wrong with it."""

    value: Any
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation.

    `media_type`: that of its `content`, empty when its schema stands in the parameter itself.
    """

    name: str
    where: str
    required: bool
    style: str
    explode: bool
    schema: Node
    media_type: str = ""

    @classmethod
    def of(cls, document: Document, node: Node) -> Parameter:
        """The parameter that the document describes. Raises KeyError when it lacks `name` or `in`."""
        value = node.value
        style = value.get("style") or _DEFAULT_STYLE.get(value["in"], "form")
        media_type, schema = "", node.child("schema")
        for name, media in node.child("content").children():
            media_type = name.partition(";")[0].strip().lower()
            schema = document.follow(media).child("schema")
        return cls(
            name=value["name"],
            where=value["in"],
            required=bool(value.get("required")) or value["in"] == "path",
            style=style,
            explode=value.get("explode", style in _EXPLODED),
            schema=schema,
            media_type=media_type,
        )

    @property
    def is_json(self) -> bool:
        """Whether its value is a JSON text."""
        return self.media_type == "application/json" or self.media_type.endswith("+json")

    def claims(self, document: Document, name: str) -> bool:
        """Whether what is called `name` in a query or a cookie belongs to this parameter."""
        if name == self.name:
            return True
        if self.media_type:
            return False
        if self.style == "deepObject":
            return name.startswith(self.name + "[")
        if self.style in _EXPLODED and self.explode and "object" in document.kinds(self.schema):
            return document.member(self.schema, name) is not None
        return False

    def read_pairs(self, document: Document, pairs: list[Pair]) -> Read:
        """The value of the pairs of a query that this parameter claims; their names are decoded."""
        if self.media_type:
            return self.read_readings(document, [decode(text) for _, text in pairs])
        kinds = document.kinds(self.schema)
        if any(name != self.name for name, _ in pairs):
            depth = self.name if self.style == "deepObject" else ""
            value = tree(((name.removeprefix(depth), decode(text)) for name, text in pairs))
            return self.read_readings(document, [value])
        readings: list[Any] = []
        if "array" in kinds:
            if self.explode or self.style == "deepObject":
                readings.append([decode(text) for _, text in pairs])
            elif len(pairs) == 1:
                readings.append(_split(pairs[0][1], _DELIMITER.get(self.style, ","), decode))
        if "object" in kinds and not self.explode and len(pairs) == 1:
            parts = _split(pairs[0][1], _DELIMITER.get(self.style, ","), decode)
            readings += _alternating(parts)
        if (kinds - {"array", "object"} or not kinds) and len(pairs) == 1:
            readings.append(decode(pairs[0][1]))
        if not readings:
            return Read(ABSENT, (f"given {len(pairs)} times",))
        return self.read_readings(document, readings)

    def read_cookies(self, document: Document, cookies: list[Pair]) -> Read:
        """The value of the cookies that this parameter claims.

        Only the style `cookie` (OpenAPI 3.2) writes values as they are.
        """
        plain = self.style == "cookie"
        pairs = [(name, text.replace("%", "%25") if plain else text) for name, text in cookies]
        if self.explode and len(pairs) == 1 and "&" in pairs[0][1]:
            # `form` in a cookie, as its definition for queries has it.
            name, text = pairs[0]
            rest = (part.partition("=") for part in f"{name}={text}".split("&"))
            pairs = [(decode(name), value) for name, _, value in rest]
        # A plus is one: there are no forms in cookies.
        return self.read_pairs(document, [(name, text.replace("+", "%2B")) for name, text in pairs])

    def read_text(self, document: Document, text: str) -> Read:
        """The value of a text from a path or a header, given as it was sent."""
        decoded = _as_sent if self.where == "header" else _percent_decoded
        if self.media_type:
            return self.read_readings(document, [decoded(text)])
        kinds = document.kinds(self.schema)
        if self.where == "path" and text == "":
            return Read("", ("is empty",))
        try:
            if self.style == "matrix":
                return self.read_readings(document, self._matrix(text, kinds))
            delimiter = ","
            if self.style == "label":
                if not text.startswith("."):
                    return Read(text, ("does not begin with a dot",))
                text = text[1:]
                delimiter = "." if self.explode else ","
            readings: list[Any] = []
            if "array" in kinds:
                readings.append(_split(text, delimiter, decoded) if text else [])
            if "object" in kinds:
                parts = _pieces(text, delimiter)
                readings += (
                    _members(parts, decoded)
                    if self.explode
                    else _alternating([decoded(part) for part in parts])
                )
            if kinds - {"array", "object"} or not kinds:
                readings.append(decoded(text))
        except _WrongStyleError as error:
            return Read(text, (str(error),))
        return self.read_readings(document, readings or [decoded(text)])

    def _matrix(self, text: str, kinds: set[str]) -> list[Any]:
        if not text.startswith(";"):
            raise _WrongStyleError("does not begin with a semicolon")
        pairs = [part.partition("=") for part in text[1:].split(";")]
        readings: list[Any] = []
        if self.explode and "object" in kinds:
            readings.append({_percent_decoded(n): _percent_decoded(v) for n, _, v in pairs})
        if any(name != self.name for name, _, _ in pairs):
            if readings:
                return readings
            raise _WrongStyleError(f"does not say {self.name}=")
        values = [value for _, _, value in pairs]
        if "array" in kinds:
            one = _split(values[0], ",", _percent_decoded)
            readings.append([_percent_decoded(v) for v in values] if self.explode else one)
        if "object" in kinds and not self.explode:
            readings += _alternating([_percent_decoded(part) for part in values[0].split(",")])
        if (kinds - {"array", "object"} or not kinds) and len(values) == 1:
            readings.append(_percent_decoded(values[0]))
        return readings

    def read_readings(self, document: Document, readings: list[Any]) -> Read:
        """The value, given all that its texts may mean, before they are typed."""
        if self.is_json:
            if len(readings) != 1:
                return Read(ABSENT, (f"given {len(readings)} times",))
            try:
                readings = [json.loads(readings[0])]
            except ValueError as error:
                return Read(readings[0], (f"is not JSON: {error}",))
            return read_as(document, self.schema, readings)
        return read_as(
            document, self.schema, [typed(document, self.schema, item) for item in readings]
        )


class _WrongStyleError(Exception):
    """The text is not written in the style that the document asks for."""


def read_as(document: Document, schema: Node, readings: list[Any]) -> Read:
    """The first reading that the schema allows; the first one and its errors if there is none."""
    if schema.value is None or not readings:
        return Read(readings[0] if readings else ABSENT)
    validator = document.validator(schema)
    for reading in readings:
        if validator.is_valid(reading):
            return Read(reading)
    problems = tuple(error.message for error in validator.iter_errors(readings[0]))
    return Read(readings[0], problems)


def typed(document: Document, schema: Node | None, value: Any) -> Any:
    """A value made of texts with the types of the schema, as far as the texts allow it."""
    return _typed(document, [] if schema is None else [schema], value)


def _typed(document: Document, schemas: Sequence[Node], value: Any) -> Any:
    """The same by several schemas, as the variants of a union have; the first ones count more."""
    if isinstance(value, dict):
        if _is_list(value) and any("array" in document.kinds(schema) for schema in schemas):
            value = [value[key] for key in sorted(value, key=int)]
        else:
            return {
                name: _typed(
                    document,
                    [each for schema in schemas for each in document.member_schemas(schema, name)],
                    item,
                )
                for name, item in value.items()
            }
    if isinstance(value, list):
        return [
            _typed(document, _items(document, schemas, index), item)
            for index, item in enumerate(value)
        ]
    known = [schema for schema in schemas if schema.value is not None]
    if not known or not isinstance(value, str):
        return value
    if all(document.kinds(schema) == {"array"} for schema in known):
        # A list of one item looks like the item.
        return [_typed(document, _items(document, known, 0), value)]
    for schema in known:
        validator = document.validator(schema)
        for candidate in _scalars(value, document.kinds(schema)):
            if validator.is_valid(candidate):
                return candidate
    return next(_scalars(value, document.kinds(known[0])))


def _items(document: Document, schemas: Sequence[Node], index: int) -> list[Node]:
    found = (document.item(schema, index) for schema in schemas)
    return [item for item in found if item is not None]


def _is_list(value: dict[str, Any]) -> bool:
    return bool(value) and all(key.isdigit() for key in value)


def _scalars(text: str, kinds: set[str]) -> Iterator[Any]:
    """What the text may stand for, the most special reading first; a schema may name no type."""
    if kinds & {"integer", "number"} and _INTEGER.fullmatch(text):
        yield int(text)
    if "number" in kinds and _NUMBER.fullmatch(text):
        yield float(text)
    if "boolean" in kinds and text in ("true", "false"):
        yield text == "true"
    if "null" in kinds and text in ("", "null"):
        yield None
    yield text
    if not kinds and _INTEGER.fullmatch(text):
        yield int(text)
    if not kinds and text in ("true", "false"):
        yield text == "true"


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


def _pieces(text: str, delimiter: str) -> list[str]:
    # Clients differ in whether they encode the delimiter, so both are understood.
    encoded = f"%{ord(delimiter):02X}"
    if delimiter not in text and encoded in text:
        return text.split(encoded)
    if delimiter == " " and "+" in text:
        return text.split("+")
    return text.split(delimiter)


def _split(text: str, delimiter: str, decoded: Decode) -> list[str]:
    return [decoded(part) for part in _pieces(text, delimiter)]


def _members(parts: list[str], decoded: Decode) -> list[dict[str, str]]:
    """The object of `name=value` texts."""
    pairs = [part.partition("=") for part in parts]
    return [{decoded(name): decoded(value) for name, _, value in pairs}]


def _alternating(parts: list[str]) -> list[dict[str, str]]:
    """The object of which names and values are given in turn; none when one of them is missing."""
    if len(parts) % 2:
        return []
    return [dict(zip(parts[::2], parts[1::2], strict=True))]
