"""`sdksmith names`: what it prints, and what it writes into a configuration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from sdksmith import cli
from sdksmith.config.writing import Branch, with_names
from sdksmith.names import words

Capture = pytest.CaptureFixture[str]

SPEC = """\
openapi: 3.1.1
info: { title: Pets, version: "1" }
paths:
  /pets: { get: { responses: {} }, post: { operationId: a/b, responses: {} } }
  /pets/{id}: { get: { x-sdk-method-name: one, responses: {} } }
  /class/{id}: { get: { responses: {} }, parameters: [{ name: id, in: path, required: true, schema: {} }] }
  "/odd: path #1": { get: { responses: {} } }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api.yaml").write_text(SPEC)
    return tmp_path


def test_table(capsys: Capture) -> None:
    assert cli.main(["names", "api.yaml"]) == 0
    assert capsys.readouterr().out == (
        "operation          go                  python                    typescript               rule\n"
        "get /class/{id}    client.Class.Get    client.class_.retrieve    client.class.retrieve    path\n"
        "get /odd: path #1  client.OddPath.Get  client.odd_path.retrieve  client.oddPath.retrieve  path\n"
        "get /pets          client.Pets.List    client.pets.list          client.pets.list         path\n"
        "post /pets         client.Pets.New     client.pets.create        client.pets.create       path\n"
        "get /pets/{id}     client.Pets.One     client.pets.one           client.pets.one          extension\n"
    )


