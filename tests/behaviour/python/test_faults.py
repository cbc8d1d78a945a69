"""What goes wrong between client and server ends in a retry or in the right exception."""

from __future__ import annotations

import itertools
import pickle
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from operator import attrgetter
from typing import Any

import cloudflare
import faults
import httpx
import httpx2
import pytest
from caller import Caller
from calls import CALLS
from faults import Fault
from server import Server

GET = CALLS[2]
POST = CALLS[3]
SHORT = 0.15

BROKEN = [
    pytest.param(faults.drop(), id="drop"),
    pytest.param(faults.garbage("no HTTP\r\n\r\n"), id="garbage"),
    pytest.param(faults.half_body(), id="half a body"),
]
SLOW = [
    pytest.param(faults.slow(20), id="slow"),
    pytest.param(faults.stall(20), id="stalled"),
]


def retry_after(**headers: str) -> Fault:
    return faults.status(429, headers={name.replace("_", "-"): headers[name] for name in headers})


@pytest.mark.parametrize("call", [GET, POST], ids=str)
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_connection_is_tried_again(
    caller: Caller, server: Server, waits: list[float], fault: Fault, call: Any
) -> None:
    server.script([fault, fault])
    assert caller(call.of(caller.client()), **call.arguments).to_dict()
    assert len(server.requests) == 3
    assert len({(each.target, each.body) for each in server.requests}) == 1
    assert len(waits) == 2
    assert 0.375 <= waits[0] <= 0.5
    assert 0.75 <= waits[1] <= 1


@pytest.mark.parametrize("fault", BROKEN)
def test_a_connection_that_stays_broken(
    caller: Caller, client: Any, server: Server, waits: list[float], fault: Fault
) -> None:
    server.script([fault] * 3)
    with pytest.raises(cloudflare.APIConnectionError) as caught:
        caller(GET.of(client), **GET.arguments)
    assert not isinstance(caught.value, cloudflare.APITimeoutError)
    assert isinstance(caught.value, cloudflare.APIError)
    assert isinstance(caught.value.__cause__, httpx2.TransportError)
    assert caught.value.request.method == "GET"
    assert len(server.requests) == 3
    assert len(waits) == 2


def test_nobody_listens(caller: Caller, waits: list[float]) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        client = caller.client(base_url=f"http://127.0.0.1:{unheard.getsockname()[1]}")
        with pytest.raises(cloudflare.APIConnectionError):
            caller(GET.of(client), **GET.arguments)
    assert len(waits) == 2


@pytest.mark.parametrize("fault", SLOW)
def test_a_slow_answer_is_tried_again(
    caller: Caller, server: Server, waits: list[float], fault: Fault
) -> None:
    server.script([fault])
    client = caller.client(timeout=SHORT)
    assert caller(GET.of(client), **GET.arguments).success is True
    assert len(server.requests) == 2
    assert len(waits) == 1


@pytest.mark.parametrize("fault", SLOW)
@pytest.mark.parametrize("module", [None, httpx2, httpx], ids=["own", "httpx2", "httpx"])
def test_a_slow_answer(caller: Caller, server: Server, fault: Fault, module: Any) -> None:
    server.script([fault])
    http_client = module and caller.http_client(module)
    client = caller.client(timeout=SHORT, max_retries=0, http_client=http_client)
    started = time.monotonic()
    with pytest.raises(cloudflare.APITimeoutError) as caught:
        caller(GET.of(client), **GET.arguments)
    assert SHORT <= time.monotonic() - started < 5
    assert isinstance(caught.value, cloudflare.APIConnectionError)
    assert len(server.requests) == 1


class TestTimeoutsOfACall:
    @pytest.mark.parametrize("timeout", [SHORT, httpx2.Timeout(20, read=SHORT)])
    def test_shorter(self, caller: Caller, server: Server, timeout: Any) -> None:
        server.script([faults.slow(20)])
        client = caller.client(max_retries=0)
        with pytest.raises(cloudflare.APITimeoutError):
            caller(GET.of(client), **GET.arguments, timeout=timeout)

    @pytest.mark.parametrize("timeout", [5, None, cloudflare.Timeout(5)])
    def test_longer(self, caller: Caller, server: Server, timeout: Any) -> None:
        server.script([faults.slow(2 * SHORT)])
        client = caller.client(max_retries=0, timeout=SHORT)
        assert caller(GET.of(client), **GET.arguments, timeout=timeout).success is True

    def test_of_a_copy(self, caller: Caller, server: Server) -> None:
        server.script([faults.slow(20)])
        client = caller.client(max_retries=0)
        with pytest.raises(cloudflare.APITimeoutError):
            caller(GET.of(client.with_options(timeout=SHORT)), **GET.arguments)
        assert client.timeout == cloudflare.Timeout(60, connect=5)


