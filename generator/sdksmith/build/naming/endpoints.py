"""What names are made from: an operation's place in the document, with its path taken apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any, Final, TypeAlias

from sdksmith.names import Words, words
from sdksmith.records import record

Shape: TypeAlias = tuple[str | None, ...]
"""The segments of a path: fixed text, or None for a parameter."""

_VERSION: Final = re.compile(
    r"v\d+([._-]\d+)*([._-]?(alpha|beta|rc|preview|p)\d*)*|\d+(\.\d+)+|\d{4}-\d{2}(-\d{2})?|v\{.*\}",
    re.IGNORECASE,
)
_LEADING: Final = frozenset(("api", "apis", "rest", "twirp"))
_CUSTOM: Final = re.compile(r"([^:]+):([A-Za-z][\w-]*)")
"""`{id}:copy`: what to do with something."""
_CALLED: Final = re.compile(r"([A-Za-z][\w.]*)\(\)")
"""`delta()`: a function without arguments, as OData writes it."""
_KEYED: Final = re.compile(r"([A-Za-z][\w.]*)\(.*\{.*\}.*\)")
"""`Products({id})`: one of a collection, as OData writes it."""
_DOTTED: Final = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+")
"""`chat.postMessage`: a whole path that is a name already, unless it is that of a file."""
_SERVICE: Final = re.compile(r"([a-z]\w*\.)+([A-Z]\w*?)(Service|API)?|([A-Z]\w*)(Service|API)")
"""`shop.v1.OrderService`: what holds methods in gRPC and its kin."""
_METHOD: Final = re.compile(r"[A-Za-z]\w*")
_PATTERN: Final = re.compile(r"\{[^{}=]*=([^{}]*)\}")
"""`{name=shelves/*/books/*}`: segments that are one parameter (google.api.http)."""
_SEGMENT: Final = re.compile(r"(?:[^/{]|\{[^{}]*\}?)+")
_FORMAT: Final = re.compile(r"\.(json|xml)$", re.IGNORECASE)
_FILE: Final = re.compile(
    "css|csv|gif|gz|html|ico|ics|jpe?g|js|json|md|pdf|png|rss|svg|txt|wasm|xml|ya?ml|zip",
    re.IGNORECASE,
)


@record
class Endpoint:
    """An operation that needs a name.

    Args:
        verb: Lower case.
        path: As the document has it.
        listed: Whether it answers with an array.
        extensions: The members whose names begin with `x-`.
    """

    verb: str
    path: str
    operation_id: str = ""
    tag: str = ""
    summary: str = ""
    listed: bool = False
    extensions: Mapping[str, Any] = field(default_factory=dict)


@record
class Route:
    """A path taken apart.

    Args:
        shape: Its segments, without versions and what stands before all of them.
        parameters: The names of its parameters, in their order.
        custom: What is to be done, where the path says so: behind a colon in the last segment, as a function of
            OData, as the end of a dotted name or as the method of a service; else empty.
        mark: What was left out and may tell it from another path: its version, or its query.
    """

    shape: Shape
    parameters: tuple[str, ...]
    custom: str
    mark: Words

    @property
    def static(self) -> list[str]:
        return [segment for segment in self.shape if segment is not None]


def routes(paths: Iterable[str]) -> dict[str, Route]:
    """The route of each path.

    What nearly all of them have before their version says nothing.
    """
    found = {}
    before: dict[str, Shape] = {}
    for path in paths:
        found[path], before[path] = _route(path)
    ((common, count),) = Counter(before.values()).most_common(1) or [((), 0)]
    if not common or count * 10 < len(found) * 8:
        return found
    return {
        path: replace(route, shape=route.shape[len(common) :]) if before[path] == common else route
        for path, route in found.items()
    }


def _route(path: str) -> tuple[Route, Shape]:
    """The route of a path, and the fixed segments before its version; none where it has no version."""
    location, _, query = path.partition("#")[0].partition("?")
    if "=" in location:
        location = _PATTERN.sub(lambda found: re.sub(r"\*+", "{}", found[1]), location)
    segments: list[str] = _SEGMENT.findall(location)
    custom = _take_custom(segments)
    shape: list[str | None] = []
    mark: list[str] = []
    before: Shape = ()
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        is_number = segment.isdecimal() and not shape
        if (is_number or _VERSION.fullmatch(segment)) and (index < last or not shape):
            mark += () if "{" in segment else (f"v{segment}",) if is_number else words(segment)
            before = before or (tuple(shape) if None not in shape else ())
        elif "{" in segment:
            keyed = _KEYED.fullmatch(segment)
            shape += [keyed[1], None] if keyed else [None]
        elif shape or segment.lower() not in _LEADING or (custom and index == last):
            shape.append(_FORMAT.sub("", segment) if index == last else segment)
    mark += words(query.partition("=")[0]) if query else ()
    parameters = tuple(re.findall(r"\{([^{}]*)\}", location))
    return Route(tuple(shape), parameters, custom, tuple(mark)), before


def _take_custom(segments: list[str]) -> str:
    """Take what is to be done off the segments; empty where the path does not say so by its form."""
    if not segments:
        return ""
    last = segments[-1]
    if found := _CUSTOM.fullmatch(last):
        segments[-1] = found[1]
        return found[2]
    if found := _CALLED.fullmatch(last):
        del segments[-1]
        return found[1]
    if (
        len(segments) > 1
        and _METHOD.fullmatch(last)
        and (found := _SERVICE.fullmatch(segments[-2]))
    ):
        segments[-2:] = [found[2] or found[4]]
        return last
    above = all(s.lower() in _LEADING or _VERSION.fullmatch(s) for s in segments[:-1])
    if above and _DOTTED.fullmatch(last):
        *names, method = last.split(".")
        if not _FILE.fullmatch(method):
            segments[-1:] = names
            return method
    return ""
