"""Very large modules in several parts: type checkers give up on what has more than some ten thousand members.

What belongs together begins with the same words, so the words are what the parts are called after. An insertion moves
nothing else as long as no part becomes too large by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sdksmith.ir import Model
from sdksmith.names import Words

_MOST = 10_000
"""Members of the classes of one module."""
_FEWEST = 1_000
"""Members that are worth a module of their own."""


def split(models: Sequence[Model]) -> dict[Words, list[Model]]:
    """The models by the words that their module has in its name; few enough have no words."""
    return _split(models, ())


def _split(models: Sequence[Model], prefix: Words) -> dict[Words, list[Model]]:
    if _size(models) <= _MOST:
        return {prefix: list(models)}
    groups: dict[Words, list[Model]] = {}
    for model in models:
        groups.setdefault(model.name[: len(prefix) + 1], []).append(model)
    found: dict[Words, list[Model]] = {prefix: []}
    for words, group in groups.items():
        if len(words) > len(prefix) and _size(group) >= _FEWEST:
            found |= _split(group, words)
        else:
            found[prefix] += group
    return found


def _size(models: Sequence[Model]) -> int:
    return sum(len(model.fields) for model in models)
