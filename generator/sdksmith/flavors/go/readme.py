"""The pages for readers: README, `api.md`, and the examples that documentation sites show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Final

from sdksmith.config import Config
from sdksmith.flavors.go.credentials import Options
from sdksmith.flavors.go.entries import (
    Entries,
    MethodEntry,
    Outcome,
    ResourceEntry,
)
from sdksmith.flavors.go.literals import Code, call
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.samples import ROOT
from sdksmith.flavors.go.target import Module
from sdksmith.ir import Api, ClientOption, Environment, SchemeKind, ServerVariable
from sdksmith.names import INITIALISMS, snake
from sdksmith.quoting import md_code, sentence
from sdksmith.readme import BodyKinds, body_kinds, shown
from sdksmith.records import record
from sdksmith.view import Page
from sdksmith.wire import Wire

OPTION: Final = "./option"
GO: Final = "1.23"
"""The oldest version of the language, as in `go.mod`."""
_SUMMARY_LENGTH: Final = 500


@record
class SecretRow:
    """A credential in README's table.

    Args:
        function: `WithAPIToken`
        variable: The environment variable; empty when there is none.
        given: The option in an example: `option.WithAPIToken("My API token")`.
    """

    function: str
    variable: str
    given: str

    @property
    def shown_variable(self) -> str:
        return f"`{self.variable}`" if self.variable else ""


@record
class VariableRow:
    """A part of the base URL."""

    function: str
    default: str
    values: str
    given: str
    is_needed: bool


@record
class EnvironmentRow:
    """A base URL."""

    function: str
    shown: Wire


@record
class Program:
    """A whole program, or the file of examples.

    Args:
        imports: The lines of its import declaration.
        lines: The statements of the function: the client, the first call, what is done with its result.
    """

    imports: tuple[str, ...]
    lines: tuple[str, ...]


@record
class ReadmePage:
    """What these pages see."""

    package: str
    root: str
    module: str
    go: str
    title: Wire
    summary: Wire
    docs_url: str
    prefix: str
    timeout: str
    max_retries: int
    secrets: tuple[SecretRow, ...]
    groups: tuple[str, ...]
    first_secret: tuple[SecretRow, ...]
    webhook_key: tuple[SecretRow, ...]
    variables: tuple[VariableRow, ...]
    environments: tuple[EnvironmentRow, ...]
    fetches_tokens: bool
    uses_certificates: bool
    kinds: BodyKinds
    entries: tuple[ResourceEntry, ...]
    program: Program
    example: Program

    @property
    def chooses_server(self) -> bool:
        """Whether there is more than one base URL."""
        return len(self.environments) > 1 or bool(self.variables)

    @property
    def shown_entries(self) -> Sequence[ResourceEntry]:
        """Those that README shows."""
        return shown(self.entries)

    @property
    def first(self) -> MethodEntry:
        """The method that README begins with."""
        return min(self._methods(), key=lambda method: method.deprecated)

    @property
    def paged(self) -> tuple[MethodEntry, ...]:
        """A method that returns pages, if there is one."""
        return _some(m for m in self._methods() if m.outcome is Outcome.PAGE)

    @property
    def streamed(self) -> tuple[MethodEntry, ...]:
        """A method that returns a stream, if there is one."""
        return _some(m for m in self._methods() if m.is_streaming or m.switches)

    def _methods(self) -> Iterator[MethodEntry]:
        return (method for entry in self.entries for method in entry.methods)


def _some(found: Iterator[MethodEntry]) -> tuple[MethodEntry, ...]:
    first = next(found, None)
    return () if first is None else (first,)


def pages(
    api: Api, config: Config, module: Module, entries: Entries, options: Options
) -> list[Page]:
    """README, `api.md` and `example_test.go`."""
    page = _page(api, config, module, entries, options)
    names = ("README.md", "api.md", "example_test.go")
    return [Page(name, PurePosixPath(name), page) for name in names]


def _page(
    api: Api, config: Config, module: Module, entries: Entries, options: Options
) -> ReadmePage:
    listed = entries.resources()
    first = min(
        (method for entry in listed for method in entry.methods),
        key=lambda method: method.deprecated,
    )
    secrets = {option.name: _secret(name, option) for name, option in options.credentials.items()}
    variables = tuple(_variable(name, each) for name, each in options.variables.items())
    begins = tuple(secrets[option.name] for option in options.first())
    given = (
        *(secret.given for secret in begins),
        *(variable.given for variable in variables if variable.is_needed),
    )
    kinds = {scheme.kind for scheme in api.schemes}
    key = api.webhooks.option if api.webhooks is not None else None
    return ReadmePage(
        package=module.package,
        root=entries.root,
        module=module.path,
        go=GO,
        title=api.title,
        summary=_summary(api),
        docs_url=config.docs or "",
        prefix=api.environment_prefix,
        timeout=f"{api.timeout:g}",
        max_retries=api.max_retries,
        secrets=tuple(secret for name, secret in secrets.items() if name != key),
        groups=tuple(dict.fromkeys(map(_group, options.alternatives))),
        first_secret=begins,
        webhook_key=tuple(secret for name, secret in secrets.items() if name == key),
        variables=variables,
        environments=tuple(
            EnvironmentRow(name, _url(each)) for name, each in options.environments.items()
        ),
        fetches_tokens=SchemeKind.CLIENT_CREDENTIALS in kinds,
        uses_certificates=SchemeKind.MUTUAL_TLS in kinds,
        kinds=body_kinds(api),
        entries=listed,
        program=_program(entries, first, given, set()),
        example=_program(entries, first, given, {"errors", "fmt", "net/http", "time", OPTION}),
    )


def _program(
    entries: Entries, entry: MethodEntry, options: tuple[str, ...], used: set[str]
) -> Program:
    """
    Args:
        used: What the program imports beside what the call needs.
    """
    used |= {"context", ROOT} | entry.packages
    if options:
        used.add(OPTION)
    if entry.outcome is Outcome.FILE:
        used |= {"io", "os"}
    elif entry.outcome is not Outcome.NOTHING:
        used.add("fmt")
    client = call(f"client := {entries.root}.NewClient", [Code(each) for each in options], 1)
    return Program(
        imports=entries.import_lines(used),
        lines=(client, entry.program, *entry.shows),
    )


def _group(functions: Iterable[str]) -> str:
    """Options that authenticate together."""
    return " and ".join(f"`{name}`" for name in dict.fromkeys(functions))


def _secret(function: str, option: ClientOption) -> SecretRow:
    said = " ".join(word.upper() if word in INITIALISMS else word for word in option.name)
    shown = lit(Wire(f"My {said}"))
    return SecretRow(function, option.environment_variable or "", f"option.{function}({shown})")


def _variable(function: str, variable: ServerVariable) -> VariableRow:
    value = variable.values[0] if variable.values else Wire(f"my-{snake(variable.name)}")
    return VariableRow(
        function=function,
        default=md_code(variable.default) if variable.default else "none",
        values=", ".join(map(md_code, variable.values)) or "any",
        given=f"option.{function}({lit(value)})",
        is_needed=variable.default is None,
    )


def _url(environment: Environment) -> Wire:
    """The base URL with the names of its variables in braces."""
    return Wire(
        "".join(
            f"{{{snake(piece.name)}}}" if isinstance(piece, ServerVariable) else piece.text
            for piece in environment.url
        )
    )


def _summary(api: Api) -> Wire:
    title = " ".join(api.title.text.split()) or "API"
    text = sentence(api.description) or f"The Go SDK of the {title}."
    return Wire(shorten(text, _SUMMARY_LENGTH, placeholder=" …"))
