"""The Python SDK."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.python import modules, quote, scope
from sdksmith.flavors.python.client import api_page
from sdksmith.flavors.python.code import Module
from sdksmith.flavors.python.models import Converters, params_page, types_page
from sdksmith.flavors.python.modules import TypesModule
from sdksmith.flavors.python.resources import resource_page
from sdksmith.ir import Api
from sdksmith.names import snake
from sdksmith.report import Finding
from sdksmith.view import Page, View


@dataclass(frozen=True, slots=True)
class Export:
    """`name` of a package comes from its module `module`."""

    name: str
    module: str


@dataclass(frozen=True, slots=True)
class PackagePage:
    """A package that exports the types of the modules in it."""

    title: str
    root: str
    exports: tuple[Export, ...]


def view(api: Api, config: Config, target: TargetConfig) -> View:
    """Decide everything that is written down in the Python SDK of an API.

    Args:
        target: `targets.python` of the configuration.
    """
    package = scope.package(target.package_name or snake(api.name))
    source = PurePosixPath("src", package)
    findings: list[Finding] = []
    homes = modules.find(api)
    names, found = modules.name(homes)
    findings += found
    converters = Converters(api.models, names)
    pages: list[Page] = []

    methods = {}
    for path, resource in modules.walk(api.resources):
        page, found = resource_page(path, resource, names, converters, api.idempotency_header)
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
        data = PackagePage(".".join(module), "." * (len(module) + 1), listed)
        pages.append(
            Page("src/sdk/types/package.py", source.joinpath(*module, "__init__.py"), data)
        )

    whole, found = api_page(api, config, target, names, homes, methods)
    findings += found
    for template in ("src/sdk/__init__.py", "src/sdk/_client.py", "src/sdk/_version.py"):
        pages.append(Page(template, source / PurePosixPath(template).name, whole))
    for template in ("README.md", "api.md", "pyproject.toml", "tests/test_methods.py"):
        pages.append(Page(template, PurePosixPath(template), whole))
    return View(
        pages=tuple(pages),
        folders={"sdk": package},
        filters={"md": quote.md, "md_code": quote.md_code, "toml": quote.toml},
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
    """The module of a resource's types and the one of its parameters, with what they export."""
    title = f"`client.{scope.chain(home.resource)}`" if home.resource else "several resources"
    types, found = types_page(home, names, converters, title)
    findings += found
    params, found = params_page(home, names, title)
    findings += found
    folder = source.joinpath(*home.package)
    listed = exports.setdefault(home.package, [])
    pages = []
    if types.classes or types.encoders:
        pages.append(Page("src/sdk/types/types.py", folder / f"{home.name}.py", types))
        listed += [Export(cls.name, home.name) for cls in types.classes]
    if params.types:
        pages.append(Page("src/sdk/types/params.py", folder / f"{home.name}_params.py", params))
        listed += [Export(type.name, f"{home.name}_params") for type in params.types]
    return pages


def _with_parents(packages: dict[Module, list[Export]]) -> list[Module]:
    """The packages and those that they are in."""
    return sorted({("types",)} | {m[: n + 1] for m in packages for n in range(len(m))})
