"""What must not be shown, and how the rest is: headers, URLs, texts, and what a pickle holds."""

from __future__ import annotations

import re
from copy import copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set
    from typing import TypeVar

    import httpx2

    Sent = TypeVar("Sent", httpx2.Request, httpx2.Response)

REDACTED = "redacted"
# What says so in a header's name, wherever it stands among the words of that name.
SECRET_WORDS = frozenset(
    {"apikey", "auth", "authorization", "cookie", "key", "password", "secret", "token"}
)
# Anything shorter would be found in texts that have nothing to do with it.
SHORTEST_SECRET = 4
EXTENSION = "sdk_secrets"
# The headers of an answer that may repeat the URL of the request.
REPEATING = frozenset({"link", "location", "content-location"})


class Secrets:
    """The lower-case names of the headers, and the names of the query parameters, that are secret.

    They are a request's extension, since errors know the request but not the client.
    """

    __slots__ = ("headers", "query")

    def __init__(self, headers: Set[str] = frozenset(), query: Set[str] = frozenset()) -> None:
        self.headers = headers
        self.query = query

    def has_header(self, name: str) -> bool:
        """Whether the value of a header is secret, by the API's word or by the name's."""
        name = name.lower()
        return name in self.headers or not SECRET_WORDS.isdisjoint(re.split(r"[^a-z0-9]", name))


def secrets_of(request: httpx2.Request) -> Secrets:
    """What is secret in a request; for one that the SDK did not build, what the names tell."""
    found = request.extensions.get(EXTENSION)
    return found if isinstance(found, Secrets) else Secrets()


def redacted_headers(headers: httpx2.Headers, secrets: Secrets) -> dict[str, str]:
    """The headers, with the values of secret ones replaced."""
    return {
        name: REDACTED if secrets.has_header(name) else value for name, value in headers.items()
    }


def redacted_answer_headers(response: httpx2.Response) -> dict[str, str]:
    """The headers of an answer, with secret ones, and what they repeat of the request, replaced."""
    request = response.request
    headers = redacted_headers(response.headers, secrets_of(request))
    for name in REPEATING & headers.keys():
        headers[name] = redacted_text(headers[name], request)
    return headers


def redacted_url(url: httpx2.URL, secrets: Secrets) -> httpx2.URL:
    """The URL, with user name and password and the values of secret query parameters replaced."""
    if url.userinfo:
        url = url.copy_with(userinfo=REDACTED.encode())
    for name in secrets.query & url.params.keys():
        url = url.copy_set_param(name, REDACTED)
    return url


def redacted_text(text: str, request: httpx2.Request) -> str:
    """What a server said, without the credentials of the request that it may have repeated."""
    for value in _secret_values(request):
        text = text.replace(value, REDACTED)
    return text


def _secret_values(request: httpx2.Request) -> list[str]:
    """The credentials of a request, longest first, also as they are written in its URL."""
    secrets = secrets_of(request)
    values = [value for name, value in request.headers.items() if secrets.has_header(name)]
    # Of `Bearer abc` a server may repeat the second word only, of `a=b; c=d` one value.
    values += [value.partition(" ")[2] for value in values]
    cookies = request.headers.get("cookie", "").split(";")
    values += [cookie.partition("=")[2].strip() for cookie in cookies]
    if secrets.query:
        parameters = request.url.params
        values += [value for name in secrets.query for value in parameters.get_list(name)]
        pairs = request.url.query.decode("ascii").split("&")
        values += [p.partition("=")[2] for p in pairs if p.partition("=")[0] in secrets.query]
    return sorted({v for v in values if len(v) >= SHORTEST_SECRET}, key=len, reverse=True)


def redacted_request(request: httpx2.Request) -> httpx2.Request:
    """A copy without credentials in its headers and its URL."""
    secrets = secrets_of(request)
    clone = _without_secret_headers(request, secrets)
    clone.url = redacted_url(request.url, secrets)
    return clone


def shown_request(request: httpx2.Request) -> httpx2.Request:
    """The request; a copy if its URL holds credentials, since `repr` shows URLs."""
    query = secrets_of(request).query
    if query and not query.isdisjoint(request.url.params.keys()):
        return redacted_request(request)
    return request


def redacted_response(response: httpx2.Response) -> httpx2.Response:
    """A copy without credentials in its headers, its request and the redirects before it."""
    clone = _without_secret_headers(response, secrets_of(response.request))
    for name in REPEATING & clone.headers.keys():
        clone.headers[name] = redacted_text(clone.headers[name], response.request)
    clone.request = redacted_request(response.request)
    clone.history = [redacted_response(each) for each in response.history]
    clone.next_request = None
    return clone


def _without_secret_headers(sent: Sent, secrets: Secrets) -> Sent:
    clone = copy(sent)
    clone.headers = type(sent.headers)(
        [
            (name, REDACTED.encode() if secrets.has_header(name.decode("latin-1")) else value)
            for name, value in sent.headers.raw
        ]
    )
    return clone
