"""Files that a request may hold."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from os import PathLike
from typing import IO, TypeAlias

FileContent: TypeAlias = bytes | IO[bytes] | PathLike[str]
"""The bytes themselves, an open file, or the path of a file."""

FileTypes: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""A file; or a tuple of its name, the file, its content type and further headers of its part."""

BinaryTypes: TypeAlias = FileTypes | Iterable[bytes] | AsyncIterable[bytes]
"""A body that is bytes: a file, or pieces that are sent as they come."""
