"""Parameters: their text in paths and queries, and their JSON in bodies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk._runtime import encode
from sdk._runtime.models import BaseModel
from sdk._runtime.sentinels import not_given, omit

NOON = datetime(2024, 1, 31, 12, tzinfo=UTC)
ID = UUID("78dd0b50-4147-4bb8-88d3-2ccc2e98bff0")


class Color(Enum):
    RED = "red"
    NUMBER = 3


class Text(StrEnum):
    A = "a b"


class Number(IntEnum):
    ONE = 1


class Old(str, Enum):  # noqa: UP042  # callers have such enums
    A = "old"


TEXTS: list[tuple[object, str]] = [
    ("abc", "abc"),
    ("a b", "a%20b"),
    ("a/b", "a%2Fb"),
    ("..%2F", "..%252F"),
    ("a?b#c", "a%3Fb%23c"),
    ("é", "%C3%A9"),
    ("-._~", "-._~"),
    ("...", "..."),
    (12, "12"),
    (1.5, "1.5"),
    (True, "true"),
    (False, "false"),
    (NOON, "2024-01-31T12%3A00%3A00Z"),
    (datetime(2024, 1, 31, 12), "2024-01-31T12%3A00%3A00"),
    (NOON.astimezone(timezone(timedelta(hours=2))), "2024-01-31T14%3A00%3A00%2B02%3A00"),
    (date(2024, 1, 31), "2024-01-31"),
    (ID, str(ID)),
    (Decimal("1.50"), "1.50"),
    (Color.RED, "red"),
    (Color.NUMBER, "3"),
    (Text.A, "a%20b"),
    (Number.ONE, "1"),
    (Old.A, "old"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_path_segment(value: object, text: str) -> None:
    assert encode.path_segment("id", value) == text


@pytest.mark.parametrize("value", ["", ".", "..", None, omit, not_given])
def test_path_segment_that_leads_elsewhere(value: object) -> None:
    with pytest.raises(ValueError, match="`app_id`"):
        encode.path_segment("app_id", value)


@pytest.mark.parametrize("value", [[], {}, b"x", object()])
def test_path_segment_without_text(value: object) -> None:
    with pytest.raises(TypeError):
        encode.path_segment("id", value)


@given(st.text(min_size=1).filter(lambda text: text not in (".", "..")))
def test_path_segment_is_one_segment(text: str) -> None:
    segment = encode.path_segment("id", text)
    assert unquote(segment) == text
    assert not set(segment) & set("/?#\\ \n")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({}, ""),
        ({"a": 1, "b": "x y"}, "a=1&b=x%20y"),
        ({"a": None, "b": omit, "c": not_given, "d": ""}, "d="),
        ({"a": True, "b": False}, "a=true&b=false"),
        ({"a": [1, 2, None]}, "a=1&a=2"),
        ({"a": []}, ""),
        ({"a": (1,), "b": {2}}, "a=1&b=2"),
        ({"a": {"b": 1, "c": {"d": [2, 3]}}}, "a%5Bb%5D=1&a%5Bc%5D%5Bd%5D=2&a%5Bc%5D%5Bd%5D=3"),
        ({"a&b=c": "d&e=f"}, "a%26b%3Dc=d%26e%3Df"),
        ({"a": NOON}, "a=2024-01-31T12%3A00%3A00Z"),
        ({"a": encode.comma_separated([1, "x,y"])}, "a=1,x%2Cy"),
        ({"a": encode.space_separated([1, 2])}, "a=1%202"),
        ({"a": encode.pipe_separated([1, 2])}, "a=1%7C2"),
        ({"a": encode.comma_separated([])}, ""),
        ({"a": encode.comma_separated(omit)}, ""),
        ({"a": encode.comma_separated("one")}, "a=one"),
    ],
)
def test_query(query: Mapping[str, object], text: str) -> None:
    assert encode.encode_query(query) == text


@given(st.dictionaries(st.text(), st.text()))
def test_query_can_be_read_back(query: dict[str, str]) -> None:
    assert dict(parse_qsl(encode.encode_query(query), keep_blank_values=True)) == query


def test_isoformat() -> None:
    assert encode.isoformat(NOON) == "2024-01-31T12:00:00Z"
    assert encode.isoformat(date(2024, 1, 31)) == "2024-01-31"
    assert encode.isoformat("as it is") == "as it is"
    assert encode.isoformat(omit) is omit


class Pydantic:
    def model_dump(self, **options: Any) -> dict[str, int]:
        assert options == {"mode": "json", "by_alias": True, "exclude_unset": True}
        return {"a": 1}


@pytest.mark.parametrize(
    ("value", "parsed"),
    [
        ({"a": NOON, "b": date(2024, 1, 31)}, {"a": "2024-01-31T12:00:00Z", "b": "2024-01-31"}),
        ([ID], [str(ID)]),
        ({1}, [1]),
        ((n for n in (1, 2)), [1, 2]),
        (MappingProxyType({"a": 1}), {"a": 1}),
        ([Color.RED, Text.A, Number.ONE], ["red", "a b", 1]),
        (BaseModel.construct(a=NOON), {"a": "2024-01-31T12:00:00Z"}),
        (Pydantic(), {"a": 1}),
        ("é", "é"),
    ],
)
def test_json(value: object, parsed: object) -> None:
    assert json.loads(encode.encode_json(value)) == parsed


@pytest.mark.parametrize(
    "value", [b"x", object(), [omit], [not_given], float("nan"), float("inf"), "\ud800"]
)
def test_no_json(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode.encode_json(value)
