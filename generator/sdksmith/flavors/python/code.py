"""Expressions that carry their imports, so that no file guesses what it must import."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TypeAlias

from sdksmith.records import record

Module: TypeAlias = tuple[str, ...]
"""A module by its steps from the root of the generated package; `("types", "stream", "_live_inputs")`."""

_NUMBER = re.compile(r"[0-9]+")


@record
class Import:
    """`from module import name`; a text as module is one outside the package, a tuple one inside."""

    module: Module | str
    name: str = ""
    """Empty: `import module`."""
    alias: str = ""


@record
class Expr:
    """A piece of code with what it needs imported."""

    code: str
    imports: frozenset[Import] = frozenset()

    def wrap(self, before: str, after: str, *imports: Import) -> Expr:
        """The expression between two pieces of code."""
        return Expr(f"{before}{self.code}{after}", self.imports | frozenset(imports))


def lines(imports: Iterable[Import], package: Module) -> list[str]:
    """The import statements of a module in the order of isort, with an empty line between its sections.

    Args:
        package: The package that the module is in, by its steps from the root.
    """
    statements = []
    named: dict[str, set[str]] = {}
    for needed in imports:
        source = _source(needed.module, package)
        if not needed.name:
            text = f"import {source}{f' as {needed.alias}' if needed.alias else ''}"
            statements.append((_place(source, False, needed.alias), text))
        elif needed.alias:
            text = f"from {source} import {needed.name} as {needed.alias}"
            statements.append((_place(source, True, needed.name, needed.alias), text))
        else:
            named.setdefault(source, set()).add(needed.name)
    for source, names in named.items():
        ordered = members(names)
        text = f"from {source} import {', '.join(ordered)}"
        statements.append((_place(source, True, ordered[0]), text))
    result: list[str] = []
    section = None
    for place, text in sorted(set(statements)):
        if section not in (None, place[0]):
            result.append("")
        section = place[0]
        result.append(text)
    return result


def exported(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the order in which `__all__` has them: constants, classes, others."""
    return tuple(sorted(names, key=lambda name: (_kind(name), _natural(name))))


def members(names: Iterable[str]) -> list[str]:
    """Names in the order in which one statement imports them."""
    return sorted(names, key=_member)


def listed(names: Iterable[str]) -> str:
    """A short `__all__`."""
    quoted = ", ".join(f'"{name}"' for name in exported(names))
    return f"[{quoted}]"


def _place(source: str, is_from: bool, member: str, alias: str = "") -> tuple[int | str, ...]:
    """Where an import statement stands: of relative ones, those from further away come first."""
    name = source.lstrip(".")
    level = len(source) - len(name)
    section = 2 if level else int(name.partition(".")[0] not in sys.stdlib_module_names)
    order = (_natural(name.lower()), _natural(name))
    return (section, is_from, -level, *order, *_member(member), alias)


def _member(name: str) -> tuple[int | str, ...]:
    return _kind(name), _natural(name.lower()), _natural(name)


def _kind(name: str) -> int:
    """Constants, classes, others, as they are recognised by their letters."""
    if len(name) > 1 and name.isupper():
        return 0
    return 1 if name[:1].isupper() else 2


def _natural(text: str) -> str:
    """What sorts like the text, numbers in it by their size."""
    return _NUMBER.sub(_sized, text)


def _sized(number: re.Match[str]) -> str:
    digits = number[0]
    return f"{digits}\0" if digits[0] == "0" else f"1{chr(len(digits))}{digits}"


def _source(module: Module | str, package: Module) -> str:
    if isinstance(module, str):
        return module
    shared = 0
    while shared < min(len(module), len(package)) and module[shared] == package[shared]:
        shared += 1
    return "." * (len(package) - shared + 1) + ".".join(module[shared:])
