"""The documents that generators are measured with, and how many operations each has.

Run as a program, it prints that number for the file that it is given: a process that has read a large document would
lend its own memory to the peak of every process that it starts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

VERBS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    Attributes:
        name: what the table calls it.
        path: its root file.
    """

    name: str
    path: Path

    def operations(self) -> int:
        """How many operations it has, counted without any code of a generator."""
        command = [sys.executable, __file__, str(self.path)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def files(self) -> Iterator[Path]:
        """All files that it is made of: those of its folder, if it refers to other files."""
        if (
            self.path.suffix != ".json"
            and '"$ref": "#' not in self.path.read_text("utf-8")[: 10**6]
        ):
            yield from sorted(self.path.parent.rglob(f"*{self.path.suffix}"))
        else:
            yield self.path


def documents(root: Path, github: Path) -> list[Document]:
    """This project's own document, those of the corpus if it is there, and GitHub's.

    Args:
        root: the checkout.
        github: GitHub's document, from its npm package.
    """
    corpus = root.parent / "shared" / "corpus"
    found = [
        Document("Cloudflare (own spec)", root / "spec" / "openapi.yaml"),
        Document("OpenAI", corpus / "openai.json"),
        Document("OpenAI (YAML)", corpus / "openai.yaml"),
        Document("Stripe", corpus / "stripe.json"),
        Document("DigitalOcean", corpus / "digitalocean/specification/DigitalOcean-public.v2.yaml"),
        Document("GitHub", github),
    ]
    return [document for document in found if document.path.is_file()]


def count(path: Path) -> int:
    """The operations of a document, in all of its files."""
    load = _loader()
    return sum(_in_path_item(item, path, load) for item in load(path).get("paths", {}).values())


def _in_path_item(item: Any, file: Path, load: Callable[[Path], Any]) -> int:
    while isinstance(item, dict) and isinstance(item.get("$ref"), str):
        name, _, fragment = item["$ref"].partition("#")
        file = (file.parent / name).resolve() if name else file
        item = load(file)
        for token in fragment.split("/")[1:]:
            item = item[token.replace("~1", "/").replace("~0", "~")]
    if not isinstance(item, dict):
        return 0
    return len(VERBS.intersection(item)) + len(item.get("additionalOperations", {}))


def _loader() -> Callable[[Path], Any]:
    known: dict[Path, Any] = {}

    def load(path: Path) -> Any:
        if path not in known:
            text = path.read_bytes()
            known[path] = (
                json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
            )
        return known[path]

    return load


if __name__ == "__main__":
    print(count(Path(sys.argv[1])))
