"""One file, YAML or JSON, as plain values whose places can be found again.

Parsing keeps no positions: nearly all of them would never be looked at. When a finding is printed
its document is read once more, and only then is the text searched for the place.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal

from sdksmith.load.json_text import JsonPositions, broken_json, parse_json, without_comments
from sdksmith.load.near import nearest_file
from sdksmith.load.positions import At, Lines, Positions, Step, Steps
from sdksmith.load.yaml_positions import YamlPositions
from sdksmith.load.yaml_text import parse_yaml
from sdksmith.records import record
from sdksmith.report import Finding, Level, Place, Problem, quote, shown_path

__all__ = ["Document", "Pointer", "parse"]

Syntax = Literal["json", "yaml"]

_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Document:
    """A parsed file.

    Args:
        path: The file, as findings show it.
        value: The root, a mapping except in files that a `$ref` names. Values are None, bool, int, float, str, list
            and dict with str keys. YAML aliases share one object, so nothing but `upgrade` may change it in place.
        syntax: How the text is written.

    Attributes:
        moved: What `upgrade` put elsewhere: steps in `value` → steps in the text.
    """

    __slots__ = ("_index", "moved", "path", "syntax", "value")

    def __init__(self, path: Path, value: Any, syntax: Syntax) -> None:
        self.path = path
        self.value = value
        self.syntax = syntax
        self.moved: dict[Steps, Steps] = {}
        self._index: tuple[Lines, Positions] | None = None

    def __repr__(self) -> str:
        return f"Document({str(self.path)!r})"

    def locate(self, path: Steps, at: At = "value") -> Place:
        """Where a node stands; reads the file again at the first call.

        Args:
            path: Steps from the root. Where they lead nowhere, the last node on the way that
                exists is located.
            at: The node's key or its value. A value that is a mapping or a list is located by its
                key all the same: the name tells the reader more than a bracket does.

        Returns:
            The place; line 1 column 1 when the file cannot be read or parsed any more.
        """
        if self._index is None:
            try:
                text = _decode(self.path, self.path.read_bytes(), [])
            except (OSError, Problem):
                return Place(self.path, 1, 1)
            positions: Positions
            positions = (
                JsonPositions(text)
                if self.syntax == "json"
                else YamlPositions(_as_yaml(self.path, text))
            )
            self._index = Lines(self.path, text), positions
        lines, positions = self._index
        return lines.place(*positions.find(self._in_text(path), at))

    def _in_text(self, path: Steps) -> Steps:
        """Where in the text a node stands."""
        for length in range(len(path), 0, -1) if self.moved else ():
            if path[:length] in self.moved:
                return self.moved[path[:length]] + path[length:]
        return path


@record
class Pointer:
    """A place in a document that is only searched when it is printed.

    Args:
        document: The document.
        path: Steps from its root.
        at: Whether the key or the value is meant; see `Document.locate`.
    """

    document: Document
    path: Steps = ()
    at: At = "value"

    def locate(self) -> Place:
        """The place; never raises."""
        return self.document.locate(self.path, self.at)

    def child(self, *steps: Step, at: At = "value") -> Pointer:
        """The pointer to a node below this one."""
        return Pointer(self.document, (*self.path, *steps), at)

    def at_key(self) -> Pointer:
        """The same node, pointing at its key."""
        return Pointer(self.document, self.path, "key")

    @property
    def fragment(self) -> str:
        """The JSON pointer (RFC 6901) behind a `#`, such as `#/components/schemas/Pet`."""
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in self.path)
        return f"#{''.join(f'/{step}' for step in steps)}"

    def __str__(self) -> str:
        """The pointer as a `$ref` writes it, such as `pets.yaml#/components/schemas/Pet`."""
        return f"{self.document.path.name}{self.fragment}"


def parse(
    path: Path, *, origin: Pointer | None = None, warnings: list[Finding] | None = None
) -> Document:
    """Read one file.

    A name that ends in `.json` is JSON; where it is not quite, it is tried as YAML, which allows trailing commas and
    comments. Anything else is YAML 1.2; when it begins with `{` it is tried as JSON first, which is faster and means
    the same.

    Args:
        path: The file.
        origin: The `$ref` that named the file; where a finding points if the file cannot be read.
        warnings: Takes what is wrong but does not keep the rest from being read, such as a key that stands twice
            (what both hold is joined, of two values that are no mappings the later one holds). None if all of that
            is an error.

    Returns:
        The document.

    Raises:
        Problem: The file is missing, a folder, unreadable, not UTF-8, empty, broken, or its root
            is not a mapping and no `$ref` named it.
    """
    found: list[Finding] = []
    text = _decode(path, _read(path, origin), found)
    if not text.strip():
        raise _problem("empty-document", "the file is empty", Place(path, 1, 1))
    try:
        value, syntax = _parse(path, text, found)
    except Problem as problem:
        raise Problem([*found, *problem.findings]) from None
    if found and warnings is None:
        raise Problem([replace(finding, level=Level.ERROR) for finding in found])
    if warnings is not None:
        warnings += found
    if isinstance(value, dict) or (origin is not None and value is not None):
        return Document(path, value, syntax)
    if value is None:
        raise _problem("empty-document", "the file holds no data", Place(path, 1, 1))
    kind = "a list" if isinstance(value, list) else "a single value"
    raise _problem(
        "not-a-mapping",
        f"the root of the file is {kind}, not a mapping of names to values",
        Place(path, 1, 1),
    )


def _parse(path: Path, text: str, warnings: list[Finding]) -> tuple[Any, Syntax]:
    is_json = path.suffix.lower() == ".json"
    if not is_json and text.lstrip()[:1] != "{":
        return parse_yaml(text, path, warnings), "yaml"
    try:
        return parse_json(text, path, warnings), "json"
    except json.JSONDecodeError as error:
        if not is_json:  # A flow mapping of YAML begins alike.
            return parse_yaml(text, path, warnings), "yaml"
        return _almost_json(path, text, error, warnings), "yaml"


def _almost_json(
    path: Path, text: str, error: json.JSONDecodeError, warnings: list[Finding]
) -> Any:
    """What is JSON by its name, and YAML by what stands in it."""
    broken = broken_json(error, text, path)
    if error.pos >= len(text.rstrip()):  # It ends too early, in any syntax.
        raise Problem([broken])
    found: list[Finding] = []
    try:
        value = parse_yaml(_as_yaml(path, text), path, found)
    except Problem:
        raise Problem([broken]) from None
    message = f"{broken.message}; it is read as YAML, which allows more"
    warnings += [replace(broken, level=Level.WARNING, message=message), *found]
    return value


def _as_yaml(path: Path, text: str) -> str:
    """The text for the parser of YAML, which does not know the comments of what is JSON by its name."""
    is_like_json = path.suffix.lower() == ".json" and text.lstrip()[:1] == "{"
    return without_comments(text) if is_like_json else text


def _read(path: Path, origin: Pointer | None) -> bytes:
    name = quote(shown_path(path))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        near = nearest_file(path)
        hint = "" if near is None else f"did you mean {quote(near)}?"
        raise _problem("missing-file", f"there is no file {name}", origin, hint) from None
    except IsADirectoryError:
        message = f"{name} is a folder, not a file"
        raise _problem("unreadable-file", message, origin, "name a file in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"cannot read {name}: {reason.lower()}"
        raise _problem("unreadable-file", message, origin) from None


def _decode(path: Path, data: bytes, warnings: list[Finding]) -> str:
    if data.startswith(_WIDE_MARKS) or b"\x00" in data[:4]:
        raise _problem(
            "not-utf-8",
            "the file is not UTF-8 text; it looks like UTF-16 or UTF-32",
            Place(path, 1, 1),
            "save it as UTF-8",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        before = bytes(error.object[: error.start]).decode("utf-8", errors="replace")
        message = f"the file is not UTF-8 text: byte 0x{byte:02x} does not belong here"
        place = Lines(path, before).place(len(before))
        warnings.append(Finding("not-utf-8", Level.WARNING, message, place, "save it as UTF-8"))
        return data.decode("utf-8-sig", errors="replace")


def _problem(
    code: str, message: str, place: Place | Pointer | None = None, hint: str = ""
) -> Problem:
    return Problem([Finding(code, Level.ERROR, message, place, hint)])
