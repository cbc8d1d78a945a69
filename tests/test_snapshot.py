"""`generated/` is what `sdksmith generate` makes of `sdksmith.yaml`, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from case import Silent
from sdksmith import files, pipeline


@pytest.fixture(scope="module")
def outputs(root: Path) -> list[pipeline.Output]:
    return pipeline.generate(pipeline.Request(config=root / "sdksmith.yaml"), Silent())


def test_every_flavor_is_pinned(outputs: list[pipeline.Output]) -> None:
    assert [output.flavor for output in outputs] == pipeline.flavors()


def test_snapshot(outputs: list[pipeline.Output]) -> None:
    for output in outputs:
        difference = files.check(output.files, output.target)
        if difference:
            pytest.fail(f"{difference}\n`make generate` accepts this", pytrace=False)


def test_no_findings(outputs: list[pipeline.Output]) -> None:
    assert [finding for output in outputs for finding in output.findings] == []


def test_same_bytes_again(outputs: list[pipeline.Output], root: Path) -> None:
    again = pipeline.generate(pipeline.Request(config=root / "sdksmith.yaml"), Silent())
    assert [output.files for output in again] == [output.files for output in outputs]
