"""SDKs that are generated for a test."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from sdksmith import files, pipeline
from sdksmith.ir import Api
from sdksmith.report import Finding

__all__ = ["Generated", "generate"]


class _Silent:
    def step(self, name: str) -> nullcontext[None]:
        return nullcontext()


@dataclass(frozen=True)
class Generated:
    """An SDK in a folder, and the API that it is of."""

    api: Api
    folder: Path
    findings: list[Finding]


def generate(
    flavor: str, document: Path, folder: Path, configuration: Path | None = None
) -> Generated:
    """Generate the SDK of a document.

    Raises:
        Problem: The document leaves nothing to generate.
    """
    built: list[Api] = []

    def build(*arguments: Any) -> Any:
        api, findings = real(*arguments)
        built.append(api)
        return api, findings

    real = pipeline.build
    request = pipeline.Request(document, configuration, (flavor,), folder)
    with mock.patch.object(pipeline, "build", build):
        (output,) = pipeline.generate(request, _Silent())
    files.write(output.files, folder)
    return Generated(built[0], folder, output.findings)
