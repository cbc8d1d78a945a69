"""The command `validate`: which documents are checked, with which configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sdksmith.config import CONFIG, Config, read
from sdksmith.flavors import check
from sdksmith.lint import engine
from sdksmith.lint.rule import rules
from sdksmith.records import record
from sdksmith.report import Finding, Level, Place, Problem, shown_path
from sdksmith.report.formats import Report

__all__ = ["Request", "validate"]


@record
class Request:
    """What to check.

    Args:
        documents: The documents; empty for the one that the configuration names.
        config: The configuration; None for `sdksmith.yaml` if there is one.
        flavors: The flavors for which the documents have to be understood and named; empty for those that the
            configuration names.
        allow_outside: Whether a `$ref` may name files outside the folder of its document.
        fail_on: The level at which a finding fails the run.
    """

    documents: tuple[Path, ...] = ()
    config: Path | None = None
    flavors: tuple[str, ...] = ()
    allow_outside: bool = False
    fail_on: Level = Level.ERROR


class Progress(Protocol):
    """Is told about each step."""

    def step(self, name: str) -> AbstractContextManager[None]: ...


def validate(request: Request, progress: Progress) -> Report:
    """Check documents. What cannot be read, the configuration included, is a finding."""
    documents = request.documents
    try:
        config = _config(request)
        documents = documents or _named(config)
        check(request.flavors)
    except Problem as problem:
        return Report(documents, problem.findings, rules(), request.fail_on)
    found = list(config.findings)
    for document in documents:
        with progress.step(f"validate {shown_path(document)}"):
            own = config if _is_about(config, document, request) else Config(lint=config.lint)
            found += engine.validate(
                document,
                own,
                flavors=request.flavors or tuple(own.targets),
                allow_outside=request.allow_outside,
            )
    if len(documents) > 1:
        found = list(_different(found))
    return Report(documents, found, rules(), request.fail_on)


def _config(request: Request) -> Config:
    if request.config is not None:
        return read(request.config)
    return read(CONFIG) if CONFIG.exists() else Config()


def _named(config: Config) -> tuple[Path]:
    if config.spec is None:
        raise Problem(
            [
                Finding(
                    "no-document",
                    Level.ERROR,
                    "no OpenAPI document is named",
                    None,
                    f"pass its path, or set `openapi_spec` in {CONFIG}",
                )
            ]
        )
    return (config.spec,)


def _is_about(config: Config, document: Path, request: Request) -> bool:
    """Whether all of the configuration holds for a document, and not only what it says of rules."""
    if config.spec is None or (request.config is not None and len(request.documents) == 1):
        return request.config is not None
    try:
        return config.spec.samefile(document)
    except (OSError, ValueError):
        return False  # the finding about the missing file says so


def _different(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once: two documents may refer to one file."""
    seen: set[tuple[str, str, Place | None]] = set()
    for finding in findings:
        key = finding.code, finding.message, finding.locate()
        if key not in seen:
            seen.add(key)
            yield finding
