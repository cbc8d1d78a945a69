"""Media types of bodies (OpenAPI 3.1, 4.8.14), and what their bytes are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sdksmith.build import streaming
from sdksmith.build.context import Context
from sdksmith.build.schemas import keywords
from sdksmith.ir import Content
from sdksmith.load import Node
from sdksmith.records import record
from sdksmith.report import Level

_WORD: Final = r"[A-Za-z0-9*][A-Za-z0-9!#$&^_.+*-]*"
_VALID: Final = re.compile(
    rf"{_WORD}/{_WORD}(\s*;\s*{_WORD}=({_WORD}|\"[A-Za-z0-9 :/?&=,;._+-]*\"))*\s*;?", re.ASCII
)
"""A media type or range (RFC 9110, 8.3.1 and 12.5.1)."""
FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = frozenset(("application/json", "text/json", "application/x-json"))
_TEXT: Final = frozenset(
    (
        "application/xml",
        "application/yaml",
        "application/x-yaml",
        "application/toml",
        "application/csv",
        "application/graphql",
        "application/javascript",
        "application/jwt",
        "application/jose",
        "application/sdp",
        "application/sql",
        "application/x-pem-file",
        "application/x-sh",
    )
)
_TEXT_SUFFIXES: Final = ("+xml", "+yaml", "+json-seq")
_BYTES: Final = ("image/", "audio/", "video/", "font/", "model/")
_OCTETS: Final = "application/octet-stream"


@record
class Media:
    """One entry of `content`.

    Args:
        name: The media type or range as the document has it.
        node: The Media Type Object.
        schema: Its schema, where it has one.
        content: What the bytes are.
        shape: The schema behind any `$ref`; empty when there is none.
    """

    name: str
    node: Node
    schema: Node | None
    content: Content
    shape: dict[str, Any]

    @property
    def essence(self) -> str:
        return essence(self.name)

    @property
    def rank(self) -> int:
        """Which of several is preferred: the lowest, else the first."""
        if self.content is Content.JSON:
            return 0 if self.essence in _JSON else 1 if self.essence.endswith("+json") else 2
        return 3 + (Content.MULTIPART, Content.FORM, Content.TEXT, Content.BINARY).index(
            self.content
        )

    @property
    def is_events(self) -> bool:
        """Whether the body is one event after the other."""
        return streaming.is_stream(self.name)

    @property
    def is_structured(self) -> bool:
        """Whether the body has parts that a schema describes."""
        return self.content in (Content.JSON, Content.FORM, Content.MULTIPART)


def read(context: Context, holder: Node | None) -> list[Media]:
    """The entries of `content`, in the document's order."""
    return list(_entries(context, holder)) if holder is not None else []


def _entries(context: Context, holder: Node) -> Iterator[Media]:
    entries = context.mapping(holder.get("content"))
    if entries is None:
        return
    for name, entry in entries.items():
        if name.startswith("x-") and "/" not in name:
            continue
        node = context.known(entry)
        if not is_valid(name):
            context.report(
                "odd-media-type",
                Level.WARNING,
                f"`{name}` is no media type" if name else "an empty name is no media type",
                entry.key_pointer,
                "write it as `application/json`",
            )
        schema = _schema(node)
        target = context.deref(schema) if schema is not None else None
        shape = target.value if target is not None and isinstance(target.value, dict) else {}
        content = _content(essence(name), shape) if is_valid(name) else _unnamed(name, shape)
        yield Media(name, node, schema, content, shape)


def _schema(node: Node) -> Node | None:
    schema = node.get("schema")
    return None if schema is None or schema.value is None else schema


def is_valid(name: str) -> bool:
    """Whether this is a media type, so that a header may hold it."""
    return _VALID.fullmatch(name.strip()) is not None


def essence(name: str) -> str:
    """A media type without its parameters, lower case."""
    return name.partition(";")[0].strip().lower()


def _content(name: str, shape: dict[str, Any]) -> Content:
    if name == FORM:
        return Content.FORM
    if name.startswith("multipart/"):
        return Content.MULTIPART
    if is_file(shape) or name.startswith(_BYTES):
        return Content.BINARY
    if streaming.is_stream(name) or name in _TEXT or name.endswith(_TEXT_SUFFIXES):
        return Content.TEXT
    if name in _JSON or name.endswith("+json"):
        return Content.JSON
    if name.startswith("text/"):
        return Content.TEXT
    return _unnamed(name, shape)


def _unnamed(name: str, shape: dict[str, Any]) -> Content:
    """What the bytes of a range or of a media type of someone's own are, by the schema."""
    if not is_valid(name) and "json" in name:
        return Content.JSON
    match keywords.kinds(shape):
        case () if not shape.keys() & keywords.COMBINERS:
            return Content.BINARY
        case ("string",):
            return Content.BINARY if name == _OCTETS else Content.TEXT
        case _:
            return Content.JSON


def is_file(shape: Any) -> bool:
    """Whether a schema is that of bytes."""
    if not isinstance(shape, dict):
        return False
    if shape.get("type") == "file":
        return True
    return shape.get("format") == "binary" and keywords.kinds(shape) == ("string",)


def is_range(name: str) -> bool:
    """Whether a media type stands for several."""
    return "*" in essence(name)


def sent(media: Media) -> str:
    """The media type that a body of this kind is sent with."""
    valid = is_valid(media.name) and not is_range(media.name)
    if media.content is Content.MULTIPART:  # The boundary is chosen by who sends it.
        return media.essence if valid else "multipart/form-data"
    if valid:
        return media.name.strip()
    return {Content.JSON: "application/json", Content.TEXT: "text/plain"}.get(
        media.content, _OCTETS
    )


def asked(media: Media) -> str:
    """What `Accept` says."""
    return media.name.strip() if is_valid(media.name) else sent(media)
