"""Answers made at random from the schemas of an operation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bodies import covers, is_json, is_text, media_name
from document import Document, Node, Side
from texts import PLAIN, make_text
from values import Values

__all__ = ["Answer", "Offer", "offers"]

STREAMS = frozenset({"text/event-stream"})
LINES = frozenset(
    {"application/jsonl", "application/x-ndjson", "application/x-jsonl", "application/json-seq"}
)
_OWN_HEADERS = frozenset(
    {"content-type", "link", "location", "transfer-encoding", "content-length"}
)
"""Headers whose values the answer itself decides."""


@dataclass(frozen=True)
class Offer:
    """One kind of answer that an operation may give. `content_type` is None for one without a body."""

    status: int
    named: str
    """The key in the document: `200`, `4XX`, `default`."""
    response: Node
    content_type: str | None
    media: Node | None
    is_guessed: bool = False
    """Whether the document does not say that this is a stream; an SDK knows no type of its events then, and takes one
    with an `error` for a failure."""

    @property
    def is_stream(self) -> bool:
        return self.content_type is not None and media_name(self.content_type) in STREAMS | LINES

    def is_accepted(self, accept: str) -> bool:
        """Whether a client that sent this header takes the answer."""
        if self.content_type is None:
            return True
        name = media_name(self.content_type)
        return any(covers(media_name(part), name) for part in accept.split(","))

    def answer(self, document: Document, random: Random) -> Answer:
        """An answer of this kind. Raises NoValueError when there is none that is valid."""
        headers = tuple(self._headers(document, random))
        if self.content_type is None or self.media is None:
            return Answer(self, headers, b"", None)
        name = media_name(self.content_type).replace("*/*", "application/octet-stream")
        values = Values(document, Side.RESPONSE)
        if self.is_stream:
            item = self.media.child("itemSchema")
            schema = item if item.value is not None else self.media.child("schema")
            events = [values.make(schema, random) for _ in range(random.randint(0, 3))]
            if self.is_guessed:
                events = [e for e in events if not (isinstance(e, dict) and e.get("error"))]
            framed = _event if item.value is not None else _data
            write = framed if name in STREAMS else _line
            body = "".join(write(event) for event in events).encode()
            return Answer(self, (("Content-Type", name), *headers), body, events)
        schema = self.media.child("schema")
        if is_json(name):
            value = values.make(schema, random)
            body = json.dumps(value, ensure_ascii=random.random() < 0.5).encode()
        elif is_text(name) or (
            document.kinds(schema) == {"string"} and not _is_binary(document, schema)
        ):
            value = make_text(random)
            body = value.encode()
        else:
            value = body = bytes(random.randint(0, 255) for _ in range(random.randint(1, 40)))
        return Answer(self, (("Content-Type", name), *headers), body, value)

    def _headers(self, document: Document, random: Random) -> Iterator[tuple[str, str]]:
        for name, node in self.response.child("headers").children():
            header = document.follow(node)
            schema = header.child("schema")
            if name.lower() in _OWN_HEADERS or schema.value is None:
                continue
            made = Values(document, Side.RESPONSE).make(schema, random, alphabet=PLAIN, nulls=False)
            if isinstance(made, str | int | float):
                text = json.dumps(made) if isinstance(made, bool) else str(made)
                if text.isascii() and text.isprintable():
                    yield name, text


@dataclass(frozen=True)
class Answer:
    """An answer, and the value that its body stands for: a list of them for a stream."""

    offer: Offer
    headers: tuple[tuple[str, str], ...]
    body: bytes
    value: Any

    @property
    def status(self) -> int:
        return self.offer.status


def _is_binary(document: Document, schema: Node) -> bool:
    return any(
        part.value.get("format") == "binary" or "contentEncoding" in part.value
        for part in document.parts(schema)
    )


def offers(document: Document, operation: Node, *, good: bool) -> list[Offer]:
    """The kinds of answers that the operation gives when all is well, or when it is not."""
    found: list[Offer] = []
    responses = dict(operation.child("responses").children())
    explicit = any(name.upper()[:1] == "2" for name in responses)
    for name, node in responses.items():
        status = _status(name, good=good, explicit=explicit)
        if status is None:
            continue
        response = document.follow(node)
        content = list(response.child("content").children())
        if not content or status in (204, 205, 304):
            found.append(Offer(status, name, response, None, None))
        for media_type, media in content if status not in (204, 205, 304) else ():
            found.append(Offer(status, name, response, media_type, document.follow(media)))
    if good and not found:
        found.append(Offer(200, "200", operation, None, None))
    return found


def _status(name: str, *, good: bool, explicit: bool) -> int | None:
    """A status that the key stands for; None for one of the other sort, or none at all."""
    if name == "default":
        if good:
            return None if explicit else 200
        return 418 if explicit else None
    first = name[:1]
    if not first.isdigit() or (first == "2") is not good or (not good and first not in "45"):
        return None
    return int(name) if name.isdigit() else int(first) * 100 + (0 if good else 18)


def _data(event: Any) -> str:
    return f"data: {json.dumps(event)}\n\n"


def _line(event: Any) -> str:
    return json.dumps(event) + "\n"


def _event(event: Any) -> str:
    """An event whose fields the schema describes (`itemSchema`, OpenAPI 3.2, 4.15.1)."""
    lines = []
    for name, value in event.items():
        text = value if isinstance(value, str) else json.dumps(value)
        lines += [f"{name}: {line}" for line in text.split("\n")]
    return "\n".join(lines) + "\n\n"