USUAL = (0.375, 0.5)


@pytest.mark.parametrize(
    ("headers", "bounds"),
    [
        ({"retry_after": "7"}, (7, 7)),
        ({"retry_after": "0.25"}, (0.25, 0.25)),
        ({"retry_after": "0"}, (0, 0)),
        ({"retry_after_ms": "250"}, (0.25, 0.25)),
        ({"retry_after_ms": "1500", "retry_after": "30"}, (1.5, 1.5)),
        ({"retry_after_ms": "soon", "retry_after": "7"}, (7, 7)),
        # What cannot be obeyed is replaced by the usual delay.
        ({"retry_after": "soon"}, USUAL),
        ({"retry_after": "-1"}, USUAL),
        ({"retry_after": "86400"}, USUAL),
        ({"retry_after": "nan"}, USUAL),
        ({"retry_after": "inf"}, USUAL),
        ({"retry_after": "Fri, 99 Foo 2026 99:99:99 GMT"}, USUAL),
        ({}, USUAL),
    ],
)
def test_retry_after(
    caller: Caller,
    server: Server,
    waits: list[float],
    headers: dict[str, str],
    bounds: tuple[float, float],
) -> None:
    server.script([retry_after(**headers)])
    assert caller(GET.of(caller.client()), **GET.arguments).success is True
    assert len(server.requests) == 2
    assert bounds[0] <= sum(waits) <= bounds[1]


def test_retry_after_of_another_status(
    caller: Caller, client: Any, server: Server, waits: list[float]
) -> None:
    server.script([faults.status(503, headers={"retry-after": "7"})])
    assert caller(GET.of(client), **GET.arguments).success is True
    assert waits == [7]


def test_retry_after_as_a_date(
    caller: Caller, client: Any, server: Server, waits: list[float]
) -> None:
    at = datetime.now(UTC) + timedelta(seconds=20)
    server.script([retry_after(retry_after=format_datetime(at, usegmt=True))])
    assert caller(GET.of(client), **GET.arguments).success is True
    assert 17 <= sum(waits) <= 20


def test_retry_after_as_a_date_in_the_past(
    caller: Caller, client: Any, server: Server, waits: list[float]
) -> None:
    server.script([retry_after(retry_after="Wed, 21 Oct 2015 07:28:00 GMT")])
    assert caller(GET.of(client), **GET.arguments).success is True
    assert sum(waits) <= 0.5


def test_it_really_waits(caller: Caller, client: Any, server: Server) -> None:
    server.script([retry_after(retry_after_ms="200")] * 2)
    assert caller(GET.of(client), **GET.arguments).success is True
    times = [request.at for request in server.requests]
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(0.2 <= gap < 2 for gap in gaps)


def test_the_delays_grow_to_a_limit(caller: Caller, server: Server, waits: list[float]) -> None:
    server.script([faults.status(500)] * 8)
    client = caller.client(max_retries=8)
    assert caller(GET.of(client), **GET.arguments).success is True
    bounds = [min(0.5 * 2**attempt, 8) for attempt in range(8)]
    assert all(0.75 * most <= wait <= most for wait, most in zip(waits, bounds, strict=True))
    assert len({round(wait, 6) for wait in waits}) == 8, "there is no jitter"


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
def test_statuses_that_are_tried_again(
    caller: Caller, client: Any, server: Server, waits: list[float], status: int
) -> None:
    server.script([faults.status(status), faults.status(status)])
    assert caller(GET.of(client), **GET.arguments).success is True
    assert len(server.requests) == 3
    assert len(waits) == 2


ERRORS = {
    300: "APIStatusError",
    302: "APIStatusError",
    304: "APIStatusError",
    400: "BadRequestError",
    401: "AuthenticationError",
    402: "APIStatusError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    405: "APIStatusError",
    408: "APIStatusError",
    409: "ConflictError",
    410: "APIStatusError",
    418: "APIStatusError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    500: "InternalServerError",
    501: "InternalServerError",
    503: "InternalServerError",
    599: "InternalServerError",
}


