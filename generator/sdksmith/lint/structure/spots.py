"""Where a fault is, and what stands there."""

from __future__ import annotations

from typing import Any

from sdksmith.lint import grammar
from sdksmith.lint.checked import Object
from sdksmith.lint.grammar import Version, an
from sdksmith.lint.structure.words import named
from sdksmith.load import Pointer, Step, Steps
from sdksmith.records import record
from sdksmith.report import Finding, Level

__all__ = ["Spot", "spot_of", "told"]


@record
class Spot:
    """Where a fault is.

    Args:
        piece: What was looked at.
        version: The version that counts.
        steps: The way from the piece.
        value: What stands there; None if nothing does.
        kind: The object that stands there, or should; None if that is no object.
        owner: The nearest object around it, itself not counted.
        holder: The owner's value.
        field: The way from the owner.
    """

    piece: Object
    version: Version
    steps: Steps
    value: Any
    kind: str | None
    owner: str
    holder: Any
    field: Steps

    def pointer(self, *steps: Step, key: bool = False) -> Pointer:
        """Where it is, or something below it; with `key`, the name of the last step."""
        return self.piece.at(*self.steps, *steps, key=key)

    @property
    def object(self) -> str:
        """The object whose rule is broken: the one that stands here, else the one around it."""
        return self.kind or self.owner

    @property
    def subject(self) -> str:
        """What stands here, as a phrase."""
        if not self.field:
            return f"this {self.object} Object"
        of = f"of {an(self.owner)}"
        first, *rest = self.field
        if not rest:
            return f"{named(first)} {of}"
        if isinstance(rest[-1], int):
            return f"an item of {named(first)} {of}"
        return f"{named(rest[-1])} in {named(first)} {of}"


def spot_of(steps: Steps, kind: str, piece: Object, version: Version) -> Spot:
    """The spot at the end of a way from a piece, which is an object of that kind."""
    here = list(grammar.kind_at(version, kind, piece.value, steps))
    at, value = here[-1]
    inner = max((i for i, (each, _) in enumerate(here[:-1]) if each is not None), default=0)
    owner, holder = here[inner]
    return Spot(piece, version, steps, value, at, owner or kind, holder, steps[inner:])


def told(code: str, message: str, place: Pointer, hint: str = "") -> Finding:
    """A finding at the level that all findings of structure have."""
    return Finding(code, Level.ERROR, message, place, hint)