def test_json(capsys: Capture) -> None:
    assert cli.main(["names", "api.yaml", "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert entries[0] == {
        "verb": "get",
        "path": "/class/{id}",
        "name": "class.retrieve",
        "rule": "path",
        "calls": {
            "go": "client.Class.Get",
            "python": "client.class_.retrieve",
            "typescript": "client.class.retrieve",
        },
    }


def test_write(folder: Path, capsys: Capture) -> None:
    """A file is made, it is used from then on, and writing again changes nothing."""
    assert cli.main(["names", "api.yaml", "--write"]) == 0
    assert capsys.readouterr().err.endswith("5 names added to sdksmith.yaml\n")
    text = (folder / "sdksmith.yaml").read_text()
    assert text == (
        "# How the SDKs of this API are named and laid out.\n"
        "\n"
        "openapi_spec: api.yaml\n"
        "\n"
        "resources:\n"
        "  class:\n"
        "    methods:\n"
        "      retrieve: get /class/{id}\n"
        "  odd_path:\n"
        "    methods:\n"
        '      retrieve: "get /odd: path #1"\n'
        "  pets:\n"
        "    methods:\n"
        "      create: post /pets\n"
        "      list: get /pets\n"
        "      one: get /pets/{id}\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["api.yaml", "sdksmith.yaml"]
    for words_ in (["names", "--write"], ["names", "api.yaml", "--write"]):
        assert cli.main(words_) == 0
        assert capsys.readouterr().err == "0 names added to sdksmith.yaml\n"
    assert (folder / "sdksmith.yaml").read_text() == text
    cli.main(["names"])
    out = capsys.readouterr().out
    assert [line.split()[-1] for line in out.splitlines()[1:]] == ["configuration"] * 5


def test_names_stay(folder: Path, capsys: Capture) -> None:
    """What would have taken a name away gets another one."""
    cli.main(["names", "api.yaml", "--write"])
    before = (folder / "sdksmith.yaml").read_text()
    more = (
        "  /pets/one: { post: { responses: {} } }\n  /pets/{id}/list: { get: { responses: {} } }\n"
    )
    (folder / "api.yaml").write_text(SPEC + more)
    capsys.readouterr()
    assert cli.main(["names", "--write"]) == 0
    assert capsys.readouterr().err == "2 names added to sdksmith.yaml\n"
    after = (folder / "sdksmith.yaml").read_text()
    assert set(before.splitlines()) < set(after.splitlines())
    assert "      retrieve_list: get /pets/{id}/list\n" in after
    cli.main(["generate", "--flavor", "python"])
    assert "unnamed-operation" not in capsys.readouterr().err


def test_line_ends_stay(folder: Path, capsys: Capture) -> None:
    (folder / "sdksmith.yaml").write_bytes(b"openapi_spec: api.yaml\r\nresources:\r\n  pets:\r\n")
    assert cli.main(["names", "--write"]) == 0
    text = (folder / "sdksmith.yaml").read_bytes()
    assert text.startswith(b"openapi_spec: api.yaml\r\nresources:\r\n  pets:\r\n    methods:\r\n")
    assert text.count(b"\n") == text.count(b"\r\n")


def test_a_broken_configuration_is_left_alone(folder: Path, capsys: Capture) -> None:
    (folder / "c.yaml").write_text("openapi_spec: [\n")
    assert cli.main(["names", "--config", "c.yaml", "--write"]) == 1
    assert (folder / "c.yaml").read_text() == "openapi_spec: [\n"


def test_another_document_has_nothing_to_do_with_it(folder: Path, capsys: Capture) -> None:
    cli.main(["names", "api.yaml", "--write"])
    (folder / "other.yaml").write_text(SPEC.replace("/pets", "/cats"))
    capsys.readouterr()
    assert cli.main(["names", "other.yaml"]) == 0
    assert "client.cats.list" in capsys.readouterr().out


# ---------------------------------------------------------------- the text of the configuration


def branch(tree: dict[str, object]) -> Branch:
    """`{"list": "get /a", "toys": {...}}`"""
    methods = {words(k): v for k, v in tree.items() if isinstance(v, str)}
    return Branch(methods, {words(k): branch(v) for k, v in tree.items() if isinstance(v, dict)})


PETS = {"pets": {"list": "get /pets", "toys": {"list": "get /toys"}}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "",
            "resources:\n  pets:\n    methods:\n      list: get /pets\n"
            "    subresources:\n      toys:\n        methods:\n          list: get /toys\n",
            id="empty",
        ),
        pytest.param(
            "# why\na: 1 # one",
            "# why\na: 1 # one\n\nresources:\n  pets:\n    methods:\n      list: get /pets\n"
            "    subresources:\n      toys:\n        methods:\n          list: get /toys\n",
            id="no resources",
        ),
        pytest.param(
            "resources:\n  pets:\n    methods:\n      a: get /a # one\n\n      # two\n      b: get /b\n\n# end\nc: 1\n",
            "resources:\n  pets:\n    methods:\n      a: get /a # one\n\n      # two\n      b: get /b\n"
            "      list: get /pets\n    subresources:\n      toys:\n        methods:\n          list: get /toys\n"
            "\n# end\nc: 1\n",
            id="among others",
        ),
        pytest.param(
            "resources:\n    pets: # none yet\n        methods:\n"
            "    cats:\n        description: >\n            Cats.\n\n            More.\n",
            "resources:\n    pets: # none yet\n        methods:\n          list: get /pets\n"
            "        subresources:\n          toys:\n            methods:\n              list: get /toys\n"
            "    cats:\n        description: >\n            Cats.\n\n            More.\n",
            id="wider",
        ),
        pytest.param(
            "resources: { pets: { methods: { a: get /a }, subresources: {} } } # flow\n",
            'resources: { pets: { methods: { a: get /a, "list": "get /pets" }, '
            'subresources: { "toys": {"methods": {"list": "get /toys"}} } } } # flow\n',
            id="flow",
        ),
        pytest.param(
            '{"resources": {"cats": null}}',
            '{"resources": {"cats": null, "pets": {"methods": {"list": "get /pets"}, '
            '"subresources": {"toys": {"methods": {"list": "get /toys"}}}}}}\n',
            id="json",
        ),
        pytest.param(
            "shared: &m { a: get /a }\nresources:\n  pets:\n    methods:\n      <<: *m",
            "shared: &m { a: get /a }\nresources:\n  pets:\n    methods:\n      <<: *m\n      list: get /pets\n"
            "    subresources:\n      toys:\n        methods:\n          list: get /toys\n",
            id="merge",
        ),
        pytest.param(
            "resources:\n  pets:\n    models: &m {}\n    more: *m\nlast: *m\n",
            "resources:\n  pets:\n    models: &m {}\n    more: *m\n"
            "    methods:\n      list: get /pets\n"
            "    subresources:\n      toys:\n        methods:\n          list: get /toys\nlast: *m\n",
            id="alias",
        ),
    ],
)
def test_with_names(before: str, after: str) -> None:
    assert with_names(before, {words(k): branch(v) for k, v in PETS.items()}) == after


def test_names_that_yaml_takes_for_something_else() -> None:
    text = with_names("", {("on",): branch({"null": "get /a:", "no": "get / #a"})})
    assert text == (
        'resources:\n  "on":\n    methods:\n      "no": "get / #a"\n      "null": "get /a:"\n'
    )


def test_shared_models_are_no_resource() -> None:
    text = with_names(
        "resources: { $shared: { models: {} } }\n", {("shared",): branch({"list": "get /shared"})}
    )
    assert "methods" not in yaml.safe_load(text)["resources"]["$shared"]


@pytest.mark.parametrize(
    "text",
    [
        "resources: []",
        "resources: { pets: 1 }",
        "- a",
        "a",
        "x: &m { a: get /a }\nresources: { pets: { methods: *m } }",
    ],
)
def test_nothing_can_be_added(text: str) -> None:
    with pytest.raises((ValueError, AttributeError)):
        with_names(text, {words(k): branch(v) for k, v in PETS.items()})
