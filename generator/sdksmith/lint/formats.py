"""The formats that are known, and spellings that nearly are."""

from __future__ import annotations

import difflib
import re
from typing import Final

__all__ = ["KNOWN", "misspelt"]

KNOWN: Final = frozenset(
    (
        # The OpenAPI Initiative's registry.
        "base64url",
        "binary",
        "byte",
        "char",
        "commonmark",
        "date",
        "date-time",
        "date-time-local",
        "decimal",
        "decimal128",
        "double",
        "double-int",
        "duration",
        "email",
        "float",
        "hostname",
        "html",
        "http-date",
        "idn-email",
        "idn-hostname",
        "int16",
        "int32",
        "int64",
        "int8",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "media-range",
        "password",
        "regex",
        "relative-json-pointer",
        "sf-binary",
        "sf-boolean",
        "sf-decimal",
        "sf-integer",
        "sf-string",
        "sf-token",
        "time",
        "time-local",
        "uint16",
        "uint32",
        "uint64",
        "uint8",
        "uri",
        "uri-reference",
        "uri-template",
        "uuid",
        # Used everywhere, though no registry has them.
        "base64",
        "file",
        "timestamp",
        "unix-time",
        "url",
    )
)

_TARGETS: Final = (
    "date",
    "date-time",
    "decimal",
    "double",
    "duration",
    "email",
    "float",
    "hostname",
    "int32",
    "int64",
    "ipv4",
    "ipv6",
    "password",
    "uri",
    "uri-reference",
    "uuid",
)
"""What is meant by a misspelling."""
_MEANT: Final = {
    "bool": None,
    "datetime": "date-time",
    "guid": "uuid",
    "integer32": "int32",
    "integer64": "int64",
    "long": "int64",
    "uriref": "uri-reference",
}
_PUNCTUATION: Final = re.compile(r"[^a-z0-9]")


def misspelt(form: str) -> str | None:
    """The format that an unknown one nearly is; None where it is none of them."""
    if form in KNOWN:
        return None
    plain = _PUNCTUATION.sub("", form.lower())
    if plain in _MEANT:
        return _MEANT[plain]
    for target in _TARGETS:
        if _PUNCTUATION.sub("", target) == plain:
            return target
    found = difflib.get_close_matches(plain, _TARGETS, n=1, cutoff=0.85) if len(plain) > 3 else []
    if not found or _digits(found[0]) != _digits(plain):
        return None
    return found[0]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
