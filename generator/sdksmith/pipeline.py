"""The steps from a document to files: load, build, view, render, format. Writing is left to the caller."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from sdksmith import config as configuration
from sdksmith.build import build
from sdksmith.config import Config, TargetConfig
from sdksmith.files import Files
from sdksmith.format import format_files
from sdksmith.ir import Api
from sdksmith.load import Loader
from sdksmith.load.near import nearest
from sdksmith.render import render
from sdksmith.report import Finding, Level, Problem, has_errors
from sdksmith.view import View

CONFIG = Path("sdksmith.yaml")
"""The configuration that is read when none is named and no document is."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to generate.

    Args:
        document: The OpenAPI document; None for the one that the configuration names.
        config: The configuration; None for `sdksmith.yaml` if no document is named, else for none.
        flavors: The flavors; empty for those that the configuration names.
        output: Where to write, for a single flavor; None for what the configuration says.
    """

    document: Path | None = None
    config: Path | None = None
    flavors: tuple[str, ...] = ()
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One SDK.

    Args:
        target: The folder that the files belong in.
        findings: What is to be said of the document, without errors.
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
    config = _config(request)
    flavors = request.flavors or tuple(config.targets)
    targets = [(flavor, _target(flavor, request, config)) for flavor in flavors]
    if not targets:
        raise _problem(
            "no-flavor", "no flavor is chosen", "pass `--flavor python`, or name it in `targets`"
        )
    document = request.document or config.spec
    if document is None:
        raise _problem(
            "no-document", "no OpenAPI document is named", "pass its path, or set `openapi_spec`"
        )
    with progress.step("load"):
        loader = Loader(document)
    with progress.step("build"):
        api, findings = build(loader.root, config)
    if has_errors(findings):
        raise Problem(findings)
    return [_output(flavor, target, api, config, findings, progress) for flavor, target in targets]


def _output(
    flavor: str,
    target: tuple[Path, TargetConfig],
    api: Api,
    config: Config,
    findings: list[Finding],
    progress: Progress,
) -> Output:
    folder, settings = target
    with progress.step(f"view {flavor}"):
        view = _flavor(flavor)(api, config, settings)
    with progress.step(f"render {flavor}"):
        files = render(view, templates() / flavor)
    with progress.step(f"format {flavor}"):
        files = format_files(files)
    return Output(flavor, folder, files, [*findings, *view.findings])


def _config(request: Request) -> Config:
    if request.config is not None:
        return configuration.read(request.config)
    if request.document is None:
        return configuration.read(CONFIG)
    return Config()


def _target(flavor: str, request: Request, config: Config) -> tuple[Path, TargetConfig]:
    if flavor not in flavors():
        near = nearest(flavor, flavors())
        hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(flavors())}"
        raise _problem("unknown-flavor", f"there is no flavor `{flavor}`", hint)
    settings = config.targets.get(flavor, TargetConfig())
    folder = request.output or settings.output
    if folder is None:
        raise _problem(
            "no-output",
            f"no folder is named for the flavor `{flavor}`",
            f"pass `--output`, or set `targets.{flavor}.output_dir`",
        )
    return folder, settings


def flavors() -> list[str]:
    """The flavors that there are: one module and one folder of templates each."""
    return sorted(path.name for path in templates().iterdir() if path.is_dir())


def templates() -> Path:
    """The folder of templates: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


def _flavor(name: str) -> Callable[[Api, Config, TargetConfig], View]:
    view: Callable[[Api, Config, TargetConfig], View] = import_module(
        f"sdksmith.flavors.{name}"
    ).view
    return view


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem([Finding(code, Level.ERROR, message, None, hint)])
