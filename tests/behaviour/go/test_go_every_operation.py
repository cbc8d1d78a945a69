"""Every operation of the project's documents, called from Go with values made from its schemas.

What `test_every_operation` shows of Python: the request must satisfy the document and say exactly
what was given; the answer must become the types that the method promises, down to the last member.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from called_operations import Calls, call_all
from contract import contract_of
from corpus import DOCUMENTS
from go_every import Every
from go_program import EVERY
from go_sdk import generate
from sent_webhooks import sent_schemas

from golang.toolchain import toolchain

OPERATIONS = [
    pytest.param(name, str(operation), id=f"{name}-{operation}")
    for name, document in DOCUMENTS.items()
    for operation in contract_of(document).operations
]
WEBHOOKS = [
    pytest.param(name, webhook, id=f"{name}-{webhook}")
    for name, document in DOCUMENTS.items()
    for webhook in sent_schemas(contract_of(document).document)
]
GOOD, BAD = 24, 6
"""So many calls of each operation are answered with success, and with an error."""


@dataclass
class Called:
    """An SDK, and what became of its calls."""

    every: Every
    calls: Calls


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Called]:
    return {
        name: call_document(document, tmp_path_factory.mktemp(name))
        for name, document in DOCUMENTS.items()
    }


def call_document(document: Path, folder: Path) -> Called:
    """Call each operation of a document several times."""
    package = generate(document, folder / "sdk")
    every = Every(package, document, folder / "program", toolchain())
    return Called(every, call_all(every, package.entries, good=GOOD, bad=BAD, read=GOOD))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_operation_is_dropped(called: dict[str, Called], name: str) -> None:
    assert called[name].every.missing() == []


def test_what_judges_the_answers() -> None:
    """The Go code of the test finds what it is there to find."""
    go = toolchain()
    result = go.run("test", "-vet=all", "./...", folder=EVERY)
    assert result.returncode == 0, result.stdout + result.stderr
    assert go.unformatted(EVERY) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_vet(called: dict[str, Called], name: str) -> None:
    assert called[name].every.vet() == ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_layout_is_that_of_gofmt(called: dict[str, Called], name: str) -> None:
    assert toolchain().unformatted(called[name].every.package.folder) == []


@pytest.mark.parametrize(("name", "operation"), [*OPERATIONS, *WEBHOOKS])
def test_calls(called: dict[str, Called], name: str, operation: str) -> None:
    calls = called[name].calls
    problems = calls.problems.get(operation, [])
    assert problems == [], "\n".join(problems[:5])
    assert calls.made[operation] > 0
