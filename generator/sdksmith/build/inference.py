"""Names of operations that no configuration names.

The static segments of the path are the chain of resources; the verb and the last segment decide the method:
`GET /pets` is `pets.list`, `GET /pets/{id}` is `pets.retrieve`, `POST /pets/{id}/adopt` is `pets.adopt`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from sdksmith.build.context import scalar
from sdksmith.build.operations import Operation
from sdksmith.names import Words, singular, words

_VERSION = re.compile(r"v\d+(\.\d+)*((alpha|beta)\d*)?|api", re.IGNORECASE)
_CUSTOM = re.compile(r"([^:]+):([A-Za-z][\w-]*)")
"""`{id}:copy`: what to do with something."""
_MAX_DEPTH = 8
"""Resources inside each other at the most."""
_VERBS = ("get", "post", "patch", "put", "delete", "head", "options", "trace")
_ON_ONE = {
    "get": "retrieve",
    "put": "update",
    "patch": "update",
    "delete": "delete",
    "post": "create",
}
_ON_ALL = {"get": "list", "put": "replace", "patch": "update", "delete": "delete", "post": "create"}


@dataclass(frozen=True, slots=True)
class Inferred:
    """Where an operation belongs."""

    resources: tuple[Words, ...]
    """The chain of resources, at least one."""
    name: Words
    operation: Operation


def infer(operations: Iterable[Operation]) -> list[Inferred]:
    """Name each operation by its path.

    Of those that would have one name, all but one are called by their verb, their `operationId` or their whole path.

    Returns:
        One for each operation, in the order given.
    """
    everything = list(operations)
    found = [_by_path(operation, everything) for operation in everything]
    chains = {other.resources[:n] for other in found for n in range(1, len(other.resources) + 1)}
    found = [_as_resource(one) if (*one.resources, one.name) in chains else one for one in found]
    taken = set(chains)
    chosen: dict[int, Inferred] = {}
    for one in sorted(found, key=_precedence):
        name = next(name for name in _alternatives(one) if (*one.resources, name) not in taken)
        taken.add((*one.resources, name))
        chosen[id(one)] = Inferred(one.resources, name, one.operation)
    return [chosen[id(one)] for one in found]


def _precedence(one: Inferred) -> tuple[int, bool, str]:
    """Which of several operations gets the name, wherever they stand in the document."""
    path = one.operation.path
    return _VERBS.index(one.operation.verb), not path.endswith("}"), path


def _by_path(operation: Operation, others: list[Operation]) -> Inferred:
    segments = [segment for segment in operation.path.strip("/").split("/") if segment]
    segments = list(dropwhile(_VERSION.fullmatch, segments))
    custom = _CUSTOM.fullmatch(segments[-1]) if segments else None
    if custom is not None:
        segments[-1] = custom[1]
    static = [segment for segment in segments if "{" not in segment]
    chain = [words(segment) for segment in static[:_MAX_DEPTH]] or [_tag(operation)]
    if custom is not None:
        return Inferred(tuple(chain), words(custom[2]), operation)
    on_one = bool(segments) and "{" in segments[-1]
    if on_one or not segments:
        return Inferred(tuple(chain), (_ON_ONE[_plain(operation.verb)],), operation)
    if _is_action(operation, segments, others) and len(chain) > 1:
        return Inferred(tuple(chain[:-1]), chain[-1], operation)
    is_collection = chain[-1] != singular(chain[-1])
    names = _ON_ALL if is_collection else _ON_ONE
    return Inferred(tuple(chain), (names[_plain(operation.verb)],), operation)


def _as_resource(one: Inferred) -> Inferred:
    """An action whose name other paths use for a resource is the creation of one."""
    if one.name[0] in (*_ON_ONE.values(), *_ON_ALL.values()):
        return one
    return Inferred((*one.resources, one.name), ("create",), one.operation)


def _is_action(operation: Operation, segments: list[str], others: list[Operation]) -> bool:
    """Whether the last segment is something to do: a singular word that is only posted to."""
    last = words(segments[-1])
    if operation.verb != "post" or last != singular(last):
        return False
    here = operation.path.rstrip("/")
    return not any(
        other is not operation
        and (other.path.rstrip("/") == here or other.path.startswith(f"{here}/"))
        for other in others
    )


def _plain(verb: str) -> str:
    return {"head": "get", "options": "get", "trace": "get"}.get(verb, verb)


def _tag(operation: Operation) -> Words:
    tags = scalar(operation.node, "tags")
    return words(str(tags[0])) if isinstance(tags, list) and tags else ("root",)


def _alternatives(inferred: Inferred) -> Iterator[Words]:
    """Names in the order of preference; the last one belongs to no other operation."""
    yield inferred.name
    operation = inferred.operation
    if operation.verb == "put":
        yield ("replace",)
    if operation.verb in ("patch", "put", "delete") and not operation.path.endswith("}"):
        yield (*inferred.name, "all")
    if operation.verb != _plain(operation.verb):
        yield (operation.verb,)
    identifier = scalar(operation.node, "operationId")
    if isinstance(identifier, str):
        yield words(identifier)
    yield (*inferred.name, *words(operation.path))
    yield (operation.verb, *words(operation.path))
    yield (operation.verb, hashlib.sha256(operation.path.encode()).hexdigest())
