"""What becomes of sdksmith's costs when a document grows: generating, and importing what came out."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.documents import Document
from bench.process import Usage, run
from bench.table import markdown, quantity

_SIZES = (100, 1_000)
"""Operations of the two documents; the second one is ten times as large in every respect."""
_OPERATIONS = 4
"""Operations of one resource."""


def growth_table(root: Path, repetitions: int) -> str:
    """CPU time of generating a document and one ten times as large."""
    rows = [["Operations", "CPU", "CPU of one"]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in _SIZES:
            document = folder / f"{size}.json"
            document.write_text(json.dumps(_document(size // _OPERATIONS)))
            usage = _best(
                _generated(root, document, folder / str(size)) for _ in range(repetitions + 1)
            )
            rows.append(
                [
                    f"{size:,}",
                    quantity(usage.cpu, "s"),
                    quantity(usage.cpu / size, "ms"),
                ]
            )
    return markdown(rows)


def import_table(root: Path, documents: list[Document], repetitions: int) -> str:
    """CPU time of importing the generated packages and making a client, with the interpreter's start."""
    rows = [["Importing", "modules", "size", "import + construct"]]
    with tempfile.TemporaryDirectory() as name:
        for number, document in enumerate(documents):
            output = Path(name) / str(number)
            _generated(root, document.path, output)
            package = next(path for path in (output / "src").iterdir() if path.is_dir())
            code = f"import {package.name}; {package.name}.Client(base_url='http://localhost')"
            command = [sys.executable, "-c", code]
            environment = {"PYTHONPATH": str(output / "src")}
            usage = _best(run(command, root, environment) for _ in range(repetitions + 1))
            modules = list(package.rglob("*.py"))
            size = sum(path.stat().st_size for path in modules)
            rows.append(
                [
                    document.name,
                    f"{len(modules):,}",
                    quantity(size, "MB"),
                    usage.failure or quantity(usage.cpu, "ms"),
                ]
            )
    return markdown(rows)


def _generated(root: Path, document: Path, output: Path) -> Usage:
    command = [sys.executable, "-m", "sdksmith", "generate", document, "--flavor", "python"]
    environment = {
        "PYTHONPATH": str(root / "generator"),
        "PYTHONPYCACHEPREFIX": str(root / "build/bench/pycache"),
    }
    return run([*command, "--output", output], root, environment)


def _best(usages: Iterator[Usage]) -> Usage:
    """The least CPU time; the first run compiles modules, and never is it."""
    return min(usages, key=lambda usage: usage.cpu)


def _document(resources: int) -> dict[str, Any]:
    """A document of resources that are alike: list, create, retrieve, delete, with models that refer to others."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(resources):
        thing, other = f"Thing{number}", f"Thing{(number + 1) % resources}"
        schemas[thing] = {
            "type": "object",
            "description": f"The thing of number {number}, which knows another one.",
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string", "description": "What it is called."},
                "kind": {"enum": ["plain", "odd", "other"]},
                "made_at": {"type": "string", "format": "date-time"},
                "next": {"$ref": f"#/components/schemas/{other}"},
                "parts": {
                    "type": "array",
                    "items": {"type": "object", "properties": {"size": {"type": "integer"}}},
                },
            },
        }
        reference = {"$ref": f"#/components/schemas/{thing}"}
        one = {
            "200": {"description": "It.", "content": {"application/json": {"schema": reference}}}
        }
        many = {"type": "array", "items": reference}
        listed = {"200": {"description": "All.", "content": {"application/json": {"schema": many}}}}
        identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
        body = {"required": True, "content": {"application/json": {"schema": reference}}}
        paths[f"/things{number}"] = {
            "get": {"summary": "List them", "parameters": [limit], "responses": listed},
            "post": {"summary": "Create one", "requestBody": body, "responses": one},
        }
        paths[f"/things{number}/{{id}}"] = {
            "parameters": [identifier],
            "get": {"summary": "Retrieve one", "responses": one},
            "delete": {"summary": "Delete one", "responses": {"204": {"description": "Gone."}}},
        }
    return {
        "openapi": "3.1.1",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
