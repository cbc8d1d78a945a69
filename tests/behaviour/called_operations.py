"""The operations of a document, each called several times from another language, and what was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from contract import Contract, Operation
from document import Node
from draws import UnmadeError
from sent_webhooks import sent_schemas

__all__ = ["Calls", "Entry", "Every", "call_all"]


class Entry(Protocol):
    """A method of an SDK."""

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to call it, the one that is like in every other method first."""


E = TypeVar("E", bound=Entry)


class Every(Protocol[E]):
    """Calls that are first drawn and then made together, by one program."""

    contract: Contract

    def operation(self, entry: E) -> Operation | None: ...
    def draw(self, entry: E, seed: str, *, good: bool, way: str) -> int | None: ...
    def draw_webhook(self, schema: Node, seed: str) -> int: ...
    def run(self) -> None: ...
    def problems(self, id: int) -> list[str]: ...


@dataclass
class Calls:
    """What became of calls.

    Args:
        made: How many calls of each operation were made, and how often each webhook was read.
        unmade: Calls of which the schemas allow no request or no answer, or that the language cannot say.
        problems: What is wrong, by operation or webhook.
    """

    made: Counter[str] = field(default_factory=Counter)
    unmade: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)


def call_all(every: Every[E], entries: Iterable[E], *, good: int, bad: int, read: int) -> Calls:
    """Call operations, each in all ways in turn, and read webhooks.

    Args:
        entries: The methods that are called.
        good: So many calls of each are answered with success.
        bad: So many are answered with an error.
        read: So often each webhook is read.
    """
    drawn: dict[int, str] = {}
    calls = Calls()
    for entry in entries:
        name = str(every.operation(entry))
        for seed in range(good + bad):
            # The last way has most to show, where there is only one call.
            way = entry.ways[-1 - seed % len(entry.ways)]
            try:
                id = every.draw(entry, f"{entry} {seed}", good=seed < good, way=way)
            except UnmadeError as error:
                calls.unmade.append(f"{name}: {error}")
                continue
            if id is not None:
                drawn[id] = name
    for name, schema in sent_schemas(every.contract.document).items():
        drawn |= {every.draw_webhook(schema, f"{name} {seed}"): name for seed in range(read)}
    every.run()
    for id, name in drawn.items():
        try:
            found = every.problems(id)
        except UnmadeError as error:
            calls.unmade.append(f"{name}: {error}")
            continue
        calls.made[name] += 1
        if found:
            calls.problems.setdefault(name, []).extend(found)
    return calls
