"""Errors: the class for each status, their texts, and what they never show."""

from __future__ import annotations

import copy
import pickle
import traceback
from datetime import date
from typing import Any

import httpx2
import pytest
from runtime_api import API, BASE_URL, SECRET

from sdk._runtime import errors
from sdk._runtime.convert import to_date, unchanged
from sdk._runtime.errors import APIConnectionError, APIResponseValidationError, APIStatusError
from sdk._runtime.models import BaseModel

STATUS_CLASSES = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    402: errors.APIStatusError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    405: errors.APIStatusError,
    409: errors.ConflictError,
    418: errors.APIStatusError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
    500: errors.InternalServerError,
    503: errors.InternalServerError,
    599: errors.InternalServerError,
}


@pytest.mark.parametrize(("status", "error"), STATUS_CLASSES.items())
def test_class_of_status(api: API, status: int, error: type[APIStatusError]) -> None:
    api.handler = lambda request: api.answer({"code": 7}, status)
    with pytest.raises(APIStatusError) as caught:
        api.call(client=api.client(max_retries=0))
    raised = caught.value
    assert type(raised) is error
    assert raised.status_code == status
    assert raised.body == {"code": 7}
    assert raised.response.status_code == status
    assert raised.request is api.last


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"message": "plain"}, "plain"),
        ({"error": {"message": "nested"}}, "nested"),
        ({"errors": [{"message": "first"}, {"message": "second"}]}, "first"),
        ({"error": "text"}, "Error code: 404 - {'error': 'text'}"),
        ({"errors": []}, "Error code: 404 - {'errors': []}"),
        ({"message": ""}, "Error code: 404 - {'message': ''}"),
        ({"message": {"a": 1}}, "Error code: 404 - {'message': {'a': 1}}"),
        (["list"], "Error code: 404 - ['list']"),
        (None, "Error code: 404"),
    ],
)
def test_message(api: API, body: Any, message: str) -> None:
    api.handler = lambda request: api.answer(body, 404)
    with pytest.raises(errors.NotFoundError) as caught:
        api.call()
    assert str(caught.value) == caught.value.message == message


