"""Which file each type is declared in: that of the resource that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from sdksmith.flavors.typescript import scope
from sdksmith.flavors.typescript.code import File
from sdksmith.ir import Alias, Api, Method, Model, ModelId, Resource, walk
from sdksmith.load.source import Pointer
from sdksmith.names import Named, Words
from sdksmith.records import record
from sdksmith.report import Finding

Path: TypeAlias = tuple[Words, ...]
"""A chain of resources; empty for what is shared."""

FOLDER: Final = "resources"
SHARED: Final = f"{FOLDER}/shared"
"""The file of what belongs to no single resource."""

EVENTS: Final[Path] = scope.WEBHOOKS
"""Where the types live that only webhooks have, and the resource that reads them."""


@record
class Home:
    """A resource, what is shared, or webhooks.

    Args:
        place: Where something of it stands in the document.
        types: The models and aliases that are declared here, in the order of their names.
        children: The resources below.
    """

    path: Path
    file: File
    place: Pointer
    methods: tuple[Method, ...]
    types: tuple[Model | Alias, ...]
    children: tuple[Path, ...] = ()


def find(api: Api) -> tuple[list[Home], list[Finding]]:
    """All homes, each before those below it: the shared one, then the resources in their order."""
    resources = dict(walk(api.resources))
    files, findings = _files(api, resources)
    homes = [
        Home(
            (),
            SHARED,
            _place(api, *api.resources),
            (),
            _types(api, api.shared, api.shared_aliases),
        ),
        *(
            Home(
                path,
                files[path],
                _place(api, resource),
                resource.methods,
                _types(api, resource.models, resource.aliases),
                tuple((*path, each.name) for each in resource.subresources),
            )
            for path, resource in resources.items()
        ),
    ]
    if EVENTS in files and EVENTS not in resources:
        assert api.webhooks is not None
        types = _types(api, api.webhooks.models, api.webhooks.aliases)
        homes.append(Home(EVENTS, files[EVENTS], _place(api), (), types))
    return homes, findings


def _types(
    api: Api, models: Sequence[ModelId], aliases: Sequence[ModelId]
) -> tuple[Model | Alias, ...]:
    found: list[Model | Alias] = [api.models[id] for id in models]
    found += [api.aliases[id] for id in aliases]
    return tuple(sorted(found, key=lambda each: (each.name, each.id)))


def _files(api: Api, resources: dict[Path, Resource]) -> tuple[dict[Path, File], list[Finding]]:
    """The file of each resource. One that has others below it stands in a folder with them."""
    tops = {path: resource for path, resource in resources.items() if len(path) == 1}
    wanted = [_named(api, path, resource) for path, resource in tops.items()]
    if api.webhooks is not None and EVENTS not in tops:
        wanted.append(Named(EVENTS, EVENTS[0], "webhooks", api.webhooks.webhooks[0].place))
    found, findings = scope.files(wanted, is_top=True)
    files = {path: f"{FOLDER}/{name}" for name, path in found.items()}
    for path, resource in resources.items():
        if not resource.subresources:
            continue
        # Its own file stands beside those of the resources below, whose names are longer or are other ones.
        folder = files[path]
        own = _named(api, path, resource)
        below = [_named(api, (*path, each.name), each) for each in resource.subresources]
        found, more = scope.files([own, *below], is_top=False)
        findings += more
        files |= {inner: f"{folder}/{name}" for name, inner in found.items()}
    return files, findings


def _named(api: Api, path: Path, resource: Resource) -> Named[Path]:
    return Named(path, scope.resource(path), scope.chain(path), _place(api, resource))


def _place(api: Api, *resources: Resource) -> Pointer:
    """Where something of these resources stands in the document; if there is nothing, something of webhooks."""
    for _, each in walk(resources):
        for thing in (*each.methods, *_types(api, each.models, each.aliases)):
            return thing.place
    assert api.webhooks is not None
    return api.webhooks.webhooks[0].place
