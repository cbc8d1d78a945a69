"""Checking a document: its structure, and rules of meaning, one module of `rules` each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["codes"]


@cache
def codes() -> tuple[str, ...]:
    """The codes of all rules, in alphabetical order; none of them is imported."""
    files = (Path(__file__).parent / "rules").glob("*.py")
    return tuple(sorted(f.stem.replace("_", "-") for f in files if f.stem != "__init__"))
