"""What the documentation of every SDK says in the same words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, assert_never

from sdksmith.ir import Field, PageKind, Pagination, Parameter
from sdksmith.wire import Wire

_LONGEST_DEFAULT: Final = 40
"""Characters of a default that documentation shows."""


def shown_default(member: Field | Parameter) -> str:
    """What holds where a member is left out; empty where the description says it already, or where it is long."""
    if member.default is None or member.default.value is None or member.required:
        return ""
    if "default" in member.description.text.lower():
        return ""
    value = member.default.value
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST_DEFAULT else ""


def next_page(pagination: Pagination, code: Callable[[str], str] = str) -> str:
    """How the next page is asked for, as a sentence.

    Args:
        code: Writes the name of a parameter, of a header, or of a member by the way to it.
    """
    parameter = code(_flat(pagination.parameter)) if pagination.parameter is not None else ""
    next = code(".".join(map(_flat, pagination.next)))
    match pagination.kind:
        case PageKind.PAGE_NUMBER:
            way = f"by its number, in {parameter}"
        case PageKind.OFFSET:
            way = f"by the number of items before it, in {parameter}"
        case PageKind.CURSOR:
            way = f"with {next} of this one, in {parameter}"
        case PageKind.ITEM_CURSOR:
            way = f"with {next} of the last item, in {parameter}"
        case PageKind.NEXT_URL:
            way = f"at the URL {next}"
        case PageKind.LINK_HEADER:
            way = f"at the URL in the header {code('Link')}"
        case _:
            assert_never(pagination.kind)
    return f"The next one is asked for {way}."


def _flat(name: Wire) -> str:
    return " ".join(name.text.split())