def test_body_that_is_text(api: API) -> None:
    api.handler = lambda request: api.answer(status=404, text="<h1>gone</h1>")
    with pytest.raises(errors.NotFoundError, match="gone") as caught:
        api.call()
    assert caught.value.body == "<h1>gone</h1>"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b'{"a": 1} x', "application/json"),
        (b"\xff\xfe\xfa", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"<html></html>", "text/html"),
        (b'{"a": 1}', "text/plain"),
        (b'{"a": 1}', ""),
    ],
)
def test_answer_that_is_not_json(api: API, content: bytes, content_type: str) -> None:
    headers = {"content-type": content_type}
    api.handler = lambda request: api.answer(content=content, headers=headers)
    with pytest.raises(APIResponseValidationError) as caught:
        api.call()
    assert caught.value.status_code == 200
    assert caught.value.response.content == content
    assert bool(caught.value.body) is bool(content)


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON; charset=utf-8", "application/problem+json", None],
)
def test_json_content_types(api: API, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    api.handler = lambda request: api.answer(content=b'{"a": 1}', headers=headers)
    assert api.call() == {"a": 1}


@pytest.mark.parametrize(
    ("method", "status", "content_type"),
    [("GET", 204, "application/json"), ("HEAD", 200, "application/json"), ("GET", 200, None)],
)
def test_no_body_is_none(api: API, method: str, status: int, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    api.handler = lambda request: api.answer(status=status, headers=headers)
    assert api.call(method) is None


def every_error(api: API) -> list[Exception]:
    found: list[Exception] = []

    def collect() -> None:
        try:
            api.call(client=api.client(max_retries=0), query={"api_key": SECRET})
        except errors.SDKError as error:
            found.append(error)

    for status in STATUS_CLASSES:
        api.answers(api.answer({"a": 1}, status))
        collect()
    api.handler = lambda request: api.answer(
        content=b"{", headers={"content-type": "application/json"}
    )
    collect()
    for name in ("ConnectError", "ReadTimeout", "LocalProtocolError"):
        api.answers(getattr(api.library, name)(SECRET if name == "LocalProtocolError" else "x"))
        collect()
    return found


def test_no_error_shows_a_credential(api: API) -> None:
    for error in every_error(api):
        assert SECRET not in f"{error} {error!r} {error.args}"


def test_errors_can_be_pickled_and_copied(api: API) -> None:
    for error in every_error(api):
        assert isinstance(error, errors.APIError)
        for clone in (copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert type(clone) is type(error)
            assert (str(clone), clone.args, clone.body) == (str(error), error.args, error.body)
            assert clone.request.url.path == error.request.url.path
            assert clone.request.method == "GET"


@pytest.mark.parametrize("status", [200, 404])
def test_no_pickle_has_a_credential(api: API, status: int) -> None:
    set_cookie = {"Set-Cookie": f"session={SECRET}", "X-Kept": "yes"}
    home = api.answer(status=302, headers={**set_cookie, "Location": "/v1/other"})
    api.answers(home, api.answer(content=b"{", status=status, headers=set_cookie))
    client = api.client(default_headers={"X-Key": SECRET, "X-Other-Token": SECRET})
    with pytest.raises(errors.APIError) as caught:
        api.call(client=client, query={"api_key": SECRET})
    error: Any = caught.value
    assert SECRET in error.request.headers["x-key"]
    assert len(error.response.history) == 1
    pickled = pickle.dumps(error)
    assert SECRET.encode() not in pickled
    assert SECRET in error.request.headers["x-key"]
    clone: Any = pickle.loads(pickled)
    assert clone.request.headers["x-key"] == "redacted"
    assert clone.response.headers["x-kept"] == "yes"
    assert clone.response.content == b"{"
    assert clone.response.status_code == status


@pytest.mark.parametrize("body", [f"bad token {SECRET}!", f"Bearer {SECRET}, {SECRET}", SECRET])
def test_credential_that_the_server_repeats(api: API, body: str) -> None:
    api.handler = lambda request: api.answer({"message": body}, 401)
    with pytest.raises(errors.AuthenticationError, match="redacted") as caught:
        api.call(extra_headers={"X-Key": "e"})
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.message}"
    assert caught.value.body == {"message": body}
    api.handler = lambda request: api.answer(status=403, text=body)
    with pytest.raises(errors.PermissionDeniedError) as refused:
        api.call(query={"api_key": SECRET}, security=())
    assert SECRET not in str(refused.value)


def test_credential_in_the_text_of_a_failure(api: API) -> None:
    api.answers(api.library.ConnectError(f"proxy said {SECRET}"))
    with pytest.raises(APIConnectionError, match="proxy said redacted") as caught:
        api.call(client=api.client(max_retries=0))
    assert isinstance(caught.value.__cause__, api.library.ConnectError)
    shown = "".join(traceback.format_exception_only(caught.value.__cause__))
    assert shown.rstrip().endswith("ConnectError: proxy said redacted")


def test_no_exception_of_the_chain_shows_a_header(api: API) -> None:
    api.answers(api.library.LocalProtocolError(f"Illegal header value b'{SECRET}'"))
    with pytest.raises(APIConnectionError) as caught:
        api.call()
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_attributes_are_declared() -> None:
    declared = {
        name
        for error in (errors.APIStatusError, errors.APIError)
        for name in vars(error)["__annotations__"]
    }
    assert declared == {"message", "request", "response", "status_code", "body", "data"}


def test_errors_belong_to_the_package() -> None:
    assert errors.NotFoundError.__module__ == "sdk"
    assert errors.SDKError.__module__ == "sdk"


def test_httpx2_shows_no_headers() -> None:
    """What our exceptions carry is printed by debuggers, so this must stay true of httpx2."""
    request = httpx2.Request("GET", BASE_URL, headers={"X-Key": SECRET})
    response = httpx2.Response(200, headers={"Set-Cookie": SECRET}, request=request)
    assert SECRET not in f"{request!r} {response!r}"


@pytest.mark.parametrize("value", [f"{SECRET}\n", f" {SECRET}", f"{SECRET}\0", f"{SECRET}é"])
def test_unsendable_credential_is_not_shown(api: API, value: str) -> None:
    client = api.client()
    client.credentials = {"token": {"Authorization": value}}
    with pytest.raises(ValueError, match="Authorization") as caught:
        api.call(client=client)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert api.requests == []


def test_connection_error_says_why(api: API) -> None:
    api.answers(api.library.ConnectError("[Errno 111] Connection refused"))
    with pytest.raises(APIConnectionError, match="Connection refused"):
        api.call(client=api.client(max_retries=0))


class Problem(BaseModel):
    code: int | None = None
    at: object = None

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "at" in data:
            data["at"] = to_date(data["at"])


TABLE = {"404": Problem._decode, "4XX": lambda data: ("range", data), "default": unchanged}


@pytest.mark.parametrize(
    ("status", "own", "shared", "data"),
    [
        (404, TABLE, {}, Problem.construct(code=7, at=date(2024, 1, 31))),
        (409, TABLE, {}, ("range", {"code": 7, "at": "2024-01-31"})),
        (500, TABLE, {}, {"code": 7, "at": "2024-01-31"}),
        (404, {}, TABLE, Problem.construct(code=7, at=date(2024, 1, 31))),
        (409, {"404": unchanged}, TABLE, ("range", {"code": 7, "at": "2024-01-31"})),
        (409, {"default": unchanged}, TABLE, {"code": 7, "at": "2024-01-31"}),
        (404, {}, {}, None),
    ],
)
def test_data(
    api: API,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    own: dict[str, Any],
    shared: dict[str, Any],
    data: object,
) -> None:
    body = {"code": 7, "at": "2024-01-31"}
    api.handler = lambda request: api.answer(body, status)
    client = api.client(max_retries=1)
    monkeypatch.setattr(type(client), "_error_decoders", lambda self: shared)
    with pytest.raises(APIStatusError) as caught:
        api.call(client=client, errors=own)
    assert caught.value.data == data
    assert caught.value.body == body
    assert pickle.loads(pickle.dumps(caught.value)).status_code == status


def test_no_data(api: API) -> None:
    for answer in (
        api.library.Response(404, text="<html>"),
        api.library.Response(404),
        api.library.Response(404, content=b"\xff", headers={"Content-Type": "application/json"}),
    ):
        api.answers(answer)
        with pytest.raises(APIStatusError) as caught:
            api.call(errors=TABLE)
        assert caught.value.data is None
    api.answers(api.library.ConnectError("no"))
    with pytest.raises(APIConnectionError):
        api.call(client=api.client(max_retries=0), errors=TABLE)
