"""Raw and streamed answers."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
from runtime_api import API, BASE_URL, SECURITY

from sdk._runtime.convert import async_binary_content, binary_content, text_content
from sdk._runtime.deprecation import deprecated
from sdk._runtime.errors import (
    APIConnectionError,
    APIResponseValidationError,
    APITimeoutError,
    NotFoundError,
)
from sdk._runtime.models import BaseModel
from sdk._runtime.resource import (
    AsyncResource,
    SyncResource,
    as_async_raw,
    as_async_streamed,
    as_raw,
    as_streamed,
)


class Thing(BaseModel):
    id: str


class Things(SyncResource):
    def get(self, name: str, **options: Any) -> Thing:
        """Gets a thing."""
        return self._request(Thing._decode, "GET", f"/{name}", security=SECURITY, **options)


class AsyncThings(AsyncResource):
    async def get(self, name: str, **options: Any) -> Thing:
        """Gets a thing."""
        return await self._request(Thing._decode, "GET", f"/{name}", security=SECURITY, **options)


class Body:
    """A body that says how much of it was read, sync and async, and may fail half-way."""

    def __init__(self, *parts: bytes | Exception) -> None:
        self.parts = parts
        self.read = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            self.read += 1
            if isinstance(part, Exception):
                raise part
            yield part

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def stream_of(api: API, *parts: bytes | Exception) -> Body:
    """Answers with a body that is sent in parts."""
    bases = (api.library.SyncByteStream, api.library.AsyncByteStream)
    body: Body = type("Stream", (Body, *bases), {})(*parts)
    headers = {"content-type": "application/json"}
    api.handler = lambda request: api.library.Response(200, headers=headers, stream=body)
    return body


def result(api: API, value: Any) -> Any:
    """The value of what is awaitable in the async API only."""
    if not api.is_async:
        return value

    async def wait() -> Any:
        return await value

    return anyio.run(wait)


def raw(api: API) -> Any:
    if api.is_async:
        method: Any = as_async_raw(AsyncThings(api.client())._raw().get)
        return api.run(method, "x")
    return as_raw(Things(api.client())._raw().get)("x")


def streamed(api: API, use: Any) -> Any:
    """Calls `use` with a streamed answer; in the async API it returns an awaitable."""
    if not api.is_async:
        with as_streamed(Things(api.client())._streamed().get)("x") as response:
            return use(response)

    async def run() -> Any:
        client = api.client()
        async with as_async_streamed(AsyncThings(client)._streamed().get)("x") as response:
            return await use(response)

    return anyio.run(run)


def test_raw(api: API) -> None:
    api.answers(api.answer(status=500), api.answer({"id": "1"}, headers={"x-request": "7"}))
    response = raw(api)
    assert response.headers["X-Request"] == "7"
    assert response.status_code == 200
    assert str(response.url) == f"{BASE_URL}/x"
    assert response.method == "GET"
    assert response.http_request is api.last
    assert response.http_version == "HTTP/1.1"
    assert response.retries_taken == 1
    assert response.is_closed
    assert result(api, response.json()) == {"id": "1"}
    assert "id" in result(api, response.text())
    assert repr(response).endswith("APIResponse [200 OK]>")
    parsed = result(api, response.parse())
    assert isinstance(parsed, Thing)
    assert parsed.id == "1"


class Other(BaseModel):
    id: str


def test_parse_to_another_type(api: API) -> None:
    api.handler = lambda request: api.answer({"id": "1"})
    response = raw(api)
    assert isinstance(result(api, response.parse(to=Other)), Other)
    assert result(api, response.parse(to=dict)) == {"id": "1"}
    assert result(api, response.parse(to=bytes)) == result(api, response.read())
    assert result(api, response.parse(to=str)) == result(api, response.text())
    assert result(api, response.parse(to=type(None))) is None


def test_parsed_once(api: API) -> None:
    api.handler = lambda request: api.answer({"id": "1"})
    response = raw(api)
    for options in ({}, {"to": Other}, {"to": list[Other]}):
        first, second = (result(api, response.parse(**options)) for _ in range(2))
        assert first is second
    assert isinstance(result(api, response.parse()), Thing)


def test_history(api: API) -> None:
    ways = [api.answer(status=302, headers={"location": f"/v1/{number}"}) for number in (1, 2)]
    api.answers(*ways, api.answer({"id": "1"}))
    response = raw(api)
    assert response.http_response.history == ways
    assert str(response.url) == f"{BASE_URL}/2"
    api.answers(api.answer({"id": "1"}))
    assert raw(api).http_response.history == []


def test_streamed_methods_look_like_the_others(api: API) -> None:
    kind: Any = AsyncThings if api.is_async else Things
    method = kind(api.client())._streamed().get
    wrapped = (as_async_streamed if api.is_async else as_streamed)(method)
    assert wrapped.__name__ == "get"
    assert wrapped.__doc__ == "Gets a thing."
    assert list(inspect.signature(wrapped).parameters) == ["name", "options"]


def test_failure_of_the_operating_system_half_way(api: API) -> None:
    body = stream_of(api, b'{"id"', ConnectionResetError("gone"))
    with pytest.raises(APIConnectionError, match="gone"):
        streamed(api, lambda response: response.read())
    assert body.closed


def test_raw_errors(api: API) -> None:
    api.handler = lambda request: api.answer(status=404)
    with pytest.raises(NotFoundError):
        raw(api)
    api.handler = lambda request: api.answer(content=b"{", headers={"content-type": "text/html"})
    response = raw(api)
    with pytest.raises(APIResponseValidationError):
        result(api, response.parse())


def test_streamed_answer_is_not_read_before(api: API) -> None:
    body = stream_of(api, b'{"id":', b'"1"}')

    def use(response: Any) -> Any:
        assert body.read == 0
        assert not response.is_closed
        return response.parse()

    assert streamed(api, use).id == "1"
    assert body.closed


def test_elapsed(api: API) -> None:
    stream_of(api, b"{}")
    assert isinstance(raw(api).elapsed, timedelta)


def test_stream_in_pieces(api: API) -> None:
    stream_of(api, b"a\nb", b"c\n")

    def lines(response: Any) -> Any:
        if not api.is_async:
            return list(response.iter_lines())

        async def collect() -> list[str]:
            return [line async for line in response.iter_lines()]

        return collect()

    assert streamed(api, lines) == ["a", "bc"]

    def pieces(response: Any) -> Any:
        if not api.is_async:
            return list(response.iter_bytes(2)), response.text()

        async def collect() -> tuple[list[bytes], str]:
            return [piece async for piece in response.iter_bytes(2)], await response.text()

        return collect()

    stream_of(api, b"abc")
    with pytest.raises(api.library.StreamError):
        streamed(api, pieces)


def test_stream_to_file(api: API, tmp_path: Path) -> None:
    stream_of(api, b"a", b"b")
    streamed(api, lambda response: response.stream_to_file(tmp_path / "file"))
    assert (tmp_path / "file").read_bytes() == b"ab"


def test_stream_is_closed_after_an_exception(api: API) -> None:
    body = stream_of(api, b"a")

    def fail(response: Any) -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        streamed(api, fail)
    assert body.closed
    assert body.read == 0


@pytest.mark.parametrize(
    ("failure", "error"),
    [("RemoteProtocolError", APIConnectionError), ("ReadTimeout", APITimeoutError)],
)
@pytest.mark.parametrize("read", ["read", "text", "json", "parse", "iter_bytes"])
def test_half_a_body(api: API, failure: str, error: type[Exception], read: str) -> None:
    body = stream_of(api, b'{"id"', getattr(api.library, failure)("half"))

    def use(response: Any) -> Any:
        value = getattr(response, read)()
        if read != "iter_bytes":
            return value
        if not api.is_async:
            return list(value)

        async def collect() -> list[bytes]:
            return [piece async for piece in value]

        return collect()

    with pytest.raises(error) as caught:
        streamed(api, use)
    assert isinstance(caught.value.__cause__, getattr(api.library, failure))
    assert body.closed


def test_half_a_body_of_a_usual_call(api: API) -> None:
    body = stream_of(api, b'{"id"', api.library.RemoteProtocolError("half"))
    with pytest.raises(APIConnectionError):
        api.call(client=api.client(max_retries=0))
    assert body.closed


def test_streamed_error_is_read(api: API) -> None:
    body = stream_of(api, b'{"message": "no"}')
    answer = api.handler(None)
    answer.status_code = 404
    api.handler = lambda request: answer
    with pytest.raises(NotFoundError, match="no"):
        streamed(api, lambda response: None)
    assert body.closed


def test_low_level_methods(api: API) -> None:
    api.handler = lambda request: api.answer({"method": request.method})
    client = api.client()
    for method in ("get", "post", "put", "patch", "delete"):
        found = api.run(getattr(client, method), "/x", cast_to=dict)
        assert found == {"method": method.upper()}
    assert isinstance(api.run(client.get, "/x", cast_to=Thing), Thing)
    response = api.run(client.post, "/x", cast_to=api.library.Response, body={"a": 1})
    assert type(response) is api.library.Response
    assert api.last.content == b'{"a":1}'
    assert api.run(client.request, "HEAD", "/x", cast_to=type(None)) is None
    client.credentials = {}
    api.run(client.get, "/x", cast_to=object)
    assert "authorization" not in api.last.headers


def binary(api: API) -> Any:
    return async_binary_content if api.is_async else binary_content


def test_binary(api: API, tmp_path: Path) -> None:
    content = {"content": b"abcd", "headers": {"Content-Type": "image/png"}}
    api.answers(api.answer(status=503), api.library.Response(200, **content))
    response = api.call(decode=binary(api))
    assert (response.content, api.run(response.read)) == (b"abcd", b"abcd")
    assert response.headers["content-type"] == "image/png"
    assert (response.status_code, response.retries_taken) == (200, 1)
    assert api.run(response.parse) == b"abcd"
    assert api.run(response.text) == "abcd"
    api.run(response.write_to_file, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"abcd"
    api.run(response.close)


def test_raw_binary(api: API) -> None:
    api.handler = lambda request: api.library.Response(200, content=b"abcd")
    response = api.call(decode=binary(api), mode="raw")
    assert api.run(response.parse).content == b"abcd"


def test_streamed_binary_is_not_read(api: API, tmp_path: Path) -> None:
    if api.http == "own":
        return
    base = api.library.AsyncByteStream if api.is_async else api.library.SyncByteStream
    stream = type("S", (Body, base), {})(b"ab", b"cd")
    api.handler = lambda request: api.library.Response(200, stream=stream)

    async def read() -> bytes:
        response = await things._request(binary(api), "GET", "/a", security=SECURITY)
        file = await response.parse()
        assert stream.read == 0
        await file.write_to_file(tmp_path / "a")
        return (tmp_path / "a").read_bytes()

    if api.is_async:
        things: Any = AsyncThings(api.client(), mode="streamed")
        assert anyio.run(read) == b"abcd"
        return
    things = Things(api.client(), mode="streamed")
    file = things._request(binary(api), "GET", "/a", security=SECURITY).parse()
    assert stream.read == 0
    file.write_to_file(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"abcd"


def test_text(api: API) -> None:
    api.handler = lambda request: api.library.Response(200, text="é")
    assert api.call(decode=text_content) == "é"
    api.handler = lambda request: api.library.Response(204)
    assert api.call(decode=text_content) == ""


def test_deprecated() -> None:
    @deprecated("Use another.")
    def old() -> int:
        return 1

    assert old.__deprecated__ == "Use another."  # type: ignore[attr-defined]
    assert old() == 1  # without a warning, which the tests would take for a failure
