"""The HTTP client behind an SDK client and its copies: the caller's, or one of our own."""

from __future__ import annotations

import sys
from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LIBRARIES = ("httpx2", "httpx")


def http_module(instance: object) -> Any:
    """The library that an object of its classes, or of classes derived from them, comes from.

    Raises:
        TypeError: it comes from neither `httpx2` nor `httpx`.
    """
    for base in type(instance).__mro__:
        library = base.__module__.partition(".")[0]
        if library in LIBRARIES:
            return sys.modules[library]
    raise TypeError(
        f"expected an object of `httpx2` or `httpx`, but got a {type(instance).__name__}"
    )


class Shared:
    """What a client and its copies have in common.

    Attributes:
        given: the caller's HTTP client, or `None`.
        session: what sends requests through it, or `None` before the first one.
        closed: whether the client was closed.
        http: the HTTP client, or `None` if ours is not made yet.
        grants: the access tokens that were fetched, by the credentials that they belong to.
    """

    __slots__ = ("_lock", "closed", "given", "grants", "session")

    def __init__(self, given: Any) -> None:
        self.given = given
        self.session: Any = None
        self.closed = False
        self.grants: dict[Any, Any] = {}
        self._lock = allocate_lock()

    @property
    def http(self) -> Any:
        return self.session.http if self.session else self.given

    def close(self) -> Any:
        """Lets no further session be opened. Returns the HTTP client, if any, to be closed."""
        with self._lock:
            self.closed = True
        return self.http

    def open(self, make: Callable[[Any], Any], before: Any = None) -> Any:
        """The session, made by the first caller.

        Args:
            before: one that cannot be used any more, in place of which another is made.

        Raises:
            RuntimeError: the client was closed before.
        """
        with self._lock:
            if self.closed:
                raise RuntimeError("the client is closed")
            if self.session is before:
                self.session = make(self.given)
        return self.session
