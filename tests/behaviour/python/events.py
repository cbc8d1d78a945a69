"""What the SDK makes of webhooks."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from annotations import annotations, mismatches
from document import Document, Node, Side
from draws import UnmadeError
from every import judge_values
from sent_webhooks import KEY, signed
from values import NoValueError, Values

__all__ = ["receive"]


def receive(client: Any, document: Document, schema: Node, random: Random) -> list[str]:
    """Send a webhook to the SDK and say what is wrong with the event that it makes of it.

    Raises:
        UnmadeError: The schema allows no value.
    """
    try:
        value = Values(document, Side.RESPONSE).make(schema, random)
    except NoValueError as error:
        raise UnmadeError(str(error)) from error
    payload = json.dumps(value)
    event = client.webhooks.unwrap(payload, signed(payload), key=KEY)
    promised = annotations(client.webhooks.unwrap)["return"]
    return [*mismatches(event, promised, "event"), *judge_values([event], [value])]
