"""Documents of others as TypeScript SDKs: nothing is dropped, the compiler and prettier have nothing to say, and calls
work.

`make test` calls a sample of the operations; `ts_survey.py` all of them, several times.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from called_operations import call_all
from corpus import CORPUS, required
from ts_every import Every
from ts_format import unformatted
from ts_sdk import Package, generate

SAMPLE = 60
"""So many operations of each document are called."""
FORMATTED = 50
"""So many files of each SDK are shown to prettier, which needs 20 ms for one."""
MOST_UNMADE = 0.02
"""The share of calls of which no valid request or answer is found at random."""


@dataclass
class Sdk:
    document: Path
    package: Package
    every: Every


@pytest.fixture(scope="module", params=CORPUS)
def sdk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    document = required(CORPUS[request.param])
    folder = tmp_path_factory.mktemp(request.param)
    package = generate(document, folder / "sdk")
    return Sdk(document, package, Every(package, document, folder / "program"))


def test_no_operation_is_dropped(sdk: Sdk) -> None:
    assert len(sdk.package.entries) == len(sdk.every.contract.operations)
    assert sdk.every.missing() == []


def test_the_layout_is_that_of_prettier(sdk: Sdk) -> None:
    assert unformatted(sdk.package.folder, most=FORMATTED) == []


def test_calls(sdk: Sdk) -> None:
    chosen = Random(0).sample(sdk.package.entries, SAMPLE)
    calls = call_all(sdk.every, chosen, good=1, bad=1, read=1)
    assert calls.problems == {}
    assert calls.made.total() >= SAMPLE
    assert len(calls.unmade) <= MOST_UNMADE * calls.made.total(), calls.unmade


def test_types(sdk: Sdk) -> None:
    """After the calls, with which all of it is compiled."""
    assert sdk.every.other_type_errors == []
