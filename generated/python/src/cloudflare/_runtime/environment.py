"""Options of a client that are taken from the environment."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def completed(
    given: Mapping[str, str | None],
    variables: Mapping[str, str],
    credentials: Sequence[tuple[str, ...]],
) -> dict[str, str | None]:
    """The options, with those that the caller left out taken from the environment if they are there.

    Once the caller has given some credentials, the environment only completes those, so that it
    never takes their place.

    Args:
        given: the options by name, `None` for what the caller left out.
        variables: the environment variables of options that have one. An empty one is not there.
        credentials: alternatives, each the options that authenticate together.
    """
    chosen = {o for group in credentials for o in group if any(given[each] for each in group)}
    others = {o for group in credentials for o in group} - chosen if chosen else set()
    return {
        name: os.environ.get(variables[name]) or None
        if value is None and name in variables and name not in others
        else value
        for name, value in given.items()
    }
