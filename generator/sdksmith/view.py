"""What a flavor hands to `render`: which template makes which file, from which data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import PurePosixPath

from sdksmith.records import record
from sdksmith.report import Finding


@record
class Page:
    """A file that a template makes.

    Args:
        template: The template below the flavor's folder, without its `.jinja`.
        path: The file below the output folder.
        data: What the template sees as `page`.
    """

    template: str
    path: PurePosixPath
    data: object


@record
class View:
    """One SDK, ready to be printed.

    Args:
        pages: The files that templates make.
        folders: What folders of the templates are called in the output, such as `sdk` → `cloudflare`; files that are
            no templates are copied to the renamed folder as they are.
        copied: What stands in copied files for what the output has there, such as the name of the templates' own
            package.
        filters: The functions that write document text into this language.
        findings: What the language cannot express, and names that had to give way.
    """

    pages: tuple[Page, ...]
    folders: Mapping[str, str]
    filters: Mapping[str, Callable[..., str]]
    copied: Mapping[bytes, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = field(default=())
