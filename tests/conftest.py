"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from jinja2 import Environment

from sdksmith import render
from sdksmith.view import View

# The same examples in each run: what fails here fails everywhere.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile each template once for all tests, which is most of the time that it takes to generate a small SDK."""
    known: dict[Path, Environment] = {}
    make = render._environment

    def environment(templates: Path, view: View) -> Environment:
        if templates not in known:
            known[templates] = make(templates, view)
        return known[templates]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_environment", environment)
        yield
