"""The pages that are about the whole API: the client, the package, and what is read by people."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.python import scope, webhooks
from sdksmith.flavors.python.code import Import, Module, exported, lines, listed, members
from sdksmith.flavors.python.entries import (
    MethodEntry,
    ResourceEntry,
    TestCase,
    cases,
    entries,
)
from sdksmith.flavors.python.exports import exports
from sdksmith.flavors.python.modules import Names, TypesModule
from sdksmith.flavors.python.options import ClientOptions, client_options
from sdksmith.flavors.python.quote import doc, lit
from sdksmith.flavors.python.resources import Child, MethodView, child_classes, child_views
from sdksmith.ir import Api
from sdksmith.names import Words, snake
from sdksmith.quoting import paragraphs, sentence
from sdksmith.readme import BodyKinds, body_kinds, shown
from sdksmith.records import record
from sdksmith.report import Finding
from sdksmith.wire import Wire

_SUMMARY_LENGTH = 500
"""The package index refuses more than 512 characters."""


_TYPES = (
    "AsyncHTTPClient",
    "HTTPClient",
    "Headers",
    "Query",
    "Security",
    "Timeout",
    "URLObject",
)
"""Of the runtime, which the signatures of the clients name."""


@record
class ClientImports:
    """The import statements of the module of the clients."""

    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]


@record
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
    options: ClientOptions
    idempotency_header: str
    timeout: str
    max_retries: int
    max_retries_argument: str
    """The annotation and default of the constructor's argument."""
    resources: tuple[Child, ...]
    webhooks_class: str
    """The class of `client.webhooks`, where it is no resource; empty when it is one, or there are no webhooks."""
    shares_errors: bool
    """Whether there is a module of errors."""
    kinds: BodyKinds
    entries: tuple[ResourceEntry, ...]
    cases: tuple[TestCase, ...]
    exports: tuple[tuple[str, str, str], ...]
    """What the package exports: the name, its module, its name there."""

    @property
    def exported(self) -> tuple[str, ...]:
        """`__all__` of the package."""
        return exported(["resources", "types", *(name for name, _, _ in self.exports)])

    @property
    def package_imports(self) -> list[str]:
        """What type checkers see of the package."""
        modules = [Import((), "resources"), Import((), "types")]
        own = (Import(_module(module), source, name) for name, module, source in self.exports)
        return lines([*modules, *own], ())

    @property
    def tested(self) -> list[str]:
        """What the tests import."""
        own = (self.class_name, self.async_class_name)
        return members({"AsyncBinaryAPIResponse", "BinaryAPIResponse", *own})

    @property
    def public(self) -> str:
        """`__all__` of the module of the clients."""
        return listed((self.class_name, self.async_class_name))

    @property
    def client(self) -> ClientImports:
        """What the module of the clients imports."""
        return _client_imports(self)

    @property
    def shown_entries(self) -> Sequence[ResourceEntry]:
        """Those that README shows."""
        return shown(self.entries)

    @property
    def first(self) -> MethodEntry:
        """The method that the README begins with."""
        return next(m for entry in self.entries for m in entry.methods)

    @property
    def paged(self) -> MethodEntry | None:
        """A method that returns pages."""
        return next((m for entry in self.entries for m in entry.methods if m.is_paged), None)

    @property
    def streamed(self) -> MethodEntry | None:
        """A method that returns a stream."""
        return next((m for entry in self.entries for m in entry.methods if m.streams), None)


def api_page(
    api: Api,
    config: Config,
    target: TargetConfig,
    names: Names,
    modules: list[TypesModule],
    views: dict[tuple[Words, ...], tuple[MethodView, ...]],
    *,
    shares_errors: bool,
) -> tuple[ApiPage, list[Finding]]:
    """What the pages about the whole API see."""
    own = scope.client_class(api.name)
    children = child_views(api.resources, ())
    package = scope.package(target.package_name or snake(api.package))
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
            options=client_options(api, {child.name for child in children}),
            idempotency_header=lit(api.idempotency_header) if api.idempotency_header else "None",
            timeout=lit(api.timeout),
            max_retries=api.max_retries,
            max_retries_argument=f"int = {api.max_retries}",
            resources=children,
            webhooks_class=webhooks.class_name(api),
            shares_errors=shares_errors,
            kinds=body_kinds(api),
            entries=entries(api, names, modules, views),
            cases=cases(api),
            exports=exports(api, own),
        ),
        [],
    )


def _module(text: str) -> Module | str:
    """A module as `Import` has it; one inside the package begins with a dot."""
    return tuple(text[1:].split(".")) if text.startswith(".") else text


def _client_imports(page: ApiPage) -> ClientImports:
    options = page.options
    loaded = {
        Import("functools", "cached_property"),
        Import(("_runtime", "async_client"), "AsyncClient"),
        Import(("_runtime", "sentinels"), "not_given"),
        Import(("_runtime", "sync_client"), "SyncClient"),
        Import(("_version",), "__version__"),
    }
    typing = {
        Import("typing", "ClassVar"),
        Import("typing", "Self"),
        Import(("_runtime", "sentinels"), "NotGiven"),
        *(Import(("_runtime", "types"), name) for name in _TYPES),
        *child_classes(page.resources, ("resources",)),
    }
    if options.schemes:
        module = ("_runtime", "credentials")
        loaded |= {Import(module, name) for name in options.scheme_classes}
        typing.add(Import(module, "Credential"))
    if options.completed:
        loaded.add(Import(("_runtime", "environment"), "completed"))
    if page.shares_errors:
        typing |= {Import("collections.abc", name) for name in ("Callable", "Mapping")}
        typing.add(Import("typing", "Any"))
    if options.all or options.is_literal:
        typing.add(Import("collections.abc", "Mapping"))
        if options.completed:
            typing.add(Import("collections.abc", "Sequence"))
    if options.is_literal:
        typing.add(Import("typing", "Literal"))
    if page.webhooks_class:
        typing.add(Import(("resources", "webhooks"), page.webhooks_class))
    return ClientImports(tuple(lines(loaded, ())), tuple(lines(typing, ())))


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
