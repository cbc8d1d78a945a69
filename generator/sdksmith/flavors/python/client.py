"""The pages that are about the whole API: the client, the package, and what is read by people."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import quote

from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.python import docs, samples, scope
from sdksmith.flavors.python.modules import Names, TypesModule, walk
from sdksmith.flavors.python.quote import doc, doc_text, lit, paragraphs, sentence
from sdksmith.flavors.python.resources import Child, MethodView, alternatives, child_views
from sdksmith.ir import (
    Api,
    ClientOption,
    Method,
    Parameter,
    PathParameter,
    SchemeKind,
    SecurityScheme,
    ServerVariable,
)
from sdksmith.names import Named, Words, snake
from sdksmith.report import Finding
from sdksmith.wire import Wire

_SUMMARY_LENGTH = 500
"""The package index refuses more than 512 characters."""


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of the client that holds a part of its credentials, or another setting."""

    name: str
    variable: str
    """The environment variable as a Python literal; empty when there is none."""
    variable_name: str
    argument_doc: str
    """The lines that describe it in the constructor's docstring."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A security scheme as the client's code names it."""

    id: str
    option: str
    header: str
    value: str
    """The expression of the header's value."""
    setting: str


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MethodEntry:
    """A method as README and `api.md` show it."""

    call: str
    raw: str
    streaming: str
    arguments: tuple[str, ...]
    signature: str
    returns: Wire
    """The annotation, which may hold constants of the document."""
    title: Wire
    route: Wire
    verb: str
    source: str


@dataclass(frozen=True, slots=True)
class ResourceEntry:
    title: str
    types_package: str
    types: tuple[str, ...]
    methods: tuple[MethodEntry, ...]


@dataclass(frozen=True, slots=True)
class TestCase:
    """A row in the table of the emitted tests."""

    call: str
    arguments: str
    verb: str
    path: str
    answer: str


@dataclass(frozen=True, slots=True)
class ApiPage:
    """What the pages about the whole API see."""

    package: str
    source: str
    """The folder of the package."""
    project: str
    version: str
    version_literal: str
    license: str
    docs_url: str
    class_name: str
    async_class_name: str
    error_name: str
    title: Wire
    title_literal: str
    description: Wire
    summary: Wire
    package_doc: str
    client_doc: str
    async_client_doc: str
    prefix: str
    options: tuple[Option, ...]
    schemes: tuple[Scheme, ...]
    secret_headers: str
    security: str
    credential_options: str
    """The alternatives of `security` as options of the client."""
    environments: tuple[EnvironmentView, ...]
    idempotency_header: str
    timeout: str
    max_retries: int
    max_retries_argument: str
    """The annotation and default of the constructor's argument."""
    resources: tuple[Child, ...]
    entries: tuple[ResourceEntry, ...]
    cases: tuple[TestCase, ...]
    exports: tuple[tuple[str, str, str], ...]
    """What the package exports: the name, its module, its name there."""

    @property
    def first(self) -> MethodEntry:
        """The method that the README begins with."""
        return next(m for entry in self.entries for m in entry.methods)


