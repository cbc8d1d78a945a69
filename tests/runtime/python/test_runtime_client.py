"""Settings of clients, their copies and their end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from runtime_api import API, BASE_URL, SECRET, Example


def test_defaults(api: API) -> None:
    client = api.client()
    assert client.max_retries == 2
    assert client.timeout == httpx2.Timeout(60, connect=5)
    assert client.base_url == httpx2.URL(BASE_URL)
    assert client.default_headers == {}
    assert client.default_query == {}
    assert not client.is_closed()
    assert SECRET not in repr(client)
    assert BASE_URL in repr(client)


def test_base_url_from_the_environment(api: API, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAMPLE_BASE_URL", "http://localhost:1")
    assert str(api.client().base_url) == "http://localhost:1"
    assert str(api.client(base_url="http://localhost:2").base_url) == "http://localhost:2"
    monkeypatch.setenv("EXAMPLE_BASE_URL", "")
    assert str(api.client().base_url) == BASE_URL


def test_base_url_can_be_set(api: API) -> None:
    client = api.client()
    client.base_url = "http://localhost:3/"
    api.call(client=client, path="/a")
    assert str(api.last.url) == "http://localhost:3/a"


def test_negative_retries(api: API) -> None:
    with pytest.raises(ValueError, match="max_retries"):
        api.client(max_retries=-1)


@pytest.mark.parametrize("value", [None, "2", 1.5])
def test_retries_of_another_type(api: API, value: Any) -> None:
    with pytest.raises(TypeError, match="`max_retries` must be a whole number, 0 for none"):
        api.client(max_retries=value)


@pytest.mark.parametrize("value", ["5", (1, 2), object()])
def test_timeout_of_another_type(api: API, value: Any) -> None:
    allowed = "`timeout` must be seconds, a `Timeout`, or `None` for no limit"
    client = api.client()
    with pytest.raises(TypeError, match=allowed):
        api.client(timeout=value)
    with pytest.raises(TypeError, match=allowed):
        client.timeout = value
    with pytest.raises(TypeError, match=allowed):
        api.call(client=client, timeout=value)
    assert api.requests == []


@pytest.mark.parametrize("value", [-1, float("nan")])
def test_timeout_that_is_negative(api: API, value: float) -> None:
    with pytest.raises(ValueError, match="timeout"):
        api.client(timeout=value)


def test_timeout_of_the_callers_http_client(api: API) -> None:
    if api.http == "own":
        return
    timeout = api.library.Timeout(7.0, connect=1.0)
    client = api.client(http=api.http_client(timeout=timeout))
    assert client.timeout == timeout
    api.call(client=client)
    assert api.last.extensions["timeout"] == client.timeout.as_dict()
    assert api.client(http=api.http_client(timeout=timeout), timeout=3).timeout == 3
    assert api.client(http=api.http_client(timeout=None)).timeout == api.library.Timeout(None)


def test_clone(api: API, monkeypatch: pytest.MonkeyPatch) -> None:
    client = api.client(default_headers={"A": "1"}, timeout=7)
    client.credentials = {}
    client.mine = "kept"
    assert client.things is client.things
    api.call(client=client, security=())
    monkeypatch.setenv("EXAMPLE_BASE_URL", "http://localhost:1")
    clone = client._clone(max_retries=5, default_headers={"B": "2"})
    assert type(clone) is type(client)
    assert (clone.max_retries, clone.timeout, clone.base_url) == (5, 7, client.base_url)
    assert clone.default_headers == {"A": "1", "B": "2"}
    assert (clone.credentials, clone.mine) == ({}, "kept")
    assert clone.things is not client.things
    assert client.max_retries == 2
    assert clone._shared is client._shared
    api.call(client=clone, security=())
    assert api.last.headers["b"] == "2"


def copy_of(client: Any, **options: Any) -> Any:
    return type(client)(**client._copy_options(**options))


def test_copy_shares_the_http_client(api: API) -> None:
    client = api.client(default_headers={"A": "1"}, default_query={"a": 1}, timeout=7)
    clone = copy_of(client, max_retries=5)
    assert (clone.max_retries, clone.timeout, clone.base_url) == (5, 7, client.base_url)
    assert clone.default_headers == {"A": "1"}
    api.call(client=clone)
    assert client._shared.session.http is clone._shared.session.http
    http = api.http_client()
    assert copy_of(client, http_client=http)._shared.given is http


def test_copy_changes(api: API) -> None:
    client = api.client(default_headers={"A": "1"}, default_query={"a": 1}, timeout=7)
    clone = copy_of(
        client,
        default_headers={"B": "2"},
        set_default_query={"b": 2},
        timeout=None,
        base_url="http://localhost:4",
    )
    assert clone.default_headers == {"A": "1", "B": "2"}
    assert clone.default_query == {"b": 2}
    assert clone.timeout is None
    assert str(clone.base_url) == "http://localhost:4"
    assert copy_of(client, set_default_headers={"B": "2"}).default_headers == {"B": "2"}
    assert copy_of(client, default_query={"b": 2}).default_query == {"a": 1, "b": 2}
    for name in ("default_headers", "default_query"):
        with pytest.raises(ValueError, match=f"set_{name}"):
            copy_of(client, **{name: {}, f"set_{name}": {}})


def test_one_event_loop_after_the_other(api: API) -> None:
    client = api.client()
    api.call(client=client)
    http = client._shared.session.http
    http.cookies.set("a", "b")
    clone = copy_of(client)
    api.call(client=clone)
    if api.is_async and api.http == "own":
        assert client._shared.session.http is not http
    assert client._shared.session is clone._shared.session
    assert client._shared.session.http.cookies["a"] == "b"
    api.run(client.close)
    assert client._shared.http.is_closed


def test_close(api: API) -> None:
    client = api.client()
    api.call(client=client)
    http = client._shared.session.http
    api.run(client.close)
    assert client.is_closed()
    assert copy_of(client).is_closed()
    assert http.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        api.call(client=client)


def test_close_before_the_first_request(api: API) -> None:
    client = api.client()
    api.run(client.close)
    assert client.is_closed()
    if api.http != "own":
        assert client._shared.given.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        api.call(client=client)


def test_context_manager(api: API) -> None:
    client = api.client()

    async def use() -> None:
        async with client as entered:
            assert entered is client

    if api.is_async:
        api.run(use)
    else:
        with client as entered:
            assert entered is client
    assert client.is_closed()


def test_closed_by_the_caller(api: API) -> None:
    if api.http == "own":
        return
    http = api.http_client()
    client = api.client(http=http)
    api.run(http.aclose if api.is_async else http.close)
    assert client.is_closed()


def test_threads_share_one_http_client(monkeypatch: pytest.MonkeyPatch) -> None:
    api = API(is_async=False, http="own", monkeypatch=monkeypatch)
    client = api.client()
    assert isinstance(client, Example)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: client.get("/x", cast_to=object), range(40)))
    assert len(api.requests) == 40
