"""`$ref` over one or several files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sdksmith.load.limits import MAX_CHAIN
from sdksmith.load.near import nearest
from sdksmith.load.positions import Step, Steps
from sdksmith.load.source import Document, Pointer, parse
from sdksmith.report import Finding, Level, Problem, quote

__all__ = ["Loader", "Node"]

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_MISSING: Final = object()


class Node:
    """A value together with where it stands.

    Two nodes are equal when they stand at the same place of the same file; `key` is that identity.

    Args:
        loader: Resolves what the node refers to.
        document: The file.
        path: Steps from the root of the file.
        value: What stands there: None, bool, int, float, str, list or dict. Not to be changed.
    """

    __slots__ = ("document", "loader", "path", "value")

    def __init__(self, loader: Loader, document: Document, path: Steps, value: Any) -> None:
        self.loader = loader
        self.document = document
        self.path = path
        self.value = value

    @property
    def pointer(self) -> Pointer:
        """Where the node stands, for a finding about its value."""
        return Pointer(self.document, self.path)

    @property
    def key_pointer(self) -> Pointer:
        """Where the node's own key stands, for a finding about its name."""
        return Pointer(self.document, self.path, "key")

    @property
    def key(self) -> tuple[Path, Steps]:
        """Identity of the node: its file and the steps from the root."""
        return self.document.path, self.path

    @property
    def ref(self) -> str | None:
        """The text of the node's `$ref`; None when it has none."""
        return _ref(self.value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node):
            return NotImplemented
        return self.path == other.path and self.document.path == other.document.path

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Node({self.pointer})"

    def __contains__(self, step: Step) -> bool:
        return _step(self.value, step) is not _MISSING

    def __getitem__(self, step: Step) -> Node:
        """The member with that key, or the item with that index.

        Raises:
            KeyError: There is none.
        """
        value = _step(self.value, step)
        if value is _MISSING:
            raise KeyError(step)
        return Node(self.loader, self.document, (*self.path, step), value)

    def get(self, step: Step) -> Node | None:
        """The member with that key or the item with that index; None when there is none.

        A member whose value is null is there.
        """
        value = _step(self.value, step)
        if value is _MISSING:
            return None
        return Node(self.loader, self.document, (*self.path, step), value)

    def items(self) -> Iterator[tuple[str, Node]]:
        """Keys and members of a mapping in the file's order; nothing for any other value."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Node(self.loader, self.document, (*self.path, key), value)

    def elements(self) -> Iterator[Node]:
        """The items of a list; nothing for any other value."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(self.loader, self.document, (*self.path, index), value)

    def deref(self) -> Node:
        """What the node refers to, through any number of `$ref`s; itself when it has none.

        Members beside a `$ref` are not merged into the target; they stay on this node.

        Raises:
            Problem: As `Loader.resolve`.
        """
        return self if _ref(self.value) is None else self.loader.resolve(self)


