"""What the constructor of a client takes, and what it makes of it: credentials, environments, parts of the base URL."""

from __future__ import annotations

from collections.abc import Mapping, Set

from sdksmith import schemes
from sdksmith.flavors.python import scope
from sdksmith.flavors.python.quote import doc_text, lit
from sdksmith.flavors.python.resources import alternatives
from sdksmith.ir import Api, Environment, SchemeKind, SecurityScheme, ServerVariable
from sdksmith.names import snake
from sdksmith.quoting import md_code, paragraphs, sentence
from sdksmith.records import record
from sdksmith.wire import Wire

_LONGEST_DESCRIPTION = 400
"""Characters; of anything longer only the first sentence goes into the constructor's docstring."""


@record
class Option:
    """An argument of the client that has an attribute of its name."""

    name: str
    annotation: str
    """That of the argument, without `| None`."""
    attribute: str
    """The annotation of the attribute."""
    variable: str
    """The environment variable as a Python literal; empty when there is none."""
    variable_name: str
    default: str
    """A Python literal; empty when there is none."""
    argument_doc: str
    """The lines that describe it in the constructor's docstring."""
    given: str
    """The expression of the attribute's first value."""
    shown_default: str
    """The default as README shows it."""
    shown_values: str
    """The only values that it takes, as README shows them."""

    @property
    def shown_variable(self) -> str:
        """The environment variable as README shows it."""
        return f"`{self.variable_name}`" if self.variable else ""


@record
class Scheme:
    """A security scheme as the client's code names it."""

    id: str
    class_name: str
    arguments: tuple[str, ...]


@record
class EnvironmentView:
    name: str
    """A Python literal."""
    plain_name: str
    url: str
    shown: Wire
    """The URL as README shows it."""


@record
class ClientOptions:
    """All of it."""

    credentials: tuple[Option, ...]
    """Those of the configuration, or of the security schemes."""
    server_variables: tuple[Option, ...]
    webhook_key: tuple[Option, ...]
    """One when the API has webhooks, else none."""
    schemes: tuple[Scheme, ...]
    scheme_classes: tuple[str, ...]
    secret_headers: str
    secret_query: str
    security: str
    """The alternatives that methods have, for endpoints that have no method."""
    option_groups: tuple[tuple[str, ...], ...]
    """The alternatives, as options that authenticate together."""
    environments: tuple[EnvironmentView, ...]
    first: tuple[Option, ...]
    """What README's first call authenticates with."""
    fetches_tokens: bool
    uses_certificates: bool

    @property
    def all(self) -> tuple[Option, ...]:
        return (*self.credentials, *self.server_variables, *self.webhook_key)

    @property
    def completed(self) -> tuple[Option, ...]:
        """The options that the environment may give."""
        variables = tuple(option for option in self.server_variables if option.variable)
        return (*self.credentials, *variables, *self.webhook_key)

    @property
    def is_literal(self) -> bool:
        """Whether an annotation names constants."""
        return len(self.environments) > 1 or any(
            option.annotation != "str" for option in self.server_variables
        )

    @property
    def reads_environment(self) -> bool:
        """Whether README's first call does."""
        return any(option.variable for option in self.first)

    @property
    def needed_variables(self) -> tuple[Option, ...]:
        """The parts of the base URL that have to be given."""
        return tuple(option for option in self.server_variables if not option.default)

    @property
    def shown_groups(self) -> tuple[str, ...]:
        """The alternatives as README lists them."""
        return tuple(" and ".join(f"`{name}`" for name in group) for group in self.option_groups)

    @property
    def is_remembered(self) -> bool:
        """Whether a copy must know the environment, since its URL has parts that may be changed."""
        return len(self.environments) > 1 and bool(self.server_variables)

    @property
    def server_choice(self) -> str:
        """The arguments that choose the base URL, as they are handed on; empty when there are none."""
        several = ["environment"] if len(self.environments) > 1 else []
        return ", ".join([*several, *(f"{o.name}={o.name}" for o in self.server_variables)])

    @property
    def groups_literal(self) -> str:
        return alternatives(self.option_groups)


def client_options(api: Api, taken: Set[str]) -> ClientOptions:
    """What the client takes beside what every client takes.

    Args:
        taken: The resources of the client.
    """
    variables = {
        variable: scope.option(variable.name, taken)
        for variable in schemes.server_variables(api.environments)
    }
    written = tuple(_scheme(scheme, taken) for scheme in api.schemes)
    security = schemes.alternatives(api)
    kinds = {scheme.kind for scheme in api.schemes}
    credentials = tuple(
        _text_option(scope.option(o.name, taken), o.description, o.environment_variable)
        for o in api.options
    )
    first = {scope.option(option, taken) for option in schemes.first_options(api)}
    return ClientOptions(
        credentials=credentials,
        server_variables=tuple(_server_option(v, name) for v, name in variables.items()),
        webhook_key=_webhook_key(api, taken),
        schemes=written,
        scheme_classes=tuple(sorted({scheme.class_name for scheme in written})),
        secret_headers=_texts({s.name.text.lower() for s in api.schemes if _place(s) == "headers"}),
        secret_query=_texts({s.name.text for s in api.schemes if _place(s) == "query"}),
        security=alternatives(security),
        option_groups=tuple(
            dict.fromkeys(
                tuple(scope.option(option, taken) for option in group)
                for group in schemes.option_groups(api, security)
            )
        ),
        environments=tuple(_environment(each, variables) for each in api.environments),
        first=tuple(option for option in credentials if option.name in first),
        fetches_tokens=SchemeKind.CLIENT_CREDENTIALS in kinds,
        uses_certificates=SchemeKind.MUTUAL_TLS in kinds,
    )


