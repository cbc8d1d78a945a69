"""Very large files in several parts, called after the words that the types in them begin with.

An insertion moves nothing else as long as no part becomes too large, or large enough, by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sdksmith.ir import Alias, Model, ModelId
from sdksmith.names import Words, singular

_MOST: Final = 800
"""Members of the types of one file."""
_FEWEST: Final = 80
"""Members that are worth a file of their own."""


def split(
    things: Iterable[Model | Alias], named: Mapping[ModelId, Words]
) -> dict[Words, list[Model | Alias]]:
    """The types by the words that their file is called after; those of the main file have none.

    Args:
        named: What each wants to be called.
    """
    return _split(list(things), named, ())


def _split(
    things: list[Model | Alias], named: Mapping[ModelId, Words], prefix: Words
) -> dict[Words, list[Model | Alias]]:
    if _size(things) <= _MOST:
        return {prefix: things}
    groups: dict[Words, list[Model | Alias]] = {}
    for thing in things:
        groups.setdefault(singular(named[thing.id][: len(prefix) + 1]), []).append(thing)
    found: dict[Words, list[Model | Alias]] = {prefix: []}
    for words, group in groups.items():
        if len(words) > len(prefix) and _size(group) >= _FEWEST:
            found |= _split(group, named, words)
        else:
            found[prefix] += group
    return found


def _size(things: Iterable[Model | Alias]) -> int:
    return sum(len(each.fields) + 1 if isinstance(each, Model) else 5 for each in things)
