"""Code that carries its imports, and what a file imports, so that no file guesses what it must import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from enum import Enum, auto
from typing import Final, TypeAlias

from sdksmith.records import record

File: TypeAlias = str
"""A file of TypeScript by its path in `src`, without `.ts`: `resources/stream/live-inputs`."""

CORE: Final = "core/index"
"""The file that all others import the runtime from."""


class Kind(Enum):
    """What an import is needed for. A file that imports only types of another one does not load it."""

    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    TYPE = auto()
    VALUE = auto()


@record
class Import:
    """A name of another file, or of the file itself.

    Args:
        name: The name there; empty for all of its names together, `* as local`.
        local: What it is called here.
    """

    file: File
    name: str
    local: str
    kind: Kind


@record
class Expr:
    """A piece of code with what it needs imported."""

    code: str
    imports: frozenset[Import] = frozenset()

    def wrap(self, before: str, after: str) -> Expr:
        """The expression between two pieces of code."""
        return Expr(f"{before}{self.code}{after}", self.imports)


def joined(separator: str, parts: Iterable[Expr]) -> Expr:
    """Expressions with something between them."""
    found = list(parts)
    return Expr(
        separator.join(part.code for part in found),
        frozenset[Import]().union(*(part.imports for part in found)),
    )


def local(name: str, declared: Set[str]) -> str:
    """What an imported name is called in a file that may declare that name itself.

    Args:
        declared: What the file declares.
    """
    while name in declared:
        name += "_"
    return name


class _Needed:
    """What a file imports of another one."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self._values: list[str] = []
        self._types: list[str] = []

    def add(self, name: str, local: str, is_value: bool) -> None:
        if not name:
            self._all.append(f"import {'' if is_value else 'type '}* as {local}")
            return
        named = name if name == local else f"{name} as {local}"
        (self._values if is_value else self._types).append(named)

    @property
    def lines(self) -> list[str]:
        """The begins of the import declarations."""
        if self._values:
            listed = ", ".join((*self._values, *(f"type {each}" for each in self._types)))
            return [*self._all, f"import {{ {listed} }}"]
        if self._types:
            return [*self._all, f"import type {{ {', '.join(self._types)} }}"]
        return self._all


class Imports:
    """The imports of one file.

    Args:
        file: The file.
        declared: What it declares, at any depth, which its imports must not hide: `Names.declared(file)`.
    """

    def __init__(self, file: File, declared: Set[str]) -> None:
        self.file = file
        self._declared = declared
        self._found: set[Import] = set()

    def core(self, name: str) -> str:
        """A function or class of the runtime, as it is called here."""
        return self._add(CORE, name, Kind.VALUE)

    def type_core(self, name: str) -> str:
        """A type of the runtime, as it is called here."""
        return self._add(CORE, name, Kind.TYPE)

    def built_in(self, name: str) -> str:
        """A name that the language or the platform has, such as `Response`, as it is called here."""
        return built_in(name, self._declared)

    def use(self, expr: Expr) -> str:
        """The code of an expression whose imports this file needs."""
        self._found |= expr.imports
        return expr.code

    def add(self, *needed: Import) -> None:
        """Further imports."""
        self._found.update(needed)

    def bare(self, code: str) -> str:
        """Code of this file without the names that it has for other files: `Tree` for `Shared.Tree`."""
        files = "|".join(each.local for each in self._found if not each.name)
        return re.sub(rf"(?<![\w$.])(?:{files})\.", "", code) if files else code

    @property
    def lines(self) -> tuple[str, ...]:
        """The import declarations: those of the runtime first, the others in the order of their paths."""
        values = {(each.file, each.name, each.local) for each in self._found if _is_value(each)}
        types = {(each.file, each.name, each.local) for each in self._found} - values
        files: dict[File, _Needed] = {}
        for found, is_value in ((values, True), (types, False)):
            for file, name, local in sorted(found):
                files.setdefault(file, _Needed()).add(name, local, is_value)
        ordered = sorted(files, key=lambda file: (file != CORE, file))
        return tuple(
            f"{line} from '{specifier(self.file, file)}';"
            for file in ordered
            for line in files[file].lines
        )

    def _add(self, file: File, name: str, kind: Kind) -> str:
        found = local(name, self._declared)
        self._found.add(Import(file, name, found, kind))
        return found


def built_in(name: str, declared: Set[str]) -> str:
    """A name that the language or the platform has, in a file that may declare that name itself."""
    return f"globalThis.{name}" if name in declared else name


def specifier(source: File, target: File) -> str:
    """How a file writes the path of another one: `../../core/index.js`."""
    folder = source.split("/")[:-1]
    steps = target.split("/")
    shared = 0
    while shared < min(len(folder), len(steps) - 1) and folder[shared] == steps[shared]:
        shared += 1
    up = "../" * (len(folder) - shared) or "./"
    return f"{up}{'/'.join(steps[shared:])}.js"


def _is_value(needed: Import) -> bool:
    return needed.kind is Kind.VALUE
