"""Expressions that carry their imports, so that no file guesses what it must import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Module: TypeAlias = tuple[str, ...]
"""A module by its steps from the root of the generated package; `("types", "stream", "_live_inputs")`."""


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`from module import name`; a text as module is one outside the package, a tuple one inside."""

    module: Module | str
    name: str = ""
    """Empty: `import module`."""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Expr:
    """A piece of code with what it needs imported."""

    code: str
    imports: frozenset[Import] = frozenset()

    def wrap(self, before: str, after: str, *imports: Import) -> Expr:
        """The expression between two pieces of code."""
        return Expr(f"{before}{self.code}{after}", self.imports | frozenset(imports))


def lines(imports: Iterable[Import], package: Module) -> list[str]:
    """The import statements of a module, sorted.

    Args:
        package: The package that the module is in, by its steps from the root.
    """
    plain = sorted({(i.module, i.alias) for i in imports if not i.name}, key=str)
    named: dict[str, set[tuple[str, str]]] = {}
    for needed in imports:
        if needed.name:
            named.setdefault(_source(needed.module, package), set()).add(
                (needed.name, needed.alias)
            )
    return [
        *(f"import {module}{f' as {alias}' if alias else ''}" for module, alias in plain),
        *(
            f"from {source} import {', '.join(_name(*pair) for pair in sorted(pairs))}"
            for source, pairs in sorted(named.items())
        ),
    ]


def _name(name: str, alias: str) -> str:
    return f"{name} as {alias}" if alias else name


def _source(module: Module | str, package: Module) -> str:
    if isinstance(module, str):
        return module
    shared = 0
    while shared < min(len(module), len(package)) and module[shared] == package[shared]:
        shared += 1
    return "." * (len(package) - shared + 1) + ".".join(module[shared:])
