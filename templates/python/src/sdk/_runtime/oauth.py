"""Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4).

A token is fetched when a request first needs one, again shortly before it expires, and once more for
a request that is answered with 401. A client and its copies share their tokens, and fetch one at a
time. The client's id and secret go to the token endpoint as HTTP basic authentication (2.3.1); if
it does not know them that way, in the body.
"""

from __future__ import annotations

import logging
import time
from _thread import allocate_lock
from copy import copy
from urllib.parse import quote_plus, urlencode, urljoin

from . import logs, retries
from .credentials import base64_text
from .errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    OAuthError,
    failure_of,
    status_error,
)
from .http import http_module
from .redaction import EXTENSION, REDACTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, TypeAlias

    import httpx2

    from .client import BaseClient
    from .credentials import ClientCredentials

    # Yields requests to send and seconds to wait; is sent answers, or why there is none.
    Flow: TypeAlias = Generator[Any, Any, "Token"]

UNAUTHORIZED = 401
TOO_MANY_REQUESTS = 429
FIRST_SERVER_ERROR = 500
# A token is not used in its last minute, or the last tenth of a shorter life.
SPARE_SECONDS = 60.0
SPARE_PART = 0.1
MOST_GRANTS = 256
SHOWN = ("error", "error_description", "error_uri")


class Token:
    """An access token.

    Attributes:
        value: the token.
        useful_until: the time of `time.monotonic` when another is to be fetched; `None` for never.
    """

    __slots__ = ("useful_until", "value")

    def __init__(self, value: str, useful_until: float | None) -> None:
        self.value = value
        self.useful_until = useful_until


class Grant:
    """The token of one client at one token endpoint.

    Attributes:
        lock: held by whoever fetches a token; in async code, what has such a lock for each event
            loop, since one that was abandoned never releases its own.
        in_body: whether the endpoint wants the client's id and secret in the body.
        fetches: how often a token was asked for.
        failure: why the last time gave none.
    """

    __slots__ = ("failure", "fetches", "in_body", "lock", "token")

    def __init__(self, lock: Any) -> None:
        self.lock = lock
        self.token: Token | None = None
        self.in_body = False
        self.fetches = 0
        self.failure: APIError | None = None

    def usable(self) -> Token | None:
        """The token, unless it has (nearly) expired."""
        token = self.token
        if token is None or token.useful_until is None or time.monotonic() < token.useful_until:
            return token
        return None

    def usable_since(self, fetches: int) -> Token | None:
        """The token that somebody else has fetched since there were so many fetches.

        Raises:
            APIError: that failed. Else all who wait would, one after the other, do the same.
        """
        if self.failure is not None and self.fetches != fetches:
            raise copy(self.failure)
        return self.usable()


