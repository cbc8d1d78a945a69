"""An SDK that is generated for a test, with the table of its methods."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any

import generation
from draws import path_template

from sdksmith.flavors.python import scope
from sdksmith.ir import Api, Method, Parameter, Resource
from sdksmith.names import Named, Words
from sdksmith.report import Finding

__all__ = ["Entry", "Package", "generate"]


@dataclass(frozen=True)
class Entry:
    """A method of the SDK and the operation that it calls."""

    chain: str
    """How a program reaches it: `customers.list`."""
    method: Method

    @property
    def verb(self) -> str:
        return self.method.verb

    @property
    def template(self) -> str:
        """The path as the document has it, without what stands behind a `?` or `#`."""
        return path_template(self.method)

    def arguments(self) -> dict[str, Parameter]:
        """The parameters by their names in Python."""
        return scope.parameters(self.method.parameters)[0]

    def of(self, client: Any) -> Callable[..., Any]:
        """The method, bound to the client."""
        found: Callable[..., Any] = attrgetter(self.chain)(client)
        return found

    def __str__(self) -> str:
        return f"{self.verb} {self.template} ({self.chain})"


@dataclass(frozen=True)
class Package:
    """A generated SDK.

    Args:
        folder: The project; `source` is its package.
    """

    api: Api
    folder: Path
    findings: list[Finding]

    @property
    def source(self) -> Path:
        (found,) = (path for path in (self.folder / "src").iterdir() if path.is_dir())
        return found

    @contextmanager
    def imported(self) -> Iterator[ModuleType]:
        """Import it, and forget it afterwards."""
        sys.path.insert(0, str(self.source.parent))
        try:
            yield importlib.import_module(self.source.name)
        finally:
            sys.path.remove(str(self.source.parent))
            for name in [n for n in sys.modules if n.partition(".")[0] == self.source.name]:
                del sys.modules[name]

    def modules(self) -> list[str]:
        """The names of all its modules."""
        found = []
        for path in sorted(self.source.rglob("*.py")):
            steps = path.relative_to(self.source.parent).with_suffix("").parts
            found.append(".".join(step for step in steps if step != "__init__"))
        return found

    def entries(self) -> list[Entry]:
        """All methods of all resources."""
        return list(_entries(self.api.resources, ()))


def _entries(resources: tuple[Resource, ...], above: tuple[Words, ...]) -> Iterator[Entry]:
    for resource in resources:
        path = (*above, resource.name)
        methods, _ = scope.methods([Named(m, m.name, "", m.place) for m in resource.methods])
        for name, method in methods.items():
            yield Entry(f"{scope.chain(path)}.{name}", method)
        yield from _entries(resource.subresources, path)


def generate(document: Path, folder: Path) -> Package:
    """Generate the Python SDK of a document without a configuration.

    Raises:
        Problem: The document leaves nothing to generate.
    """
    made = generation.generate("python", document, folder)
    return Package(made.api, made.folder, made.findings)
