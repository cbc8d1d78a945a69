"""Regular expressions of documents, and the engines that understand them."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Final

from jsonschema_rs import Draft202012Validator, ValidationError

__all__ = ["is_compiled", "is_understood"]

_RANGE: Final = re.compile(r"(\\[wdsWDS])-(?!\])")
_NAMED: Final = re.compile(r"\(\?<(?![=!])")
_NOTHING: Final = (("[^]", r"[\s\S]"), ("[]", r"(?!)"))
"""Classes that only JavaScript knows."""
_LONGEST: Final = 10_000


@lru_cache(maxsize=10_000)
def is_compiled(pattern: str) -> bool:
    """Whether the validator that checks values takes a pattern; it is stricter than some engines are."""
    if len(pattern) > _LONGEST:
        return False
    try:
        Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return False
    return True


def is_understood(pattern: str) -> bool:
    """Whether one of the engines of JavaScript, Go and Python takes a pattern."""
    return is_compiled(pattern) or _is_python(pattern) or _is_python(_plain(pattern))


def _plain(pattern: str) -> str:
    """What JavaScript allows and Python does not, as Python writes it."""
    found = _RANGE.sub(r"\1\\-", pattern)
    found = _NAMED.sub("(?P<", found)
    for text, meant in _NOTHING:
        found = found.replace(text, meant)
    return found


def _is_python(pattern: str) -> bool:
    if len(pattern) > _LONGEST:
        return True  # not looked at
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True
