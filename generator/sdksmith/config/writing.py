"""Names into a configuration file, whose other text stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from sdksmith.config.model import SHARED
from sdksmith.names import Words, snake, words

_INDENT: Final = 2
_PLAIN: Final = re.compile(r"[A-Za-z./][A-Za-z]*[/ .][\w ./{}:?&=@%+,~$()*!;-]*", re.ASCII)
"""Endpoints and paths of files, without what YAML takes for something else."""
_NO_KEYS: Final = frozenset(("false", "n", "no", "null", "off", "on", "true", "y", "yes"))
"""Names that some version of YAML takes for something else."""


@dataclass(slots=True)
class Branch:
    """What is to be written of a resource.

    Args:
        methods: Endpoints, such as `get /pets`, by the names of their methods.
    """

    methods: dict[Words, str] = field(default_factory=dict)
    children: dict[Words, Branch] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.methods and all(child.is_empty for child in self.children.values())


def with_names(text: str, branches: Mapping[Words, Branch]) -> str:
    """The text of a configuration with names added to it.

    Args:
        text: YAML or JSON, which may be empty. It has none of the methods yet.
        branches: The top resources.

    Raises:
        yaml.YAMLError: The text is no YAML.
        ValueError: The text has something else where resources belong.
    """
    wanted = {name: branch for name, branch in branches.items() if not branch.is_empty}
    if not wanted:
        return text
    text = text if text.endswith("\n") or not text else f"{text}\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        lines = _lines({"resources": _branches(wanted)}, 0)
        return f"{text.rstrip()}\n\n{''.join(lines)}".lstrip()
    edits = sorted(_below(root, "resources", wanted, text), key=_order)
    pieces: list[str] = []
    done = 0
    for at, new in edits:
        pieces += [text[done:at], new]
        done = at
    written = "".join((*pieces, text[done:]))
    _check(yaml.safe_load(written).get("resources"), wanted)
    return written


def _check(tree: Any, branches: Mapping[Words, Branch]) -> None:
    """Raise ValueError unless everything stands where it belongs, whatever the layout of the file was."""
    known = {words(str(key)): value for key, value in tree.items() if key != SHARED}
    for name, branch in branches.items():
        if branch.is_empty:
            continue
        methods = known[name].get("methods")
        for method, endpoint in branch.methods.items():
            if methods[snake(method)] != endpoint:
                raise ValueError(f"lost {endpoint}")
        if not all(child.is_empty for child in branch.children.values()):
            _check(known[name].get("subresources"), branch.children)


def _order(edit: tuple[int, str]) -> tuple[int, int]:
    """By place; of two at one place, what is inside of more comes first."""
    at, new = edit
    return at, -_indentation(new)


def _indentation(text: str) -> int:
    lines = text.lstrip("\n")
    return len(lines) - len(lines.lstrip(" "))


def _below(
    holder: yaml.Node, key: str, branches: Mapping[Words, Branch], text: str
) -> Iterator[tuple[int, str]]:
    """What is inserted where, so that a mapping below `key` has the branches."""
    found = _entry(holder, key)
    if found is None:
        at, added = _insertion(holder, {key: _branches(branches)}, text)
        is_top = key == "resources" and added.lstrip("\n").startswith(key)
        yield at, f"\n{added}" if is_top else added  # a blank line before a section of the file
        return
    new: dict[Words, Branch] = {}
    known = {words(each.value): node for each, node in _entries(found) if each.value != SHARED}
    for name, branch in branches.items():
        resource = known.get(name)
        if resource is None:
            new[name] = branch
            continue
        if branch.methods:
            yield from _methods(resource, branch.methods, text)
        children = {n: child for n, child in branch.children.items() if not child.is_empty}
        if children:
            yield from _below(resource, "subresources", children, text)
    if new:
        yield _insertion(found, _branches(new), text)


def _methods(
    resource: yaml.Node, methods: Mapping[Words, str], text: str
) -> Iterator[tuple[int, str]]:
    listed = {snake(name): endpoint for name, endpoint in sorted(methods.items())}
    found = _entry(resource, "methods")
    if found is None:
        yield _insertion(resource, {"methods": listed}, text)
    else:
        yield _insertion(found, listed, text)


def _branches(branches: Mapping[Words, Branch]) -> dict[str, Any]:
    return {snake(name): _tree_of(branch) for name, branch in sorted(branches.items())}


def _tree_of(branch: Branch) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    if branch.methods:
        tree["methods"] = {snake(n): endpoint for n, endpoint in sorted(branch.methods.items())}
    children = {n: child for n, child in branch.children.items() if not child.is_empty}
    if children:
        tree["subresources"] = _branches(children)
    return tree


# ---------------------------------------------------------------- text


def _insertion(mapping: yaml.Node, new: Mapping[str, Any], text: str) -> tuple[int, str]:
    """Where new entries of a mapping are inserted, and their text."""
    if isinstance(mapping, _Empty):
        line = text.find("\n", mapping.key.end_mark.index)
        indent = mapping.key.start_mark.column + _INDENT
        return line + 1, "".join(_lines(new, indent))
    if not isinstance(mapping, yaml.MappingNode):
        raise ValueError("not a mapping")
    if mapping.flow_style or not mapping.value:
        at = mapping.end_mark.index - 1
        inner = json.dumps(dict(new), ensure_ascii=False)[1:-1]
        comma = ", " if mapping.value and not text[:at].rstrip().endswith(",") else ""
        behind = len(text[:at].rstrip())
        return (behind, f"{comma}{inner}") if comma else (at, f" {inner} ")
    return _end(mapping, text), "".join(_lines(new, mapping.start_mark.column))


def _end(mapping: yaml.MappingNode, text: str) -> int:
    """The index behind the last line that belongs to a block mapping."""
    last = mapping.end_mark.index
    node: yaml.Node = mapping
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        key, node = node.value[-1] if isinstance(node, yaml.MappingNode) else (None, node.value[-1])
        if key is not None and _is_alias(key, node):
            last = key.end_mark.index
            break
        last = node.end_mark.index
    return text.find("\n", len(text[:last].rstrip())) + 1


def _lines(tree: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in tree.items():
        shown = f'"{key}"' if key in _NO_KEYS else key
        if isinstance(value, Mapping):
            yield f"{' ' * indent}{shown}:\n"
            yield from _lines(value, indent + _INDENT)
        else:
            yield f"{' ' * indent}{shown}: {scalar(value)}\n"


def scalar(text: str) -> str:
    """A text as YAML, without quotes where it needs none."""
    is_plain = _PLAIN.fullmatch(text) and ": " not in text and not text.endswith((":", " "))
    return text if is_plain else json.dumps(text)


# ---------------------------------------------------------------- nodes


class _Empty(yaml.ScalarNode):
    """The value of a key that has none."""

    def __init__(self, key: yaml.Node, value: yaml.ScalarNode) -> None:
        super().__init__(value.tag, value.value, value.start_mark, value.end_mark)
        self.key = key


def _entries(mapping: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    if isinstance(mapping, _Empty):
        return []
    if not isinstance(mapping, yaml.MappingNode):
        raise ValueError("not a mapping")
    return [(key, _Empty(key, value) if _is_null(value) else value) for key, value in mapping.value]


def _entry(mapping: yaml.Node, name: str) -> yaml.Node | None:
    found = next(((key, value) for key, value in _entries(mapping) if key.value == name), None)
    if found is not None and _is_alias(*found):
        raise ValueError("what is added would stand in other places, too")
    return found[1] if found else None


def _is_alias(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether the value stands elsewhere."""
    return value.start_mark.index < key.start_mark.index


def _is_null(node: yaml.Node) -> bool:
    return (
        isinstance(node, yaml.ScalarNode)
        and node.tag == "tag:yaml.org,2002:null"
        and not node.value
    )
