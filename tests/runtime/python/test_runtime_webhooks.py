"""Verifying webhooks, with the test vectors of the Standard Webhooks specification and with forgeries."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

import pytest
from runtime_api import Example

from sdk._runtime import webhooks
from sdk._runtime.errors import MissingCredentialsError, SDKError, WebhookVerificationError

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
NOW = 1614265330
PAYLOAD = '{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "time", lambda: NOW)


def headers(signature: str = SIGNATURE, timestamp: object = NOW, id: str = ID) -> dict[str, str]:
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature,
    }


def signed(payload: bytes, timestamp: object = NOW, key: str = KEY) -> str:
    secret = base64.b64decode(key.removeprefix("whsec_"))
    text = b".".join((ID.encode(), str(timestamp).encode(), payload))
    return "v1," + base64.b64encode(hmac.new(secret, text, hashlib.sha256).digest()).decode()


def identity(data: Any) -> Any:
    return data


def unwrap(
    payload: str | bytes = PAYLOAD,
    given: Any = None,
    key: str | None = KEY,
    decode: Callable[[Any], Any] = identity,
    client: Any = None,
) -> Any:
    given = headers() if given is None else given
    return webhooks.unwrapped(decode, payload, given, key, client or Example())


@pytest.mark.parametrize("payload", [PAYLOAD, PAYLOAD.encode()])
@pytest.mark.parametrize("key", [KEY, KEY.removeprefix("whsec_"), f" {KEY}\n"])
def test_the_vector(payload: str | bytes, key: str) -> None:
    assert unwrap(payload, key=key) == {"test": 2432232314}


def test_what_the_payload_says_is_decoded() -> None:
    assert unwrap(decode=lambda data: data["test"] + 1) == 2432232315


@pytest.mark.parametrize("change", [str.title, str.upper])
def test_letter_case_of_headers(change: Callable[[str], str]) -> None:
    assert unwrap(given={change(name): value for name, value in headers().items()})


def test_several_signatures() -> None:
    """As while one key replaces another."""
    assert unwrap(given=headers(f"v1a,abc v2,xyz v1,bm90IGl0 {SIGNATURE}"))


def test_a_payload_beyond_ascii() -> None:
    payload = '{"name": "Zoë 🐕"}'
    assert unwrap(payload, headers(signed(payload.encode()))) == {"name": "Zoë 🐕"}


@pytest.mark.parametrize("seconds", [-300, -1, 0, 299, 300])
def test_within_the_tolerance(seconds: int) -> None:
    at = NOW + seconds
    assert unwrap(given=headers(signed(PAYLOAD.encode(), at), at))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (headers(SIGNATURE[:-2] + "A="), "No signature matches the payload and the key."),
        (headers(SIGNATURE.removeprefix("v1,")), "No signature matches the payload and the key."),
        (headers(SIGNATURE.replace("v1", "v2")), "No signature matches the payload and the key."),
        (headers(""), "No signature matches the payload and the key."),
        (headers("v1,ü"), "No signature matches the payload and the key."),
        (headers(id="msg_other"), "No signature matches the payload and the key."),
        (headers(timestamp=NOW + 1), "No signature matches the payload and the key."),
        (headers(timestamp=NOW - 301), "The webhook is too old."),
        (headers(timestamp=NOW + 301), "The webhook is from the future."),
        (headers(timestamp="soon"), "The header `webhook-timestamp` is no number of seconds."),
        (headers(timestamp="-5"), "The header `webhook-timestamp` is no number of seconds."),
        (headers(timestamp="9" * 5000), "The header `webhook-timestamp` is no number of seconds."),
        (headers("v1,\udcff"), "No signature matches the payload and the key."),
        (headers(id="\ud800"), "No signature matches the payload and the key."),
        (headers(timestamp="٣"), "The header `webhook-timestamp` is no number of seconds."),
        ({}, "The header `webhook-id` is missing."),
        ({"Webhook-Id": ID}, "The header `webhook-timestamp` is missing."),
    ],
)
def test_forgeries(given: dict[str, str], message: str) -> None:
    with pytest.raises(WebhookVerificationError) as caught:
        unwrap(given=given)
    assert str(caught.value) == message
    assert isinstance(caught.value, SDKError)


def test_another_payload_or_key() -> None:
    with pytest.raises(WebhookVerificationError):
        unwrap(PAYLOAD.replace("2432232314", "1"))
    with pytest.raises(WebhookVerificationError):
        unwrap(PAYLOAD + "\ud800")
    with pytest.raises(WebhookVerificationError):
        unwrap(key="whsec_" + base64.b64encode(b"another").decode())


def test_nothing_is_parsed_before_it_is_verified() -> None:
    with pytest.raises(WebhookVerificationError):
        unwrap("no json")


def test_a_payload_that_is_no_json() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        unwrap("no json", headers(signed(b"no json")))
    with pytest.raises(ValueError, match="Expecting value"):
        webhooks.parsed(identity, b"no json")


@pytest.mark.parametrize("key", ["whsec_***", "whsec_abc", "schlüssel"])
def test_a_key_that_is_no_base64(key: str) -> None:
    with pytest.raises(ValueError, match="the key for webhooks must be base64") as caught:
        unwrap(key=key)
    assert key not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("key", ["whsec_", " "])
def test_an_empty_key_with_which_anybody_can_sign(key: str) -> None:
    with pytest.raises(ValueError, match="the key for webhooks must be base64"):
        unwrap(given=headers(signed(PAYLOAD.encode(), key="")), key=key)


def test_the_key_of_the_client() -> None:
    client: Any = Example()
    client.webhook_key = KEY
    assert unwrap(key=None, client=client)
    with pytest.raises(WebhookVerificationError):
        unwrap(key="whsec_YW5vdGhlcg==", client=client)


def test_no_key() -> None:
    client: Any = Example()
    client.webhook_key = None
    for key in (None, ""):
        with pytest.raises(MissingCredentialsError, match="Set `webhook_key`, or pass `key`"):
            unwrap(key=key, client=client)


def test_unsafe() -> None:
    assert webhooks.parsed(identity, '{"a": 1}') == webhooks.parsed(identity, b'{"a": 1}')
