"""Content types, and the values that bodies stand for."""

from __future__ import annotations

import email.parser
import email.policy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from document import Document, Node
from parameters import Pair, tree, typed

__all__ = ["covers", "media_for", "media_name", "read_body"]


def read_body(document: Document, schema: Node, content_type: str, body: bytes) -> Any:
    """The value that a body stands for, bytes where nothing is known about its form.

    Raises ValueError for a body that is not what its content type says.
    """
    name = media_name(content_type)
    if name == "application/json" or name.endswith("+json"):
        return _strict_json(body)
    if name == "application/x-www-form-urlencoded":
        text = body.decode("ascii")
        return typed(document, schema, tree(parse_qsl(text, keep_blank_values=True)))
    if name == "multipart/form-data":
        return typed(document, schema, tree(_form_parts(content_type, body)))
    return body.decode() if name.startswith("text/") else body


def media_name(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def covers(pattern: str, name: str) -> bool:
    if pattern.endswith("/*"):
        return pattern == "*/*" or name.startswith(pattern[:-1]) or name == "*/*"
    return pattern == name or _is_range_over(name, pattern)


def _is_range_over(offered: str, wanted: str) -> bool:
    return offered == "*/*" or (offered.endswith("/*") and wanted.startswith(offered[:-1]))


def media_for(content: Node, content_type: str) -> Node | None:
    wanted = media_name(content_type)
    by_name = {media_name(name): node for name, node in content.children()}
    for name in (wanted, wanted.partition("/")[0] + "/*", "*/*"):
        if wanted and name in by_name:
            return by_name[name]
    return None


def _strict_json(body: bytes) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            raise ValueError("a key is given twice")
        return value

    def constant(name: str) -> Any:
        raise ValueError(f"{name} is no JSON")

    return json.loads(body.decode(), object_pairs_hook=unique, parse_constant=constant)


def _form_parts(content_type: str, body: bytes) -> Iterator[Pair]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise ValueError("there are no parts")
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise ValueError("a part has no name")
        content = part.get_payload(decode=True)
        yield name, content.decode(errors="replace") if isinstance(content, bytes) else ""
