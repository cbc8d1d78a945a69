"""The client, and what the package exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sdksmith.flavors.typescript.code import CORE, Import, Imports, Kind, local
from sdksmith.flavors.typescript.credentials import ClientOptions
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.quote import comment, prose
from sdksmith.flavors.typescript.target import Package
from sdksmith.ir import Api
from sdksmith.quoting import paragraphs
from sdksmith.records import record
from sdksmith.wire import Wire

_FILE: Final = "client"
_RESOURCES: Final = "resources/index"
_CALL_OPTIONS: Final = "CallOptions"
_WIDTH: Final = 97
"""Columns of a line in a comment."""
_ERRORS: Final = (
    "APIError",
    "APIConnectionError",
    "APIConnectionTimeoutError",
    "APIUserAbortError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "InternalServerError",
    "MissingCredentialsError",
    "NotFoundError",
    "OAuthError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
    "WebhookVerificationError",
)
"""What is also a static member of the client's class."""


@record
class Child:
    """A resource of the client."""

    name: str
    class_name: str


@record
class ClientPage:
    """What the files of the client see.

    Args:
        base_doc, doc, package_doc: Comments, each with its line break.
        imports: The import declarations of the client's file.
        statics: The static members of the client's class.
        exports: What its namespace exports, such as `Pets` or `Pets_ as Pets`.
        page_classes: The classes of pages that the API has.
        partial_example: The lines of the example of `createClient`.
    """

    class_name: str
    base_class: str
    error_class: str
    partial_class: str
    base_doc: str
    doc: str
    package_doc: str
    options: ClientOptions
    children: tuple[Child, ...]
    imports: tuple[str, ...]
    statics: tuple[str, ...]
    exports: tuple[str, ...]
    page_classes: tuple[str, ...]
    partial_example: tuple[str, ...]


def client_page(
    api: Api,
    package: Package,
    names: Names,
    options: ClientOptions,
    exported: Sequence[str],
    page_classes: Sequence[str],
) -> ClientPage:
    """What the files of the client see.

    Args:
        exported: What the file of all resources exports.
        page_classes: The classes of pages that the API has.
    """
    title = " ".join(api.title.text.split()) or "API"
    statics = (package.error_class, *_ERRORS, "toFile")
    declared = {package.class_name, "resources"}
    imports = Imports(_FILE, declared)
    for name in (package.base_class, *statics):
        imports.core(name)
    imports.add(Import(_RESOURCES, "", "resources", Kind.VALUE))
    taken = {*declared, package.base_class, *statics, _CALL_OPTIONS}
    # A static member and a type of the namespace cannot have one name.
    hidden = {package.class_name, *statics, "RequestOptions"}
    homes = dict.fromkeys(page_classes, CORE) | dict.fromkeys(exported, _RESOURCES)
    written = {name: local(name, taken) for name in homes if name not in hidden}
    imports.add(
        Import(CORE, "RequestOptions", _CALL_OPTIONS, Kind.TYPE),
        *(Import(homes[name], name, own, Kind.TYPE) for name, own in written.items()),
    )
    return ClientPage(
        class_name=package.class_name,
        base_class=package.base_class,
        error_class=package.error_class,
        partial_class=f"Partial{package.class_name}",
        base_doc=_doc(f"The client of the {title}, without its resources.", Wire("")),
        doc=_doc(f"The client of the {title}.", api.description),
        package_doc=_doc(f"The TypeScript SDK of the {title}.", Wire("")),
        options=options,
        children=tuple(
            Child(names.members.attribute(home.path), names.resource_class(home.path))
            for home in names.homes
            if len(home.path) == 1
        ),
        imports=imports.lines,
        statics=statics,
        exports=tuple(name if name == own else f"{own} as {name}" for name, own in written.items()),
        page_classes=tuple(page_classes),
        partial_example=_partial_example(package, names),
    )


def _doc(text: str, description: Wire) -> str:
    more = paragraphs(description, _WIDTH)
    return comment(prose(line) for line in (text, *([""] if more else []), *more))


def _partial_example(package: Package, names: Names) -> tuple[str, ...]:
    """A client that has one resource only."""
    home = next(home for home in names.homes if home.methods)
    resource = names.resource_class(home.path)
    return (
        f"import {{ {resource} }} from '{package.name}/{names.file(home.path)}';",
        f"import {{ createClient }} from '{package.name}/tree-shakable';",
        "",
        f"const client = createClient({{ resources: [{resource}] }});",
    )
