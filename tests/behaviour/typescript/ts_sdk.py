"""A TypeScript SDK that is generated for a test, with the table of its methods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import generation
from drawn_calls import switch
from draws import path_template
from ts_literals import Code, Received, Sent, literal
from ts_program import CLIENT, Call
from ts_runtime import leave_unchecked

from sdksmith import config as configuration
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.typescript import homes, scope, target
from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.homes import Home
from sdksmith.flavors.typescript.members import Members
from sdksmith.ir import Api, Content, Location, Method, Parameter, Unknown
from sdksmith.names import Words
from sdksmith.report import Finding

__all__ = ["Entry", "Package", "generate"]


@dataclass(frozen=True)
class Entry:
    """A method of the SDK and the operation that it calls."""

    chain: str
    """How a program reaches it from the client: `realtimeKit.livestreams.list`."""
    method: Method

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to call it: for what it returns; `items` for those of all pages, `stream` for a stream."""
        more = ["items"] if self.method.pagination is not None else []
        if switch(self.method) is not None:
            more.append("stream")
        return ("", *more)

    def __str__(self) -> str:
        return f"{self.method.verb} {path_template(self.method)} ({self.chain})"


@dataclass(frozen=True)
class Package:
    """A generated SDK.

    Args:
        folder: Its package.
        class_name: The name of its client.
    """

    api: Api
    folder: Path
    findings: list[Finding]
    class_name: str

    @cached_property
    def entries(self) -> list[Entry]:
        """All methods of all resources."""
        return [
            Entry(f"{self._members.chain(home.path)}.{name}", method)
            for home in self._homes
            for name, method in self._members.methods(home.path).items()
        ]

    @cached_property
    def _homes(self) -> list[Home]:
        return homes.find(self.api)[0]

    @cached_property
    def _members(self) -> Members:
        return Members(self._homes)

    def option(self, name: Words) -> str:
        """An option of the client."""
        return scope.option(name, self._members.of_client)

    def client(self, options: Mapping[str, Sent]) -> str:
        """A client of the server, as code in which `fetch` leads there."""
        return f"new SDK({literal({**options, 'fetch': Code('fetch')})})"

    def call(
        self,
        entry: Entry,
        way: str,
        arguments: Sequence[tuple[Parameter, Any]],
        *,
        extra: Mapping[str, Sent] | None = None,
        options: Mapping[str, Sent] | None = None,
    ) -> Call:
        """A call of a method.

        Args:
            way: One of `Entry.ways`.
            arguments: The parameters that are passed, with their values.
            extra: Members of the body that are no parameter.
            options: Of the call.
        """
        known = Arguments(entry.method)
        values = {(p.location, p.wire.text): value for p, value in arguments}
        given: list[Sent] = []
        if known.positional is not None:
            given.append(values.get((Location.PATH, known.positional.wire.text)))
        told = dict(options or {})
        members = {
            key.text: values[p.location, p.wire.text]
            for key, p in known.members.items()
            if (p.location, p.wire.text) in values
        }
        found = switch(entry.method)
        if found is not None and (way == "stream" or found.required):
            # The switch is set by the way, not by an argument.
            members |= {k.text: way == "stream" for k, p in known.members.items() if p is found}
        if extra and extra.keys() & {key.text for key in known.members}:
            told["body"] = dict(extra)
            extra = None
        if members or extra:
            given.append(Code(_spread(members, extra)))
        elif known.members and (told or not known.is_optional):
            given.append(None if known.is_optional else {})
        if told:
            given.append(told)
        code = f"{CLIENT}.{entry.chain}({', '.join(map(literal, given))})"
        return Call(_outcome(entry.method, way), code)

    def answered(self, method: Method, outcome: str, answer: Mapping[str, Any]) -> Iterator[str]:
        """An answer as code, where the type is expected that the method promises; nothing where it promises none.

        Args:
            outcome: That of the call.
            answer: As `Answer` in `every/outcomes.mts` has it.
        """
        response, kind = method.response, answer["kind"]
        if answer["status"] >= 400 or kind not in ("json", "text", "stream"):
            return
        received = Received(self.api)
        if outcome == "stream":
            event = method.stream.event if method.stream is not None else Unknown()
            yield from (literal(received.of(event, each)) for each in answer["value"])
        elif method.pagination is not None:
            item = method.pagination.item
            items = [received.of(item, each) for each in answer["items"] or ()]
            yield from map(literal, items) if outcome == "items" else [literal(items)]
        elif response is not None and response.content is not Content.BINARY:
            yield literal(received.of(response.type, answer["value"]))


def _spread(members: Mapping[str, Sent], extra: Mapping[str, Sent] | None) -> str:
    """An object literal with members that the compiler need not know."""
    code = literal(dict(members))
    if not extra:
        return code
    return f"{{ {code[1:-1].strip()}{', ' if members else ''}...({literal(dict(extra))} as {{}}) }}"


def _outcome(method: Method, way: str) -> str:
    """The function of `every/outcomes.mts` that takes what a method returns."""
    if way == "items":
        return "items"
    if way == "stream" or (method.stream is not None and method.stream.switch is None):
        return "stream"
    return "pages" if method.pagination is not None else "value"


def generate(document: Path, folder: Path, configured: Path | None = None) -> Package:
    """Generate the TypeScript SDK of a document, whose runtime is not compiled once more.

    Args:
        configured: Its configuration.

    Raises:
        Problem: The document leaves nothing to generate.
    """
    made = generation.generate("typescript", document, folder, configured)
    leave_unchecked(made.folder)
    config = Config() if configured is None else configuration.read(configured)
    described = target.package(made.api, config.targets.get("typescript", TargetConfig()))
    return Package(made.api, made.folder, made.findings, described.class_name)
