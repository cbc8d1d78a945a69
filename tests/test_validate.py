"""`sdksmith validate` and `sdksmith rules`: what is checked, what is printed where, exit codes."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from sdksmith import cli, lint
from sdksmith.config import read
from sdksmith.lint.rule import rules
from sdksmith.report import printable
from sdksmith.report.formats import NAMES

Capture = pytest.CaptureFixture[str]
Write = Callable[..., Path]

CLEAN = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "204": { description: None }
"""
WRONG = CLEAN.replace("      responses:", "      requestbody: {}\n      responses:")
NAMELESS = CLEAN.replace("      operationId: listPets\n", "")
REFERRING = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets:
    $ref: parts/pets.yaml#/pets
"""
PARTS = """\
pets:
  get:
    operationId: listPets
    requestbody: {}
    responses:
      "204": { description: None }
"""
ERROR = """\
api.yaml:8:7: error[unknown-field]: an Operation Object has no `requestbody`
6 |     get:
  | …
8 |       requestbody: {}
  |       ^^^^^^^^^^^
  hint: did you mean "requestBody"?
  rule: sdksmith rules unknown-field

1 error
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file of the working directory."""
    monkeypatch.chdir(tmp_path)

    def write(text: str, name: str = "api.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
        return path

    return write


def printed(capture: Capture) -> dict[str, Any]:
    """What was printed as JSON."""
    value = json.loads(capture.readouterr().out)
    assert isinstance(value, dict)
    return value


def found(value: dict[str, Any]) -> list[tuple[str, str | None]]:
    """The codes of findings and their files."""
    return [
        (finding["code"], finding["place"] and finding["place"]["file"])
        for finding in value["findings"]
    ]


class TestDocuments:
    def test_clean(self, write: Write, capsys: Capture) -> None:
        write(CLEAN)
        assert cli.main(["validate", "api.yaml"]) == 0
        assert capsys.readouterr() == ("", "api.yaml: no findings\n")

    def test_wrong(self, write: Write, capsys: Capture) -> None:
        write(WRONG)
        assert cli.main(["validate", "api.yaml"]) == 1
        assert capsys.readouterr() == (ERROR, "")

    def test_several(self, write: Write, capsys: Capture) -> None:
        """Each is checked, whatever the others are; each once."""
        write(WRONG)
        write(CLEAN, "b.yaml")
        write("a: [", "c.yaml")
        words = ["validate", "b.yaml", "c.yaml", "api.yaml", "missing.yaml", "b.yaml"]
        assert cli.main([*words, "--format=json"]) == 1
        value = printed(capsys)
        assert value["documents"] == words[1:5]
        assert found(value) == [
            ("broken-yaml", "c.yaml"),
            ("unknown-field", "api.yaml"),
            ("missing-file", None),
        ]

    def test_shared_file(self, write: Write, capsys: Capture) -> None:
        """What two documents refer to is reported on once."""
        write(REFERRING)
        write(REFERRING, "b.yaml")
        write(PARTS, "parts/pets.yaml")
        assert cli.main(["validate", "api.yaml", "b.yaml", "--format", "json"]) == 1
        assert found(printed(capsys)) == [("unknown-field", "parts/pets.yaml")]

    def test_outside(self, write: Write, capsys: Capture) -> None:
        write(REFERRING.replace("parts/", "../parts/"), "spec/api.yaml")
        write(PARTS.replace("    requestbody: {}\n", ""), "parts/pets.yaml")
        words = ["validate", "spec/api.yaml", "--format=json", "--fail-on=warning"]
        assert cli.main(words) == 1
        assert found(printed(capsys)) == [("ref-outside", "spec/api.yaml")]
        assert cli.main([*words, "--allow-outside"]) == 0

    def test_from_elsewhere(
        self, write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Places are relative to the working directory, also where the document is named absolutely."""
        path = write(WRONG, "spec/api.yaml")
        assert cli.main(["validate", str(path)]) == 1
        assert capsys.readouterr().out == ERROR.replace("api.yaml", "spec/api.yaml")
        monkeypatch.chdir(path.parent)
        assert cli.main(["validate", str(path)]) == 1
        assert capsys.readouterr().out == ERROR


