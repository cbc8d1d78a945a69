"""What a user can set for a client, a copy of it or one call."""

from __future__ import annotations

from typing import Any

import cloudflare
import faults
import httpx
import httpx2
import pytest
from caller import ACCOUNT, API_TOKEN, Caller
from calls import CALLS
from server import Server

GET = CALLS[2]
POST = CALLS[3]


class TestExtra:
    def test_headers(self, caller: Caller, client: Any, server: Server) -> None:
        caller(GET.of(client), **GET.arguments, extra_headers={"X-A": "1", "USER-AGENT": "mine"})
        headers = server.requests[0].headers
        assert (headers["x-a"], headers["user-agent"]) == ("1", "mine")

    def test_query(self, caller: Caller, client: Any, server: Server) -> None:
        arguments = {**GET.arguments, "page_no": 1, "per_page": 2}
        extra = {"page_no": 3, "status": "LIVE"}
        caller(GET.of(client), **arguments, extra_query=extra)
        query = sorted(server.requests[0].query)
        assert query == [("page_no", "3"), ("per_page", "2"), ("status", "LIVE")]

    def test_body(self, caller: Caller, client: Any, server: Server) -> None:
        extra = {"enabled": False, "extra": {"a": [1]}}
        caller(POST.of(client), account_id=ACCOUNT, enabled=True, meta=1, extra_body=extra)
        assert server.requests[0].json == {"enabled": False, "meta": 1, "extra": {"a": [1]}}

    def test_query_of_every_kind(self, caller: Caller, client: Any, server: Server) -> None:
        server.script([faults.unchecked()])
        extra = {
            "text": "a b&c=d+e/ü",
            "yes": True,
            "many": [1, "x", False],
            "none": None,
            "deep": {"a": {"b": 1}},
            "number": 1.5,
        }
        caller(GET.of(client), **GET.arguments, extra_query=extra)
        assert sorted(server.requests[0].query) == [
            ("deep[a][b]", "1"),
            ("many", "1"),
            ("many", "false"),
            ("many", "x"),
            ("number", "1.5"),
            ("text", "a b&c=d+e/ü"),
            ("yes", "true"),
        ]


class TestDefaults:
    def test_headers(self, caller: Caller, server: Server) -> None:
        client = caller.client(default_headers={"X-A": "1", "X-B": "1", "X-C": "1"})
        copy = client.with_options(default_headers={"x-b": "2"})
        caller(GET.of(copy), **GET.arguments, extra_headers={"x-c": "3"})
        caller(GET.of(client), **GET.arguments)
        first, second = ([each.headers[f"x-{n}"] for n in "abc"] for each in server.requests)
        assert first == ["1", "2", "3"]
        assert second == ["1", "1", "1"]

    def test_query(self, caller: Caller, server: Server) -> None:
        client = caller.client(default_query={"page_no": 1, "per_page": 1, "status": "LIVE"})
        copy = client.copy(default_query={"per_page": 2})
        caller(GET.of(copy), **GET.arguments, status="IDLE")
        caller(GET.of(client), **GET.arguments, extra_query={"status": "ERRORED"})
        first, second = (sorted(each.query) for each in server.requests)
        assert first == [("page_no", "1"), ("per_page", "2"), ("status", "IDLE")]
        assert second == [("page_no", "1"), ("per_page", "1"), ("status", "ERRORED")]

    def test_replaced(self, caller: Caller, server: Server) -> None:
        client = caller.client(default_headers={"X-A": "1"}, default_query={"page_no": 1})
        copy = client.copy(set_default_headers={"X-B": "2"}, set_default_query={"per_page": 2})
        caller(GET.of(copy), **GET.arguments)
        (request,) = server.requests
        assert "x-a" not in request.headers
        assert request.headers["x-b"] == "2"
        assert request.query == [("per_page", "2")]
        with pytest.raises(ValueError, match="set_default_headers"):
            client.copy(default_headers={}, set_default_headers={})


