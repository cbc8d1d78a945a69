"""Documents of others: nothing is dropped, everything imports, and calls work.

`make test` calls a sample of the operations; `SDKSMITH_ALL=1` lets it call all of them, several
times.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from random import Random

import pytest
from corpus import CORPUS, required
from draws import UnmadeError
from events import receive
from every import Every
from python_sdk import generate
from sent_webhooks import sent_schemas

ALL = os.environ.get("SDKSMITH_ALL") == "1"
SAMPLE = 60
"""So many operations of each document are called."""
MOST_UNMADE = 0.02
"""The share of calls of which no valid request or answer is found at random."""


@pytest.fixture(scope="module", params=CORPUS)
def every(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Every]:
    document = required(CORPUS[request.param])
    package = generate(document, tmp_path_factory.mktemp(request.param))
    with package.imported() as module:
        found = Every(package, document, module)
        yield found
        found.close()


def test_no_operation_is_dropped(every: Every) -> None:
    assert len(every.package.entries()) == len(every.contract.operations)
    assert every.missing() == []


def test_every_module_can_be_imported(every: Every) -> None:
    for name in every.package.modules():
        importlib.import_module(name)


def test_calls(every: Every) -> None:
    entries = every.package.entries()
    chosen = entries if ALL else Random(0).sample(entries, SAMPLE)
    unmade: list[str] = []
    problems: dict[str, list[str]] = {}
    count = 0
    for entry in chosen:
        for seed in range(5 if ALL else 1):
            for good in (True, False):
                count += 1
                try:
                    found = every.call(entry, Random(f"{entry.template} {seed} {good}"), good=good)
                except UnmadeError as error:
                    unmade.append(f"{entry}: {error}")
                    continue
                if found:
                    problems.setdefault(str(entry), []).extend(found)
    assert problems == {}
    assert len(unmade) <= MOST_UNMADE * count, unmade


def test_webhooks(every: Every) -> None:
    document = every.contract.document
    problems: dict[str, list[str]] = {}
    for name, schema in sent_schemas(document).items():
        if found := receive(every.client, document, schema, Random(name)):
            problems[name] = found
    assert problems == {}
