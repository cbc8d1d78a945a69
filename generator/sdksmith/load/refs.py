"""`$ref` over one or several files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sdksmith.load.anchors import Anchors, base_of, joined
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
        value = self.value
        if value.__class__ is dict and "$ref" in value:
            return _ref(value)
        return None

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
        allow_outside: Whether files in other folders are read, too.

    Raises:
        Problem: The root document cannot be read; see `parse`.

    Attributes:
        findings: Warnings of the files read so far.
    """

    def __init__(self, root: Path, *, allow_outside: bool = False) -> None:
        self.findings: list[Finding] = []
        self._allow_outside = allow_outside
        parsed = parse(root, warnings=self.findings)
        document = Document(Path(os.path.realpath(root)), parsed.value, parsed.syntax)
        self._folder = document.path.parent
        self._documents: dict[Path, Document] = {document.path: document}
        self._names: dict[str, Document] = {}  # by unresolved name; resolving costs system calls
        self._anchors: dict[Document, Anchors] = {}
        # By what is asked for: what stands there, what stands at the end of the chain, and why there is nothing.
        self._targets: dict[tuple[Document, str], Node] = {}
        self._ends: dict[tuple[Document, str], Node] = {}
        self._failures: dict[tuple[Document, str], tuple[Problem, Node]] = {}
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
        ref = _ref(node.value)
        if ref is None:
            return node
        known = self._ends.get((node.document, ref))
        return known if known is not None else self._follow(node, {})

    def _follow(self, node: Node, trail: dict[Node, None]) -> Node:
        passed: list[tuple[Document, str]] = []
        while (ref := _ref(node.value)) is not None:
            if node in trail:
                steps = list(trail)
                chain = " → ".join(quote(step.ref) for step in steps[steps.index(node) :])
                raise _failed("ref-cycle", node, "this $ref leads back to itself", chain)
            if len(trail) >= MAX_CHAIN:
                raise _failed("ref-cycle", node, f"more than {MAX_CHAIN} $refs follow one another")
            trail[node] = None
            key = node.document, ref
            target = self._targets.get(key)
            if target is None:
                try:
                    target = self._targets[key] = self._known(node, ref, trail)
                except Problem:
                    target = self._below_id(node, ref, trail)
                    if target is None:
                        raise
                    passed.clear()  # What a place decides is not kept for others.
                    node = target
                    continue
            passed.append(key)
            node = target
        self._ends.update(dict.fromkeys(passed, node))
        return node

    def _known(self, node: Node, ref: str, trail: dict[Node, None]) -> Node:
        """What stands at a reference; one that fails is only looked for once."""
        key = node.document, ref
        if key in self._failures:
            raise _again(*self._failures[key], node)
        try:
            return self._target(node, ref, trail)
        except Problem as problem:
            if all(finding.code != "ref-cycle" for finding in problem.findings):
                self._failures[key] = problem, node
            raise

    def _target(self, node: Node, ref: str, trail: dict[Node, None]) -> Node:
        """What stands at a reference, which may be a reference itself."""
        file, _, fragment = ref.strip().partition("#")
        pointer = _decoded(node, fragment)
        if file:
            root = self._resource(node, _decoded(node, file))
        else:
            root = Node(self, node.document, (), node.document.value)
        if pointer and not pointer.startswith("/"):
            return self._anchored(node, ref, root, pointer)
        if pointer == "/" and "" not in root:  # often written for the whole file
            return root
        return self._step_by_step(node, ref, root, pointer.split("/")[1:], trail)

    def _step_by_step(
        self, node: Node, ref: str, root: Node, tokens: list[str], trail: dict[Node, None]
    ) -> Node:
        """Follow a JSON pointer (RFC 6901), and each `$ref` on its way."""
        target = root
        for index, token in enumerate(tokens):
            found = _child(target, token)
            if found is None and _ref(target.value) is not None:
                target = self._follow(target, dict(trail))
                found = _child(target, token)
            if found is None and len(tokens) == 2 and index == 0:
                # `#/definitions/Pet` in a document of 3.x: where 2.0 had what `components` holds.
                found = self._meant(node, ref, root, _plain(tokens[1]))
                if found is not None:
                    return found
            if found is None:
                hint = _near(target, ref.partition("#")[0], tokens, index)
                raise _failed("unresolved-ref", node, f"nothing stands at {quote(ref)}", hint)
            target = found
        return target

    def _below_id(self, node: Node, ref: str, trail: dict[Node, None]) -> Node | None:
        """What `#/…` means inside a schema that has an `$id`: a place in that schema, not in the file."""
        if not ref.startswith("#/"):
            return None
        _, steps = base_of(node.document.value, node.path)
        if not steps:
            return None
        root = _at(self, node.document, steps)
        try:
            return self._step_by_step(node, ref, root, unquote(ref).split("/")[1:], trail)
        except Problem:
            return None

    def _anchored(self, node: Node, ref: str, root: Node, name: str) -> Node:
        """What has the `$anchor`, in the schema with the `$id` or else anywhere in the file."""
        anchors = self._searched(root.document)
        place = root if root.path or root.document is not node.document else node
        base, _ = base_of(root.document.value, place.path)
        steps = anchors.named.get((base, name), anchors.named.get(("", name)))
        if steps is not None:
            return _at(self, root.document, steps)
        if (meant := self._meant(node, ref, root, name)) is not None:
            return meant
        raise _failed(
            "unresolved-ref",
            node,
            f"the part of {quote(ref)} behind # is neither a JSON pointer nor an $anchor",
            "write it as #/components/schemas/Pet",
        )

    def _meant(self, node: Node, ref: str, root: Node, name: str) -> Node | None:
        """What a reference means that is no pointer: `components/schemas/Pet`, or `Pet` alone."""
        sections = [section for section, names in _sections(root.value) if name in names]
        tokens = [*sections[0], _token(name)] if len(sections) == 1 else name.split("/")
        target = root
        for token in tokens:
            found = _child(target, token)
            if found is None:
                return None
            target = found
        meant = quote(_written("", tokens))
        message = f"nothing stands at {quote(ref)}; it is taken for {meant}"
        place = node.pointer.child("$ref")
        hint = f"write it as {meant}"
        self.findings.append(Finding("odd-ref", Level.WARNING, message, place, hint))
        return target

    def _resource(self, node: Node, file: str) -> Node:
        """The file that a reference names, or the schema that has it as its `$id`."""
        remote = _SCHEME.match(file) is not None
        try:
            if remote:
                raise _failed(
                    "remote-ref",
                    node,
                    f"{quote(file)} is not a file beside the document, and nothing is fetched",
                    "download it, put it beside the document and refer to it by its relative path",
                )
            document = self._document(node, file)
        except Problem as problem:
            found = self._identified(node, file)
            if found is not None:
                return found
            if remote:
                raise
            here = Node(self, node.document, (), node.document.value)
            found = self._meant(node, file, here, file)
            if found is not None:
                return found
            if hint := _component(self.root.value, file):
                first = problem.findings[0]
                raise _failed(first.code, node, first.message, hint) from None
            raise
        return Node(self, document, (), document.value)

    def _identified(self, node: Node, file: str) -> Node | None:
        base, _ = base_of(node.document.value, node.path)
        uri = joined(base, file)
        for document in (node.document, *self._documents.values()):
            steps = self._searched(document).identified.get(uri)
            if steps is not None:
                return _at(self, document, steps)
        return None

    def _searched(self, document: Document) -> Anchors:
        if document not in self._anchors:
            self._anchors[document] = Anchors.of(document.value)
        return self._anchors[document]

    def _document(self, node: Node, file: str) -> Document:
        # As a URL is: `..` takes back a step of the name, wherever a symbolic link may lead. Authors on Windows write
        # their own separators.
        name = os.path.normpath(node.document.path.parent / file.replace("\\", "/"))
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
            if not (self._allow_outside or path.is_relative_to(self._folder)):
                raise _failed(
                    "ref-outside",
                    node,
                    f"{quote(file)} leads out of the folder of the root document",
                    f"only files in {quote(self._folder.name)} and below it are read; copy it there",
                )
            self._documents[path] = parse(
                path, origin=node.pointer.child("$ref"), warnings=self.findings
            )
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
    return node.get(_plain(token))