class TestRemovedHeaders:
    def test_of_a_call(self, caller: Caller, client: Any, server: Server) -> None:
        server.script([faults.unchecked()])
        gone = {"authorization": cloudflare.omit, "User-Agent": cloudflare.omit}
        caller(GET.of(client), **GET.arguments, extra_headers=gone)
        assert "authorization" not in server.requests[0].headers
        assert "user-agent" not in server.requests[0].headers

    def test_of_a_client(self, caller: Caller, server: Server) -> None:
        server.script([faults.unchecked()])
        client = caller.client(default_headers={"Authorization": cloudflare.omit})
        caller(GET.of(client), **GET.arguments)
        assert "authorization" not in server.requests[0].headers

    def test_without_credentials(self, caller: Caller, server: Server) -> None:
        """Who takes the header away on purpose is not told that it is missing."""
        server.script([faults.unchecked()])
        client = caller.client(api_token=None, default_headers={"Authorization": cloudflare.omit})
        caller(GET.of(client), **GET.arguments)
        assert "authorization" not in server.requests[0].headers


class TestBaseURL:
    def test_of_the_api(self) -> None:
        client = cloudflare.Cloudflare(api_token="t")
        assert str(client.base_url).rstrip("/") == "https://api.cloudflare.com/client/v4"
        client.close()

    def test_from_the_environment(
        self, caller: Caller, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLOUDFLARE_BASE_URL", server.base_url)
        client = caller.client(base_url=None)
        assert caller(GET.of(client), **GET.arguments).success is True

    @pytest.mark.parametrize("end", ["", "/"])
    def test_given(
        self, caller: Caller, server: Server, monkeypatch: pytest.MonkeyPatch, end: str
    ) -> None:
        monkeypatch.setenv("CLOUDFLARE_BASE_URL", "http://127.0.0.1:9")
        for url in (server.base_url + end, httpx2.URL(server.base_url + end)):
            assert caller(GET.of(caller.client(base_url=url)), **GET.arguments).success is True

    def test_set_later(self, caller: Caller, server: Server) -> None:
        client = caller.client(base_url="http://127.0.0.1:9/")
        client.base_url = server.base_url
        assert caller(GET.of(client), **GET.arguments).success is True

    def test_of_a_copy(self, caller: Caller, server: Server) -> None:
        client = caller.client(base_url="http://127.0.0.1:9/")
        copy = client.with_options(base_url=server.base_url)
        assert caller(GET.of(copy), **GET.arguments).success is True

    @pytest.mark.parametrize("url", ["", "api.example.com", "ftp://example.com", "/path"])
    def test_that_is_none(self, caller: Caller, url: str) -> None:
        with pytest.raises(ValueError, match="base_url"):
            caller.client(base_url=url or "x")


class TestHTTPClient:
    @pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
    @pytest.mark.parametrize("call", CALLS, ids=str)
    def test_given(self, caller: Caller, server: Server, module: Any, call: Any) -> None:
        http_client = caller.http_client(module, headers={"X-Mine": "1"})
        client = caller.client(http_client=http_client)
        result = caller(call.of(client), **call.arguments)
        (request,) = server.requests
        assert result.to_dict()
        assert (request.method, request.target) == call.sent
        assert (request.json if request.body else None) == call.body
        assert request.headers["x-mine"] == "1"
        assert request.headers["authorization"] == f"Bearer {API_TOKEN}"

    @pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
    def test_with_hooks(self, caller: Caller, server: Server, module: Any) -> None:
        seen: list[str] = []

        def see(value: Any) -> None:
            seen.append(type(value).__name__)

        async def see_async(value: Any) -> None:
            see(value)

        hook = see_async if caller.is_async else see
        hooks = {"request": [hook], "response": [hook]}
        client = caller.client(http_client=caller.http_client(module, event_hooks=hooks))
        assert caller(GET.of(client), **GET.arguments).success is True
        assert seen == ["Request", "Response"]

    def test_with_a_transport(self, caller: Caller) -> None:
        """No socket at all: this is how users test their own programs."""

        def answer(request: httpx2.Request) -> httpx2.Response:
            assert request.headers["authorization"] == f"Bearer {API_TOKEN}"
            return httpx2.Response(200, json={"success": True, "path": request.url.path})

        transport = httpx2.MockTransport(answer)
        client = caller.client(http_client=caller.http_client(httpx2, transport=transport))
        result = caller(GET.of(client), **GET.arguments)
        assert result.model_extra == {"path": GET.sent[1]}

    def test_of_a_copy(self, caller: Caller, server: Server) -> None:
        client = caller.client(base_url="http://127.0.0.1:9")
        http_client = caller.http_client(httpx2, base_url=server.base_url)
        copy = client.copy(http_client=http_client, base_url=server.base_url)
        assert caller(GET.of(copy), **GET.arguments).success is True


def test_a_proxy_from_the_environment(
    caller: Caller, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.origin)
    server.script([faults.unchecked() | faults.raw('{"success": true}')])
    client = caller.client(base_url="http://api.invalid/v4")
    assert caller(GET.of(client), **GET.arguments).success is True
    assert server.requests[0].target.startswith("http://api.invalid/v4/accounts/")


class TestLifetime:
    def test_context(self, caller: Caller, server: Server) -> None:
        client = caller.client()
        with caller.entered(client) as entered:
            assert entered is client
            caller(GET.of(entered), **GET.arguments)
            assert client.is_closed() is False
        assert client.is_closed() is True

    def test_close(self, caller: Caller, client: Any) -> None:
        caller(GET.of(client), **GET.arguments)
        caller(client.close)
        caller(client.close)
        assert client.is_closed() is True

    def test_unused(self, caller: Caller, client: Any) -> None:
        assert client.is_closed() is False
        caller(client.close)
        assert client.is_closed() is True

    def test_after_the_end(self, caller: Caller, client: Any, server: Server) -> None:
        caller(GET.of(client), **GET.arguments)
        caller(client.close)
        with pytest.raises(RuntimeError, match="closed"):
            caller(GET.of(client), **GET.arguments)
        assert len(server.requests) == 1

    def test_a_copy_shares_the_connections(self, caller: Caller, client: Any) -> None:
        copy = client.with_options(max_retries=7)
        assert (copy.max_retries, client.max_retries) == (7, 2)
        caller(GET.of(copy), **GET.arguments)
        caller(client.close)
        assert copy.is_closed() is True


def test_a_copy_keeps_the_credentials(caller: Caller, client: Any, server: Server) -> None:
    caller(GET.of(client.copy()), **GET.arguments)
    caller(GET.of(client.copy(api_token="other")), **GET.arguments)
    sent = [request.headers["authorization"] for request in server.requests]
    assert sent == [f"Bearer {API_TOKEN}", "Bearer other"]


def test_no_idempotency_header(caller: Caller, client: Any, server: Server) -> None:
    """None is configured for this API."""
    caller(POST.of(client), **POST.arguments)
    assert not [name for name, _ in server.requests[0].headers.pairs if "idempot" in name.lower()]


class TestUndocumentedEndpoints:
    @pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
    def test_each_method(self, caller: Caller, client: Any, server: Server, method: str) -> None:
        server.script([faults.unchecked() | faults.raw('{"a": {"b": 1}}')])
        assert caller(getattr(client, method), "/new/thing", cast_to=object) == {"a": {"b": 1}}
        assert server.requests[0].method == method.upper()
        assert server.requests[0].target == "/client/v4/new/thing"
        assert server.requests[0].headers["authorization"] == f"Bearer {API_TOKEN}"

    def test_a_body(self, caller: Caller, client: Any, server: Server) -> None:
        server.script([faults.unchecked() | faults.raw("{}")])
        caller(client.post, "/new", cast_to=object, body={"a": [None]})
        assert server.requests[0].json == {"a": [None]}
        assert server.requests[0].headers["content-type"] == "application/json"

    def test_retries(self, caller: Caller, client: Any, server: Server, waits: Any) -> None:
        server.script([faults.unchecked() | faults.drop(), faults.unchecked() | faults.raw("{}")])
        assert caller(client.get, "/new", cast_to=object) == {}
        assert len(waits) == 1


def test_many_names_for_one_thing() -> None:
    assert cloudflare.Client is cloudflare.Cloudflare
    assert cloudflare.AsyncClient is cloudflare.AsyncCloudflare
    assert cloudflare.Timeout is httpx2.Timeout
    assert not cloudflare.omit
    assert not cloudflare.not_given
    assert cloudflare.NOT_GIVEN is cloudflare.not_given
