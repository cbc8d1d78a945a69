"""The webhooks of a document, as its API would send them."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator
from random import Random
from typing import Any

from annotations import annotations, mismatches
from bodies import is_json, media_name
from document import Document, Node, Side
from every import UnmadeError, judge_values
from values import NoValueError, Values

__all__ = ["KEY", "receive", "sent_schemas"]

KEY = "whsec_" + base64.b64encode(b"a key that nobody knows").decode()


def sent_schemas(document: Document) -> dict[str, Node]:
    """The schemas of the JSON that each webhook sends."""
    return {
        f"{method} {name}": schema
        for name, item in document.root.child("webhooks").children()
        for method, operation in document.follow(item).children()
        for schema in _schemas(document, operation)
    }


def _schemas(document: Document, operation: Node) -> Iterator[Node]:
    body = document.follow(operation.child("requestBody"))
    for name, media in body.child("content").children():
        if is_json(media_name(name)):
            yield document.follow(media).child("schema")


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
    event = client.webhooks.unwrap(payload, _signed(payload), key=KEY)
    promised = annotations(client.webhooks.unwrap)["return"]
    return [*mismatches(event, promised, "event"), *judge_values([event], [value])]


def _signed(payload: str) -> dict[str, str]:
    """The headers of Standard Webhooks."""
    moment = str(int(time.time()))
    signed = f"msg_1.{moment}.{payload}".encode()
    key = base64.b64decode(KEY.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": moment,
        "Webhook-Signature": f"v1,{signature}",
    }
