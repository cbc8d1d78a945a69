"""What the README of every SDK explains and shows."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Final, Protocol, TypeVar

from sdksmith.ir import Api, Content, walk
from sdksmith.records import record

_MOST_METHODS: Final = 30
"""README is for reading; beyond these, `api.md` has the list."""


class Entry(Protocol):
    """A resource as README lists it."""

    @property
    def methods(self) -> Sized: ...


E = TypeVar("E", bound=Entry)


def shown(entries: Sequence[E]) -> Sequence[E]:
    """The resources that README shows: all of a small API."""
    total = 0
    for index, entry in enumerate(entries):
        total += len(entry.methods)
        if total > _MOST_METHODS:
            return entries[: index + 1]
    return entries


@record
class BodyKinds:
    """What requests and answers of an API are beside JSON objects, for the README to explain."""

    sends_files: bool
    receives_files: bool
    has_typed_errors: bool


def body_kinds(api: Api) -> BodyKinds:
    """What the README has to explain."""
    methods = [method for _, resource in walk(api.resources) for method in resource.methods]
    sent = {method.body.content for method in methods if method.body is not None}
    received = {method.response.content for method in methods if method.response is not None}
    return BodyKinds(
        sends_files=bool(sent & {Content.MULTIPART, Content.BINARY}),
        receives_files=Content.BINARY in received,
        has_typed_errors=any(method.errors for method in methods),
    )
