"""`client.webhooks`: what makes events of the requests that the API sends."""

from __future__ import annotations

from sdksmith.flavors.python import scope
from sdksmith.flavors.python.code import Expr, Import
from sdksmith.flavors.python.converters import Converters
from sdksmith.flavors.python.imports import Imports
from sdksmith.flavors.python.modules import Names
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import Api, Webhooks
from sdksmith.names import Words
from sdksmith.records import record

_PATH: tuple[Words, ...] = (("webhooks",),)
_MIXIN = "Webhooks"


@record
class WebhooksPage:
    """The module that has the methods of `client.webhooks`."""

    module: str
    """Its name in the package of resources."""
    class_name: str
    is_mixin: bool
    """Whether the API has a resource of that name, whose class these methods are added to."""
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    event: str
    decode: str
    unwrap: str
    parse: str


def webhooks_page(
    api: Api, webhooks: Webhooks, names: Names, converters: Converters
) -> WebhooksPage:
    """What the module shows."""
    own = class_name(api) or _MIXIN
    imports = Imports(("resources",), {own, "key", "payload", "headers"})
    imports.annotate(Expr("", frozenset({Import("collections.abc", "Mapping")})))
    if class_name(api):
        imports.type("client", "BaseClient")
    else:
        imports.annotate(Expr("", frozenset({Import("typing", "Any")})))
    unwrap = imports.name("webhooks", "unwrapped")
    parse = imports.name("webhooks", "parsed")
    event = imports.annotate(Annotator(names.model).annotate(webhooks.event, Side.RESPONSE))
    unchanged = Expr("unchanged", frozenset({Import(("_runtime", "convert"), "unchanged")}))
    decode = imports.use(converters.decoder(webhooks.event, None) or unchanged)
    return WebhooksPage(
        module="webhooks" if class_name(api) else "_webhooks",
        class_name=own,
        is_mixin=not class_name(api),
        imports=imports.loaded,
        typing_imports=imports.typing,
        event=event,
        decode=decode,
        unwrap=unwrap,
        parse=parse,
    )


def class_name(api: Api) -> str:
    """The class of `client.webhooks` where it is no resource; empty when it is one, or there are no webhooks."""
    if api.webhooks is None or any((resource.name,) == _PATH for resource in api.resources):
        return ""
    return scope.resource_class(_PATH)


def mixin(api: Api, path: tuple[Words, ...]) -> Import | None:
    """What a resource has beside its own methods, if it is called like these."""
    if api.webhooks is None or path != _PATH:
        return None
    return Import(("resources", "_webhooks"), _MIXIN)
