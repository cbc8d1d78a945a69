"""The package at the root of the module: the client, what makes fields of parameters, errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sdksmith.flavors.go import docs, scope
from sdksmith.flavors.go.code import OWN, Imports, imports
from sdksmith.flavors.go.names import Names
from sdksmith.flavors.go.services import constructed, fields
from sdksmith.flavors.go.target import Module
from sdksmith.ir import Api, Resource
from sdksmith.records import record
from sdksmith.wire import Wire

_IMPORTS: Final = frozenset(
    ("context", "net/http", f"{OWN}internal/api", f"{OWN}internal/request", f"{OWN}option")
)
"""What the file of the client needs in any case."""


@record
class ClientPage:
    """What the files of the root package see.

    Args:
        package_doc, doc: The lines of comments.
        fields: The lines of the client's struct.
        constructed: The lines of the client that `NewClient` returns.
    """

    package: str
    module: str
    package_doc: Sequence[str]
    doc: Sequence[str]
    fields: tuple[str, ...]
    constructed: tuple[str, ...]
    imports: Imports
    has_webhooks: bool


def client_page(api: Api, names: Names, module: Module, webhooks: Resource | None) -> ClientPage:
    """The client.

    Args:
        webhooks: What `client.Webhooks` is, where it is no resource of the API.
    """
    title = " ".join(api.title.text.split()) or "API"
    resources = [*api.resources, *([webhooks] if webhooks is not None else [])]
    children = {}
    folders = set()
    for field, resource in scope.client_fields(resources).items():
        path = (resource.name,)
        folders.add(f"{OWN}{names.package_dir(path)}")
        children[field] = f"{names.package(path)}.{names.service(path)}"
    return ClientPage(
        package=module.package,
        module=module.path,
        package_doc=docs.package(module.package, api.description, f"is the SDK of the {title}"),
        doc=docs.declared(
            "Client", Wire(f"The client of the {title}."), "has the services of the API"
        ),
        fields=fields(children),
        constructed=constructed("Client", children),
        imports=imports({*_IMPORTS, *folders}, module.path),
        has_webhooks=api.webhooks is not None,
    )
