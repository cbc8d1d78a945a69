"""YAML 1.2 text: libyaml reads the events, the values are built here.

PyYAML's own constructor runs regular expressions of YAML 1.1 over every scalar, recurses in C
without a limit, and takes five times as long.

Scalars follow the core schema of YAML 1.2, which is what JSON has: null, true, false, integers and
floats; `no`, `on`, `1_000`, `12:30` and dates are strings. Mapping keys are always strings: the
response code `200:` is the key "200". Merge keys (`<<`) are supported, as everybody expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from sdksmith.load.collector import paused_collector
from sdksmith.load.json_text import joined
from sdksmith.load.limits import MAX_ALIASED, MAX_DEPTH
from sdksmith.load.positions import Lines
from sdksmith.load.yaml_events import events, readable, span
from sdksmith.report import Finding, Level, Place, Problem, quote

__all__ = ["parse_yaml"]

_CORE: Final = "tag:yaml.org,2002:"
_NO_KEY: Final = object()
_MERGE: Final = object()  # the key `<<` while its mapping is being read
_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# A plain scalar that begins with none of these is a string, which settles nearly all of them.
_MAYBE_OTHER: Final = frozenset("~nNtTfF0123456789+-.")
_NUMBER: Final = re.compile(
    r"(?P<int>[-+]?[0-9]+)|0o(?P<oct>[0-7]+)|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<special>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_HINTS: Final = (
    ("that cannot start any token", "put the text in quotes, and indent by spaces, never by tabs"),
    ("mapping values are not allowed", "put text that holds ': ' in quotes; check the indentation"),
    ("could not find expected ':'", "a key needs ': ' behind it; long text needs quotes or '|'"),
    (
        "did not find expected key",
        "check the indentation and the quotes here and in the line above",
    ),
    ("did not find expected '-' indicator", "all items of a list are indented alike"),
    ("unknown escape character", "in double quotes \\ starts an escape; use single quotes"),
    ("did not find expected ',' or", "a closing bracket or a comma is missing"),
    ("unexpected end of stream", "a closing quote is missing"),
)


_Tagged: TypeAlias = ScalarEvent | MappingStartEvent | SequenceStartEvent


class _SecondDocument(Exception):
    """The first document is over, and there is another one."""


class _Anchor(NamedTuple):
    """What `&name` stands for."""

    value: Any
    source: str | None  # of a scalar, for use as a key
    size: int  # nodes, aliases in it counted as what they stand for
    height: int  # mappings and lists inside each other


class _Frame(NamedTuple):
    """What is set aside while an inner mapping or list is read."""

    holder: Any
    is_map: bool
    anchor: str | None  # of the inner one
    twice: tuple[str, dict[str, Any]] | None  # its key and what that stood for before
    size: int
    peak: int


def parse_yaml(text: str, path: Path, warnings: list[Finding]) -> Any:
    """The value of a YAML text; None when it holds only comments.

    Args:
        text: The text, without a byte order mark.
        path: The file that findings name.
        warnings: Takes what does not keep the rest from being read: a key that stands twice, whose values are joined;
            a tag outside the core schema, which is left out; a number that JSON does not have, or an alias without
            anchor or to itself, in whose place null is read; a second document; characters that YAML does not allow.

    Raises:
        Problem: Broken syntax, a key that is no scalar, aliases that expand beyond `limits.MAX_ALIASED` nodes, or
            nesting deeper than `limits.MAX_DEPTH`.
    """
    found: list[Finding] = []
    try:
        value = _build(text, path, found)
    except ReaderError as error:
        found = [_syntax(error, text, path, Level.WARNING)]
        value = _build(readable(text), path, found)
    warnings += found
    return value


def _build(text: str, path: Path, found: list[Finding]) -> Any:
    """The value of a text.

    Raises:
        ReaderError: It has characters that YAML does not allow.
    """
    builder = _Builder(text, path, found)
    try:
        with paused_collector():
            return builder.build()
    except ReaderError:
        raise
    except YAMLError as error:
        raise Problem([*found, _syntax(error, text, path, Level.ERROR)]) from None


class _Builder:
    """Builds the value of one text, event by event.

    Args:
        found: Takes what does not keep the rest from being read.
    """

    def __init__(self, text: str, path: Path, found: list[Finding]) -> None:
        self._found = found
        self._text = text
        self._path = path
        self._lines: Lines | None = None
        self._root: list[Any] = []
        self._holder: Any = self._root
        self._is_map = False
        self._key: Any = _NO_KEY  # that waits for its value
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchor | None] = {}  # None while the anchored node is open
        self._merges: list[tuple[dict[Any, Any], Event]] = []
        self._keys: dict[str, str] = {}  # one object for each different key
        self._size = 0  # nodes so far, aliases counted as what they stand for
        self._aliased = 0
        self._peak = 0  # deepest nesting in the innermost open anchor

    def build(self) -> Any:
        next_event = events(self._text)
        handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start,
            SequenceStartEvent: self._start,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        with suppress(_SecondDocument):
            while (event := next_event()) is not None:
                handler = handlers.get(event.__class__)
                if handler is not None:
                    handler(event)
        return self._root[0] if self._root else None

    def _scalar(self, event: ScalarEvent) -> None:
        self._size += 1
        source: str = event.value
        tag = event.tag
        if self._is_map and self._key is _NO_KEY:
            if tag is not None:
                self._tagged(event)
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchor(source, source, 1, 0)
            if source == "<<" and event.implicit[0]:
                self._merges.append((self._holder, event))
                self._set_key(_MERGE, event)
            else:
                self._set_key(source, event)
            return
        value: Any = source
        if tag is not None:
            value = self._tagged(event)
        elif event.implicit[0] and (not source or source[0] in _MAYBE_OTHER):
            value = self._plain(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchor(value, source, 1, 0)
        self._put(value)

    def _start(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if self._is_map and self._key is _NO_KEY:
            raise self._fatal("yaml-key", "a mapping or a list cannot be a key", event)
        is_map = event.__class__ is MappingStartEvent
        if event.tag is not None:
            self._check_tag(event, "map" if is_map else "seq")
        value: Any = {} if is_map else []
        twice = None
        if is_map and self._is_map and isinstance(first := self._holder.get(self._key), dict):
            twice = self._key, first
        self._put(value)
        self._stack.append(
            _Frame(self._holder, self._is_map, event.anchor, twice, self._size, self._peak)
        )
        self._size += 1
        self._holder = value
        self._is_map = is_map
        if event.anchor is not None:
            self._anchors[event.anchor] = None
            self._peak = 0
        self._deepen(len(self._stack), event)

    def _end(self, _: Event) -> None:
        if self._merges and self._merges[-1][0] is self._holder:
            self._merge(*self._merges.pop())
        depth = len(self._stack)
        frame = self._stack.pop()
        if frame.anchor is not None:
            self._anchors[frame.anchor] = _Anchor(
                self._holder, None, self._size - frame.size, self._peak - depth + 1
            )
            self._peak = max(self._peak, frame.peak)
        if frame.twice is not None:
            key, first = frame.twice
            frame.holder[key] = joined((*first.items(), *self._holder.items()))
        self._holder = frame.holder
        self._is_map = frame.is_map

    def _alias(self, event: AliasEvent) -> None:
        name = event.anchor or ""
        anchor = self._anchors.get(name)
        if anchor is None:
            message = f"there is no anchor {quote(f'&{name}')} before this alias"
            hint = "put it in quotes if it is text"
            if name in self._anchors:
                message = f"the alias {quote(f'*{name}')} stands inside what it stands for"
                hint = "use a $ref for a recursive schema"
            self._find("yaml-alias", message, event, hint)
            anchor = _Anchor(None, f"*{name}", 1, 0)
        self._size += anchor.size
        self._aliased += anchor.size
        if self._aliased > MAX_ALIASED:
            message = f"the aliases of this file stand for more than {MAX_ALIASED:,} nodes"
            raise self._fatal("alias-bomb", message, event, "use a $ref instead of aliases")
        self._deepen(len(self._stack) + anchor.height, event)
        if not self._is_map or self._key is not _NO_KEY:
            self._put(anchor.value)
        elif anchor.source is None:
            raise self._fatal("yaml-key", "a mapping or a list cannot be a key", event)
        else:
            self._set_key(anchor.source, event)

    def _document(self, event: Event) -> None:
        if self._root:
            self._find(
                "several-documents",
                "the file holds more than one YAML document; the first one is read",
                event,
                "keep one of the documents and remove the others with their '---'",
            )
            raise _SecondDocument

    def _put(self, value: Any) -> None:
        if self._is_map:
            self._holder[self._key] = value
            self._key = _NO_KEY
        else:
            self._holder.append(value)

    def _set_key(self, key: Any, event: Event) -> None:
        key = self._keys.setdefault(key, key)
        if key in self._holder:
            shown = "<<" if key is _MERGE else key
            message = f"the key {quote(shown)} stands twice in one mapping"
            hint = "remove or rename one of them"
            if key is _MERGE:
                hint = "merge lists several mappings as <<: [*a, *b]"
            self._find("duplicate-key", message, event, hint)
        self._key = key

    def _deepen(self, depth: int, event: Event) -> None:
        if depth > self._peak:
            self._peak = depth
            if depth > MAX_DEPTH:
                raise self._fatal(
                    "too-deep",
                    f"more than {MAX_DEPTH} mappings and lists stand inside each other",
                    event,
                    "move the inner parts into schemas of their own and refer to them by $ref",
                )

    def _merge(self, holder: dict[Any, Any], event: Event) -> None:
        """Fill in what `<<` names: earlier mappings win over later ones, own keys over both."""
        merged = holder.pop(_MERGE)
        stated = merged if isinstance(merged, list) else [merged]
        sources = [source for source in stated if isinstance(source, dict)]
        if not all(isinstance(source, dict | None) for source in stated):
            hint = "write <<: *anchor or <<: [*one, *two]; put << in quotes if it is a plain key"
            self._find("yaml-merge", "the merge key << takes mappings only", event, hint)
        own = dict(holder)
        holder.clear()
        for source in reversed(sources):
            holder.update(source)
        holder.update(own)

    def _plain(self, event: ScalarEvent) -> Any:
        source: str = event.value
        if source in _CONSTANTS:
            return _CONSTANTS[source]
        match = _NUMBER.fullmatch(source)
        if match is None:
            return source
        kind = match.lastgroup
        if kind == "special":
            hint = "leave it out, or put it in quotes if it is text"
            self._find("no-json-value", f"{source} is not a JSON value", event, hint)
            return None
        try:
            return _number(source, kind)
        except ValueError as error:
            self._find("no-json-value", f"{quote(source, 30)} {error}", event, "")
            return None

    def _tagged(self, event: ScalarEvent) -> Any:
        """A scalar with a tag: `!` and `!!str` make it a string, the others only confirm."""
        source: str = event.value
        if event.tag in ("!", f"{_CORE}str"):
            return source
        value = self._plain(event)
        kinds = {bool: "bool", int: "int", float: "float"}
        kind = "null" if value is None else kinds.get(type(value), "str")
        if kind == "int" and event.tag == f"{_CORE}float":
            return float(value)
        self._check_tag(event, kind)
        return value

    def _check_tag(self, event: _Tagged, kind: str) -> None:
        tag = event.tag or "!"
        if tag in ("!", f"{_CORE}{kind}"):
            return
        shown = f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag
        self._find(
            "yaml-tag",
            f"the tag {quote(shown)} has no meaning here",
            event,
            "a document holds plain data only; remove the tag",
        )

    def _find(self, code: str, message: str, event: Event, hint: str = "") -> None:
        self._found.append(Finding(code, Level.WARNING, message, self._place(event), hint))

    def _fatal(self, code: str, message: str, event: Event, hint: str = "") -> Problem:
        finding = Finding(code, Level.ERROR, message, self._place(event), hint)
        return Problem([*self._found, finding])

    def _place(self, event: Event) -> Place:
        if self._lines is None:
            self._lines = Lines(self._path, self._text)
        return self._lines.place(*span(event))


def _number(source: str, kind: str | None) -> int | float:
    if kind == "oct":
        return int(source[2:], 8)
    if kind == "hex":
        return int(source[2:], 16)
    if kind == "int":
        try:
            return int(source)
        except ValueError:
            raise ValueError("has more digits than a number may have") from None
    value = float(source)
    if value in (float("inf"), float("-inf")):
        raise ValueError("is larger than a number can be")
    return value


def _syntax(error: YAMLError, text: str, path: Path, level: Level) -> Finding:
    lines = Lines(path, text)
    if isinstance(error, ReaderError):
        offset = len(text.encode()[: error.position].decode(errors="ignore"))
        char = f"U+{ord(text[offset]):04X} " if offset < len(text) else ""
        message = f"this is not valid YAML: the character {char}is not allowed"
        hint = "in double quotes it can be written as an escape"
        return Finding("broken-yaml", level, message, lines.place(offset), hint)
    problem, context, offset = str(error), "", 0
    if isinstance(error, MarkedYAMLError):
        problem = error.problem or problem
        mark = error.problem_mark or error.context_mark
        offset = mark.index if mark is not None else len(text)
        if error.context and error.context_mark is not None:
            context = f" {error.context}"
            if (start := lines.line(error.context_mark.index)) != lines.line(offset):
                context += f" that begins in line {start}"
    hint = next((hint for part, hint in _HINTS if part in problem), "")
    message = f"this is not valid YAML: {problem}{context}"
    return Finding("broken-yaml", level, message, lines.place(offset), hint)
