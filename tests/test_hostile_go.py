"""Documents that try to break out of the place their text is written to, and the Go SDK.

What comes out must be what the same document with harmless text makes of it: the same program with other constants,
already formatted, with the same imports and no comment that a tool obeys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hostile
from golang.inspection import Inspected, Inspector, inspector
from golang.toolchain import toolchain
from hostile import CONFIG, CONTROLS, HARMLESS, PAYLOADS, Generated
from sdksmith import files, pipeline
from sdksmith.config import Config
from sdksmith.files import Files
from sdksmith.flavors.go import view

NAMES = {*hostile.NAMES, "enum", "const", "parameter-example"}
"""Slots whose text becomes an identifier: in Go, constants of enumerations do."""
TEXT = hostile.TEXT.keys() - NAMES
MODULE = "github.com/hostile/hostile-go"
TEMPLATES = pipeline.templates() / "go"


def rendered(slots: Mapping[str, str], folder: Path, config: Config) -> Generated:
    return hostile.rendered(slots, folder, config, "go", view)


@cache
def copied() -> frozenset[PurePosixPath]:
    """The files that are the same in every SDK but for the path of the module."""
    found = (path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*") if path.is_file())
    return frozenset(PurePosixPath(path) for path in found if path.suffix != ".jinja")


def written(output: Files) -> dict[str, str]:
    """The Go files that are printed."""
    return {
        str(path): content.decode()
        for path, content in output.items()
        if path.suffix == ".go" and path not in copied()
    }


@pytest.fixture(scope="module")
def inspect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspector]:
    with inspector(tmp_path_factory.mktemp("inspector")) as running:
        yield running


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What comes out of harmless text."""
    output, _ = rendered(HARMLESS, tmp_path_factory.mktemp("harmless"), CONFIG)
    assert output is not None
    return output


@pytest.fixture(scope="module")
def expected(inspect: Inspector, harmless: Files) -> dict[str, Inspected]:
    found = inspect.files(written(harmless))
    check(found, harmless)
    assert not inspect.errors(sources(harmless), MODULE)
    return found


def sources(output: Files) -> dict[str, str]:
    return {str(p): content.decode() for p, content in output.items() if p.suffix == ".go"}


HARMLESS_USE = frozenset(
    [
        "bytes",
        "context",
        "encoding/json",
        "errors",
        "fmt",
        "io",
        "iter",
        "net/http",
        "strings",
        "testing",
        "time",
    ]
)
"""What of the standard library generated code imports, whatever the document is."""


def check(found: Mapping[str, Inspected], output: Files) -> None:
    """Nothing is reached that generated code does not reach anyway."""
    module = output[PurePosixPath("go.mod")].decode().split()[1]
    for path, file in found.items():
        assert not file.error, (path, file.error)
        assert not file.directives, (path, file.directives)
        assert file.formatted, path
        foreign = {name for name in file.imports if not f"{name}/".startswith(f"{module}/")}
        assert foreign <= HARMLESS_USE, path
    for path in output:
        assert all(re.fullmatch(r"\w[\w.-]{0,150}", part, re.ASCII) for part in path.parts), path
    assert len(output[PurePosixPath("go.mod")].splitlines()) == 3
    for page in ("README.md", "api.md"):
        hostile.check_markdown(output[PurePosixPath(page)].decode())


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("slot", sorted(TEXT))
def test_text(
    slot: str,
    payload: str,
    harmless: Files,
    expected: Mapping[str, Inspected],
    inspect: Inspector,
    tmp_path: Path,
) -> None:
    """Text changes constants, and nothing else."""
    output, findings = rendered({**HARMLESS, slot: payload}, tmp_path, CONFIG)
    assert set(findings) & CONTROLS <= {"\n"}
    if output is None:
        return
    assert output.keys() == harmless.keys()
    changed = {
        path: text
        for path, text in written(output).items()
        if text.encode() != harmless[PurePosixPath(path)]
    }
    found = inspect.files(changed)
    check(found, output)
    for path, file in found.items():
        assert file.skeleton == expected[path].skeleton, path


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("slot", sorted(NAMES))
def test_names(slot: str, payload: str, inspect: Inspector, tmp_path: Path) -> None:
    """Names change identifiers, but reach nothing new, and stay inside the output."""
    config = Config(organization=payload) if slot == "organization" else CONFIG
    output, findings = rendered({**HARMLESS, slot: payload}, tmp_path, config)
    assert set(findings) & CONTROLS <= {"\n"}
    if output is not None:
        check(inspect.files(written(output)), output)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_types(payload: str, inspect: Inspector, tmp_path: Path) -> None:
    """A payload in all slots at once gives a module that compiles, with its tests."""
    output, _ = rendered(dict.fromkeys(HARMLESS, payload), tmp_path, CONFIG)
    if output is not None:
        check(inspect.files(written(output)), output)
        assert not inspect.errors(sources(output), MODULE)


@pytest.mark.parametrize("payload", ["quote", "html", "backslash-and-quote"])
def test_running(payload: str, tmp_path: Path) -> None:
    """Running the module's own tests does nothing else."""
    output, _ = rendered(dict.fromkeys(HARMLESS, PAYLOADS[payload]), tmp_path, CONFIG)
    assert output is not None
    target = tmp_path / "sdk"
    files.write(output, target)
    before = sorted(tmp_path.rglob("*"))
    ran = toolchain().run("test", "./...", folder=target)
    assert "[build failed]" not in ran.stdout
    assert "panic" not in ran.stdout
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path("/tmp/PWNED").exists()


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({slot: st.text(max_size=20) for slot in HARMLESS}))
def test_any_text(inspect: Inspector, tmp_path: Path, slots: dict[str, str]) -> None:
    """Any text anywhere gives findings or code that compiles."""
    output, _ = rendered(slots, tmp_path, Config(organization="hostile"))
    if output is not None:
        check(inspect.files(written(output)), output)
        assert not inspect.errors(sources(output), MODULE)
