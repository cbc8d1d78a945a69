"""Values as Go code: in the layout of gofmt, whatever their lengths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golang.inspection import Inspector, inspector
from sdksmith.flavors.go.instants import instant
from sdksmith.flavors.go.literals import Call, Code, Composite, Value, call, code, element
from sdksmith.flavors.go.quote import entry, json_entry, lit, raw, tag
from sdksmith.wire import Wire


@pytest.fixture(scope="module")
def inspect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspector]:
    with inspector(tmp_path_factory.mktemp("inspector")) as running:
        yield running


LENGTHS = st.sampled_from([1, 3, 8, 16, 20, 38, 40, 41, 45, 50, 60, 100, 120])
NAMES = st.tuples(st.sampled_from("abcXYZ"), LENGTHS).map(lambda name: name[0] * name[1])
KEYS = st.one_of(NAMES, NAMES.map(lit), LENGTHS.map(lambda n: lit("é" * n)))
ATOMS: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(["1", "true", raw('{"a": 1}'), "`one\ntwo`"]), NAMES.map(lit)
).map(Code)


def composites(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(
        st.builds(Call, st.just("cloudflare.F"), inner),
        st.lists(inner, max_size=5).map(
            lambda each: Composite("[]T", tuple(("", v) for v in each))
        ),
        st.dictionaries(KEYS, inner, max_size=8).map(
            lambda each: Composite("map[string]any", tuple(each.items()))
        ),
    )


@settings(max_examples=60)
@given(st.lists(st.recursive(ATOMS, composites, max_leaves=20), min_size=10, max_size=20))
def test_layout(inspect: Inspector, values: list[Value]) -> None:
    parts = ["package p\n"]
    for n, value in enumerate(values):
        parts.append(f"var v{n} = {code(value, 0, 10)}\n")
        parts.append(f"func f{n}() {{\n\t{call('use', [Code('ctx'), value], 1)}\n}}\n")
    found = inspect.files({"p.go": "\n".join(parts)})["p.go"]
    assert not found.error
    assert found.formatted


def test_elements_repeat_no_type() -> None:
    value = Composite("T", (("A", Code("1")),))
    assert element(value, "T") == Composite("", value.entries)
    assert element(value, "any") == value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("it's", '"it\'s"'),
        ('"\\\n\t', '"\\"\\\\\\n\\t"'),
        ("\x00\x7f\x85\u2028\u202e\ufeff", '"\\u0000\\x7f\\u0085\\u2028\\u202e\\ufeff"'),
        ("\ud800", '"\\ufffd"'),
        ("é中😀", '"é中😀"'),
        (True, "true"),
        (None, "nil"),
        (2**70, "1.1805916207174113e+21"),
        ([1, {"a": None}], '[]any{1, map[string]any{"a": nil}}'),
    ],
)
def test_literals(value: object, code: str) -> None:
    assert lit(value) == code  # type: ignore[arg-type]


def test_tags() -> None:
    assert tag(json_entry(Wire("a b"))) == '`json:"a b"`'
    assert json_entry(Wire("a,b")) == json_entry(Wire("")) == 'json:"-"'
    assert json_entry(Wire("-")) == 'json:"-,"'
    assert tag(entry("path", Wire('a`"'), "required")) == '`path:"a\\x60\\",required"`'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "2019-12-27T18:11:19.117Z",
            "time.Date(2019, time.December, 27, 18, 11, 19, 117000000, time.UTC)",
        ),
        (
            "2020-02-29T00:00:00-01:30",
            'time.Date(2020, time.February, 29, 0, 0, 0, 0, time.FixedZone("", -5400))',
        ),
        ("2019-02-29T00:00:00Z", ""),
        ("2019-12-27T24:00:00Z", ""),
        ("yesterday", ""),
    ],
)
def test_instants(text: str, code: str) -> None:
    assert instant(text, is_date=False) == code