def api_page(
    api: Api,
    config: Config,
    target: TargetConfig,
    names: Names,
    modules: list[TypesModule],
    views: dict[tuple[Words, ...], tuple[MethodView, ...]],
) -> tuple[ApiPage, list[Finding]]:
    """What the pages about the whole API see."""
    own = scope.client_class(api.name)
    children = child_views(api.resources, ())
    taken = {child.name for child in children}
    options = tuple(
        Option(
            scope.option(option.name, taken),
            lit(option.environment_variable) if option.environment_variable else "",
            option.environment_variable or "",
            _argument_doc(option, taken),
        )
        for option in api.options
    )
    variables = {option.name: option.variable_name for option in options}
    package = scope.package(target.package_name or snake(api.name))
    return (
        ApiPage(
            package=package,
            source=f"src/{package}",
            project=target.project_name or package.replace("_", "-"),
            version=target.version,
            version_literal=lit(target.version),
            license=config.license or "",
            docs_url=config.docs or "",
            class_name=own,
            async_class_name=f"Async{own}",
            error_name=f"{own}Error",
            title=api.title,
            title_literal=lit(Wire(own)),
            description=api.description,
            summary=_summary(api),
            package_doc=_package_doc(api),
            client_doc=_client_doc(api, ""),
            async_client_doc=_client_doc(api, "asynchronous "),
            prefix=api.environment_prefix,
            options=options,
            schemes=tuple(_scheme(scheme, taken, variables) for scheme in api.schemes),
            secret_headers=_tuple_of({s.name.text.lower() for s in api.schemes}),
            security=alternatives(_security(api)),
            credential_options=alternatives(_credential_options(api, taken)),
            environments=tuple(
                EnvironmentView(
                    lit(snake(e.name)), lit(Wire("".join(_piece(piece) for piece in e.url)))
                )
                for e in api.environments
            ),
            idempotency_header=lit(api.idempotency_header) if api.idempotency_header else "None",
            timeout=lit(api.timeout),
            max_retries=api.max_retries,
            max_retries_argument=f"int = {api.max_retries}",
            resources=children,
            entries=tuple(_entries(api, names, modules, views)),
            cases=tuple(_cases(api)),
            exports=_exports(own),
        ),
        [],
    )


def _piece(piece: Wire | ServerVariable) -> str:
    return piece.text if isinstance(piece, Wire) else piece.default.text


def _summary(api: Api) -> Wire:
    """What the package index shows beside the name."""
    title = " ".join(api.title.text.split()) or "API"
    text = sentence(api.description) or f"The Python SDK of the {title}."
    return Wire(shorten(text, _SUMMARY_LENGTH, placeholder=" …"))


def _package_doc(api: Api) -> str:
    text = f"The Python SDK of the {' '.join(api.title.text.split()) or 'API'}."
    return doc(f"{text}\n\nEverything here is imported when it is first used.", 0)


def _client_doc(api: Api, kind: str) -> str:
    text = [f"The {kind}client of the {' '.join(api.title.text.split()) or 'API'}."]
    if api.description:
        text += ["", *paragraphs(api.description, 96)]
    return doc("\n".join(text), 4)


def _argument_doc(option: ClientOption, taken: Set[str]) -> str:
    variable = option.environment_variable
    source = f" From `{variable}`." if variable else ""
    text = f"{scope.option(option.name, taken)}: {option.description.text}{source}"
    lines = paragraphs(Wire(text), 80)
    return doc_text("\n                ".join(lines))


def _scheme(scheme: SecurityScheme, taken: Set[str], variables: dict[str, str]) -> Scheme:
    option = scope.option(scheme.options[0], taken)
    variable = variables.get(option)
    value = f'f"Bearer {{self.{option}}}"' if scheme.kind is SchemeKind.HTTP else f"self.{option}"
    setting = f"`{option}` ({variable})" if variable else f"`{option}`"
    return Scheme(lit(scheme.id), option, lit(scheme.name), value, lit(setting))


def _tuple_of(texts: set[str]) -> str:
    inner = ", ".join(lit(text) for text in sorted(texts))
    return f"({inner},)" if len(texts) == 1 else f"({inner})"


def _security(api: Api) -> list[tuple[str, ...]]:
    """All alternatives that methods name, for requests to endpoints that have no method."""
    named = dict.fromkeys(
        alternative
        for _, resource in walk(api.resources)
        for method in resource.methods
        for alternative in method.security
        if alternative
    )
    return sorted(named, key=len)


def _credential_options(api: Api, taken: Set[str]) -> list[tuple[str, ...]]:
    options = {scheme.id: scope.option(scheme.options[0], taken) for scheme in api.schemes}
    return [tuple(options[id] for id in alternative) for alternative in _security(api)]


def _parameters(method: Method) -> dict[str, Parameter]:
    found, _ = scope.parameters(method.parameters)
    return found


