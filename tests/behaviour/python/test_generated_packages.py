"""The SDKs of the project's documents, which use every construct: they import and are clean."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from checkers import mypy, pyright, ruff
from corpus import DOCUMENTS
from python_sdk import Package, generate


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    return {
        name: generate(document, tmp_path_factory.mktemp(name))
        for name, document in DOCUMENTS.items()
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_module_can_be_imported(packages: dict[str, Package], name: str) -> None:
    with packages[name].imported():
        for module in packages[name].modules():
            importlib.import_module(module)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_type_is_exported(packages: dict[str, Package], name: str) -> None:
    with packages[name].imported():
        for module in packages[name].modules():
            loaded = importlib.import_module(module)
            for exported in getattr(loaded, "__all__", ()):
                assert hasattr(loaded, exported), f"{module}.{exported}"


def test_mypy(packages: dict[str, Package], root: Path) -> None:
    sources = [package.source for package in packages.values()]
    assert mypy(sources, root / "build" / "mypy-documents") == []


def test_pyright(packages: dict[str, Package], tmp_path: Path) -> None:
    assert pyright([package.source for package in packages.values()], tmp_path) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_ruff(packages: dict[str, Package], name: str) -> None:
    assert ruff(packages[name].folder) == []
