"""The languages. Each module here is one flavor, named like its folder of templates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sdksmith.load.near import nearest
from sdksmith.report import Finding, Level, Problem

if TYPE_CHECKING:
    from sdksmith.config.section import Form

__all__ = ["available", "check", "package_form", "templates"]


@cache
def available() -> tuple[str, ...]:
    """The flavors that there are: one module and one folder of templates each."""
    return tuple(sorted(path.name for path in templates().iterdir() if path.is_dir()))


def check(names: Iterable[str]) -> None:
    """Make sure that there are such flavors.

    Raises:
        Problem: There is none with one of the names.
    """
    for name in names:
        if name not in available():
            near = nearest(name, available())
            hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(available())}"
            message = f"there is no flavor `{name}`"
            raise Problem([Finding("unknown-flavor", Level.ERROR, message, None, hint)])


def package_form(flavor: str) -> Form | None:
    """What the name of a package may look like in a flavor; None if there is no such flavor."""
    if flavor not in available():
        return None
    form: Form = import_module(f"sdksmith.flavors.{flavor}.target").PACKAGE_NAME
    return form


def templates() -> Path:
    """The folder of templates: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"
