"""What prettier says of generated files."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath
from random import Random

from node.toolchain import tool, toolchain
from sdksmith.flavors import templates

__all__ = ["copied", "unformatted"]

_SUFFIXES = frozenset({".ts", ".mjs", ".json", ".md"})


@cache
def copied() -> frozenset[PurePosixPath]:
    """The files that are the same in every SDK but for the name of its error."""
    root = templates() / "typescript"
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return frozenset(PurePosixPath(path) for path in found if path.suffix != ".jinja")


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
