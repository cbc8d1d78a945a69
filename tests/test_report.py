"""How findings are printed."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from sdksmith.load import Pointer, parse
from sdksmith.report import (
    Finding,
    Level,
    Place,
    Problem,
    has_errors,
    has_level,
    quote,
    render_text,
    summary,
)


def rendered(folder: Path, line: str, column: int, length: int = 1) -> tuple[str, str]:
    """The code frame of a place in the second line of a file: the line and its caret."""
    path = folder / "a.yaml"
    path.write_text(f"first\n{line}\nthird\n", newline="", errors="surrogatepass")
    finding = Finding("some-code", Level.ERROR, "it is wrong", Place(path, 2, column, length))
    head, frame, caret = render_text([finding]).splitlines()
    assert head == f"{path}:2:{column}: error[some-code]: it is wrong"
    assert frame.startswith("2 | ")
    assert caret.startswith("  | ")
    return frame[4:], caret[4:]


class TestFrame:
    def test_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "spec").mkdir()
        path = tmp_path / "spec" / "a.yaml"
        path.write_text("a: 1\n" * 11 + "  $ref: '#/b'\n")
        finding = Finding(
            "unresolved-ref",
            Level.WARNING,
            "nothing stands at #/b",
            Place(path, 12, 9, 5),
            "did you mean #/c?",
        )
        assert render_text([finding]) == (
            "spec/a.yaml:12:9: warning[unresolved-ref]: nothing stands at #/b\n"
            "12 |   $ref: '#/b'\n"
            "   |         ^^^^^\n"
            "   hint: did you mean #/c?\n"
        )

    def test_tab(self, tmp_path: Path) -> None:
        assert rendered(tmp_path, "\ta:\tb", 5) == ("    a:    b", " " * 10 + "^")
        assert rendered(tmp_path, "\ta", 1) == ("    a", "^^^^")

    def test_wide_and_combining_characters(self, tmp_path: Path) -> None:
        assert rendered(tmp_path, "日本: e\u0301x", 5, 3) == ("日本: e\u0301x", " " * 6 + "^^")
        assert rendered(tmp_path, "日本: x", 1, 2) == ("日本: x", "^^^^")

    def test_long_line(self, tmp_path: Path) -> None:
        line = "".join(f"{n:06d}" for n in range(500_000))
        shown, caret = rendered(tmp_path, line, 6 * 250_000 + 1, 6)
        assert len(shown) == 102
        assert shown[0] == shown[-1] == "…"
        assert shown[caret.index("^") : caret.index("^") + 6] == "250000"
        assert caret.count("^") == 6

    def test_ends_of_a_long_line(self, tmp_path: Path) -> None:
        line = "a" + "x" * 5000 + "z"
        shown, caret = rendered(tmp_path, line, 1)
        assert (shown[0], shown[-1], caret) == ("a", "…", "^")
        shown, caret = rendered(tmp_path, line, 5002)
        assert (shown[0], shown[-1], len(caret)) == ("…", "z", len(shown))
        assert len(shown) == 101

    def test_long_place_is_cut(self, tmp_path: Path) -> None:
        shown, caret = rendered(tmp_path, "x" * 5000, 1000, 4000)
        assert len(caret) == len(shown) - 1

    def test_behind_the_end(self, tmp_path: Path) -> None:
        assert rendered(tmp_path, "abc", 4) == ("abc", "   ^")
        assert rendered(tmp_path, "abc", 400) == ("abc", "   ^")

    def test_line_ends(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\nfour")
        for line, text in enumerate(["one", "two", "three", "four"], 1):
            frame = render_text([Finding("a", Level.INFO, "m", Place(path, line, 1))])
            assert f"{line} | {text}\n" in frame

    @pytest.mark.parametrize("line", [0, 9])
    def test_no_such_line(self, tmp_path: Path, line: int) -> None:
        path = tmp_path / "a"
        path.write_text("one")
        finding = Finding("a", Level.ERROR, "m", Place(path, line, 1), "h")
        assert render_text([finding]) == f"{path}:{line}:1: error[a]: m\n  hint: h\n"

    def test_no_such_file(self) -> None:
        finding = Finding("a", Level.ERROR, "m", Place("gone.yaml", 3, 2))
        assert render_text([finding]) == "gone.yaml:3:2: error[a]: m\n"

    def test_not_utf_8(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_bytes(b"ab\xff\n")
        text = render_text([Finding("a", Level.ERROR, "m", Place(path, 1, 3))])
        assert "1 | ab\ufffd\n  |   ^\n" in text


YAML = """\
paths:
  # All of them.
  /pets:
    get:
      parameters:

      - name: limit
        in: query
      - name: page
        schema:
            type: string
      tags: [pets]
