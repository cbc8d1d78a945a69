"""What every operation is called, as `sdksmith names` shows it and writes it into the configuration."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import yaml

from sdksmith import transaction
from sdksmith.build.naming.resources import Plan
from sdksmith.build.operations.operations import Operation
from sdksmith.config import VERBS
from sdksmith.config.writing import Branch, scalar, with_names
from sdksmith.ir import NameRule
from sdksmith.manifest import digest
from sdksmith.names import Words, snake
from sdksmith.records import record
from sdksmith.report import Finding, Level, Problem, quote, shown_path

Call = Callable[[Sequence[Words], Words, Container[Words]], str]
"""How a program in some language reaches a method of a chain of resources, given the names of all methods of the last
one."""

_RULES: Mapping[NameRule, str] = {
    NameRule.CONFIGURATION: "configuration",
    NameRule.EXTENSION: "extension",
    NameRule.OPERATION_ID: "operation id",
    NameRule.PATH: "path",
    NameRule.TIE: "tie",
}


@record
class Row:
    """One operation.

    Args:
        name: In the words of the configuration, such as `stream.live_inputs.create`.
        calls: How it is called in each flavor.
    """

    verb: str
    path: str
    name: str
    rule: NameRule
    calls: Mapping[str, str]


def rows(plans: Iterable[Plan], calls: Mapping[str, Call]) -> list[Row]:
    """All operations, in the order of their paths and verbs."""
    found = [
        Row(
            verb=_verb(chosen.operation),
            path=chosen.operation.path,
            name=".".join(snake(step) for step in (*plan.path, name)),
            rule=chosen.rule,
            calls={flavor: call(plan.path, name, plan.methods) for flavor, call in calls.items()},
        )
        for top in plans
        for plan in top.walk()
        for name, chosen in plan.methods.items()
    ]
    return sorted(found, key=lambda row: (row.path, row.verb, row.name))


def _verb(operation: Operation) -> str:
    """Lower case as in a path item, or as it is where it is none of the usual ones."""
    usual = (*VERBS, "query")
    return operation.verb if operation.verb in usual else operation.token


def table(found: Sequence[Row]) -> str:
    """Aligned columns: the operation, its name in each flavor, the rule."""
    flavors = list(found[0].calls) if found else []
    head = ("operation", *flavors, "rule")
    lines = [
        (f"{row.verb} {row.path}", *(row.calls[f] for f in flavors), _RULES[row.rule])
        for row in found
    ]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in (head, *lines)
    )


def as_json(found: Sequence[Row]) -> str:
    """A JSON array with one object for each operation."""
    entries = [
        {
            "verb": row.verb,
            "path": row.path,
            "name": row.name,
            "rule": row.rule.name.lower(),
            "calls": dict(row.calls),
        }
        for row in found
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def write(plans: Iterable[Plan], config: Path, document: Path) -> int:
    """Put the names that a configuration does not have into it; its other text stays as it is.

    Args:
        config: The file; made if it does not exist.
        document: The OpenAPI document that a new file names.

    Returns:
        How many names were written.

    Raises:
        Problem: The file cannot be read or written, or it is not laid out so that something can be added.
    """
    branches = {plan.name: _branch(plan) for plan in plans}
    count = sum(_count(branch) for branch in branches.values())
    path = Path(os.path.realpath(config))
    try:
        old = path.read_bytes() if path.exists() else None
        text = old.decode("utf-8-sig") if old is not None else _begin(document, path.parent)
        end = "\r\n" if "\r\n" in text else "\n"
        if count:
            new = with_names(text.replace("\r\n", "\n"), branches).replace("\n", end)
            _replace(path, old, new.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _problem(
            "cannot-write", f"cannot write {quote(shown_path(config))}: {reason}"
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError):
        message = f"nothing can be added to {quote(shown_path(config))} as it is laid out"
        hint = "write its `resources` as plain mappings, without aliases, tags and `null`"
        raise _problem("cannot-write", message, hint) from None
    return count


def _replace(path: Path, old: bytes | None, new: bytes) -> None:
    step = transaction.Step(PurePosixPath(path.name), new, digest(old) if old is not None else None)
    with transaction.locked(path.parent):
        transaction.recover(path.parent)
        transaction.apply(path.parent, [step])


def _begin(document: Path, folder: Path) -> str:
    spec = Path(os.path.relpath(document, folder)).as_posix()
    return f"# How the SDKs of this API are named and laid out.\n\nopenapi_spec: {scalar(spec)}\n"


def _branch(plan: Plan) -> Branch:
    return Branch(
        {
            name: f"{_verb(chosen.operation)} {chosen.operation.path}"
            for name, chosen in plan.methods.items()
            if chosen.rule is not NameRule.CONFIGURATION
        },
        {child.name: _branch(child) for child in plan.children.values()},
    )


def _count(branch: Branch) -> int:
    return len(branch.methods) + sum(_count(child) for child in branch.children.values())


def _problem(code: str, message: str, hint: str = "") -> Problem:
    return Problem([Finding(code, Level.ERROR, message, None, hint)])
