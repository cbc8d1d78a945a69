"""Credentials go to the API and nowhere else."""

from __future__ import annotations

import io
import logging
import traceback
from typing import Any

import cloudflare
import faults
import httpx
import httpx2
import pytest
from caller import ACCOUNT, API_EMAIL, API_KEY, API_TOKEN, Caller
from calls import CALLS
from server import Server

from conftest import Program

GET = CALLS[2]
POST = CALLS[3]
SECRETS = (API_TOKEN, API_KEY, API_EMAIL)
CREDENTIALS: dict[str, dict[str, Any]] = {
    "token": {"api_token": API_TOKEN},
    "key": {"api_token": None, "api_email": API_EMAIL, "api_key": API_KEY},
    "headers": {
        "api_token": None,
        "default_headers": {"X-Auth-Email": API_EMAIL, "x-auth-KEY": API_KEY},
    },
}


def assert_no_secret(text: str) -> None:
    for secret in SECRETS:
        assert secret not in text


PROGRAM = """
import asyncio, logging, sys, cloudflare

if "root" in sys.argv:
    logging.basicConfig(level=logging.DEBUG)

def calls(client):
    arguments = {"account_id": "023e105f4ecef8ad9ca31a8372d0c353"}
    yield client.stream.live_inputs.create, arguments
    yield client.stream.live_inputs.with_raw_response.create, arguments
    yield client.stream.live_inputs.create, arguments

def sync():
    with cloudflare.Cloudflare() as client:
        for method, arguments in calls(client):
            try:
                method(**arguments)
            except cloudflare.APIError as error:
                logging.getLogger("cloudflare").warning("failed", exc_info=error)

async def not_sync():
    async with cloudflare.AsyncCloudflare() as client:
        for method, arguments in calls(client):
            try:
                await method(**arguments)
            except cloudflare.APIError as error:
                logging.getLogger("cloudflare").warning("failed", exc_info=error)

if "async" in sys.argv:
    asyncio.run(not_sync())
else:
    sync()
"""


@pytest.mark.parametrize("world", ["sync", "async"])
@pytest.mark.parametrize("logger", ["own", "root"])
@pytest.mark.parametrize("kind", ["token", "key"])
def test_no_line_of_the_log(
    server: Server, run_program: Program, world: str, logger: str, kind: str
) -> None:
    # A retry, an error and a redirect, so that everything that may be logged is.
    server.script(
        [
            faults.status(503, headers={"retry-after-ms": "1", "set-cookie": "a=a-cookie"}),
            faults.no_fault(),
            faults.redirect(server.origin + POST.sent[1]),
            faults.no_fault(),
            faults.status(404),
        ]
    )
    credentials = {
        "token": {"CLOUDFLARE_API_TOKEN": API_TOKEN},
        "key": {"CLOUDFLARE_EMAIL": API_EMAIL, "CLOUDFLARE_API_KEY": API_KEY},
    }[kind]
    result = run_program(
        "-c",
        PROGRAM,
        world,
        logger,
        CLOUDFLARE_BASE_URL=server.base_url,
        CLOUDFLARE_LOG="debug",
        **credentials,
    )
    assert result.returncode == 0, result.stderr
    output = result.stdout + result.stderr
    assert_no_secret(output)
    # With the root logger at this level the HTTP library writes what it receives.
    assert logger == "root" or "a-cookie" not in output
    assert "/stream/live_inputs" in output
    assert "503" in output
    assert "NotFoundError" in output
    assert len(server.requests) == 5


def test_no_log_unless_asked_for(server: Server, run_program: Program) -> None:
    result = run_program(
        "-c", PROGRAM, CLOUDFLARE_BASE_URL=server.base_url, CLOUDFLARE_API_TOKEN=API_TOKEN
    )
    assert (result.stdout, result.stderr) == ("", "")


def test_a_log_that_was_set_up_by_the_program(
    caller: Caller, client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="cloudflare"):
        caller(GET.of(client), **GET.arguments)
    assert caplog.records
    assert_no_secret(caplog.text)


