"""The calls of `tests/cases` in other languages: their values as they are on the wire, and the server's side."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Self

from message import Request
from network import Response
from rewriting import Rewriting

import case as cases
from sdksmith.flavors.python import scope
from sdksmith.ir import Kind, Method, Model, Type

__all__ = ["Exchange", "PythonValues", "UnsayableError", "is_read_once", "ordered"]

_DEFAULT_PORT = re.compile(r"(?<=https://)([^:]*):443$")


class UnsayableError(Exception):
    """Something that is no mistake in Python and that another language cannot say."""


class PythonValues(Rewriting):
    """From what a Python program passes to what is on the wire."""

    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        sent = [field for field in model.fields if not field.read_only]
        fields, _ = scope.fields(sent)
        return {name: (f.wire.text, f.type) for name, f in fields.items()}

    def scalar(self, kind: Kind, value: Any) -> Any:
        return _plain(value)


def _plain(value: Any) -> Any:
    """A date as a text, a file as what is in it, or with its name and content type."""
    if isinstance(value, tuple):
        name, content, *more = value
        if len(more) > 1:
            raise UnsayableError("files have no headers of their own")
        return name, _plain(content), more[0] if more else ""
    if is_read_once(value):
        return b"".join(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BytesIO):
        return value.getvalue()
    return value


def is_read_once(value: Any) -> bool:
    """Whether a body is given piece by piece."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], bytes)


@dataclass
class Exchange:
    """What is sent and answered in a call.

    Args:
        told_as: What a program is told of an answer, its status, headers and body.
    """

    answers: list[dict[str, Any]]
    told_as: Callable[[dict[str, Any], int, bytes], dict[str, Any]]
    sent: list[cases.Sent] = field(default_factory=list)
    given: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, call: dict[str, Any], method: Method) -> Self:
        """The server's side of a call of the method."""
        response = method.response
        unwrap = response.unwrap.text if response is not None and response.unwrap else ""

        def told(answer: dict[str, Any], status: int, body: bytes) -> dict[str, Any]:
            value = answer.get("answer", answer.get("text"))
            if unwrap and status < 400 and isinstance(value, dict):
                value = value.get(unwrap)
            kind = "json" if "answer" in answer else "text" if "text" in answer else "none"
            if "items" in call and "text" in answer:
                kind, value = "events", None  # the case has them as Python shows them
            return {
                "status": status,
                "kind": kind,
                "value": value,
                "body": base64.b64encode(body).decode(),
                "items": _items(method, value),
            }

        return cls(cases.answers(call), told)

    def answer(self, request: Request) -> Response:
        origin = _DEFAULT_PORT.sub(r"\1", request.origin)
        self.sent.append(
            cases.Sent(request.method, origin, request.target, request.headers, request.body)
        )
        answer = self.answers[0]
        status, headers, body = cases.reply(self.answers)
        self.given.append(self.told_as(answer, status, body))
        return status, tuple(headers.items()), body

    def told(self) -> list[dict[str, Any]]:
        return self.given


def _items(method: Method, value: Any) -> Any:
    """The array that an answer is a page of."""
    if method.pagination is None:
        return None
    for step in method.pagination.items:
        value = value.get(step.text) if isinstance(value, dict) else None
    return value


def ordered(request: dict[str, Any]) -> dict[str, Any]:
    """A request with the parameters of its query by name; those of one name stay as they are."""
    found = dict(request)
    for key in {"line", "url"} & request.keys():
        path, mark, query = request[key].partition("?")
        found[key] = path + mark + "&".join(sorted(query.split("&"), key=_name))
    return found


def _name(pair: str) -> str:
    return pair.partition("=")[0]
