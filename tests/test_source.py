"""One file into plain values, and places back out of them."""

import json
import sys
from pathlib import Path

import pytest
import yaml

from sdksmith.load import Document, Pointer, json_text, parse
from sdksmith.load.limits import MAX_DEPTH
from sdksmith.report import Finding, Level, Place, Problem


def read(folder: Path, text: str | bytes, name: str = "a.yaml") -> Document:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return parse(path)


def findings(folder: Path, text: str | bytes, name: str = "a.yaml") -> list[Finding]:
    with pytest.raises(Problem) as caught:
        read(folder, text, name)
    return caught.value.findings


def where(finding: Finding) -> tuple[str, int, int, int]:
    place = finding.locate()
    assert place is not None
    return finding.code, place.line, place.column, place.length


@pytest.fixture(params=["libyaml", "pure"])
def _each_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr("sdksmith.load.yaml_events._Reader", yaml.SafeLoader)


class TestYamlValues:
    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("", None),
            ("~", None),
            ("null", None),
            ("NULL", None),
            ("nULL", "nULL"),
            ("true", True),
            ("False", False),
            ("no", "no"),
            ("on", "on"),
            ("Yes", "Yes"),
            ("12", 12),
            ("-3", -3),
            ("+7", 7),
            ("012", 12),
            ("0o17", 15),
            ("0x1F", 31),
            ("0b1", "0b1"),
            ("1_000", "1_000"),
            ("12:30:45", "12:30:45"),
            ("2024-10-01", "2024-10-01"),
            ("1.5", 1.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("-1.5E-2", -0.015),
            ("3.1.0", "3.1.0"),
            ("-", None),  # an empty list item, see below
            ("'12'", "12"),
            ('"true"', "true"),
            ("! 12", "12"),
            ("!!str 12", "12"),
            ("!!int 12", 12),
            ("!!float 12", 12.0),
            ("<<", "<<"),
        ],
    )
    @pytest.mark.usefixtures("_each_reader")
    def test_scalars_follow_yaml_1_2(self, tmp_path: Path, source: str, value: object) -> None:
        if source == "-":
            assert read(tmp_path, "a:\n  -").value == {"a": [None]}
            return
        result = read(tmp_path, f"a: {source}\n").value["a"]
        assert result == value
        assert type(result) is type(value)

    @pytest.mark.usefixtures("_each_reader")
    def test_keys_are_their_source_text(self, tmp_path: Path) -> None:
        text = "200: a\ntrue: b\nnull: c\n0x1F: d\n1.0: e\n'<<': f\n? g\n: h\n"
        assert read(tmp_path, text).value == {
            "200": "a",
            "true": "b",
            "null": "c",
            "0x1F": "d",
            "1.0": "e",
            "<<": "f",
            "g": "h",
        }

    @pytest.mark.usefixtures("_each_reader")
    def test_merge_keys(self, tmp_path: Path) -> None:
        text = """
one: &one {a: 1, b: 1}
two: &two {b: 2, c: 2}
both: {<<: [*one, *two], c: 3}
own: {a: 0, <<: *one}
inline: {<<: {x: 1}, y: 2}
deep: &deep {<<: *one, d: 4}
deeper: {<<: *deep}
"""
        value = read(tmp_path, text).value
        assert value["both"] == {"a": 1, "b": 1, "c": 3}
        assert value["own"] == {"a": 0, "b": 1}
        assert value["inline"] == {"x": 1, "y": 2}
        assert value["deeper"] == {"a": 1, "b": 1, "d": 4}
        assert value["one"] == {"a": 1, "b": 1}

    @pytest.mark.usefixtures("_each_reader")
    def test_aliases(self, tmp_path: Path) -> None:
        text = "a: &x [1]\nb: *x\n&k c: 1\nd: *k\ne: &n 200\n*n : 5\nf: &x new\ng: *x\n"
        assert read(tmp_path, text).value == {
            "a": [1],
            "b": [1],
            "c": 1,
            "d": "c",
            "e": 200,
            "200": 5,
            "f": "new",
            "g": "new",
        }

    def test_byte_order_mark_and_line_ends(self, tmp_path: Path) -> None:
        document = read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb:\rc: x\n")
        assert document.value == {"a": 1, "b": None, "c": "x"}
        assert document.locate(("a",)) == Place(document.path, 1, 4, 1)
        assert document.locate(("c",)) == Place(document.path, 3, 4, 1)

    def test_json_in_a_yaml_file(self, tmp_path: Path) -> None:
        document = read(tmp_path, '\n{"a": {"b": "\\ud83d\\ude00"}}')
        assert document.syntax == "json"
        assert document.value == {"a": {"b": "😀"}}

    def test_flow_mapping_is_not_taken_for_json(self, tmp_path: Path) -> None:
        document = read(tmp_path, "{a: 1, b: [x]}")
        assert document.syntax == "yaml"
        assert document.value == {"a": 1, "b": ["x"]}


