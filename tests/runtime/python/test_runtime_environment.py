"""Which options the environment gives, and which it must leave alone."""

import pytest

from sdk._runtime.environment import completed

VARIABLES = {"token": "ACME_TOKEN", "key": "ACME_KEY", "email": "ACME_EMAIL", "team": "ACME_TEAM"}
CREDENTIALS = (("token",), ("email", "key"))
NOTHING = {"token": None, "key": None, "email": None, "team": None, "other": None}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, variable in VARIABLES.items():
        monkeypatch.setenv(variable, f"{name} of the environment")


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({}, {"token", "key", "email", "team"}),
        ({"token": "mine"}, {"team"}),
        ({"key": "mine"}, {"email", "team"}),
        ({"key": "mine", "email": "mine"}, {"team"}),
        ({"team": "mine"}, {"token", "key", "email"}),
        ({"token": ""}, {"key", "email", "team"}),
    ],
)
def test_the_environment_completes_what_is_given(given: dict[str, str], taken: set[str]) -> None:
    options = completed(NOTHING | given, VARIABLES, CREDENTIALS)
    assert {name for name, value in options.items() if value and "environment" in value} == taken
    assert {name: options[name] for name in given} == given
    assert options["other"] is None


def test_an_empty_variable_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_TOKEN", "")
    assert completed(NOTHING, VARIABLES, CREDENTIALS)["token"] is None
