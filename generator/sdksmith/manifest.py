"""The list of files that sdksmith wrote into a folder.

It tells a generated file from a foreign one, so it is checked in with the output: one line a file,
sorted, nothing else that would change from run to run.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sdksmith.report import Finding, Level, Place, Problem, quote

__all__ = ["NAME", "digest", "is_safe", "read", "render"]

NAME: Final = PurePosixPath(".sdksmith.json")
_ABOUT: Final = "Files that sdksmith wrote, with their SHA-256. Check this in; do not edit it."
_UNSAFE: Final = re.compile(r'[\x00-\x1f\\:*?"<>|]')
_HINT: Final = (
    "restore it from version control, or delete it: files that are as sdksmith would write them "
    "are taken up again"
)


def digest(data: bytes) -> str:
    """The SHA-256 of the data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def is_safe(path: PurePosixPath) -> bool:
    """Whether a path stays inside the folder that it is relative to, on every system."""
    text = str(path)
    return (
        text != "."
        and not path.is_absolute()
        and ".." not in path.parts
        and _UNSAFE.search(text) is None
    )


def render(files: Mapping[PurePosixPath, bytes]) -> bytes:
    """The text of the manifest that lists the files."""
    digests = {
        str(path): digest(files[path]) for path in sorted(files, key=lambda path: path.parts)
    }
    value = {"about": _ABOUT, "version": 1, "files": digests}
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode()


def read(folder: Path) -> dict[PurePosixPath, str]:
    """The files that an earlier run wrote, with their digests; empty when there was none.

    Raises:
        Problem: The manifest cannot be used.
        OSError: It cannot be read.
    """
    path = folder / NAME
    if path.is_symlink():
        raise _broken(path, "is a symbolic link")
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return {}
    except IsADirectoryError:
        raise _broken(path, "is a folder") from None
    except UnicodeDecodeError:
        raise _broken(path, "is not UTF-8 text", 1) from None
    try:
        value: Any = json.loads(text)
    except json.JSONDecodeError as error:
        reason = "has an unresolved merge conflict" if "<<<<<<<" in text else "is not valid JSON"
        raise _broken(path, reason, error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise _broken(path, "is not valid JSON", 1) from None
    if not isinstance(value, dict) or value.get("version") != 1:
        raise _broken(path, "is not of version 1, which is what this sdksmith knows", 1)
    files = value.get("files")
    if not isinstance(files, dict):
        raise _broken(path, "lists no files", 1)
    for name, known in files.items():
        if not isinstance(known, str) or not is_safe(PurePosixPath(name)):
            line = text[: text.find(json.dumps(name, ensure_ascii=False))].count("\n") + 1
            raise _broken(path, f"has no usable entry for {quote(name)}", line)
    return {PurePosixPath(name): known for name, known in files.items()}


def _broken(path: Path, reason: str, line: int = 0, column: int = 1) -> Problem:
    message = f"the list of generated files, {path.name}, {reason}"
    place = Place(path, line, column) if line else None
    return Problem([Finding("broken-manifest", Level.ERROR, message, place, _HINT)])
