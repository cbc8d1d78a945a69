"""The methods of an API as README, `api.md` and the emitted tests show them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Final

from sdksmith.flavors.typescript import literals
from sdksmith.flavors.typescript.arguments import is_sendable
from sdksmith.flavors.typescript.homes import Home
from sdksmith.flavors.typescript.literals import Code, Members, Value, code, flat
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.quote import access, lit
from sdksmith.flavors.typescript.resources import Resources
from sdksmith.flavors.typescript.samples import Samples
from sdksmith.flavors.typescript.target import Package
from sdksmith.ir import JSON, Api, Content, Method, Stream, StreamFormat
from sdksmith.quoting import sentence
from sdksmith.records import record
from sdksmith.requests import documented_path
from sdksmith.view import Page
from sdksmith.wire import Wire

_LONGEST: Final = 100
"""Letters of a heading."""
_WIDTH: Final = 100
"""Columns of code in Markdown; what holds `for await` is no module to oxfmt, which leaves it as it is."""
_TEST: Final = "tests/resource.test.ts"


class Outcome(Enum):
    """What becomes of a call."""

    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    NOTHING = auto()
    JSON = auto()
    PAGE = auto()
    FILE = auto()
    TEXT = auto()
    STREAM = auto()


@record
class MethodEntry:
    """A method as README and `api.md` show it.

    Args:
        call: How it is reached: `client.stream.liveInputs.create`.
        signature: Its arguments by their names.
        returns: The type of what it returns.
        title: What it does; empty when the document does not say it.
        source: The file that has it.
        params_type: The type of its parameters, from the client on; empty if it has none.
        switch: The member of its parameters that asks for a stream; None if there is none.
    """

    call: str
    signature: str
    returns: Wire
    outcome: Outcome
    title: Wire
    route: Wire
    verb: str
    source: str
    result: str
    arguments: tuple[Value, ...]
    params_type: str
    switch: str | None
    deprecated: bool

    @property
    def heading(self) -> Wire:
        """What it does in a few words, else how it is called."""
        is_short = 0 < len(self.title.text) <= _LONGEST
        return self.title if is_short else Wire(self.call.removeprefix("client."))

    @property
    def is_paged(self) -> bool:
        return self.outcome is Outcome.PAGE

    @property
    def streams(self) -> bool:
        """Whether it returns a stream, always or when it is asked to."""
        return self.outcome is Outcome.STREAM or self.switch is not None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of an example call, and of what is done with its result."""
        return (*self._assigned(), *self._shown())

    @property
    def program(self) -> tuple[str, ...]:
        """The same, where the result is printed."""
        return (
            self.lines
            if self.outcome is not Outcome.JSON
            else (
                *self.lines,
                "",
                f"console.log({self.result});",
            )
        )

    @property
    def first_page(self) -> tuple[str, ...]:
        """The call that gives a page."""
        return tuple(_call("let page = await ", self.call, self.arguments, ";"))

    @property
    def loop(self) -> tuple[str, ...]:
        """The loop over all items of a list, up to its brace."""
        return tuple(_call("for await (const item of ", self.call, self.arguments, ") {"))

    @property
    def stream(self) -> tuple[str, ...]:
        """The call that gives a stream."""
        return tuple(_call("const stream = await ", self.call, self._switched(), ";"))

    @property
    def both(self) -> tuple[str, ...]:
        """The call that gives the HTTP response and the data."""
        target = "const { data, response } = await "
        return tuple(_call(target, self.call, self.arguments, ".withResponse();"))

    @property
    def with_options(self) -> tuple[str, ...]:
        """The call with options of its own."""
        options = Members((("timeout", Code("5_000")), ("signal", Code("controller.signal"))))
        return tuple(_call(self._before, self.call, (*self._complete(), options), ";"))

    @property
    def typed(self) -> tuple[str, ...]:
        """The call with its parameters in a variable of their type."""
        *others, params = self._complete()
        before = len(f"const params: {self.params_type} = ;")
        written = code(params, 0, before, _WIDTH)
        lines = _call(self._before, self.call, (*others, Code("params")), ";")
        return (*f"const params: {self.params_type} = {written};".split("\n"), *lines)

    @property
    def _before(self) -> str:
        return f"const {self.result} = await " if self.result else "await "

    def _complete(self) -> tuple[Value, ...]:
        """The arguments with the object of parameters, be it empty."""
        has_object = bool(self.arguments) and isinstance(self.arguments[-1], Members)
        return (
            self.arguments if has_object or not self.params_type else (*self.arguments, Members(()))
        )

    def _assigned(self) -> list[str]:
        if self.is_paged:
            return [*self.loop, "  console.log(item);", "}"]
        return _call(self._before, self.call, self.arguments, ";")

    def _shown(self) -> tuple[str, ...]:
        match self.outcome:
            case Outcome.STREAM:
                return (
                    f"for await (const event of {self.result}) {{",
                    "  console.log(event);",
                    "}",
                )
            case Outcome.FILE:
                return (f"console.log(await {self.result}.blob());",)
            case _:
                return ()

    def _switched(self) -> Sequence[Value]:
        """The arguments that ask for a stream."""
        if self.switch is None:
            return self.arguments
        *others, last = self._complete()
        assert isinstance(last, Members)
        members = dict(last.members) | {self.switch: Code("true")}
        return (*others, Members(tuple(members.items())))


@record
class ResourceEntry:
    """A section of `api.md`.

    Args:
        module: What its types are imported from.
    """

    heading: str
    module: str
    types: tuple[str, ...]
    methods: tuple[MethodEntry, ...]


@record
class TestCase:
    """An emitted test, as code.

    Args:
        answer: What the server answers, as the argument of the helper.
        value: The JSON value of the answer, which the answer names; empty if there is none.
        outcome: What of the outcome the checks are about.
        checks: The statements about the result.
    """

    name: str
    value: str
    answer: str
    call: str
    request: str
    outcome: str
    checks: tuple[str, ...]