class TestConfiguration:
    def test_document(self, write: Write, capsys: Capture) -> None:
        write(WRONG, "spec/api.yaml")
        write("openapi_spec: spec/api.yaml", "sdksmith.yaml")
        assert cli.main(["validate"]) == 1
        assert capsys.readouterr().out == ERROR.replace("api.yaml", "spec/api.yaml")

    @pytest.mark.parametrize("text", [None, "{}"])
    def test_no_document(self, write: Write, capsys: Capture, text: str | None) -> None:
        if text is not None:
            write(text, "sdksmith.yaml")
        write(CLEAN)
        assert cli.main(["validate"]) == 1
        assert "no OpenAPI document is named" in capsys.readouterr().out

    def test_lint_is_for_all_documents(self, write: Write, capsys: Capture) -> None:
        """What it says of names is only for the document that it names."""
        write(CLEAN)
        write(NAMELESS, "b.yaml")
        text = "openapi_spec: api.yaml\nlint: { rules: { missing-operation-id: error } }\n"
        write(
            text + "resources: { pets: { methods: { list: get /pets, create: post /pet } } }",
            "sdksmith.yaml",
        )
        assert cli.main(["validate", "b.yaml", "--format=json", "--flavor=python"]) == 1
        assert found(printed(capsys)) == [("missing-operation-id", "b.yaml")]
        assert cli.main(["validate", "--format=json", "--flavor=python"]) == 1
        assert found(printed(capsys)) == [("unknown-operation", "sdksmith.yaml")]

    def test_levels(self, write: Write, capsys: Capture) -> None:
        write(NAMELESS)
        write("lint: { rules: { missing-operation-id: error } }", "a.yaml")
        write("lint: { rules: { missing-operation-id: off } }", "b.yaml")
        text = "lint: { rules: { missing-operation-id: { level: error, except: [%s] } } }"
        write(text % "/pet*", "c.yaml")
        write(text % "/cats", "d.yaml")
        assert cli.main(["validate", "api.yaml", "--fail-on", "warning"]) == 0
        assert cli.main(["validate", "api.yaml", "--config", "a.yaml"]) == 1
        assert cli.main(["validate", "api.yaml", "--config", "b.yaml", "--fail-on=info"]) == 0
        assert cli.main(["validate", "api.yaml", "--config", "c.yaml", "--fail-on=info"]) == 0
        assert cli.main(["validate", "api.yaml", "--config", "d.yaml"]) == 1

    def test_mistakes(self, write: Write, capsys: Capture) -> None:
        """They are findings of the configuration, in the format that is asked for."""
        write(CLEAN)
        write("lint: { rules: { missing-operationid: off } }", "sdksmith.yaml")
        assert cli.main(["validate", "api.yaml"]) == 1
        assert "did you mean `missing-operation-id`?" in capsys.readouterr().out
        assert cli.main(["validate", "api.yaml", "--format=json"]) == 1
        assert found(printed(capsys)) == [("unknown-rule", "sdksmith.yaml")]

    def test_warnings(self, write: Write, capsys: Capture) -> None:
        write(CLEAN)
        write(CLEAN, "b.yaml")
        write("client_settings: { default_timeout: 90000 }", "sdksmith.yaml")
        words = ["validate", "api.yaml", "b.yaml", "--format=json"]
        assert cli.main(words) == 0
        assert found(printed(capsys)) == [("long-timeout", "sdksmith.yaml")]
        assert cli.main([*words, "--fail-on", "warning"]) == 1

    def test_unknown_flavor(self, write: Write, capsys: Capture) -> None:
        write(CLEAN)
        assert cli.main(["validate", "api.yaml", "--flavor", "pyton"]) == 1
        assert "did you mean `python`?" in capsys.readouterr().out


class TestLevels:
    @pytest.mark.parametrize(
        ("level", "code"), [("error", 0), ("warning", 0), ("info", 1)], ids=str
    )
    def test_fail_on(self, write: Write, capsys: Capture, level: str, code: int) -> None:
        write(NAMELESS)
        assert cli.main(["validate", "api.yaml", "--fail-on", level]) == code
        assert "1 note" in capsys.readouterr().out

    @pytest.mark.parametrize("form", ["text", *NAMES])
    def test_quiet(self, write: Write, capsys: Capture, form: str) -> None:
        """Only errors are shown; the exit code is what was asked for."""
        write(NAMELESS)
        assert cli.main(["validate", "api.yaml", "--quiet", "--format", form]) == 0
        out, err = capsys.readouterr()
        assert "missing-operation-id" not in out.partition('"results"')[2] + out[:500]
        assert err == ""
        assert cli.main(["validate", "api.yaml", "--quiet", "--fail-on=info"]) == 1


