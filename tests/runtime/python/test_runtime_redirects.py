"""Redirects: followed, and never with credentials to another origin."""

from __future__ import annotations

from typing import Any

import pytest
from runtime_api import API, BASE_URL, SECRET

from sdk._runtime.errors import APIConnectionError, APIStatusError

SECRET_HEADERS = {"X-Key": SECRET, "Cookie": SECRET, "Proxy-Authorization": SECRET}


def redirect(api: API, location: str, status: int = 307) -> Any:
    return api.answer(status=status, headers={"location": location})


@pytest.mark.parametrize(
    ("location", "same"),
    [
        ("/elsewhere", True),
        ("relative", True),
        (f"{BASE_URL}/x", True),
        ("https://api.example.test:443/x", True),
        ("http://api.example.test/x", False),
        ("https://api.example.test:8443/x", False),
        ("https://other.test/x", False),
        ("//other.test/x", False),
    ],
)
def test_credentials(api: API, location: str, same: bool) -> None:
    api.answers(redirect(api, location), api.answer({"ok": 1}))
    assert api.call(extra_headers=SECRET_HEADERS) == {"ok": 1}
    assert SECRET in str(dict(api.requests[0].headers))
    kept = {name for name, value in api.last.headers.items() if SECRET in value}
    assert kept == ({"authorization", "x-key", "proxy-authorization"} if same else set())


def test_credentials_do_not_come_back(api: API) -> None:
    api.answers(redirect(api, "https://other.test/x"), redirect(api, BASE_URL), api.answer({}))
    api.call(extra_headers=SECRET_HEADERS)
    assert api.last.url.host == "api.example.test"
    assert SECRET not in str(dict(api.last.headers))


def test_auth_of_the_callers_http_client_stays_home(api: API) -> None:
    if api.http == "own":
        return
    client = api.client(http=api.http_client(auth=("user", SECRET)))
    api.answers(redirect(api, "/here"), redirect(api, "https://other.test"), api.answer({}))
    api.call(client=client)
    sent = ["authorization" in request.headers for request in api.requests]
    assert sent == [True, True, False]


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [
        (301, "GET", b""),
        (302, "GET", b""),
        (303, "GET", b""),
        (307, "POST", b'{"a":1}'),
        (308, "POST", b'{"a":1}'),
    ],
)
def test_method_and_body(api: API, status: int, method: str, body: bytes) -> None:
    api.answers(redirect(api, "/x", status), api.answer({}))
    api.call("POST", body={"a": 1})
    assert (api.last.method, api.last.content) == (method, body)


@pytest.mark.parametrize("mode", ["parsed", "raw", "streamed"])
def test_too_many(api: API, mode: str) -> None:
    api.handler = lambda request: redirect(api, "/again")
    with pytest.raises(APIConnectionError, match="Too many redirects"):
        api.call(mode=mode)
    assert len(api.requests) == 21
    assert api.slept == []


def test_as_the_callers_http_client_says(api: API) -> None:
    if api.http == "own":
        return
    api.handler = lambda request: redirect(api, "/again")
    with pytest.raises(APIStatusError) as caught:
        api.call(client=api.client(http=api.http_client(follow_redirects=False)))
    assert caught.value.status_code == 307
    with pytest.raises(APIConnectionError):
        api.call(client=api.client(http=api.http_client(max_redirects=2)))
    assert len(api.requests) == 4


def test_retry_after_a_redirect_starts_again(api: API) -> None:
    api.answers(redirect(api, "https://other.test"), api.answer(status=503), api.answer({"ok": 1}))
    assert api.call() == {"ok": 1}
    assert api.last.url.host == "api.example.test"
    assert SECRET in api.last.headers["authorization"]


def test_location_that_is_no_url(api: API) -> None:
    api.handler = lambda request: redirect(api, "https://[bad")
    with pytest.raises((APIStatusError, APIConnectionError)):
        api.call(client=api.client(max_retries=0))
