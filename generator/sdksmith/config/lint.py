"""`lint`: how bad each kind of finding is, and where it is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdksmith.config.model import RuleConfig
from sdksmith.config.section import Section
from sdksmith.lint import codes
from sdksmith.load.near import nearest
from sdksmith.report import Level

_OFF: Final = "off"
_ON: Final = "on"  # the level that the rule has by itself
_LEVELS: Final = (*(level.value for level in Level), _OFF, _ON)


def rules(root: Section) -> dict[str, RuleConfig]:
    """`lint.rules`: by the code of a rule its level, or a mapping with `level` and `except`."""
    with root.section("lint") as lint, lint.section("rules") as section:
        return dict(_rules(section))


def _rules(rules: Section) -> Iterator[tuple[str, RuleConfig]]:
    for code in rules.names():
        if code not in codes():
            near = nearest(code, codes())
            rules.report.add(
                "unknown-rule",
                Level.ERROR,
                f"there is no rule `{code}`",
                rules.pointer(code).at_key(),
                f"did you mean `{near}`?" if near else "`sdksmith rules` lists them",
            )
        elif rules.is_section(code):
            with rules.section(code) as rule:
                yield code, _rule(rule, "level", tuple(_paths(rule)))
        else:
            yield code, _rule(rules, code)


def _rule(section: Section, key: str, paths: tuple[str, ...] = ()) -> RuleConfig:
    value = section.raw(key)
    if isinstance(value, bool):  # how YAML 1.1 reads `on` and `off`
        chosen: str | None = _ON if value else _OFF
    else:
        chosen = section.choice(key, _LEVELS)
    level = None if chosen in (None, _OFF, _ON) else Level(chosen)
    return RuleConfig(level, chosen == _OFF, paths)


def _paths(rule: Section) -> Iterator[str]:
    for path in rule.texts("except"):
        if path.startswith(("/", "#/")):
            yield path
        else:
            hint = "such as `/internal/*` or `#/components/schemas/Old*`"
            message = f"`{path}` is neither a path of the API nor a JSON pointer"
            rule.invalid("except", "invalid-value", message, hint)
