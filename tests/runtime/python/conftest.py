"""Tests the runtime where it stands, in the template, without any generated code around it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "templates" / "python" / "src"))

from runtime_api import API  # finds the runtime by the line above


@pytest.fixture(params=["sync", "async"])
def is_async(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "async")


@pytest.fixture(params=["own", "httpx2", "httpx"])
def api(request: pytest.FixtureRequest, is_async: bool, monkeypatch: pytest.MonkeyPatch) -> API:
    return API(is_async=is_async, http=request.param, monkeypatch=monkeypatch)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXAMPLE_BASE_URL", "EXAMPLE_LOG"):
        monkeypatch.delenv(name, raising=False)
