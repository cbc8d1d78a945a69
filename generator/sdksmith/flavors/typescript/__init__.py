"""The TypeScript SDK."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import PurePosixPath

from sdksmith import quoting
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.typescript import readme, scope
from sdksmith.flavors.typescript.client import client_page
from sdksmith.flavors.typescript.credentials import client_options
from sdksmith.flavors.typescript.declarations import Declarations
from sdksmith.flavors.typescript.entries import Entries
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.resources import Resources
from sdksmith.flavors.typescript.samples import Samples
from sdksmith.flavors.typescript.target import package
from sdksmith.flavors.typescript.types import Types
from sdksmith.ir import Api
from sdksmith.names import Words
from sdksmith.view import Page, View

_CLIENT = (
    "src/client.ts",
    "src/core/base-client.ts",
    "src/core/index.ts",
    "src/index.ts",
    "src/pagination.ts",
    "src/tree-shakable.ts",
)


def call(resources: Sequence[Words], method: Words, siblings: Container[Words]) -> str:
    """How a program reaches a method: `client.stream.liveInputs.create`."""
    return f"client.{scope.chain(resources)}.{scope.method(method)}"


def view(api: Api, config: Config, target: TargetConfig) -> View:
    """Decide everything that is written down in the TypeScript SDK of an API.

    Args:
        target: `targets.typescript` of the configuration.
    """
    own = package(api, target)
    names = Names(api)
    types = Types(api, names)
    samples = Samples(api, names)
    resources = Resources(api, own, names, types, Declarations(api, names, types), samples)
    options = client_options(api, own, names.members.of_client)
    pages = resources.pages()
    client = client_page(api, own, names, options, resources.exported, resources.page_classes)
    entries = Entries(api, own, names, resources, samples)
    return View(
        pages=(
            *(Page(name, PurePosixPath(name), client) for name in _CLIENT),
            *pages,
            *entries.tests(),
            *readme.pages(api, config, own, entries, options, client.partial_example),
        ),
        folders={},
        filters={"md": readme.md, "md_code": quoting.md_code, "json": readme.json_text},
        copied={b"SDKError": own.error_class.encode()},
        findings=tuple(dict.fromkeys((*names.findings, *resources.findings))),
    )