def _entries(
    api: Api,
    names: Names,
    modules: list[TypesModule],
    views: dict[tuple[Words, ...], tuple[MethodView, ...]],
) -> list[ResourceEntry]:
    types = {module.resource: module for module in modules}
    result = []
    for path, resource in walk(api.resources):
        module = types.get(path)
        title = scope.chain(path)
        if module is None:
            continue
        steps = [scope.module(name) for name in path]
        last = f"{steps.pop()}.py" if not resource.subresources else "__init__.py"
        source = "/".join(("resources", *steps, last))
        entries = []
        for view, method in zip(views[path], resource.methods, strict=True):
            positional = [argument.name for argument in view.positional]
            keywords = ["**params"] if view.keywords else []
            entries.append(
                MethodEntry(
                    call=f"client.{title}.{view.name}",
                    raw=f"client.{title}.with_raw_response.{view.name}",
                    streaming=f"client.{title}.with_streaming_response.{view.name}",
                    arguments=tuple(samples.arguments(_parameters(method), api.models, 4)),
                    signature=", ".join([*positional, *keywords]),
                    returns=Wire(view.returns),
                    title=method.summary or Wire(" ".join(method.name)),
                    route=Wire(docs.route(method)),
                    verb=method.verb,
                    source=source,
                )
            )
        exported = sorted(names.responses[m.id].name for m in module.models if m.received)
        result.append(
            ResourceEntry(title, ".".join(module.package), tuple(exported), tuple(entries))
        )
    return result


def _cases(api: Api) -> list[TestCase]:
    result = []
    for path, resource in walk(api.resources):
        methods, _ = scope.methods([Named(m, m.name, "", m.place) for m in resource.methods])
        for name, method in methods.items():
            parameters = _parameters(method)
            arguments = samples.arguments(parameters, api.models, 12)
            inner = ", ".join(
                f"{lit(a.partition('=')[0])}: {a.partition('=')[2]}" for a in arguments
            )
            answer = (
                method.response.example.value
                if method.response and method.response.example
                else None
            )
            result.append(
                TestCase(
                    call=lit(f"{scope.chain(path)}.{name}"),
                    arguments=f"{{{inner}}}",
                    verb=lit(method.verb),
                    path=lit(_example_path(method, parameters)),
                    answer=lit(answer),
                )
            )
    return result


def _example_path(method: Method, parameters: dict[str, Parameter]) -> str:
    values = {p.wire: p.example.value for p in parameters.values() if p.example is not None}
    return "".join(
        quote(_text(values[piece.wire]), safe="")
        if isinstance(piece, PathParameter)
        else piece.text
        for piece in method.path
    )


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


_ERRORS = (
    "APIError",
    "APIConnectionError",
    "APITimeoutError",
    "APIStatusError",
    "APIResponseValidationError",
    "BadRequestError",
    "AuthenticationError",
    "PermissionDeniedError",
    "NotFoundError",
    "ConflictError",
    "UnprocessableEntityError",
    "RateLimitError",
    "InternalServerError",
    "MissingCredentialsError",
)
_DEFAULTS = (
    "DEFAULT_CONNECTION_LIMITS",
    "DEFAULT_TIMEOUT",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
)
_SENTINELS = ("NOT_GIVEN", "NotGiven", "Omit", "not_given", "omit")


def _exports(own: str) -> tuple[tuple[str, str, str], ...]:
    exports = [
        (own, "._client", own),
        (f"Async{own}", "._client", f"Async{own}"),
        ("Client", "._client", own),
        ("AsyncClient", "._client", f"Async{own}"),
        (f"{own}Error", "._runtime.errors", "SDKError"),
        *((name, "._runtime.errors", name) for name in _ERRORS),
        *((name, "._runtime.sentinels", name) for name in _SENTINELS),
        ("APIResponse", "._runtime.response", "APIResponse"),
        ("AsyncAPIResponse", "._runtime.response", "AsyncAPIResponse"),
        ("BaseModel", "._runtime.models", "BaseModel"),
        ("RequestOptions", "._runtime.types", "RequestOptions"),
        ("DEFAULT_MAX_RETRIES", "._runtime.client", "DEFAULT_MAX_RETRIES"),
        *((name, "._runtime.default_clients", name) for name in _DEFAULTS),
        ("Timeout", "httpx2", "Timeout"),
        ("__version__", "._version", "__version__"),
    ]
    return tuple(sorted(exports, key=lambda export: (export[0].lower(), export[0])))
