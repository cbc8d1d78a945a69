"""The events of a YAML text, read by libyaml, or by PyYAML itself where it was built without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from yaml import SafeLoader
from yaml.events import Event

from sdksmith.load.positions import Span

try:
    from yaml import CSafeLoader as _Reader
except ImportError:  # the same events, ten times slower
    _Reader = SafeLoader  # type: ignore[assignment, misc]

__all__ = ["events", "readable", "span"]

_NOT_ALLOWED: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that no YAML text has (YAML 1.2.2, 5.1)."""


def events(text: str) -> Callable[[], Event | None]:
    """A function that returns the next event at each call, and None behind the last one.

    Raises:
        yaml.YAMLError: The text is not YAML; now or at a later call.
    """
    next_event: Callable[[], Event | None] = _Reader(text).get_event
    return next_event


def readable(text: str) -> str:
    """The text with a mark in place of each character that YAML does not allow; offsets stay as they are."""
    return _NOT_ALLOWED.sub("\ufffd", text)


def span(event: Event) -> Span:
    """The part of the text that an event was read from."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Span(0, 1)
    return Span(start.index, end.index - start.index)
