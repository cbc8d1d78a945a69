"""Access tokens by client credentials: fetched, kept, renewed, and never shown."""

from __future__ import annotations

import asyncio
import base64
import logging
import pickle
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import anyio
import pytest
from runtime_api import API, BASE_URL, SECURITY

from sdk._runtime import oauth
from sdk._runtime.credentials import ClientCredentials
from sdk._runtime.errors import (
    APIConnectionError,
    AuthenticationError,
    InternalServerError,
    OAuthError,
)

ID = "client:id"
SECRET = "s3cr3t &+/ä"
BYTES = {"Content-Type": "application/octet-stream"}
TOKEN_URL = "https://login.example.test/token"
SCHEME = ClientCredentials(
    TOKEN_URL,
    ("read", "write"),
    access_token="access_token",
    client_id="client_id",
    client_secret="client_secret",
)


class Server:
    """A token endpoint that counts its tokens, and an API that accepts the valid ones."""

    def __init__(self, api: API) -> None:
        self.api = api
        self.valid: set[str] = set()
        self.asked: list[Any] = []
        self.expires_in: object = 3600
        self.script: list[Any] = []
        """What the token endpoint answers in place of a token."""
        self.in_body = False
        api.handler = self.answer

    def answer(self, request: Any) -> Any:
        if str(request.url) == TOKEN_URL:
            self.asked.append(request)
            return self.token(request)
        if request.headers.get("authorization", "").partition(" ")[2] in self.valid:
            return self.api.answer({"ok": 1})
        return self.api.answer({"message": "who are you"}, 401)

    def token(self, request: Any) -> Any:
        if self.script:
            step = self.script.pop(0)
            if isinstance(step, Exception):
                raise step
            return step
        if self.in_body and "authorization" in request.headers:
            return self.api.answer({"error": "invalid_client"}, 401)
        token = f"token-{len(self.asked)}"
        self.valid = {token}
        answer = {"access_token": token, "token_type": "bearer", "expires_in": self.expires_in}
        return self.api.answer(answer)


@pytest.fixture
def server(api: API) -> Server:
    return Server(api)


def client_of(api: API, scheme: ClientCredentials = SCHEME, **options: Any) -> Any:
    client = api.client(**options)
    client._credentials = {"oauth": scheme}
    client.access_token = None
    client.client_id = ID
    client.client_secret = SECRET
    return client


def call(api: API, client: Any, **options: Any) -> Any:
    return api.call(client=client, security=(("oauth",),), **options)


async def call_async(client: Any) -> Any:
    client._security = (("oauth",),)
    with anyio.fail_after(5):
        return await client.get("/things", cast_to=object)


