"""Text that comes from the document.

A title, a description, a property name or an enum value is data: it may hold quotes, newlines or code of any
language. `Wire` keeps such text from being printed by accident: it cannot be formatted or turned into a string. A
flavor's quoting functions (`lit`, `doc`, …) are the only code that reads `text`, each for the one context that it
knows how to escape for.
"""

from __future__ import annotations

from typing import NoReturn

from sdksmith.records import record


@record
class Wire:
    """A piece of text exactly as it stands in the document.

    Raises:
        TypeError: on `str(wire)`, on formatting it and on joining it to a string.
    """

    text: str

    def __str__(self) -> NoReturn:
        raise TypeError("document text must be quoted for its context before it is printed")

    def __format__(self, spec: str) -> NoReturn:
        self.__str__()

    def __lt__(self, other: Wire) -> bool:
        return self.text < other.text

    def __bool__(self) -> bool:
        return bool(self.text)
