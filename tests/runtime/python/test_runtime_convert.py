"""Conversions of response values: they convert what they know and never fail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk._runtime import convert
from sdk._runtime.models import BaseModel

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014-01-02T02:20:00Z", datetime(2014, 1, 2, 2, 20, tzinfo=UTC)),
        ("2014-01-02t02:20:00z", datetime(2014, 1, 2, 2, 20, tzinfo=UTC)),
        ("2014-01-02 02:20:00Z", datetime(2014, 1, 2, 2, 20, tzinfo=UTC)),
        ("2014-01-02T02:20:00.12345Z", datetime(2014, 1, 2, 2, 20, 0, 123450, UTC)),
        ("2014-01-02T02:20:00.123456789Z", datetime(2014, 1, 2, 2, 20, 0, 123456, UTC)),
        (
            "2014-01-02T02:20:00+01:30",
            datetime(2014, 1, 2, 2, 20, tzinfo=timezone(timedelta(hours=1, minutes=30))),
        ),
        ("2014-01-02T02:20:00", datetime(2014, 1, 2, 2, 20)),
    ],
)
def test_datetime(text: str, value: datetime) -> None:
    assert convert.to_datetime(text) == value


@pytest.mark.parametrize(
    "value",
    ["", "2014-01-02", "20140102", "yesterday", "2014-13-02T02:20:00Z", "x" * 30, 5, None, [], {}],
)
def test_no_datetime(value: Any) -> None:
    assert convert.to_datetime(value) is value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2014-01-02", date(2014, 1, 2)),
        ("2014-01-32", "2014-01-32"),
        ("20140102", "20140102"),
        (7, 7),
    ],
)
def test_date(value: Any, expected: Any) -> None:
    assert convert.to_date(value) == expected


def test_containers() -> None:
    assert convert.decode_list([1, 2], str) == ["1", "2"]
    assert convert.decode_list({"a": 1}, str) == {"a": 1}
    assert convert.decode_dict({"a": 1}, str) == {"a": "1"}
    assert convert.decode_dict([1], str) == [1]


def test_unwrap() -> None:
    decode = convert.unwrap("result", BaseModel._decode)
    assert decode({"result": {"a": 1}}) == BaseModel.construct(a=1)
    assert decode({"result": None}) is None
    assert decode({}) is None
    assert convert.unwrap("result", convert.unchanged)([1]) == [1]


@given(JSON)
def test_nothing_fails(value: Any) -> None:
    convert.to_datetime(value)
    convert.to_date(value)
    convert.decode_list(value, convert.to_datetime)
    convert.decode_dict(value, convert.to_date)
    convert.unwrap("a", BaseModel._decode)(value)
