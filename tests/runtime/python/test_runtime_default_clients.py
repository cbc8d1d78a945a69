"""HTTP clients with the SDK's settings."""

import httpx2
import pytest

from sdk._runtime.default_clients import (
    DEFAULT_TIMEOUT,
    DefaultAsyncHttpxClient,
    DefaultHttpxClient,
)


@pytest.mark.parametrize("cls", [DefaultHttpxClient, DefaultAsyncHttpxClient])
def test_defaults_can_be_changed_one_by_one(
    cls: type[DefaultHttpxClient] | type[DefaultAsyncHttpxClient],
) -> None:
    assert cls().follow_redirects is True
    assert cls().timeout == DEFAULT_TIMEOUT == httpx2.Timeout(60.0, connect=5.0)
    changed = cls(timeout=1.0)
    assert changed.timeout == httpx2.Timeout(1.0)
    assert changed.follow_redirects is True
