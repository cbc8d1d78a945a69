"""The rules: one module of `lint/rules` each, named after its code, found by listing the folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from sdksmith.lint import codes
from sdksmith.lint.checked import Checked
from sdksmith.records import record
from sdksmith.report import Finding, Level

__all__ = ["Rule", "rule", "rules"]

_LINK: Final = re.compile(r"https://[^\s)>]+")

Check = Callable[[Checked], Iterator[Finding]]


@record
class Rule:
    """One kind of finding.

    A module of `lint/rules` has the rule's page as its docstring, and these names:

    - `LEVEL`: a `Level`.
    - `BAD`, `GOOD`: documents (YAML, or JSON where it begins with `{`) in which the finding is given exactly once, and
      in which nothing of warning level or above is found.
    - `check(checked: Checked) -> Iterator[Finding]`; missing where another stage gives the finding.
    - `REPLACES`: codes of findings that say less of the same defect; missing where there are none.
    - `CONFIG`: the configuration (`sdksmith.yaml`) that the examples need; missing where they need none.

    Args:
        code: Its name, such as `unused-component`; the module's with hyphens.
        level: How bad it is, where the configuration says nothing else.
        page: What is wrong, why it matters and how it is mended, as Markdown; the first line is the title.
        bad: A document with the defect, once.
        good: The same document without it.
        config: The configuration for both; empty for none.
        replaces: Codes of findings that are left out in favour of this one: at the same place, or at a member of what
            stands there.
        check: Finds it in a document; None when another stage does: reading, the structure, the generator.
    """

    code: str
    level: Level
    page: str
    bad: str
    good: str
    config: str = ""
    replaces: tuple[str, ...] = ()
    check: Check | None = None

    @property
    def title(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    @property
    def link(self) -> str:
        """The first URL of the page, the section of a specification; empty where it has none."""
        found = _LINK.search(self.page)
        return found[0].rstrip(".,") if found else ""


def rules() -> Mapping[str, Rule]:
    """All rules by their codes, in alphabetical order."""
    return {code: rule(code) for code in codes()}


@cache
def rule(code: str) -> Rule:
    """The rule of a code.

    Raises:
        ModuleNotFoundError: There is none.
    """
    module = import_module(f"sdksmith.lint.rules.{code.replace('-', '_')}")
    return Rule(
        code=code,
        level=module.LEVEL,
        page=(module.__doc__ or "").strip(),
        bad=module.BAD,
        good=module.GOOD,
        config=getattr(module, "CONFIG", ""),
        replaces=getattr(module, "REPLACES", ()),
        check=getattr(module, "check", None),
    )
