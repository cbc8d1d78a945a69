"""The imports of one module, gathered while its code is written."""

from __future__ import annotations

import re
from collections.abc import Set

from sdksmith.flavors.python.code import Expr, Import, Module, lines

_STRING_OR_NAME = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<![\w.\0])[A-Za-z_]\w*""")
_MARK = "\0"


def local(name: str) -> Expr:
    """A variable, which is never an import of the same name."""
    return Expr(f"{_MARK}{name}")


class Imports:
    """What a module imports when it is loaded, and what only for type checkers.

    Args:
        package: The package that the module is in, by its steps from the root.
        hidden: Names that the module uses for parameters and members; what is imported under one of them gets another
            name.
    """

    def __init__(self, package: Module, hidden: Set[str]) -> None:
        self._package = package
        self._hidden = hidden
        self._loaded: set[Import] = set()
        self._typing: set[Import] = set()

    def use(self, expr: Expr) -> str:
        """Code that runs."""
        renamed = {need: self._visible(need) for need in expr.imports}
        self._loaded.update(renamed.values())
        names = {old.alias or old.name: new.alias for old, new in renamed.items() if old != new}
        code = _renamed(expr.code, names) if names else expr.code
        return code.replace(_MARK, "")

    def annotate(self, expr: Expr) -> str:
        """Code that only type checkers read."""
        self._typing |= expr.imports
        return expr.code

    def name(self, module: str, name: str) -> str:
        """A function of a module of the runtime, as it is called in this module."""
        return self.use(Expr(name, frozenset({Import(("_runtime", module), name)})))

    def load(self, *needed: Import) -> None:
        """What the template itself uses outside of methods, under its own name, which nothing hides there."""
        self._loaded.update(needed)

    def late(self, needed: Import) -> str:
        """The statement that imports something inside of a function."""
        return lines({needed}, self._package)[0]

    def type(self, module: str, *names: str) -> None:
        """Classes of a module of the runtime, for annotations."""
        self._typing.update(Import(("_runtime", module), name) for name in names)

    @property
    def loaded(self) -> tuple[str, ...]:
        """The statements that run."""
        return tuple(lines(self._loaded, self._package))

    @property
    def typing(self) -> tuple[str, ...]:
        """The statements that only type checkers read."""
        return tuple(lines(self._typing - self._loaded, self._package))

    def _visible(self, need: Import) -> Import:
        own = need.alias or need.name
        return Import(need.module, need.name, f"_{own}") if own in self._hidden else need


def _renamed(code: str, names: dict[str, str]) -> str:
    """The code with other names; what stands in strings is none."""
    return _STRING_OR_NAME.sub(lambda match: names.get(match[0], match[0]), code)
