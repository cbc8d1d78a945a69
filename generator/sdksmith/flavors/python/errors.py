"""The types of errors: one table for the whole API, and what a method has of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sdksmith.flavors.python.code import Expr, Import
from sdksmith.flavors.python.converters import Converters
from sdksmith.flavors.python.imports import Imports
from sdksmith.flavors.python.quote import lit
from sdksmith.ir import Api, Method, Type, Unknown, walk
from sdksmith.records import record

_UNCHANGED = Expr("unchanged", frozenset({Import(("_runtime", "convert"), "unchanged")}))


@record
class Entry:
    """The decoder of a status."""

    status: str
    decode: str


@record
class ErrorsPage:
    """The module of the errors that most methods share."""

    imports: tuple[str, ...]
    entries: tuple[Entry, ...]


class Errors:
    """The types of errors of an API.

    Most methods of an API fail in the same way. What most of those that name a status say of it is said once, and a
    method says only what is different.
    """

    def __init__(self, api: Api, converters: Converters) -> None:
        self._converters = converters
        methods = (method for _, resource in walk(api.resources) for method in resource.methods)
        self._shared = _shared(_table(method) for method in methods)

    def page(self) -> ErrorsPage:
        """The shared table; without entries if there is none."""
        imports = Imports((), frozenset())
        entries = tuple(self._entry(*each, imports) for each in self._shared.items())
        return ErrorsPage(imports.loaded, entries)

    def of(self, method: Method, imports: Imports) -> tuple[Entry, ...]:
        """What a method says of its errors itself."""
        own = _own(_table(method), self._shared)
        return tuple(self._entry(*each, imports) for each in own.items())

    def _entry(self, status: str, type: Type, imports: Imports) -> Entry:
        decode = self._converters.decoder(type, None) or _UNCHANGED
        return Entry(lit(status), imports.use(decode))


def _table(method: Method) -> dict[str, Type]:
    return {e.status: e.type for e in method.errors if not isinstance(e.type, Unknown)}


def _shared(tables: Iterable[Mapping[str, Type]]) -> dict[str, Type]:
    """For each status the type that most methods which name it have, if it is not of one method alone."""
    uses: dict[str, Counter[Type]] = {}
    for table in tables:
        for status, type in table.items():
            uses.setdefault(status, Counter())[type] += 1
    found = {}
    for status, counter in sorted(uses.items()):
        ((type, count),) = counter.most_common(1)
        if count > 1 and count * 2 > counter.total():
            found[status] = type
    return found


def _own(table: Mapping[str, Type], shared: Mapping[str, Type]) -> dict[str, Type]:
    """The part of a method's table that is needed in front of the shared one."""
    different = {status: type for status, type in table.items() if shared.get(status) != type}
    asked = {*table, *shared}
    if all(
        (found := _found(status, table)) is None or _found(status, different, shared) == found
        for status in asked
    ):
        return different
    return dict(table)


def _found(status: str, *tables: Mapping[str, Type]) -> Type | None:
    """What the runtime finds for a status: the exact one, its range, any; in the first table that has one."""
    keys = (status, f"{status[0]}XX", "default")
    return next((table[key] for table in tables for key in keys if key in table), None)