@pytest.mark.parametrize("kind", CREDENTIALS)
def test_no_repr(caller: Caller, server: Server, kind: str) -> None:
    client = caller.client(**CREDENTIALS[kind])
    shown = [client, client.copy(), client.stream, client.stream.live_inputs]
    response = caller(client.stream.live_inputs.with_raw_response.create, account_id=ACCOUNT)
    for thing in [*shown, response, client.with_raw_response, client.stream.with_raw_response]:
        assert_no_secret(repr(thing) + str(thing))


@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize(
    "fault",
    [
        faults.drop(),
        faults.half_body(),
        faults.slow(20),
        faults.status(401, body='{"message": "who are you"}'),
        faults.status(500),
        faults.invalid_json(),
        faults.content_type("text/html", "<p>"),
    ],
    ids=str,
)
def test_no_exception(caller: Caller, server: Server, kind: str, fault: faults.Fault) -> None:
    server.script([fault])
    client = caller.client(**CREDENTIALS[kind], max_retries=0, timeout=0.15)
    with pytest.raises(cloudflare.APIError) as caught:
        caller(client.stream.live_inputs.create, account_id=ACCOUNT)
    assert_no_secret(everything(caught.value))


@pytest.mark.parametrize("module", [None, httpx2, httpx], ids=["own", "httpx2", "httpx"])
@pytest.mark.parametrize("end", ["\n", "\r\nX-Other: 1", "\x00", "ü", "\N{KEY}", " "])
def test_a_token_that_is_no_header(caller: Caller, server: Server, end: str, module: Any) -> None:
    """A file's last newline is easily read with the token; the message must not show it."""
    http_client = module and caller.http_client(module)
    client = caller.client(api_token=API_TOKEN + end, http_client=http_client)
    try:
        caller(client.stream.live_inputs.create, account_id=ACCOUNT)
    except Exception as error:
        assert_no_secret(everything(error))
        assert server.requests == []
    else:
        assert all("x-other" not in request.headers for request in server.requests)


def everything(error: BaseException | None) -> str:
    """All that a log, a debugger's summary or an error tracker would show of an exception."""
    out = io.StringIO()
    if error is not None:
        traceback.print_exception(error, file=out)
    while error is not None:
        out.write(f"{error!s} {error!r} {error.args!r} {getattr(error, '__notes__', '')}\n")
        out.write(f"{getattr(error, 'request', '')!r} {getattr(error, 'response', '')!r}\n")
        error = error.__cause__ or error.__context__
    return out.getvalue()


@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin(
    caller: Caller, server: Server, other_server: Server, kind: str, code: int
) -> None:
    client = caller.client(**CREDENTIALS[kind])
    assert_credentials_stay(caller, client, server, other_server, code)


@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
def test_a_redirect_with_a_given_http_client(
    caller: Caller, server: Server, other_server: Server, kind: str, module: Any
) -> None:
    http_client = caller.http_client(module, follow_redirects=True)
    client = caller.client(**CREDENTIALS[kind], http_client=http_client)
    assert_credentials_stay(caller, client, server, other_server, 307)


def assert_credentials_stay(
    caller: Caller, client: Any, server: Server, other_server: Server, code: int
) -> None:
    server.script([faults.redirect(other_server.origin + POST.sent[1], code)])
    other_server.script([faults.unchecked() | faults.raw('{"result": {}}')])
    caller(POST.of(client), **POST.arguments)
    (request,) = other_server.requests
    for name in ("authorization", "x-auth-key", "x-auth-email", "cookie"):
        assert name not in request.headers
    assert_no_secret(repr(request))
    assert request.method == ("POST" if code in (307, 308) else "GET")
    assert len(server.requests) == 1


@pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
def test_the_password_of_a_given_http_client_stays(
    caller: Caller, server: Server, other_server: Server, module: Any
) -> None:
    server.script([faults.unchecked() | faults.redirect(other_server.origin + POST.sent[1])])
    other_server.script([faults.unchecked() | faults.raw('{"result": {}}')])
    http_client = caller.http_client(module, follow_redirects=True, auth=("user", API_KEY))
    headers = {"Authorization": cloudflare.omit}
    client = caller.client(http_client=http_client, default_headers=headers)
    caller(POST.of(client), **POST.arguments)
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert "authorization" not in other_server.requests[0].headers


class TestRedirects:
    def test_given_with_the_call(
        self, caller: Caller, server: Server, other_server: Server
    ) -> None:
        server.script([faults.redirect(other_server.origin + POST.sent[1])])
        other_server.script([faults.unchecked() | faults.raw('{"result": {}}')])
        client = caller.client(api_token=None)
        headers = {"X-Auth-Email": API_EMAIL, "X-AUTH-KEY": API_KEY, "X-Plain": "1"}
        caller(POST.of(client), **POST.arguments, extra_headers=headers)
        assert_no_secret(repr(other_server.requests))
        assert other_server.requests[0].headers["x-plain"] == "1"

    @pytest.mark.parametrize("kind", CREDENTIALS)
    def test_there_and_on(
        self, caller: Caller, server: Server, other_server: Server, kind: str
    ) -> None:
        """What was taken away does not come back at the next step."""
        server.script([faults.redirect(other_server.origin + POST.sent[1])])
        other_server.script(
            [
                faults.unchecked() | faults.redirect(other_server.origin + "/again"),
                faults.unchecked() | faults.raw('{"result": {}}'),
            ]
        )
        caller(POST.of(caller.client(**CREDENTIALS[kind])), **POST.arguments)
        assert len(other_server.requests) == 2
        assert_no_secret(repr(other_server.requests))

    @pytest.mark.parametrize("kind", CREDENTIALS)
    def test_within_the_origin(self, caller: Caller, server: Server, kind: str) -> None:
        server.script([faults.redirect(POST.sent[1])])
        client = caller.client(**CREDENTIALS[kind])
        assert caller(POST.of(client), **POST.arguments).uid == POST.response["uid"]
        first, second = server.requests
        assert second.headers.pairs == first.headers.pairs
        assert second.body == first.body

    def test_a_retry_starts_at_home(
        self, caller: Caller, server: Server, other_server: Server, waits: list[float]
    ) -> None:
        server.script([faults.redirect(other_server.origin + POST.sent[1])])
        other_server.script([faults.unchecked() | faults.status(503)])
        client = caller.client()
        assert caller(POST.of(client), **POST.arguments).uid == POST.response["uid"]
        assert [len(server.requests), len(other_server.requests)] == [2, 1]
        assert server.requests[1].headers["authorization"] == f"Bearer {API_TOKEN}"

    def test_in_a_circle(self, caller: Caller, server: Server) -> None:
        server.script([faults.redirect(POST.sent[1])] * 100)
        client = caller.client(max_retries=0)
        with pytest.raises(cloudflare.APIError):
            caller(POST.of(client), **POST.arguments)
        assert 2 < len(server.requests) < 60
        server.reset()

    @pytest.mark.parametrize("location", ["ftp://example.com/", "http://[", "http://", "\x00"])
    def test_to_nowhere(self, caller: Caller, server: Server, location: str) -> None:
        server.script([faults.redirect(location)])
        client = caller.client(max_retries=0)
        with pytest.raises(cloudflare.CloudflareError):
            caller(POST.of(client), **POST.arguments)


def test_an_absolute_url_of_another_origin(
    caller: Caller, client: Any, other_server: Server
) -> None:
    """As a link in an answer may be one."""
    other_server.script([faults.unchecked() | faults.raw("{}")])
    caller(client.get, other_server.origin + "/elsewhere", cast_to=object)
    assert_no_secret(repr(other_server.requests))


def test_a_base_url_with_a_password(caller: Caller) -> None:
    url = f"https://user:{API_KEY}@example.com"
    with pytest.raises(ValueError, match="base_url") as caught:
        caller.client(base_url=url)
    assert_no_secret(everything(caught.value))