class Login:
    """Gives one request an access token, which is fetched if there is none."""

    __slots__ = (
        "_client",
        "_client_id",
        "_client_secret",
        "_credential",
        "_grant",
        "_renewed",
        "_token",
    )

    def __init__(
        self, client: BaseClient, credential: ClientCredentials, client_id: str, client_secret: str
    ) -> None:
        self._client = client
        self._credential = credential
        self._client_id = client_id
        self._client_secret = client_secret
        self._grant: Grant | None = None
        self._token: Token | None = None
        self._renewed = False

    def sign(self, request: httpx2.Request, http: Any) -> None:
        """Sets the header `Authorization`.

        Raises:
            OAuthError: the token endpoint gave no token.
            APIError: it could not be asked.
        """
        grant = self._grant = self._known_grant(allocate_lock)
        token = grant.usable()
        if token is None:
            fetches = grant.fetches
            with grant.lock:
                token = grant.usable_since(fetches)
                if token is None:
                    token = _run(self._renew(request, grant, http), http)
        self._set(request, token)

    async def sign_async(self, request: httpx2.Request, http: Any) -> None:
        """`sign` with an async HTTP client."""
        from anyio import Lock
        from anyio.lowlevel import RunVar

        grant = self._grant = self._known_grant(lambda: RunVar("lock"))
        token = grant.usable()
        if token is None:
            fetches = grant.fetches
            lock = grant.lock.get(None)
            if lock is None:
                lock = Lock()
                grant.lock.set(lock)
            async with lock:
                token = grant.usable_since(fetches)
                if token is None:
                    token = await _run_async(self._renew(request, grant, http), http)
        self._set(request, token)

    def is_refused(self, response: httpx2.Response) -> bool:
        """Whether to sign and send the request again, since its token was refused; true once.

        The token is forgotten then. An answer to a redirect that went without it says nothing of it.
        """
        token = self._token
        if response.status_code != UNAUTHORIZED or token is None or self._renewed:
            return False
        if response.request.headers.get("authorization") != f"Bearer {token.value}":
            return False
        self._renewed = True
        if self._grant is not None and self._grant.token is token:
            self._grant.token = None
        return True

    def _set(self, request: httpx2.Request, token: Token) -> None:
        self._token = token
        request.headers["Authorization"] = f"Bearer {token.value}"

    def _known_grant(self, make_lock: Callable[[], Any]) -> Grant:
        """The grant of these credentials, which all requests of the client and its copies share."""
        credential = self._credential
        key = (
            self._client._base_url,
            credential.token_url,
            credential.scopes,
            self._client_id,
            self._client_secret,
        )
        grants: dict[object, Grant] = self._client._shared.grants
        found = grants.get(key)
        if found is None:
            if len(grants) >= MOST_GRANTS:
                grants.clear()
            found = grants.setdefault(key, Grant(make_lock()))
        return found

    def _renew(self, signed: httpx2.Request, grant: Grant, http: Any) -> Flow:
        """Gives the grant a token, or says there why it has none."""
        try:
            token = grant.token = yield from self._fetch(signed, grant, http)
        except APIError as error:
            # Others may have more patience.
            grant.failure = None if isinstance(error, APITimeoutError) else copy(error)
            grant.fetches += 1
            raise
        grant.failure = None
        grant.fetches += 1
        return token

    def _fetch(self, signed: httpx2.Request, grant: Grant, http: Any) -> Flow:
        """Asks for a token, as often as the client's requests are sent."""
        debug = logs.logger.isEnabledFor(logging.DEBUG)
        attempt = 0
        while True:
            request = self._request(signed, grant, http)
            if debug:
                logs.log_request(request, attempt)
            answer = yield request
            failure: APIError
            if isinstance(answer, Exception):
                failure = self._connection_failure(answer, request)
            else:
                if debug:
                    logs.log_response(answer)
                if answer.is_success:
                    return self._token_in(answer)
                if not grant.in_body and _is_unknown_client(answer):
                    grant.in_body = True
                    continue
                failure = self._refusal(answer)
            wait = retries.wait(failure, attempt) if attempt < self._client.max_retries else None
            if wait is None:
                grant.in_body = False
                try:
                    raise failure
                finally:
                    del failure
            attempt += 1
            yield wait

    def _request(self, signed: httpx2.Request, grant: Grant, http: Any) -> httpx2.Request:
        """The request for a token, with the timeout of the one that needs it."""
        form = {"grant_type": "client_credentials"}
        if self._credential.scopes:
            form["scope"] = " ".join(self._credential.scopes)
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": signed.headers.get("user-agent", ""),
        }
        if grant.in_body:
            form.update(client_id=self._client_id, client_secret=self._client_secret)
        else:
            user = f"{quote_plus(self._client_id)}:{quote_plus(self._client_secret)}"
            headers["Authorization"] = f"Basic {base64_text(user)}"
        kept = (EXTENSION, "timeout")
        request: httpx2.Request = http_module(http).Request(
            "POST",
            urljoin(f"{self._client._base_url}/", self._credential.token_url),
            headers=headers,
            content=urlencode(form).encode(),
            extensions={
                name: signed.extensions[name] for name in kept if name in signed.extensions
            },
        )
        return request

    def _token_in(self, answer: httpx2.Response) -> Token:
        data = _json(answer)
        value = data.get("access_token")
        if not isinstance(value, str) or not (value.isascii() and value.isprintable() and value):
            shown = self._shown(answer)
            message = "The answer of the token endpoint has no access token."
            raise OAuthError(message, response=shown, body=_json(shown) or None)
        try:
            seconds = float(data["expires_in"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return Token(value, None)
        return Token(value, time.monotonic() + seconds - min(SPARE_SECONDS, seconds * SPARE_PART))

    def _refusal(self, answer: httpx2.Response) -> APIError:
        """Why there is no token: what the server says (RFC 6749, 5.2), without any secret."""
        shown = self._shown(answer)
        status = answer.status_code
        if status == TOO_MANY_REQUESTS or status >= FIRST_SERVER_ERROR:
            return status_error(shown)
        body = _json(shown)
        reasons = [body[name] for name in SHOWN[:2] if name in body]
        message = f"No access token was given: {': '.join(reasons) or f'status {status}'}"
        return OAuthError(message, response=shown, body=body or None)

    def _connection_failure(self, error: Exception, request: httpx2.Request) -> APIError:
        failure = failure_of(error, request)
        failure.request = _without_secrets(request)
        if isinstance(failure, APIConnectionError):
            message = self._redacted(failure.message)
            failure.message = message
            failure.args = (message,)
            error.args = tuple(self._redacted(a) if isinstance(a, str) else a for a in error.args)
        return failure

    def _shown(self, answer: httpx2.Response) -> httpx2.Response:
        """The part of an answer that an error may hold."""
        data = _json(answer)
        said = {n: self._redacted(data[n]) for n in SHOWN if isinstance(data.get(n), str)}
        waiting = ("retry-after", "retry-after-ms", "x-should-retry")
        response: httpx2.Response = http_module(answer).Response(
            answer.status_code,
            headers={name: answer.headers[name] for name in waiting if name in answer.headers},
            json=said,
            request=_without_secrets(answer.request),
        )
        return response

    def _redacted(self, text: str) -> str:
        secret = self._client_secret
        for form in (secret, quote_plus(secret)):
            text = text.replace(form, REDACTED)
        return text


def _json(answer: httpx2.Response) -> dict[str, Any]:
    """The JSON object of an answer; an empty one if it is no object."""
    try:
        data = answer.json()
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_unknown_client(answer: httpx2.Response) -> bool:
    """Whether the server did not recognize the client (RFC 6749, 5.2)."""
    return answer.status_code == UNAUTHORIZED or _json(answer).get("error") in (
        "invalid_client",
        "invalid_request",
    )


def _without_secrets(request: httpx2.Request) -> httpx2.Request:
    """The request for a token without its body and credentials."""
    headers = {
        n: v for n, v in request.headers.items() if n not in ("authorization", "content-length")
    }
    shown: httpx2.Request = http_module(request).Request(
        request.method, request.url, headers=headers
    )
    return shown


def _failures(http: Any) -> tuple[type[Exception], ...]:
    return http_module(http).HTTPError, OSError


def _run(flow: Flow, http: Any) -> Token:
    """Does what a flow asks for."""
    failures = _failures(http)
    answer: object = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as stop:
            token: Token = stop.value
            return token
        answer = None
        if isinstance(step, float):
            time.sleep(step)
            continue
        try:
            answer = http.send(step, auth=None, follow_redirects=False)
        except failures as error:
            answer = error


async def _run_async(flow: Flow, http: Any) -> Token:
    """`_run` with an async HTTP client."""
    from anyio import sleep

    failures = _failures(http)
    answer: object = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as stop:
            token: Token = stop.value
            return token
        answer = None
        if isinstance(step, float):
            await sleep(step)
            continue
        try:
            answer = await http.send(step, auth=None, follow_redirects=False)
        except failures as error:
            answer = error
