"""The languages. Each module here is one flavor, named like its folder of templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["available", "templates"]


@cache
def available() -> tuple[str, ...]:
    """The flavors that there are: one module and one folder of templates each."""
    return tuple(sorted(path.name for path in templates().iterdir() if path.is_dir()))


def templates() -> Path:
    """The folder of templates: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"
