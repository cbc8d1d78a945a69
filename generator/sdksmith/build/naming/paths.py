"""Names from paths.

The fixed segments are the chain of resources; the verb and the last segment decide the method: `GET /pets` is
`pets.list`, `GET /pets/{id}` is `pets.retrieve`, `POST /pets/{id}/adopt` is `pets.adopt`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sdksmith.build.naming.endpoints import Endpoint, Route, Shape, routes
from sdksmith.build.naming.identifiers import trimmed
from sdksmith.build.naming.vocabulary import (
    ACTIONS,
    ASKING,
    CALLING,
    NOUNS_TOO,
    QUALIFIERS,
    READING,
    SET,
    UNDOING,
    is_measure,
    is_plural,
    is_scope,
    opposite,
)
from sdksmith.names import Words, singular, words
from sdksmith.records import record

_MAX_DEPTH: Final = 8
"""Resources inside each other at the most."""
_ON_ONE: Final = {
    "get": "retrieve",
    "post": "create",
    "put": "update",
    "patch": "update",
    "delete": "delete",
}
_STANDARD: Final = frozenset(("list", "create", "retrieve", "update", "replace", "delete"))
_MAIN: Final = ("post", "put", "patch", "get", "delete")
"""Of several verbs on an action, the first of these is the action."""
_CREATING: Final = frozenset(("add", "create", "insert", "new", "register", "upload"))
_UPDATING: Final = frozenset(
    ("change", "edit", "modify", "patch", "replace", "save", "set", "update", "upsert")
)
_NOUN_ENDINGS: Final = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ing")
_MANY: Final = frozenset(("batch", "bulk", "mass"))
_ACTIONS: Final = (("action",), ("actions",))
_ROOT: Final = ("root",)
_NO_TAGS: Final = frozenset(("api", "default", "general", "misc", "other"))
"""Tags that group nothing."""


@record
class Proposal:
    """What a path says about an operation's name.

    Args:
        resources: The chain of resources; at least one.
    """

    resources: tuple[Words, ...]
    name: Words


class Paths:
    """All paths of a document, which together decide what a segment is."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        every = list(endpoints)
        self._routes = routes({endpoint.path for endpoint in every})
        self._verbs: dict[Shape, set[str]] = defaultdict(set)
        self._below: dict[Shape, set[str | None]] = defaultdict(set)
        counted: Counter[Shape] = Counter()
        for endpoint in every:
            route = self._routes[endpoint.path]
            shape = route.shape
            counted[shape] += 1
            if not route.custom:
                self._verbs[shape].add(endpoint.verb)
            for length in range(len(shape)):
                self._below[shape[:length]].add(shape[length])
        self._scopes = _scopes(counted)

    def route(self, endpoint: Endpoint) -> Route:
        return self._routes[endpoint.path]

    def has_items(self, route: Route) -> bool:
        """Whether things in it have paths of their own."""
        return None in self._below[route.shape]

    def propose(self, endpoint: Endpoint) -> Iterator[Proposal]:
        """Names for an operation, the best first."""
        route = self._routes[endpoint.path]
        scope = self._scope(route.shape)
        if scope:
            yield self._proposal(endpoint, route, scope)
        yield self._proposal(endpoint, route, 0)

    def scope(self, endpoint: Endpoint) -> str:
        """The segments of a path that go without saying; empty when there are none."""
        shape = self._routes[endpoint.path].shape
        return "/".join(segment or "{}" for segment in shape[: self._scope(shape)])

    def as_resource(self, action: Proposal, endpoint: Endpoint) -> Proposal:
        """The same where other paths use the action's name for a resource: `apps.rollback` → `apps.rollback.create`."""
        name = _ON_ONE.get(endpoint.verb, endpoint.verb)
        return Proposal((*action.resources, action.name), (name,))

    def is_spelled(self, proposal: Proposal, endpoint: Endpoint) -> bool:
        """Whether the path spells a name that operations on collections have: `/pets/list`."""
        static = self._routes[endpoint.path].static
        return proposal.name[0] in _STANDARD and bool(static) and words(static[-1]) == proposal.name

    def as_thing(self, action: Proposal, endpoint: Endpoint) -> Proposal:
        """The same as an operation on a thing: `list` → `retrieve_list`."""
        name = _ON_ONE.get(endpoint.verb, endpoint.verb)
        return Proposal(action.resources, (name, *action.name))

    def apart(self, endpoint: Endpoint, other: Endpoint) -> Words:
        """What tells an operation from one whose path differs in the version only; empty when more differs."""
        here, there = self._routes[endpoint.path], self._routes[other.path]
        if here.shape != there.shape or endpoint.verb != other.verb:
            return ()
        return here.mark if here.mark != there.mark else ()

    # ------------------------------------------------------------ what goes without saying

    def _scope(self, shape: Shape) -> int:
        """How many leading segments go without saying.

        An action on one thing of a scope stays with the scope: `POST /accounts/{id}/close` is `accounts.close`.
        """
        longest = 0
        for length in range(2, len(shape)):
            if shape[:length] in self._scopes and shape[length] is not None:
                rest = shape[length:]
                if len(rest) > 1 or "post" not in self._verbs[shape] or not self._is_action(shape):
                    longest = length
        return longest

    # ------------------------------------------------------------ the name

    def _proposal(self, endpoint: Endpoint, route: Route, scope: int) -> Proposal:
        shape = route.shape
        static = [segment for segment in shape[scope:] if segment is not None]
        chain = tuple(words(segment) for segment in static[:_MAX_DEPTH])
        if route.custom:
            chain = chain or (_tag(endpoint) or _ROOT,)
            return Proposal(chain, trimmed(words(route.custom), chain))
        if not static:
            listed = endpoint.verb == "get" and endpoint.tag and self._verbs.get((*shape, None))
            name = "list" if listed else _ON_ONE.get(endpoint.verb, endpoint.verb)
            return Proposal((_tag(endpoint) or _ROOT,), (name,))
        if len(chain) == 1 and (call := self._call(endpoint, shape, chain[0])):
            return call
        if shape[-1] is None:
            return self._item(endpoint, shape, chain)
        if len(chain) > 1 and self._is_action(shape):
            action = trimmed(chain[-1], chain[-2:-1])
            return Proposal(chain[:-1], self._action(endpoint.verb, shape, action))
        name = self._standard(endpoint, shape, chain[-1])
        if len(chain) > 1 and len(chain[-1]) == 1 and chain[-1][0] in _STANDARD:
            # A resource `list` would stand in the way of the method.
            return Proposal(chain[:-1], (name, *chain[-1]))
        return Proposal(chain, (name,))

    def _call(self, endpoint: Endpoint, shape: Shape, last: Words) -> Proposal | None:
        """A path that is something to do: `/getUser` is `users.get` with the tag Users, else `user.get`."""
        tag = _tag(endpoint)
        is_action = shape[-1] is not None and self._is_action(shape)
        is_call = len(last) > 1 and (
            last[0] in (CALLING if endpoint.verb != "get" else ASKING)
            or (is_action and self._verbs[shape] == {"post"} and not is_plural(last))
        )
        if (is_action or is_call) and tag and singular(tag) != singular(last):
            action = trimmed(last, (tag,))
            return Proposal(
                (tag,), action if is_call else self._action(endpoint.verb, shape, action)
            )
        return Proposal((singular(last[1:]),), last[:1]) if is_call else None

    def _item(self, endpoint: Endpoint, shape: Shape, chain: tuple[Words, ...]) -> Proposal:
        """An operation on one thing of a collection."""
        last = chain[-1]
        if len(chain) > 1:
            if last[0] == "by":
                return Proposal(chain[:-1], (self._on_one(endpoint, shape), *last))
            if last[0] in ACTIONS and len(self._verbs[shape]) == 1:
                return Proposal(chain[:-1], trimmed(last, chain[-2:-1]))
        is_list = self._below[shape] == {None} and "get" not in self._verbs[shape[:-1]]
        if endpoint.verb == "get" and is_list:
            return Proposal(chain, ("list",))
        return Proposal(chain, (self._on_one(endpoint, shape),))

    def _on_one(self, endpoint: Endpoint, shape: Shape) -> str:
        if endpoint.verb != "post":
            return _ON_ONE.get(endpoint.verb, endpoint.verb)
        verbs = self._verbs[shape]
        changes = "get" in verbs and not verbs & {"put", "patch"}
        return _meant(endpoint) or ("update" if changes else "create")

    def _standard(self, endpoint: Endpoint, shape: Shape, last: Words) -> str:
        """An operation on a collection, or on a thing that there is one of."""
        verb = endpoint.verb
        is_collection = is_plural(last) or bool(self._verbs.get((*shape, None)))
        if verb == "get":
            listed = is_collection or endpoint.listed or "list" in words(endpoint.operation_id)
            return "list" if listed else "retrieve"
        if verb == "put":
            return "replace" if is_collection else "update"
        if verb == "post" and not is_collection:
            if last[-1] in SET:
                return "update"
            return ("get" in self._verbs[shape] and _meant(endpoint)) or "create"
        return _ON_ONE.get(verb, verb)

    # ------------------------------------------------------------ actions

    def _is_action(self, shape: Shape) -> bool:
        """Whether the last segment is something to do."""
        last = words(str(shape[-1]))
        if self._below[shape]:
            return False
        here = self._verbs[shape]
        is_word = len(last) == 1
        if is_word and last[0] in QUALIFIERS:
            return True
        if is_word and last[0] in READING and here <= {"get", "post", "query"}:
            return True
        begin = last[1] if not is_word and last[0] in _MANY else last[0]
        if begin in ACTIONS:
            if here == {"delete"} and begin not in UNDOING:
                return False
            if is_word or begin in ASKING or here == {"post"}:
                return True
            return not is_plural(last) and not (here == {"get"} and is_measure(last))
        above = shape[-2] if len(shape) > 1 else None
        if here <= {"post", "put"} and above is not None and words(above) in _ACTIONS:
            return True
        if last[0] not in NOUNS_TOO or not here & {"post", "put"}:
            return False
        if is_word:
            return here <= {"get", "post"} or here <= {"post", "put", "delete"}
        is_thing = is_plural(last) or last[-1].endswith(_NOUN_ENDINGS)
        return here == {"post"} and above is None and not is_thing

    def _action(self, verb: str, shape: Shape, action: Words) -> Words:
        here = self._verbs[shape]
        main = next((known for known in _MAIN if known in here), verb)
        if verb == main:
            return ("delete", *action) if verb == "delete" and action[0] not in UNDOING else action
        if verb == "delete" and (undone := opposite(action)) is not None:
            return undone
        return (_ON_ONE.get(verb, verb), *action)


