"""Names from an `operationId` with an explicit separator: `repos/list-commits`, `pets.list`, `Pets_GetAll`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sdksmith.build.naming.endpoints import Endpoint
from sdksmith.names import Words, singular, words

_SEPARATORS: Final = {
    "/": re.compile(r"[A-Za-z][\w-]*(/[A-Za-z][\w-]*)+"),
    ".": re.compile(r"[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)+"),
    ":": re.compile(r"[A-Za-z][\w-]*(:[A-Za-z][\w-]*)+"),
    "_": re.compile(r"[A-Z][A-Za-z0-9]*_[A-Za-z][A-Za-z0-9]*(_v\d+)?"),
}
"""What separates a group from a method. `_` does so only behind a group that begins with a capital and holds none."""
_SUFFIXES: Final = ("controller", "resource", "service")


def separated(identifiers: Iterable[str]) -> dict[str, tuple[tuple[Words, ...], Words]]:
    """The chain of resources and the method that each identifier names.

    Args:
        identifiers: Those of all operations, empty where there is none.

    Returns:
        Empty unless most identifiers are written so. What all of them begin with says nothing and is left out.
    """
    every = list(identifiers)
    for separator, form in _SEPARATORS.items():
        matching = [identifier for identifier in every if form.fullmatch(identifier)]
        if len(matching) * 10 >= len(every) * 8 and matching:
            return _split(matching, separator)
    return {}


def _split(identifiers: list[str], separator: str) -> dict[str, tuple[tuple[Words, ...], Words]]:
    parts = {
        identifier: identifier.split(separator, 1 if separator == "_" else -1)
        for identifier in identifiers
    }
    while len({p[0] for p in parts.values()}) == 1 and all(len(p) > 2 for p in parts.values()):
        parts = {identifier: p[1:] for identifier, p in parts.items()}
    groups = Counter(tuple(p[:-1]) for p in parts.values())
    if len(groups) == len(parts) > 1:
        return {}  # a group for each operation groups nothing
    return {
        identifier: (tuple(_group(group) for group in p[:-1]), words(p[-1]))
        for identifier, p in parts.items()
    }


def _group(text: str) -> Words:
    """`PetsController` → `pets`"""
    found = words(text)
    return found[:-1] if len(found) > 1 and found[-1] in _SUFFIXES else found


def identified(endpoint: Endpoint, resources: Sequence[Words]) -> Iterator[Words]:
    """The method that an `operationId` names, without and with the resources that it repeats.

    An identifier that is made from the verb and the path names nothing.
    """
    if not endpoint.operation_id:
        return
    found = words(endpoint.operation_id)
    path = words(endpoint.path)
    behind = (*path, endpoint.verb)
    if len(found) > len(behind) and found[-len(behind) :] == behind:
        found = found[: -len(behind)]
    if found == (endpoint.verb, *path):
        return
    short = trimmed(found, resources)
    if short != (endpoint.verb,):
        yield short
        yield found


def trimmed(found: Words, resources: Sequence[Words]) -> Words:
    """Without the names of resources at either end: `volumes delete by name` → `delete by name`."""
    names = {form for name in resources for form in _forms(name)}
    rest = found
    while length := next((n for n in range(1, len(rest)) if _forms(rest[:n]) & names), 0):
        if rest[length][0].isdigit():  # `pets 1`: no language begins a name so
            break
        rest = rest[length:]
    return rest[:1] if len(rest) > 1 and _forms(rest[1:]) & names else rest


def _forms(name: Words) -> set[str]:
    return {"".join(name), "".join(singular(name))}
