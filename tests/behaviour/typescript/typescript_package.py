"""A generated TypeScript SDK as an npm package: built, packed, and installed where a program finds it."""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterable
from pathlib import Path

from node.toolchain import packages, toolchain

__all__ = ["build", "install", "laid_out", "link", "pack", "succeed"]

SDK = Path(__file__).parents[3] / "generated" / "typescript"
TYPES = ("@types/node",)
"""What programs of tests need besides the SDK."""


def build(source: Path, folder: Path) -> Path:
    """Copy an SDK into a folder that does not exist, and build it there with its own script.

    Args:
        source: As it is generated.
    """
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    needed = json.loads((folder / "package.json").read_text())["devDependencies"]
    link(needed, folder)
    succeed("run", "build", folder=folder)
    return folder


def link(names: Iterable[str], folder: Path) -> None:
    """Make packages of `tests/node` those of a folder, with their programs, as `npm install` does."""
    programs = folder / "node_modules" / ".bin"
    programs.mkdir(parents=True, exist_ok=True)
    for name in names:
        source = packages() / name
        assert source.exists(), f"tests/node/package.json has no {name}"
        target = folder / "node_modules" / name
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(source)
        found = json.loads((source / "package.json").read_text()).get("bin", {})
        if isinstance(found, str):
            found = {name.rpartition("/")[2]: found}
        for program, path in found.items():
            (programs / program).symlink_to(source / path)


def pack(package: Path, folder: Path) -> Path:
    """The tarball of a built package, as `npm publish` would send it."""
    # Without scripts: `prepack` would build once more.
    output = succeed(
        "pack", "--json", "--ignore-scripts", f"--pack-destination={folder}", folder=package
    )
    (packed,) = json.loads(output)
    return folder / packed["filename"]


def install(tarball: Path, folder: Path) -> Path:
    """Unpack a tarball where programs in a folder find it, beside the types of Node.

    Returns:
        The folder.
    """
    with tarfile.open(tarball) as archive:
        archive.extractall(folder / "node_modules", filter="data")
    unpacked = folder / "node_modules" / "package"
    name = json.loads((unpacked / "package.json").read_text())["name"]
    (folder / "node_modules" / name).parent.mkdir(exist_ok=True)
    unpacked.rename(folder / "node_modules" / name)
    link(TYPES, folder)
    return folder


def laid_out(installed: Path, tests: Path, folder: Path) -> Path:
    """A copy of the TypeScript files of a folder, which find the packages of another one.

    Args:
        installed: A folder with `node_modules`.
        tests: The folder of the files.
        folder: Where the copy is made.
    """
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(tests, folder, ignore=ignored, dirs_exist_ok=True)
    (folder / "node_modules").symlink_to(installed / "node_modules")
    return folder


def succeed(*arguments: str, folder: Path) -> str:
    """What npm prints when it does what is asked."""
    result = toolchain().npm(*arguments, folder=folder)
    assert result.returncode == 0, f"npm {' '.join(arguments)}\n{result.stdout}\n{result.stderr}"
    return result.stdout
