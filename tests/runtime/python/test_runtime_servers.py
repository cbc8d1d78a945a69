"""Base URLs of an API's own: environments, and the parts of them that options choose."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from runtime_api import Example

REGIONS = "https://{region}.example.test/v1"
STAGING = "https://{region}.staging.test/{tenant}"


class Regional(Example):
    _default_base_url = REGIONS
    _environments: ClassVar[dict[str, str]] = {"production": REGIONS, "staging": STAGING}
    _server_variables: ClassVar[dict[str, str | None]] = {"region": "us", "tenant": None}

    def __init__(
        self,
        *,
        region: str | None = None,
        tenant: str | None = None,
        environment: str | None = None,
        **options: Any,
    ) -> None:
        self.region = region or "us"
        self.tenant = tenant
        self._environment = environment
        chosen = self._chosen_url(environment, region=region, tenant=tenant)
        super().__init__(server_url=chosen, **options)

    def copy(
        self,
        *,
        region: str | None = None,
        tenant: str | None = None,
        environment: str | None = None,
        **options: Any,
    ) -> Regional:
        chosen = self._chosen_url(environment, region=region, tenant=tenant)
        client = self._clone(server_url=chosen, **options)
        client.region = region or client.region
        client.tenant = tenant or client.tenant
        client._environment = environment or client._environment
        return client


def where(client: Example) -> tuple[str, bool]:
    """The base URL, and whether it is none of the API's own."""
    return client._base_url, client._elsewhere


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, "https://us.example.test/v1"),
        ({"region": "eu"}, "https://eu.example.test/v1"),
        ({"region": ""}, "https://us.example.test/v1"),
        ({"tenant": "acme"}, "https://us.example.test/v1"),
        ({"environment": "production"}, "https://us.example.test/v1"),
        ({"environment": "staging", "tenant": "acme"}, "https://us.staging.test/acme"),
    ],
)
def test_own(options: dict[str, str], url: str) -> None:
    assert where(Regional(**options)) == (url, False)
    assert where(Regional().copy(**options)) == (url, False)


def test_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Regional(base_url="http://a", region="eu")
    assert where(client) == ("http://a", True)
    assert where(client.copy(max_retries=1)) == ("http://a", True)
    assert where(client.copy(region="de")) == ("https://de.example.test/v1", False)
    assert where(Regional().copy(base_url="http://b", region="de")) == ("http://b", True)
    client = Regional()
    client.base_url = "http://c"
    assert where(client.copy()) == ("http://c", True)
    monkeypatch.setenv("EXAMPLE_BASE_URL", "http://d")
    assert where(Regional()) == ("http://d", True)
    assert where(Regional(region="eu")) == ("https://eu.example.test/v1", False)
    assert where(Regional(environment="production")) == ("https://us.example.test/v1", False)


def test_a_copy_stays_in_its_environment() -> None:
    client = Regional(environment="staging", tenant="acme")
    assert where(client.copy(region="eu")) == ("https://eu.staging.test/acme", False)
    again = client.copy(region="eu").copy(tenant="other")
    assert where(again) == ("https://eu.staging.test/other", False)
    assert where(again.copy(environment="production")) == ("https://eu.example.test/v1", False)


def test_what_must_be_given() -> None:
    message = (
        "`tenant` must be given: it is a part of the base URL "
        "https://{region}.staging.test/{tenant}"
    )
    with pytest.raises(ValueError) as caught:
        Regional(environment="staging")
    assert str(caught.value) == message


def test_an_environment_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="`environment` must be one of production, staging"):
        Regional(environment="moon")


@pytest.mark.parametrize("region", ["a@b", "a?b", "a#b"])
def test_what_makes_no_base_url(region: str) -> None:
    with pytest.raises(ValueError, match="`base_url` must"):
        Regional(region=region)


@pytest.mark.parametrize("region", ["evil.test/", "evil.test:443/x", "evil.test\\"])
def test_no_part_of_the_host_is_all_of_it(region: str) -> None:
    with pytest.raises(ValueError, match="`region` must not contain a slash"):
        Regional(region=region)
    with pytest.raises(ValueError, match="`region` must not contain a slash"):
        Regional().copy(region=region)


def test_a_part_of_the_path_may_have_slashes() -> None:
    client = Regional(environment="staging", tenant="acme/eu")
    assert where(client) == ("https://us.staging.test/acme/eu", False)
