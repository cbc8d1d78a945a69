"""What the Go flavor decides of a module as a whole: its path, the names of options, the layout of columns."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sdksmith import pipeline
from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.go.credentials import Options
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.target import module
from sdksmith.ir import Api, ClientOption, Environment
from sdksmith.load import Loader
from sdksmith.names import words
from sdksmith.wire import Wire

SPEC = Path(__file__).parent / "cases" / "pets" / "spec.yaml"


@pytest.fixture(scope="module")
def api() -> Api:
    return build(Loader(SPEC).root, Config())[0]


def test_path_of_the_module(api: Api) -> None:
    given = TargetConfig(package_name="go.acme.example/pets/v2", version="2.1.0")
    assert module(api, Config(), given).path == "go.acme.example/pets/v2"
    assert module(api, Config(), given).package == "pets"
    assert module(api, Config(), TargetConfig()).path == "github.com/pets/pets-go"
    acme = Config(organization="Acme Pets")
    assert module(api, acme, TargetConfig()).path == "github.com/acme-pets/pets-go"


@pytest.mark.parametrize(("name", "package"), [("go", "go_"), ("open ai", "openai")])
def test_package_at_the_root(name: str, package: str, api: Api) -> None:
    named = replace(api, package=words(name))
    assert module(named, Config(), TargetConfig()).package == package


def test_options_keep_the_names_of_the_runtime(api: Api) -> None:
    """An option of the API gives way to every function that `option` has in any SDK."""
    text = (pipeline.templates() / "go" / "option" / "option.go").read_text()
    functions = re.findall(r"^func With(\w+)\(", text, re.MULTILINE)
    assert functions
    options = tuple(ClientOption(words(name), Wire(""), None) for name in functions)
    found = Options(replace(api, options=options), module(api, Config(), TargetConfig()))
    assert not {f"With{name}" for name in functions} & found.credentials.keys()


def test_options_and_environments_in_one_scope(api: Api) -> None:
    option = ClientOption(words("environment_production"), Wire(""), None)
    environment = Environment(words("production"), (Wire("https://pets.example.com"),))
    whole = replace(api, options=(option,), environments=(environment,))
    options = Options(whole, module(api, Config(), TargetConfig()))
    assert len({view.name for view in options.page().options}) == 2
    assert [finding.code for finding in options.findings] == ["name-collision"]


def test_columns() -> None:
    """A line without a further cell ends the column of those around it, as gofmt has it."""
    assert columns([]) == []
    assert columns([("A", "int"), ("Long", "string")]) == ["A    int", "Long string"]
    rows = [("A", "int", "`a`"), ("Bc", "float64", "`b`"), ("D", "bool"), ("E", "int", "`e`")]
    assert columns(rows) == ["A  int     `a`", "Bc float64 `b`", "D  bool", "E  int `e`"]
