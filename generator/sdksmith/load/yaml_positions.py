"""Where the nodes of a YAML text stand. Only read when a finding is printed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from sdksmith.load.collector import paused_collector
from sdksmith.load.positions import At, Span, Step, Steps
from sdksmith.load.yaml_events import events, readable, span

__all__ = ["YamlPositions"]


class YamlPositions:
    """Finds nodes in a YAML text.

    Args:
        text: The text, without a byte order mark.
    """

    def __init__(self, text: str) -> None:
        indexer = _Indexer()
        # A file that was changed since may be broken now; what was read so far serves.
        with suppress(YAMLError), paused_collector():
            indexer.read(readable(text))
        self._root = indexer.root

    def find(self, steps: Steps, at: At) -> Span:
        """See `Positions.find`."""
        node = self._root
        key: Span | None = None
        for step in steps:
            member = _member(node, step)
            if member is None:
                break
            key, node = member
        if key is not None and (at == "key" or node.members is not None):
            return key
        if node.members and not node.span.length:
            # A block mapping begins where its first key does.
            return next(iter(node.members.values())).key or node.span
        return node.span


@dataclass(slots=True)
class _Node:
    """A node and its members by step. An alias shares the members of its anchor."""

    span: Span
    source: str = ""  # of a scalar
    members: dict[Step, _Member] | None = None  # of a mapping or a list
    is_map: bool = False
    is_merge: bool = False  # the key `<<`
    merged: _Node | None = None  # the value of `<<`


class _Member(NamedTuple):
    key: Span | None  # None in a list
    value: _Node


def _member(node: _Node, step: Step) -> _Member | None:
    if node.members is None:
        return None
    own = node.members.get(step)
    if own is not None or node.merged is None:
        return own
    listed = [member.value for member in (node.merged.members or {}).values()]
    sources = [node.merged] if node.merged.is_map else listed
    inherited = (_member(source, step) for source in sources)
    return next((member for member in inherited if member is not None), None)


class _Indexer:
    """Builds the tree of nodes, event by event."""

    def __init__(self) -> None:
        self.root = _Node(Span(0, 1))
        self._open: list[_Node] = []
        self._keys: list[_Node | None] = []  # of each open mapping, the key that waits for a value
        self._anchors: dict[str, _Node] = {}

    def read(self, text: str) -> None:
        next_event = events(text)
        while (event := next_event()) is not None:
            if isinstance(event, NodeEvent):
                self._node(event)
            elif isinstance(event, CollectionEndEvent):
                self._open.pop()
                self._keys.pop()
            elif isinstance(event, DocumentEndEvent):
                return  # Another document is not read.

    def _node(self, event: NodeEvent) -> None:
        node = _Node(span(event))
        name = event.anchor or ""
        if isinstance(event, AliasEvent):
            target = self._anchors.get(name, node)
            node.source, node.members = target.source, target.members
            node.is_map, node.merged = target.is_map, target.merged
        elif name:
            self._anchors[name] = node
        if isinstance(event, ScalarEvent):
            node.source = event.value
            node.is_merge = event.value == "<<" and bool(event.implicit[0])
        self._attach(node)
        if isinstance(event, CollectionStartEvent):
            node.members = {}
            node.is_map = isinstance(event, MappingStartEvent)
            self._open.append(node)
            self._keys.append(None)

    def _attach(self, node: _Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        members = parent.members
        if members is None:
            return
        key = self._keys[-1]
        if not parent.is_map:
            members[len(members)] = _Member(None, node)
        elif key is None:
            self._keys[-1] = node
        else:
            self._keys[-1] = None
            if key.is_merge:
                parent.merged = node
            else:
                members[key.source] = _Member(key.span, node)