class TestFormats:
    def test_json(self, write: Write, capsys: Capture) -> None:
        write(WRONG)
        assert cli.main(["validate", "api.yaml", "--format", "json"]) == 1
        out, err = capsys.readouterr()
        assert err == "api.yaml: 1 error\n"
        [finding] = json.loads(out)["findings"]
        link = finding.pop("link")
        assert link.startswith("https://spec.openapis.org/")
        assert finding == {
            "code": "unknown-field",
            "level": "error",
            "message": "an Operation Object has no `requestbody`",
            "hint": 'did you mean "requestBody"?',
            "place": {
                "file": "api.yaml",
                "line": 8,
                "column": 7,
                "length": 11,
                "pointer": "#/paths/~1pets/get/requestbody",
            },
            "help": "sdksmith rules unknown-field",
        }

    def test_sarif(self, write: Write, capsys: Capture) -> None:
        """All rules are in it, so that one that finds nothing any more is known."""
        write(WRONG)
        assert cli.main(["validate", "api.yaml", "--format", "sarif"]) == 1
        [run] = json.loads(capsys.readouterr().out)["runs"]
        known = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in known] == list(lint.codes())
        [result] = run["results"]
        assert known[result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-field"

    def test_github(self, write: Write, capsys: Capture) -> None:
        write(WRONG)
        assert cli.main(["validate", "api.yaml", "--format", "github"]) == 1
        assert capsys.readouterr().out == (
            "::error file=api.yaml,line=8,col=7,endColumn=18,title=sdksmith unknown-field"
            '::An Operation Object has no `requestbody`. Did you mean "requestBody"?'
            "%0Asdksmith rules unknown-field\n"
        )

    def test_junit(self, write: Write, capsys: Capture) -> None:
        write(WRONG)
        write(CLEAN, "b.yaml")
        assert cli.main(["validate", "api.yaml", "b.yaml", "--format", "junit"]) == 1
        root = ET.fromstring(capsys.readouterr().out)
        assert [
            (suite.attrib["name"], suite.attrib["tests"], suite.attrib["failures"])
            for suite in root
        ] == [("api.yaml", "1", "1"), ("b.yaml", "1", "0")]

    def test_all_of_many(self, write: Write, capsys: Capture) -> None:
        """People see five of a kind, programs all of them."""
        tags = "".join(f"  - {{ name: t{n}, sumary: a }}\n" for n in range(20))
        write(f"{CLEAN}tags:\n{tags}")
        assert cli.main(["validate", "api.yaml"]) == 1
        out = capsys.readouterr().out
        assert "… and 15 more like this" in out
        assert "--all-findings shows all of them" in out
        assert cli.main(["validate", "api.yaml", "--all-findings"]) == 1
        assert capsys.readouterr().out.count("error[unknown-field]") == 20
        assert cli.main(["validate", "api.yaml", "--format=json"]) == 1
        assert len(found(printed(capsys))) == 20


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class TestTerminal:
    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
        """Puts a terminal in the place of the standard output, when the test has begun."""
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")

        def use() -> Terminal:
            made = Terminal()
            monkeypatch.setattr(sys, "stdout", made)
            return made

        return use

    def test_colour(
        self, write: Write, terminal: Callable[[], Terminal], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(WRONG)
        out = terminal()
        assert cli.main(["validate", "api.yaml"]) == 1
        assert "\x1b[1;31merror[unknown-field]\x1b[0m" in out.getvalue()
        assert re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()) == ERROR
        monkeypatch.setenv("NO_COLOR", "1")
        out = terminal()
        assert cli.main(["validate", "api.yaml"]) == 1
        assert out.getvalue() == ERROR

    @pytest.mark.parametrize("form", ["text", *NAMES])
    def test_document_does_not_steer_it(
        self, write: Write, terminal: Callable[[], Terminal], form: str
    ) -> None:
        write(WRONG.replace("requestbody:", r'"a\e[2J\u202e\n::error::b":'))
        out = terminal()
        assert cli.main(["validate", "api.yaml", "--format", form]) == 1
        text = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
        assert "unknown-field" in text
        assert text.replace("\n", "").isprintable()
        assert "\n::error::b" not in text


class TestRules:
    def test_list(self, capsys: Capture) -> None:
        assert cli.main(["rules"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert [line.split()[0] for line in out.splitlines()] == list(lint.codes())
        rule = rules()["missing-operation-id"]
        [line] = [line for line in out.splitlines() if line.startswith("missing-operation-id ")]
        assert line.split(maxsplit=2)[1:] == [rule.level.value, rule.title]

    @pytest.mark.parametrize("code", lint.codes())
    def test_page(self, capsys: Capture, code: str) -> None:
        assert cli.main(["rules", code]) == 0
        out = capsys.readouterr().out
        rule = rules()[code]
        assert out.startswith(f"# {code}\n\n{rule.title}. Its level is {rule.level.value}.\n\n")
        for document in (rule.bad, rule.good):
            listing = "\n".join(map(printable, document.strip().split("\n")))
            assert f"\n{listing}\n```\n" in out

    @pytest.mark.parametrize(
        ("word", "hint"),
        [
            ("missing-operationid", "did you mean missing-operation-id?"),
            ("qqq", "`sdksmith rules` lists them"),
        ],
    )
    def test_unknown(self, capsys: Capture, word: str, hint: str) -> None:
        assert cli.main(["rules", word]) == 2
        assert capsys.readouterr() == (
            "",
            f'error: there is no rule "{word}"\n  hint: {hint}\n',
        )


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("validate --format xml", "sarif"),
        ("validate --fail-on warn", "warning"),
        ("validate --fail_on=error", "did you mean --fail-on?"),
        ("validat api.yaml", "did you mean validate?"),
    ],
)
def test_wrong_usage(capsys: Capture, words: str, hint: str) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(words.split())
    assert caught.value.code == 2
    assert hint in capsys.readouterr().err


def test_this_repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert cli.main(["validate", "--fail-on", "info"]) == 0


def test_generate_does_not_pay_for_it() -> None:
    """Rules, schemas and the compiled validator are only loaded when something is validated."""
    script = (
        "import sys, sdksmith.cli; print([n for n in sys.modules if n.split('.')[-1] in sys.argv])"
    )
    names = ("jsonschema_rs", "engine", "rules", "structure", "sarif")
    run = subprocess.run(
        [sys.executable, "-c", script, *names],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(cli.__file__).parents[1])},
    )
    assert run.stdout == "[]\n"


