"""Content types, and the values that bodies stand for."""

from __future__ import annotations

import email.parser
import email.policy
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from document import Document, Node
from parameters import ABSENT, Pair, Parameter, Read, decode, read_as, tree, typed

__all__ = ["covers", "is_json", "is_text", "media_for", "media_name", "read_body"]

_FORM = "application/x-www-form-urlencoded"
_TEXTS = frozenset({"xml", "yaml", "x-yaml", "javascript"})
_OCTETS = "application/octet-stream"


def read_body(document: Document, media: Node, content_type: str, body: bytes) -> Read:
    """The value that a body stands for, and what is wrong with it; bytes where it is no text.

    Raises ValueError for a body that is not what its content type says.
    """
    name = media_name(content_type)
    schema = media.child("schema")
    value: Any = body
    if is_json(name):
        value = strict_json(body)
    elif name == _FORM:
        value = _form(document, media, body.decode("ascii"))
    elif name.startswith("multipart/"):
        value = _multipart(document, media, content_type, body)
    elif is_text(name):
        value = typed(document, schema, body.decode())
    elif schema.value is None or not _is_plain(document, schema):
        return Read(body)
    if isinstance(value, Read):
        return value
    return Read(value, read_as(document, schema, [_without_bytes(value)]).problems)


def media_name(content_type: str) -> str:
    """The content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def is_json(name: str) -> bool:
    return name == "application/json" or name.endswith("+json")


def is_text(name: str) -> bool:
    return name.startswith("text/") or name.rpartition("/")[2].rpartition("+")[2] in _TEXTS


def covers(pattern: str, name: str) -> bool:
    """Whether a range of an `Accept` header takes what a document offers, which may be a range."""
    if pattern.endswith("/*"):
        return pattern == "*/*" or name.startswith(pattern[:-1]) or name == "*/*"
    return pattern == name or _is_range_over(name, pattern)


def _is_range_over(offered: str, wanted: str) -> bool:
    return offered == "*/*" or (offered.endswith("/*") and wanted.startswith(offered[:-1]))


def media_for(content: Node, content_type: str) -> Node | None:
    """The entry that describes a body of that content type, the most exact one."""
    wanted = media_name(content_type)
    by_name = {media_name(name): node for name, node in reversed(list(content.children()))}
    for name in (wanted, wanted.partition("/")[0] + "/*", "*/*"):
        if wanted and name in by_name:
            return by_name[name]
    return None


def strict_json(body: bytes) -> Any:
    """A JSON text. Raises ValueError also for what only lenient parsers take."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            raise ValueError("a key is given twice")
        return value

    def constant(name: str) -> Any:
        raise ValueError(f"{name} is no JSON")

    return json.loads(body.decode(), object_pairs_hook=unique, parse_constant=constant)


def _is_plain(document: Document, schema: Node) -> bool:
    """Whether a body that is neither JSON nor text may be read as a string all the same."""
    return document.kinds(schema) == {"string"}


