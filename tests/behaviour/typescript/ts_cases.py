"""The calls of `tests/cases`, made from TypeScript: the SDKs of all cases, and one program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import python_sdk
from call_server import CallServer
from case_calls import Exchange, PythonValues, UnsayableError, is_read_once
from drawn_calls import switch
from ts_literals import Code, literal
from ts_program import Call, Program, Report, Table
from ts_sdk import Entry, Package, generate

import case as cases
from sdksmith.flavors.python import scope
from sdksmith.ir import Kind, Parameter

__all__ = ["Case", "Cases"]

_BASE_URL = "http://test"
_OPTIONS = {"extra_headers": "headers", "extra_query": "query", "extra_body": "body"}
_OPTIONS |= {"idempotency_key": "idempotencyKey"}
_CLIENT = {"base_url": "baseURL", "max_retries": "maxRetries", "environment": "environment"}
_CLIENT |= {"default_headers": "defaultHeaders", "default_query": "defaultQuery"}


class _Values(PythonValues):
    """From what a Python program passes to what a TypeScript program does."""

    def scalar(self, kind: Kind, value: Any) -> Any:
        if is_read_once(value):
            return Code(f"(async function* () {{ yield* {literal(list(value))}; }})()")
        if isinstance(value, BytesIO):
            return Code(f"new Blob([{literal(value.getvalue())}])")
        return super().scalar(kind, value)


@dataclass
class Case:
    """A folder of `tests/cases`, generated.

    Args:
        folder: The case.
        package: Its SDK.
    """

    folder: Path
    package: Package

    @cached_property
    def calls(self) -> list[dict[str, Any]]:
        return cases.calls(self.folder) if (self.folder / "calls.yaml").exists() else []

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """The methods by what they are called in Python."""
        methods = {id(entry.method): entry for entry in self.package.entries}
        python = python_sdk.Package(self.package.api, self.folder, []).entries()
        return {each.chain: methods[id(each.method)] for each in python}

    def entry(self, call: dict[str, Any]) -> Entry:
        """The method that is called."""
        return self._entries[call["call"]]

    def code(self, call: dict[str, Any]) -> Call:
        """A call as code.

        Raises:
            UnsayableError: It cannot be said in TypeScript.
        """
        entry = self.entry(call)
        if entry.method.verb in ("GET", "HEAD") and _has_body(call, entry.method.verb):
            raise UnsayableError(f"`fetch` sends no body with {entry.method.verb}")
        arguments, options, way = self._arguments(entry, call)
        made = self.package.call(entry, way, arguments, options=options)
        if made.outcome == "pages":
            made = replace(made, outcome="firstPage")
        client = self.package.client(dict(self._client(call)))
        return replace(made, client=client, variables=call.get("environment", {}))

    def exchange(self, call: dict[str, Any]) -> Exchange:
        """The server's side of a call."""
        return Exchange.of(call, self.entry(call).method)

    # ------------------------------------------------------------ from Python

    def _arguments(
        self, entry: Entry, call: dict[str, Any]
    ) -> tuple[list[tuple[Parameter, Any]], dict[str, Any], str]:
        """What is passed, the options of the call, and the way in which it is called."""
        parameters = scope.parameters(entry.method.parameters)[0]
        values = _Values(self.package.api)
        arguments, options = [], {}
        way = "items" if "items" in call and "items" in entry.ways else ""
        for name, value in call.get("arguments", {}).items():
            if name in _OPTIONS:
                options[_OPTIONS[name]] = value
                continue
            parameter = parameters[name]
            arguments.append((parameter, values.of(parameter.type, value)))
            if parameter is switch(entry.method) and value:
                way = "stream"
        return arguments, options, way

    def _client(self, call: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        given = {"base_url": _BASE_URL, "max_retries": 0, **call.get("client", {})}
        for name, value in given.items():
            if value is None:
                continue
            yield _CLIENT.get(name) or self.package.option(tuple(name.split("_"))), value


def _has_body(call: dict[str, Any], verb: str) -> bool:
    """Whether the operation's own request has a body; one for a token comes before it."""
    several = call.get("requests", ())
    own = [each for each in several if each.get("line", "").startswith(f"{verb} ")]
    own += [call["request"]] if "request" in call else []
    return any(each.keys() & {"body", "form", "multipart", "text"} for each in own)


class Cases:
    """All cases: the packages of their SDKs, and a program.

    Args:
        folder: Where they are written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cases: dict[str, Case] = {}
        self.failed: dict[str, Exception] = {}
        self.sdks = folder / "sdks"
        self.program = Program(folder / "program")
        self.exchanges: dict[tuple[str, int], Exchange] = {}
        self.unsayable: dict[tuple[str, int], str] = {}
        """Calls that TypeScript cannot say, and why."""
        self.untranslated: dict[tuple[str, int], str] = {}
        """Calls that could not be made of what the case says, with the error."""
        self.reports: dict[tuple[str, int], Report] = {}
        self.codes: dict[tuple[str, int], Call] = {}
        self.type_errors: dict[tuple[str, int], str] = {}
        """What the compiler says of a call, or of its answers."""
        self.other_type_errors: list[str] = []
        """What it says of the SDKs."""

    def add(self, case: Path) -> None:
        """Generate the SDK of a case, or keep the error in `failed`, so that the others can be tried."""
        document, configuration = cases.sources(case)
        try:
            package = generate(document, self.sdks / case.name, configuration)
        except Exception as error:
            self.failed[case.name] = error
        else:
            self.cases[case.name] = Case(case, package)

    def run(self) -> None:
        """Make the calls of all cases, and compile all of it."""
        keys: list[tuple[str, int]] = []
        tables = {}
        for name, case in self.cases.items():
            calls: dict[int, Call] = {}
            for number, call in enumerate(case.calls):
                try:
                    code = case.code(call)
                except UnsayableError as error:
                    self.unsayable[name, number] = str(error)
                    continue
                except Exception as error:
                    self.untranslated[name, number] = repr(error)
                    continue
                calls[len(keys)] = self.codes[name, number] = code
                self.exchanges[name, number] = case.exchange(call)
                keys.append((name, number))
            package = case.package
            client = package.client({})
            tables[name] = Table(name, package.folder, package.class_name, client, calls)
        self.program.write(list(tables.values()))
        with CallServer({id: self.exchanges[key] for id, key in enumerate(keys)}) as server:
            reports = self.program.run(server.origin)
        self.reports = {key: reports[id] for id, key in enumerate(keys)}
        for name, table in tables.items():
            answers = {id: list(self._answers(name, keys[id][1])) for id in table.calls}
            self.program.answer(table, answers)
        found, self.other_type_errors = self.program.type_errors()
        self.type_errors = {keys[id]: text for id, text in found.items()}

    def _answers(self, name: str, number: int) -> Iterator[str]:
        """What the answers are, as code."""
        case, outcome = self.cases[name], self.codes[name, number].outcome
        method = case.entry(case.calls[number]).method
        for answer in self.exchanges[name, number].told():
            yield from case.package.answered(method, outcome, answer)
