"""The SDK's log, which never shows a credential.

The logger has the name of the package. `<PREFIX>_LOG=debug` in the environment shows each request
and answer.
"""

from __future__ import annotations

import logging
from functools import cache

from .headers import ALWAYS_SECRET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set

    import httpx2

    from .client import BaseClient

logger = logging.getLogger(__name__.partition("._runtime")[0])

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
REDACTED = "redacted"
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


def log_request(client: BaseClient, request: httpx2.Request, retries: int) -> None:
    """One line, at debug level, of what is sent. The body is left out."""
    logger.debug(
        "Request: %s %s headers=%s retries=%d",
        request.method,
        redacted_url(request.url, client._secret_query),
        redacted_headers(request.headers, client._secret_headers),
        retries,
    )


def log_response(client: BaseClient, response: httpx2.Response) -> None:
    """One line, at debug level, of what came back. The body is left out."""
    logger.debug(
        "Response: %d from %s %s headers=%s",
        response.status_code,
        response.request.method,
        redacted_url(response.request.url, client._secret_query),
        redacted_headers(response.headers, client._secret_headers),
    )


def redacted_headers(headers: httpx2.Headers, secrets: Set[str]) -> dict[str, str]:
    """The headers, with the values of those whose lower-case names are secret replaced."""
    return {
        name: REDACTED if name.lower() in secrets or name.lower() in ALWAYS_SECRET else value
        for name, value in headers.items()
    }


def redacted_url(url: httpx2.URL, secrets: Set[str]) -> str:
    """The URL, with user name and password and the values of secret query parameters replaced."""
    if url.userinfo:
        url = url.copy_with(userinfo=REDACTED.encode())
    for name in secrets & url.params.keys():
        url = url.copy_set_param(name, REDACTED)
    return str(url)
