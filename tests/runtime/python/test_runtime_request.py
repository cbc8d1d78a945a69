"""What is sent: URL, headers, credentials, body, timeout."""

from __future__ import annotations

import json
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from runtime_api import API, BASE_URL, SECRET

from sdk._runtime.errors import MissingCredentialsError
from sdk._runtime.rename import renamed
from sdk._runtime.sentinels import Omit, not_given, omit


@pytest.mark.parametrize(
    ("base_url", "path", "url"),
    [
        ("https://h.test", "/a/b", "https://h.test/a/b"),
        ("https://h.test/", "/a/b", "https://h.test/a/b"),
        ("https://h.test/v1", "/a", "https://h.test/v1/a"),
        ("https://h.test/v1/", "/a", "https://h.test/v1/a"),
        ("https://h.test/v1", "a", "https://h.test/v1/a"),
        ("http://127.0.0.1:8080", "/a", "http://127.0.0.1:8080/a"),
        ("https://h.test", "/a%2Fb/c%20d", "https://h.test/a%2Fb/c%20d"),
        ("https://h.test", "/a%2E%2E/%252F", "https://h.test/a%2E%2E/%252F"),
        ("https://h.test", "//evil.test/a", "https://h.test//evil.test/a"),
        ("https://h.test", "/a?b=1", "https://h.test/a?b=1&q=2"),
        (httpx2.URL("https://h.test/v1"), "/a", "https://h.test/v1/a"),
        (httpx.URL("https://h.test/v1"), "/a", "https://h.test/v1/a"),
    ],
)
def test_url(api: API, base_url: Any, path: str, url: str) -> None:
    client = api.client(base_url=base_url, default_query={"q": 2} if "?" in path else None)
    api.call(path=path, client=client)
    assert str(api.last.url) == url
    assert api.last.headers["host"] == api.last.url.netloc.decode()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.test",
        "ftp://h.test",
        "https://",
        "https://h?a=1",
        "https://h#x",
        "https://u:s3cr3t@h",
    ],
)
def test_unusable_base_url(api: API, url: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        api.client(base_url=url or " ")
    assert "s3cr3t" not in str(caught.value)


def test_headers(api: API) -> None:
    api.call("POST", body={"a": 1})
    headers = api.last.headers
    assert headers["accept"] == "application/json"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Example/Python 1.2.3"
    assert headers["authorization"] == f"Bearer {SECRET}"
    assert "gzip" in headers["accept-encoding"]
    assert headers["content-length"] == "7"
    names = [name.lower() for name, _ in headers.raw]
    assert len(names) == len(set(names))


def test_header_precedence(api: API) -> None:
    client = api.client(default_headers={"X-A": "default", "X-B": "default", "user-agent": "mine"})
    api.call(
        client=client,
        headers={"x-a": "method", "x-b": omit, "X-Flag": True},
        extra_headers={"X-A": "extra", "AUTHORIZATION": "extra", "accept": Omit()},
    )
    headers = api.last.headers
    assert headers["x-a"] == "extra"
    assert headers["x-b"] == "default"
    assert headers["x-flag"] == "true"
    assert headers["user-agent"] == "mine"
    assert headers["authorization"] == "extra"
    assert headers.get("accept", "*/*") == "*/*"


def test_not_given_is_left_out(api: API) -> None:
    api.call(
        "POST",
        headers={"X-A": not_given},
        query={"q": not_given, "r": 1},
        body=renamed({"a_b": not_given, "c_d": 1}, {"a_b": "aB", "c_d": "cD"}),
        extra_headers={"Accept": not_given, "X-B": "1"},
    )
    request = api.last
    assert "x-a" not in request.headers
    assert request.headers["x-b"] == "1"
    assert request.headers.get("accept", "*/*") == "*/*"
    assert request.url.query == b"r=1"
    assert request.content == b'{"cD":1}'
    api.call("POST", body={"a": not_given, "b": 1})
    assert api.last.content == b'{"b":1}'
    api.call("POST", body=not_given)
    assert api.last.content == b""
    api.call(client=api.client(default_headers={"X-C": not_given}))
    assert "x-c" not in api.last.headers


def test_default_headers_win_over_credentials(api: API) -> None:
    api.call(client=api.client(default_headers={"authorization": "mine"}))
    assert api.last.headers.get_list("authorization") == ["mine"]
    api.call(client=api.client(default_headers={"authorization": omit}))
    assert "authorization" not in api.last.headers


def test_query(api: API) -> None:
    client = api.client(default_query={"a": 1, "b": 1, "c": 1})
    api.call(client=client, query={"b": 2, "c": 2, "d": omit}, extra_query={"c": [3, 4]})
    assert api.last.url.query == b"a=1&b=2&c=3&c=4"


@pytest.mark.parametrize(
    ("options", "body"),
    [
        ({"body": {"a": 1, "b": omit, "c": None}}, {"a": 1, "c": None}),
        ({"body": {"a": 1}, "extra_body": {"a": 2, "b": 3}}, {"a": 2, "b": 3}),
        ({"extra_body": {"b": 3}}, {"b": 3}),
        ({"body": [1]}, [1]),
        ({"body": {}}, {}),
        ({"body": None}, None),
    ],
)
def test_body(api: API, options: dict[str, Any], body: Any) -> None:
    api.call("POST", **options)
    assert json.loads(api.last.content) == body
    assert api.last.headers["content-type"] == "application/json"


def test_extra_body_needs_an_object(api: API) -> None:
    with pytest.raises(TypeError, match="extra_body"):
        api.call("POST", body=[1], extra_body={"a": 1})


@pytest.mark.parametrize(("method", "length"), [("POST", "0"), ("PUT", "0"), ("GET", None)])
def test_no_body(api: API, method: str, length: str | None) -> None:
    api.call(method)
    assert api.last.content == b""
    assert api.last.headers.get("content-length") == length
    assert "content-type" not in api.last.headers


ALL = {"connect": 3.0, "read": 3.0, "write": 3.0, "pool": 3.0}
NONE = dict.fromkeys(ALL)
DEFAULT = {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}
SPLIT = {"connect": 1.0, "read": 2.0, "write": 2.0, "pool": 2.0}


@pytest.mark.parametrize(
    ("timeout", "seconds"),
    [
        (3.0, ALL),
        (3, ALL),
        (None, NONE),
        (httpx2.Timeout(2, connect=1), SPLIT),
        (httpx.Timeout(2, connect=1), SPLIT),
    ],
)
def test_timeout(api: API, timeout: Any, seconds: dict[str, float | None]) -> None:
    api.call()
    assert api.last.extensions["timeout"] == DEFAULT
    api.call(timeout=timeout)
    assert api.last.extensions["timeout"] == seconds
    client = api.client(timeout=timeout)
    assert client.timeout == timeout
    api.call(client=client)
    assert api.last.extensions["timeout"] == seconds
    client.timeout = 3
    api.call(client=client)
    assert api.last.extensions["timeout"] == ALL


def test_alternatives_of_credentials(api: API) -> None:
    client = api.client()
    client.credentials = {"email": {"X-Email": "e"}, "key": {"X-Key": "k"}}
    api.call(client=client)
    assert (api.last.headers["x-email"], api.last.headers["x-key"]) == ("e", "k")
    client.credentials = {**client.credentials, "token": {"Authorization": "t"}}
    api.call(client=client)
    assert api.last.headers["authorization"] == "t"
    assert "x-key" not in api.last.headers


@pytest.mark.parametrize("security", [(), ((),), (("token",), ()), ((), ("token",))])
def test_credentials_that_are_optional(api: API, security: Any) -> None:
    client = api.client()
    api.call(client=client, security=security)
    assert ("authorization" in api.last.headers) == (("token",) in security)
    client.credentials = {}
    api.call(client=client, security=security)
    assert "authorization" not in api.last.headers


@pytest.mark.parametrize("credentials", [{}, {"email": {"X-Email": "e"}}])
def test_missing_credentials(api: API, credentials: dict[str, dict[str, str]]) -> None:
    client = api.client()
    client.credentials = credentials
    with pytest.raises(MissingCredentialsError) as caught:
        api.call(client=client)
    assert str(caught.value) == (
        "No credentials are set. Set `token` (EXAMPLE_TOKEN), "
        "or `email` (EXAMPLE_EMAIL) and `key` (EXAMPLE_KEY)."
    )
    assert api.requests == []


def test_credentials_by_header(api: API) -> None:
    client = api.client(default_headers={"x-key": "k"})
    client.credentials = {}
    with pytest.raises(MissingCredentialsError):
        api.call(client=client)
    api.call(client=client, extra_headers={"X-EMAIL": "e"})
    assert (api.last.headers["x-email"], api.last.headers["x-key"]) == ("e", "k")
    api.call(client=client, extra_headers={"Authorization": omit})
    assert "authorization" not in api.last.headers


def test_settings_of_the_callers_http_client(api: API) -> None:
    if api.http == "own":
        return
    seen: list[Any] = []

    async def async_hook(request: Any) -> None:
        seen.append(request)

    http = api.http_client(
        headers={"X-Mine": "yes", "Accept": "text/plain"},
        cookies={"c": "1"},
        params={"mine": "yes"},
        auth=("user", "password"),
        timeout=7.0,
        base_url="https://ignored.test",
        event_hooks={"request": [async_hook if api.is_async else seen.append]},
    )
    client = api.client(http=http)
    client.credentials = {}
    api.call(client=client, query={"a": "x y"})
    request = api.last
    assert request.headers["x-mine"] == "yes"
    assert request.headers["accept"] == "application/json"
    assert request.headers["cookie"] == "c=1"
    assert request.headers["authorization"].startswith("Basic ")
    assert dict(request.url.params) == {"mine": "yes", "a": "x y"}
    assert str(request.url).startswith(BASE_URL)
    assert set(request.extensions["timeout"].values()) == {7.0}
    assert seen == [request]


def test_http_client_of_the_wrong_kind(api: API) -> None:
    other = api.library.Client() if api.is_async else api.library.AsyncClient()
    for wrong in (other, object()):
        with pytest.raises(TypeError, match="http"):
            type(api.client())(http_client=wrong)


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        (f"{BASE_URL}/other", True),
        ("https://api.example.test:443/x", True),
        ("https://API.example.test/x", True),
        ("http://api.example.test/x", False),
        ("https://api.example.test:8443/x", False),
        ("https://api.example.test.evil.test/x", False),
        ("https://api.example.test@evil.test/x", False),
        ("https://evil.test/x", False),
    ],
)
def test_whole_url(api: API, url: str, trusted: bool) -> None:
    client = api.client(default_headers={"X-Key": SECRET}, default_query={"api_key": SECRET})
    api.run(client.get, url, cast_to=object)
    sent = f"{api.last.url} {dict(api.last.headers)}"
    assert (SECRET in sent) is trusted


def test_cookies_are_kept(api: API) -> None:
    client = api.client()
    api.answers(api.answer({}, headers={"set-cookie": "lb=7; Path=/"}), api.answer({}))

    async def twice() -> None:
        await client.get("/a", cast_to=object)
        await client.get("/a", cast_to=object)

    if api.is_async:
        anyio.run(twice)
    else:
        client.get("/a", cast_to=object)
        client.get("/a", cast_to=object)
    assert api.last.headers["cookie"] == "lb=7"


def test_many_urls(api: API) -> None:
    client = api.client()
    for number in range(300):
        api.call(client=client, path=f"/{number}")
        assert api.last.url.path == f"/v1/{number}"
