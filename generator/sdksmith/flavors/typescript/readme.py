"""The pages for readers and for npm: README, `api.md`, `package.json`; and what the emitted tests share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Final

from sdksmith import quoting
from sdksmith.config import Config
from sdksmith.flavors.typescript.credentials import ClientOptions
from sdksmith.flavors.typescript.entries import Entries, MethodEntry, ResourceEntry
from sdksmith.flavors.typescript.target import Package
from sdksmith.ir import Api
from sdksmith.quoting import line, sentence
from sdksmith.readme import BodyKinds, body_kinds, shown
from sdksmith.records import record
from sdksmith.view import Page
from sdksmith.wire import Wire

_SUMMARY_LENGTH: Final = 500
_PAGES: Final = ("README.md", "api.md", "package.json", "tests/server.ts", "tests/tsconfig.json")

_INNER: Final = re.compile(r"(?<=[^\W_])\\_(?=[^\W_])").sub
_OUTER: Final = re.compile(r"_(?![^\W_])").sub


@record
class EntryPoint:
    """What programs may import beside the package itself.

    Args:
        name: Behind the package's name: `resources/*`.
        file: In `dist/esm` and `dist/cjs`, without its suffix.
    """

    name: str
    file: str


_ENTRY_POINTS: Final = (
    *(
        EntryPoint(name, name)
        for name in (
            "api-promise",
            "client",
            "error",
            "pagination",
            "resource",
            "streaming",
            "tree-shakable",
            "uploads",
        )
    ),
    EntryPoint("resources", "resources/index"),
    EntryPoint("resources/*", "resources/*"),
)


@record
class ReadmePage:
    """What these pages see."""

    name: str
    version: str
    class_name: str
    error_class: str
    title: Wire
    summary: Wire
    license: str
    docs_url: str
    prefix: str
    timeout: str
    max_retries: int
    entry_points: tuple[EntryPoint, ...]
    options: ClientOptions
    kinds: BodyKinds
    entries: tuple[ResourceEntry, ...]
    partial_example: tuple[str, ...]

    @property
    def shown_entries(self) -> Sequence[ResourceEntry]:
        """Those that README shows."""
        return shown(self.entries)

    @property
    def first(self) -> MethodEntry:
        """The method that the README begins with."""
        return min(self._methods(), key=lambda method: method.deprecated)

    @property
    def typed(self) -> tuple[MethodEntry, ...]:
        """A method whose parameters have a type, if there is one."""
        return _some(method for method in self._methods() if method.params_type)

    @property
    def paged(self) -> tuple[MethodEntry, ...]:
        """A method that returns pages, if there is one."""
        return _some(method for method in self._methods() if method.is_paged)

    @property
    def streamed(self) -> tuple[MethodEntry, ...]:
        """A method that returns a stream, if there is one."""
        return _some(method for method in self._methods() if method.streams)

    def _methods(self) -> Iterator[MethodEntry]:
        return (method for entry in self.entries for method in entry.methods)


def _some(found: Iterator[MethodEntry]) -> tuple[MethodEntry, ...]:
    first = next(found, None)
    return () if first is None else (first,)


def pages(
    api: Api,
    config: Config,
    package: Package,
    entries: Entries,
    options: ClientOptions,
    partial_example: Sequence[str],
) -> list[Page]:
    """README, `api.md`, `package.json`, what the emitted tests share, and what git ignores."""
    page = ReadmePage(
        name=package.name,
        version=package.version,
        class_name=package.class_name,
        error_class=package.error_class,
        title=api.title,
        summary=_summary(api),
        license=config.license or "",
        docs_url=config.docs or "",
        prefix=api.environment_prefix,
        timeout=f"{api.timeout:g}",
        max_retries=api.max_retries,
        entry_points=_ENTRY_POINTS,
        options=options,
        kinds=body_kinds(api),
        entries=entries.resources(),
        partial_example=tuple(partial_example),
    )
    return [
        *(Page(name, PurePosixPath(name), page) for name in _PAGES),
        Page("gitignore", PurePosixPath(".gitignore"), page),
    ]


def md(text: Wire | str) -> str:
    """Prose inside a Markdown line, or a name of ours, with as few escapes as prettier leaves."""
    if isinstance(text, Wire):
        return _INNER(r"_", quoting.md(text))
    return _OUTER(r"\\_", text)


def json_text(text: Wire | str) -> str:
    """A JSON string."""
    return json.dumps(line(text) if isinstance(text, Wire) else text, ensure_ascii=False)


def _summary(api: Api) -> Wire:
    """What npm shows beside the name."""
    title = " ".join(api.title.text.split()) or "API"
    text = sentence(api.description) or f"The TypeScript SDK of the {title}."
    return Wire(shorten(text, _SUMMARY_LENGTH, placeholder=" …"))
