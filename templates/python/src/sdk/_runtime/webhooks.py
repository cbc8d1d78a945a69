"""Verifying webhooks as Standard Webhooks (https://www.standardwebhooks.com) says."""

from __future__ import annotations

import hmac
import json
from binascii import Error, a2b_base64, b2a_base64
from contextlib import suppress
from time import time

from .credentials import option_setting
from .errors import MissingCredentialsError, WebhookVerificationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from .client import BaseClient

    T = TypeVar("T")

PREFIX = "whsec_"
VERSION = "v1"
MOST_DIGITS = 18
TOLERANCE = 300
"""Seconds that the clocks, and the way of a webhook, may make of a difference."""


def unwrapped(
    decode: Callable[[Any], T],
    payload: str | bytes,
    headers: Mapping[str, str],
    key: str | None,
    client: BaseClient,
) -> T:
    """What a webhook says, if it was signed with the key in the last five minutes.

    Args:
        key: the key in place of that of the client.

    Raises:
        MissingCredentialsError: there is no key.
        WebhookVerificationError: it was not.
        ValueError: the key or the payload cannot be read.
    """
    option = client._webhook_option
    key = key or getattr(client, option)
    if not key:
        setting = option_setting(client, option)
        raise MissingCredentialsError(f"No key for webhooks is set. Set {setting}, or pass `key`.")
    data = as_bytes(payload) if isinstance(payload, str) else payload
    verify(data, headers, key)
    return parsed(decode, data)


def parsed(decode: Callable[[Any], T], payload: str | bytes) -> T:
    """What a webhook says, whoever has sent it.

    Raises:
        ValueError: the payload is not JSON.
    """
    return decode(json.loads(payload))


def verify(payload: bytes, headers: Mapping[str, str], key: str) -> None:
    """Checks the signature and the age of a webhook.

    Raises:
        WebhookVerificationError: one of them is wrong.
        ValueError: the key is not base64, or empty. The message does not show it.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        id = given["webhook-id"]
        timestamp = given["webhook-timestamp"]
        signatures = given["webhook-signature"]
    except KeyError as error:
        raise WebhookVerificationError(f"The header `{error.args[0]}` is missing.") from None
    _check_age(timestamp)
    signed = b".".join((as_bytes(id), timestamp.encode(), payload))
    expected = b2a_base64(hmac.digest(_key_bytes(key), signed, "sha256"), newline=False)
    for each in signatures.split(" "):
        version, _, signature = each.partition(",")
        if version == VERSION and hmac.compare_digest(as_bytes(signature), expected):
            return
    raise WebhookVerificationError("No signature matches the payload and the key.")


def as_bytes(text: str) -> bytes:
    """A text in UTF-8; no text is refused, since it may be a forger's."""
    return text.encode(errors="surrogatepass")


def _check_age(timestamp: str) -> None:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= MOST_DIGITS):
        raise WebhookVerificationError("The header `webhook-timestamp` is no number of seconds.")
    age = time() - int(timestamp)
    if age > TOLERANCE:
        raise WebhookVerificationError("The webhook is too old.")
    if age < -TOLERANCE:
        raise WebhookVerificationError("The webhook is from the future.")


def _key_bytes(key: str) -> bytes:
    with suppress(Error, ValueError):
        # Anybody could sign with an empty one.
        if found := a2b_base64(key.strip().removeprefix(PREFIX), strict_mode=True):
            return found
    raise ValueError(f"the key for webhooks must be base64, such as `{PREFIX}…`")
