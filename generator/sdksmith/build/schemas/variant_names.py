"""What the alternatives of a union are called that have no name of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.enumerations import constants
from sdksmith.build.schemas.pieces import Piece
from sdksmith.load import Node
from sdksmith.names import Words, words

_MAX_TITLE: Final = 5
"""Words; a longer title is a sentence."""
_USUAL: Final = ("type", "kind", "object", "event")
"""What members that tell variants apart are usually called."""
_OBJECT: Final = ("object",)


def variant_names(
    alternatives: Sequence[Node],
    shapes: Sequence[Sequence[Piece]],
    name: Words,
    told_by: str | None,
) -> list[Words]:
    """A name for each alternative, made of what it says itself as far as possible, so that a new one renames no other.

    That is its title, else a constant, else the schema that it extends, else a member, else its type: the first of
    these that no other alternative has.

    Args:
        shapes: The pieces of each alternative.
        name: The name of the union.
        told_by: The property name of the discriminator, if the document states one.
    """
    if sum(not keywords.is_only_null(node.value) for node in alternatives) == 1:
        return [name for _ in alternatives]
    tags = [
        []
        if node.ref is not None or _is_scalar(node.value)
        else list(dict.fromkeys(_tags(node.value, shape, told_by)))
        for node, shape in zip(alternatives, shapes, strict=True)
    ]
    counts = Counter(tag for own in tags for tag in own)
    return [_tagged(name, own, counts) if own else name for own in tags]


def joined(name: Words, tag: Words) -> Words:
    """Both, without saying twice what ends one and begins the other: `pet owner` and `owner address`."""
    for length in range(min(len(name), len(tag)), 0, -1):
        if name[-length:] == tag[:length]:
            return (*name, *tag[length:])
    return (*name, *tag)


def _tagged(name: Words, tags: Sequence[Words], counts: Counter[Words]) -> Words:
    """The name with the first tag behind it that is its own, without what they have in common at the beginning."""
    for tag in tags:
        common = 0
        while common < min(len(name), len(tag)) and name[common] == tag[common]:
            common += 1
        found = joined(name, tag[common:] or _OBJECT)
        if counts[tag] == 1 and found != name:
            return found
    return (*name, *_OBJECT)


def _is_scalar(schema: Any) -> bool:
    """Whether nothing in an alternative wants a name."""
    if not isinstance(schema, dict) or "enum" in schema or "const" in schema:
        return True
    return bool(found := keywords.kinds(schema)) and not {"object", "array"}.intersection(found)


def _tags(schema: dict[str, Any], shape: Sequence[Piece], told_by: str | None) -> Iterator[Words]:
    """What an alternative may be told by, the best first."""
    kinds = keywords.kinds(schema)
    if kinds == ("array",):
        yield ("item",)  # what it holds is what wants a name
        return
    title = schema.get("title")
    if isinstance(title, str) and title.strip() and len(words(title)) <= _MAX_TITLE:
        yield words(title)
    members = {
        wire: node for piece in shape for wire, node in keywords.members(piece.value).items()
    }
    required = dict.fromkeys(wire for piece in shape for wire in keywords.required(piece.value))
    for wire in (told_by, *_USUAL, *sorted(required)):
        member = members.get(wire) if wire is not None else None
        values = constants(member) if isinstance(member, dict) else None
        if values is not None and len(values) == 1 and values[0] is not None:
            yield words(str(values[0]))
    yield from (piece.name for piece in shape if piece.name is not None)
    yield from (words(wire) for wire in (*required, *members))
    if len(kinds) == 1:
        yield words(kinds[0])