class Loader:
    """Reads a document and the files that it refers to, each once.

    Only files in the folder of the root document, or below it, are read, so that a document from
    somewhere else cannot pull in a file of this machine.

    Args:
        root: The root document.

    Raises:
        Problem: The root document cannot be read; see `parse`.
    """

    def __init__(self, root: Path) -> None:
        parsed = parse(root)
        document = Document(Path(os.path.realpath(root)), parsed.value, parsed.syntax)
        self._folder = document.path.parent
        self._documents: dict[Path, Document] = {document.path: document}
        self._names: dict[str, Document] = {}  # by unresolved name; resolving costs system calls
        self._targets: dict[tuple[Path, str], Node] = {}
        self.root = Node(self, document, (), document.value)

    @property
    def documents(self) -> list[Document]:
        """The files read so far, the root document first."""
        return list(self._documents.values())

    def resolve(self, node: Node) -> Node:
        """Follow the `$ref` of a node until something stands there that is no `$ref`.

        Args:
            node: Where to begin.

        Returns:
            The target, standing where it really stands; `node` itself when it has no `$ref`.

        Raises:
            Problem: One finding at the `$ref` that fails (`unresolved-ref`, `missing-file`,
                `unreadable-file`, `ref-cycle`,
                `remote-ref`, `ref-outside`), or what is wrong in the file it names.
        """
        return self._follow(node, [])

    def _follow(self, node: Node, trail: list[Node]) -> Node:
        while (ref := node.ref) is not None:
            if node in trail:
                chain = " → ".join(quote(step.ref) for step in trail[trail.index(node) :])
                raise _failed("ref-cycle", node, "this $ref leads back to itself", chain)
            if len(trail) >= MAX_CHAIN:
                raise _failed("ref-cycle", node, f"more than {MAX_CHAIN} $refs follow one another")
            trail.append(node)
            key = node.document.path, ref
            if key not in self._targets:
                self._targets[key] = self._target(node, ref, trail)
            node = self._targets[key]
        return node

    def _target(self, node: Node, ref: str, trail: list[Node]) -> Node:
        """What stands at a reference, which may be a reference itself."""
        file, _, fragment = ref.partition("#")
        pointer = _decoded(node, fragment)
        if pointer and not pointer.startswith("/"):
            raise _failed(
                "unresolved-ref",
                node,
                f"the part of {quote(ref)} behind # is not a JSON pointer",
                "write it as #/components/schemas/Pet",
            )
        document = self._document(node, _decoded(node, file)) if file else node.document
        target = Node(self, document, (), document.value)
        tokens = pointer.split("/")[1:]
        for index, token in enumerate(tokens):
            found = _child(target, token)
            if found is None and target.ref is not None:
                target = self._follow(target, list(trail))
                found = _child(target, token)
            if found is None:
                hint = _near(target, file, tokens, index)
                raise _failed("unresolved-ref", node, f"nothing stands at {quote(ref)}", hint)
            target = found
        return target

    def _document(self, node: Node, file: str) -> Document:
        if _SCHEME.match(file):
            raise _failed(
                "remote-ref",
                node,
                f"{quote(file)} is not a file beside the document, and nothing is fetched",
                "download it, put it beside the document and refer to it by its relative path",
            )
        # As a URL is: `..` takes back a step of the name, wherever a symbolic link may lead.
        name = os.path.normpath(node.document.path.parent / file)
        if name not in self._names:
            self._names[name] = self._read(node, file, Path(name))
        return self._names[name]

    def _read(self, node: Node, file: str, path: Path) -> Document:
        try:
            path = Path(os.path.realpath(path))
        except ValueError:
            message = f"{quote(file)} cannot be the name of a file"
            raise _failed("unreadable-file", node, message) from None
        if path not in self._documents:
            if not path.is_relative_to(self._folder):
                raise _failed(
                    "ref-outside",
                    node,
                    f"{quote(file)} leads out of the folder of the root document",
                    f"only files in {quote(self._folder.name)} and below it are read",
                )
            self._documents[path] = parse(path, origin=node.pointer.child("$ref"))
        return self._documents[path]


def _ref(value: Any) -> str | None:
    if value.__class__ is dict:
        ref = value.get("$ref")
        if isinstance(ref, str):
            return ref
    return None


def _step(value: Any, step: Step) -> Any:
    if value.__class__ is dict:
        return value.get(step, _MISSING)
    if value.__class__ is list and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return _MISSING


def _child(node: Node, token: str) -> Node | None:
    """One step of a JSON pointer."""
    if isinstance(node.value, list):
        return node.get(int(token)) if _INDEX.fullmatch(token) else None
    return node.get(token.replace("~1", "/").replace("~0", "~"))


def _decoded(node: Node, part: str) -> str:
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError:
        message = f"the %-escapes of {quote(part)} are not UTF-8"
        raise _failed("unresolved-ref", node, message) from None


def _near(node: Node, file: str, tokens: list[str], index: int) -> str:
    """A hint for a pointer whose step `index` does not exist in `node`."""
    if isinstance(node.value, list):
        return f"the list there has {len(node.value)} items, counted from 0"
    keys = {_token(key): key for key in node.value} if isinstance(node.value, dict) else {}
    found = nearest(tokens[index], keys)
    if found is not None:
        candidate = [*tokens[:index], found, *tokens[index + 1 :]]
        return f"did you mean {quote(_written(file, candidate))}?"
    root = node.document.value
    for section, names in _members(root.get("components")):
        if any(_token(name) == tokens[-1] for name, _ in _members(names)):
            return f"did you mean {quote(_written(file, ['components', section, tokens[-1]]))}?"
    if 0 < len(keys) <= 8:
        return f"what stands there is {', '.join(quote(key) for key in keys)}"
    return ""


def _members(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _token(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _written(file: str, tokens: list[str]) -> str:
    return "".join((file, "#", *(f"/{token}" for token in tokens)))


def _failed(code: str, node: Node, message: str, hint: str = "") -> Problem:
    place = node.pointer.child("$ref")
    return Problem([Finding(code, Level.ERROR, message, place, hint)])
