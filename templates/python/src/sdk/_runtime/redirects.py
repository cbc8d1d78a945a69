"""What may follow a redirect to another origin: everything but credentials."""

from __future__ import annotations

from .errors import APIConnectionError
from .headers import ALWAYS_SECRET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import httpx2

    from .client import BaseClient

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port, with the port that the scheme implies."""
    return url.scheme, url.host, url.port or DEFAULT_PORTS.get(url.scheme)


class Trail:
    """The way of one request through its redirects.

    Attributes:
        history: the answers that led on.
    """

    __slots__ = ("_client", "_http", "_left_home", "_start", "history")

    def __init__(self, client: BaseClient, start: httpx2.Request, http: Any) -> None:
        self._client = client
        self._start = start
        self._http = http
        self._left_home = False
        self.history: list[httpx2.Response] = []

    def follow(
        self, answer: httpx2.Response, request: httpx2.Request
    ) -> tuple[httpx2.Request, dict[str, None]]:
        """The next request as it may be sent, and the `auth` argument to send it with.

        Once a redirect has led to another origin, no credentials go with it or any later one:
        neither the headers that hold them, nor the query parameters, which the server may have
        repeated, nor what the HTTP client would add.

        Raises:
            APIConnectionError: there have been too many redirects.
        """
        self.history.append(answer)
        if len(self.history) > self._http.max_redirects:
            raise APIConnectionError(message="Too many redirects.", request=self._start)
        self._left_home = self._left_home or origin(request.url) != origin(self._start.url)
        if not self._left_home:
            self._keep_cookies(request)
            return request, {}
        for name in self._client._secret_headers | ALWAYS_SECRET:
            request.headers.pop(name, None)
        for name in self._client._secret_query & request.url.params.keys():
            request.url = request.url.copy_remove_param(name)
        return request, {"auth": None}

    def _keep_cookies(self, request: httpx2.Request) -> None:
        """Puts back the cookies that are credentials: the library only knows those of servers."""
        schemes = self._client._credentials.values()
        names = {scheme.name for scheme in schemes if scheme.place == "cookies"}
        if not names:
            return
        sent = self._start.headers.get("cookie", "").split("; ")
        set_since = [pair for pair in request.headers.get("cookie", "").split("; ") if pair]
        names.difference_update(pair.partition("=")[0] for pair in set_since)
        kept = [pair for pair in sent if pair.partition("=")[0] in names]
        if kept:
            request.headers["Cookie"] = "; ".join([*kept, *set_since])
