"""The steps from a document to files: load, build, view, render, format. Writing is left to the caller."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Protocol

from sdksmith import config as configuration
from sdksmith.build import build
from sdksmith.build import names as build_names
from sdksmith.build.naming.resources import Plan
from sdksmith.config import CONFIG, Config, TargetConfig
from sdksmith.files import Files
from sdksmith.flavors import available, check, templates
from sdksmith.format import format_files
from sdksmith.ir import Api
from sdksmith.load import Loader, parse
from sdksmith.load.upgrade import upgrade
from sdksmith.naming import Call
from sdksmith.parallel import start
from sdksmith.records import record
from sdksmith.render import render
from sdksmith.report import Finding, Level, Problem, has_errors
from sdksmith.view import View

OUTPUT = Path("generated")
"""Where the flavors are written, each into a folder of its own, when no folder is named."""


@record
class Request:
    """What to generate.

    Args:
        document: The OpenAPI document; None for the one that the configuration names.
        config: The configuration; None for `sdksmith.yaml` if no document is named or if it names that document, else
            for none.
        flavors: The flavors; empty for those that the configuration names.
        output: Where to write, for a single flavor; None for what the configuration says, else for the folder
            `generated/<flavor>` beside the configuration, or in the working directory if there is none.
    """

    document: Path | None = None
    config: Path | None = None
    flavors: tuple[str, ...] = ()
    output: Path | None = None


@record
class Output:
    """One SDK.

    Args:
        target: The folder that the files belong in.
        findings: What is to be said of it, without errors; the first output's also of the document.
    """

    flavor: str
    target: Path
    files: Files
    findings: list[Finding]


class Progress(Protocol):
    """Is told about each step."""

    def step(self, name: str) -> AbstractContextManager[None]: ...


def generate(request: Request, progress: Progress) -> list[Output]:
    """Make the files of every flavor that is asked for.

    Raises:
        Problem: The user has to mend something first.
    """
    request = _with_config(request)
    config = _config(request)
    flavors = request.flavors or tuple(config.targets)
    targets = [(flavor, _target(flavor, request, config)) for flavor in flavors]
    if not targets:
        raise _problem(
            "no-flavor",
            "no flavor is chosen",
            "pass `--flavor python`, or name it in `targets` of the configuration",
        )
    loader, findings = _load(request, config, progress)
    with progress.step("build"):
        api, found = build(loader.root, config)
    findings += [*loader.findings, *found]
    if has_errors(findings):
        raise Problem(findings)
    # The first one is made here, where its steps are shown.
    (flavor, target), *others = targets
    tasks = [
        (name, start(partial(_output, name, folder, api, config, _Unseen()), loader.documents))
        for name, folder in others
    ]
    outputs = [_output(flavor, target, api, config, progress)]
    for name, task in tasks:
        with progress.step(name):
            outputs.append(task.result())
    outputs[0].findings[:0] = findings
    return outputs


class _Unseen:
    """Steps of another process."""

    def step(self, name: str) -> AbstractContextManager[None]:
        return nullcontext()


@record
class Named:
    """What the operations of a document are called.

    Args:
        document: The OpenAPI document.
        config: The configuration file; None when there is none.
        plans: The top resources.
        findings: What is to be said of the names.
    """

    document: Path
    config: Path | None
    plans: list[Plan]
    findings: list[Finding]


def names(request: Request, progress: Progress) -> Named:
    """Name every operation of a document.

    Raises:
        Problem: The user has to mend something first.
    """
    request = _with_config(request)
    config = _config(request)
    loader, findings = _load(request, config, progress)
    with progress.step("name"):
        plans, found = build_names(loader.root, config)
    found = [*config.findings, *found]
    if has_errors([*findings, *found]):
        raise Problem([*findings, *found])
    return Named(loader.root.document.path, request.config, plans, found)


def _load(request: Request, config: Config, progress: Progress) -> tuple[Loader, list[Finding]]:
    """The document, with what is to be said of it and of the configuration."""
    document = request.document or config.spec
    if document is None:
        raise _problem(
            "no-document", "no OpenAPI document is named", "pass its path, or set `openapi_spec`"
        )
    with progress.step("load"):
        loader = Loader(document)
        return loader, [*config.findings, *upgrade(loader.root)]


def _output(
    flavor: str,
    target: tuple[Path, TargetConfig],
    api: Api,
    config: Config,
    progress: Progress,
) -> Output:
    folder, settings = target
    with progress.step(f"view {flavor}"):
        view = _flavor(flavor)(api, config, settings)
    with progress.step(f"render {flavor}"):
        files = render(view, templates() / flavor)
    with progress.step(f"format {flavor}"):
        files = format_files(files)
    return Output(flavor, folder, files, list(view.findings))


def _with_config(request: Request) -> Request:
    """The request with the configuration that is read for it."""
    if request.config is not None:
        return request
    if request.document is None and not CONFIG.exists():
        raise _problem(
            "no-document",
            f"no OpenAPI document is named, and there is no {CONFIG} that names one",
            "pass its path",
        )
    if request.document is None or _is_about(CONFIG, request.document):
        return replace(request, config=CONFIG)
    return request


def _config(request: Request) -> Config:
    return Config() if request.config is None else configuration.read(request.config)


def _is_about(config: Path, document: Path) -> bool:
    """Whether there is a configuration that names the document."""
    try:
        spec = parse(config).value.get("openapi_spec") if config.exists() else None
        return isinstance(spec, str) and (config.parent / spec).samefile(document)
    except (OSError, ValueError, Problem):
        return False  # the document's own finding says what is wrong


def _target(flavor: str, request: Request, config: Config) -> tuple[Path, TargetConfig]:
    check([flavor])
    settings = config.targets.get(flavor, TargetConfig())
    beside = request.config.parent if request.config is not None else Path()
    return request.output or settings.output or beside / OUTPUT / flavor, settings


def flavors() -> list[str]:
    """The flavors that there are: one module and one folder of templates each."""
    return list(available())


def calls() -> dict[str, Call]:
    """How a method is called in each flavor."""
    return {name: import_module(f"sdksmith.flavors.{name}").call for name in available()}


def _flavor(name: str) -> Callable[[Api, Config, TargetConfig], View]:
    view: Callable[[Api, Config, TargetConfig], View] = import_module(
        f"sdksmith.flavors.{name}"
    ).view
    return view


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem([Finding(code, Level.ERROR, message, None, hint)])
