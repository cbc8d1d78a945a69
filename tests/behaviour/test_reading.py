"""What the validating server reads out of requests: every style of a parameter, every kind of body."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from contract import BODY, Contract, Reading
from document import Document
from message import Headers, Request

POINT = {"x": 1, "y": 2}
SCHEMAS = {
    "text": {"type": "string"},
    "list": {"type": "array", "items": {"type": "integer"}},
    "texts": {"type": "array", "items": {"type": "string"}},
    "point": {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}},
}


def read(
    folder: Path, operation: dict[str, Any], target: str, path: str = "/a", **request: Any
) -> Reading:
    """What a request says to a document with this one operation."""
    document = {
        "openapi": "3.2.0",
        "servers": [{"url": "https://example.com"}],
        "paths": {path: {"post": operation}},
    }
    file = folder / "api.json"
    file.write_text(json.dumps(document))
    headers = Headers(request.get("headers", {}).items())
    origin = request.get("origin", "")
    return Contract(Document(file)).read(
        Request("POST", target, headers, request.get("body", b""), origin=origin)
    )


def parameter(where: str, schema: str, **more: Any) -> dict[str, Any]:
    required = {"required": True} if where == "path" else {}
    described = {"name": "p", "in": where, "schema": SCHEMAS[schema], **required, **more}
    return {"parameters": [described]}


@pytest.mark.parametrize(
    ("schema", "style", "explode", "text", "value"),
    [
        ("text", "simple", False, "a%2Fb%20c+d", "a/b c+d"),
        ("list", "simple", False, "1,2", [1, 2]),
        ("texts", "simple", False, "a%2Cb,c", ["a,b", "c"]),
        ("point", "simple", False, "x,1,y,2", POINT),
        ("point", "simple", True, "x=1,y=2", POINT),
        ("text", "label", False, ".a", "a"),
        ("list", "label", False, ".1,2", [1, 2]),
        ("list", "label", True, ".1.2", [1, 2]),
        ("point", "label", False, ".x,1,y,2", POINT),
        ("point", "label", True, ".x=1.y=2", POINT),
        ("text", "matrix", False, ";p=a", "a"),
        ("list", "matrix", False, ";p=1,2", [1, 2]),
        ("list", "matrix", True, ";p=1;p=2", [1, 2]),
        ("point", "matrix", False, ";p=x,1,y,2", POINT),
        ("point", "matrix", True, ";x=1;y=2", POINT),
    ],
)
def test_paths(
    tmp_path: Path, schema: str, style: str, explode: bool, text: str, value: Any
) -> None:
    operation = parameter("path", schema, style=style, explode=explode)
    reading = read(tmp_path, operation, f"/a/{text}", "/a/{p}")
    assert (reading.values, reading.violations) == ({("path", "p"): value}, [])


@pytest.mark.parametrize(
    ("style", "text"), [("label", "a"), ("matrix", "a"), ("matrix", ";q=a"), ("simple", "")]
)
def test_paths_in_another_style(tmp_path: Path, style: str, text: str) -> None:
    operation = parameter("path", "text", style=style)
    assert read(tmp_path, operation, f"/a/{text}", "/a/{p}").violations


@pytest.mark.parametrize(
    ("schema", "style", "explode", "query", "value"),
    [
        ("list", "form", True, "p=1&p=2", [1, 2]),
        ("list", "form", True, "p=1", [1]),
        ("list", "form", False, "p=1,2", [1, 2]),
        ("texts", "form", False, "p=a%2Cb,c", ["a,b", "c"]),
        ("point", "form", True, "x=1&y=2", POINT),
        ("point", "form", False, "p=x,1,y,2", POINT),
        ("texts", "spaceDelimited", False, "p=a%20b", ["a", "b"]),
        ("texts", "spaceDelimited", False, "p=a+b", ["a", "b"]),
        ("texts", "pipeDelimited", False, "p=a|b", ["a", "b"]),
        ("texts", "pipeDelimited", False, "p=a%7Cb", ["a", "b"]),
        ("point", "pipeDelimited", False, "p=x%7C1%7Cy%7C2", POINT),
        ("point", "deepObject", True, "p[x]=1&p%5By%5D=2", POINT),
        ("text", "form", True, "p=%C3%A9+%26", "é &"),
        ("text", "form", True, "p=", ""),
    ],
)
def test_queries(
    tmp_path: Path, schema: str, style: str, explode: bool, query: str, value: Any
) -> None:
    operation = parameter("query", schema, style=style, explode=explode)
    reading = read(tmp_path, operation, f"/a?{query}")
    assert (reading.values, reading.violations) == ({("query", "p"): value}, [])


def test_a_query_of_json(tmp_path: Path) -> None:
    content = {"application/json": {"schema": SCHEMAS["point"]}}
    operation = {"parameters": [{"name": "p", "in": "query", "content": content}]}
    assert read(tmp_path, operation, "/a?p=%7B%22x%22%3A1%7D").values == {("query", "p"): {"x": 1}}
    assert read(tmp_path, operation, "/a?p=%7B%22x%22%3A%22%22%7D").violations
    assert read(tmp_path, operation, "/a?p=x").violations


@pytest.mark.parametrize(
    ("media_type", "query"),
    [
        ("application/x-www-form-urlencoded", "x=1&y=2"),
        ("application/json", "%7B%22x%22:1,%22y%22:2%7D"),
    ],
)
def test_a_whole_query(tmp_path: Path, media_type: str, query: str) -> None:
    content = {media_type: {"schema": SCHEMAS["point"]}}
    operation = {"parameters": [{"name": "p", "in": "querystring", "content": content}]}
    reading = read(tmp_path, operation, f"/a?{query}")
    assert (reading.values, reading.violations) == ({("querystring", "p"): POINT}, [])


@pytest.mark.parametrize(
    ("schema", "explode", "text", "value"),
    [
        ("text", False, "a%20b", "a%20b"),
        ("list", False, "1,2", [1, 2]),
        ("list", False, "1, 2", [1, 2]),
        ("point", False, "x,1,y,2", POINT),
        ("point", True, "x=1,y=2", POINT),
    ],
)
def test_headers(tmp_path: Path, schema: str, explode: bool, text: str, value: Any) -> None:
    operation = parameter("header", schema, explode=explode)
    reading = read(tmp_path, operation, "/a", headers={"P": text})
    assert (reading.values, reading.violations) == ({("header", "p"): value}, [])


@pytest.mark.parametrize(
    ("schema", "style", "explode", "text", "value"),
    [
        ("text", "form", True, "p=a%20b+c", "a b+c"),
        ("text", "cookie", True, "q=1; p=a%20b", "a%20b"),
        ("list", "form", False, "p=1,2", [1, 2]),
        ("list", "form", True, "p=1&p=2", [1, 2]),
        ("list", "cookie", True, "p=1; p=2", [1, 2]),
        ("point", "cookie", True, "x=1; y=2", POINT),
    ],
)
def test_cookies(
    tmp_path: Path, schema: str, style: str, explode: bool, text: str, value: Any
) -> None:
    operation = parameter("cookie", schema, style=style, explode=explode)
    reading = read(tmp_path, operation, "/a", headers={"Cookie": text})
    assert (reading.values, reading.violations) == ({("cookie", "p"): value}, [])


def body(media_type: str, schema: Any, **media: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {media_type: {"schema": schema, **media}}}}


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("encoding", "text", "value"),
    [
        ({}, "list=1&list=2", {"list": [1, 2]}),
        ({}, "list=1", {"list": [1]}),
        ({"list": {"style": "form", "explode": False}}, "list=1,2", {"list": [1, 2]}),
        ({"list": {"style": "form", "explode": False}}, "list=1%2C2", {"list": [1, 2]}),
        ({"point": {"style": "deepObject"}}, "point[x]=1&point[y]=2", {"point": POINT}),
        ({"list": {"style": "deepObject"}}, "list[0]=1&list[1]=2", {"list": [1, 2]}),
        ({"point": {"style": "form"}}, "x=1&y=2", {"point": POINT}),
        (
            {"point": {"contentType": "application/json"}},
            "point=%7B%22x%22:1%7D",
            {"point": {"x": 1}},
        ),
        ({}, "point=%7B%22x%22:1%7D", {"point": {"x": 1}}),
        ({}, "text=a+b%2B&list=1", {"text": "a b+", "list": [1]}),
    ],
)
def test_forms(tmp_path: Path, encoding: Any, text: str, value: Any) -> None:
    schema = {"type": "object", "properties": SCHEMAS}
    reading = read(
        tmp_path,
        body(FORM, schema, encoding=encoding),
        "/a",
        headers={"Content-Type": FORM},
        body=text.encode(),
    )
    assert (reading.values, reading.violations) == ({BODY: value}, [])


@pytest.mark.parametrize("step", [1, -1])
def test_a_member_that_only_one_variant_of_a_union_describes(tmp_path: Path, step: int) -> None:
    described = {"type": "object", "properties": {"at": {"type": "integer"}}}
    variants = [{"properties": {"by": by}} for by in (described, {"type": "object"})]
    schema = {"type": "object", "properties": {"given": {"anyOf": variants[::step]}}}
    reading = read(
        tmp_path,
        body(FORM, schema),
        "/a",
        headers={"Content-Type": FORM},
        body=b"given[by][at]=36",
    )
    assert (reading.values, reading.violations) == ({BODY: {"given": {"by": {"at": 36}}}}, [])


def multipart(*parts: tuple[str, bytes]) -> bytes:
    """Parts with what stands behind `form-data;` in their first line."""
    whole = b""
    for head, content in parts:
        whole += b"--cut\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n"
        whole += content + b"\r\n"
    return whole + b"--cut--\r\n"


FILE = {"type": "string", "format": "binary"}
UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": FILE, "files": {"type": "array", "items": FILE}, **SCHEMAS},
}


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ([('name="file"; filename="f"', b"\x00\r\n\xff\r")], {"file": b"\x00\r\n\xff\r"}),
        (
            [('name="file"', b"abc"), ('name="text"', "é".encode())],
            {"file": "abc", "text": "é"},
        ),
        (
            [
                ('name="file"; filename="f"', b"1"),
                ('name="files"; filename="a"', b"2"),
                ('name="files"; filename="b"', b"3"),
                ('name="list"', b"4"),
            ],
            {"file": b"1", "files": [b"2", b"3"], "list": [4]},
        ),
        (
            [
                ('name="file"; filename="f"', b""),
                ('name="point"\r\nContent-Type: application/json', b'{"x": 1}'),
            ],
            {"file": b"", "point": {"x": 1}},
        ),
    ],
)
def test_multipart(tmp_path: Path, parts: list[tuple[str, bytes]], value: Any) -> None:
    reading = read(
        tmp_path,
        body("multipart/form-data", UPLOAD),
        "/a",
        headers={"Content-Type": "multipart/form-data; boundary=cut"},
        body=multipart(*parts),
    )
    assert (reading.values, reading.violations) == ({BODY: value}, [])


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [('name="text"', b"no file")],
        [('name="file"; filename="f"', b""), ('name="unknown"', b"")],
        [('name="file"; filename="f"', b""), ('name="text"', b"1"), ('name="text"', b"2")],
        [('name="file"; filename="f"', b""), ('name="list"', b"x")],
        [('name="file"; filename="f"\r\nContent-Type: text/html', b"")],
        [('filename="f"', b"")],
    ],
)
def test_multipart_that_is_wrong(tmp_path: Path, parts: list[tuple[str, bytes]]) -> None:
    encoding = {"file": {"contentType": "image/*, application/octet-stream, text/plain"}}
    reading = read(
        tmp_path,
        body("multipart/form-data", UPLOAD, encoding=encoding),
        "/a",
        headers={"Content-Type": "multipart/form-data; boundary=cut"},
        body=multipart(*parts),
    )
    assert reading.violations


@pytest.mark.parametrize(
    ("media_type", "sent", "text", "value"),
    [
        ("text/plain", "text/plain; charset=utf-8", "é", "é"),
        ("application/octet-stream", "application/octet-stream", "é", "é".encode()),
        ("image/*", "image/png", "x", b"x"),
        ("*/*", "a/b", "x", b"x"),
        ("application/vnd.x+json", "application/vnd.x+json", '{"a": 1}', {"a": 1}),
    ],
)
def test_other_bodies(tmp_path: Path, media_type: str, sent: str, text: str, value: Any) -> None:
    operation = body(media_type, {})
    reading = read(tmp_path, operation, "/a", headers={"Content-Type": sent}, body=text.encode())
    assert (reading.values, reading.violations) == ({BODY: value}, [])


@pytest.mark.parametrize(
    ("origin", "servers", "allowed"),
    [
        ("https://example.com", None, True),
        ("https://example.org", None, False),
        ("https://up.example.com", [{"url": "https://up.example.com/a"}], True),
        ("https://example.com", [{"url": "https://up.example.com/a"}], False),
    ],
)
def test_where_a_request_goes(tmp_path: Path, origin: str, servers: Any, allowed: bool) -> None:
    operation = {"servers": servers} if servers else {}
    target = "/a/a" if servers else "/a"
    assert bool(read(tmp_path, operation, target, origin=origin).violations) is not allowed


def test_a_query_in_a_path(tmp_path: Path) -> None:
    operation = parameter("query", "text")
    assert read(tmp_path, operation, "/a?beta=true&p=x", "/a?beta=true").values == {
        ("query", "p"): "x"
    }
    assert read(tmp_path, operation, "/a?p=x", "/a?beta=true").operation is None
