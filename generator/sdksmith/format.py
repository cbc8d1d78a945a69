"""The output as the ecosystem's formatter leaves it."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

from sdksmith.files import Files
from sdksmith.manifest import is_safe

__all__ = ["format_files"]

# Nothing that stands around the folder may have an influence, and no folder is left out: ruff by
# itself skips those called `build` or `dist`, and an API may have a resource of that name.
_RUFF_OPTIONS: Final = (
    "--isolated",
    "--no-cache",
    "--no-respect-gitignore",
    "--config=line-length=100",
    "--config=target-version='py311'",
    "--config=exclude=[]",
)

# The options of prettier that the package names for itself, and those for which an `.editorconfig`
# around the folder would be asked.
_OXFMT_CONFIG: Final = {
    "singleQuote": True,
    "printWidth": 100,
    "useTabs": False,
    "tabWidth": 2,
    "endOfLine": "lf",
    "insertFinalNewline": True,
    "sortPackageJson": False,
    "ignorePatterns": [],
}
_OXFMT_OPTIONS: Final = (
    "--disable-nested-config",
    "--with-node-modules",
    "--no-error-on-unmatched-pattern",
)
_TYPESCRIPT: Final = frozenset((".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"))


def format_files(files: Files) -> Files:
    """Lay out Python code as `ruff format` does, TypeScript and JavaScript as prettier does, by `oxfmt`.

    That holds for files of these languages, and for Markdown files with blocks of such code: of those with Python only
    the blocks, as ruff has it, of those with TypeScript the whole, as prettier has it. Nothing that the user has
    configured for a formatter has an influence. Other files are returned as they are.

    Args:
        files: Contents by path.

    Returns:
        The same files in the same order.

    Raises:
        RuntimeError: A file is not valid code of its language, which is a defect of the templates. The message names
            it.
        ValueError: A path leads out of the output folder.
    """
    result = _formatted(files, _holds_python, _ruff)
    return _formatted(result, _holds_typescript, _oxfmt)


def _formatted(
    files: Files,
    is_meant: Callable[[PurePosixPath, bytes], bool],
    command: Callable[[Path], Sequence[str]],
) -> Files:
    """The files, some of which a formatter has laid out.

    Args:
        is_meant: Whether a file with these contents is one of them.
        command: What lays out all files of a folder `output` inside the one that it is given, and runs there.
    """
    chosen = {path: data for path, data in files.items() if is_meant(path, data)}
    if not chosen:
        return dict(files)
    with tempfile.TemporaryDirectory(prefix="sdksmith-") as folder:
        root = Path(folder) / "output"
        for path, data in chosen.items():
            if not is_safe(path):
                raise ValueError(f"not a path for a generated file: {str(path)!r}")
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        program, *options = command(Path(folder))
        run = subprocess.run(
            [program, *options],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if run.returncode != 0:
            said = run.stderr or run.stdout
            raise RuntimeError(f"{Path(program).stem} cannot format the output: {said}")
        return {
            path: (root / path).read_bytes() if path in chosen else data
            for path, data in files.items()
        }


def _ruff(folder: Path) -> Sequence[str]:
    return [find_ruff_bin(), "format", *_RUFF_OPTIONS, "."]


def _oxfmt(folder: Path) -> Sequence[str]:
    config = folder / "oxfmt.json"
    config.write_text(json.dumps(_OXFMT_CONFIG))
    ignored = folder / "ignored"
    ignored.touch()
    # Where a repository begins, the search for ignore files in the folders above ends.
    (folder / "output" / ".git").mkdir()
    return [_oxfmt_bin(), *_OXFMT_OPTIONS, f"--config={config}", f"--ignore-path={ignored}", "."]


@cache
def _oxfmt_bin() -> str:
    """The program that the distribution `oxfmt` has brought.

    Raises:
        RuntimeError: It is not there.
    """
    name = f"oxfmt{sysconfig.get_config_var('EXE') or ''}"
    usual = Path(sysconfig.get_path("scripts"), name)
    if usual.is_file():
        return str(usual)
    from importlib.metadata import distribution  # noqa: PLC0415, slow to import and seldom needed

    for file in distribution("oxfmt").files or ():
        if file.name == name and os.access(found := file.locate(), os.X_OK):
            return str(found)
    raise RuntimeError("oxfmt is not installed: its distribution has no program of that name")


def _holds_python(path: PurePosixPath, data: bytes) -> bool:
    return path.suffix == ".py" or (path.suffix == ".md" and b"```py" in data)


def _holds_typescript(path: PurePosixPath, data: bytes) -> bool:
    return path.suffix in _TYPESCRIPT or (path.suffix == ".md" and b"```ts" in data)
