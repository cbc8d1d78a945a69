"""Merging headers, whose names are equal in every letter case."""

from __future__ import annotations

from .encode import plain_text
from .sentinels import LEFT_OUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    # lower-case name → name and value as they are sent
    Fields: TypeAlias = dict[str, tuple[bytes, bytes]]

ALWAYS_SECRET = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})


def set_field(fields: Fields, name: str, value: object) -> None:
    """Sets a header, in place of one whose name differs in letter case only.

    Raises:
        ValueError: the value cannot be sent. The message does not contain it, since it may be a
            credential.
        TypeError: the value has no text.
    """
    if isinstance(value, (list, tuple)):  # style `simple`
        value = ",".join(plain_text(item) for item in value)
    text = value if type(value) is str else plain_text(value)
    if not (text.isascii() and text.isprintable() and text == text.strip()):
        raise ValueError(
            f"the value of the header `{name}` must be printable ASCII without spaces around it"
        )
    fields[name.lower()] = (name.encode("ascii"), text.encode("ascii"))


def merge_fields(fields: Fields, headers: Mapping[str, object]) -> None:
    """Sets all of these headers; one whose value is `omit` is removed."""
    for name, value in headers.items():
        if isinstance(value, LEFT_OUT):
            fields.pop(name.lower(), None)
        else:
            set_field(fields, name, value)
