"""Every operation of the project's documents, called from TypeScript with values made from its schemas.

What `test_every_operation` shows of Python: the request must satisfy the document and say exactly what was given, the
answer must come back down to the last member, and both must be of the types that the method declares.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from contract import Contract
from corpus import DOCUMENTS
from document import Document
from draws import UnmadeError
from sent_webhooks import sent_schemas
from ts_every import Every
from ts_format import unformatted
from ts_program import EVERY, type_errors
from ts_sdk import generate

from node.toolchain import toolchain

OPERATIONS = [
    pytest.param(name, str(operation), id=f"{name}-{operation}")
    for name, document in DOCUMENTS.items()
    for operation in Contract(Document(document)).operations
]
WEBHOOKS = [
    pytest.param(name, webhook, id=f"{name}-{webhook}")
    for name, document in DOCUMENTS.items()
    for webhook in sent_schemas(Document(document))
]
GOOD, BAD = 24, 6
"""So many calls of each operation are answered with success, and with an error."""


@dataclass
class Called:
    """The calls of a document.

    Args:
        problems: What is wrong with the calls of each operation.
        made: How many calls of it were made.
    """

    every: Every
    problems: dict[str, list[str]] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Called]:
    return {
        name: call_all(document, tmp_path_factory.mktemp(name))
        for name, document in DOCUMENTS.items()
    }


def call_all(document: Path, folder: Path) -> Called:
    """Call each operation of a document several times."""
    package = generate(document, folder / "sdk")
    every = Every(package, document, folder / "program")
    called = Called(every)
    drawn: dict[int, str] = {}
    for entry in package.entries:
        name = str(every.operation(entry))
        called.problems[name], called.made[name] = [], 0
        for seed in range(GOOD + BAD):
            way = entry.ways[seed % len(entry.ways)]
            try:
                id = every.draw(entry, f"{entry} {seed}", good=seed < GOOD, way=way)
            except UnmadeError:
                continue
            if id is not None:
                drawn[id] = name
    for name, schema in sent_schemas(every.contract.document).items():
        called.problems[name], called.made[name] = [], 0
        drawn |= {every.draw_webhook(schema, f"{name} {seed}"): name for seed in range(GOOD)}
    every.run()
    for id, name in drawn.items():
        try:
            called.problems[name] += every.problems(id)
        except UnmadeError:
            continue
        called.made[name] += 1
    return called


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_operation_is_dropped(called: dict[str, Called], name: str) -> None:
    assert called[name].every.missing() == []


def test_what_makes_the_calls(tmp_path: Path) -> None:
    """The TypeScript code of the test finds what it is there to find."""
    assert type_errors(tmp_path, f"{EVERY}/*.mts") == []
    result = toolchain().run("--test", "outcomes.test.mts", folder=EVERY)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", DOCUMENTS)
def test_types(called: dict[str, Called], name: str) -> None:
    assert called[name].every.other_type_errors == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_layout_is_that_of_prettier(called: dict[str, Called], name: str) -> None:
    assert unformatted(called[name].every.package.folder) == []


@pytest.mark.parametrize(("name", "operation"), [*OPERATIONS, *WEBHOOKS])
def test_calls(called: dict[str, Called], name: str, operation: str) -> None:
    problems = called[name].problems[operation]
    assert problems == [], "\n".join(problems[:5])
    assert called[name].made[operation] > 0
