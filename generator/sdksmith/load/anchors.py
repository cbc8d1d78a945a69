"""Names that schemas give themselves, so that a `$ref` may use them in place of a pointer.

`$id` and `$anchor` (JSON Schema 2020-12, 8.2) may stand anywhere in a file. Hardly any document has them, so that a
file is searched for them once, when a reference cannot be followed without.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any
from urllib.parse import urldefrag, urljoin

from sdksmith.load.positions import Steps
from sdksmith.records import record

__all__ = ["Anchors", "base_of", "joined"]

_NAMES = ("$anchor", "$dynamicAnchor")


@record
class Anchors:
    """The names in one file.

    Args:
        identified: By URI what has an `$id`, `$self` of the whole document (OpenAPI 3.2, 4.1) included.
        named: By URI and anchor what has an `$anchor`; by the empty URI and the anchor the first one of all.
    """

    identified: dict[str, Steps] = field(default_factory=dict)
    named: dict[tuple[str, str], Steps] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> Anchors:
        """Search a whole file."""
        found = cls()
        waiting: list[tuple[Any, Steps, str]] = [(root, (), "")]
        while waiting:
            value, steps, base = waiting.pop()
            if value.__class__ is dict:
                base = found._note(value, steps, base)
                waiting += [
                    (child, (*steps, key), base)
                    for key, child in reversed(value.items())
                    if child.__class__ is dict or child.__class__ is list
                ]
            elif value.__class__ is list:
                waiting += [
                    (child, (*steps, index), base)
                    for index, child in reversed(list(enumerate(value)))
                ]
        return found

    def _note(self, value: dict[str, Any], steps: Steps, base: str) -> str:
        """Keep the names of one mapping; the URI that holds for what is in it."""
        if (own := _id(value, is_root=not steps)) is not None:
            if own.startswith("#"):  # what `$anchor` was called before 2019-09
                self._name(base, own[1:], steps)
            else:
                base = joined(base, own)
                self.identified.setdefault(base, steps)
        for keyword in _NAMES:
            if isinstance(name := value.get(keyword), str):
                self._name(base, name, steps)
        return base

    def _name(self, base: str, name: str, steps: Steps) -> None:
        self.named.setdefault((base, name), steps)
        self.named.setdefault(("", name), steps)


def base_of(root: Any, steps: Steps) -> tuple[str, Steps]:
    """The URI that references at a place are relative to, and the way to what bears it.

    Both are empty where nothing on the way has an `$id`.
    """
    base, holder = "", 0
    value = root
    for depth in range(len(steps) + 1):
        own = _id(value, is_root=depth == 0) if value.__class__ is dict else None
        if own is not None and not own.startswith("#"):
            base, holder = joined(base, own), depth
        if depth < len(steps):
            value = value[steps[depth]]
    return base, steps[:holder]


def joined(base: str, reference: str) -> str:
    """A URI reference made absolute, without its fragment; as it is if it is no URI."""
    try:
        return urldefrag(urljoin(base, reference)).url
    except ValueError:
        return reference


def _id(value: dict[str, Any], *, is_root: bool) -> str | None:
    own = value.get("$id")
    if own is None and is_root:
        own = value.get("$self")
    return own if isinstance(own, str) else None
