"""When a request is sent again, and how long that waits. Pure functions."""

from __future__ import annotations

from .errors import APIStatusError
from .http import http_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .errors import APIError

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_OBEYED = 60.0
RETRIED = frozenset({408, 409, 429})
# The extension of a request whose body cannot be read a second time.
ONCE = "sdk_once"
# The extension of an answer that says how often its request was sent again.
RETRIES = "sdk_retries"
FIRST_SERVER_ERROR = 500


def wait(failure: APIError, attempt: int) -> float | None:
    """Seconds to wait before a request that failed is sent again, or `None` if it may not be."""
    if ONCE in failure.request.extensions:
        return None
    if isinstance(failure, APIStatusError):
        headers = failure.response.headers
        return delay(attempt, headers) if is_retried(failure.status_code, headers) else None
    return delay(attempt) if is_transient(failure.__cause__) else None


def is_retried(status: int, headers: Mapping[str, str]) -> bool:
    """Whether to send again after an answer. If there is `x-should-retry`, it decides."""
    wish = headers.get("x-should-retry")
    if wish in ("true", "false"):
        return wish == "true"
    return status in RETRIED or status >= FIRST_SERVER_ERROR


def is_transient(cause: BaseException | None) -> bool:
    """Whether the cause of a failure is about a connection, so that another may do."""
    if cause is None or isinstance(cause, OSError):
        return cause is not None
    library = http_module(cause)
    return isinstance(cause, library.TransportError) and not isinstance(
        cause, (library.UnsupportedProtocol, library.LocalProtocolError)
    )


def delay(attempt: int, headers: Mapping[str, str] | None = None) -> float:
    """Seconds to wait before the next attempt.

    Args:
        attempt: how many retries there have been before, from 0.
        headers: those of the answer, if there was one. What it asks for is obeyed up to a minute.
    """
    asked = asked_delay(headers) if headers is not None else None
    if asked is not None and 0 <= asked <= LONGEST_OBEYED:
        return asked
    from random import random

    # The jitter keeps the clients that one outage stopped from coming back all at once.
    return min(FIRST_DELAY * 2.0**attempt, LONGEST_DELAY) * (1 - 0.25 * random())


def asked_delay(headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer asks for by `retry-after-ms`, or `Retry-After` (seconds or a date)."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    return seconds if seconds is not None or not text else _seconds_until(text)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _seconds_until(text: str) -> float | None:
    from email.utils import mktime_tz, parsedate_tz
    from time import time

    date = parsedate_tz(text)
    try:
        return mktime_tz(date) - time() if date else None
    except (ValueError, OverflowError):
        return None