"""
JSON = """\
{
  "parameters": [
    {
      "name": "limit",
      "in": "query"
    },
    { "name": "page" }
  ]
}
"""


class TestEnclosed:
    """The line that the place belongs to, above it."""

    @pytest.mark.parametrize(
        ("text", "line", "above"),
        [
            (YAML, 1, []),
            (YAML, 3, ["paths:", "…"]),
            (YAML, 4, ["/pets:"]),
            (YAML, 7, ["parameters:", "…"]),
            (YAML, 8, ["- name: limit"]),
            (YAML, 9, ["parameters:", "…"]),
            (YAML, 11, ["schema:"]),
            (YAML, 12, ["get:", "…"]),
            (JSON, 2, []),
            (JSON, 4, ['"parameters": [', "…"]),
            (JSON, 7, ['"parameters": [', "…"]),
            ("a:\n" + "  - 1\n" * 6000, 6001, []),
            ("x" * 300 + ":\n  a", 2, ["x" * 100]),
        ],
    )
    def test_above(self, tmp_path: Path, text: str, line: int, above: list[str]) -> None:
        path = tmp_path / "a.yaml"
        path.write_text(text)
        finding = Finding("a", Level.ERROR, "m", Place(path, line, 1))
        _, *frame, marked, _ = render_text([finding], is_enclosed=True).splitlines()
        assert marked.split(" | ")[0] == str(line)
        assert [row.partition("|")[2].strip() for row in frame] == above

    def test_numbers(self, tmp_path: Path) -> None:
        """Narrow and wide numbers of lines stand below each other; \x1b of the line above is harmless."""
        path = tmp_path / "a.yaml"
        path.write_text("a\x1b:\n" + "\n" * 98 + "  b: 1\n")
        text = render_text([Finding("a", Level.ERROR, "m", Place(path, 100, 6))], is_enclosed=True)
        assert text.splitlines()[1:] == [
            "  1 | a\\x1b:",
            "    | …",
            "100 |   b: 1",
            "    |      ^",
        ]


def test_pages_are_named_once() -> None:
    findings = [Finding(code, Level.ERROR, "m") for code in ("a", "b", "a")]
    assert render_text(findings, pages={"a"}) == (
        "error[a]: m\n rule: sdksmith rules a\n\nerror[b]: m\n\nerror[a]: m\n"
    )


def test_levels() -> None:
    findings = [Finding("a", Level.WARNING, "m"), Finding("a", Level.INFO, "m")]
    assert not has_level(findings, Level.ERROR)
    assert has_level(findings, Level.WARNING)
    assert has_level(findings[1:], Level.INFO)
    assert not has_level([], Level.INFO)


HOSTILE = "\x1b[31m\x07\x9b\u202e\u2028\u200b\x00\x7f"


class TestSafety:
    def test_nothing_raw_reaches_the_terminal(self, tmp_path: Path) -> None:
        path = tmp_path / "a\x1b[2J.yaml"
        path.write_text(f"key: {HOSTILE}\n")
        finding = Finding(HOSTILE, Level.ERROR, HOSTILE, Place(path, 1, 6), f"x\n{HOSTILE}")
        text = render_text([finding])
        assert not [char for char in text if char != "\n" and not char.isprintable()]
        assert text.count("\n") == 4
        assert r"\x1b[31m\x07\x9b\u202e\u2028\u200b\x00\x7f" in text

    def test_carets_stand_below_escapes(self, tmp_path: Path) -> None:
        shown, caret = rendered(tmp_path, "a\x1bb", 3)
        assert (shown, caret) == (r"a\x1bb", " " * 5 + "^")

    def test_spaces_that_are_none(self, tmp_path: Path) -> None:
        assert rendered(tmp_path, "a:\xa0b\u3000c", 3) == ("a:\\xa0b\u3000c", "  ^^^^")

    def test_lone_surrogate(self) -> None:
        text = render_text([Finding("a", Level.ERROR, "\ud800 \U000e0001")])
        assert text.encode() == b"error[a]: \\ud800 \\U000e0001\n"

    def test_long_message(self) -> None:
        text = render_text([Finding("a", Level.ERROR, "x" * 100_000, None, "y" * 100_000)])
        assert len(text) < 2000

    def test_quote(self) -> None:
        assert quote("abc") == '"abc"'
        assert quote("x" * 1000, 10) == '"xxxxxxxxx…"'
        assert quote(200) == '"200"'


class TestColour:
    def test_off_by_default(self) -> None:
        assert "\x1b" not in render_text([Finding("a", Level.ERROR, "m", None, "h")])

    def test_same_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_text("one")
        findings = [Finding("a", level, "m", Place(path, 1, 1), "h") for level in Level]
        coloured = render_text(findings, colour=True)
        for style in ("0", "1", "2", "1;31", "1;33", "1;36"):
            assert f"\x1b[{style}m" in coloured
            coloured = coloured.replace(f"\x1b[{style}m", "")
        assert coloured == render_text(findings)


class TestFinding:
    def test_lazy_place_is_searched_when_printed(self) -> None:
        @dataclass
        class Lazy:
            calls: int = 0

            def locate(self) -> Place:
                self.calls += 1
                return Place("a", 7, 1)

        lazy = Lazy()
        finding = Finding("a", Level.ERROR, "m", lazy)
        assert lazy.calls == 0
        assert render_text([finding]).startswith("a:7:1: ")

    def test_pointer(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        path.write_text(json.dumps({"a": {"b": "c"}}))
        pointer = Pointer(parse(path), ("a", "b"))
        assert '| {"a": {"b": "c"}}\n  |             ^^^\n' in render_text(
            [Finding("a", Level.ERROR, "m", pointer)]
        )

    def test_several(self) -> None:
        findings = [Finding("a", Level.ERROR, "one"), Finding("b", Level.INFO, "two")]
        assert render_text(findings) == "error[a]: one\n\ninfo[b]: two\n"
        assert render_text([]) == ""

    def test_summary(self) -> None:
        levels = [Level.WARNING, Level.ERROR, Level.ERROR, Level.INFO]
        findings = [Finding("a", level, "m") for level in levels]
        assert summary(findings) == "2 errors, 1 warning, 1 note"
        assert summary([]) == ""
        assert has_errors(findings)
        assert not has_errors(findings[:1])

    def test_problem(self) -> None:
        problem = Problem(iter([Finding("a", Level.ERROR, "m")]))
        assert problem.findings == [Finding("a", Level.ERROR, "m")]
        assert str(problem) == "a: m"
