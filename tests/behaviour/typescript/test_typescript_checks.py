"""The generated TypeScript SDK as a package that others install: what TypeScript's own tools say of it."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from typescript_package import SDK, laid_out, succeed

from node.checks import STRICT, format_errors, lint_errors, type_errors
from node.toolchain import HERE as NODE
from node.toolchain import tool, toolchain

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
NAME = "cloudflare"

RESOLUTIONS = {
    "nodenext": ("--module", "nodenext"),
    "node16": ("--module", "node16"),
    "bundler": ("--module", "esnext", "--moduleResolution", "bundler"),
}
WEB = ("--target", "es2022", "--lib", "es2022,dom,dom.iterable,dom.asynciterable")


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "package.json").read_text())
    return found


def run(
    program: str | Path, *arguments: str | Path, folder: Path
) -> subprocess.CompletedProcess[str]:
    return toolchain().run(str(program), *map(str, arguments), folder=folder)


# What stands in the repository.


def test_its_own_checks(package: Path) -> None:
    """Prettier and the compiler, with what the package says of both."""
    assert "All matched files use Prettier code style!" in succeed("run", "lint", folder=package)


def test_format_of_the_tests() -> None:
    patterns = ("**/*.ts", "**/*.cts", "**/*.mts", "**/*.mjs")
    files = [path for pattern in patterns for path in HERE.glob(pattern)]
    assert files
    assert format_errors(*files) == []


def test_types_of_the_sdk(package: Path) -> None:
    """Its sources know nothing but the standards of the web."""
    given = ("-p", "tsconfig.json", *STRICT)
    assert type_errors(*given, folder=package, node=False) == ""


def test_types_of_its_tests(package: Path) -> None:
    files = [path.relative_to(package) for path in package.glob("tests/**/*.ts")]
    assert files
    more = ("--module", "nodenext", "--allowImportingTsExtensions", "--ignoreConfig")
    assert type_errors(*STRICT, *more, *WEB, *files, folder=package) == ""


def test_lint(package: Path) -> None:
    assert lint_errors(package / "src", package / "tests", folder=package) == ""
    # Tests show what does not compile, and call their inner tests alike.
    allowed = ("eslint/no-unused-expressions", "eslint/no-shadow")
    assert lint_errors(HERE, folder=ROOT, allowed=allowed) == ""


def test_its_own_tests(package: Path) -> None:
    """Those that are generated, one for each method."""
    output = succeed("test", folder=package)
    counts = dict(re.findall(r"(?m)^\S* ?(pass|fail|skipped|todo|cancelled) (\d+)$", output))
    assert int(counts.pop("pass")) >= 4, "there is a test for each method"
    assert set(counts.values()) == {"0"}


def test_nothing_is_needed(package: Path) -> None:
    for kind in ("dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"):
        assert kind not in manifest(package)


def test_the_versions_of_its_tools() -> None:
    """What it is built with is what is tested here."""
    known = manifest(NODE)["dependencies"]
    for name, version in manifest(SDK)["devDependencies"].items():
        assert known[name] == version


# What is published.


def test_what_is_published(tarball: Path) -> None:
    with tarfile.open(tarball) as archive:
        names = [name.removeprefix("package/") for name in archive.getnames()]
    tops = {name.partition("/")[0] for name in names}
    assert {"package.json", "README.md", "dist"} <= tops
    assert not tops & {"node_modules", "tests", "scripts", "tsconfig.json"}
    for path in SDK.glob("src/**/*.ts"):
        stem = path.relative_to(SDK / "src").with_suffix("").as_posix()
        for form in ("esm", "cjs"):
            assert f"dist/{form}/{stem}.d.ts" in names


def test_each_map_leads_to_a_source(installed: Path) -> None:
    root = installed / "node_modules" / NAME
    maps = sorted(root.glob("dist/**/*.map"))
    assert len(maps) > 10
    for path in maps:
        content = json.loads(path.read_text())
        for source, text in zip(
            content["sources"], content.get("sourcesContent") or [], strict=False
        ):
            assert text is not None, (path, source)
        if not content.get("sourcesContent"):
            for source in content["sources"]:
                found = (path.parent / content.get("sourceRoot", "") / source).resolve()
                assert found.is_file(), f"{path.relative_to(root)} names {source}"
                assert found.is_relative_to(root.resolve())


def test_publint(package: Path) -> None:
    result = run(tool("publint"), "run", "--strict", "--pack=false", ".", folder=package)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "All good!" in result.stdout


def test_are_the_types_wrong(tarball: Path, installed: Path) -> None:
    """Of no entry, in no way of looking for it."""
    program = tool("attw", "@arethetypeswrong/cli")
    known = [name.removeprefix(f"{NAME}/") for name in entries(installed) if name != NAME]
    given = (tarball, "--format=ascii", "--no-emoji", "--no-definitely-typed")
    result = run(program, *given, "--include-entrypoints", *known, folder=tarball.parent)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No problems found" in result.stdout
    for name in known:
        assert f'"{NAME}/{name}"' in result.stdout


def test_npm_installs_it(tarball: Path, tmp_path: Path) -> None:
    """Into an empty folder, without the network."""
    succeed("init", "--yes", folder=tmp_path)
    succeed("install", "--no-save", str(tarball), folder=tmp_path)
    assert [path.name for path in (tmp_path / "node_modules").iterdir() if path.name[0] != "."] == [
        NAME
    ]
    programs = {
        "default.mjs": "import Cloudflare from 'cloudflare'; new Cloudflare({ apiToken: 't' });",
        "named.mjs": "import { Cloudflare } from 'cloudflare'; new Cloudflare({ apiToken: 't' });",
        "named.cjs": "const { Cloudflare } = require('cloudflare'); new Cloudflare({ apiToken: 't' });",
        "default.cjs": "const { default: C } = require('cloudflare'); new C({ apiToken: 't' });",
    }
    for name, text in programs.items():
        (tmp_path / name).write_text(text)
        result = run(name, folder=tmp_path)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", ""), name


ENTRIES = """
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const found = {};
for (const entry of JSON.parse(process.argv[2])) {
  const imported = await import(entry);
  const required = require(entry);
  found[entry] = [Object.keys(imported), Object.keys(required)];
}
console.log(JSON.stringify(found));
"""


def entries(installed: Path) -> list[str]:
    """What programs can import, patterns as each of the files that they stand for."""
    root = installed / "node_modules" / NAME
    found = []
    for path, target in manifest(root)["exports"].items():
        if path == "./package.json":
            continue
        if "*" not in path:
            found.append(path)
            continue
        before, _, after = target["import"]["default"].partition("*")
        for file in root.glob(target["import"]["default"].replace("*", "**/*")):
            stem = f"./{file.relative_to(root).as_posix()}".removeprefix(before)
            found.append(path.replace("*", stem.removesuffix(after)))
    return [f"{NAME}{path.removeprefix('.')}" for path in found]


def test_each_entry_is_the_same_both_ways(installed: Path) -> None:
    names = entries(installed)
    assert f"{NAME}/resources/stream/live-inputs" in names
    assert f"{NAME}/resources/stream" in names
    (installed / "entries.mjs").write_text(ENTRIES)
    result = run("entries.mjs", json.dumps(names), folder=installed)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    for name, (imported, required) in found.items():
        # Node adds the module itself, as programs before ES modules have it.
        assert set(imported) - {"module.exports"} == set(required) - {"__esModule"}, name
    assert {"default", "Cloudflare", "APIError", "toFile"} <= set(found[NAME][0])


SAME = """
const shared = ['api-promise', 'client', 'error', 'pagination', 'resource', 'streaming', 'uploads'];
const others = [];
const root = await import('cloudflare');
for (const entry of shared) {
  for (const [name, value] of Object.entries(await import(`cloudflare/${entry}`))) {
    if (name in root && root[name] !== value) others.push(`${name} of ${entry}`);
    if (name in root.Cloudflare && root.Cloudflare[name] !== value) others.push(`Cloudflare.${name}`);
  }
}
console.log(JSON.stringify(others));
"""


def test_what_programs_compare_is_the_same_in_each_entry(installed: Path) -> None:
    """`error instanceof APIError` is true wherever `APIError` was imported from."""
    (installed / "same.mjs").write_text(SAME)
    result = run("same.mjs", folder=installed)
    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_the_import_loads_two_files(installed: Path) -> None:
    """However many resources there are: what makes a program slow to start is the number of files."""
    code = (
        "import { registerHooks } from 'node:module'; let n = 0;"
        "registerHooks({ load(url, context, next) { n += url.includes('/dist/'); return next(url, context); } });"
        f"await import('{NAME}'); console.log(n);"
    )
    (installed / "count.mjs").write_text(code)
    assert run("count.mjs", folder=installed).stdout == "2\n"


# A program that uses what is published.


@pytest.fixture(scope="module")
def usage(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = laid_out(installed, HERE / "usage", tmp_path_factory.mktemp("usage") / "usage")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_a_program(usage: Path, resolution: str) -> None:
    """Its errors are those that it expects. The types of the package are read closely as well."""
    given = (*STRICT, *WEB, *RESOLUTIONS[resolution], "--skipLibCheck", "false")
    assert type_errors(*given, "program.ts", folder=usage) == ""


def test_a_commonjs_program(usage: Path) -> None:
    given = ("--strict", "--module", "nodenext", *WEB, "--skipLibCheck", "false")
    assert type_errors(*given, "required.cts", folder=usage) == ""


def test_a_program_without_the_types_of_the_web(usage: Path) -> None:
    """Programs for Node have `fetch` from its own types."""
    given = (*STRICT, "--module", "nodenext", "--target", "es2022", "--lib", "es2022")
    assert type_errors(*given, "--skipLibCheck", "false", "program.ts", folder=usage) == ""


def test_a_program_that_is_not_strict(usage: Path) -> None:
    given = ("--strict", "false", "--module", "nodenext", *WEB, "--skipLibCheck", "false")
    assert type_errors(*given, "old.ts", folder=usage) == ""


PREAMBLE = """import Cloudflare from 'cloudflare';
declare const client: Cloudflare;
declare const controller: AbortController;
"""
BLOCK = re.compile(r"(?ms)^( \* |   \* |)```ts\n(.*?)^\1```$")


def examples(folder: Path) -> dict[str, str]:
    """The code in what is written of an API, by where it stands; most of it takes a client for granted."""
    found = {}
    for path in [
        *folder.glob("*.md"),
        *folder.glob("src/*.ts"),
        *folder.glob("src/resources/**/*.ts"),
    ]:
        for number, (margin, text) in enumerate(BLOCK.findall(path.read_text()), 1):
            code = re.sub(f"(?m)^{re.escape(margin.rstrip())} ?", "", text) if margin else text
            before = "" if code.startswith("import ") else PREAMBLE
            stem = path.relative_to(folder).with_suffix("").as_posix().replace("/", "-")
            found[f"{stem}-{number}.ts"] = f"{before}{code}\nexport {{}};\n"
    return found


def test_the_examples_of_its_documentation(installed: Path, usage: Path) -> None:
    """They compile as they are."""
    found = examples(SDK)
    assert len([name for name in found if name.startswith("README")]) > 8
    assert len([name for name in found if name.startswith("src")]) >= 4
    for name, code in found.items():
        (usage / name).write_text(code)
    given = ("--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess")
    more = ("--module", "nodenext", "--noPropertyAccessFromIndexSignature")
    assert type_errors(*given, *more, *WEB, *found, folder=usage) == ""


def test_an_old_compiler(usage: Path) -> None:
    given = ("--strict", "--moduleResolution", "node", "--module", "commonjs", "--esModuleInterop")
    web = ("--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--skipLibCheck", "false")
    errors = type_errors(
        *given, *web, "old.ts", folder=usage, compiler="typescript-oldest", node=False
    )
    assert errors == ""


def test_types_of_the_behaviour_tests(installed: Path, tmp_path: Path) -> None:
    """They are programs that use the package, too."""
    folder = laid_out(installed, HERE, tmp_path / "tests")
    (folder / "package.json").write_text('{"type": "module"}')
    files = [
        path.relative_to(folder)
        for pattern in ("*.ts", "runtimes/*.ts", "programs/**/*.ts", "every/*.ts")
        for path in folder.glob(pattern)
    ]
    more = ("--module", "nodenext", "--allowImportingTsExtensions", "--target", "es2022")
    assert (
        type_errors(*STRICT, *more, "--lib", "es2023,dom,dom.iterable", *files, folder=folder) == ""
    )


# What ends up in a bundle.

WHOLE = "import Cloudflare from 'cloudflare'; globalThis.client = new Cloudflare();"
ONE = (
    "import { createClient } from 'cloudflare/tree-shakable';"
    "import { LiveInputs } from 'cloudflare/resources/stream/live-inputs';"
    "globalThis.client = createClient({ resources: [LiveInputs] });"
)
NONE = (
    "import { createClient } from 'cloudflare/tree-shakable';"
    "globalThis.client = createClient({ resources: [] });"
)
ERRORS = "import { APIError } from 'cloudflare'; globalThis.error = APIError;"


def bundle(program: str, folder: Path, *options: str) -> str:
    """A program with all that it needs, as it is sent to browsers."""
    path = folder / "bundled.mjs"
    path.write_text(program)
    result = run(
        tool("esbuild"),
        *(path, "--bundle", "--minify", "--format=esm", "--log-level=warning", *options),
        folder=folder,
    )
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_a_bundle_of_one_resource_has_one_resource(installed: Path) -> None:
    whole, one, none = (bundle(program, installed) for program in (WHOLE, ONE, NONE))
    assert "live_inputs" in whole
    assert "livestreams" in whole
    assert "live_inputs" in one
    assert "livestreams" not in one
    assert "live_inputs" not in none
    assert len(none) < len(one) < len(whole)
    # A resource of one method is hardly more than the address of its operation and what reads its answer.
    assert len(one) - len(none) < 1_500
    assert len(one) < 32_000


def test_a_bundle_has_no_part_of_the_runtime_that_it_does_not_use(installed: Path) -> None:
    one = bundle(ONE, installed)
    core = (installed / "node_modules" / NAME / "dist" / "esm" / "core" / "index.js").read_text()
    for unused in ("multipart/form-data", "text/event-stream", "webhook-signature", "getNextPage"):
        assert unused in core
        assert unused not in one


def test_nothing_happens_when_the_package_is_imported(installed: Path) -> None:
    """Bundlers drop what a program does not use."""
    errors = bundle(ERRORS, installed)
    assert "live_inputs" not in errors
    assert 0 < len(errors) < len(bundle(NONE, installed)) / 4
