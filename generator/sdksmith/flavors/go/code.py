"""Expressions that carry their imports, so that no file guesses what it must import."""

from __future__ import annotations

from collections.abc import Iterable

from sdksmith.records import record

OWN = "./"
"""What an import path of the generated module begins with; the module's own path takes its place when it is printed."""


@record
class Expr:
    """A piece of code with the import paths of the packages that it names.

    Args:
        imports: `time`, or `./internal/decode` for a package of the module itself, `./` for the one at its root.
    """

    code: str
    imports: frozenset[str] = frozenset()

    def wrap(self, before: str, after: str, *imports: str) -> Expr:
        """The expression between two pieces of code."""
        return Expr(f"{before}{self.code}{after}", self.imports | frozenset(imports))


@record
class Imports:
    """The import declaration of a file, in the order of gofmt: the standard library, then the module's own packages."""

    standard: tuple[str, ...]
    own: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The declaration, line by line."""
        specs = [*self.standard, *([""] if self.standard and self.own else []), *self.own]
        if len(specs) < 2:
            return tuple(f"import {spec}" for spec in specs)
        return ("import (", *(f"\t{spec}" if spec else "" for spec in specs), ")")


def imports(paths: Iterable[str], module: str) -> Imports:
    """The import specs of a file.

    Args:
        paths: As in `Expr.imports`.
        module: The path of the generated module.
    """
    found = frozenset(paths)
    return Imports(
        tuple(f'"{path}"' for path in sorted(found) if not path.startswith(OWN)),
        tuple(
            f'"{f"{module}/{path.removeprefix(OWN)}".rstrip("/")}"'
            for path in sorted(found)
            if path.startswith(OWN)
        ),
    )
