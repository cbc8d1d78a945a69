"""What the modules of `build` share: where findings go, and how values are read from nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any, Final

from sdksmith.config import Config
from sdksmith.load import Node, Pointer
from sdksmith.records import record
from sdksmith.report import Finding, Level, Problem
from sdksmith.wire import Wire

_KINDS: Final = {
    dict: "a mapping",
    list: "a list",
    str: "a text",
    bool: "a boolean",
}


@record
class Context:
    """One run of `build`.

    Args:
        config: The configuration.
        root: The root of the document.
        findings: Grows while the API is built; what is reported twice at one place is kept once.
    """

    config: Config
    root: Node
    findings: list[Finding] = field(default_factory=list)
    _known: set[Finding] = field(default_factory=set)
    _left_out: set[str] = field(default_factory=set)

    def report(
        self, code: str, level: Level, message: str, place: Pointer | None, hint: str = ""
    ) -> None:
        self._add(Finding(code, level, message, place, hint))

    def _add(self, finding: Finding) -> None:
        if finding not in self._known:
            self._known.add(finding)
            self.findings.append(finding)

    def unsupported(self, what: str, place: Pointer, instead: str) -> None:
        """A construct that is not understood: the SDK is made without it."""
        self.report("unsupported", Level.WARNING, f"{what} is not understood; {instead}", place)

    def left_out(self, what: str, place: Pointer, hint: str = "") -> None:
        """A construct that no SDK has: said once, however often the document uses it."""
        if what not in self._left_out:
            self._left_out.add(what)
            message = f"{what} are left out"
            self.report("unsupported", Level.WARNING, message, place, hint)

    def deref(self, node: Node) -> Node | None:
        """Follow `$ref`; a reference that leads nowhere is a finding and None."""
        if node.ref is None:
            return node
        try:
            return node.deref()
        except Problem as problem:
            for finding in problem.findings:  # The rest of the document is understood all the same.
                self._add(replace(finding, level=Level.WARNING))
            return None

    def mapping(self, node: Node | None) -> Node | None:
        """The dereferenced node if it is a mapping; anything else that stands there is a finding."""
        if node is None or (target := self.deref(node)) is None:
            return None
        if isinstance(target.value, dict):
            return target
        self.wrong_type(target, "a mapping of names to values")
        return None

    def known(self, node: Node) -> Node:
        """The mapping at a node whose key alone says something; an empty one if nothing more can be read."""
        target = self.mapping(node)
        return Node(node.loader, node.document, node.path, {}) if target is None else target

    def wrong_type(self, node: Node, expected: str, hint: str = "") -> None:
        """Something else stands at a node than what has to."""
        key = node.path[-1] if node.path else ""
        name = f"`{key}`" if isinstance(key, str) and key else "this"
        found = _KINDS.get(type(node.value), "a number")
        message = f"{name} has to be {expected}, not {found}; it is left out"
        if node.value is None:
            message = f"{name} is empty; it has to be {expected}"
        self.report("wrong-type", Level.WARNING, message, node.pointer, hint)

    def flag(self, node: Node, key: str) -> bool:
        """Whether the boolean below `node` is true; one in quotes counts all the same."""
        value = scalar(node, key)
        if isinstance(value, str) and value.lower() in ("true", "false"):
            self.report(
                "quoted-boolean",
                Level.WARNING,
                f"`{key}` has to be true or false, not a text; it is taken for {value.lower()}",
                node.pointer.child(key),
                "remove the quotes",
            )
            return value.lower() == "true"
        return value is True

    def members(self, node: Node | None, key: str) -> Iterator[tuple[str, Node]]:
        """The members of a mapping below `node`, without specification extensions (`x-…`)."""
        holder = self.mapping(node.get(key)) if node is not None else None
        if holder is None:
            return
        for name, child in holder.items():
            if not name.startswith("x-"):
                yield name, child

    def items(self, node: Node, key: str) -> Iterator[Node]:
        """The items of a list below `node`, or of one that it refers to."""
        found = node.get(key)
        holder = self.deref(found) if found is not None else None
        if holder is None:
            return
        if not isinstance(holder.value, list):
            is_map = isinstance(holder.value, dict) and holder.value
            hint = "put `- ` in front of each item, or the items in brackets" if is_map else ""
            self.wrong_type(holder, "a list", hint)
            return
        yield from holder.elements()


def text(node: Node, key: str) -> Wire:
    """The text below `node`; empty when it is missing or is no text."""
    value = scalar(node, key)
    return Wire(value.strip() if isinstance(value, str) else "")


def scalar(node: Node, key: str) -> Any:
    """The value below `node`, None when there is none."""
    value = node.value
    return value.get(key) if isinstance(value, dict) else None
