"""What prettier says of generated files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from random import Random

from ts_runtime import copied

from node.toolchain import tool, toolchain

__all__ = ["unformatted"]

_SUFFIXES = frozenset({".ts", ".mjs", ".json", ".md"})


def unformatted(*packages: Path, most: int | None = None) -> list[str]:
    """The files of packages that prettier would change, and those that it cannot read; only those that are printed.

    Args:
        most: So many of them, taken at random.
    """
    contents = {
        path.read_bytes(): str(path)
        for package in packages
        for path in sorted(package.rglob("*"))
        if path.suffix in _SUFFIXES and PurePosixPath(path.relative_to(package)) not in copied()
    }
    found = list(contents.values())
    if most is not None and len(found) > most:
        found = Random(0).sample(found, most)
    # It finds its options in the `package.json` of each package.
    result = toolchain().run(str(tool("prettier")), "--list-different", *found, folder=packages[0])
    return (result.stdout + result.stderr).splitlines()
