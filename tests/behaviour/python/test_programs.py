"""The programs of the documents, as they stand there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from calls import documented, instants
from server import Server

from conftest import Program

PROGRAMS = sorted(Path(__file__).with_name("programs").glob("*.py"))


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    return [value]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_prints_the_documented_data(
    server: Server, run_program: Program, path: Path
) -> None:
    result = run_program(
        str(path), CLOUDFLARE_BASE_URL=server.base_url, CLOUDFLARE_API_TOKEN="token"
    )
    assert result.stderr == ""
    assert result.returncode == 0
    data = instants(documented(path.stem)["data"])
    assert all(f"{name}=" in result.stdout for name in data)
    for leaf in leaves(data):
        shown = repr(leaf)
        if isinstance(leaf, datetime):
            shown = shown.removesuffix(", tzinfo=datetime.timezone.utc)")
        assert shown in result.stdout
    assert len(server.requests) == 1


def test_there_are_three() -> None:
    assert len(PROGRAMS) == 3
