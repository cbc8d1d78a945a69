"""What stands in braces in a path, and which parameters it stands for (OpenAPI 3.1, 4.8.8.2)."""

from __future__ import annotations

import re
from typing import Final

from sdksmith.lint.checked import Checked, Object, Operation
from sdksmith.names import words
from sdksmith.records import record

__all__ = ["PLACEHOLDER", "Template", "templates"]

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
"""A parameter's place in a path."""
_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_EXPANSION: Final = "?&"
"""`{?page,size}` of a URI template (RFC 6570, 3.2.8) stands for a query."""


@record
class Template:
    """The path of an operation.

    Args:
        operation: Whose path it is.
        undeclared: What no parameter declares.
        odd: What only nearly is the name of a parameter, with that name.
        unused: Path parameters that have no place in the path.
    """

    operation: Operation
    undeclared: tuple[str, ...]
    odd: tuple[tuple[str, str], ...]
    unused: tuple[Object, ...]


def templates(checked: Checked) -> list[Template]:
    """The paths of all operations that stand in `paths`."""
    return [_read(checked, each) for each in checked.operations if each.role == "path"]


def _read(checked: Checked, operation: Operation) -> Template:
    declared = {
        name: parameter
        for parameter in checked.parameters_of(operation)
        if parameter.get("in") == "path" and isinstance(name := parameter.get("name"), str)
    }
    path, _, query = operation.path.partition("#")[0].partition("?")
    needed = [name for name in PLACEHOLDER.findall(path) if name[:1] not in _EXPANSION or not name]
    used = {*needed, *PLACEHOLDER.findall(query)}
    if declared.keys() == used:
        return Template(operation, (), (), ())
    undeclared: list[str] = []
    odd: list[tuple[str, str]] = []
    for name in dict.fromkeys(needed):
        if name in declared:
            continue
        meant = _meant(name, declared.keys() - used)
        if meant is None:
            undeclared.append(name)
        else:
            odd.append((name, meant))
            used.add(meant)
    unused = tuple(parameter for name, parameter in declared.items() if name not in used)
    return Template(operation, tuple(undeclared), tuple(odd), unused)


def _meant(name: str, candidates: set[str]) -> str | None:
    """The parameter that an odd spelling means: `{petID}`, `{path*}`, `{+path}`, `{id:int}`."""
    plain = _NAME.search(name)
    if plain is None:
        return None
    return next((each for each in sorted(candidates) if words(each) == words(plain[0])), None)
