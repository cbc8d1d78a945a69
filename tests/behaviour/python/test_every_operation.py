"""Every operation of the project's documents, called with values made from its schemas.

The request must satisfy the document and say exactly what was given; the answer, made from the
document too, must become the classes that the method promises, and give back its JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from random import Random

import pytest
from contract import contract_of
from corpus import DOCUMENTS
from draws import UnmadeError
from events import receive
from every import Every
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from python_sdk import Entry, generate
from sent_webhooks import sent_schemas

CONTRACTS = {name: contract_of(path) for name, path in DOCUMENTS.items()}
OPERATIONS = [
    pytest.param(name, str(operation), id=f"{name}-{operation}")
    for name, contract in CONTRACTS.items()
    for operation in contract.operations
]


WEBHOOKS = [
    pytest.param(name, webhook, id=f"{name}-{webhook}")
    for name, contract in CONTRACTS.items()
    for webhook in sent_schemas(contract.document)
]


class Sdks:
    """One SDK for each document, with its methods by operation."""

    def __init__(self) -> None:
        self.every: dict[str, Every] = {}
        self.entries: dict[tuple[str, str], Entry] = {}

    def add(self, name: str, every: Every) -> None:
        self.every[name] = every
        for entry in every.package.entries():
            self.entries[name, str(every.operation(entry))] = entry


@pytest.fixture(scope="module")
def sdks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sdks]:
    with ExitStack() as open_ones:
        found = Sdks()
        for name, document in DOCUMENTS.items():
            package = generate(document, tmp_path_factory.mktemp(name))
            module = open_ones.enter_context(package.imported())
            every = Every(package, document, module)
            open_ones.callback(every.close)
            found.add(name, every)
        yield found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_operation_is_dropped(sdks: Sdks, name: str) -> None:
    assert sdks.every[name].missing() == []


@pytest.mark.parametrize(("name", "operation"), OPERATIONS)
@settings(max_examples=30)
@given(random=st.randoms(use_true_random=False), good=st.booleans())
def test_a_call(sdks: Sdks, name: str, operation: str, random: Random, good: bool) -> None:
    try:
        problems = sdks.every[name].call(sdks.entries[name, operation], random, good=good)
    except UnmadeError:
        reject()
    assert problems == []


@pytest.mark.parametrize(("name", "webhook"), WEBHOOKS)
@settings(max_examples=30)
@given(random=st.randoms(use_true_random=False))
def test_a_webhook(sdks: Sdks, name: str, webhook: str, random: Random) -> None:
    every = sdks.every[name]
    schema = sent_schemas(every.contract.document)[webhook]
    assert receive(every.client, every.contract.document, schema, random) == []
