"""What may go wrong between a server and a client, as values that a test puts in a row.

A fault is the JSON object that also travels to the control endpoint, so a test in any language says
the same thing: `slow(0.2) | status(503)` is `{"slow": 0.2, "status": 503}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = [
    "Fault",
    "Reply",
    "content_type",
    "drop",
    "garbage",
    "half_body",
    "invalid_json",
    "no_fault",
    "raw",
    "redirect",
    "slow",
    "stall",
    "status",
    "unchecked",
]

LONGEST_WAIT = 30.0
"""Seconds after which `slow` and `stall` give up, whatever was asked for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is sent, and how it is sent. Times are in seconds."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    wait: float = 0.0
    stall: float = 0.0
    drop: bool = False
    half: bool = False
    garbage: str | None = None

    def with_header(self, name: str, value: str) -> Reply:
        kept = tuple(pair for pair in self.headers if pair[0].lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)))


@dataclass(frozen=True, slots=True)
class Fault:
    """A change of one answer. Two faults are joined by `|`; what the right one says wins."""

    parts: Mapping[str, Any]

    def __or__(self, other: Fault) -> Fault:
        return Fault({**self.parts, **other.parts})

    @classmethod
    def parse(cls, value: Any) -> Fault:
        """A fault from JSON. Raises ValueError for one that nobody knows."""
        if not isinstance(value, dict):
            raise ValueError(f"a fault is an object, not {value!r}")
        unknown = value.keys() - _KNOWN
        if unknown:
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
        return cls(value)

    @property
    def is_unchecked(self) -> bool:
        return bool(self.parts.get("unchecked"))

    def apply(self, reply: Reply) -> Reply:
        parts = self.parts
        if "status" in parts:
            reply = replace(reply, status=parts["status"])
        if "body" in parts:
            reply = replace(reply, body=parts["body"].encode())
        if "content_type" in parts:
            reply = reply.with_header("Content-Type", parts["content_type"])
        for name, value in parts.get("headers", {}).items():
            reply = reply.with_header(name, value)
        return replace(
            reply,
            wait=min(parts.get("slow", reply.wait), LONGEST_WAIT),
            stall=min(parts.get("stall", reply.stall), LONGEST_WAIT),
            drop=parts.get("drop", reply.drop),
            half=parts.get("half_body", reply.half),
            garbage=parts.get("garbage", reply.garbage),
        )


_KNOWN = frozenset(
    {
        "status",
        "body",
        "content_type",
        "headers",
        "slow",
        "stall",
        "drop",
        "garbage",
        "half_body",
        "unchecked",
    }
)


def no_fault() -> Fault:
    """The documented answer, in the middle of a row of faults."""
    return Fault({})


def drop() -> Fault:
    """The connection is closed before any byte of an answer."""
    return Fault({"drop": True})


def garbage(text: str) -> Fault:
    """This text in place of everything, the status line included; then the connection is closed."""
    return Fault({"garbage": text})


def half_body() -> Fault:
    """The head and half of the body are sent, then the connection is closed."""
    return Fault({"half_body": True})


def slow(seconds: float) -> Fault:
    """Nothing is sent for so long."""
    return Fault({"slow": seconds})


def stall(seconds: float) -> Fault:
    """The head and half of the body are sent, and after so long the other half."""
    return Fault({"stall": seconds})


def status(
    code: int, *, headers: Mapping[str, str] | None = None, body: str | None = None
) -> Fault:
    """Another status, with headers and a body instead of the documented ones."""
    parts: dict[str, Any] = {"status": code}
    if headers:
        parts["headers"] = dict(headers)
    if body is not None:
        parts["body"] = body
    return Fault(parts)


def raw(body: str) -> Fault:
    """Another body; status and headers stay."""
    return Fault({"body": body})


def invalid_json() -> Fault:
    """A body that says it is JSON and breaks off in the middle."""
    return raw('{"success": tru')


def content_type(value: str, body: str | None = None) -> Fault:
    """Another content type, for the documented body or another one."""
    fault = Fault({"content_type": value})
    return fault if body is None else fault | raw(body)


def redirect(location: str, code: int = 307) -> Fault:
    """Sends the client to another address."""
    return status(code, headers={"Location": location}, body="")


def unchecked() -> Fault:
    """The request is recorded and not validated: for calls that the document does not know."""
    return Fault({"unchecked": True})
