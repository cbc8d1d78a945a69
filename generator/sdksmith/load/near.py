"""Hints that name what the user may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from sdksmith.report import quote

__all__ = ["did_you_mean", "nearest", "nearest_file"]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like the word, letter case aside; None when none is much like it."""
    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    found = difflib.get_close_matches(word.casefold(), by_fold, n=1)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`did you mean "…"?`; empty when no candidate is much like the word."""
    found = nearest(word, candidates)
    return "" if found is None else f"did you mean {quote(found)}?"


def nearest_file(path: Path) -> str | None:
    """The name of the file in the same folder that is most like a missing one."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except (OSError, ValueError):
        return None
    same_stem = [name for name in names if Path(name).stem == path.stem]
    return nearest(path.name, same_stem or names)
