"""`client.Webhooks`: what makes events of the requests that the API sends."""

from __future__ import annotations

from typing import Final

from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.types import Types
from sdksmith.ir import Api
from sdksmith.names import Words, snake
from sdksmith.records import record
from sdksmith.wire import Wire

PATH: Final[tuple[Words, ...]] = (("webhooks",),)
"""The resource that has them; where the API has none of that name, a service of its own."""
_IMPORTS: Final = frozenset(
    ("net/http", "./internal/api", "./internal/request", "./internal/webhooks", "./option")
)


@record
class WebhooksView:
    """The methods of a service that make events.

    Args:
        option: The name of the key, as a Go literal.
        event: The type of an event.
        decode: What makes one of its JSON text.
    """

    option: str
    event: str
    decode: str
    imports: frozenset[str]


def webhooks(api: Api, path: tuple[Words, ...], types: Types, package: str) -> WebhooksView | None:
    """What a service has of webhooks; None if it is not the one that has them."""
    if api.webhooks is None or path != PATH:
        return None
    event: Expr = types.response(api.webhooks.event, package)
    decode: Expr = types.decoder(api.webhooks.event, package)
    return WebhooksView(
        option=lit(Wire(snake(api.webhooks.option))),
        event=event.code,
        decode=decode.code,
        imports=event.imports | decode.imports | _IMPORTS,
    )


def is_resource(api: Api) -> bool:
    """Whether the API has a resource of that name."""
    return any((resource.name,) == PATH for resource in api.resources)
