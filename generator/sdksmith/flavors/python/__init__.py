"""The Python SDK."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import PurePosixPath

from sdksmith import quoting
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.python import modules, quote, scope
from sdksmith.flavors.python.aliases import aliases_page
from sdksmith.flavors.python.classes import types_page
from sdksmith.flavors.python.client import api_page
from sdksmith.flavors.python.code import Import, Module, exported, lines
from sdksmith.flavors.python.converters import Converters
from sdksmith.flavors.python.dictionaries import params_page
from sdksmith.flavors.python.errors import Errors
from sdksmith.flavors.python.modules import TypesModule
from sdksmith.flavors.python.resources import Resources
from sdksmith.flavors.python.webhooks import mixin, webhooks_page
from sdksmith.ir import Api, walk
from sdksmith.names import Words, snake
from sdksmith.records import record
from sdksmith.report import Finding
from sdksmith.view import Page, View


def call(resources: Sequence[Words], method: Words, siblings: Container[Words]) -> str:
    """How a program reaches a method: `client.stream.live_inputs.create`."""
    return f"client.{scope.chain(resources)}.{scope.method(method)}"


@record
class Export:
    """`name` of a package comes from its module `module`."""

    name: str
    module: str


@record
class PackagePage:
    """A package that exports the types of the modules in it."""

    title: str
    root: str
    imports: tuple[str, ...]
    exports: tuple[Export, ...]

    @property
    def exported(self) -> tuple[str, ...]:
        """`__all__`"""
        return exported(export.name for export in self.exports)


def view(api: Api, config: Config, target: TargetConfig) -> View:
    """Decide everything that is written down in the Python SDK of an API.

    Args:
        target: `targets.python` of the configuration.
    """
    package = scope.package(target.package_name or snake(api.package))
    source = PurePosixPath("src", package)
    findings: list[Finding] = []
    homes = modules.find(api)
    names, found = modules.name(homes, api.aliases)
    findings += found
    converters = Converters(api.models, api.aliases, names)
    pages: list[Page] = []

    errors = Errors(api, converters)
    resources = Resources(api, names, converters, errors)
    methods = {}
    for path, resource in walk(api.resources):
        page, found = resources.page(path, resource, mixin(api, path))
        findings += found
        methods[path] = page.methods
        steps = [scope.module(name) for name in path]
        file = "__init__.py" if resource.subresources else f"{steps.pop()}.py"
        pages.append(
            Page("src/sdk/resources/resource.py", source.joinpath("resources", *steps, file), page)
        )
    exports: dict[Module, list[Export]] = {}
    for home in homes:
        pages += _types(home, names, converters, source, findings, exports)
    for module in _with_parents(exports):
        listed = tuple(sorted(exports.get(module, ()), key=lambda export: export.name))
        imports = lines((Import((*module, each.module), each.name) for each in listed), module)
        data = PackagePage(".".join(module), "." * (len(module) + 1), tuple(imports), listed)
        pages.append(
            Page("src/sdk/types/package.py", source.joinpath(*module, "__init__.py"), data)
        )

    listed_pages, found = resources.pages.page()
    findings += found
    if listed_pages is not None:
        pages.append(Page("src/sdk/pagination.py", source / "pagination.py", listed_pages))
    shared = errors.page()
    if shared.entries:
        pages.append(Page("src/sdk/_errors.py", source / "_errors.py", shared))
    whole, found = api_page(
        api, config, target, names, homes, methods, shares_errors=bool(shared.entries)
    )
    findings += found
    if api.webhooks is not None:
        hooks = webhooks_page(api, api.webhooks, names, converters)
        file = f"{hooks.module}.py"
        pages.append(
            Page("src/sdk/resources/webhooks.py", source.joinpath("resources", file), hooks)
        )
    for template in ("src/sdk/__init__.py", "src/sdk/_client.py", "src/sdk/_version.py"):
        pages.append(Page(template, source / PurePosixPath(template).name, whole))
    for template in ("README.md", "api.md", "pyproject.toml", "tests/test_methods.py"):
        pages.append(Page(template, PurePosixPath(template), whole))
    return View(
        pages=tuple(pages),
        folders={"sdk": package},
        filters={"md": quoting.md, "md_code": quoting.md_code, "toml": quote.toml},
        findings=tuple(dict.fromkeys(findings)),
    )


def _types(
    home: TypesModule,
    names: modules.Names,
    converters: Converters,
    source: PurePosixPath,
    findings: list[Finding],
    exports: dict[Module, list[Export]],
) -> list[Page]:
    """The modules of a resource's types, with what they export."""
    title = f"`client.{scope.chain(home.resource)}`" if home.resource else "several resources"
    types, found = types_page(home, names, converters, title)
    findings += found
    params, found = params_page(home, names, title)
    findings += found
    aliases = aliases_page(home, names, title)
    folder = source.joinpath(*home.package)
    listed = exports.setdefault(home.package, [])
    pages = []
    if types.classes or types.decoders or types.encoders:
        pages.append(Page("src/sdk/types/types.py", folder / f"{home.name}.py", types))
        listed += [Export(cls.name, home.name) for cls in types.classes]
    if aliases.aliases:
        name = f"{home.name}_aliases"
        pages.append(Page("src/sdk/types/aliases.py", folder / f"{name}.py", aliases))
        listed += [Export(alias.name, name) for alias in aliases.aliases]
    if params.types or params.aliases:
        pages.append(Page("src/sdk/types/params.py", folder / f"{home.name}_params.py", params))
        name = f"{home.name}_params"
        listed += [Export(type.name, name) for type in params.types]
        listed += [Export(alias.name, name) for alias in params.aliases]
    return pages


def _with_parents(packages: dict[Module, list[Export]]) -> list[Module]:
    """The packages and those that they are in."""
    return sorted({("types",)} | {m[: n + 1] for m in packages for n in range(len(m))})
