"""The sync I/O: sending, redirects, retries."""

from __future__ import annotations

import logging
import time

from . import logs, retries
from .credentials import LOGIN
from .decode import decode_response
from .errors import add_data, failure_of, status_error
from .redirects import Trail
from .request import RequestBuilder
from .retries import ONCE, RETRIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import httpx2

    from .client import BaseClient
    from .oauth import Login
    from .types import HTTPClient, Mode, RequestOptions


class SyncSession:
    """Sends requests through one HTTP client: the caller's, or one that is made here."""

    def __init__(self, given: HTTPClient | None) -> None:
        if given is None:
            from .transports import new_client

            self.http: Any = new_client()
        else:
            self.http = given
        self.own = given is None
        self.builder = RequestBuilder(self.http, own=self.own)
        library = self.builder.library
        # An `OSError` is what a transport of the caller's may raise.
        self._failures = (library.RequestError, library.HTTPStatusError, OSError)

    def exchange(
        self,
        client: BaseClient,
        decode: Callable[[Any], Any],
        method: str,
        path: str,
        options: RequestOptions,
        *,
        mode: Mode,
    ) -> Any:
        """Sends a request until it succeeds or may not be retried.

        Returns:
            What `decode` makes of the body; in the modes `raw` and `streamed` an `APIResponse`,
            read or not.

        Raises:
            APIError: it failed.
        """
        request = self.builder.build(client, method, path, options)
        debug = logs.logger.isEnabledFor(logging.DEBUG)
        attempt = 0
        while True:
            if debug:
                logs.log_request(request, attempt)
            try:
                response = self._send(client, request, stream=mode == "streamed")
            except self._failures as error:
                failure = failure_of(error, request)
            else:
                if debug:
                    logs.log_response(response)
                if response.is_success:
                    break
                failure = status_error(response)
            # Raised here, since what is raised in an `except` keeps the other error as its context.
            wait = retries.wait(failure, attempt) if attempt < client.max_retries else None
            if wait is None:
                add_data(failure, options.get("errors", {}), client._error_decoders())
                try:
                    raise failure
                finally:
                    del failure  # The traceback would keep it, and it the traceback.
            attempt += 1
            logs.logger.info("Retrying %s in %.3f s", method, wait)
            time.sleep(wait)
        if attempt:
            response.extensions[RETRIES] = attempt
        if mode == "parsed":
            return decode_response(response, decode)
        from .response import APIResponse

        return APIResponse(response, decode, attempt)

    def _send(
        self, client: BaseClient, request: httpx2.Request, *, stream: bool
    ) -> httpx2.Response:
        """Sends a request with an access token, if it needs one that must be fetched."""
        login: Login | None = request.extensions.get(LOGIN)
        if login is None:
            return self._follow(client, request, stream=stream)
        login.sign(request, self.http)
        response = self._follow(client, request, stream=stream)
        if login.is_refused(response) and ONCE not in request.extensions:
            login.sign(request, self.http)
            response = self._follow(client, request, stream=stream)
        return response

    def _follow(
        self, client: BaseClient, request: httpx2.Request, *, stream: bool
    ) -> httpx2.Response:
        """Sends a request and follows redirects. Only a success that is streamed is left unread."""
        response: httpx2.Response = self.http.send(request, stream=stream, follow_redirects=False)
        trail = Trail(client, request, self.http)
        while response.next_request is not None and self.http.follow_redirects:
            if stream:
                response.close()
            request, auth = trail.follow(response, response.next_request)
            response = self.http.send(request, stream=stream, follow_redirects=False, **auth)
            response.history = list(trail.history)
        if stream and not response.is_success:
            response.read()
        return response
