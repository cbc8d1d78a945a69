"""The formatter."""

from pathlib import Path, PurePosixPath

import pytest

from sdksmith.format import format_files


def formatted(name: str, text: str) -> str:
    return format_files({PurePosixPath(name): text.encode()})[PurePosixPath(name)].decode()


def test_layout() -> None:
    assert formatted("a.py", "x = {'a':1}\n\n\n\ny=2") == 'x = {"a": 1}\n\n\ny = 2\n'


def test_line_length() -> None:
    line = f"x = [{', '.join(['1000000'] * 10)}]\n"
    assert 88 < len(line) < 100
    assert formatted("a.py", line) == line


@pytest.mark.parametrize("folder", ["build", "dist", "venv", "node_modules", ".hidden", "a b", "ü"])
def test_no_folder_is_left_out(folder: str) -> None:
    assert formatted(f"src/{folder}/a.py", "x=1") == "x = 1\n"
    assert formatted(f"src/{folder}/a.ts", "x=1") == "x = 1;\n"


def test_code_in_markdown() -> None:
    assert formatted("a.md", "x=1\n```python\nx = {'a':1}\n```\n") == (
        'x=1\n```python\nx = {"a": 1}\n```\n'
    )


@pytest.mark.parametrize("suffix", ["ts", "mts", "cts", "js", "mjs", "cjs"])
def test_layout_of_typescript(suffix: str) -> None:
    assert formatted(f"a.{suffix}", 'f( {"a":1, "b-c": "x"} )') == "f({ a: 1, 'b-c': 'x' });\n"


def test_line_length_of_typescript() -> None:
    line = f"x = [{', '.join(['1000000'] * 10)}];\n"
    assert 80 < len(line) < 100
    assert formatted("a.ts", line) == line
    # A longer one is broken; numbers are filled in.
    assert formatted("a.ts", line * 2).count("\n") == 2


def test_comments_keep_their_lines() -> None:
    text = f"/**\n * {'word ' * 40}\n *\n * @example\n * ```ts\n * f( 1 )\n * ```\n */\nf();\n"
    assert formatted("a.ts", text) == text.replace("word \n", "word\n")


def test_typescript_in_markdown() -> None:
    """The whole file is laid out, tables as well."""
    assert formatted("a.md", "# T\n|a|b|\n|-|-|\n|1|2|\n\n```ts\nf( {a:1} )\n```\n") == (
        "# T\n\n| a   | b   |\n| --- | --- |\n| 1   | 2   |\n\n```ts\nf({ a: 1 });\n```\n"
    )


def test_other_files_and_the_order_are_kept() -> None:
    names = ("z.md", "a.py", "b.pyi", "c.ts", "package.json", "py")
    files = {PurePosixPath(name): b"x=1" for name in names}
    result = format_files(files)
    assert list(result) == list(files)
    laid_out = [result[path] for path in files]
    assert laid_out == [b"x=1", b"x = 1\n", b"x=1", b"x = 1;\n", b"x=1", b"x=1"]
    assert files[PurePosixPath("a.py")] == b"x=1"


def test_nothing_to_do() -> None:
    assert format_files({}) == {}


def test_idempotent() -> None:
    once = formatted("a.py", "import b, a\nclass X: pass\ndef f(a,b,): return {a:b}")
    assert formatted("a.py", once) == once
    once = formatted("a.ts", "import b, {a} from 'x'\nclass X {y=1; f(a?:b,){return {a,}}}")
    assert formatted("a.ts", once) == once


@pytest.mark.parametrize("text", ["x = (", "if True:\nx = 1", "\x00"])
def test_broken_python_names_the_file(text: str) -> None:
    with pytest.raises(RuntimeError, match=r"sub/broken\.py"):
        format_files({PurePosixPath("ok.py"): b"", PurePosixPath("sub/broken.py"): text.encode()})


@pytest.mark.parametrize("text", ["x = (", "const x: = 1;", "class {", "'"])
@pytest.mark.parametrize("suffix", ["ts", "mjs"])
def test_broken_typescript_names_the_file(suffix: str, text: str) -> None:
    files = {PurePosixPath("ok.ts"): b"", PurePosixPath(f"sub/broken.{suffix}"): text.encode()}
    with pytest.raises(RuntimeError, match=rf"oxfmt.*(?s:.)*sub/broken\.{suffix}"):
        format_files(files)


def test_users_configuration_has_no_influence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ruff.toml").write_text('line-length = 20\n[format]\nquote-style = "single"\n')
    (tmp_path / ".gitignore").write_text("*\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    line = 'x = ["aaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccc"]\n'
    assert formatted("a.py", line) == line
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "ruff.toml"]


_EDITORCONFIG = """\
root = true
[*]
indent_style = tab
end_of_line = crlf
max_line_length = 20
insert_final_newline = false
quote_type = double
"""


def test_users_configuration_of_prettier_has_no_influence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        ".editorconfig": _EDITORCONFIG,
        ".gitignore": "*\n",
        ".ignore": "*\n",
        ".prettierignore": "*\n",
        ".oxfmtrc.json": '{ "semi": false, "printWidth": 20 }',
        ".prettierrc": "semi: false\n",
        "package.json": '{ "prettier": { "semi": false } }',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = "if (a) {\n  b('aaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccc');\n}\n"
    assert formatted("a.ts", code) == code
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(texts)


def test_the_environment_has_no_influence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git ignores everywhere."""
    ignored = tmp_path / "git" / "ignore"
    ignored.parent.mkdir()
    ignored.write_text("*\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert formatted("a.ts", "x=1") == "x = 1;\n"


@pytest.mark.parametrize("name", ["../a.py", "../a.ts"])
def test_path_out_of_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        format_files({PurePosixPath(name): b""})
