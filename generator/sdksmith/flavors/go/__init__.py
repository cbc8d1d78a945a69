"""The Go SDK."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import PurePosixPath

from sdksmith import quoting
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.go import readme, scope, webhooks
from sdksmith.flavors.go.client import client_page
from sdksmith.flavors.go.credentials import Options
from sdksmith.flavors.go.entries import Entries
from sdksmith.flavors.go.files import Files
from sdksmith.flavors.go.names import Names
from sdksmith.flavors.go.pages import Pages
from sdksmith.flavors.go.services import Services, ServiceView
from sdksmith.flavors.go.target import TEMPLATE, module
from sdksmith.flavors.go.types import Types
from sdksmith.ir import Api, Resource, walk
from sdksmith.names import Words, pascal
from sdksmith.view import Page, View
from sdksmith.wire import Wire


def call(resources: Sequence[Words], method: Words, siblings: Container[Words]) -> str:
    """How a program reaches a method: `client.Stream.LiveInputs.New`."""
    return f"client.{scope.client_chain(resources)}.{pascal(scope.method(method, siblings))}"


def view(api: Api, config: Config, target: TargetConfig) -> View:
    """Decide everything that is written down in the Go SDK of an API.

    Args:
        target: `targets.go` of the configuration.
    """
    own = module(api, config, target)
    names = Names(api)
    types = Types(api, names)
    page_types = Pages(api, types)
    services = Services(api, names, types, page_types)
    options = Options(api, own)
    hooks = _webhooks(api)
    resources = dict(walk((*api.resources, *([hooks] if hooks is not None else []))))
    views: dict[tuple[Words, ...], ServiceView] = {
        path: services.view(
            path, resource, webhooks.webhooks(api, path, types, names.package(path))
        )
        for path, resource in resources.items()
    }
    client = client_page(api, names, own, hooks)
    pages = [
        *(
            Page(name, PurePosixPath(name), client)
            for name in ("client.go", "field.go", "error.go")
        ),
        Page("option/credentials.go", PurePosixPath("option/credentials.go"), options.page()),
        Page("internal/api/api.go", PurePosixPath("internal/api/api.go"), options.description()),
        *Files(api, names, types).pages(views, own),
    ]
    if (listed := page_types.page(own)) is not None:
        file = "packages/pagination/pagination.go"
        pages.append(Page(file, PurePosixPath(file), listed))
    entries = Entries(api, names, types, page_types, own)
    pages += [*entries.tests(), *readme.pages(api, config, own, entries, options)]
    return View(
        pages=tuple(pages),
        folders={},
        filters={"md": quoting.md, "md_code": quoting.md_code},
        copied={TEMPLATE: own.path.encode()},
        findings=tuple(dict.fromkeys((*names.findings, *page_types.findings, *options.findings))),
    )


def _webhooks(api: Api) -> Resource | None:
    """What stands for the resource `webhooks` where the API has none, and has webhooks."""
    if api.webhooks is None or webhooks.is_resource(api):
        return None
    (name,) = webhooks.PATH
    description = Wire("Makes events of the requests that the API sends.")
    return Resource(name, description, (), (), api.webhooks.models, api.webhooks.aliases)