@pytest.mark.parametrize("status", ERRORS)
def test_each_status_has_its_class(
    caller: Caller, client: Any, server: Server, waits: list[float], status: int
) -> None:
    attempts = 3 if status in (408, 409, 429) or status >= 500 else 1
    body = '{"success": false, "errors": [{"code": 1003, "message": "what is wrong"}]}'
    server.script([faults.status(status, body=body, headers={"cf-ray": "r1"})] * attempts)
    with pytest.raises(cloudflare.APIStatusError) as caught:
        caller(GET.of(client), **GET.arguments)
    error: Any = caught.value
    assert type(error) is getattr(cloudflare, ERRORS[status])
    assert {cloudflare.APIError, cloudflare.CloudflareError} <= set(type(error).__mro__)
    assert error.status_code == error.response.status_code == status
    assert error.response.headers["cf-ray"] == "r1"
    if status == 304:
        return  # which has no body
    assert error.body["errors"][0]["code"] == 1003
    assert "what is wrong" in str(error)
    assert error.message == str(error)
    assert str(error.request.url).startswith(server.base_url)
    assert type(error).__module__ == "cloudflare"
    assert len(server.requests) == attempts


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("", "application/json", None),
        ("<p>down</p>", "text/html", "<p>down</p>"),
        ("[1]", "application/json", [1]),
        ('"text"', "application/json", "text"),
        ("{broken", "application/json", "{broken"),
    ],
)
def test_bodies_of_errors(
    caller: Caller, server: Server, body: str, content_type: str, expected: Any
) -> None:
    server.script([faults.status(404, body=body) | faults.content_type(content_type)])
    with pytest.raises(cloudflare.NotFoundError) as caught:
        caller(GET.of(caller.client()), **GET.arguments)
    assert caught.value.body == expected
    assert "404" in str(caught.value)


def test_half_the_body_of_an_error(caller: Caller, server: Server) -> None:
    server.script([faults.status(404) | faults.half_body()])
    client = caller.client(max_retries=0)
    with pytest.raises((cloudflare.NotFoundError, cloudflare.APIConnectionError)):
        caller(GET.of(client), **GET.arguments)


def test_an_error_survives_pickling(caller: Caller, client: Any, server: Server) -> None:
    server.script([faults.status(404, body='{"message": "no"}')])
    with pytest.raises(cloudflare.NotFoundError) as caught:
        caller(GET.of(client), **GET.arguments)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is cloudflare.NotFoundError
    assert (str(copy), copy.status_code, copy.body) == ("no", 404, {"message": "no"})


class TestShouldRetry:
    @pytest.mark.parametrize("status", [400, 401, 404])
    def test_true(
        self, caller: Caller, client: Any, server: Server, waits: list[float], status: int
    ) -> None:
        server.script([faults.status(status, headers={"x-should-retry": "true"})])
        assert caller(GET.of(client), **GET.arguments).success is True
        assert len(waits) == 1

    @pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
    def test_false(
        self, caller: Caller, client: Any, server: Server, waits: list[float], status: int
    ) -> None:
        headers = {"x-should-retry": "false", "retry-after": "1"}
        server.script([faults.status(status, headers=headers)])
        with pytest.raises(cloudflare.APIStatusError):
            caller(GET.of(client), **GET.arguments)
        assert len(server.requests) == 1
        assert waits == []


class TestMaxRetries:
    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (faults.drop(), cloudflare.APIConnectionError),
            (faults.half_body(), cloudflare.APIConnectionError),
            (faults.status(429, headers={"retry-after": "1"}), cloudflare.RateLimitError),
            (faults.status(500), cloudflare.InternalServerError),
        ],
    )
    def test_none(
        self, caller: Caller, server: Server, waits: list[float], fault: Fault, error: Any
    ) -> None:
        server.script([fault])
        with pytest.raises(error):
            caller(GET.of(caller.client(max_retries=0)), **GET.arguments)
        assert len(server.requests) == 1
        assert waits == []

    def test_more(self, caller: Caller, server: Server, waits: list[float]) -> None:
        server.script([faults.status(503)] * 5)
        client = caller.client(max_retries=5)
        assert caller(GET.of(client), **GET.arguments).success is True
        assert len(waits) == 5

    def test_of_a_copy(
        self, caller: Caller, client: Any, server: Server, waits: list[float]
    ) -> None:
        server.script([faults.status(503)])
        with pytest.raises(cloudflare.InternalServerError):
            caller(GET.of(client.with_options(max_retries=0)), **GET.arguments)
        assert client.max_retries == 2
        assert waits == []

    def test_negative(self, caller: Caller) -> None:
        with pytest.raises(ValueError, match="max_retries"):
            caller.client(max_retries=-1)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.invalid_json(), id="invalid JSON"),
        pytest.param(faults.raw(""), id="no body"),
        pytest.param(faults.raw("\ufeff"), id="only a byte order mark"),
        pytest.param(faults.content_type("text/html", "<html>"), id="HTML"),
        pytest.param(faults.content_type("text/plain"), id="JSON called text"),
        pytest.param(faults.content_type("application/octet-stream", "\x00"), id="binary"),
        pytest.param(faults.raw("[" * 100_000), id="too deep"),
    ],
)
@pytest.mark.parametrize("call", [GET, POST], ids=str)
def test_an_answer_that_is_not_what_was_agreed(
    caller: Caller, client: Any, server: Server, fault: Fault, call: Any
) -> None:
    server.script([fault])
    with pytest.raises(cloudflare.APIResponseValidationError) as caught:
        caller(call.of(client), **call.arguments)
    assert caught.value.status_code == 200
    assert caught.value.response.status_code == 200
    assert isinstance(caught.value, cloudflare.APIError)
    assert len(server.requests) == 1