class TestReadme:
    """What the README shows."""

    @pytest.fixture
    def readme(self, root: Path) -> str:
        return (root / "README.md").read_text()

    def test_output(self, readme: str, write: Write, capsys: Capture) -> None:
        write(
            "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n"
            "servers: [{ url: https://api.example.com }]\npaths:\n  /pets:\n    get:\n"
            "      operationId: listPets\n      responses:\n        '204': { description: None }\n"
            "    post:\n      operationId: createPet\n      requestbody:\n        content: {}\n"
            "      responses:\n        '204': { description: None }\n",
            "openapi.yaml",
        )
        assert cli.main(["validate", "openapi.yaml"]) == 1
        assert f"```\n{capsys.readouterr().out}```\n" in readme

    def test_configuration(self, readme: str, write: Write) -> None:
        [text] = [text for text in readme.split("```") if text.startswith("yaml\nlint:")]
        config = read(write(text.removeprefix("yaml\n"), "sdksmith.yaml"))
        assert config.lint["unused-component"].is_off
        assert config.lint["missing-operation-id"].excepts("/internal/a", "#/paths/~1internal~1a")

    def test_workflow(self, readme: str) -> None:
        """Its commands are understood, and a finding does not keep the report from being uploaded."""
        [text] = [text for text in readme.split("```") if "runs-on:" in text]
        job = yaml.safe_load(text.removeprefix("yaml\n"))["jobs"]["validate"]
        *_, run, upload = job["steps"]
        command, _, file = run["run"].partition(" > ")
        assert cli._parse(command.split()[1:]).format == "sarif"
        assert upload["with"]["sarif_file"] == file
        assert upload["if"] == "success() || failure()"
        assert job["permissions"]["security-events"] == "write"

    def test_hook(self, readme: str) -> None:
        [text] = [text for text in readme.split("```") if "pre-commit-config" in text]
        [repo] = yaml.safe_load(text.removeprefix("yaml\n"))["repos"]
        [hook] = repo["hooks"]
        assert cli._parse(hook["entry"].split()[1:]).documents == [Path("openapi.yaml")]
        assert re.match(hook["files"], "openapi.yaml")
