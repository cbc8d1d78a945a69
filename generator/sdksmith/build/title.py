"""What an API is called: by the configuration, else by its title."""

from __future__ import annotations

import re

from sdksmith.names import Words, words

_TOKEN = re.compile(r"[^\W_]+(?:\.\d+)*")
_KINDS = frozenset(
    (
        *("api", "apis", "docs", "documentation", "http", "json", "openapi", "public"),
        *("reference", "rest", "restful", "spec", "specification", "v", "web"),
    )
)
"""Words at the end of a title that say what it is the title of, such as `GitHub v3 REST API`."""
_VERSION = re.compile(r"v\d+(\.\d+)*|\d+(\.\d+)+", re.IGNORECASE)


def names(organization: str | None, title: str) -> tuple[Words, Words]:
    """The name of an API, for classes and for packages: `OpenAI API` is `open ai` and `openai`.

    A package's name keeps a word of the title together, as people write it without letter case.

    Args:
        organization: The name in the configuration, which is taken as it is.
    """
    chosen = organization or _named(title)
    return words(chosen), words(chosen.lower())


def _named(title: str) -> str:
    tokens = _TOKEN.findall(title)
    kept = list(tokens)
    while kept and (kept[-1].lower() in _KINDS or _VERSION.fullmatch(kept[-1])):
        kept.pop()
    if kept[:1] and kept[0].lower() == "the":
        kept = kept[1:]
    return " ".join(kept or tokens or ["api"])