def _without_bytes(value: Any) -> Any:
    """The value for a validator, which knows only JSON: bytes become a text of the same length."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, list):
        return [_without_bytes(item) for item in value]
    if isinstance(value, dict):
        return {name: _without_bytes(item) for name, item in value.items()}
    return value


# ---------------------------------------------------------------- forms


def _form(document: Document, media: Node, text: str) -> Any:
    """The object that a form is; `encoding` says how each member is written."""
    if text.startswith("&") or "&&" in text:
        raise ValueError("there is an empty pair")
    parts = (part.partition("=") for part in text.split("&") if part)
    pairs = [(decode(name), value) for name, _, value in parts]
    schema, encoding = media.child("schema"), media.child("encoding")
    result: dict[str, Any] = {}
    for name, member in document.members(schema).items():
        described = encoding.child(name)
        own = [pair for pair in pairs if pair[0] == name or pair[0].startswith(f"{name}[")]
        if not isinstance(described.value, dict) or "deepObject" in described.value.values():
            value = _undescribed(document, member, own)
        else:
            parameter = _as_parameter(name, described, member)
            own = [pair for pair in pairs if parameter.claims(document, pair[0])]
            value = parameter.read_pairs(document, own).value if own else ABSENT
        pairs = [pair for pair in pairs if pair not in own]
        if value is not ABSENT:
            result[name] = value
    others = tree((name, decode(value)) for name, value in pairs)
    return {**result, **typed(document, schema, others)}


def _as_parameter(name: str, encoding: Node, schema: Node) -> Parameter:
    """A member of a form is written like a parameter of a query (OpenAPI 3.1, 4.8.15)."""
    style = encoding.value.get("style", "form")
    explode = encoding.value.get("explode", style == "form")
    styled = encoding.value.keys() & {"style", "explode", "allowReserved"}
    media_type = "" if styled else media_name(encoding.value.get("contentType", ""))
    return Parameter(name, "query", False, style, explode, schema, media_type)


def _undescribed(document: Document, schema: Node, pairs: list[Pair]) -> Any:
    """A member about which `encoding` says nothing exact: bracketed, JSON text, or repeated."""
    if not pairs:
        return ABSENT
    texts = [(name, decode(value)) for name, value in pairs]
    (value,) = tree(texts).values()
    readings = [typed(document, schema, value), typed(document, schema, [t for _, t in texts])]
    if len(texts) == 1 and "[" not in texts[0][0]:
        with suppress(ValueError):  # it is a text
            readings.append(json.loads(texts[0][1]))
    return read_as(document, schema, readings).value


# ---------------------------------------------------------------- multipart


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    content_type: str
    """Empty when the part has none."""
    has_filename: bool
    content: bytes


def _multipart(document: Document, media: Node, content_type: str, body: bytes) -> Read:
    schema, encoding = media.child("schema"), media.child("encoding")
    members = document.members(schema)
    problems: list[str] = []
    found: dict[str, list[Any]] = {}
    nested: list[Pair] = []
    for part in _parts(content_type, body):
        name = part.name
        member = document.member(schema, name)
        if member is None and "[" in name and name.partition("[")[0] in members:
            nested.append((name, part.content.decode()))
            continue
        if member is None and not document.is_open(schema):
            problems.append(f"there is no member {name}")
        item = document.items(member) if member is not None and _repeats(document, member) else None
        problems += _part_problems(part, encoding.child(name))
        found.setdefault(name, []).append(_content(document, item or member, part))
    value: dict[str, Any] = {}
    for name, contents in found.items():
        member = document.member(schema, name)
        if member is not None and _repeats(document, member):
            whole = len(contents) == 1 and isinstance(contents[0], list)
            value[name] = contents[0] if whole else contents
            continue
        if len(contents) > 1:
            problems.append(f"{name} is given {len(contents)} times")
        value[name] = contents[0]
    value.update(typed(document, schema, tree(nested)))
    problems += read_as(document, schema, [_without_bytes(value)]).problems
    return Read(value, tuple(problems))


def _repeats(document: Document, member: Node) -> bool:
    return "array" in document.kinds(member)


def _part_problems(part: _Part, encoding: Node) -> Iterator[str]:
    if not isinstance(encoding.value, dict) or "contentType" not in encoding.value:
        return
    allowed = [media_name(name) for name in encoding.value["contentType"].split(",")]
    given = media_name(part.content_type) or "text/plain"
    if not any(covers(given, name) for name in allowed):
        yield f"{part.name} is {given} and must be {' or '.join(allowed)}"


def _content(document: Document, schema: Node | None, part: _Part) -> Any:
    """What a part stands for: bytes if it is a file, else the value of its schema."""
    name = media_name(part.content_type)
    if is_json(name):
        return strict_json(part.content)
    if part.has_filename or name == _OCTETS or (name and not is_text(name)):
        return part.content
    text = part.content.decode()
    if schema is not None and document.kinds(schema) & {"object", "array"} and not name:
        try:
            return strict_json(part.content)
        except ValueError:
            return text
    return typed(document, schema, text)


def _parts(content_type: str, body: bytes) -> Iterable[_Part]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise ValueError("there are no parts")
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise ValueError("a part has no name")
        content = part.get_payload(decode=True)
        yield _Part(
            name.encode("utf-8", "surrogateescape").decode(),
            str(part.get("content-type", "")),
            part.get_filename() is not None,
            content if isinstance(content, bytes) else b"",
        )
