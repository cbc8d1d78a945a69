"""The log, and that it shows no credential."""

from __future__ import annotations

import logging

import httpx2
import pytest
from runtime_api import API, SECRET

from sdk._runtime import logs
from sdk._runtime.redaction import Secrets, redacted_url


@pytest.fixture(autouse=True)
def _fresh() -> None:
    logs.set_up.cache_clear()


def test_debug_lines(api: API, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="sdk")
    api.answers(
        api.answer(status=503, headers={"retry-after": "2", "set-cookie": SECRET}),
        api.answer({}, headers={"x-request": "7"}),
    )
    api.call("POST", query={"api_key": SECRET, "a": 1}, extra_headers={"X-Key": SECRET}, body={})
    lines = [record.getMessage() for record in caplog.records if record.name == "sdk"]
    assert [line.split()[0] for line in lines] == [
        "Request:",
        "Response:",
        "Retrying",
        "Request:",
        "Response:",
    ]
    assert "POST https://api.example.test/v1/things?api_key=redacted&a=1" in lines[0]
    assert "'x-key': 'redacted'" in lines[0].lower()
    assert "503" in lines[1]
    assert "2.000 s" in lines[2]
    assert "retries=1" in lines[3]
    assert "'x-request': '7'" in lines[4]
    assert SECRET not in "".join(lines)


@pytest.mark.parametrize(
    "name",
    ["X-Api-Token", "x_client_secret", "Session-KEY", "Proxy-Auth", "DB-Password", "X-ApiKey"],
)
def test_header_whose_name_tells(api: API, caplog: pytest.LogCaptureFixture, name: str) -> None:
    caplog.set_level(logging.DEBUG, logger="sdk")
    api.answers(api.answer({}, headers={name: SECRET, "X-Keyboard": "shown"}))
    api.call(extra_headers={name: SECRET, "X-Monkey": "seen"})
    text = "".join(record.getMessage() for record in caplog.records if record.name == "sdk")
    assert "shown" in text
    assert "seen" in text
    assert SECRET not in text


def test_nothing_by_default(api: API, caplog: pytest.LogCaptureFixture) -> None:
    api.call()
    assert [record for record in caplog.records if record.name == "sdk"] == []


def test_user_name_and_password_in_a_url() -> None:
    url = httpx2.URL(f"https://user:{SECRET}@h.test/a?api_key={SECRET}&b=2")
    text = str(redacted_url(url, Secrets(query={"api_key"})))
    assert text == "https://redacted@h.test/a?api_key=redacted&b=2"


@pytest.mark.parametrize(
    ("level", "number"),
    [("debug", 10), ("INFO", 20), (" warning ", 30), ("nonsense", 0), ("", 0)],
)
def test_level_from_the_environment(
    api: API, monkeypatch: pytest.MonkeyPatch, level: str, number: int
) -> None:
    monkeypatch.setattr(logs.logger, "level", 0)
    monkeypatch.setattr(logs.logger, "handlers", [])
    monkeypatch.setenv("EXAMPLE_LOG", level)
    api.client()
    assert logs.logger.level == number
    logs.logger.setLevel(logging.ERROR)
    api.client()
    assert logs.logger.level == logging.ERROR or not number


def test_own_handler_only_without_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs.logger, "handlers", [])
    monkeypatch.setattr(logs.logger, "level", 0)
    monkeypatch.setattr(logs.logger, "propagate", False)
    logs.set_up("info")
    assert len(logs.logger.handlers) == 1
    logs.set_up("debug")
    assert len(logs.logger.handlers) == 1
