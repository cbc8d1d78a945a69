"""What the client takes beside what every client takes: credentials, environments, parts of the base URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sdksmith import schemes
from sdksmith.flavors.go import docs
from sdksmith.flavors.go.code import Imports, imports
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.literals import keyed
from sdksmith.flavors.go.parameters import alternative
from sdksmith.flavors.go.quote import comment, lit
from sdksmith.flavors.go.target import Module
from sdksmith.ir import (
    Api,
    ClientOption,
    Environment,
    SchemeKind,
    SecurityScheme,
    ServerVariable,
    walk,
)
from sdksmith.names import INITIALISMS, Named, Words, pascal, resolve, snake
from sdksmith.records import record
from sdksmith.wire import Wire

_RESERVED: Final = frozenset(
    f"With{name}"
    for name in (
        *("BaseURL", "Context", "Debug", "DebugLog", "Environment", "HTTPClient", "Header"),
        *("HeaderAdd", "HeaderDel", "Headers", "IdempotencyKey", "JSONDel", "JSONSet", "Logger"),
        *("MaxResponseBytes", "MaxRetries", "Middleware", "Query", "QueryAdd", "QueryDel"),
        *("RequestBody", "RequestTimeout", "ResponseBodyInto", "ResponseInto", "Timeout"),
        "Tokens",
    )
)
"""What the options of every SDK are called."""
_SECONDS: Final = 1_000_000_000


@record
class OptionView:
    """A function of the package `option`.

    Args:
        name: `WithAPIToken`.
        doc: The lines of its comment.
        call: What makes the option.
        parameter: The parameter that the call needs; empty for none.
        variable: The environment variable that gives it a value; empty when there is none.
    """

    name: str
    doc: Sequence[str]
    call: str
    parameter: str = "value string"
    variable: str = ""


@record
class OptionsPage:
    """The file of these functions."""

    module: str
    options: tuple[OptionView, ...]


@record
class DescriptionPage:
    """The file that describes the API to the runtime.

    Args:
        title: What the API is called, for the comment.
        lines: The members of the description.
    """

    title: str
    lines: tuple[str, ...]
    imports: Imports


class Options:
    """The options of the client of an API, and what they are called."""

    def __init__(self, api: Api, module: Module) -> None:
        self._api = api
        self._module = module
        self._variables = schemes.server_variables(api.environments)
        self._credentials = (*api.options, *_webhook_key(api))
        place = next(m.place for _, resource in walk(api.resources) for m in resource.methods)
        wanted: list[Named[object]] = [
            Named(each, each.name, snake(each.name), place) for each in self._credentials
        ]
        wanted += [Named(each, each.name, each.wire.text, place) for each in self._variables]
        wanted += [
            Named(each, ("environment", *each.name), snake(each.name), place)
            for each in api.environments
        ]
        chosen, self.findings = resolve(wanted, _with, _RESERVED.__contains__, "option")
        self._names = {id(each): text for text, each in chosen.items()}

    @property
    def credentials(self) -> dict[str, ClientOption]:
        """The secrets of the client by the functions that set them."""
        return {self._names[id(each)]: each for each in self._credentials}

    @property
    def variables(self) -> dict[str, ServerVariable]:
        """The parts of the base URL by the functions that set them."""
        return {self._names[id(each)]: each for each in self._variables}

    @property
    def environments(self) -> dict[str, Environment]:
        """The base URLs by the functions that choose them."""
        return {self._names[id(each)]: each for each in self._api.environments}

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The functions that authenticate together; each group is enough where it is accepted."""
        groups = schemes.option_groups(self._api, schemes.alternatives(self._api))
        return tuple(tuple(map(self.function, group)) for group in groups)

    def function(self, option: Words) -> str:
        """The function that sets a secret: `WithAPIToken`."""
        return next(self._names[id(each)] for each in self._credentials if each.name == option)

    def first(self) -> tuple[ClientOption, ...]:
        """What authenticates the first method, in its first way; an OAuth client rather than a token."""
        found = schemes.first_options(self._api)
        return tuple(option for option in self._api.options if option.name in found)

    # ------------------------------------------------------------ option/credentials.go

    def page(self) -> OptionsPage:
        """The functions."""
        return OptionsPage(
            self._module.path,
            (
                *(self._secret(each) for each in self._credentials),
                *(self._variable(each) for each in self._variables),
                *(self._environment(each) for each in self._api.environments),
            ),
        )

    def _secret(self, option: ClientOption) -> OptionView:
        name = self._names[id(option)]
        said = f"{name} sets the {_phrase(option.name)}."
        return OptionView(
            name=name,
            doc=_commented(said, option.description, option.environment_variable),
            call=f"request.WithSecret({lit(Wire(snake(option.name)))}, value)",
            variable=option.environment_variable or "",
        )

    def _variable(self, variable: ServerVariable) -> OptionView:
        name = self._names[id(variable)]
        said = f"{name} sets the {_phrase(variable.name)}, which is a part of the base URL."
        return OptionView(
            name=name,
            doc=_commented(said, variable.description, variable.environment_variable),
            call=f"request.WithServerVariable({lit(Wire(snake(variable.name)))}, value)",
            variable=variable.environment_variable or "",
        )

    def _environment(self, environment: Environment) -> OptionView:
        name = self._names[id(environment)]
        said = Wire(f"{name} chooses the base URL {_shown(environment)}.")
        return OptionView(
            name=name,
            doc=docs.declared(name, said, ""),
            call=f"request.WithEnvironment({lit(Wire(snake(environment.name)))})",
            parameter="",
        )

    # ------------------------------------------------------------ internal/api/api.go

    def description(self) -> DescriptionPage:
        """What the runtime knows of the API."""
        api = self._api
        timeout, timeout_imports = _duration(api.timeout)
        security = schemes.alternatives(api)
        groups = [
            tuple(snake(option) for option in group)
            for group in schemes.option_groups(api, security)
        ]
        blocks = [
            _member("Name", lit(Wire(pascal(api.name)))),
            _member("Version", lit(Wire(self._module.version))),
            _member("EnvironmentPrefix", lit(Wire(api.environment_prefix))),
            _list(
                "Environments",
                "[]request.Environment",
                map(self._environment_entry, api.environments),
            ),
            _list(
                "Variables", "[]request.ServerVariable", map(self._variable_entry, self._variables)
            ),
            _list("Options", "[]request.ClientOption", map(self._option_entry, self._credentials)),
            _list("Schemes", "map[string]request.Scheme", _schemes(api.schemes)),
            _list("Security", "[][]string", map(_group, security)),
            _list("Credentials", "[][]string", map(_group, groups)),
            _member(
                "IdempotencyHeader",
                lit(api.idempotency_header) if api.idempotency_header else "",
            ),
            _member("Timeout", timeout),
            _member("MaxRetries", str(api.max_retries) if api.max_retries else ""),
        ]
        return DescriptionPage(
            title=pascal(api.name),
            lines=tuple(_laid_out(block for block in blocks if block)),
            imports=imports({"./internal/request", *timeout_imports}, self._module.path),
        )

    def _environment_entry(self, environment: Environment) -> str:
        name = lit(Wire(snake(environment.name)))
        return f"{{Name: {name}, URL: {lit(_url(environment))}}}"

    def _variable_entry(self, variable: ServerVariable) -> str:
        members = [f"Name: {lit(Wire(snake(variable.name)))}"]
        if variable.default is not None:
            members += [f"Default: {lit(variable.default)}", "HasDefault: true"]
        if variable.values:
            values = ", ".join(lit(value) for value in variable.values)
            members.append(f"Values: []string{{{values}}}")
        if variable.environment_variable:
            members.append(f"Environment: {lit(Wire(variable.environment_variable))}")
        members.append(f"Option: {lit(Wire(self._names[id(variable)]))}")
        return f"{{{', '.join(members)}}}"

    def _option_entry(self, option: ClientOption) -> str:
        members = [f"Name: {lit(Wire(snake(option.name)))}"]
        if option.environment_variable:
            members.append(f"Environment: {lit(Wire(option.environment_variable))}")
        members.append(f"Option: {lit(Wire(self._names[id(option)]))}")
        return f"{{{', '.join(members)}}}"


