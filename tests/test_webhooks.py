"""Webhooks of a generated SDK: verified, and of the class that the payload is of."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import case as cases

SECRET = b"a key for tests"
KEY = "whsec_" + base64.b64encode(SECRET).decode()
SOLD = {"type": "pet.sold", "price": 5}
CREATED = {"type": "pet.created", "pet": {"name": "Rex", "born": "2020-01-02"}}


def generated(name: str, folder: Path) -> Path:
    package, _ = cases.generate(cases.CASES / name, folder)
    assert package is not None
    return package


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with cases.imported(generated("webhooks", tmp_path_factory.mktemp("webhooks"))) as module:
        yield module


@pytest.fixture(params=["Client", "AsyncClient"])
def client(sdk: ModuleType, request: pytest.FixtureRequest) -> Any:
    return getattr(sdk, request.param)(webhook_key=KEY)


def headers(payload: str) -> dict[str, str]:
    now = str(int(time.time()))
    signed = hmac.new(SECRET, f"msg_1.{now}.{payload}".encode(), hashlib.sha256).digest()
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": now,
        "Webhook-Signature": "v1," + base64.b64encode(signed).decode(),
    }


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        (SOLD, "PetSoldEvent(price=5, type='pet.sold')"),
        (
            CREATED,
            "PetCreated(pet=Pet(born=datetime.date(2020, 1, 2), name='Rex'), type='pet.created')",
        ),
    ],
)
def test_events(client: Any, event: dict[str, Any], shown: str) -> None:
    payload = json.dumps(event)
    assert repr(client.webhooks.unwrap(payload, headers(payload))) == shown
    assert repr(client.webhooks.unsafe_unwrap(payload.encode())) == shown


def test_an_event_that_is_new(client: Any) -> None:
    """What this version of the SDK does not know is handed on as it came."""
    payload = json.dumps({"type": "pet.lost", "where": "park"})
    event = client.webhooks.unwrap(payload, headers(payload))
    assert (event["where"] if isinstance(event, dict) else event.where) == "park"


def test_a_forgery(sdk: ModuleType, client: Any) -> None:
    payload = json.dumps(SOLD)
    with pytest.raises(sdk.WebhookVerificationError):
        client.webhooks.unwrap(payload + " ", headers(payload))
    with pytest.raises(sdk.WebhookVerificationError):
        client.webhooks.unwrap(payload, headers(payload), key="whsec_b3RoZXI=")


def test_the_key(sdk: ModuleType, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = json.dumps(SOLD)
    other = client.copy(webhook_key="whsec_b3RoZXI=")
    with pytest.raises(sdk.WebhookVerificationError):
        other.webhooks.unwrap(payload, headers(payload))
    assert other.webhooks.unwrap(payload, headers(payload), key=KEY).price == 5
    missing = r"No key for webhooks is set\. Set `webhook_key` \(WEBHOOKS_WEBHOOK_KEY\), or pass"
    with pytest.raises(sdk.MissingCredentialsError, match=missing):
        type(client)().webhooks.unwrap(payload, headers(payload))
    monkeypatch.setenv("WEBHOOKS_WEBHOOK_KEY", KEY)
    assert type(client)().webhooks.unwrap(payload, headers(payload)).price == 5


def test_beside_a_resource_of_that_name(tmp_path: Path) -> None:
    with cases.imported(generated("webhooks-resource", tmp_path)) as module:
        for name in ("Client", "AsyncClient"):
            webhooks = getattr(module, name)(webhook_key=KEY).webhooks
            payload = '{"zen": "Keep it simple."}'
            assert webhooks.unwrap(payload, headers(payload)).zen == "Keep it simple."
            assert callable(webhooks.list)
