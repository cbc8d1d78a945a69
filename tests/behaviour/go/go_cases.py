"""The calls of `tests/cases`, made from Go: the SDKs of all cases, and one program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import python_sdk
from call_server import CallServer
from case_calls import Exchange, PythonValues, UnsayableError, is_read_once
from go_program import CLIENT, EVERY, Program, Report, Table
from go_sdk import Entry, Package, generate, option
from go_unknown import answered, unexplained

import case as cases
from golang.toolchain import Toolchain
from sdksmith.flavors import templates
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.python import scope
from sdksmith.ir import Parameter
from sdksmith.names import pascal, snake
from sdksmith.wire import Wire

__all__ = ["Case", "Cases"]

_MODULE = "example.com/cases"
_BASE_URL = "http://test"
_OPTIONS = {"extra_headers": "WithHeader", "extra_query": "WithQuery", "extra_body": "WithJSONSet"}
_READER = re.compile(r'strings\.NewReader\("[^"]*"\)')
_CLIENT = {"default_headers": "WithHeader", "default_query": "WithQuery"}


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

    def code(self, call: dict[str, Any]) -> Expr:
        """A call as an `every.Outcome`.

        Raises:
            UnsayableError: It cannot be said in Go.
        """
        entry = self.entry(call)
        arguments, options, way = self._arguments(entry, call)
        made = self.package.call(entry, way, arguments, *options)
        if way == "" and "items" not in call:
            made = Expr(made.code.replace("every.Page(", "every.FirstPage(", 1), made.imports)
        if is_read_once(call.get("arguments", {}).get("body")):
            # The standard library knows the length of a `strings.Reader`.
            made = Expr(_READER.sub(r"io.MultiReader(\g<0>)", made.code), made.imports)
        client = self.package.client(*self._client(call))
        code = made.code.replace(f"({CLIENT}.", f"({client.code}.", 1)
        found = Expr(code, made.imports | client.imports)
        if variables := call.get("environment"):
            entries = ", ".join(f"{lit(Wire(k))}: {lit(Wire(v))}" for k, v in variables.items())
            return found.wrap(
                f"every.With(map[string]string{{{entries}}}, func() every.Outcome {{ return ", " })"
            )
        return found

    def exchange(self, call: dict[str, Any]) -> Exchange:
        """The server's side of a call."""
        return Exchange.of(call, self.entry(call).method)

    # ------------------------------------------------------------ from Python

    def _arguments(
        self, entry: Entry, call: dict[str, Any]
    ) -> tuple[list[tuple[Parameter, Any]], list[Expr], str]:
        """What is passed, the options of the call, and the way in which it is called."""
        parameters = scope.parameters(entry.method.parameters)[0]
        wire = PythonValues(self.package.api)
        arguments, options = [], []
        way = "AutoPaging" if "items" in call and "AutoPaging" in entry.ways else ""
        switch = entry.method.stream.switch if entry.method.stream is not None else None
        for name, value in call.get("arguments", {}).items():
            if name in _OPTIONS:
                options += [_set(_OPTIONS[name], key, item) for key, item in value.items()]
            elif name == "idempotency_key":
                options.append(option("WithIdempotencyKey", Expr(lit(Wire(value)))))
            elif parameters[name].wire == switch:
                if not value and not parameters[name].required:
                    raise UnsayableError("a method that does not stream says nothing of it")
                way = "Streaming" if value else ""
            else:
                parameter = parameters[name]
                arguments.append((parameter, wire.of(parameter.type, value)))
        return arguments, options, way

    def _client(self, call: dict[str, Any]) -> Iterator[Expr]:
        given = {"base_url": _BASE_URL, "max_retries": 0, **call.get("client", {})}
        api = self.package.api
        for name, value in given.items():
            if value is None:
                continue
            if name in _CLIENT:
                yield from (_set(_CLIENT[name], key, item) for key, item in value.items())
            elif name == "environment":
                if value not in [snake(each.name) for each in api.environments]:
                    raise UnsayableError(f"there is no option for the environment {value}")
                yield option(f"WithEnvironment{_pascal(value)}")
            elif name == "base_url":
                yield option("WithBaseURL", Expr(lit(Wire(value))))
            elif name == "max_retries":
                yield option("WithMaxRetries", Expr(str(value)))
            else:
                yield option(f"With{_pascal(name)}", Expr(lit(Wire(value))))


