"""One file, YAML or JSON, as plain values whose places can be found again.

Parsing keeps no positions: nearly all of them would never be looked at. When a finding is printed
its document is read once more, and only then is the text searched for the place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from sdksmith.load.json_text import JsonPositions, parse_json
from sdksmith.load.near import nearest_file
from sdksmith.load.positions import At, Lines, Positions, Step, Steps
from sdksmith.load.yaml_positions import YamlPositions
from sdksmith.load.yaml_text import parse_yaml
from sdksmith.report import Finding, Level, Place, Problem, quote, shown_path

__all__ = ["Document", "Pointer", "parse"]

Syntax = Literal["json", "yaml"]

_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Document:
    """A parsed file.

    Args:
        path: The file, as findings show it.
        value: The root mapping. Values are None, bool, int, float, str, list and dict with str
            keys. YAML aliases share one object, so nothing but `upgrade` may change it in place.
        syntax: How the text is written.

    Attributes:
        moved: What `upgrade` put elsewhere: steps in `value` → steps in the text.
    """

    __slots__ = ("_index", "moved", "path", "syntax", "value")

    def __init__(self, path: Path, value: dict[str, Any], syntax: Syntax) -> None:
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
                text = _decode(self.path, self.path.read_bytes())
            except (OSError, Problem):
                return Place(self.path, 1, 1)
            positions: Positions
            positions = JsonPositions(text) if self.syntax == "json" else YamlPositions(text)
            self._index = Lines(self.path, text), positions
        lines, positions = self._index
        return lines.place(*positions.find(self._in_text(path), at))

    def _in_text(self, path: Steps) -> Steps:
        for length in range(len(path), 0, -1) if self.moved else ():
            if path[:length] in self.moved:
                return self.moved[path[:length]] + path[length:]
        return path


@dataclass(frozen=True, slots=True)
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

    def __str__(self) -> str:
        """The pointer as a `$ref` writes it, such as `pets.yaml#/components/schemas/Pet`."""
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in self.path)
        return f"{self.document.path.name}#{''.join(f'/{step}' for step in steps)}"


def parse(path: Path, *, origin: Pointer | None = None) -> Document:
    """Read one file.

    A name that ends in `.json` is JSON. Anything else is YAML 1.2; when it begins with `{` it is
    tried as JSON first, which is faster and means the same.

    Args:
        path: The file.
        origin: What named the file; where a finding points if the file cannot be read.

    Returns:
        The document.

    Raises:
        Problem: The file is missing, a folder, unreadable, not UTF-8, empty, broken, or its root
            is not a mapping.
    """
    text = _decode(path, _read(path, origin))
    if not text.strip():
        raise _problem("empty-document", "the file is empty", Place(path, 1, 1))
    value, syntax = _parse(path, text)
    if isinstance(value, dict):
        return Document(path, value, syntax)
    if value is None:
        raise _problem("empty-document", "the file holds no data", Place(path, 1, 1))
    kind = "a list" if isinstance(value, list) else "a single value"
    raise _problem(
        "not-a-mapping",
        f"the root of the file is {kind}, not a mapping of names to values",
        Place(path, 1, 1),
    )


def _parse(path: Path, text: str) -> tuple[Any, Syntax]:
    if path.suffix.lower() == ".json":
        return parse_json(text, path), "json"
    if text.lstrip()[:1] == "{":
        try:
            return parse_json(text, path, sniffing=True), "json"
        except json.JSONDecodeError:
            # A flow mapping of YAML begins alike.
            return parse_yaml(text, path), "yaml"
    return parse_yaml(text, path), "yaml"


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


def _decode(path: Path, data: bytes) -> str:
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
        raise _problem(
            "not-utf-8",
            f"the file is not UTF-8 text: byte 0x{byte:02x} does not belong here",
            Lines(path, before).place(len(before)),
            "save it as UTF-8",
        ) from None


def _problem(
    code: str, message: str, place: Place | Pointer | None = None, hint: str = ""
) -> Problem:
    return Problem([Finding(code, Level.ERROR, message, place, hint)])
