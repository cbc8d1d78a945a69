"""Names of operations that no configuration names.

In this order: extensions of the document, an `operationId` with an explicit separator, the path. Where two operations
would have one name, the `operationId` or the whole path tells them apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from sdksmith.build.naming.endpoints import Endpoint
from sdksmith.build.naming.extensions import stated
from sdksmith.build.naming.identifiers import identified, separated
from sdksmith.build.naming.paths import Paths, Proposal
from sdksmith.ir import NameRule
from sdksmith.names import Words, words
from sdksmith.records import record

_VERBS = ("get", "post", "patch", "put", "delete", "query", "head", "options", "trace")
_SHORT = 4
"""Words of an `operationId` that make a better name than the rest of the path."""


@record
class Inferred:
    """Where an operation belongs.

    Args:
        resources: The chain of resources, at least one.
    """

    resources: tuple[Words, ...]
    name: Words
    rule: NameRule
    endpoint: Endpoint


@record
class _Wish:
    """A name that an operation would like to have."""

    endpoint: Endpoint
    rule: NameRule
    proposals: tuple[Proposal, ...]
    """The best first; at least one."""


def infer(
    endpoints: Iterable[Endpoint], settled: Mapping[int, tuple[Words, ...]] | None = None
) -> list[Inferred | None]:
    """Name operations.

    Args:
        endpoints: All of them, since each may tell something about another.
        settled: The indices of those that have their name, with it behind their chain of resources; empty for those
            that need none.

    Returns:
        One for each, in the order given; None for settled ones. No two have one name, and none has the name of a
        resource.
    """
    every = list(endpoints)
    settled = settled or {}
    paths = Paths(every)
    identifiers = separated(endpoint.operation_id for endpoint in every)
    wishes = _kept_apart([_wish(endpoint, paths, identifiers) for endpoint in every], paths)
    taken = {name: every[index] for index, name in settled.items() if name}
    wanted = [wish for index, wish in enumerate(wishes) if index not in settled]
    chains = {chain for name in taken for chain in _prefixes(name[:-1])}
    chains |= {chain for wish in wanted for chain in _prefixes(wish.proposals[0].resources)}
    chosen: dict[int, Inferred] = {}
    for wish in sorted(wanted, key=lambda wish: _precedence(wish, paths)):
        for proposal, rule in _alternatives(wish, paths, taken):
            key = (*proposal.resources, proposal.name)
            above = _prefixes(proposal.resources)
            if key not in taken and key not in chains and taken.keys().isdisjoint(above):
                taken[key] = wish.endpoint
                chains.update(above)
                chosen[id(wish)] = Inferred(proposal.resources, proposal.name, rule, wish.endpoint)
                break
    return [chosen.get(id(wish)) for wish in wishes]


def _prefixes(chain: tuple[Words, ...]) -> list[tuple[Words, ...]]:
    return [chain[:length] for length in range(1, len(chain) + 1)]


def _wish(
    endpoint: Endpoint,
    paths: Paths,
    identifiers: dict[str, tuple[tuple[Words, ...], Words]],
) -> _Wish:
    said = stated(endpoint.extensions)
    group, name = identifiers.get(endpoint.operation_id, (None, None))
    found = tuple(paths.propose(endpoint))
    rule = NameRule.OPERATION_ID if group else NameRule.PATH
    if group and name:
        found = (Proposal(group, name), *found)
    if said.resources or said.name:
        rule = NameRule.EXTENSION
        resources = said.resources or found[0].resources
        found = (Proposal(resources, said.name or found[0].name), *found)
    return _Wish(endpoint, rule, found)


def _kept_apart(wishes: list[_Wish], paths: Paths) -> list[_Wish]:
    """Name the scope where two scopes hold things of one name: `members` and `zones.members`.

    All of a resource goes together, so that its methods are not found in two places.
    """
    claimed: dict[Words, dict[str, set[tuple[Words, ...]]]] = {}
    for wish in wishes:
        if wish.rule is NameRule.PATH:
            best = wish.proposals[0]
            scopes = claimed.setdefault(best.resources[0], {})
            names = scopes.setdefault(paths.scope(wish.endpoint), set())
            names.add((*best.resources, best.name))
    named: set[tuple[Words, str]] = set()
    for resource, scopes in claimed.items():
        taken: set[tuple[Words, ...]] = set()
        for scope in sorted(scopes):
            if taken & scopes[scope]:
                named.add((resource, scope))
            else:
                taken |= scopes[scope]
    return [
        replace(wish, proposals=wish.proposals[1:])
        if len(wish.proposals) > 1
        and wish.rule is NameRule.PATH
        and (wish.proposals[0].resources[0], paths.scope(wish.endpoint)) in named
        else wish
        for wish in wishes
    ]


def _precedence(wish: _Wish, paths: Paths) -> tuple[object, ...]:
    """Which of several operations gets the name, wherever they stand in the document."""
    endpoint = wish.endpoint
    route = paths.route(endpoint)
    order = (NameRule.EXTENSION, NameRule.OPERATION_ID, NameRule.PATH).index(wish.rule)
    verb = _VERBS.index(endpoint.verb) if endpoint.verb in _VERBS else len(_VERBS)
    is_one = bool(route.shape) and route.shape[-1] is None
    scope = paths.scope(endpoint)
    fits = is_one != (endpoint.verb == "post")
    depth = len(route.parameters) if is_one else -len(route.parameters)
    is_spelled = paths.is_spelled(wish.proposals[0], endpoint)
    fixed = "?" not in endpoint.path
    path = re.sub(r"\d+", lambda digits: digits[0].zfill(8), endpoint.path)  # `v2` before `v10`
    items = paths.has_items(route)
    length = path.count("/")
    rest = (not items, not fixed, not route.static, length, path)
    return (order, verb, scope, is_spelled, not fits, depth, *rest)


def _alternatives(
    wish: _Wish, paths: Paths, taken: dict[tuple[Words, ...], Endpoint]
) -> Iterator[tuple[Proposal, NameRule]]:
    """Names in the order of preference, without an end."""
    best = wish.proposals[0]
    endpoint = wish.endpoint
    yield best, wish.rule
    yield paths.as_resource(best, endpoint), wish.rule
    for proposal in wish.proposals[1:] if wish.rule is not NameRule.PATH else ():
        yield proposal, NameRule.PATH
    other = taken.get((*best.resources, best.name))
    if other is not None and (mark := paths.apart(endpoint, other)):
        yield Proposal((mark, *best.resources), best.name), NameRule.TIE
    for name in _names(best, endpoint, paths):
        yield Proposal(best.resources, name), NameRule.TIE
    if len(best.resources) > 1:
        tail = best.resources[-1]
        yield Proposal(best.resources[:-1], (*best.name, *tail)), NameRule.TIE
    path = words(endpoint.path)
    yield Proposal(best.resources, (*best.name, *path)), NameRule.TIE
    yield Proposal(best.resources, (endpoint.verb, *path)), NameRule.TIE
    for number in count():  # only for what the document has twice
        key = f"{endpoint.verb} {endpoint.path} {endpoint.operation_id} {number}"
        digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:8]
        yield Proposal(best.resources, (*best.name, f"x{digest}")), NameRule.TIE


def _names(best: Proposal, endpoint: Endpoint, paths: Paths) -> Iterator[Words]:
    """Other names of an operation in its resource."""
    route = paths.route(endpoint)
    is_one = bool(route.shape) and route.shape[-1] is None
    if paths.is_spelled(best, endpoint):
        yield paths.as_thing(best, endpoint).name
    if best.name == ("update",) and endpoint.verb == "put":
        yield ("replace",)
    said = tuple(identified(endpoint, best.resources))
    yield from (name for name in said if len(name) <= _SHORT)
    if endpoint.verb in ("patch", "put", "delete") and not is_one and len(best.name) == 1:
        yield (*best.name, "all")
    if is_one and route.parameters:
        yield (*best.name, "by", *words(route.parameters[-1]))
    yield from said
