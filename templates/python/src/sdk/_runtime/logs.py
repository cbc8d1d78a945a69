"""The SDK's log, which never shows a credential.

The logger has the name of the package. `<PREFIX>_LOG=debug` in the environment shows each request
and answer.
"""

from __future__ import annotations

import logging
from functools import cache

from .http import LIBRARIES
from .redaction import (
    Secrets,
    redacted_answer_headers,
    redacted_headers,
    redacted_url,
    secrets_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set
    from typing import Any

    import httpx2

logger = logging.getLogger(__name__.partition("._runtime")[0])

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
FORMAT = "[%(asctime)s - %(name)s - %(levelname)s] %(message)s"


@cache
def set_up(level: str) -> None:
    """Sets the level, and writes to standard error unless the program has its own handlers.

    An unknown level is ignored: a mistake in the environment must not stop a program. A level that
    has been set up is not set up again, so that what the program does to the logger afterwards
    stays.
    """
    number = LEVELS.get(level.strip().lower())
    if number is None:
        return
    logger.setLevel(number)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(FORMAT))
        logger.addHandler(handler)


def log_request(request: httpx2.Request, retries: int) -> None:
    """One line, at debug level, of what is sent. The body is left out."""
    secrets = secrets_of(request)
    logger.debug(
        "Request: %s %s headers=%s retries=%d",
        request.method,
        redacted_url(request.url, secrets),
        redacted_headers(request.headers, secrets),
        retries,
    )


def log_response(response: httpx2.Response) -> None:
    """One line, at debug level, of what came back. The body is left out."""
    logger.debug(
        "Response: %d from %s %s headers=%s",
        response.status_code,
        response.request.method,
        redacted_url(response.request.url, secrets_of(response.request)),
        redacted_answer_headers(response),
    )


class RedactedURLs(logging.Filter):
    """Replaces secret query parameters in the URLs that an HTTP library logs."""

    def __init__(self, query: Set[str]) -> None:
        super().__init__()
        self._secrets = Secrets(query=query)

    def filter(self, record: logging.LogRecord) -> bool:
        arguments: Any = record.args
        if isinstance(arguments, tuple):
            record.args = tuple(
                redacted_url(value, self._secrets) if hasattr(value, "copy_set_param") else value
                for value in arguments
            )
        return True


@cache
def redact_library_logs(query: frozenset[str]) -> None:
    """Makes the HTTP libraries, which log each URL, leave the values of these parameters out."""
    redacting = RedactedURLs(query)
    for library in LIBRARIES:
        logging.getLogger(library).addFilter(redacting)
