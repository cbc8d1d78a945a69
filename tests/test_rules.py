"""Each rule by its own two examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sdksmith import config as configuration
from sdksmith.config import Config
from sdksmith.flavors import available
from sdksmith.lint import codes
from sdksmith.lint.engine import validate
from sdksmith.lint.rule import Rule, rule, rules
from sdksmith.report import Finding, Level

PACKAGE = Path(__file__).parents[1] / "generator" / "sdksmith"
CODE = re.compile(
    r"\b(?:Finding|report|_report|_note|_problem|_failed|_fatal|_find)"
    r'\(\s*(?:code=)?"([a-z]+(?:-[a-z0-9]+)+)"'
)
"""What makes a finding, and its code."""
EVERY = tuple(rules().values())


def each(rules: tuple[Rule, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


def found(rule: Rule, text: str, folder: Path, flavors: tuple[str, ...]) -> list[str]:
    """The codes of what is found in an example: the rule's own, and all of warning level or above."""
    document = folder / ("openapi.json" if text.lstrip().startswith("{") else "openapi.yaml")
    document.write_bytes(text.encode("utf-8", "surrogateescape"))
    config = Config()
    if rule.config:
        (folder / "sdksmith.yaml").write_text(rule.config)
        config = configuration.read(folder / "sdksmith.yaml")
    findings = validate(document, config, flavors=flavors)
    return [f.code for f in findings if f.level is not Level.INFO or f.code == rule.code]


@each(tuple(rule for rule in EVERY if rule.check is not None))
def test_bad_example_fails_once(rule: Rule, tmp_path: Path) -> None:
    assert found(rule, rule.bad, tmp_path, ()) == [rule.code]


@each(tuple(rule for rule in EVERY if rule.check is not None))
def test_good_example_passes(rule: Rule, tmp_path: Path) -> None:
    assert found(rule, rule.good, tmp_path, ()) == []


@each(EVERY)
def test_generator_says_nothing_else_of_the_bad_example(rule: Rule, tmp_path: Path) -> None:
    assert found(rule, rule.bad, tmp_path, available()) == [rule.code]


@each(EVERY)
def test_generator_says_nothing_of_the_good_example(rule: Rule, tmp_path: Path) -> None:
    assert found(rule, rule.good, tmp_path, available()) == []


@each(EVERY)
def test_page_says_what_is_wrong_and_why(rule: Rule) -> None:
    title, _, rest = rule.page.partition("\n")
    assert title and not title.endswith(".") and len(title) <= 100
    assert len(rest.split()) >= 15, "a page teaches more than its title"


@each(EVERY)
def test_level_is_one_of_three(rule: Rule) -> None:
    assert isinstance(rule.level, Level)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.code)


def test_rules_are_found_by_listing() -> None:
    files = {file.stem for file in (PACKAGE / "lint" / "rules").glob("*.py")} - {"__init__"}
    assert {name.replace("_", "-") for name in files} == set(codes()) == set(rules())


def test_every_finding_about_a_document_has_a_page() -> None:
    """Whatever a stage says about a document can be looked up; findings about the configuration are no rules."""
    stages = [*PACKAGE.glob("load/*.py"), *PACKAGE.glob("build/**/*.py")]
    stages += [*PACKAGE.glob("flavors/*/**/*.py"), PACKAGE / "names.py"]
    given = {code for file in stages for code in CODE.findall(file.read_text())}
    assert len(given) > 40
    assert given - set(codes()) == {"client-methods", "duplicate-name"}


def test_findings_are_equal_values(tmp_path: Path) -> None:
    """The same document gives the same findings in the same order."""
    document = tmp_path / "openapi.yaml"
    document.write_text(rule("duplicate-operation-id").bad)

    def shown(findings: list[Finding]) -> list[tuple[object, ...]]:
        return [(f.code, f.level, f.message, f.locate(), f.hint) for f in findings]

    assert shown(validate(document, Config())) == shown(validate(document, Config()))
