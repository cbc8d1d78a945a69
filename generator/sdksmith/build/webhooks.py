"""Webhooks (`webhooks`, OpenAPI 3.1, 4.8.1; before that often `x-webhooks`): requests that the API sends."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sdksmith.build.context import Context, text
from sdksmith.build.operations import media
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.config import VERBS
from sdksmith.ir import Content, Webhook, Webhooks
from sdksmith.load import Node
from sdksmith.names import Words, words
from sdksmith.wire import Wire

_KEYS = ("webhooks", "x-webhooks")
_LAST = frozenset({"event", "payload", "webhook"})
"""Words that end the name of an event's type already."""


def webhooks(context: Context, schemas: Schemas, taken: Set[Words]) -> Webhooks | None:
    """The events that the API sends; None when it sends none.

    Args:
        taken: The names of the client's other options.
    """
    found = []
    payloads = []
    for name, node in _declared(context):
        for operation in _operations(context, node):
            payload = _payload(context, operation)
            if payload is None:
                continue
            called = words(name)
            type = schemas.type(payload, called if called[-1] in _LAST else (*called, "event"))
            summary, description = text(operation, "summary"), text(operation, "description")
            found.append(Webhook(called, Wire(name), type, summary, description, node.pointer))
            payloads.append(payload)
    if not found:
        return None
    place = next(context.root.pointer.child(key) for key in _KEYS if key in context.root)
    return Webhooks(
        event=schemas.union(payloads, ("webhook", "event"), Wire("What a webhook says."), place),
        webhooks=tuple(found),
        option=("webhook", "key") if ("webhook", "key") not in taken else ("webhook", "secret"),
    )


def _declared(context: Context) -> Iterator[tuple[str, Node]]:
    for key in _KEYS:
        yield from context.members(context.root, key)


def _operations(context: Context, node: Node) -> Iterator[Node]:
    item = context.mapping(node)
    for verb, operation in item.items() if item is not None else ():
        if verb in VERBS and (target := context.mapping(operation)) is not None:
            yield target


def _payload(context: Context, operation: Node) -> Node | None:
    """The schema of the JSON that an event sends; None when it sends none."""
    body = context.mapping(operation.get("requestBody"))
    if body is None:
        return None
    entries = media.read(context, body)
    sent = [each for each in entries if each.content is Content.JSON and each.schema is not None]
    if sent:
        return min(sent, key=lambda each: each.rank).schema
    if entries:
        context.unsupported(
            "a webhook whose payload is not JSON", body.pointer, "the SDK has no type for it"
        )
    return None
