"""The generated TypeScript SDK as users get it, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from typescript_package import SDK, build, install, pack


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of `generated/typescript`."""
    return build(SDK, tmp_path_factory.mktemp("typescript") / "package")


@pytest.fixture(scope="session")
def tarball(package: Path) -> Path:
    """What would be published."""
    return pack(package, package.parent)


@pytest.fixture(scope="session")
def installed(tarball: Path) -> Path:
    """A folder whose programs find what would be published."""
    return install(tarball, tarball.parent / "installed")