class Clock:
    """The time, which moves when a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(oauth.time, "monotonic", lambda: self.now)


def test_the_request_for_a_token(api: API, server: Server) -> None:
    assert call(api, client_of(api, timeout=7)) == {"ok": 1}
    (request,) = server.asked
    user = base64.b64encode(b"client%3Aid:s3cr3t+%26%2B%2F%C3%A4").decode()
    assert request.headers["authorization"] == f"Basic {user}"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.headers["user-agent"] == api.last.headers["user-agent"]
    form = {"grant_type": ["client_credentials"], "scope": ["read write"]}
    assert parse_qs(request.content.decode()) == form
    assert request.extensions["timeout"]["read"] == 7
    assert api.last.headers["authorization"] == "Bearer token-1"


def test_without_scopes_and_relative_to_the_base_url(api: API, server: Server) -> None:
    for url, whole in (
        ("/token", "https://api.example.test/token"),
        ("token", f"{BASE_URL}/token"),
    ):
        scheme = ClientCredentials(
            url, (), access_token=None, client_id="client_id", client_secret="client_secret"
        )
        api.answers(api.answer({"access_token": "t"}), api.answer({}))
        call(api, client_of(api, scheme))
        assert str(api.requests[-2].url) == whole
        assert api.requests[-2].content == b"grant_type=client_credentials"
        assert api.last.headers["authorization"] == "Bearer t"


def test_a_token_is_kept(api: API, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    client = client_of(api)
    for _ in range(3):
        call(api, client)
    call(api, client._clone(max_retries=1))
    assert len(server.asked) == 1
    clock.now += 3600 - 61
    call(api, client)
    assert len(server.asked) == 1
    clock.now += 2  # A minute before it expires.
    call(api, client)
    assert len(server.asked) == 2


@pytest.mark.parametrize(("expires_in", "fetched"), [(10, 2), ("10", 2), (None, 1), ("soon", 1)])
def test_how_long_it_lives(
    api: API,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    expires_in: object,
    fetched: int,
) -> None:
    clock = Clock(monkeypatch)
    server.expires_in = expires_in
    client = client_of(api)
    call(api, client)
    clock.now += 8
    call(api, client)
    assert len(server.asked) == 1
    clock.now += 1.5
    call(api, client)
    assert len(server.asked) == fetched


def test_other_credentials_have_another_token(api: API, server: Server) -> None:
    client = client_of(api)
    call(api, client)
    other = client._clone()
    other.client_secret = "other"
    call(api, other)
    assert len(server.asked) == 2


def test_a_given_token_wins(api: API, server: Server) -> None:
    client = client_of(api)
    client.access_token = "mine"
    server.valid = {"mine"}
    call(api, client)
    assert server.asked == []
    assert api.last.headers["authorization"] == "Bearer mine"


def test_a_given_header_wins(api: API, server: Server) -> None:
    server.valid = {"mine"}
    call(api, client_of(api), extra_headers={"authorization": "Bearer mine"})
    assert server.asked == []


@pytest.mark.parametrize("missing", ["client_id", "client_secret"])
def test_nothing_is_fetched_with_half_of_it(api: API, server: Server, missing: str) -> None:
    client = client_of(api)
    setattr(client, missing, None)
    with pytest.raises(
        Exception, match=r"Set `access_token`, or `client_id` and `client_secret`\."
    ):
        call(api, client)
    assert api.requests == []


def test_a_refused_token_is_renewed_once(api: API, server: Server) -> None:
    client = client_of(api, max_retries=0)
    call(api, client)
    server.valid.clear()
    assert call(api, client) == {"ok": 1}
    assert len(server.asked) == 2
    assert api.slept == []


class Pipe(BytesIO):
    """A file that can be read once."""

    def seekable(self) -> bool:
        return False


def test_a_refused_token_is_not_used_again(api: API, server: Server) -> None:
    """Also when the request that it was refused for cannot be sent again."""
    client = client_of(api, max_retries=0)
    call(api, client)
    server.valid.clear()
    with pytest.raises(AuthenticationError):
        call(api, client, method="PUT", body=Pipe(b"1"), headers=BYTES)
    assert call(api, client, method="PUT", body=Pipe(b"2"), headers=BYTES) == {"ok": 1}
    assert len(server.asked) == 2


def test_a_token_that_is_always_refused(api: API, server: Server) -> None:
    client = client_of(api)
    answer = server.answer
    api.handler = lambda request: (
        answer(request) if str(request.url) == TOKEN_URL else api.answer({"message": "no"}, 401)
    )
    with pytest.raises(AuthenticationError, match="no") as caught:
        call(api, client)
    assert not isinstance(caught.value, OAuthError)
    assert [str(request.url) == TOKEN_URL for request in api.requests] == [True, False] * 2


def test_a_streamed_answer(api: API, server: Server) -> None:
    client = client_of(api)
    call(api, client)
    server.valid.clear()
    response = call(api, client, mode="streamed")
    assert response.status_code == 200
    api.run(response.close)


def test_in_the_body_where_basic_is_not_known(api: API, server: Server) -> None:
    server.in_body = True
    client = client_of(api)
    call(api, client)
    first, second = server.asked
    assert "authorization" in first.headers
    assert "authorization" not in second.headers
    form = parse_qs(second.content.decode())
    assert (form["client_id"], form["client_secret"]) == ([ID], [SECRET])
    server.valid.clear()
    call(api, client)  # The endpoint is asked as it has been the last time.
    assert len(server.asked) == 3


class TestOneAtATime:
    def test_threads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        api = API(is_async=False, http="httpx2", monkeypatch=monkeypatch)
        server = Server(api)
        client = client_of(api)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: call(api, client), range(40)))
        assert answers == [{"ok": 1}] * 40
        assert len(server.asked) == 1

    def test_tasks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        api = API(is_async=True, http="httpx2", monkeypatch=monkeypatch)
        server = Server(api)
        client = client_of(api)

        async def many() -> None:
            async with anyio.create_task_group() as tasks:
                for _ in range(40):
                    tasks.start_soon(call_async, client)

        anyio.run(many)
        assert len(server.asked) == 1
        assert len(api.requests) == 41

    def test_loops_one_after_the_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        api = API(is_async=True, http="httpx2", monkeypatch=monkeypatch)
        server = Server(api)
        client = client_of(api)
        for _ in range(3):
            assert call(api, client) == {"ok": 1}
            server.valid.clear()
        assert len(server.asked) == 3

    def test_a_loop_that_stands_still_holds_nothing_up(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        api = API(is_async=True, http="httpx2", monkeypatch=monkeypatch)
        server = Server(api)
        client = client_of(api)

        async def never(request: Any) -> Any:
            await anyio.sleep_forever()

        api.handler = never
        stopped = asyncio.new_event_loop()
        task = stopped.create_task(call_async(client))
        stopped.run_until_complete(asyncio.sleep(0.01))
        api.handler = server.answer
        assert anyio.run(call_async, client) == {"ok": 1}
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            stopped.run_until_complete(task)
        stopped.close()

    def test_a_failure_is_that_of_all_who_wait(self, monkeypatch: pytest.MonkeyPatch) -> None:
        api = API(is_async=True, http="httpx2", monkeypatch=monkeypatch)
        server = Server(api)
        server.script = [api.answer({"error": "invalid_scope"}, 400)]
        client = client_of(api)
        failures = []

        async def one() -> None:
            try:
                await call_async(client)
            except OAuthError as error:
                failures.append(error)

        async def many() -> None:
            async with anyio.create_task_group() as tasks:
                for _ in range(20):
                    tasks.start_soon(one)

        anyio.run(many)
        assert {str(error) for error in failures} == {"No access token was given: invalid_scope"}
        assert len({id(error) for error in failures}) == len(failures) == 20
        assert len(server.asked) == 1
        assert call(api, client) == {"ok": 1}  # Whoever comes later tries again.


def everything(error: BaseException) -> str:
    shown = f"{error!s} {error!r} {error.args!r} {vars(error)!r}"
    response = getattr(error, "response", None)
    if response is not None:
        shown += f"{response.text} {dict(response.headers)!r} {dict(response.request.headers)!r}"
        shown += f"{response.request.content!r}"
    request: Any = getattr(error, "request", None)
    if request is not None:
        shown += f"{dict(request.headers)!r} {request.read()!r}"
    return shown + pickle.dumps(error).decode("latin-1") + repr(pickle.loads(pickle.dumps(error)))


def assert_no_secret(text: str) -> None:
    encoded = ("s3cr3t", base64.b64encode(b"client%3Aid:s3cr3t+%26%2B%2F%C3%A4").decode())
    for secret in encoded:
        assert secret not in text


class TestFailures:
    def test_an_unknown_client(self, api: API, server: Server) -> None:
        said = {"error": "invalid_client", "error_description": f"no such secret: {SECRET}"}
        server.script = [api.answer({**said, "access_token": SECRET}, 401) for _ in range(2)]
        with pytest.raises(OAuthError) as caught:
            call(api, client_of(api))
        error = caught.value
        assert str(error) == ("No access token was given: invalid_client: no such secret: redacted")
        assert (error.status_code, error.body) == (
            401,
            {"error": "invalid_client", "error_description": "no such secret: redacted"},
        )
        assert isinstance(error, AuthenticationError)
        assert len(api.requests) == 2  # once each way
        assert_no_secret(everything(error))

    def test_a_scope_that_is_not_granted(self, api: API, server: Server) -> None:
        server.script = [api.answer({"error": "invalid_scope"}, 400)]
        with pytest.raises(OAuthError, match=r"No access token was given: invalid_scope$"):
            call(api, client_of(api))
        assert len(api.requests) == 1

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_trouble_passes(self, api: API, server: Server, status: int) -> None:
        headers = {"retry-after": "2"}
        server.script = [api.answer({}, status, headers=headers) for _ in range(2)]
        assert call(api, client_of(api)) == {"ok": 1}
        assert api.slept == [2, 2]

    def test_trouble_stays(self, api: API, server: Server) -> None:
        server.script = [api.answer({"message": SECRET}, 500) for _ in range(9)]
        with pytest.raises(InternalServerError) as caught:
            call(api, client_of(api))
        assert len(api.requests) == 3
        assert_no_secret(everything(caught.value))

    def test_no_connection(self, api: API, server: Server) -> None:
        server.script = [api.library.ConnectError(f"cannot {SECRET}") for _ in range(9)]
        with pytest.raises(APIConnectionError) as caught:
            call(api, client_of(api, max_retries=1))
        assert str(caught.value) == "Connection error: cannot redacted"
        assert len(api.requests) == 2
        assert_no_secret(everything(caught.value))

    def test_a_lost_connection_comes_back(self, api: API, server: Server) -> None:
        server.script = [api.library.ReadError("lost")]
        assert call(api, client_of(api)) == {"ok": 1}

    @pytest.mark.parametrize(
        "answer",
        [{}, {"access_token": ""}, {"access_token": 1}, {"access_token": "a\nb"}, [1], None],
    )
    def test_no_token_in_the_answer(self, api: API, server: Server, answer: object) -> None:
        server.script = [api.answer(answer)]
        with pytest.raises(OAuthError, match="has no access token"):
            call(api, client_of(api))

    def test_an_answer_that_is_no_json(self, api: API, server: Server) -> None:
        server.script = [api.library.Response(200, content=b"<html>"), api.answer({}, 404)]
        for message in ("has no access token", "status 404"):
            with pytest.raises(OAuthError, match=message):
                call(api, client_of(api))

    def test_a_life_that_is_no_time(self, api: API, server: Server) -> None:
        answer = f'{{"access_token": "t", "expires_in": 1{"0" * 400}}}'
        server.script = [api.library.Response(200, content=answer)]
        server.valid = {"t"}
        assert call(api, client_of(api)) == {"ok": 1}

    def test_redirects_are_not_followed(self, api: API, server: Server) -> None:
        for place in ("https://other.test/token", "/elsewhere"):
            server.script = [api.answer(None, 307, headers={"location": place})]
            with pytest.raises(OAuthError, match="status 307"):
                call(api, client_of(api))
        assert {str(request.url) for request in api.requests} == {TOKEN_URL}


def test_credentials_of_the_callers_http_client_stay(api: API, server: Server) -> None:
    if api.http == "own":
        return
    http = api.http_client(auth=("user", "password"), cookies={"a": "b"})
    client = client_of(api, http=http)
    server.script = [api.answer({"access_token": "t"})]
    with pytest.raises(AuthenticationError):
        call(api, client)
    assert "cookie" not in server.asked[0].headers
    assert server.asked[0].headers["authorization"].startswith("Basic Y2xpZW50")


def test_logs(api: API, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        call(api, client_of(api))
    assert TOKEN_URL in caplog.text
    assert_no_secret(caplog.text)
    assert "token-1" not in caplog.text


def test_the_alternatives(api: API, server: Server) -> None:
    """The first one that is set."""
    client = client_of(api)
    client._credentials = {**type(client)._credentials, "oauth": SCHEME}
    api.handler = lambda request: api.answer({})
    api.call(client=client, security=(*SECURITY, ("oauth",)))
    assert len(api.requests) == 1
