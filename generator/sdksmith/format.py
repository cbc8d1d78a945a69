"""The output as the ecosystem's formatter leaves it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path, PurePosixPath
from typing import Final

from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

from sdksmith.files import Files
from sdksmith.manifest import is_safe

__all__ = ["format_files"]

# Nothing that stands around the folder may have an influence, and no folder is left out: ruff by
# itself skips those called `build` or `dist`, and an API may have a resource of that name.
_OPTIONS: Final = (
    "--isolated",
    "--no-cache",
    "--no-respect-gitignore",
    "--config=line-length=100",
    "--config=target-version='py311'",
    "--config=exclude=[]",
)


def format_files(files: Files) -> Files:
    """Lay out Python code as `ruff format` does.

    That holds for Python files and for the blocks of Python code in Markdown files. Nothing that
    the user has configured for ruff has an influence. Other files are returned as they are.

    Args:
        files: Contents by path.

    Returns:
        The same files in the same order.

    Raises:
        RuntimeError: A file is not valid Python, which is a defect of the templates. The message
            names it.
        ValueError: A path leads out of the output folder.
    """
    formatted = {path: data for path, data in files.items() if _holds_python(path, data)}
    if not formatted:
        return dict(files)
    with tempfile.TemporaryDirectory(prefix="sdksmith-") as folder:
        root = Path(folder)
        for path, data in formatted.items():
            if not is_safe(path):
                raise ValueError(f"not a path for a generated file: {str(path)!r}")
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        run = subprocess.run(
            [find_ruff_bin(), "format", *_OPTIONS, "."],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if run.returncode != 0:
            raise RuntimeError(f"ruff cannot format the output: {run.stderr or run.stdout}")
        return {
            path: (root / path).read_bytes() if path in formatted else data
            for path, data in files.items()
        }


def _holds_python(path: PurePosixPath, data: bytes) -> bool:
    return path.suffix == ".py" or (path.suffix == ".md" and b"```py" in data)