def _decoded(node: Node, part: str) -> str:
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError:
        message = f"the %-escapes of {quote(part)} are not UTF-8"
        raise _failed("unresolved-ref", node, message) from None


def _near(node: Node, file: str, tokens: list[str], index: int) -> str:
    """A hint for a pointer whose step `index` does not exist in `node`."""
    if isinstance(node.value, list):
        count = len(node.value)
        return f"the list there has {count} item{'' if count == 1 else 's'}, counted from 0"
    keys = {_token(key): key for key in node.value} if isinstance(node.value, dict) else {}
    found = nearest(tokens[index], keys)
    if found is not None:
        candidate = [*tokens[:index], found, *tokens[index + 1 :]]
        return f"did you mean {quote(_written(file, candidate))}?"
    if hint := _component(node.document.value, tokens[-1], file):
        return hint
    if 0 < len(keys) <= 8:
        return f"what stands there is {', '.join(quote(key) for key in keys)}"
    return ""


def _component(root: Any, token: str, file: str = "") -> str:
    """A hint for what is called so in `components`; empty when nothing is."""
    for section, names in _sections(root):
        if any(_token(name) == token for name in names):
            return f"did you mean {quote(_written(file, [*section, token]))}?"
    return ""


def _sections(root: Any) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """What holds named parts of a document: each section of `components`, and `definitions` of 2.0."""
    if not isinstance(root, dict):
        return
    old = root.get("definitions")
    if isinstance(old, dict):  # `upgrade` names all of them in `components.schemas` as well.
        yield ("definitions",), old
    for section, names in _members(root.get("components")):
        if isinstance(names, dict) and not (section == "schemas" and isinstance(old, dict)):
            yield ("components", section), names


def _members(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _plain(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def _token(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _written(file: str, tokens: list[str]) -> str:
    return "".join((file, "#", *(f"/{token}" for token in tokens)))


def _at(loader: Loader, document: Document, steps: Steps) -> Node:
    """The node at a place that is known to exist."""
    value: Any = document.value
    for step in steps:
        value = value[step]
    return Node(loader, document, steps, value)


def _again(problem: Problem, first: Node, node: Node) -> Problem:
    """A failure once more, at another reference with the same text."""
    finding = problem.findings[0]
    if finding.place != first.pointer.child("$ref"):  # in the file, or on the way
        return problem
    return _failed(finding.code, node, finding.message, finding.hint)


def _failed(code: str, node: Node, message: str, hint: str = "") -> Problem:
    place = node.pointer.child("$ref")
    return Problem([Finding(code, Level.ERROR, message, place, hint)])
