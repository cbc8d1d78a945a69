"""The events of a YAML text, read by libyaml, or by PyYAML itself where it was built without it."""

from __future__ import annotations

from collections.abc import Callable

from yaml import SafeLoader
from yaml.events import Event

from sdksmith.load.positions import Span

try:
    from yaml import CSafeLoader as _Reader
except ImportError:  # the same events, ten times slower
    _Reader = SafeLoader  # type: ignore[assignment, misc]

__all__ = ["events", "span"]


def events(text: str) -> Callable[[], Event | None]:
    """A function that returns the next event at each call, and None behind the last one.

    Raises:
        yaml.YAMLError: The text is not YAML; now or at a later call.
    """
    next_event: Callable[[], Event | None] = _Reader(text).get_event
    return next_event


def span(event: Event) -> Span:
    """The part of the text that an event was read from."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Span(0, 1)
    return Span(start.index, end.index - start.index)
