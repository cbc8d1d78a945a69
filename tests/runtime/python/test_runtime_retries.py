"""Retries: which failures, how often, how long between them."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from runtime_api import API

from sdk._runtime import retries
from sdk._runtime.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    InternalServerError,
    NotFoundError,
)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "20.5"}, 0.0205),
        ({"retry-after-ms": "100", "retry-after": "7"}, 0.1),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7),
        ({"retry-after": "3"}, 3),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "60"}, 60),
    ],
)
def test_obeys_the_server(headers: dict[str, str], seconds: float) -> None:
    assert retries.delay(0, headers) == seconds


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"retry-after": ""},
        {"retry-after": "60.5"},
        {"retry-after": "-1"},
        {"retry-after": "nan"},
        {"retry-after": "inf"},
        {"retry-after": "tomorrow"},
        {"retry-after": "Fri, 31 Dec 99999 23:59:59 GMT"},
        {"retry-after": "Fri, 01 Jan 1999 23:59:59 GMT"},
        {"retry-after-ms": "61000"},
    ],
)
@pytest.mark.parametrize(("attempt", "longest"), [(0, 0.5), (1, 1), (2, 2), (4, 8), (9, 8)])
def test_own_delay(headers: dict[str, str], attempt: int, longest: float) -> None:
    assert 0.75 * longest <= retries.delay(attempt, headers) <= longest


def test_obeys_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 28 <= retries.delay(0, {"retry-after": date}) <= 30


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 599])
def test_retried_status(api: API, status: int) -> None:
    api.answers(api.answer(status=status), api.answer(status=status), api.answer({"ok": 1}))
    assert api.call() == {"ok": 1}
    assert len(api.requests) == 3
    assert 0.375 <= api.slept[0] <= 0.5
    assert 0.75 <= api.slept[1] <= 1


@pytest.mark.parametrize("status", [300, 304, 400, 401, 403, 404, 410, 422])
def test_status_that_is_not_retried(api: API, status: int) -> None:
    api.answers(api.answer(status=status))
    with pytest.raises(APIStatusError):
        api.call()
    assert api.slept == []


def test_gives_up(api: API) -> None:
    api.handler = lambda request: api.answer({"message": "down"}, 503)
    with pytest.raises(InternalServerError, match="down"):
        api.call(client=api.client(max_retries=4))
    assert len(api.requests) == 5


def test_no_retries(api: API) -> None:
    api.answers(api.answer(status=500))
    with pytest.raises(InternalServerError):
        api.call(client=api.client(max_retries=0))


def test_server_decides(api: API) -> None:
    api.answers(
        api.answer(status=404, headers={"x-should-retry": "true", "retry-after": "2"}),
        api.answer(status=500, headers={"x-should-retry": "false"}),
    )
    with pytest.raises(InternalServerError):
        api.call()
    assert api.slept == [2]


@pytest.mark.parametrize(
    ("failure", "error", "attempts"),
    [
        ("ConnectError", APIConnectionError, 3),
        ("ReadError", APIConnectionError, 3),
        ("RemoteProtocolError", APIConnectionError, 3),
        ("ConnectTimeout", APITimeoutError, 3),
        ("ReadTimeout", APITimeoutError, 3),
        ("PoolTimeout", APITimeoutError, 3),
        ("UnsupportedProtocol", APIConnectionError, 1),
        ("LocalProtocolError", APIConnectionError, 1),
        ("DecodingError", APIConnectionError, 1),
    ],
)
def test_transport_failures(
    api: API, failure: str, error: type[APIConnectionError], attempts: int
) -> None:
    cause = getattr(api.library, failure)("broken")

    def fail(request: Any) -> Any:
        raise cause

    api.handler = fail
    with pytest.raises(error) as caught:
        api.call()
    assert type(caught.value) is error
    assert caught.value.__cause__ is (None if failure == "LocalProtocolError" else cause)
    assert caught.value.__context__ is None
    assert caught.value.request is api.requests[0]
    assert len(api.requests) == attempts


@pytest.mark.parametrize(
    ("cause", "error"),
    [
        (ConnectionResetError("gone"), APIConnectionError),
        (OSError(28, "full"), APIConnectionError),
        (TimeoutError("late"), APITimeoutError),
    ],
)
def test_failures_of_the_operating_system(
    api: API, cause: OSError, error: type[APIConnectionError]
) -> None:
    api.answers(cause, cause, cause, api.answer([1]))
    with pytest.raises(error) as caught:
        api.call()
    assert type(caught.value) is error
    assert caught.value.__cause__ is cause
    assert len(api.requests) == 3
    assert api.call(client=api.client()) == [1]


@pytest.mark.parametrize(("status", "attempts"), [(500, 3), (404, 1), (302, 1)])
@pytest.mark.parametrize("mode", ["parsed", "raw", "streamed"])
def test_hook_that_raises_for_status(api: API, status: int, attempts: int, mode: str) -> None:
    async def async_hook(response: Any) -> None:
        response.raise_for_status()

    def hook(response: Any) -> None:
        response.raise_for_status()

    http = api.http_client(event_hooks={"response": [async_hook if api.is_async else hook]})
    headers = {"retry-after": "2", "location": "/other"}
    api.handler = lambda request: api.answer({"message": "no"}, status, headers=headers)
    if api.http == "own":
        return
    with pytest.raises(APIStatusError) as caught:
        api.call(client=api.client(http=http), mode=mode)
    assert caught.value.status_code == status
    assert len(api.requests) == attempts
    assert api.slept == [2.0] * (attempts - 1)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_recovers_from_a_broken_connection(api: API) -> None:
    api.answers(api.library.ReadError("gone"), api.answer([1]))
    assert api.call() == [1]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_interrupts_pass(api: API, stop: type[BaseException]) -> None:
    def interrupt(request: Any) -> Any:
        raise stop

    api.handler = interrupt
    with pytest.raises(stop):
        api.call()
    assert len(api.requests) == 1


def test_same_idempotency_key_in_all_attempts(api: API) -> None:
    api.answers(api.answer(status=500), api.answer(status=500), api.answer({}))
    api.call("POST", client=api.client(idempotent=True), body={})
    keys = {request.headers["x-request-key"] for request in api.requests}
    assert len(keys) == 1
    assert len(keys.pop()) == 36


def test_idempotency_key_of_the_caller(api: API) -> None:
    api.call("POST", client=api.client(idempotent=True), idempotency_key="mine")
    assert api.last.headers["x-request-key"] == "mine"
    api.call("POST", client=api.client(), idempotency_key="mine")
    assert api.last.headers["idempotency-key"] == "mine"
    extra = {"x-request-key": "extra"}
    api.call("POST", client=api.client(idempotent=True), extra_headers=extra)
    assert api.last.headers["x-request-key"] == "extra"


def test_no_idempotency_key_for_get(api: API) -> None:
    api.call("GET", client=api.client(idempotent=True))
    assert "x-request-key" not in api.last.headers


def test_streamed_answers_are_closed_before_a_retry(api: API) -> None:
    first, second = api.answer(status=500), api.answer({}, status=404)
    api.answers(first, second)
    with pytest.raises(NotFoundError):
        api.call(mode="streamed")
    assert first.is_closed
    assert second.is_closed