class TestYamlFindings:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: 1\nb:\n  x: 1\n  y: 2\n  x: 3\n", ("duplicate-key", 5, 3, 1)),
            ("a: 1\n'a': 2\n", ("duplicate-key", 2, 1, 3)),
            ("200: 1\n'200': 2\n", ("duplicate-key", 2, 1, 5)),
            ("a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n", ("duplicate-key", 4, 3, 2)),
            ("a: !!python/object:os.system {}\n", ("yaml-tag", 1, 4, 27)),
            ("a: !secret x\n", ("yaml-tag", 1, 4, 9)),
            ("a: !!int x\n", ("yaml-tag", 1, 4, 7)),
            ("!!python/name:x a: 1\n", ("yaml-tag", 1, 1, 17)),
            ("a: .inf\n", ("no-json-value", 1, 4, 4)),
            ("a: -.INF\n", ("no-json-value", 1, 4, 5)),
            ("a: .nan\n", ("no-json-value", 1, 4, 4)),
            ("a: 1e999\n", ("no-json-value", 1, 4, 5)),
            (f"a: {'9' * 5000}\n", ("no-json-value", 1, 4, 5000)),
            ("? [a]\n: 1\n", ("yaml-key", 1, 3, 1)),
            ("a: &x [1]\n*x : 2\n", ("yaml-key", 2, 1, 2)),
            ("a: 1\n---\nb: 2\n", ("several-documents", 2, 1, 3)),
            ("a: *x\n", ("yaml-alias", 1, 4, 2)),
            ("a: &x\n  b: *x\n", ("yaml-alias", 2, 6, 2)),
            ("a: &x\n  <<: *x\n", ("yaml-alias", 2, 7, 2)),
            ("a: &x 1\nb: {<<: *x}\n", ("yaml-merge", 2, 5, 2)),
            ("a: b: c\n", ("broken-yaml", 1, 5, 1)),
            ("a:\n\tb: 1\n", ("broken-yaml", 2, 1, 1)),
            ("é: '\x07'\n", ("broken-yaml", 1, 5, 1)),
            ('a: "\\d"\n', ("broken-yaml", 1, 5, 1)),
            ("- a\n- b\n", ("not-a-mapping", 1, 1, 1)),
            ("just text", ("not-a-mapping", 1, 1, 1)),
            ("", ("empty-document", 1, 1, 1)),
            ("# only\n# comments\n", ("empty-document", 1, 1, 1)),
            (" \n\n", ("empty-document", 1, 1, 1)),
        ],
    )
    def test_place(self, tmp_path: Path, text: str, expected: tuple[str, int, int, int]) -> None:
        (finding,) = findings(tmp_path, text)
        code, line, column, length = expected
        place = finding.locate()
        assert place is not None
        assert where(finding)[:3] == (code, line, column)
        assert place.length == length

    def test_all_of_them_are_found_at_once(self, tmp_path: Path) -> None:
        found = findings(tmp_path, "a: 1\na: 2\nb: !x 1\nc: .inf\nd: [\n")
        assert [finding.code for finding in found] == [
            "duplicate-key",
            "yaml-tag",
            "no-json-value",
            "broken-yaml",
        ]

    def test_hint_for_tabs(self, tmp_path: Path) -> None:
        (finding,) = findings(tmp_path, "a:\n\tb: 1\n")
        assert "indent by spaces" in finding.hint

    @pytest.mark.usefixtures("_each_reader")
    def test_alias_bomb(self, tmp_path: Path) -> None:
        rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        (finding,) = findings(tmp_path, "\n".join(rows))
        assert finding.code == "alias-bomb"

    def test_quadratic_alias_bomb(self, tmp_path: Path) -> None:
        text = f"a: &a [{', '.join('x' * 3000)}]\nb: [{', '.join(['*a'] * 1000)}]\n"
        (finding,) = findings(tmp_path, text)
        assert finding.code == "alias-bomb"

    def test_many_small_aliases_are_fine(self, tmp_path: Path) -> None:
        text = f"a: &a {{type: string}}\nb: [{', '.join(['*a'] * 10_000)}]\n"
        assert len(read(tmp_path, text).value["b"]) == 10_000

    @pytest.mark.usefixtures("_each_reader")
    @pytest.mark.parametrize("extra", [0, 1, 100_000])
    def test_nesting(self, tmp_path: Path, extra: int) -> None:
        count = MAX_DEPTH - 1 + extra  # the root is one level
        text = f"a: {'[' * count}{']' * count}"
        if extra:
            (finding,) = findings(tmp_path, text)
            assert where(finding)[:3] == ("too-deep", 1, 3 + MAX_DEPTH)
        else:
            assert read(tmp_path, text).value

    def test_nesting_through_aliases(self, tmp_path: Path) -> None:
        half = MAX_DEPTH // 2
        inner = f"{'[' * half}x{']' * half}"
        outer = f"{'[' * half}*a{']' * half}"
        (finding,) = findings(tmp_path, f"a: &a {inner}\nb: {outer}\n")
        assert where(finding)[:3] == ("too-deep", 2, 4 + half)
        shorter = f"{'[' * (half - 1)}*a{']' * (half - 1)}"
        assert read(tmp_path, f"a: &a {inner}\nb: {shorter}\n").value

    def test_nesting_through_aliases_of_aliases(self, tmp_path: Path) -> None:
        third = MAX_DEPTH // 3
        rows = [f"a0: &a0 {'[' * third}x{']' * third}"]
        rows += [f"a{n}: &a{n} {'[' * third}*a{n - 1}{']' * third}" for n in range(1, 5)]
        (finding,) = findings(tmp_path, "\n".join(rows))
        assert where(finding)[:2] == ("too-deep", 4)

    def test_depth_of_an_anchor_that_holds_another(self, tmp_path: Path) -> None:
        half = MAX_DEPTH // 2
        deep = f"{'[' * half}x{']' * half}"
        (finding,) = findings(tmp_path, f"a: &a [{deep}, &b [y]]\nb: {'[' * half}*a{']' * half}\n")
        assert where(finding)[:2] == ("too-deep", 2)

    def test_depth_beside_an_anchor_does_not_count(self, tmp_path: Path) -> None:
        deep = MAX_DEPTH * 3 // 4
        text = f"a: {'[' * deep}x{']' * deep}\nb: &b [y]\nc: {'[' * deep}*b{']' * deep}\n"
        assert read(tmp_path, text).value

    def test_recursive_alias_is_named_so(self, tmp_path: Path) -> None:
        (finding,) = findings(tmp_path, "a: &x\n  b: *x\n")
        assert "stands inside what it stands for" in finding.message