@record
class TestPage:
    """The tests of a resource."""

    server: str
    cases: tuple[TestCase, ...]


class Entries:
    """Writes them."""

    def __init__(
        self, api: Api, package: Package, names: Names, resources: Resources, samples: Samples
    ) -> None:
        self._api = api
        self._package = package
        self._names = names
        self._resources = resources
        self._samples = samples

    # ------------------------------------------------------------ README, api.md

    def resources(self) -> tuple[ResourceEntry, ...]:
        """What README and `api.md` list."""
        result = []
        for home in self._names.homes:
            heading = (
                f"`client.{self._names.members.chain(home.path)}`" if home.path else "Shared types"
            )
            methods = self._names.members.methods(home.path)
            result.append(
                ResourceEntry(
                    heading=heading,
                    module=f"{self._package.name}/{self._names.file(home.path)}",
                    types=tuple(self._names.exported(home.path)),
                    methods=tuple(self._entry(method, home) for method in methods.values()),
                )
            )
        return tuple(entry for entry in result if entry.types or entry.methods)

    def _entry(self, method: Method, home: Home) -> MethodEntry:
        return MethodEntry(
            call=f"client.{self._samples.function(method)}",
            signature=self._resources.signature(method),
            returns=Wire(self._resources.returns(method)),
            outcome=_outcome(method),
            title=Wire(sentence(method.summary).removesuffix(".")),
            route=documented_path(method),
            verb=method.verb,
            source=f"src/{home.file}.ts",
            result=self._samples.result(method),
            arguments=self._samples.arguments(method),
            params_type=self._params_type(method, home),
            switch=self._samples.switch(method),
            deprecated=method.deprecated,
        )

    def _params_type(self, method: Method, home: Home) -> str:
        params = self._names.params(method)
        steps = (home.path[: n + 1] for n in range(len(home.path)))
        classes = map(self._names.resource_class, steps)
        return ".".join((self._package.class_name, *classes, params)) if params else ""

    # ------------------------------------------------------------ tests

    def tests(self) -> list[Page]:
        """The emitted tests, one file for each resource."""
        pages = []
        for home in self._names.homes:
            methods = self._names.members.methods(home.path)
            cases = tuple(
                self._case(name, method) for name, method in methods.items() if is_sendable(method)
            )
            if cases:
                file = PurePosixPath("tests", f"{home.file}.test.ts")
                server = "../" * (len(file.parts) - 2) + "server.ts"
                pages.append(Page(_TEST, file, TestPage(server, cases)))
        return pages

    def _case(self, name: str, method: Method) -> TestCase:
        outcome = _outcome(method)
        value, answer = _answer(method)
        arguments = ", ".join(map(flat, self._samples.arguments(method)))
        checks = _checks(method, outcome)
        return TestCase(
            name=lit(Wire(name)),
            value=value,
            answer=answer,
            call=f"client.{self._samples.function(method)}({arguments})",
            request=lit(Wire(f"{method.verb} {self._samples.path(method)}")),
            outcome="request, result" if checks else "request",
            checks=checks,
        )


def _call(before: str, function: str, arguments: Sequence[Value], after: str) -> list[str]:
    return literals.call(before, function, arguments, after, _WIDTH)


def _outcome(method: Method) -> Outcome:
    if method.pagination is not None:
        return Outcome.PAGE
    if method.stream is not None and method.stream.switch is None:
        return Outcome.STREAM
    if method.response is None:
        return Outcome.NOTHING
    return {
        Content.BINARY: Outcome.FILE,
        Content.TEXT: Outcome.TEXT,
    }.get(method.response.content, Outcome.JSON)


def _answer(method: Method) -> tuple[str, str]:
    """The JSON value that the server answers with, if it does, and the argument of the helper."""
    if method.stream is not None and method.stream.switch is None:
        return "", f"{{ events: {lit(_media_type(method.stream))} }}"
    response = method.response
    if response is None or response.example is None:
        return "", "{}"
    value = response.example.value
    if response.content is Content.JSON:
        return lit(value), "{ json: answer }"
    text = lit(Wire(value if isinstance(value, str) else json.dumps(value)))
    return "", f"{{ {'text' if response.content is Content.TEXT else 'bytes'}: {text} }}"


def _media_type(stream: Stream) -> Wire:
    if stream.format is StreamFormat.SERVER_SENT_EVENTS:
        return Wire("text/event-stream")
    return stream.media_type


def _checks(method: Method, outcome: Outcome) -> tuple[str, ...]:
    """What the test says of the result."""
    response = method.response
    example = response.example if response is not None else None
    match outcome:
        case Outcome.NOTHING:
            return ("assert.equal(result, undefined);",)
        case Outcome.STREAM:
            return (
                "for await (const event of result) {",
                "  assert.fail(`there was no event, but ${event} came`);",
                "}",
            )
        case Outcome.PAGE:
            return ("assert.ok(Array.isArray(result.getPaginatedItems()));",)
        case _ if response is None or example is None:
            return ()
        case Outcome.JSON:
            expected = _expected(example.value, response.unwrap)
            return (f"assert.deepEqual(result, {expected});",) if expected else ()
        case _:
            text = example.value if isinstance(example.value, str) else json.dumps(example.value)
            read = "await result.text()" if outcome is Outcome.FILE else "result"
            return (f"assert.equal({read}, {lit(Wire(text))});",)


def _expected(value: JSON, unwrap: Wire | None) -> str:
    if unwrap is None:
        return "answer"
    if isinstance(value, dict) and unwrap.text in value:
        return f"answer{access(unwrap)}"
    return ""
