"""A request as it came over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from parameters import Pair, decode

__all__ = ["Headers", "Request"]


class Headers:
    """The header fields of a request in their order; names are compared without case."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = list(pairs)

    def get(self, name: str) -> str | None:
        """The value, several of them joined by a comma; None when there is none."""
        values = [value for key, value in self.pairs if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __repr__(self) -> str:
        return f"Headers({self.pairs!r})"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came over the wire.

    `at` is the monotonic clock, in seconds; `origin` the scheme and host that it was meant for,
    empty when that is not known.
    """

    method: str
    target: str
    headers: Headers
    body: bytes
    at: float = 0.0
    origin: str = ""

    @property
    def path(self) -> str:
        """The path, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def raw_query(self) -> list[Pair]:
        """Names decoded, values as they were sent."""
        text = self.target.partition("?")[2]
        pairs = (part.partition("=") for part in text.split("&") if part)
        return [(decode(name), value) for name, _, value in pairs]

    @property
    def cookie_pairs(self) -> list[Pair]:
        """The cookies in their order, values as they were sent."""
        parts = (self.headers.get("cookie") or "").split(";")
        pairs = (part.partition("=") for part in parts if part.strip())
        return [(name.strip(), value.strip()) for name, _, value in pairs]

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.cookie_pairs)
