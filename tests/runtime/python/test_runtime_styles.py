"""The styles of parameters in paths, queries, headers and cookies."""

from __future__ import annotations

from typing import Any

import pytest
from runtime_api import API

from sdk._runtime import styles
from sdk._runtime.encode import comma_separated, encode_query, exploded
from sdk._runtime.sentinels import omit

LIST = ["a/b", 2]
OBJECT = {"r": 1, "g": "x y"}


@pytest.mark.parametrize(
    ("explode", "value", "simple", "label", "matrix"),
    [
        (False, "a b", "a%20b", ".a%20b", ";c=a%20b"),
        (True, 5, "5", ".5", ";c=5"),
        (False, LIST, "a%2Fb,2", ".a%2Fb,2", ";c=a%2Fb,2"),
        (True, LIST, "a%2Fb,2", ".a%2Fb.2", ";c=a%2Fb;c=2"),
        (False, OBJECT, "r,1,g,x%20y", ".r,1,g,x%20y", ";c=r,1,g,x%20y"),
        (True, OBJECT, "r=1,g=x%20y", ".r=1.g=x%20y", ";r=1;g=x%20y"),
    ],
)
def test_segments(explode: bool, value: Any, simple: str, label: str, matrix: str) -> None:
    assert styles.simple_segment("c", value, explode=explode) == simple
    assert styles.label_segment("c", value, explode=explode) == label
    assert styles.matrix_segment("c", "c", value, explode=explode) == matrix


@pytest.mark.parametrize("value", [None, omit, "", [], {}])
def test_empty_segments(value: Any) -> None:
    for write in (
        styles.simple_segment,
        styles.label_segment,
        lambda name, value: styles.matrix_segment(name, "c", value),
    ):
        with pytest.raises(ValueError, match="`c_d`"):
            write("c_d", value)


@pytest.mark.parametrize("value", [".", "..", ["."]])
def test_dot_segments(value: Any) -> None:
    with pytest.raises(ValueError, match="dot segment"):
        styles.simple_segment("c", value)
    with pytest.raises(ValueError, match="dot segment"):
        styles.label_segment("c", ".")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"a": styles.json_text({"b": [1]})}, "a=%7B%22b%22%3A%5B1%5D%7D"),
        ({"a": styles.json_text(omit)}, ""),
        ({"a": styles.reserved("x/y?z&=+#")}, "a=x/y?z%26%3D%2B%23"),
        ({"a": styles.reserved(["a/b", omit, None, 1])}, "a=a/b&a=1"),
        ({"a": exploded(styles.reserved({"b": "c/d"}))}, "b=c/d"),
        ({"a": comma_separated(styles.reserved(["a/b", "c,d"]))}, "a=a/b,c,d"),
        ({"a": styles.indexed([1, {"b": [2]}])}, "a%5B0%5D=1&a%5B1%5D%5Bb%5D%5B0%5D=2"),
        ({"a": styles.indexed(omit)}, ""),
        ({"a": [{"b": 1}]}, "a%5B0%5D%5Bb%5D=1"),
        ({"a": comma_separated([{"b": 1}, 2])}, "a=%7B%22b%22%3A1%7D,2"),
    ],
)
def test_query(query: dict[str, Any], text: str) -> None:
    assert encode_query(query) == text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (styles.whole_query({"a": 1}), "a=1&x=1"),
        (styles.whole_query("a=b&c[d]=%20é"), "a=b&c[d]=%20%C3%A9&x=1"),
        (styles.whole_query(omit), "x=1"),
        (styles.json_query({"a": [1]}), "%7B%22a%22%3A%5B1%5D%7D&x=1"),
        (styles.json_query(omit), "x=1"),
    ],
)
def test_whole_query(api: API, query: Any, text: str) -> None:
    api.call(query=query, extra_query={"x": 1})
    assert api.last.url.query.decode() == text


def test_headers(api: API) -> None:
    api.call(
        headers={
            "X-A": styles.header_text(OBJECT),
            "X-B": styles.header_text(OBJECT, explode=True),
            "X-C": styles.header_text("c"),
            "X-D": styles.json_text({"a": "é"}) and "d",
            "X-E": styles.header_text(omit),
        }
    )
    headers = api.last.headers
    assert (headers["x-a"], headers["x-b"]) == ("r,1,g,x y", "r=1,g=x y")
    assert headers["x-c"] == "c"
    assert "x-e" not in headers


@pytest.mark.parametrize(
    ("cookies", "header"),
    [
        ({"a": 1, "b": omit, "c": None}, "a=1"),
        ({"a": "x y;z", "b": "p/q=="}, "a=x%20y%3Bz; b=p/q=="),
        ({"a": [1, 2]}, "a=1; a=2"),
        ({"a": comma_separated([1, 2])}, "a=1,2"),
        ({"a": exploded({"b": 1})}, "b=1"),
        ({"a": {"b": 1}}, "a={%22b%22:1}"),
        ({}, None),
        ({"a": omit}, None),
    ],
)
def test_cookies(api: API, cookies: dict[str, Any], header: str | None) -> None:
    api.call(cookies=cookies)
    assert api.last.headers.get("cookie") == header


def test_cookies_of_several_origins(api: API) -> None:
    if api.http == "own":
        return
    http = api.http_client(cookies={"jar": "1", "a": "jar"})
    client = api.client(http=http)
    api.call(client=client, cookies={"a": "mine"})
    assert api.last.headers["cookie"] == "jar=1; a=mine"
    api.call(client=client, cookies={"a": "mine", "b": "2"}, extra_headers={"Cookie": "a=stated"})
    assert sorted(api.last.headers["cookie"].split("; ")) == ["a=stated", "b=2"]
