"""One run over one document: reading, structure, rules, and what the flavors say that are asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Final

from sdksmith.config import Config, TargetConfig
from sdksmith.config.model import RuleConfig
from sdksmith.lint import grammar, structure
from sdksmith.lint.checked import Checked
from sdksmith.lint.grammar import Version
from sdksmith.lint.rule import rules
from sdksmith.load import Document, Loader, Pointer, Steps
from sdksmith.load.collector import paused_collector
from sdksmith.load.upgrade import upgrade
from sdksmith.records import record
from sdksmith.report import Finding, Level, Problem, has_errors

__all__ = ["validate"]

_NEWEST: Final[Version] = "3.2"
_OLDEST: Final[Version] = "2.0"
_ANY_MEMBER: Final = frozenset({"name-collision"})
"""Findings of the generator that are heard once for all members of an object: languages do not agree which of two names
gives way."""
_ON: Final = RuleConfig()


@paused_collector()
def validate(
    document: Path,
    config: Config,
    *,
    flavors: Sequence[str] = (),
    allow_outside: bool = False,
) -> list[Finding]:
    """Everything that is to be said of a document, each defect once.

    Args:
        document: The root file.
        config: Its `lint` says how bad findings are; the rest of it counts for the flavors.
        flavors: The languages for which the document is understood and named as if SDKs were made of it. Without any,
            the document is looked at by itself, which takes a fraction of the time.
        allow_outside: Whether a `$ref` may name files outside the folder of the document.

    Returns:
        The findings of each file by their places, those without one first. That a document cannot be read is one.
    """
    settle = _Settle(config)
    try:
        loader = Loader(document, allow_outside=allow_outside)
    except Problem as problem:
        return settle.one_list([problem.findings])
    version = _version(loader)
    if version is None:  # `build` says what is wrong with it.
        return settle.one_list([loader.findings, *_told(loader, config, ())])
    checked = Checked(loader, version)
    settle.paths = _paths(checked)
    stages = [
        [
            finding
            for rule in rules().values()
            if rule.check is not None and not config.lint.get(rule.code, _ON).is_off
            for finding in rule.check(checked)
        ],
        structure.check(checked),
        [*loader.findings, *checked.findings],
    ]
    if not flavors:
        return settle.one_list(stages)
    stages = _kept(stages) if version == "2.0" else stages
    return settle.one_list(stages, _told(loader, config, flavors))


def _version(loader: Loader) -> Version | None:
    """The version that a document is read as: its own, or the nearest one; None for one that is not understood."""
    value = loader.root.value
    version = grammar.version_of(value)
    if version is not None:
        return version
    if "openapi" in value:
        return _NEWEST if str(value["openapi"]).strip().startswith("3") else None
    return _OLDEST if str(value.get("swagger")).strip().startswith("2") else None


def _paths(checked: Checked) -> dict[tuple[Path, Steps], str]:
    """The API path of each path item that a `$ref` leads to, by its place."""
    return {
        (operation.document.path, operation.item.steps): operation.path
        for operation in checked.operations
        if operation.role == "path" and operation.item is not operation.route.entry
    }


def _told(loader: Loader, config: Config, flavors: Sequence[str]) -> list[list[Finding]]:
    """What is said when SDKs are made of the document, by stage. It is rewritten for that."""
    # It takes as long to import as to check a small document.
    from sdksmith.build import build  # noqa: PLC0415

    before = len(loader.findings)
    stages = [upgrade(loader.root)]
    try:
        api, built = build(loader.root, config)
    except Problem as problem:
        return [*stages, problem.findings]
    stages += [built, loader.findings[before:]]
    for flavor in () if has_errors(built) else flavors:
        view = import_module(f"sdksmith.flavors.{flavor}").view
        found = view(api, config, config.targets.get(flavor, TargetConfig())).findings
        stages.append(list(found))
    return stages


def _kept(stages: Sequence[Sequence[Finding]]) -> list[list[Finding]]:
    """The findings, pointing to where their places are now, whatever `upgrade` moves."""
    documents: dict[Document, Document] = {}

    def kept(finding: Finding) -> Finding:
        place = finding.place
        if not isinstance(place, Pointer):
            return finding
        now = place.document
        copy = documents.setdefault(now, Document(now.path, now.value, now.syntax))
        return replace(finding, place=replace(place, document=copy))

    return [list(map(kept, stage)) for stage in stages]


@record
class _Located:
    """A finding and its place, searched once.

    Args:
        at: The file, the line and the column; empty where there is no place.
        steps: The file and the way from its root; None where no way is known.
    """

    finding: Finding
    at: tuple[str, int, int]
    steps: tuple[Path, Steps] | None


def _located(finding: Finding) -> _Located:
    place, source = finding.locate(), finding.place
    at = ("", 0, 0) if place is None else (_file(place.file), place.line, place.column)
    steps = (source.document.path, source.path) if isinstance(source, Pointer) else None
    return _Located(finding, at, steps)


@lru_cache(maxsize=1024)
def _file(file: Path | str) -> str:
    """A file in one spelling, however a stage names it."""
    return os.path.realpath(file)


class _Settle:
    """Makes one list of what the stages found: one finding a defect, at the level that it is to have.

    Args:
        config: Its `lint` says the levels.

    Attributes:
        paths: The API path of each path item that a `$ref` leads to, by its place.
    """

    def __init__(self, config: Config) -> None:
        self._config = config.lint
        self.paths: dict[tuple[Path, Steps], str] = {}

    def one_list(
        self, stages: Iterable[Iterable[Finding]], told: Iterable[Iterable[Finding]] = ()
    ) -> list[Finding]:
        """The findings by their places.

        Args:
            stages: What each stage found. Where two stages say the same of one place, the earlier one is heard: two
                findings of one code, or one of a code that the rule of the other says more of. That counts for the
                members of what stands there, too.
            told: What the stages of the generator found. They are not heard of places of which there is an error: what
                they say there follows from it.
        """
        kept: list[_Located] = []
        for stage in stages:
            kept += self._news(stage, kept)
        wrong = {each.at for each in kept if self._level(each.finding) is Level.ERROR}
        for stage in told:
            kept += (each for each in self._news(stage, kept) if each.at not in wrong)
        kept.sort(key=lambda each: (each.at, each.finding.code))
        return [_at_level(each.finding, self._level(each.finding)) for each in kept]

    def _news(self, stage: Iterable[Finding], known: Sequence[_Located]) -> list[_Located]:
        """What a stage found and those before it did not."""
        heard: set[object] = set()
        for each in known:
            heard.add((each.finding.code, each.at))
            if each.finding.code in _ANY_MEMBER and each.steps is not None:
                heard.add((each.finding.code, (each.steps[0], each.steps[1][:-1])))
            for code in self._replaced(each.finding):
                heard.update(((code, each.at), (code, each.steps)))
        wanted = (_located(each) for each in stage if self._is_wanted(each))
        return [each for each in dict.fromkeys(wanted) if heard.isdisjoint(_names(each))]

    def _replaced(self, finding: Finding) -> tuple[str, ...]:
        rule = rules().get(finding.code)
        return () if rule is None else rule.replaces

    def _is_wanted(self, finding: Finding) -> bool:
        config = self._config.get(finding.code)
        return config is None or not config.excepts(self._path(finding), finding.fragment)

    def _path(self, finding: Finding) -> str | None:
        """The API path that a finding is about."""
        place = finding.place
        if not isinstance(place, Pointer):
            return None
        steps = place.path
        if steps[:1] == ("paths",) and len(steps) > 1:
            return str(steps[1])
        ways = (steps[:length] for length in range(len(steps) + 1))
        known = (self.paths.get((place.document.path, way)) for way in ways)
        return next((path for path in known if path is not None), None)

    def _level(self, finding: Finding) -> Level:
        rule, config = rules().get(finding.code), self._config.get(finding.code)
        if config is not None and config.level is not None:
            return config.level
        return finding.level if rule is None else rule.level


def _names(located: _Located) -> Iterator[object]:
    """What a finding that says the same, or more, would go by."""
    code, steps = located.finding.code, located.steps
    yield code, located.at
    if steps is not None:
        yield code, steps
        yield code, (steps[0], steps[1][:-1])


def _at_level(finding: Finding, level: Level) -> Finding:
    return finding if level is finding.level else replace(finding, level=level)
