"""Hints that name what was meant, as long as they cost little."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sdksmith.load.near import did_you_mean

__all__ = ["Guesses"]

_COMPARISONS: Final = 100_000
"""Of two words, each of which takes some microseconds."""


class Guesses:
    """What the words of one run may mean; after many thousands of them nobody is helped by one more hint."""

    def __init__(self) -> None:
        self._left = _COMPARISONS

    def of(self, word: str, candidates: Collection[str]) -> str:
        """`did you mean "…"?`; empty when no candidate is much like the word."""
        self._left -= len(candidates)
        return did_you_mean(word, candidates) if self._left >= 0 else ""
