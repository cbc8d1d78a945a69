"""Calls any operation of any document from TypeScript with values made at random, and judges what comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from answers import offers
from call_server import CallServer
from contract import Operation, contract_of
from document import Node, Side
from drawn_calls import expected, switch, switched, told
from draws import Draws, UnmadeError, differences
from message import Request
from network import REFUSED, Network, Response
from sent_webhooks import KEY, signed
from ts_literals import Received, Sendable, literal, rounded
from ts_program import CLIENT, Call, Program, Report, Table
from ts_sdk import Entry, Package
from values import NoValueError, Values

from sdksmith.names import snake

__all__ = ["Every"]

_ORIGIN = "http://localhost"


@dataclass(frozen=True)
class _Webhook:
    """A webhook that is going to be read; the program is told of it as if it were an answer."""

    call: Call
    value: Any

    def answer(self, request: Request) -> Response:
        return REFUSED, (), b""

    def told(self) -> list[dict[str, Any]]:
        return [{"status": 200, "kind": "json", "value": self.value, "body": "", "items": None}]


@dataclass(frozen=True)
class _Call:
    """A call that is going to be made.

    Args:
        entry: What it calls.
        expected: What its request has to say.
        problems: What was wrong before it was made.
        partial: Whether something of the values that were made is left out, so that they may not be valid.
    """

    call: Call
    entry: Entry
    expected: Mapping[tuple[str, str], Any]
    problems: list[str]
    partial: bool
    network: Network

    def answer(self, request: Request) -> Response:
        return self.network.answer(request)

    def told(self) -> list[dict[str, Any]]:
        """The answers that were given, as `Answer` in `every/outcomes.mts` has them."""
        return [told(answer, self.network.pagination) for answer in self.network.answers]


class Every:
    """All operations of a document: first the calls are drawn, then they are made by one program.

    Args:
        document: The document that the package was generated from.
        folder: Where the program is written.
    """

    def __init__(self, package: Package, document: Path, folder: Path) -> None:
        self.package = package
        self.contract = contract_of(document)
        self._draws = Draws(self.contract)
        self._calls: list[_Call | _Webhook] = []
        self._program = Program(folder)
        self._reports: dict[int, Report] = {}
        self._type_errors: dict[int, str] = {}
        self.other_type_errors: list[str] = []
        """What the compiler says of the SDK itself."""

    # ------------------------------------------------------------ the table

    def missing(self) -> list[str]:
        """The operations of the document that no method calls."""
        return self._draws.missing(entry.method for entry in self.package.entries)

    def operation(self, entry: Entry) -> Operation | None:
        """The operation that a method calls."""
        return self._draws.operation(entry.method)

    # ------------------------------------------------------------ calls

    def draw(self, entry: Entry, seed: str, *, good: bool = True, way: str = "") -> int | None:
        """Make a call up; returns its number, None where the operation has no such answer.

        Args:
            good: Whether it is answered with success.
            way: One of `Entry.ways`.

        Raises:
            UnmadeError: The schemas allow no request, or the document does not say where to.
        """
        if entry.method.server and "{" in entry.method.server.text:
            raise UnmadeError(f"nobody knows the server {entry.method.server.text}")
        operation = self.operation(entry)
        assert operation is not None, f"no operation has the method and the path of {entry}"
        if not good and not offers(self.contract.document, operation.node, good=False):
            return None
        random = Random(seed)
        given = self._draws.request(entry.method, operation, random)
        given.values = {place: rounded(value) for place, value in given.values.items()}
        given = switched(given, switch(entry.method), streams=way == "stream")
        sendable = Sendable(self.package.api)
        wire = [(p, sendable.of(p.type, rounded(value))) for p, value in given.arguments]
        call = self.package.call(entry, way, wire, extra=rounded(given.extra))
        network = Network(self.contract, operation, random, good, entry.method.pagination)
        wanted = expected(given, wire)
        return self._add(_Call(call, entry, wanted, given.problems, sendable.dropped, network))

    def draw_webhook(self, schema: Node, seed: str) -> int:
        """Make a webhook up; returns the number of the call that reads it.

        Raises:
            UnmadeError: The schema allows no value.
        """
        try:
            value = Values(self.contract.document, Side.RESPONSE).make(schema, Random(seed))
        except NoValueError as error:
            raise UnmadeError(str(error)) from error
        payload = json.dumps(value)
        arguments = f"{literal(payload)}, {literal({**signed(payload)})}"
        return self._add(_Webhook(Call("value", f"{CLIENT}.webhooks.unwrap({arguments})"), value))

    def run(self) -> None:
        """Make all calls, and compile them with values of the types of their answers."""
        calls = {id: each.call for id, each in enumerate(self._calls)}
        client = self.package.client(dict(self._options()))
        table = Table("sdk", self.package.folder, self.package.class_name, client, calls)
        self._program.write([table])
        with CallServer(dict(enumerate(self._calls))) as server:
            self._reports = self._program.run(server.origin)
        answers = {id: list(self._answers(each)) for id, each in enumerate(self._calls)}
        self._program.answer(table, answers)
        self._type_errors, self.other_type_errors = self._program.type_errors()

    def problems(self, id: int) -> list[str]:
        """What is wrong with a call: with its types, with the request, or with what is made of the answer.

        Raises:
            UnmadeError: The schemas allow no answer, or no request that TypeScript can say.
        """
        call = self._calls[id]
        found = list(self._problems(id, call))
        return [f"{problem}\n    by {call.call.code:.2000}" for problem in found]

    def _add(self, call: _Call | _Webhook) -> int:
        self._calls.append(call)
        return len(self._calls) - 1

    def _answers(self, call: _Call | _Webhook) -> Iterator[str]:
        """What the answers of success are, as code."""
        if isinstance(call, _Webhook):
            assert self.package.api.webhooks is not None
            event = self.package.api.webhooks.event
            yield literal(Received(self.package.api).of(event, call.value))
            return
        for answer in call.told():
            yield from self.package.answered(call.entry.method, call.call.outcome, answer)

    def _problems(self, id: int, call: _Call | _Webhook) -> Iterator[str]:
        report = self._reports[id]
        if id in self._type_errors:
            yield self._type_errors[id]
        if isinstance(call, _Webhook):
            yield from report.problems
            return
        yield from call.problems
        network = call.network
        if network.problem is not None:
            raise UnmadeError(str(network.problem))
        if not network.readings:
            yield f"no request was sent: {report.error}"
            yield from report.problems
            return
        if call.partial and network.readings[0].violations:
            raise UnmadeError("TypeScript cannot say all of what was made")
        yield from differences(call.expected, network.readings[0])
        for reading in network.readings[1:]:
            yield from map(str, reading.violations)
        if not any(reading.violations for reading in network.readings):
            yield from report.problems

    def _options(self) -> Iterator[tuple[str, Any]]:
        """A value for each credential, and whatever else a client needs."""
        yield "maxRetries", 0
        api = self.package.api
        if api.webhooks is not None:
            yield self.package.option(api.webhooks.option), KEY
        for each in api.options:
            yield self.package.option(each.name), f"secret-{snake(each.name)}".replace("_", "-")
        if not any("://" in base for base in self.contract.bases):
            yield "baseURL", _ORIGIN + self.contract.base_paths[0]