def _meant(endpoint: Endpoint) -> str | None:
    """What a POST does, as far as its `operationId` or its summary says so."""
    for text in (endpoint.operation_id, endpoint.summary):
        for word in words(text)[:3] if text else ():
            for verb in (word, word.removesuffix("s"), word.removesuffix("es")):
                if verb in _CREATING:
                    return "create"
                if verb in _UPDATING:
                    return "update"
                if verb in ACTIONS and verb not in ASKING:
                    return verb
    return None


def _tag(endpoint: Endpoint) -> Words:
    """The words of a tag; none where it groups nothing."""
    tag = words(endpoint.tag) if endpoint.tag else ()
    return () if len(tag) == 1 and tag[0] in _NO_TAGS else tag


def _scopes(counted: Counter[Shape]) -> set[Shape]:
    """What goes without saying: a leading `collection/{id}` that much of the API stands below.

    That is a tenth of the operations where the word says that it holds other things (`accounts`), and half of them
    where it does not.
    """
    found: set[Shape] = set()
    total = sum(counted.values())
    start: set[Shape] = {()}
    while start:
        following: set[Shape] = set()
        for before in start:
            share: Counter[Shape] = Counter()
            children: dict[Shape, set[str]] = defaultdict(set)
            for shape, count in counted.items():
                pair = _pair(shape, before)
                if pair and len(shape) > len(pair):
                    share[pair] += count
                    children[pair].add(str(shape[len(pair)]))
            for pair, count in share.items():
                if _is_scope(pair, count, total, len(children[pair])):
                    following.add(pair)
        found |= following
        start = following
    return found


def _is_scope(pair: Shape, count: int, total: int, children: int) -> bool:
    name = words(next(str(segment) for segment in reversed(pair) if segment is not None))
    if is_scope(name):
        return count * 10 >= total and (children >= 3 or count * 10 >= total * 9)
    return count * 2 >= total >= 20 and children >= 5


def _pair(shape: Shape, before: Shape) -> Shape:
    """The leading `collection/{id}` behind `before`; empty when there is none."""
    start = len(before)
    if shape[:start] != before or len(shape) < start + 2 or shape[start] is None:
        return ()
    end = start + 1
    while end < len(shape) and shape[end] is None:
        end += 1
    return shape[:end] if end > start + 1 else ()
