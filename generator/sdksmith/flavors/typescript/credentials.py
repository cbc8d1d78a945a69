"""What the constructor of a client takes beside what every client takes: secrets, base URLs and parts of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Final, assert_never

from sdksmith import schemes
from sdksmith.flavors.typescript import scope, security
from sdksmith.flavors.typescript.code import Import, Imports, Kind
from sdksmith.flavors.typescript.quote import comment, key, lit, prose
from sdksmith.flavors.typescript.target import Package
from sdksmith.ir import (
    Api,
    ClientOption,
    Environment,
    SchemeKind,
    SecurityScheme,
    ServerVariable,
)
from sdksmith.names import INITIALISMS, Words, screaming, snake
from sdksmith.quoting import md_code, paragraphs
from sdksmith.records import record
from sdksmith.wire import Wire

_FILE: Final = "core/base-client"
_WIDTH: Final = 95
"""Columns of a line in a comment."""


@record
class Option:
    """An option of the client that is also an attribute of it.

    Args:
        type: The type of what is given, without `null` and `undefined`.
        attribute: The type of the attribute.
        doc: The comment of the option, with its line break; empty for none.
        attribute_doc: That of the attribute.
        variable: The environment variable; empty when there is none.
        sample: What an example gives for it, as a literal.
        tested: What the emitted tests give; empty for what they leave out.
        default: A literal; `null` where there is none.
        shown_default: The default as README shows it.
        shown_values: The only values that it takes, as README shows them.
    """

    name: str
    type: str
    attribute: str
    doc: str
    attribute_doc: str
    variable: str
    sample: str
    tested: str
    default: str = "null"
    shown_default: str = ""
    shown_values: str = ""

    @property
    def shown_variable(self) -> str:
        """The environment variable as README shows it."""
        return f"`{self.variable}`" if self.variable else ""


@record
class EnvironmentView:
    """A base URL of the API's own.

    Args:
        name: As a literal.
        url: As a literal, with the options that stand in it in braces.
        shown_name: What README calls it.
    """

    name: str
    url: str
    shown_name: str
    shown: Wire


@record
class ClientOptions:
    """All of it.

    Args:
        secrets: Those of the configuration, or of the security schemes.
        description: The members of the description of the API, as code.
        imports: The import declarations of the file that has the description.
        groups: The options that authenticate together, as README lists them.
        first: What README's first call authenticates with.
    """

    secrets: tuple[Option, ...]
    variables: tuple[Option, ...]
    webhook_key: tuple[Option, ...]
    environments: tuple[EnvironmentView, ...]
    description: tuple[str, ...]
    imports: tuple[str, ...]
    groups: tuple[str, ...]
    first: tuple[Option, ...]
    fetches_tokens: bool
    uses_certificates: bool

    @property
    def all(self) -> tuple[Option, ...]:
        return (*self.secrets, *self.variables, *self.webhook_key)

    @property
    def environment_type(self) -> str:
        """The names of base URLs as a type."""
        return " | ".join(each.name for each in self.environments)

    @property
    def needed_variables(self) -> tuple[Option, ...]:
        """The parts of the base URL that have to be given."""
        return tuple(option for option in self.variables if option.default == "null")

    @property
    def chooses_server(self) -> bool:
        """Whether there is more than one base URL."""
        return len(self.environments) > 1 or bool(self.variables)


def client_options(api: Api, package: Package, taken: Set[str]) -> ClientOptions:
    """What the client of an API takes.

    Args:
        taken: The resources of the client.
    """

    def named(name: Words) -> str:
        return scope.option(name, taken)

    fetching = {
        option
        for scheme in api.schemes
        if scheme.kind is SchemeKind.CLIENT_CREDENTIALS
        for option in scheme.options[-2:]
    }
    secrets = tuple(_secret(named(each.name), each, fetching) for each in api.options)
    variables = tuple(
        _variable(named(each.name), each) for each in schemes.server_variables(api.environments)
    )
    hooks = tuple(_secret(named(each.name), each) for each in _webhook_key(api))
    usual = security.usual(api)
    ways = schemes.alternatives(api)
    groups = [tuple(dict.fromkeys(map(named, group))) for group in schemes.option_groups(api, ways)]
    first = tuple(map(named, schemes.first_options(api)))
    calls = {
        scheme.id: _scheme(scheme, [lit(Wire(named(option))) for option in scheme.options])
        for scheme in api.schemes
    }
    environments = tuple(_environment(each, named) for each in api.environments)
    kinds = {scheme.kind for scheme in api.schemes}
    members = [
        ("title", lit(Wire(package.class_name))),
        ("version", lit(Wire(package.version))),
        ("envPrefix", lit(Wire(api.environment_prefix))),
        ("environments", _object((each.name, each.url) for each in environments)),
        ("serverVariables", _object((each.name, each.default) for each in variables)),
        (
            "variables",
            _object(
                (each.name, lit(Wire(each.variable)) if each.variable else "null")
                for each in (*secrets, *variables, *hooks)
                if each.variable or each not in variables
            ),
        ),
        (
            "schemes",
            _object((key(Wire(id)), f"/* @__PURE__ */ {each}") for id, each in calls.items())
            or "{}",
        ),
        ("security", security.alternatives(usual)),
        ("anySecurity", security.alternatives(ways) if [*ways] != [*usual] else ""),
        ("credentials", security.alternatives(groups)),
        ("idempotencyHeader", lit(api.idempotency_header) if api.idempotency_header else ""),
        ("timeout", lit(round(api.timeout * 1000))),
        ("maxRetries", lit(api.max_retries)),
    ]
    return ClientOptions(
        secrets=secrets,
        variables=variables,
        webhook_key=hooks,
        environments=environments,
        description=tuple(f"{name}: {code}," for name, code in members if code),
        imports=_imports({call.partition("(")[0] for call in calls.values()}),
        groups=tuple(" and ".join(f"`{name}`" for name in group) for group in groups),
        first=tuple(option for option in secrets if option.name in first),
        fetches_tokens=SchemeKind.CLIENT_CREDENTIALS in kinds,
        uses_certificates=SchemeKind.MUTUAL_TLS in kinds,
    )


# ---------------------------------------------------------------- options


def _secret(name: str, option: ClientOption, fetching: Set[Words] = frozenset()) -> Option:
    """
    Args:
        fetching: The options that tokens are fetched with.
    """
    variable = option.environment_variable or ""
    said = option.description.text.strip()
    phrase = " ".join(word.upper() if word in INITIALISMS else word for word in option.name)
    return Option(
        name=name,
        type="string",
        attribute="string | null",
        doc=_doc(said, f"Default: the environment variable `{variable}`." if variable else ""),
        attribute_doc=_doc(said, ""),
        variable=variable,
        sample=lit(Wire(f"My {phrase}")),
        tested="" if option.name in fetching else lit(Wire(f"my-{'-'.join(option.name)}")),
    )


def _webhook_key(api: Api) -> tuple[ClientOption, ...]:
    if api.webhooks is None:
        return ()
    option = api.webhooks.option
    description = Wire("The key that webhooks are signed with, such as `whsec_…`.")
    return (ClientOption(option, description, f"{api.environment_prefix}_{screaming(option)}"),)


def _variable(name: str, variable: ServerVariable) -> Option:
    values = tuple(map(lit, variable.values))
    default = "null" if variable.default is None else lit(variable.default)
    source = variable.environment_variable or ""
    said = variable.description.text.strip() or "A part of the base URL."
    otherwise = [f"the environment variable `{source}`"] if source else []
    otherwise += [md_code(variable.default)] if variable.default is not None else []
    sample = variable.values[0] if variable.values else Wire(f"my-{snake(variable.name)}")
    return Option(
        name=name,
        type=" | ".join(values) or "string",
        attribute="string | null" if variable.default is None else "string",
        doc=_doc(said, f"Default: {', else '.join(otherwise)}." if otherwise else ""),
        attribute_doc=_doc(said, ""),
        variable=source,
        sample=lit(sample),
        tested=lit(sample),
        default=default,
        shown_default=md_code(variable.default) if variable.default is not None else "none",
        shown_values=", ".join(map(md_code, variable.values)) or "any",
    )


def _doc(said: str, default: str) -> str:
    lines = [prose(line) for line in paragraphs(Wire(said), _WIDTH)]
    return comment(
        [*lines, *([""] if lines and default else []), *([prose(default)] if default else [])]
    )


# ---------------------------------------------------------------- the description of the API


def _imports(functions: Set[str]) -> tuple[str, ...]:
    """What the description of the API imports from the files beside it."""
    imports = Imports(_FILE, frozenset())
    for name in functions:
        file = "core/oauth" if name == "clientCredentials" else "core/credentials"
        imports.add(Import(file, name, name, Kind.VALUE))
    imports.add(
        Import("core/api", "APIDescription", "APIDescription", Kind.TYPE),
        Import("core/client", "APIClient", "APIClient", Kind.VALUE),
        Import("core/options", "APIClientOptions", "APIClientOptions", Kind.TYPE),
    )
    return imports.lines


def _scheme(scheme: SecurityScheme, options: Sequence[str]) -> str:
    """What makes a scheme, of the literals of its options."""
    match scheme.kind:
        case SchemeKind.HTTP:
            return f"httpAuth({lit(scheme.prefix)}, {options[0]})"
        case SchemeKind.BASIC:
            user, password = [*options, "null", "null"][:2]
            return f"basicAuth({user}, {password})"
        case SchemeKind.HEADER | SchemeKind.QUERY | SchemeKind.COOKIE:
            place = lit(Wire(scheme.kind.name.lower()))
            return f"apiKey({place}, {lit(scheme.name)}, {options[0]})"
        case SchemeKind.CLIENT_CREDENTIALS:
            *token, client_id, client_secret = options
            scopes = ", ".join(map(lit, scheme.scopes))
            members = [
                ("tokenURL", lit(scheme.token_url or Wire(""))),
                ("scopes", f"[{scopes}]"),
                ("accessToken", token[0] if token else "null"),
                ("clientID", client_id),
                ("clientSecret", client_secret),
            ]
            return f"clientCredentials({_object(members)})"
        case SchemeKind.MUTUAL_TLS:
            return "clientCertificate()"
        case _:
            assert_never(scheme.kind)


def _environment(environment: Environment, named: Callable[[Words], str]) -> EnvironmentView:
    """A base URL with the options that stand in it in braces; its other braces are doubled."""
    url = shown = ""
    for piece in environment.url:
        if isinstance(piece, ServerVariable):
            url += f"{{{named(piece.name)}}}"
            shown += f"{{{named(piece.name)}}}"
        else:
            url += piece.text.replace("{", "{{").replace("}", "}}")
            shown += piece.text
    name = snake(environment.name)
    return EnvironmentView(lit(Wire(name)), lit(Wire(url)), name, Wire(shown))


def _object(members: Iterable[tuple[str, str]]) -> str:
    """An object literal; empty if it has no members."""
    inner = ", ".join(f"{name}: {code}" for name, code in members)
    return f"{{ {inner} }}" if inner else ""
