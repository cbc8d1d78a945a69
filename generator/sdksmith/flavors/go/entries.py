"""The methods of an API as README, `api.md`, the examples and the emitted tests show them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Final, assert_never

from sdksmith.calls import example_path
from sdksmith.flavors.go import responses, scope, streams
from sdksmith.flavors.go.code import imports
from sdksmith.flavors.go.literals import Code, Value, call
from sdksmith.flavors.go.names import Names
from sdksmith.flavors.go.pages import Pages
from sdksmith.flavors.go.quote import json_literal, lit
from sdksmith.flavors.go.samples import ROOT, Samples
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.target import Module
from sdksmith.flavors.go.types import Types
from sdksmith.ir import (
    JSON,
    Api,
    Content,
    Location,
    Method,
    ModelId,
    Resource,
    Stream,
    StreamFormat,
    walk,
)
from sdksmith.names import Words
from sdksmith.quoting import sentence
from sdksmith.records import record
from sdksmith.requests import documented_path
from sdksmith.view import Page
from sdksmith.wire import Wire

API: Final = "./internal/api"
APITEST: Final = "./internal/apitest"
_LONGEST: Final = 100
"""Letters of a heading."""
_NOWHERE: Final = ""
"""The package of code that stands outside of all packages."""


class Outcome(Enum):
    """What becomes of a call."""

    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    NOTHING = auto()
    VALUE = auto()
    PAGE = auto()
    FILE = auto()
    STREAM = auto()


@record
class MethodEntry:
    """A method as README and `api.md` show it.

    Args:
        call: How it is reached: `client.Stream.LiveInputs.New`.
        signature: Its arguments by their names.
        returns: What it returns, but the error.
        title: What it does; empty when the document does not say it.
        source: The file that has it.
        packages: The import paths that an example call needs, as in `Expr.imports`.
    """

    call: str
    signature: str
    returns: str
    outcome: Outcome
    title: Wire
    route: Wire
    verb: str
    source: str
    arguments: tuple[Value, ...]
    packages: frozenset[str]
    switches: bool
    deprecated: bool

    @property
    def heading(self) -> Wire:
        """What it does in a few words, else how it is called."""
        is_short = 0 < len(self.title.text) <= _LONGEST
        return self.title if is_short else Wire(self.call.removeprefix("client."))

    @property
    def shown_returns(self) -> Wire:
        """The results as README shows them."""
        return Wire(self.returns)

    @property
    def is_streaming(self) -> bool:
        return self.outcome is Outcome.STREAM

    @property
    def statement(self) -> str:
        """The statement of an example call in README."""
        names = {Outcome.NOTHING: "err :=", Outcome.STREAM: "stream :="}
        return self._written(f"{names.get(self.outcome, 'response, err :=')} {self.call}", 0)

    @property
    def program(self) -> str:
        """The same inside of a function."""
        names = {Outcome.NOTHING: "err :=", Outcome.STREAM: "stream :="}
        return self._written(f"{names.get(self.outcome, 'response, err :=')} {self.call}", 1)

    @property
    def shows(self) -> tuple[str, ...]:
        """What `program` does with the result."""
        failed = ("if err != nil {", "\tpanic(err)", "}")
        match self.outcome:
            case Outcome.NOTHING:
                return failed
            case Outcome.FILE:
                copied = "if _, err := io.Copy(os.Stdout, response.Body); err != nil {"
                return (*failed, "defer response.Body.Close()", copied, *failed[1:])
            case Outcome.STREAM:
                return (
                    "for stream.Next() {",
                    "\tfmt.Println(stream.Current())",
                    "}",
                    "if err := stream.Err(); err != nil {",
                    *failed[1:],
                )
            case Outcome.PAGE:
                return (*failed, "fmt.Println(response.JSON.RawJSON())")
            case Outcome.VALUE:
                return (*failed, 'fmt.Printf("%+v\\n", *response)')
            case _:
                assert_never(self.outcome)

    @property
    def first_page(self) -> str:
        """The call that gives a page."""
        return self._written(f"page, err := {self.call}", 0)

    @property
    def range(self) -> str:
        """The loop over all items of a list, up to its brace."""
        return self._written(f"for item, err := range {self.call}AutoPaging", 0)

    @property
    def stream(self) -> str:
        """The call that gives a stream."""
        return self._written(f"stream := {self.call}{'Streaming' if self.switches else ''}", 0)

    def _written(self, before: str, indent: int) -> str:
        return call(before, (Code("context.TODO()"), *self.arguments), indent)


@record
class ResourceEntry:
    """A section of `api.md`."""

    heading: str
    types: tuple[str, ...]
    methods: tuple[MethodEntry, ...]


@record
class TestCase:
    """An emitted test.

    Args:
        name: The function's.
        line: The HTTP method and the path as a Go literal.
        answer: What the server answers, as Go code.
        statement: The call.
        checks: The statements behind it.
    """

    name: str
    line: str
    answer: str
    statement: str
    checks: tuple[str, ...]


@record
class Variables:
    """What tests call their own variables, none of which hides a package that they use."""

    t: str
    server: str
    client: str


@record
class TestPage:
    """The tests of a resource."""

    package: str
    imports: tuple[str, ...]
    root: str
    own: Variables
    cases: tuple[TestCase, ...]


class Entries:
    """Writes them."""

    def __init__(self, api: Api, names: Names, types: Types, pages: Pages, module: Module) -> None:
        self._api = api
        self._names = names
        self._types = types
        self._pages = pages
        self._module = module
        packages = {names.package(home.path) for home in names.homes}
        self.root = module.package if module.package not in packages else f"{module.package}sdk"
        """What the root package is called in files that import it: a resource may have its name."""
        self._samples = Samples(api, names, types, self.root)

    # ------------------------------------------------------------ README, api.md

    def resources(self) -> tuple[ResourceEntry, ...]:
        """What README and `api.md` list."""
        resources = dict(walk(self._api.resources))
        result = []
        for home in self._names.homes:
            resource = resources.get(home.path)
            chain = f"client.{scope.client_chain(home.path)}" if home.path else ""
            heading = f"`{chain}`" if chain else "Shared types"
            methods = self._methods(home.path, resource, chain) if resource is not None else ()
            types = self._listed([each.id for each in home.things if each.received])
            result.append(ResourceEntry(heading, types, methods))
        return tuple(entry for entry in result if entry.types or entry.methods)

    def _listed(self, ids: Sequence[ModelId]) -> tuple[str, ...]:
        """The types of responses."""
        found = (self._names.type(id, Side.RESPONSE) for id in ids)
        return tuple(sorted(f"{each.package}.{each.name}" for each in found))

    def _methods(
        self, path: tuple[Words, ...], resource: Resource, chain: str
    ) -> tuple[MethodEntry, ...]:
        source = f"{self._names.package_dir(path)}/{self._names.file(path)}.go"
        return tuple(
            self._entry(f"{chain}.{name}", method, source)
            for name, method in self._names.methods(path, resource).items()
        )

    def _entry(self, name: str, method: Method, source: str) -> MethodEntry:
        result = responses.result(method, self._types, self._pages, _NOWHERE)
        arguments, packages = self._samples.call(method)
        signature = ["ctx", *self._names.positional(method)]
        signature += ["params"] if self._names.params(method) else []
        return MethodEntry(
            call=name,
            signature=", ".join(signature),
            returns=result.returns.code if result.returns is not None else "",
            outcome=_outcome(method),
            title=Wire(sentence(method.summary).removesuffix(".")),
            route=documented_path(method),
            verb=method.verb,
            source=source,
            arguments=arguments,
            packages=frozenset(packages),
            switches=streams.switched(method) is not None,
            deprecated=method.deprecated,
        )

    # ------------------------------------------------------------ tests

    def tests(self) -> list[Page]:
        """The emitted tests, one file for each resource."""
        pages = []
        for path, resource in walk(self._api.resources):
            if resource.methods:
                file = f"{self._names.file(path)}_test.go"
                data = self._test_page(path, resource)
                folder = PurePosixPath(self._names.package_dir(path))
                pages.append(Page("package/resource_test.go", folder / file, data))
        return pages

    def _test_page(self, path: tuple[Words, ...], resource: Resource) -> TestPage:
        package = self._names.package(path)
        used = {"context", "testing", ROOT, API, APITEST}
        own = Variables(*(_variable(name, {package}) for name in ("t", "server", "client")))
        chain = f"{own.client}.{scope.client_chain(path)}"
        service = self._names.service(path)
        cases = []
        for name, method in self._names.methods(path, resource).items():
            arguments, packages = self._samples.call(method)
            used |= packages
            cases.append(
                self._case(f"Test{service}_{name}", f"{chain}.{name}", method, arguments, own)
            )
        return TestPage(
            package=package,
            imports=self.import_lines(used),
            root=self.root,
            own=own,
            cases=tuple(cases),
        )

    def import_lines(self, used: Set[str]) -> tuple[str, ...]:
        """An import declaration, in which the root package has the name that it has here."""
        lines = imports(used, self._module.path).lines
        if self.root == self._module.package:
            return lines
        own = f'\t"{self._module.path}"'
        return tuple(f"\t{self.root} {line.strip()}" if line == own else line for line in lines)

    def _case(
        self, name: str, function: str, method: Method, arguments: tuple[Value, ...], own: Variables
    ) -> TestCase:
        outcome = _outcome(method)
        result = "stream" if outcome is Outcome.STREAM else "response"
        before = {Outcome.NOTHING: "err :=", Outcome.STREAM: f"{result} :="}
        start = f"{before.get(outcome, f'{result}, err :=')} {function}"
        given = (Code("context.Background()"), *arguments)
        return TestCase(
            name=name,
            line=lit(Wire(f"{method.verb} {self._path(method)}")),
            answer=_answer(method),
            statement=call(start, given, 1),
            checks=_checks(outcome, result, own),
        )

    def _path(self, method: Method) -> str:
        """The path that the example call asks for."""
        values: Mapping[Wire, JSON] = {
            p.wire: self._samples.example(p)
            for p in method.parameters
            if p.location is Location.PATH
        }
        return example_path(method, values)


def _variable(name: str, taken: Set[str]) -> str:
    """A variable that hides no package."""
    return f"{name}_" if name in taken else name


def _outcome(method: Method) -> Outcome:
    if method.pagination is not None:
        return Outcome.PAGE
    if method.stream is not None and method.stream.switch is None:
        return Outcome.STREAM
    if method.response is None:
        return Outcome.NOTHING
    return Outcome.FILE if method.response.content is Content.BINARY else Outcome.VALUE


def _checks(outcome: Outcome, result: str, own: Variables) -> tuple[str, ...]:
    t, server = own.t, own.server
    match outcome:
        case Outcome.NOTHING:
            return (f"{server}.Check(err)",)
        case Outcome.FILE:
            return (f"{server}.Check(err)", f"{server}.CheckBody({result})")
        case Outcome.STREAM:
            return (
                f"for {result}.Next() {{",
                f"\tapitest.CheckDecoded({t}, {result}.Current())",
                "}",
                f"{server}.Check({result}.Err())",
            )
        case _:
            return (f"{server}.Check(err)", f"apitest.CheckDecoded({t}, {result})")


def _answer(method: Method) -> str:
    """What the server answers, as a function of `apitest`."""
    if method.stream is not None and method.stream.switch is None:
        return f'apitest.Events({lit(_media_type(method.stream))}, "")'
    response = method.response
    if response is None or response.example is None:
        return "apitest.Nothing()"
    value = response.example.value
    if response.content is Content.JSON:
        return f"apitest.JSON({json_literal(value, 1)})"
    text = value if isinstance(value, str) else json.dumps(value)
    function = "Text" if response.content is Content.TEXT else "Bytes"
    return f"apitest.{function}({lit(text)})"


def _media_type(stream: Stream) -> Wire:
    if stream.format is StreamFormat.SERVER_SENT_EVENTS:
        return Wire("text/event-stream")
    return stream.media_type
