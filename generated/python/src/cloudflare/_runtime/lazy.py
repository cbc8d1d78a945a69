"""Packages whose names are imported when they are first used."""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(
    package: str, exports: Mapping[str, tuple[str, str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package (PEP 562).

    Args:
        package: `__name__` of the package.
        exports: For each public name the module that has it, relative ones beginning with a dot,
            and its name there; an empty name stands for the module itself.
    """

    def get(name: str) -> object:
        if name not in exports:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        module, attribute = exports[name]
        source = import_module(module, package)
        value = getattr(source, attribute) if attribute else source
        if isinstance(value, type) and value.__module__ == package and attribute not in exports:
            # The package's own name for it is the only one that a user, or a pickle, can find.
            value.__name__ = value.__qualname__ = name
        setattr(sys.modules[package], name, value)
        return value

    return get, lambda: sorted(exports)
