"""What the modules of `build` share: where findings go, and how values are read from nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sdksmith.config import Config
from sdksmith.load import Node, Pointer
from sdksmith.report import Finding, Level, Problem
from sdksmith.wire import Wire


@dataclass(frozen=True, slots=True)
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

    def deref(self, node: Node) -> Node | None:
        """Follow `$ref`; a reference that leads nowhere is a finding and None."""
        try:
            return node.deref()
        except Problem as problem:
            for finding in problem.findings:
                self._add(finding)
            return None

    def mapping(self, node: Node | None) -> Node | None:
        """The dereferenced node if it is a mapping; anything else that stands there is a finding."""
        if node is None or (target := self.deref(node)) is None:
            return None
        if isinstance(target.value, dict):
            return target
        self.report(
            "wrong-type", Level.ERROR, "this has to be a mapping of names to values", target.pointer
        )
        return None

    def members(self, node: Node | None, key: str) -> Iterator[tuple[str, Node]]:
        """The members of a mapping below `node`, without specification extensions (`x-…`)."""
        holder = self.mapping(node.get(key)) if node is not None else None
        if holder is None:
            return
        for name, child in holder.items():
            if not name.startswith("x-"):
                yield name, child

    def items(self, node: Node, key: str) -> Iterator[Node]:
        """The items of a list below `node`."""
        holder = node.get(key)
        if holder is None:
            return
        if not isinstance(holder.value, list):
            self.report("wrong-type", Level.ERROR, f"`{key}` has to be a list", holder.pointer)
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
