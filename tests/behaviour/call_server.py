"""The server that programs in other languages make their calls against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from faults import Reply
from message import Headers, Request
from network import Response
from server import CONTROL, Listener

__all__ = ["CallServer", "Exchange"]

_CALL = "x-every-call"
_ORIGIN = "x-every-origin"
_ANSWERS = f"{CONTROL}answers/"


class Exchange(Protocol):
    """What is sent and answered in one call."""

    def answer(self, request: Request) -> Response: ...

    def told(self) -> list[dict[str, Any]]:
        """The answers that were given, as `Answer` of the program has them."""


class CallServer(Listener):
    """Answers each request by the call that it belongs to, and tells the program afterwards what it answered."""

    def __init__(self, calls: Mapping[int, Exchange]) -> None:
        super().__init__()
        self._calls = calls

    def answer(self, request: Request) -> Reply:
        call = self._calls.get(int(request.headers.get(_CALL) or -1))
        if call is None:
            return Reply(500, (), b"this request belongs to no call")
        pairs = request.headers.pairs
        kept = Headers(pair for pair in pairs if pair[0].lower() not in (_CALL, _ORIGIN))
        origin = request.headers.get(_ORIGIN) or ""
        return Reply(*call.answer(replace(request, headers=kept, origin=origin)))

    def control(self, request: Request) -> Reply:
        told = self._calls[int(request.target.removeprefix(_ANSWERS))].told()
        body = json.dumps(told).encode()
        return Reply(200, (("Content-Type", "application/json"),), body)
