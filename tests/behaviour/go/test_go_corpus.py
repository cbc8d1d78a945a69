"""Documents of others as Go SDKs: nothing is dropped, gofmt and vet have nothing to say, and calls work.

`make test` calls a sample of the operations; `go_survey.py` all of them, several times.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from corpus import CORPUS, required
from draws import UnmadeError
from go_every import Every
from go_sdk import Package, generate
from sent_webhooks import sent_schemas

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
    every = sdk.every
    drawn: dict[int, str] = {}
    unmade: list[str] = []
    for entry in Random(0).sample(sdk.package.entries, SAMPLE):
        for good in (True, False):
            way = entry.ways[-1] if good else ""
            try:
                id = every.draw(entry, f"{entry} {good}", good=good, way=way)
            except UnmadeError as error:
                unmade.append(f"{entry}: {error}")
                continue
            if id is not None:
                drawn[id] = str(entry)
    for name, schema in sent_schemas(every.contract.document).items():
        drawn[every.draw_webhook(schema, name)] = name
    every.run()
    problems: dict[str, list[str]] = {}
    for id, name in drawn.items():
        try:
            found = every.problems(id)
        except UnmadeError as error:
            unmade.append(f"{name}: {error}")
            continue
        if found:
            problems.setdefault(name, []).extend(found)
    assert problems == {}
    assert len(unmade) <= MOST_UNMADE * len(drawn), unmade


def test_vet(sdk: Sdk) -> None:
    """After the calls, for which all of it is compiled."""
    assert sdk.every.vet() == ""