def _with(name: Words) -> str:
    return f"With{pascal(name)}"


def _webhook_key(api: Api) -> tuple[ClientOption, ...]:
    if api.webhooks is None:
        return ()
    option = api.webhooks.option
    variable = f"{api.environment_prefix}_{snake(option).upper()}"
    description = Wire("Webhooks are signed with it; it looks like `whsec_…`.")
    return (ClientOption(option, description, variable),)


def _commented(said: str, description: Wire, variable: str | None) -> Sequence[str]:
    """What an option does, what the document says of it, and where it comes from without a call."""
    read = f"Without it, the environment variable {variable} is read." if variable else ""
    text = "\n\n".join(part for part in (said, description.text.strip(), read) if part)
    return docs.declared(said.partition(" ")[0], Wire(text), "")


def _phrase(name: Words) -> str:
    """A name in a sentence: `API token`."""
    return " ".join(word.upper() if word in INITIALISMS else word for word in name)


def _shown(environment: Environment) -> str:
    """The base URL for a comment."""
    return comment(_url(environment))


def _url(environment: Environment) -> Wire:
    """The base URL with the names of variables in braces; other braces are doubled."""
    return Wire(
        "".join(
            f"{{{snake(piece.name)}}}"
            if isinstance(piece, ServerVariable)
            else piece.text.replace("{", "{{").replace("}", "}}")
            for piece in environment.url
        )
    )


