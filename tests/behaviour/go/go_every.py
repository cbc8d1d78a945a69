"""Calls any operation of any document from Go with values made at random, and judges what comes of it."""

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
from go_program import CLIENT, EVERY, Program, Report, Table
from go_sdk import Entry, Package, option
from go_unknown import answered, unexplained
from message import Request
from network import REFUSED, Network, Response
from rewriting import Rewriting
from sent_webhooks import KEY, signed
from values import NoValueError, Values

from golang.toolchain import Toolchain
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.quote import lit
from sdksmith.ir import Model, Type
from sdksmith.names import pascal, snake
from sdksmith.wire import Wire

__all__ = ["Every"]

_ORIGIN = "http://localhost"


class _Sayable(Rewriting):
    """Leaves out members of objects that the structs have no place for; `dropped` tells whether there was one."""

    dropped = False

    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        return {f.wire.text: (f.wire.text, f.type) for f in model.fields if not f.read_only}

    def extra(self, model: Model, name: str, value: Any) -> Mapping[str, Any]:
        if model.extra is not None:
            return super().extra(model, name, value)
        self.dropped = True
        return {}


@dataclass(frozen=True)
class _Webhook:
    """A webhook that is going to be read; the program is told of it as if it were an answer."""

    code: Expr
    value: Any
    types: tuple[Type, ...]

    def answer(self, request: Request) -> Response:
        return REFUSED, (), b""

    def told(self) -> list[dict[str, Any]]:
        return [{"status": 200, "kind": "json", "value": self.value, "body": "", "items": None}]


@dataclass(frozen=True)
class _Call:
    """A call that is going to be made.

    Args:
        expected: What its request has to say.
        problems: What was wrong before it was made.
        partial: Whether something of the values that were made is left out, so that they may not be valid.
        types: What the answer, or each of its events, is of.
    """

    code: Expr
    expected: Mapping[tuple[str, str], Any]
    problems: list[str]
    partial: bool
    network: Network
    types: tuple[Type, ...]

    def answer(self, request: Request) -> Response:
        return self.network.answer(request)

    def told(self) -> list[dict[str, Any]]:
        """The answers that were given, as `Answer` in `every/server.go` has them."""
        return [told(answer, self.network.pagination) for answer in self.network.answers]


class Every:
    """All operations of a document: first the calls are drawn, then they are made by one program.

    Args:
        document: The document that the package was generated from.
        folder: Where the program is written.
    """

    def __init__(
        self, package: Package, document: Path, folder: Path, toolchain: Toolchain
    ) -> None:
        self.package = package
        self.contract = contract_of(document)
        self._draws = Draws(self.contract)
        self._calls: list[_Call | _Webhook] = []
        others = (package.module.path,)
        self._program = Program(toolchain, folder, "example.com/program", others)
        self._reports: dict[int, Report] = {}

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
        given = switched(given, switch(entry.method), streams=way == "Streaming")
        sayable = _Sayable(self.package.api)
        arguments = [(p, sayable.of(p.type, value)) for p, value in given.arguments]
        extra = [
            option("WithJSONSet", Expr(lit(Wire(name))), Expr(lit(value)))
            for name, value in given.extra.items()
        ]
        code = self.package.call(entry, way, arguments, *extra)
        network = Network(self.contract, operation, random, good, entry.method.pagination)
        wanted = expected(given, arguments)
        types = answered(entry.method)
        call = _Call(code, wanted, given.problems, sayable.dropped, network, types)
        return self._add(call)

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
        headers = ", ".join(
            f"{lit(Wire(name))}: {{{lit(Wire(text))}}}" for name, text in signed(payload).items()
        )
        code = Expr(
            f"every.Value({CLIENT}.Webhooks.Unwrap([]byte({lit(Wire(payload))}), http.Header{{{headers}}}))",
            frozenset({"net/http"}),
        )
        assert self.package.api.webhooks is not None
        return self._add(_Webhook(code, value, (self.package.api.webhooks.event,)))

    def run(self) -> None:
        """Make all calls."""
        module = self.package.module.path
        self._program.folder.mkdir(parents=True, exist_ok=True)
        self._program.folder.joinpath("go.mod").write_text(
            "module example.com/program\n\ngo 1.23\n\n"
            f"require (\n\texample.com/every v0.0.0\n\t{module} v0.0.0\n)\n\n"
            f"replace example.com/every => {EVERY}\n\n"
            f"replace {module} => {self.package.folder}\n"
        )
        client, failure = self.package.client(*self._options()), self.package.failure
        calls = {id: call.code for id, call in enumerate(self._calls)}
        self._program.build([Table("sdk", module, client, failure, calls)])
        with CallServer(dict(enumerate(self._calls))) as server:
            self._reports = self._program.run(server.origin)

    def vet(self) -> str:
        """What `go vet` says of the SDK, once the calls have been made; nothing if all is well."""
        return self._program.vet(f"{self.package.module.path}/...")

    def problems(self, id: int) -> list[str]:
        """What is wrong with the request of a call, or with what is made of the answer.

        Raises:
            UnmadeError: The schemas allow no answer, or no request that Go can say.
        """
        call = self._calls[id]
        found = list(self._problems(id, call))
        return [f"{problem}\n    by {call.code.code:.2000}" for problem in found]

    def _add(self, call: _Call | _Webhook) -> int:
        self._calls.append(call)
        return len(self._calls) - 1

    def _problems(self, id: int, call: _Call | _Webhook) -> Iterator[str]:
        if id in self._program.broken:
            yield self._program.broken[id]
            return
        if isinstance(call, _Webhook):
            yield from unexplained(
                self.package.api, self._reports[id].problems, call.told(), call.types
            )
            return
        yield from call.problems
        report, network = self._reports[id], call.network
        if network.problem is not None:
            raise UnmadeError(str(network.problem))
        if not network.readings:
            yield f"no request was sent: {report.error}"
            yield from report.problems
            return
        if call.partial and network.readings[0].violations:
            raise UnmadeError("Go cannot say all of what was made")
        yield from differences(call.expected, network.readings[0])
        for reading in network.readings[1:]:
            yield from map(str, reading.violations)
        if not any(reading.violations for reading in network.readings):
            yield from unexplained(self.package.api, report.problems, call.told(), call.types)

    def _options(self) -> Iterator[Expr]:
        """A value for each credential, and whatever else a client needs."""
        yield option("WithMaxRetries", Expr("0"))
        if self.package.api.webhooks is not None:
            name = pascal(self.package.api.webhooks.option)
            yield option(f"With{name}", Expr(lit(Wire(KEY))))
        for each in self.package.api.options:
            secret = lit(Wire(f"secret-{snake(each.name)}".replace("_", "-")))
            yield option(f"With{pascal(each.name)}", Expr(secret))
        if not any("://" in base for base in self.contract.bases):
            yield option("WithBaseURL", Expr(lit(Wire(_ORIGIN + self.contract.base_paths[0]))))
