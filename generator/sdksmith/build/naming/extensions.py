"""Names that the document itself gives, with our extensions or with those that other generators read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from sdksmith.names import Words, words
from sdksmith.records import record

_IGNORE: Final = ("x-sdk-ignore", "x-fern-ignore", "x-speakeasy-ignore", "x-stainless-skip")
_RESOURCE: Final = ("x-sdk-resource", "x-fern-sdk-group-name", "x-speakeasy-group")
NAME_OVERRIDE: Final = "x-speakeasy-name-override"
"""Of an operation, or of the document: there it is a list of patterns."""
_METHOD: Final = (
    "x-sdk-method-name",
    "x-sdk-method",
    "x-fern-sdk-method-name",
    NAME_OVERRIDE,
)
CLIENT: Final = "$client"
"""What methods of the client itself belong to."""


@record
class Stated:
    """What the extensions of an operation say; None where they say nothing."""

    resources: tuple[Words, ...] | None = None
    name: Words | None = None


def is_ignored(extensions: Mapping[str, Any]) -> bool:
    """Whether the operation is not to be in any SDK."""
    return any(extensions.get(key) is True for key in _IGNORE)


def stated(extensions: Mapping[str, Any]) -> Stated:
    """The resource and the method of an operation."""
    if not extensions:
        return Stated()
    whole = extensions.get("x-stainless-method")
    whole = whole.get("path") if isinstance(whole, dict) else whole
    if isinstance(whole, str) and whole:
        *chain, method = whole.removeprefix(f"{CLIENT}.").split(".")
        return Stated(_chain(chain), words(method))
    resources = next((r for key in _RESOURCE if (r := _chain(extensions.get(key)))), None)
    name = next((n for key in _METHOD if isinstance(n := extensions.get(key), str) and n), None)
    return Stated(resources, words(name) if name else None)


def _chain(value: object) -> tuple[Words, ...] | None:
    """`a.b`, or a list of such."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    steps = [step for text in texts if isinstance(text, str) for step in text.split(".") if step]
    return tuple(words(step) for step in steps) or None


def overrides(root: Mapping[str, Any]) -> list[tuple[re.Pattern[str], str]]:
    """The method names that the document's root gives to operations by their `operationId`."""
    entries = root.get(NAME_OVERRIDE)
    found = []
    for entry in entries if isinstance(entries, list) else ():
        pattern = entry.get("operationId") if isinstance(entry, dict) else None
        name = entry.get("methodNameOverride") if isinstance(entry, dict) else None
        if isinstance(pattern, str) and isinstance(name, str):
            try:
                found.append((re.compile(pattern), name))
            except re.error:
                continue
    return found
