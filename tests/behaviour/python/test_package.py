"""The generated package as something to install, import and type-check."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import cloudflare
import pytest

from conftest import Program

# Each of these costs more to load than all of `import cloudflare` should.
EXPENSIVE = (
    "asyncio",
    "cloudflare.resources",
    "cloudflare.types",
    "dataclasses",
    "email",
    "httpx",
    "httpx2",
    "inspect",
    "json",
    "logging",
    "pydantic",
    "ssl",
    "typing",
    "typing_extensions",
)


def loaded_modules(sdk: Path, program: str, *, flags: tuple[str, ...] = ("-S", "-I")) -> set[str]:
    """The modules in a fresh interpreter after a program; by default without those of `site`."""
    code = f"import sys; sys.path.insert(0, {str(sdk / 'src')!r})\n{program}\n"
    result = subprocess.run(
        [sys.executable, *flags, "-c", code + "print(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(result.stdout.split())


@pytest.mark.parametrize("program", ["import cloudflare", "from cloudflare import Cloudflare"])
def test_the_import_is_cheap(sdk: Path, program: str) -> None:
    loaded = loaded_modules(sdk, program)
    assert "cloudflare" in loaded
    assert sorted(loaded & set(EXPENSIVE)) == []
    assert len(loaded - loaded_modules(sdk, "")) < 40


def test_constructing_a_client_is_cheap(sdk: Path) -> None:
    program = "import cloudflare; client = cloudflare.Cloudflare(api_token='t')"
    loaded = loaded_modules(sdk, program, flags=("-I",))
    assert loaded & {"httpx", "httpx2", "ssl", "asyncio", "pydantic"} == set()


def test_only_what_is_used_is_loaded(sdk: Path) -> None:
    program = """
import cloudflare
client = cloudflare.Cloudflare(api_token="t")
client.stream.live_inputs
"""
    loaded = loaded_modules(sdk, program, flags=("-I",))
    assert any("live_inputs" in name for name in loaded)
    assert not [name for name in loaded if "livestreams" in name or "realtime" in name]


def test_the_public_names() -> None:
    assert "Cloudflare" in cloudflare.__all__
    assert sorted(set(cloudflare.__all__)) == sorted(cloudflare.__all__)
    for name in cloudflare.__all__:
        assert hasattr(cloudflare, name), name
        assert name in dir(cloudflare)
    with pytest.raises(AttributeError, match="NoSuchName"):
        _ = cloudflare.NoSuchName  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def wheel(sdk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    before = {path for path in sdk.rglob("*") if "__pycache__" not in path.parts}
    # Without isolation, because the test must not need the network.
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(sdk)]
    result = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert {path for path in sdk.rglob("*") if "__pycache__" not in path.parts} == before
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_has_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    assert "cloudflare/py.typed" in names
    assert "cloudflare/__init__.py" in names
    assert "cloudflare/_runtime/__init__.py" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cloudflare"}
    assert "\nName: cloudflare\n" in text
    assert f"\nVersion: {cloudflare.__version__}\n" in text
    assert "\nRequires-Python: >=3.11\n" in text
    requirements = [line for line in text.splitlines() if line.startswith("Requires-Dist:")]
    assert [re.sub(r"[^\w-].*", "", line.split()[1]) for line in requirements] == [
        "anyio",
        "httpx2",
        "typing-extensions",
    ]


def test_the_wheel_works(wheel: Path, tmp_path: Path, run_program: Program) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "import cloudflare; print(cloudflare.__file__); cloudflare.Cloudflare(api_token='t')"
    result = run_program("-W", "error", "-c", program, PYTHONPATH=str(tmp_path))
    assert result.stderr == ""
    assert Path(result.stdout.strip()).is_relative_to(tmp_path)


def run_tool(*command: str, folder: Path) -> str:
    """The output of a development tool, whose absence is a failure like any other."""
    result = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
    return result.stdout


CASES = Path(__file__).with_name("typing_cases.py")


def test_mypy(sdk: Path, tmp_path: Path) -> None:
    configuration = tmp_path / "mypy.ini"
    configuration.write_text(f"[mypy]\nstrict = True\nmypy_path = {sdk / 'src'}\n")
    options = ["--config-file", str(configuration), "--cache-dir", str(tmp_path / "cache")]
    run_tool("mypy", *options, str(sdk / "src"), str(CASES), folder=tmp_path)


def test_pyright(sdk: Path, tmp_path: Path) -> None:
    # Pyright takes only relative paths, and checks nothing at all when it is given others.
    configuration = {
        "include": [os.path.relpath(path, tmp_path) for path in (sdk / "src", CASES)],
        "extraPaths": [str(sdk / "src")],
        "pythonVersion": "3.11",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(configuration))
    options = ["--pythonpath", sys.executable, "--project", str(tmp_path), "--warnings", "--stats"]
    output = run_tool("pyright", *options, folder=tmp_path)
    checked = re.search(r"Total files checked: (\d+)", output)
    assert checked
    assert int(checked[1]) > 20


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff(sdk: Path, command: list[str]) -> None:
    run_tool("ruff", *command, "--no-cache", str(sdk), folder=sdk)
