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


def test_code_in_markdown() -> None:
    assert formatted("a.md", "x=1\n```python\nx = {'a':1}\n```\n") == (
        'x=1\n```python\nx = {"a": 1}\n```\n'
    )


def test_other_files_and_the_order_are_kept() -> None:
    files = {PurePosixPath(name): b"x=1" for name in ("z.md", "a.py", "b.pyi", "py")}
    result = format_files(files)
    assert list(result) == list(files)
    assert [result[path] for path in files] == [b"x=1", b"x = 1\n", b"x=1", b"x=1"]
    assert files[PurePosixPath("a.py")] == b"x=1"


def test_nothing_to_do() -> None:
    assert format_files({}) == {}


def test_idempotent() -> None:
    once = formatted("a.py", "import b, a\nclass X: pass\ndef f(a,b,): return {a:b}")
    assert formatted("a.py", once) == once


@pytest.mark.parametrize("text", ["x = (", "if True:\nx = 1", "\x00"])
def test_broken_python_names_the_file(text: str) -> None:
    with pytest.raises(RuntimeError, match=r"sub/broken\.py"):
        format_files({PurePosixPath("ok.py"): b"", PurePosixPath("sub/broken.py"): text.encode()})


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


def test_path_out_of_the_folder() -> None:
    with pytest.raises(ValueError, match="not a path"):
        format_files({PurePosixPath("../a.py"): b""})
