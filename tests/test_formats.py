"""Findings for other programs: JSON, SARIF, workflow commands of GitHub, JUnit's XML."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from node.toolchain import packages
from sdksmith.load import Pointer, parse
from sdksmith.report import Finding, Level, Place
from sdksmith.report.formats import NAMES, Report, render

DOCUMENT = """\
openapi: 3.1.0
paths:
  /pets:
    get:
      parameters:
      - name: limit
        in: query
"""
HOSTILE = "]]>\x1b[31m\x07\x9b\u202e\u2028\x00\x7f\ufffe\ud800\n::error::x%0A</failure>&\"'"


@dataclass
class Page:
    code: str = "some-code"
    level: Level = Level.WARNING
    title: str = "A thing is `odd`"
    page: str = "A thing is `odd`\n\nMend it."
    link: str = "https://spec.openapis.org/oas/v3.1.1.html#info-object"


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "spec" / "api.yaml"
    path.parent.mkdir()
    path.write_text(DOCUMENT)
    return path


@pytest.fixture
def report(document: Path) -> Report:
    """Two findings in a document, one about no file."""
    parameter = Pointer(parse(document), ("paths", "/pets", "get", "parameters", 0, "name"))
    findings = [
        Finding("some-code", Level.WARNING, "it is odd", parameter, "did you mean `page`?"),
        Finding("other-code", Level.ERROR, "it is wrong", Place(document, 4, 5, 3)),
        Finding("no-document", Level.INFO, "by the way"),
    ]
    return Report([Path("spec/api.yaml"), Path("b.yaml")], findings, {"some-code": Page()})


def test_unknown_format(report: Report) -> None:
    with pytest.raises(ValueError, match="no format 'html'"):
        render("html", report)


def test_json(report: Report) -> None:
    assert json.loads(render("json", report)) == {
        "version": 1,
        "documents": ["spec/api.yaml", "b.yaml"],
        "findings": [
            {
                "code": "some-code",
                "level": "warning",
                "message": "it is odd",
                "hint": "did you mean `page`?",
                "place": {
                    "file": "spec/api.yaml",
                    "line": 6,
                    "column": 15,
                    "length": 5,
                    "pointer": "#/paths/~1pets/get/parameters/0/name",
                },
                "help": "sdksmith rules some-code",
                "link": "https://spec.openapis.org/oas/v3.1.1.html#info-object",
            },
            {
                "code": "other-code",
                "level": "error",
                "message": "it is wrong",
                "hint": None,
                "place": {
                    "file": "spec/api.yaml",
                    "line": 4,
                    "column": 5,
                    "length": 3,
                    "pointer": None,
                },
                "help": None,
                "link": None,
            },
            {
                "code": "no-document",
                "level": "info",
                "message": "by the way",
                "hint": None,
                "place": None,
                "help": None,
                "link": None,
            },
        ],
        "summary": {"error": 1, "warning": 1, "info": 1},
    }


def sarif_schema() -> jsonschema_rs.Draft4Validator:
    folder = packages() / "@microsoft" / "jest-sarif" / "lib" / "schemas"
    text = (folder / "sarif-2.1.0-rtm.5.json").read_text()
    # One pattern has a bracket too many, which only browsers let pass.
    schema = json.loads(text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$"))
    return jsonschema_rs.Draft4Validator(schema, validate_formats=True)


def sarif(report: Report) -> dict[str, Any]:
    """The only run of a log."""
    log = json.loads(render("sarif", report))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


class TestSarif:
    @pytest.mark.parametrize("text", ["it is odd", HOSTILE], ids=["usual", "hostile"])
    def test_schema(self, report: Report, text: str) -> None:
        validator = sarif_schema()
        findings = [
            replace(finding, message=text, hint=text, code=f"{finding.code}{text}")
            for finding in report.findings
        ]
        pages = {"some-code": Page(), "a": Page("a", link="", title=text)}
        for found in (report.findings, findings, []):
            log = json.loads(render("sarif", replace(report, findings=found, pages=pages)))
            assert [str(error) for error in validator.iter_errors(log)] == []

    def test_schema_is_one(self) -> None:
        assert not sarif_schema().is_valid({"version": "2.1.0", "runs": [{}]})

    def test_result(self, report: Report) -> None:
        run = sarif(report)
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == ["no-document", "other-code", "some-code"]
        assert rules[2] == {
            "id": "some-code",
            "name": "SomeCode",
            "shortDescription": {"text": "A thing is `odd`."},
            "help": {
                "text": "A thing is `odd`\n\nMend it.\n\nsdksmith rules some-code",
                "markdown": "A thing is `odd`\n\nMend it.",
            },
            "helpUri": "https://spec.openapis.org/oas/v3.1.1.html#info-object",
            "defaultConfiguration": {"level": "warning"},
        }
        first, second, third = run["results"]
        assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("some-code", 2, "warning")
        assert first["message"] == {"text": "It is odd. Did you mean `page`?"}
        assert first["locations"] == [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "spec/api.yaml"},
                    "region": {"startLine": 6, "startColumn": 15, "endColumn": 20},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": "#/paths/~1pets/get/parameters/0/name"}
                ],
            }
        ]
        assert (second["ruleIndex"], second["level"]) == (1, "error")
        assert third["level"] == "note"
        assert third["locations"] == [
            {"physicalLocation": {"artifactLocation": {"uri": "spec/api.yaml"}}}
        ]

    def test_files(self, report: Report, tmp_path: Path) -> None:
        """Below the working directory they are relative, elsewhere absolute, and always URIs."""
        places = [tmp_path / "a b%#é.yaml", Path("/else where/a.yaml"), Path("../a:b.yaml")]
        findings = [Finding("a", Level.ERROR, "m", Place(file, 1, 1)) for file in places]
        run = sarif(replace(report, findings=findings))
        assert [
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in run["results"]
        ] == ["a%20b%25%23%C3%A9.yaml", "file:///else%20where/a.yaml", "../a%3Ab.yaml"]

    def test_fingerprints_survive_edits(self, report: Report, document: Path) -> None:
        """A finding that has moved, and whose neighbours have changed, is the same one."""
        steps = ("paths", "/pets", "get", "parameters", 0, "name")

        def prints() -> list[str]:
            found = [
                Finding("a", Level.ERROR, f"it is wrong {count}", Pointer(parse(document), steps))
                for count in range(2)
            ]
            found.append(Finding("b", Level.ERROR, "it is wrong", found[0].place))
            run = sarif(replace(report, findings=found))
            return [
                result["partialFingerprints"]["primaryLocationLineHash"]
                for result in run["results"]
            ]

        before = prints()
        document.write_text(DOCUMENT.replace("paths:", "info: {title: a}\npaths:"))
        assert prints() == before
        assert len(set(before)) == 3
        assert all(re.fullmatch("[0-9a-f]{16}:[12]", text) for text in before)


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands, as the runner of GitHub reads them."""
    found = []
    for line in text.split("\n")[:-1]:
        match = re.fullmatch("::([a-z]+) ([^:]*)::(.*)", line)
        assert match is not None, line
        pairs = (word.split("=", 1) for word in match[2].split(","))
        properties = {
            key: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs
        }
        found.append((match[1], properties, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


class TestGithub:
    def test_commands(self, report: Report) -> None:
        assert render("github", report) == (
            "::error file=spec/api.yaml,line=4,col=5,endColumn=8,title=sdksmith other-code"
            "::It is wrong.\n"
            "::warning file=spec/api.yaml,line=6,col=15,endColumn=20,title=sdksmith some-code"
            "::It is odd. Did you mean `page`?%0Asdksmith rules some-code\n"
            "::notice title=sdksmith no-document::By the way.\n"
        )

    def test_escapes(self) -> None:
        place = Place("a:b,c=d%2C\n::.yaml", 1, 2)
        finding = Finding("a", Level.ERROR, "100% wrong\n::set-output name=a::b", place, "a\r\nb")
        [(name, properties, message)] = commands(render("github", Report([], [finding], {})))
        assert name == "error"
        assert properties["file"] == r"a:b,c=d%2C\n::.yaml"
        assert message == r"100% wrong\n::set-output name=a::b. A\x0d\nb."

    def test_none(self) -> None:
        assert render("github", Report([Path("a.yaml")], [], {})) == ""


class TestJunit:
    def test_suites(self, report: Report) -> None:
        root = ET.fromstring(render("junit", report))
        assert root.attrib == {
            "name": "sdksmith validate",
            "tests": "4",
            "failures": "1",
            "errors": "0",
        }
        api, other, nowhere = root
        assert api.attrib == {"name": "spec/api.yaml", "tests": "2", "failures": "1", "errors": "0"}
        passed, failed = api
        assert passed.attrib["name"] == "6:15 some-code"
        assert "rule: sdksmith rules some-code" in passed.findtext("system-out", "")
        [failure] = failed
        assert failed.attrib["classname"] == "spec/api.yaml"
        assert failure.attrib == {"type": "error", "message": "It is wrong."}
        assert failure.text == (
            "spec/api.yaml:4:5: error[other-code]: it is wrong\n4 |     get:\n  |     ^^^\n"
        )
        assert [(case.attrib["name"], len(case)) for case in other] == [("valid", 0)]
        assert nowhere.attrib["name"] == "sdksmith"

    def test_what_fails_the_run_fails(self, report: Report) -> None:
        for level, failures in ((Level.ERROR, 1), (Level.WARNING, 2), (Level.INFO, 3)):
            root = ET.fromstring(render("junit", replace(report, fail_on=level)))
            assert root.attrib["failures"] == str(failures)
            assert len(root.findall(".//failure")) == failures


@given(
    st.lists(st.builds(Finding, st.text(), st.sampled_from(Level), st.text(), st.none(), st.text()))
)
def test_any_text(findings: list[Finding]) -> None:
    """Whatever a document says, the output is what its readers can read, and is printable."""
    report = Report([Path("a.yaml")], findings, {})
    outputs = {name: render(name, report) for name in NAMES}
    for text in outputs.values():
        assert text.encode().decode().replace("\n", "").isprintable()
    assert len(json.loads(outputs["json"])["findings"]) == len(findings)
    assert len(sarif(report)["results"]) == len(findings)
    assert len(commands(outputs["github"])) == len(findings)
    root = ET.fromstring(outputs["junit"])
    assert len(root.findall(".//testcase")) == len(findings) + 1
    assert [case.attrib["name"] for case in root.findall("testsuite[@name='a.yaml']/*")] == [
        "valid"
    ]


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and text != "/"))
def test_any_name_of_a_file(name: str) -> None:
    finding = Finding("a", Level.ERROR, "m", Place(name, 1, 1))
    report = Report([], [finding], {})
    for form in NAMES:
        render(form, report).encode()
    assert len(commands(render("github", report))) == 1
    ET.fromstring(render("junit", report))
    uri = sarif(report)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%/._~:-]+", uri)
