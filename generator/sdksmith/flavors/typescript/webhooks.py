"""`client.webhooks`: what makes events of the requests that the API sends."""

from __future__ import annotations

from sdksmith.flavors.typescript import scope
from sdksmith.flavors.typescript.code import Imports
from sdksmith.flavors.typescript.homes import EVENTS, Path
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.target import Package
from sdksmith.flavors.typescript.types import Types
from sdksmith.ir import Api
from sdksmith.records import record


@record
class WebhooksView:
    """The methods of a resource that make events.

    Args:
        event: The type of an event.
        option: The option of the client that holds the key.
        client: The class of clients that have it.
        thrown: The class of all errors, in braces.
        payload: The type of what is received.
        headers: The type of its headers.
        verify, parse: The functions of the runtime.
        promise: The class of promises.
    """

    event: str
    option: str
    client: str
    thrown: str
    payload: str
    headers: str
    verify: str
    parse: str
    promise: str


def webhooks(
    api: Api, path: Path, package: Package, names: Names, types: Types, imports: Imports
) -> WebhooksView | None:
    """What a resource has of webhooks; None if it is not the one that has them."""
    if api.webhooks is None or path != EVENTS:
        return None
    return WebhooksView(
        event=imports.use(types.expr(api.webhooks.event, Side.RESPONSE, imports.file)),
        option=scope.option(api.webhooks.option, names.members.of_client),
        client=imports.type_core(package.base_class),
        thrown=f"{{{package.error_class}}}",
        payload=imports.type_core("WebhookPayload"),
        headers=imports.type_core("WebhookHeaders"),
        verify=imports.core("verifyWebhook"),
        parse=imports.core("parseWebhook"),
        promise=imports.built_in("Promise"),
    )
