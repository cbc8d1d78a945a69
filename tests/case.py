"""A case: a folder with a document, and what must come out of it.

    spec.yaml       the document (or `spec.json`; further files beside it may be referred to)
    sdksmith.yaml   the configuration, if the case needs one
    findings.txt    what is printed of the document, if anything; a document with an error has nothing else
    surface.txt     the classes, methods and fields that a program sees
    calls.yaml      calls of the SDK: the request that each must send, and what it makes of the answer

`make accept` writes `findings.txt` and `surface.txt` anew; read the diff before you commit it.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

from sdksmith import files, pipeline
from sdksmith.report import Problem, render_text

CASES = Path(__file__).parent / "cases"


class Silent:
    """Progress that nobody sees."""

    def step(self, name: str) -> nullcontext[None]:
        return nullcontext()


def generate(case: Path, target: Path) -> tuple[Path | None, str]:
    """Generate the SDK of a case.

    Returns:
        The folder of its package, None if the document has an error; and the findings as they are printed, with paths
        relative to the case.
    """
    config = case / "sdksmith.yaml"
    document = next(path for path in (case / "spec.yaml", case / "spec.json") if path.exists())
    request = pipeline.Request(document, config if config.exists() else None, ("python",), target)
    try:
        output = pipeline.generate(request, Silent())[0]
    except Problem as problem:
        return None, _relative(render_text(problem.findings), case)
    files.write(output.files, target)
    package = next(path for path in (target / "src").iterdir() if path.is_dir())
    return package, _relative(render_text(output.findings), case)


def _relative(text: str, case: Path) -> str:
    shown = case.relative_to(Path.cwd()) if case.is_relative_to(Path.cwd()) else case
    return text.replace(f"{shown}/", "")


@contextmanager
def imported(package: Path) -> Iterator[ModuleType]:
    """Import a generated package, and forget it afterwards."""
    sys.path.insert(0, str(package.parent))
    try:
        yield importlib.import_module(package.name)
    finally:
        sys.path.remove(str(package.parent))
        for name in [n for n in sys.modules if n.partition(".")[0] == package.name]:
            del sys.modules[name]


def surface(package: Path) -> str:
    """What a program sees: methods with their signatures, classes with their fields."""
    lines: list[str] = []
    with imported(package) as module:
        client = module.Client
        lines += [f"{client.__name__}{_signature(client.__init__)}", ""]
        lines += _methods(module, "client", client)
        for path in sorted(package.joinpath("types").rglob("_*.py")):
            if path.name != "__init__.py":
                name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
                lines += _classes(importlib.import_module(name))
    return "\n".join(lines) + "\n"


def _signature(function: Any) -> str:
    hidden = ("self", "extra_headers", "extra_query", "extra_body", "timeout")
    signature = inspect.signature(function)
    kept = [p for p in signature.parameters.values() if p.name not in hidden]
    text = str(signature.replace(parameters=kept)).replace("'", "")
    return text


def _methods(module: ModuleType, name: str, cls: Any) -> Iterator[str]:
    for member, value in vars(cls).items():
        if member.startswith(("_", "with_", "copy")):
            continue
        if inspect.isfunction(value):
            yield f"{name}.{member}{_signature(value)}"
        elif (getter := getattr(value, "func", None)) is not None:
            resource = getter.__annotations__["return"]
            yield from _methods(module, f"{name}.{member}", _find(module, resource))


def _find(module: ModuleType, resource: str) -> Any:
    root = Path(str(module.__file__)).parent
    for path in sorted(root.joinpath("resources").rglob("*.py")):
        steps = path.relative_to(root.parent).with_suffix("").parts
        found = importlib.import_module(".".join(s for s in steps if s != "__init__"))
        if hasattr(found, resource) and getattr(found, resource).__module__ == found.__name__:
            return getattr(found, resource)
    raise LookupError(resource)


def _classes(module: ModuleType) -> Iterator[str]:
    for name, cls in vars(module).items():
        if inspect.isclass(cls) and cls.__module__ == module.__name__:
            base = "TypedDict" if issubclass(cls, dict) else "Model"
            yield f"\n{name}({base})"
            for field, annotation in cls.__annotations__.items():
                text = getattr(annotation, "__forward_arg__", annotation)
                yield f"    {field}: {text}"
