"""The command `rules`: what there is, and the page of one rule."""

from __future__ import annotations

from collections.abc import Iterable

from sdksmith.lint.rule import Rule
from sdksmith.report import printable

__all__ = ["page", "table"]


def table(rules: Iterable[Rule]) -> str:
    """A line for each rule: its code, its level and what it says."""
    rows = [(rule.code, rule.level.value, rule.title) for rule in rules]
    code, level = (max((len(row[index]) for row in rows), default=0) for index in (0, 1))
    return "".join(f"{row[0]:<{code}}  {row[1]:<{level}}  {row[2]}\n" for row in rows)


def page(rule: Rule) -> str:
    """The page of a rule as Markdown, with an example that it finds something in and one that is mended."""
    title, _, text = rule.page.partition("\n")
    return f"""\
# {rule.code}

{title}. Its level is {rule.level.value}.

{text.strip()}

## What it finds

{_listing(rule.bad)}

## Mended

{_listing(rule.good)}
"""


def _listing(document: str) -> str:
    language = "json" if document.lstrip().startswith("{") else "yaml"
    lines = "\n".join(map(printable, document.strip().split("\n")))
    return f"```{language}\n{lines}\n```"
