"""Documents that try to break out of the place their text is written to, and the TypeScript SDK.

What comes out must be what the same document with harmless text makes of it: the same program with other constants,
with the same imports and no comment that a tool obeys.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
from hostile import CONFIG, CONTROLS, HARMLESS, Generated
from node.inspection import Inspected, Inspector, inspector
from node.toolchain import SOURCES, toolchain
from sdksmith import files
from sdksmith.config import Config
from sdksmith.files import Files
from sdksmith.flavors.typescript import view

sys.path.append(str(Path(__file__).parent / "behaviour" / "typescript"))

from ts_program import type_errors
from ts_runtime import copied, leave_unchecked

PAYLOADS = hostile.PAYLOADS | {
    "closes-comment": "*/ process.exit(1) /*",
    "closes-template": "`${process.exit(1)}`",
    "template-literal": "${process.exit(1)}",
    "single-quoted": "'+process.exit(1)+'",
    "directive": "@ts-ignore\n@ts-nocheck\n@ts-expect-error\n@jsx h",
    "ignored": "prettier-ignore\neslint-disable\noxlint-disable",
    "reference": '/// <reference path="/etc/passwd" />',
    "source-map": "//# sourceMappingURL=data:,\n//@ sourceURL=x",
    "tag": "@deprecated {@link https://example.com} @internal",
    "type": "string; process: any",
    "prototype": "__proto__",
    "constructor": "constructor",
}

NAMES = hostile.NAMES
TEXT = hostile.TEXT.keys() - NAMES
OF_NAMES = """
    absolute backslash-and-quote blank closes-comment closes-template code constructor dunder emoji empty fence html
    line-separator long-word nul path prototype quote single-quoted template-literal
