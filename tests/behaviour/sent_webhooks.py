"""The webhooks of a document, as its API would send them."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Iterator

from bodies import is_json, media_name
from document import Document, Node

__all__ = ["KEY", "sent_schemas", "signed"]

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


def signed(payload: str) -> dict[str, str]:
    """The headers of Standard Webhooks."""
    moment = str(int(time.time()))
    text = f"msg_1.{moment}.{payload}".encode()
    key = base64.b64decode(KEY.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(key, text, "sha256")).decode()
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": moment,
        "Webhook-Signature": f"v1,{signature}",
    }