# ---------------------------------------------------------------- credentials


def _schemes(schemes: Sequence[SecurityScheme]) -> list[str]:
    lines = keyed([(lit(Wire(scheme.id)), _scheme(scheme)) for scheme in schemes])
    return [line.removesuffix(",") for line in lines]


def _scheme(scheme: SecurityScheme) -> str:
    options = [lit(Wire(snake(option))) for option in scheme.options]
    match scheme.kind:
        case SchemeKind.HTTP:
            return f"request.HTTPAuth({lit(scheme.prefix)}, {options[0]})"
        case SchemeKind.BASIC:
            username, password = [*options, '""', '""'][:2]
            return f"request.BasicAuth({username}, {password})"
        case SchemeKind.HEADER | SchemeKind.QUERY | SchemeKind.COOKIE:
            place = f"request.In{scheme.kind.name.capitalize()}"
            return f"request.APIKey({place}, {lit(scheme.name)}, {options[0]})"
        case SchemeKind.CLIENT_CREDENTIALS:
            *token, client_id, client_secret = options
            members = [f"TokenURL: {lit(scheme.token_url or Wire(''))}"]
            if scheme.scopes:
                scopes = ", ".join(lit(each) for each in scheme.scopes)
                members.append(f"Scopes: []string{{{scopes}}}")
            if token:
                members.append(f"AccessToken: {token[0]}")
            members += [f"ClientID: {client_id}", f"ClientSecret: {client_secret}"]
            return f"request.ClientCredentials{{{', '.join(members)}}}"
        case SchemeKind.MUTUAL_TLS:
            return "request.ClientCertificate{}"


# ---------------------------------------------------------------- lines


def _group(texts: Sequence[str]) -> str:
    return alternative(texts).removeprefix("[]string")


def _member(name: str, code: str) -> list[str]:
    """A member of the description; nothing if it has the zero value."""
    return [f"{name}:", f"{code},"] if code else []


def _list(name: str, type: str, items: Iterator[str] | Sequence[str]) -> list[str]:
    """A member that has one line for each of its items."""
    lines = [f"\t{item}," if item else "" for item in items]
    return [f"{name}:", f"{type}{{", *lines, "},"] if lines else []


def _laid_out(blocks: Iterator[list[str]]) -> Iterator[str]:
    """Members below each other; those of one line stand in columns."""
    together: list[list[str]] = []
    for block in blocks:
        if len(block) == 2:
            together.append(block)
            continue
        yield from columns(together)
        together = []
        name, opened, *lines = block
        yield f"{name} {opened}"
        yield from lines
    yield from columns(together)


def _duration(seconds: float) -> tuple[str, tuple[str, ...]]:
    """A length of time as Go code, with its imports; empty for none."""
    nanoseconds = round(seconds * _SECONDS)
    for name, size in (
        ("Minute", 60 * _SECONDS),
        ("Second", _SECONDS),
        ("Millisecond", _SECONDS // 1000),
    ):
        if nanoseconds >= size and nanoseconds % size == 0:
            count = nanoseconds // size
            return (f"{count} * time.{name}" if count > 1 else f"time.{name}"), ("time",)
    return (str(nanoseconds), ()) if nanoseconds else ("", ())