@pytest.mark.parametrize("wrapper", ["", "with_raw_response.", "with_streaming_response."])
def test_a_body_that_cannot_be_decompressed(
    caller: Caller, server: Server, waits: list[float], wrapper: str
) -> None:
    server.script([Fault({"headers": {"Content-Encoding": "gzip"}})] * 3)
    client = caller.client()
    with pytest.raises(cloudflare.APIError):
        answer = attrgetter(f"stream.live_inputs.{wrapper}create")(client)(**POST.arguments)
        if "streaming" in wrapper:
            with caller.entered(answer) as response:
                caller(response.parse)
        else:
            caller(lambda: answer)
    server.reset()


@pytest.mark.parametrize(
    "content_type",
    ["application/json; charset=utf-8", "Application/JSON", "application/problem+json"],
)
def test_other_names_of_json(
    caller: Caller, client: Any, server: Server, content_type: str
) -> None:
    server.script([faults.content_type(content_type)])
    assert caller(GET.of(client), **GET.arguments).success is True


@pytest.mark.parametrize("body", ["null", "3", '"text"', "[]", "{}", '{"result": null}'])
@pytest.mark.parametrize("call", CALLS, ids=str)
def test_json_of_an_unexpected_shape_does_not_fail(
    caller: Caller, client: Any, server: Server, call: Any, body: str
) -> None:
    """A server may be newer than the SDK; only what is no JSON at all is an error."""
    server.script([faults.raw(body)])
    try:
        caller(call.of(client), **call.arguments)
    except cloudflare.APIResponseValidationError:
        # Where `result` is unwrapped there may be nothing to give.
        assert call is POST


@pytest.mark.parametrize("module", [httpx2, httpx], ids=["httpx2", "httpx"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_connection_of_a_given_http_client(
    caller: Caller, server: Server, waits: list[float], module: Any, fault: Fault
) -> None:
    server.script([fault, fault, faults.no_fault(), fault, fault, fault])
    client = caller.client(http_client=caller.http_client(module))
    assert caller(GET.of(client), **GET.arguments).success is True
    with pytest.raises(cloudflare.APIConnectionError):
        caller(GET.of(client), **GET.arguments)
    assert len(waits) == 4


def test_a_connection_that_the_server_closed_meanwhile(
    caller: Caller, client: Any, server: Server
) -> None:
    server.script([Fault({"headers": {"Connection": "close"}})])
    for _ in range(2):
        assert caller(GET.of(client), **GET.arguments).success is True
    assert len(server.requests) == 2


def test_connections_are_kept(caller: Caller, server: Server) -> None:
    """Also after an error, whose body must have been read to the end."""
    opened: list[str] = []

    def trace(name: str, info: dict[str, Any]) -> None:
        if name == "connection.connect_tcp.complete":
            opened.append(name)

    async def trace_async(name: str, info: dict[str, Any]) -> None:
        trace(name, info)

    def add(request: Any) -> None:
        request.extensions["trace"] = trace

    async def add_async(request: Any) -> None:
        request.extensions["trace"] = trace_async

    hook = add_async if caller.is_async else add
    client = caller.client(
        http_client=caller.http_client(httpx2, event_hooks={"request": [hook]}), max_retries=0
    )
    for fault in (faults.no_fault(), faults.status(404), faults.status(500), faults.raw("{")):
        server.script([fault])
        try:
            caller(GET.of(client), **GET.arguments)
        except cloudflare.APIError:
            continue
    assert caller(GET.of(client), **GET.arguments).success is True
    assert len(opened) == 1
