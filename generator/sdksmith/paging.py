"""The classes of pages that the list methods of an API return: questions that several flavors ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sdksmith import schemes
from sdksmith.ir import Api, Method
from sdksmith.names import Named, Words, pascal, resolve
from sdksmith.report import Finding


def methods(api: Api) -> dict[Words, list[Method]]:
    """The methods that return pages, by the names of these."""
    found: dict[Words, list[Method]] = {}
    for method in schemes.methods(api):
        if method.pagination is not None:
            found.setdefault(method.pagination.name, []).append(method)
    return found


def class_names(
    methods: Mapping[Words, Sequence[Method]], taken: Set[str] = frozenset()
) -> tuple[dict[Words, str], list[Finding]]:
    """What the classes are called, which end in `Page`.

    Args:
        methods: The methods that return pages, by the names of these.
        taken: What no class may be called.
    """
    wanted = [Named(name, name, " ".join(name), each[0].place) for name, each in methods.items()]
    chosen, findings = resolve(wanted, _class_name, taken.__contains__, "type")
    return {name: text for text, name in chosen.items()}, findings


def _class_name(name: Words) -> str:
    text = pascal(name)
    return text if text.endswith("Page") else f"{text}Page"
