"""Documents of others as Go SDKs: nothing is dropped, gofmt and vet have nothing to say, and calls work.

`make test` calls a sample of the operations; `go_survey.py` all of them, several times.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from called_operations import call_all
from corpus import CORPUS, required
from go_every import Every
from go_sdk import Package, generate

from golang.toolchain import Toolchain, toolchain

SAMPLE = 60
"""So many operations of each document are called."""
MOST_UNMADE = 0.02
"""The share of calls of which no valid request or answer is found at random."""


@dataclass
class Sdk:
    document: Path
    folder: Path
    package: Package
    every: Every
    go: Toolchain


@pytest.fixture(scope="module", params=CORPUS)
def sdk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    document = required(CORPUS[request.param])
    folder = tmp_path_factory.mktemp(request.param)
    package = generate(document, folder / "sdk")
    go = toolchain()
    return Sdk(document, folder, package, Every(package, document, folder / "program", go), go)


def test_no_operation_is_dropped(sdk: Sdk) -> None:
    assert len(sdk.package.entries) == len(sdk.every.contract.operations)
    assert sdk.every.missing() == []


def test_the_layout_is_that_of_gofmt(sdk: Sdk) -> None:
    assert sdk.go.unformatted(sdk.package.folder) == []


def test_calls(sdk: Sdk) -> None:
    chosen = Random(0).sample(sdk.package.entries, SAMPLE)
    calls = call_all(sdk.every, chosen, good=1, bad=1, read=1)
    assert calls.problems == {}
    assert calls.made.total() >= SAMPLE
    assert len(calls.unmade) <= MOST_UNMADE * calls.made.total(), calls.unmade


def test_vet(sdk: Sdk) -> None:
    """After the calls, for which all of it is compiled."""
    assert sdk.every.vet() == ""