def _pascal(name: str) -> str:
    return pascal(tuple(name.split("_")))


def _set(function: str, name: str, value: Any) -> Expr:
    code = lit(Wire(value)) if isinstance(value, str) else lit(value)
    return option(function, Expr(lit(Wire(name))), Expr(code))


class Cases:
    """All cases: a module with the packages of their SDKs, which share one runtime.

    Args:
        folder: Where the module is written.
    """

    def __init__(self, folder: Path, toolchain: Toolchain) -> None:
        self._toolchain = toolchain
        self.folder = folder
        self.cases: dict[str, Case] = {}
        self.failed: dict[str, Exception] = {}
        self.sdks = folder / "sdks"
        """The SDKs as they are generated, each a module."""
        self.together = folder / "together"
        """One module of all of them."""
        self.program = Program(toolchain, self.together, _MODULE)
        self.exchanges: dict[tuple[str, int], Exchange] = {}
        self.unsayable: dict[tuple[str, int], str] = {}
        """Calls that Go cannot say, and why."""
        self.untranslated: dict[tuple[str, int], str] = {}
        """Calls that could not be made of what the case says, with the error."""
        self.reports: dict[tuple[str, int], Report] = {}
        self.codes: dict[tuple[str, int], Expr] = {}

    def add(self, case: Path) -> None:
        """Generate the SDK of a case, or keep the error in `failed`, so that the others can be tried."""
        document, configuration = cases.sources(case)
        try:
            package = generate(document, self.sdks / case.name, configuration)
        except Exception as error:
            self.failed[case.name] = error
        else:
            self.cases[case.name] = Case(case, package)

    def join(self) -> None:
        """Put the SDKs together into one module, with the runtime once."""
        self.together.mkdir(parents=True, exist_ok=True)
        self.together.joinpath("go.mod").write_text(
            f"module {_MODULE}\n\ngo 1.23\n\nrequire example.com/every v0.0.0\n\n"
            f"replace example.com/every => {EVERY}\n"
        )
        for name, case in self.cases.items():
            rewrite = self._rewrite(case)
            for source in case.package.folder.rglob("*.go"):
                path = source.relative_to(case.package.folder)
                shared = path.parent.as_posix() in self._runtime
                target = self.together / ("." if shared else f"sdks/{name}") / path
                if shared and target.exists():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(rewrite(source.read_text()))

    def run(self) -> None:
        """Make the calls of all cases."""
        keys: list[tuple[str, int]] = []
        tables = []
        for name, case in self.cases.items():
            calls: dict[int, Expr] = {}
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
            client, failure = case.package.client(), case.package.failure
            module = case.package.module.path
            tables.append(Table(name, module, client, failure, calls, self._rewrite(case)))
        self.program.build(tables)
        exchanges = {id: self.exchanges[key] for id, key in enumerate(keys)}
        with CallServer(exchanges) as server:
            reports = self.program.run(server.origin)
        for id, key in enumerate(keys):
            broken = self.program.broken.get(id)
            self.reports[key] = reports[id] if broken is None else Report("", [broken], 0)

    def problems(self, name: str, number: int) -> list[str]:
        """What the program found wrong with what was made of the answers of a call."""
        case, answers = self.cases[name], self.exchanges[name, number].told()
        types = answered(case.entry(case.calls[number]).method)
        return list(
            unexplained(case.package.api, self.reports[name, number].problems, answers, types)
        )

    @cached_property
    def _runtime(self) -> frozenset[str]:
        """The folders of which nothing is generated, and which are the same in each SDK."""
        root = templates() / "go"
        folders = {path.parent for path in root.rglob("*.go")}
        generated = {path.parent for path in root.rglob("*.jinja")}
        return frozenset(each.relative_to(root).as_posix() for each in folders - generated)

    def _rewrite(self, case: Case) -> Any:
        """Replaces the import paths of a case's module by those of the common one."""
        module = case.package.module.path
        pattern = re.compile(rf'"{re.escape(module)}(/[^"]*)?"')

        def path(match: re.Match[str]) -> str:
            inner = match[1] or ""
            if inner[1:] in self._runtime:
                return f'"{_MODULE}{inner}"'
            return f'"{_MODULE}/sdks/{case.folder.name}{inner}"'

        return lambda text: pattern.sub(path, text)
