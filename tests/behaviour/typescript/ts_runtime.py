"""The files that every TypeScript SDK has a copy of."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

from sdksmith.flavors import templates

__all__ = ["copied", "leave_unchecked"]


@cache
def copied() -> frozenset[PurePosixPath]:
    """The files that are the same in every SDK but for the name of its error."""
    root = templates() / "typescript"
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return frozenset(PurePosixPath(path) for path in found if path.suffix != ".jinja")


def leave_unchecked(package: Path) -> None:
    """Let the compiler take these files of an SDK for granted, which are most of a small one and checked elsewhere.

    What they declare counts as ever.
    """
    for name in copied():
        if name.suffix == ".ts":
            path = package / name
            path.write_bytes(b"// @ts-nocheck\n" + path.read_bytes())