class TestJson:
    def test_value(self, tmp_path: Path) -> None:
        text = '{"a": [1, 2.5, true, null, "x"], "b": {}, "12": 12345678901234567890}'
        assert read(tmp_path, text, "a.json").value == json.loads(text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('{"a": 1,\n "b": {"x": 1, "y": [],\n  "x": 2}}', ("duplicate-key", 3, 3, 3)),
            ('{"a": {"b": 1}, "\\u0061": 2}', ("duplicate-key", 1, 17, 8)),
            ('{"a": [NaN]}', ("no-json-value", 1, 8, 3)),
            ('{"a": -Infinity}', ("no-json-value", 1, 7, 9)),
            ('{"a": 1e999}', ("no-json-value", 1, 7, 5)),
            (f'{{"a": {"9" * 5000}}}', ("no-json-value", 1, 7, 5000)),
            ('{"a": "x\\ud800y"}', ("no-json-value", 1, 7, 10)),
            ('{"\\udc00": 1}', ("no-json-value", 1, 2, 8)),
            ('{"a": 1,}', ("broken-json", 1, 9, 1)),
            ("{'a': 1}", ("broken-json", 1, 2, 1)),
            ('{"a": 1} x', ("broken-json", 1, 10, 1)),
            ('{"a": "b\nc"}', ("broken-json", 1, 9, 1)),
            ('{"a": 1', ("broken-json", 1, 8, 1)),
            ("a: 1", ("broken-json", 1, 1, 1)),
            ("[1]", ("not-a-mapping", 1, 1, 1)),
            ("null", ("empty-document", 1, 1, 1)),
            ("\n", ("empty-document", 1, 1, 1)),
        ],
    )
    def test_findings(self, tmp_path: Path, text: str, expected: tuple[str, int, int, int]) -> None:
        (finding,) = findings(tmp_path, text, "a.json")
        assert where(finding) == expected

    def test_every_duplicate_is_found(self, tmp_path: Path) -> None:
        found = findings(tmp_path, '{"a": 1, "a": NaN,\n"c": [{"d": 1, "d": 2}]}', "a.json")
        assert [where(finding)[:2] for finding in found] == [
            ("duplicate-key", 1),
            ("no-json-value", 1),
            ("duplicate-key", 2),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            '{"a": {"b": 1, "c": {"d": 2}}, "a": {"c": {"e": 3}, "b": 4}}',
            "a: {b: 1, c: {d: 2}}\na: {c: {e: 3}, b: 4}\n",
        ],
    )
    def test_what_stands_twice_is_joined(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "a.yaml"
        path.write_text(text)
        repeated: list[Finding] = []
        assert parse(path, warnings=repeated).value == {"a": {"b": 4, "c": {"d": 2, "e": 3}}}
        assert {(each.code, each.level) for each in repeated} == {("duplicate-key", Level.WARNING)}

    def test_equal_keys_in_different_objects(self, tmp_path: Path) -> None:
        text = '{"a": {"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}, "b": "a", "c": "\\ud83d\\ude00"}'
        assert read(tmp_path, text, "a.json").value == json.loads(text)

    @pytest.mark.parametrize("extra", [1, 700, 100_000])
    def test_nesting(self, tmp_path: Path, extra: int) -> None:
        count = MAX_DEPTH - 1 + extra
        (finding,) = findings(tmp_path, f'{{"a": {"[" * count}{"]" * count}}}', "a.json")
        assert where(finding)[:3] == ("too-deep", 1, 6 + MAX_DEPTH)

    def test_nesting_at_the_limit(self, tmp_path: Path) -> None:
        count = MAX_DEPTH - 1
        assert read(tmp_path, f'{{"a": {"[" * count}{"]" * count}}}', "a.json").value

    def test_integers_beyond_the_floats(self, tmp_path: Path) -> None:
        assert read(tmp_path, f'{{"a": {"9" * 400}}}', "a.json").value == {"a": int("9" * 400)}


class TestFile:
    def test_missing(self, tmp_path: Path) -> None:
        (tmp_path / "openapi.yml").write_text("a: 1")
        with pytest.raises(Problem) as caught:
            parse(tmp_path / "openapi.yaml")
        (finding,) = caught.value.findings
        assert (finding.code, finding.hint) == ("missing-file", 'did you mean "openapi.yml"?')

    def test_folder(self, tmp_path: Path) -> None:
        with pytest.raises(Problem) as caught:
            parse(tmp_path)
        assert caught.value.findings[0].code == "unreadable-file"

    def test_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("")
        with pytest.raises(Problem) as caught:
            parse(tmp_path / "a" / "b.yaml")
        assert caught.value.findings[0].code == "unreadable-file"

    @pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
    def test_impossible_name(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(Problem) as caught:
            parse(tmp_path / name)
        assert caught.value.findings[0].code == "unreadable-file"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    @pytest.mark.parametrize("name", ["a.yaml", "a.json"])
    def test_utf_16(self, tmp_path: Path, encoding: str, name: str) -> None:
        (finding,) = findings(tmp_path, '{"a": 1}'.encode(encoding), name)
        assert finding.code == "not-utf-8"
        assert "UTF-16" in finding.message

    @pytest.mark.parametrize(
        ("name", "text", "value", "codes"),
        [
            ("a.json", '{"a": 1, /* one\n */ "b": "// 2" // two\n}', {"a": 1, "b": "// 2"}, ["broken-json"]),
            ("a.json", '{"a": [1, 2,],\n # a comment\n "b": "c\td",}', {"a": [1, 2], "b": "c\td"}, ["broken-json"]),
            ("a.json", "a: 1\n", {"a": 1}, ["broken-json"]),
            ("a.json", '{"a": NaN, "b": 1e999}', {"a": None, "b": None}, ["no-json-value"] * 2),
            ("a.json", '{"a": "\\ud800\\ud83d\\ude00\\\\ud800"}', {"a": "\ufffd\U0001f600\\ud800"}, ["no-json-value"]),
            ("a.yaml", "a: .nan\nb: !include c\n", {"a": None, "b": "c"}, ["no-json-value", "yaml-tag"]),
            ("a.yaml", "a: *b\nc: &c {d: *c}\n", {"a": None, "c": {"d": None}}, ["yaml-alias", "yaml-alias"]),
            ("a.yaml", "a: {<<: [*b, 1]}\n", {"a": {}}, ["yaml-alias", "yaml-merge"]),
            ("a.yaml", "a: 1\n---\nb: 2\n", {"a": 1}, ["several-documents"]),
            ("a.yaml", "a: 1\nb: 'c\x07d'\n", {"a": 1, "b": "c\ufffdd"}, ["broken-yaml"]),
            ("a.yaml", b"a: \xe9\n", {"a": "\ufffd"}, ["not-utf-8"]),
            ("a.yaml", "a: {b: {c: 1}}\na: {b: {d: 2}}\n", {"a": {"b": {"c": 1, "d": 2}}}, ["duplicate-key"]),
        ],
    )  # fmt: skip
    def test_what_can_be_read_all_the_same(
        self, tmp_path: Path, name: str, text: str | bytes, value: object, codes: list[str]
    ) -> None:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found: list[Finding] = []
        document = parse(path, warnings=found)
        assert document.value == value
        assert [finding.code for finding in found] == codes
        assert all(finding.level is Level.WARNING for finding in found)
        assert Pointer(document, ("a",)).locate().line == 1 + codes.count("duplicate-key")

    def test_latin_1(self, tmp_path: Path) -> None:
        (finding,) = findings(tmp_path, "a: é\r\nb: ü".encode() + b"\nc: \xfc\n")
        assert where(finding) == ("not-utf-8", 3, 4, 1)


YAML = """\
info:
  title: "A title"
  tags: [one, two]
paths:
  /pets:
    get:
      parameters:
        - name: id
          in: query
        - &p
          name: limit
    post:
      <<: &base {x: 1}
      parameters:
        - *p
      y: |
        text
        more
empty:
"""

JSON = r"""{"info": {"title": "A \"title\"",
  "tags": ["one", [2, {"x": "}"}]]},
 "e": {}, "n": null}"""


class TestLocate:
    @pytest.mark.parametrize(
        ("path", "at", "expected"),
        [
            ((), "value", (1, 1, 4)),
            (("info",), "value", (1, 1, 4)),
            (("info",), "key", (1, 1, 4)),
            (("info", "title"), "value", (2, 10, 9)),
            (("info", "title"), "key", (2, 3, 5)),
            (("info", "tags", 1), "value", (3, 15, 3)),
            (("info", "tags", 1), "key", (3, 15, 3)),
            (("paths", "/pets", "get"), "value", (6, 5, 3)),
            (("paths", "/pets", "get", "parameters", 0), "value", (8, 11, 4)),
            (("paths", "/pets", "get", "parameters", 0, "in"), "value", (9, 15, 5)),
            (("paths", "/pets", "post", "x"), "value", (13, 21, 1)),
            (("paths", "/pets", "post", "x"), "key", (13, 18, 1)),
            (("paths", "/pets", "post", "parameters", 0), "value", (15, 11, 2)),
            (("paths", "/pets", "post", "parameters", 0, "name"), "value", (11, 17, 5)),
            (("paths", "/pets", "post", "y"), "value", (16, 10, 1)),
            (("paths", "/pets", "nothing", "here"), "value", (5, 3, 5)),
            (("info", "title", "deeper"), "value", (2, 10, 9)),
            (("info", "tags", 7), "value", (3, 3, 4)),
            (("empty",), "key", (19, 1, 5)),
        ],
    )
    @pytest.mark.usefixtures("_each_reader")
    def test_yaml(
        self, tmp_path: Path, path: tuple[str | int, ...], at: str, expected: tuple[int, int, int]
    ) -> None:
        document = read(tmp_path, YAML)
        place = Pointer(document, path, "key" if at == "key" else "value").locate()
        assert (place.line, place.column, place.length) == expected

    @pytest.mark.parametrize(
        ("path", "at", "expected"),
        [
            ((), "value", (1, 1, 1)),
            (("info",), "value", (1, 2, 6)),
            (("info", "title"), "value", (1, 20, 13)),
            (("info", "title"), "key", (1, 11, 7)),
            (("info", "tags", 0), "value", (2, 12, 5)),
            (("info", "tags", 1), "value", (2, 19, 15)),
            (("info", "tags", 1, 1, "x"), "value", (2, 29, 3)),
            (("info", "tags", 9), "value", (2, 3, 6)),
            (("e",), "value", (3, 2, 3)),
            (("e", "f"), "value", (3, 2, 3)),
            (("n",), "value", (3, 16, 4)),
            (("n",), "key", (3, 11, 3)),
        ],
    )
    def test_json(
        self, tmp_path: Path, path: tuple[str | int, ...], at: str, expected: tuple[int, int, int]
    ) -> None:
        document = read(tmp_path, JSON, "a.json")
        place = Pointer(document, path, "key" if at == "key" else "value").locate()
        assert (place.line, place.column, place.length) == expected

    @pytest.mark.parametrize("name", ["a.yaml", "a.json"])
    def test_every_place_of_a_document(self, tmp_path: Path, name: str) -> None:
        value = {f"k{n}": {"list": [n, {"x": str(n)}], "y": n} for n in range(50)}
        text = json.dumps(value, indent=1) if name == "a.json" else yaml.safe_dump(value)
        document = read(tmp_path, text, name)
        lines = text.splitlines()
        for n in range(50):
            place = document.locate((f"k{n}", "list", 1, "x"))
            shown = lines[place.line - 1][place.column - 1 :][: place.length]
            assert shown.strip("'\"") == str(n)

    @pytest.mark.parametrize("name", ["a.yaml", "a.json"])
    @pytest.mark.parametrize("later", [None, b"", b"{", b"\xff", b"[1", b"a: [", b'{"a": {"b" 1'])
    def test_changed_file(self, tmp_path: Path, name: str, later: bytes | None) -> None:
        document = read(tmp_path, '{"a": {"b": 1}}', name)
        if later is None:
            document.path.unlink()
        else:
            document.path.write_bytes(later)
        assert document.locate(("a", "b")).line == 1

    def test_reads_the_file_only_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = read(tmp_path, JSON, "a.json")
        document.locate(("info",))
        monkeypatch.setattr(Path, "read_bytes", None)
        assert document.locate(("info", "title")).column == 20

    def test_pointer_text(self, tmp_path: Path) -> None:
        pointer = Pointer(read(tmp_path, YAML)).child("paths", "/pets", "a~b", 0)
        assert str(pointer) == "a.yaml#/paths/~1pets/a~0b/0"


def test_parsing_keeps_the_interpreter_as_it_was(tmp_path: Path) -> None:
    limit = sys.getrecursionlimit()
    read(tmp_path, YAML)
    assert sys.getrecursionlimit() == limit
    assert json_text.parse_json("[1]", tmp_path, []) == [1]
