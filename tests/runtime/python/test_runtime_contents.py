"""Bodies that are not JSON: forms, files, text and bytes."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any

import anyio
import pytest
from runtime_api import API

from sdk._runtime.encode import comma_separated, exploded
from sdk._runtime.errors import APIConnectionError, InternalServerError
from sdk._runtime.models import BaseModel
from sdk._runtime.multipart import part
from sdk._runtime.sentinels import omit
from sdk._runtime.styles import indexed, json_text

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data"}
BYTES = {"Content-Type": "application/octet-stream"}
TEXT = {"Content-Type": "text/plain"}


class Pipe(RawIOBase):
    """A file that can be read once."""

    def __init__(self, data: bytes) -> None:
        self._rest = data

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        length = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:length], self._rest[length:]
        return taken


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "cat.png"
    file.write_bytes(b"meow" * 50_000)
    return file


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"a": 1, "b": "x y", "c": True, "d": omit}, "a=1&b=x%20y&c=true"),
        ({"a": None}, "a="),
        ({"a": [1, 2]}, "a=1&a=2"),
        ({"a": {"b": {"c": 1}}}, "a%5Bb%5D%5Bc%5D=1"),
        ({"a": [{"b": 1}, {"b": 2}]}, "a%5B0%5D%5Bb%5D=1&a%5B1%5D%5Bb%5D=2"),
        ({"a": indexed(["x", "y"])}, "a%5B0%5D=x&a%5B1%5D=y"),
        ({"a": indexed({"b": ["x", {"c": 1}]})}, "a%5Bb%5D%5B0%5D=x&a%5Bb%5D%5B1%5D%5Bc%5D=1"),
        ({"a": comma_separated(["x", "y"])}, "a=x,y"),
        ({"a": json_text({"b": 1})}, "a=%7B%22b%22%3A1%7D"),
        ({"a": BaseModel.construct(b=1)}, "a%5Bb%5D=1"),
        (BaseModel.construct(a=1), "a=1"),
        ("a=1&b=2", "a=1&b=2"),
    ],
)
def test_form(api: API, body: Any, text: str) -> None:
    api.call("POST", body=body, headers=FORM)
    assert api.last.content.decode() == text
    assert api.last.headers["content-type"] == FORM["Content-Type"]


def test_extra_body_of_a_form(api: API) -> None:
    api.call("POST", body={"a": 1, "b": 1}, headers=FORM, extra_body={"b": [2, 3]})
    assert api.last.content == b"a=1&b=2&b=3"
    api.call("POST", headers=FORM, extra_body={"b": 2})
    assert api.last.content == b"b=2"


def parts(request: Any) -> list[tuple[str | None, str | None, str | None, bytes]]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    found = []
    for each in message_from_bytes(head + request.content).get_payload():
        assert not isinstance(each, str)
        name = each.get_param("name", header="content-disposition")
        content = each.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((str(name), each.get_filename(), each["content-type"], content))
    return found


OCTETS = "application/octet-stream"
JSON = "application/json"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("é", [(None, None, "é".encode())]),
        (True, [(None, None, b"true")]),
        (1.5, [(None, None, b"1.5")]),
        (None, [(None, None, b"")]),
        ({"b": 1}, [(None, JSON, b'{"b":1}')]),
        (["x", "y"], [(None, None, b"x"), (None, None, b"y")]),
        ([{"b": 1}, [2]], [(None, JSON, b'{"b":1}'), (None, JSON, b"[2]")]),
        (b"x", [("upload", OCTETS, b"x")]),
        (BytesIO(b"x"), [("upload", OCTETS, b"x")]),
        (("cat.png", b"x"), [("cat.png", "image/png", b"x")]),
        ((None, b"x"), [(None, OCTETS, b"x")]),
        (("cat.png", b"x", "a/b"), [("cat.png", "a/b", b"x")]),
        (("a", b"x", None, {"Content-Type": "c/d"}), [("a", "c/d", b"x")]),
        ([b"x", ("a", b"y")], [("upload", OCTETS, b"x"), ("a", OCTETS, b"y")]),
        (part(b"x", "a/b"), [("upload", "a/b", b"x")]),
        (part([b"x", b"y"], "a/b"), [("upload", "a/b", b"x"), ("upload", "a/b", b"y")]),
        (part("x", "text/csv"), [(None, "text/csv", b"x")]),
        (part("x", JSON), [(None, JSON, b'"x"')]),
        (part([1, 2], JSON), [(None, JSON, b"[1,2]")]),
        (comma_separated(["a b", "c"]), [(None, None, b"a b,c")]),
        (omit, []),
        (part(omit, "a/b"), []),
    ],
)
def test_part(api: API, value: Any, expected: list[Any]) -> None:
    if isinstance(value, BytesIO):
        value.seek(0)
    api.call("POST", body={"a": value, "last": 1}, headers=MULTIPART)
    assert parts(api.last) == [*(("a", *each) for each in expected), ("last", None, None, b"1")]
    assert api.last.headers["content-length"] == str(len(api.last.content))


def test_nested_parts(api: API) -> None:
    body = {"a": indexed({"b": [1, {"c": b"x"}]}), "d": exploded({"e": 2})}
    api.call("POST", body=body, headers=MULTIPART)
    assert [(name, content) for name, _, _, content in parts(api.last)] == [
        ("a[b][0]", b"1"),
        ("a[b][1][c]", b"x"),
        ("e", b"2"),
    ]


def test_files_in_objects(api: API) -> None:
    photos = [{"file": b"x", "tags": ["s", "t"], "at": {"x": 1}}, {"file": omit, "text": "u"}]
    api.call("POST", body={"photos": photos, "cover": {"file": b"y"}}, headers=MULTIPART)
    assert [(name, content) for name, _, _, content in parts(api.last)] == [
        ("photos[0][file]", b"x"),
        ("photos[0][tags]", b"s"),
        ("photos[0][tags]", b"t"),
        ("photos[0][at]", b'{"x":1}'),
        ("photos[1][text]", b"u"),
        ("cover[file]", b"y"),
    ]


def test_names_cannot_end_a_header(api: API) -> None:
    api.call("POST", body={'a"\r\nb': ('c"\n', b"x")}, headers=MULTIPART)
    head = api.last.content.split(b"\r\n\r\n")[0].decode().split("\r\n")
    disposition = 'Content-Disposition: form-data; name="a%22%0D%0Ab"; filename="c%22%0A"'
    assert head[1:] == [disposition, "Content-Type: application/octet-stream"]
    with pytest.raises(ValueError, match="must be one line"):
        api.call("POST", body={"a": (None, b"x", "a/b\r\nc: d")}, headers=MULTIPART)


def test_boundaries(api: API) -> None:
    for _ in range(2):
        api.call("POST", body={"a": 1}, headers=MULTIPART)
    first, second = (request.headers["content-type"] for request in api.requests)
    assert first != second
    own = {"content-type": 'multipart/form-data; boundary="mine"'}
    api.call("POST", body={"a": 1}, headers=MULTIPART, extra_headers=own)
    assert api.last.content.startswith(b"--mine\r\n")


def test_the_callers_content_type_decides(api: API) -> None:
    api.call("POST", body={"a": [1, 2]}, extra_headers=FORM)
    assert api.last.content == b"a=1&a=2"
    json = {"content-type": "application/json; charset=utf-8"}
    api.call("POST", body={"a": 1}, headers=FORM, extra_headers=json)
    assert api.last.content == b'{"a":1}'
    assert api.last.headers.get_list("content-type") == ["application/json; charset=utf-8"]


def test_no_body_has_no_content_type(api: API) -> None:
    for headers, body in ((BYTES, {}), (BYTES, {"body": omit}), (FORM, {"body": {"a": omit}})):
        api.call("POST", headers=headers, **body)
        assert "content-type" not in api.last.headers
        assert api.last.content == b""


@pytest.mark.parametrize(
    ("headers", "body", "content"),
    [
        (TEXT, "é", "é".encode()),
        (TEXT, b"x", b"x"),
        (TEXT, 5, b"5"),
        (BYTES, b"x", b"x"),
        (BYTES, bytearray(b"x"), b"x"),
        (BYTES, ("name", b"x"), b"x"),
        (BYTES, [b"x", b"y"], b"xy"),
        (BYTES, {"a": 1}, b'{"a":1}'),
        ({"Content-Type": "application/merge-patch+json"}, {"a": None}, b'{"a":null}'),
    ],
)
def test_content(api: API, headers: dict[str, str], body: Any, content: bytes) -> None:
    api.call("POST", body=body, headers=headers)
    assert api.last.content == content
    assert api.last.headers["content-type"] == headers["Content-Type"]
    with pytest.raises(TypeError, match="extra_body"):
        api.call("POST", body=b"x", headers=headers, extra_body={"a": 1})


def test_files(api: API, path: Path) -> None:
    with path.open("rb") as file:
        file.seek(4)
        for body, content in ((path, b"meow" * 50_000), (file, b"meow" * 49_999)):
            api.call("PUT", body=body, headers=BYTES)
            assert api.last.content == content
            assert api.last.headers["content-length"] == str(len(content))
    with path.open("rb") as file:
        api.call("PUT", body={"a": path, "b": file}, headers=MULTIPART)
    expected = ("cat.png", "image/png", path.read_bytes())
    assert parts(api.last) == [("a", *expected), ("b", *expected)]


def test_files_that_cannot_be_sent(api: API, path: Path) -> None:
    for headers, body in ((BYTES, path / "none"), (MULTIPART, {"a": path.parent / "none"})):
        with pytest.raises(OSError, match="none"):
            api.call("PUT", body=body, headers=headers)
    with path.open(encoding="latin-1") as file, pytest.raises(TypeError, match="open for bytes"):
        api.call("PUT", body=file, headers=BYTES)
    assert api.requests == []


def pieces() -> Iterator[bytes]:
    yield b"a"
    yield b"b"


async def async_pieces() -> AsyncIterator[bytes]:
    for piece in pieces():
        yield piece


def test_pieces(api: API) -> None:
    api.call("PUT", body=pieces(), headers=BYTES)
    assert api.last.content == b"ab"
    assert api.last.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in api.last.headers
    if api.is_async:
        api.call("PUT", body=async_pieces(), headers=BYTES)
        assert api.last.content == b"ab"
    else:
        with pytest.raises(TypeError, match="async"):
            api.call("PUT", body=async_pieces(), headers=BYTES)


def test_only_what_can_be_read_again_is_sent_again(api: API, path: Path) -> None:
    again = [path, BytesIO(b"x"), b"x", [b"a", b"b"], {"a": path, "b": BytesIO(b"x")}]
    for body in again:
        api.requests.clear()
        api.answers(api.answer({}, 503), api.answer({}))
        api.call("PUT", body=body, headers=MULTIPART if isinstance(body, dict) else BYTES)
        first, second = api.requests
        assert first.content == second.content != b""
    for body in (pieces(), Pipe(b"x"), {"a": Pipe(b"x")}):
        api.requests.clear()
        api.answers(api.answer({}, 503))
        with pytest.raises(InternalServerError):
            api.call("PUT", body=body, headers=MULTIPART if isinstance(body, dict) else BYTES)
        assert len(api.requests) == 1


class Stream:
    """A transport that reads a body as a connection does, and then fails."""

    def __init__(self, api: API) -> None:
        self.api = api
        self.read: list[list[int]] = []

    def handle_request(self, request: Any) -> Any:
        self.read.append([len(chunk) for chunk in request.stream])
        raise self.api.library.ReadError("gone")

    async def handle_async_request(self, request: Any) -> Any:
        self.read.append([len(chunk) async for chunk in request.stream])
        raise self.api.library.ReadError("gone")

    def close(self) -> None: ...

    async def aclose(self) -> None: ...


def test_files_are_not_held_in_memory(api: API, path: Path) -> None:
    if api.http == "own":
        return
    stream = Stream(api)
    base = api.library.AsyncBaseTransport if api.is_async else api.library.BaseTransport
    transport = type("T", (Stream, base), {})(api)
    kind = api.library.AsyncClient if api.is_async else api.library.Client
    client = api.client(http=kind(transport=transport), max_retries=1)
    with tempfile.TemporaryFile() as file:
        file.write(b"x" * 100_000)
        file.seek(0)
        for body in (path, file):
            with pytest.raises(APIConnectionError):
                api.call("PUT", client=client, body=body, headers=BYTES)
    big, small = transport.read[:2], transport.read[2:]
    assert big == [[65_536, 65_536, 65_536, 3392]] * 2
    assert small == [[65_536, 34_464]] * 2
    assert stream.read == []


def test_a_redirect_cannot_repeat_what_is_read_once(api: API) -> None:
    moved = {"Location": "/there"}
    api.answers(api.answer(status=308, headers=moved), api.answer({}))
    api.call("PUT", body=BytesIO(b"x"), headers=BYTES)
    assert [request.content for request in api.requests] == [b"x", b"x"]


def test_threads_read_files_for_the_event_loop(tmp_path: Path) -> None:
    from sdk._runtime.contents import Source, stream

    file = tmp_path / "a"
    file.write_bytes(b"x" * 70_000)

    async def read() -> list[int]:
        content: Any = stream([b"a", Source(file)], is_async=True)
        return [len(chunk) async for chunk in content]

    assert anyio.run(read) == [1, 65_536, 4464]