# ---------------------------------------------------------------- options


def _text_option(name: str, description: Wire, variable: str | None) -> Option:
    return Option(
        name=name,
        annotation="str",
        attribute="str | None",
        variable=lit(variable) if variable else "",
        variable_name=variable or "",
        default="",
        argument_doc=_argument_doc(name, _shortened(description), variable),
        given=f'options["{name}"]',
        shown_default="",
        shown_values="",
    )


def _server_option(variable: ServerVariable, name: str) -> Option:
    values = tuple(lit(value) for value in variable.values)
    default = "" if variable.default is None else lit(variable.default)
    source = variable.environment_variable
    chosen = f'options["{name}"]' if source else name
    said = _shortened(variable.description).text or "A part of the base URL."
    text = f"{said} {default} by default." if variable.default else said
    return Option(
        name=name,
        annotation=f"Literal[{', '.join(values)}]" if values else "str",
        attribute="str" if default else "str | None",
        variable=lit(source) if source else "",
        variable_name=source or "",
        default=default,
        argument_doc=_argument_doc(name, Wire(text), source),
        given=f"{chosen} or {default}" if default else chosen,
        shown_default=md_code(variable.default) if variable.default else "none",
        shown_values=", ".join(md_code(value) for value in variable.values) or "any",
    )


def _webhook_key(api: Api, taken: Set[str]) -> tuple[Option, ...]:
    if api.webhooks is None:
        return ()
    name = scope.option(api.webhooks.option, taken)
    description = Wire("The key that webhooks are signed with, such as `whsec_…`.")
    variable = f"{api.environment_prefix}_{snake(api.webhooks.option).upper()}"
    return (_text_option(name, description, variable),)


def _argument_doc(name: str, description: Wire, variable: str | None) -> str:
    source = f" From `{variable}`." if variable else ""
    text = description.text.rstrip()
    end = "." if text and text[-1] not in ".!?:;" else ""
    lines = paragraphs(Wire(f"{name}: {f'{text}{end}{source}'.lstrip()}"), 80)
    return doc_text("\n                ".join(lines))


def _shortened(description: Wire) -> Wire:
    """A description that is a page of its own is cut down to its first sentence that is no heading."""
    if len(description.text) <= _LONGEST_DESCRIPTION:
        return description
    blocks = (block.strip() for block in description.text.split("\n\n"))
    first = next((block for block in blocks if block and not block.startswith("#")), "")
    return Wire(sentence(Wire(first)))


# ---------------------------------------------------------------- credentials


def _place(scheme: SecurityScheme) -> str:
    """What carries the secret, as the runtime calls it; empty for nothing."""
    match scheme.kind:
        case SchemeKind.QUERY:
            return "query"
        case SchemeKind.COOKIE:
            return "cookies"
        case SchemeKind.MUTUAL_TLS:
            return ""
        case _:
            return "headers"


def _scheme(scheme: SecurityScheme, taken: Set[str]) -> Scheme:
    options = [lit(scope.option(option, taken)) for option in scheme.options]
    match scheme.kind:
        case SchemeKind.HTTP:
            name, arguments = "HTTPAuth", [lit(scheme.prefix), *options]
        case SchemeKind.BASIC:
            name, arguments = "BasicAuth", [*options, *["None"] * (2 - len(options))]
        case SchemeKind.HEADER | SchemeKind.QUERY | SchemeKind.COOKIE:
            name, arguments = "APIKey", [lit(_place(scheme)), lit(scheme.name), *options]
        case SchemeKind.CLIENT_CREDENTIALS:
            *token, client_id, client_secret = options
            scopes = ", ".join(lit(each) for each in scheme.scopes)
            name = "ClientCredentials"
            arguments = [
                lit(scheme.token_url or Wire("")),
                f"({scopes},)" if len(scheme.scopes) == 1 else f"({scopes})",
                f"access_token={token[0] if token else 'None'}",
                f"client_id={client_id}",
                f"client_secret={client_secret}",
            ]
        case SchemeKind.MUTUAL_TLS:
            name, arguments = "ClientCertificate", []
    return Scheme(lit(scheme.id), name, tuple(arguments))


def _texts(texts: set[str]) -> str:
    """A tuple of texts; empty when there are none."""
    inner = ", ".join(lit(text) for text in sorted(texts))
    return f"({inner},)" if len(texts) == 1 else f"({inner})" if texts else ""


# ---------------------------------------------------------------- environments


def _environment(
    environment: Environment, variables: Mapping[ServerVariable, str]
) -> EnvironmentView:
    """An environment, whose URL is a format string when any of the client's URLs has variables."""
    pieces = []
    shown = []
    for piece in environment.url:
        if isinstance(piece, ServerVariable):
            pieces.append(f"{{{variables[piece]}}}")
            shown.append(pieces[-1])
        else:
            escaped = piece.text.replace("{", "{{").replace("}", "}}")
            pieces.append(escaped if variables else piece.text)
            shown.append(piece.text)
    name = snake(environment.name)
    return EnvironmentView(lit(name), name, lit("".join(pieces)), Wire("".join(shown)))
