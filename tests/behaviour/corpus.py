"""The documents that tests generate SDKs from, besides our own."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["CORPUS", "DOCUMENTS", "required"]

_TESTS = Path(__file__).parents[1]
_SHARED = _TESTS.parents[1] / "shared" / "corpus"

DOCUMENTS = {
    "orchard": _TESTS / "documents" / "orchard.yaml",
    "nursery": _TESTS / "documents" / "nursery.yaml",
}
"""Documents of the project: every construct, and every defect."""

CORPUS = {
    "openai": _SHARED / "openai.json",
    "stripe": _SHARED / "stripe.json",
    "digitalocean": _SHARED / "digitalocean/specification/DigitalOcean-public.v2.yaml",
}
"""Documents of others, which are not part of the project and may be missing."""


def required(path: Path) -> Path:
    """The document; the test is skipped, and says why, when it is missing."""
    if not path.exists():
        pytest.skip(f"needs {path}, which is not part of the project")
    return path
