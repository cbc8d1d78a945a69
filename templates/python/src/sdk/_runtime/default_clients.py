"""HTTP clients with the SDK's own settings, for whoever wants to change some of them and keep the rest."""

from __future__ import annotations

import httpx2

from .client import DEFAULT_CONNECT_TIMEOUT
from .client import DEFAULT_TIMEOUT as DEFAULT_SECONDS
from .transports import LIMITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_TIMEOUT = httpx2.Timeout(DEFAULT_SECONDS, connect=DEFAULT_CONNECT_TIMEOUT)
DEFAULT_CONNECTION_LIMITS = LIMITS


class DefaultHttpxClient(httpx2.Client):
    """A `httpx2.Client` that follows redirects, with the SDK's timeout and connection limits.

    Args:
        **options: those of `httpx2.Client`, in place of the SDK's.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**_defaults(options))


class DefaultAsyncHttpxClient(httpx2.AsyncClient):
    """A `httpx2.AsyncClient` that follows redirects, with the SDK's timeout and connection limits.

    Args:
        **options: those of `httpx2.AsyncClient`, in place of the SDK's.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**_defaults(options))


def _defaults(options: dict[str, Any]) -> dict[str, Any]:
    return {
        "timeout": DEFAULT_TIMEOUT,
        "limits": DEFAULT_CONNECTION_LIMITS,
        "follow_redirects": True,
        **options,
    }
