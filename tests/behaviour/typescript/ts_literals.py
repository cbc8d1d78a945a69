"""Values as TypeScript code: what a program writes that passes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from rewriting import Rewriting

from sdksmith.ir import Kind, Model, Type

__all__ = ["Code", "Received", "Sendable", "Sent", "literal", "rounded"]

_EXACT = 2**53
"""Up to here JavaScript knows every whole number."""


@dataclass(frozen=True)
class Code:
    """A value that has no literal, as the code that makes it."""

    text: str

    def __str__(self) -> str:
        return self.text


Sent: TypeAlias = (
    "bool | int | float | str | bytes | tuple[str, bytes, str] | Code"
    " | list[Sent] | dict[str, Sent] | None"
)
"""JSON, and files: bytes, or their name, bytes and content type."""


def literal(value: Sent) -> str:
    """A value as code, on one line."""
    match value:
        case Code(text):
            return text
        case dict():
            members = (f"{_key(name)}: {literal(item)}" for name, item in value.items())
            return f"{{ {', '.join(members)} }}" if value else "{}"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case bytes():
            return f"new Uint8Array([{', '.join(map(str, value))}])"
        case (name, content, media_type):
            options = f", {{ type: {literal(media_type)} }}" if media_type else ""
            return f"new File([{literal(content)}], {literal(name)}{options})"
        case _:
            # JSON is JavaScript, with everything that is not ASCII escaped.
            return json.dumps(value)


def _key(name: str) -> str:
    return '["__proto__"]' if name == "__proto__" else json.dumps(name)


def rounded(value: Any) -> Any:
    """JSON with its whole numbers as JavaScript writes them: with as few digits as tell its numbers apart."""
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, int) and not -_EXACT <= value <= _EXACT:
        return int(Decimal(repr(float(value))))
    return value


class _Known(Rewriting):
    """Leaves out members of objects that the interfaces do not declare, which no object literal may have.

    `dropped` tells whether there was one.
    """

    dropped = False

    def extra(self, model: Model, name: str, value: Any) -> Mapping[str, Any]:
        if model.extra is not None:
            return super().extra(model, name, value)
        self.dropped = True
        return {}


class Sendable(_Known):
    """From what is on the wire to what a TypeScript program passes."""

    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        return {f.wire.text: (f.wire.text, f.type) for f in model.fields if not f.read_only}

    def scalar(self, kind: Kind, value: Any) -> Any:
        if kind is Kind.BINARY and isinstance(value, str):
            return value.encode()
        return value


class Received(_Known):
    """From an answer to what may be written where its type is expected."""

    def names(self, model: Model) -> Mapping[str, tuple[str, Type]]:
        return {f.wire.text: (f.wire.text, f.type) for f in model.fields if not f.write_only}