"""
"""Those of the payloads that are put into each slot of a name; all are put into all of them at once."""


def rendered(slots: Mapping[str, str], folder: Path, config: Config) -> Generated:
    return hostile.rendered(slots, folder, config, "typescript", view)


def written(output: Files) -> dict[str, str]:
    """The TypeScript files that are printed."""
    return {
        str(path): content.decode()
        for path, content in output.items()
        if path.suffix == ".ts" and path not in copied()
    }


@pytest.fixture(scope="module")
def inspect() -> Iterator[Inspector]:
    with inspector() as running:
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
    return found


HARMLESS_USE = frozenset(["JSON", "undefined"])
"""What of the language and the platform generated code uses, whatever the document is."""
OF_TESTS = frozenset(["node:assert/strict", "node:events", "node:http", "node:net", "node:test"])
"""What the tests of a package import."""


def check(found: Mapping[str, Inspected], output: Files) -> None:
    """Nothing is reached that generated code does not reach anyway."""
    name = json.loads(output[PurePosixPath("package.json")])["name"]
    for path, file in found.items():
        assert not file.error, (path, file.error)
        assert set(file.directives) <= {"/* @__PURE__"}, path
        foreign = {name for name in file.imports if not name.startswith(("./", "../"))}
        in_tests = path.startswith("tests/")
        assert foreign <= ({name, *OF_TESTS} if in_tests else set()), path
        assert file.reached <= HARMLESS_USE, path
    for path in output:
        assert all(re.fullmatch(r"\.?\w[\w.-]{0,150}", part, re.ASCII) for part in path.parts), path
    for page in ("README.md", "api.md"):
        hostile.check_markdown(output[PurePosixPath(page)].decode())


def check_package(output: Files, harmless: Files) -> None:
    """The package installs nothing else, runs nothing else, and offers the same entry points."""
    found, wanted = (json.loads(each[PurePosixPath("package.json")]) for each in (output, harmless))
    texts = ("name", "version", "description", "keywords", "license", "homepage", "author")
    assert _without(found, texts) == _without(wanted, texts)


def _without(package: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in package.items() if name not in names}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_text(
    payload: str,
    harmless: Files,
    expected: Mapping[str, Inspected],
    inspect: Inspector,
    tmp_path: Path,
) -> None:
    """Text changes constants, and nothing else: in all slots at once, and in each one if that is refused."""
    slots = dict.fromkeys(TEXT, payload)
    tried = [slots, *({slot: payload} for slot in sorted(TEXT))]
    for number, each in enumerate(tried):
        output, findings = rendered({**HARMLESS, **each}, tmp_path, CONFIG)
        assert set(findings) & CONTROLS <= {"\n"}
        if output is not None:
            assert output.keys() == harmless.keys()
            changed = {
                path: text
                for path, text in written(output).items()
                if text.encode() != harmless[PurePosixPath(path)]
            }
            found = inspect.files(changed)
            check(found, output)
            check_package(output, harmless)
            for path, file in found.items():
                assert file.skeleton == expected[path].skeleton, (path, sorted(each))
            if number == 0:
                break


@pytest.mark.parametrize("name", OF_NAMES.split())
@pytest.mark.parametrize("slot", sorted(NAMES))
def test_names(slot: str, name: str, harmless: Files, inspect: Inspector, tmp_path: Path) -> None:
    """Names change identifiers, but reach nothing new, and stay inside the output."""
    payload = PAYLOADS[name]
    config = Config(organization=payload) if slot == "organization" else CONFIG
    output, findings = rendered({**HARMLESS, slot: payload}, tmp_path, config)
    assert set(findings) & CONTROLS <= {"\n"}
    if output is not None:
        changed = {
            path: text
            for path, text in written(output).items()
            if text.encode() != harmless.get(PurePosixPath(path))
        }
        check(inspect.files(changed), output)


@pytest.fixture(scope="module")
def everywhere(inspect: Inspector, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    """What comes out of each payload in all slots at once."""
    folder = tmp_path_factory.mktemp("everywhere")
    made = {
        name: rendered(dict.fromkeys(HARMLESS, payload), folder, CONFIG)[0]
        for name, payload in PAYLOADS.items()
    }
    return {name: output for name, output in made.items() if output is not None}


@pytest.fixture(scope="module")
def packages(everywhere: Mapping[str, Files], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    for number, (name, output) in enumerate(everywhere.items()):
        write(output, folder / name, number)
    return folder


def write(output: Files, folder: Path, number: int) -> None:
    """Write a package so that its tests find it without a build: its entry point leads to the source.

    Args:
        number: Part of its version, as the compiler takes packages of one name and version for one.
    """
    files.write(output, folder)
    leave_unchecked(folder)
    described = json.loads(output[PurePosixPath("package.json")])
    described["version"] = f"0.0.{number}"
    folder.joinpath("package.json").write_text(json.dumps(described))
    built = folder / "dist" / "esm"
    built.mkdir(parents=True)
    for suffix in ("js", "d.ts"):
        text = (
            "export * from '../../src/index.js';\nexport { default } from '../../src/index.js';\n"
        )
        built.joinpath(f"index.{suffix}").write_text(text)


def test_everywhere(everywhere: Mapping[str, Files], inspect: Inspector) -> None:
    """A payload in all slots at once reaches nothing new."""
    assert len(everywhere) > len(PAYLOADS) / 2
    for output in everywhere.values():
        check(inspect.files(written(output)), output)


def test_types(packages: Path) -> None:
    """A payload in all slots at once gives a package that compiles, with its tests."""
    assert type_errors(packages, "*/src/**/*.ts", "*/tests/**/*.ts") == []


@pytest.mark.parametrize("payload", ["quote", "html", "backslash-and-quote", "closes-template"])
def test_running(payload: str, packages: Path) -> None:
    """Running the package's own tests does nothing else."""
    folder = packages / payload
    before = sorted(folder.rglob("*"))
    tests = sorted(str(path) for path in (folder / "tests").rglob("*.test.ts"))
    ran = toolchain().run(*SOURCES, "--test", "--test-isolation=none", *tests, folder=folder)
    assert "# tests 0" not in ran.stdout
    assert "SyntaxError" not in ran.stdout + ran.stderr
    assert sorted(folder.rglob("*")) == before
    assert not Path("/tmp/PWNED").exists()


def test_any_text(inspect: Inspector, tmp_path: Path) -> None:
    """Any text anywhere gives findings or code that compiles."""
    packages = []

    @settings(max_examples=40)
    @given(st.fixed_dictionaries({slot: st.text(max_size=20) for slot in HARMLESS}))
    def generate(slots: dict[str, str]) -> None:
        output, _ = rendered(slots, tmp_path, Config(organization="hostile"))
        if output is not None:
            check(inspect.files(written(output)), output)
            packages.append(output)

    generate()
    assert packages
    for number, output in enumerate(packages):
        write(output, tmp_path / str(number), number)
    assert type_errors(tmp_path, "*/src/**/*.ts", "*/tests/**/*.ts") == []
