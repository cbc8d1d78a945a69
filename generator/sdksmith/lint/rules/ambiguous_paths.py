"""Two paths match the same URL

`/pets/{id}` and `/pets/mine` are told apart: what is written out is matched first. But of `/{kind}/mine` and
`/pets/{id}` none is more exact than the other, and both match `/pets/mine`; "it's up to the tooling to decide which
one to use". Servers, proxies and mocks decide differently.

Change one of the paths so that a segment which is written out in both tells them apart.

https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Final

from sdksmith.lint.checked import Checked
from sdksmith.records import record
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /{kind}/mine:
    get:
      operationId: listMine
      parameters: [{ name: kind, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done } }
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done } }
"""

GOOD: Final = BAD.replace("/{kind}/mine", "/kinds/{kind}/mine")

_ANY: Final = ""
"""A segment that is nothing but a parameter."""
_PARAMETER: Final = re.compile(r"\{[^{}/]*\}")
_MOST: Final = 20_000
"""Paths that are compared with each other."""


@record
class _Tree:
    """Paths by their segments."""

    children: dict[str, _Tree] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)


def check(checked: Checked) -> Iterator[Finding]:
    methods: dict[str, set[str]] = {}
    for operation in checked.operations:
        if operation.role == "path":
            methods.setdefault(operation.path, set()).add(operation.method)
    tree = _Tree()
    budget = [_MOST * 10]
    for path in list(methods)[:_MOST]:
        segments = [_segment(each) for each in path.strip("/").split("/")]
        for other in _matching(tree, segments, 0, 0, budget):
            shared = sorted(methods[path] & methods[other])
            if shared:  # One such path is enough to tell of.
                message = f"`{path}` and `{other}` match the same URLs, and none is more exact"
                hint = f"both are asked for by {', '.join(shared)}; change one of the paths"
                place = checked.paths[path].key_pointer
                yield Finding("ambiguous-paths", LEVEL, message, place, hint)
                break
        here = tree
        for segment in segments:
            here = here.children.setdefault(segment, _Tree())
        here.paths.append(path)


def _segment(text: str) -> str:
    """A segment; `_ANY` for a parameter, what parameters are called aside where there is more than one."""
    return _ANY if _PARAMETER.fullmatch(text) else _PARAMETER.sub("{}", text)


def _matching(
    tree: _Tree, segments: list[str], at: int, exact: int, budget: list[int]
) -> Iterator[str]:
    """Paths known so far that match what `segments` match, where neither is more exact.

    Args:
        at: The segment that comes next.
        exact: 1 if the path that is compared was more exact so far, 2 if the known one was, 3 if each was once.
        budget: How many segments may still be looked at.
    """
    budget[0] -= 1
    if budget[0] < 0:
        return
    if at == len(segments):
        if exact == 3:
            yield from tree.paths
        return
    segment = segments[at]
    if segment == _ANY:
        for name, child in tree.children.items():
            more = 0 if name == _ANY else 2
            yield from _matching(child, segments, at + 1, exact | more, budget)
        return
    if segment in tree.children:
        yield from _matching(tree.children[segment], segments, at + 1, exact, budget)
    if _ANY in tree.children:
        yield from _matching(tree.children[_ANY], segments, at + 1, exact | 1, budget)
