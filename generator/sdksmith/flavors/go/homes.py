"""In which package each type is declared.

All resources below a top one share a package, and a package imports no other one of the API's but `shared`, so that
there are no cycles. What another package needs is declared in `shared`; its home has a name for it all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sdksmith.ir import Alias, Api, Method, Model, ModelId, Type, referenced, walk
from sdksmith.names import Words
from sdksmith.records import record

Path: TypeAlias = tuple[Words, ...]
"""A chain of resources; empty for what is shared."""

SHARED = "shared"
"""The package of what belongs to no single top resource."""

EVENTS: Path = (("webhooks",),)
"""Where the types live that only webhooks have, and the service that reads them."""


@record
class Home:
    """What one file of types is about, or several of them: a resource, what is shared, or webhooks.

    Args:
        models: What is declared here, in the order of their names.
        aliases: The same.
        moved: What belongs here, but is declared in `shared`.
    """

    path: Path
    methods: tuple[Method, ...]
    models: tuple[Model, ...]
    aliases: tuple[Alias, ...]
    moved: tuple[Model | Alias, ...]
    events: tuple[Type, ...] = ()
    """What webhooks send."""

    @property
    def things(self) -> tuple[Model | Alias, ...]:
        """The models and the aliases."""
        found: list[Model | Alias] = [*self.models, *self.aliases]
        return tuple(found)


def find(api: Api) -> list[Home]:
    """All homes: the shared one, then the resources in their order."""
    events = () if api.webhooks is None else (api.webhooks.event, *_sent(api))
    homes = [
        Home((), (), _models(api, api.shared), _aliases(api, api.shared_aliases), ()),
        *(
            Home(
                path,
                resource.methods,
                _models(api, resource.models),
                _aliases(api, resource.aliases),
                (),
                events if path == EVENTS else (),
            )
            for path, resource in walk(api.resources)
        ),
    ]
    if api.webhooks is not None and not any(home.path == EVENTS for home in homes):
        models, aliases = api.webhooks.models, api.webhooks.aliases
        homes.append(Home(EVENTS, (), _models(api, models), _aliases(api, aliases), (), events))
    return _moved(api, homes)


def _sent(api: Api) -> Iterator[Type]:
    assert api.webhooks is not None
    return (webhook.type for webhook in api.webhooks.webhooks)


def _models(api: Api, ids: Sequence[ModelId]) -> tuple[Model, ...]:
    return tuple(api.models[id] for id in ids)


def _aliases(api: Api, ids: Sequence[ModelId]) -> tuple[Alias, ...]:
    return tuple(api.aliases[id] for id in ids)


def _moved(api: Api, homes: list[Home]) -> list[Home]:
    """The homes without what other packages need, which is shared."""
    top: dict[ModelId, Path] = {each.id: home.path[:1] for home in homes for each in home.things}
    shared: set[ModelId] = {id for id, path in top.items() if not path}
    waiting = list(shared)
    for home in homes:
        own = home.path[:1]
        for type in _held(home):
            # What only a `writeOnly` field of an answer names is nowhere.
            waiting += [id for id in referenced(type) if top.get(id, own) != own]
    found: set[ModelId] = set()
    while waiting:
        id = waiting.pop()
        if id in found:
            continue
        found.add(id)
        waiting += [inner for inner in _inside(api, id) if inner in top]
    moved = found - shared
    if not moved:
        return homes
    first, *others = homes
    gone = [each for home in others for each in home.things if each.id in moved]
    return [
        Home(
            (),
            (),
            (*first.models, *(each for each in gone if isinstance(each, Model))),
            (*first.aliases, *(each for each in gone if isinstance(each, Alias))),
            (),
        ),
        *(
            Home(
                home.path,
                home.methods,
                tuple(each for each in home.models if each.id not in moved),
                tuple(each for each in home.aliases if each.id not in moved),
                tuple(each for each in home.things if each.id in moved),
                home.events,
            )
            for home in others
        ),
    ]


def _held(home: Home) -> Iterator[Type]:
    """The types that the code of a home names."""
    for model in home.models:
        yield from _of_model(model)
    for alias in home.aliases:
        yield alias.type
    for method in home.methods:
        yield from requests(method)
        yield from responses(method)
    yield from home.events


def requests(method: Method) -> Iterator[Type]:
    """The types of what a method takes."""
    for parameter in method.parameters:
        yield parameter.type


def responses(method: Method) -> Iterator[Type]:
    """The types of what a method gives."""
    if method.response is not None:
        yield method.response.type
    if method.stream is not None:
        yield method.stream.event
    if method.pagination is not None:
        yield method.pagination.item


def _of_model(model: Model) -> Iterator[Type]:
    for field in model.fields:
        yield field.type
    if model.extra is not None:
        yield model.extra


def _inside(api: Api, id: ModelId) -> Sequence[ModelId]:
    types: Mapping[ModelId, Model] = api.models
    if id in types:
        return [inner for type in _of_model(types[id]) for inner in referenced(type)]
    return referenced(api.aliases[id].type)
