"""What the `mapping` of a discriminator leads to (OpenAPI 3.1, 4.8.25)."""

from __future__ import annotations

from collections.abc import Iterator

from sdksmith.lint.checked import Checked, Object

__all__ = ["mapped"]


def mapped(checked: Checked, discriminator: Object) -> Iterator[tuple[str, Object | None]]:
    """The values of a Discriminator Object with their schemas; None for one that leads nowhere."""
    mapping = discriminator.get("mapping")
    for value, stated in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(stated, str):
            yield value, _schema(checked, discriminator, stated)


def _schema(checked: Checked, discriminator: Object, stated: str) -> Object | None:
    """The schema of a name in `components`, or at a reference."""
    named = checked.components("schemas").get(stated)
    return checked.target(named) if named is not None else checked.at(discriminator, stated)
