"""From a view to files: templates are printed, everything else in the flavor's folder is copied."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sdksmith.files import Files
from sdksmith.view import View

_SUFFIX = ".jinja"


def render(view: View, templates: Path) -> Files:
    """Print the pages of a view and copy the flavor's other files.

    Args:
        templates: The flavor's folder of templates.

    Raises:
        TypeError: A template prints None or document text that no filter has quoted.
        jinja2.UndefinedError: A template prints what the view does not have.
    """
    environment = _environment(templates, view)
    files: Files = {
        _renamed(path.relative_to(templates), view): _replaced(path.read_bytes(), view)
        for path in sorted(templates.rglob("*"))
        if path.is_file() and path.suffix != _SUFFIX and not _is_cache(path)
    }
    for page in view.pages:
        text = environment.get_template(f"{page.template}{_SUFFIX}").render(page=page.data)
        files[page.path] = text.encode()
    return files


def _environment(templates: Path, view: View) -> Environment:
    # What is printed is code, so HTML escaping would spoil it; `Wire` is what keeps document text out.
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printable,
        autoescape=False,
    )
    environment.filters.update(view.filters)
    return environment


def _printable(value: Any) -> Any:
    if value is None:
        raise TypeError("a template prints None")
    return value


def _renamed(path: Path, view: View) -> PurePosixPath:
    return PurePosixPath(*(view.folders.get(part, part) for part in path.parts))


def _replaced(data: bytes, view: View) -> bytes:
    for own, name in view.copied.items():
        data = data.replace(own, name)
    return data


def _is_cache(path: Path) -> bool:
    return "__pycache__" in path.parts or path.name.startswith(".")
