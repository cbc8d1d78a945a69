"""How the methods of an API are authenticated: questions that several flavors ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from sdksmith.ir import Api, Environment, Method, SchemeKind, SecurityScheme, ServerVariable, walk
from sdksmith.names import Words


def methods(api: Api) -> Iterator[Method]:
    """All methods, in the order of the resources."""
    return (method for _, resource in walk(api.resources) for method in resource.methods)


def alternatives(api: Api) -> list[tuple[str, ...]]:
    """All ways to authenticate that methods name, each of the ids of schemes that are needed together."""
    named = dict.fromkeys(each for method in methods(api) for each in method.security if each)
    return sorted(named, key=len)


def option_groups(api: Api, ways: Sequence[tuple[str, ...]]) -> tuple[tuple[Words, ...], ...]:
    """The options that authenticate together; a scheme that can be satisfied in two ways makes two groups."""
    schemes: Mapping[str, SecurityScheme] = {scheme.id: scheme for scheme in api.schemes}
    found = (
        tuple(option for options in choice for option in options)
        for way in ways
        for choice in product(*(_choices(schemes[id]) for id in way))
    )
    return tuple(dict.fromkeys(group for group in found if group))


def first_options(api: Api) -> tuple[Words, ...]:
    """The options that authenticate the first method, in its first way; an OAuth client rather than a token."""
    needed = next((method.security for method in methods(api)), ())
    groups = option_groups(api, needed[:1])
    return groups[-1] if groups else tuple(option.name for option in api.options[:1])


def server_variables(environments: Sequence[Environment]) -> tuple[ServerVariable, ...]:
    """The parts of base URLs that the client's user may choose."""
    pieces = (piece for environment in environments for piece in environment.url)
    return tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, ServerVariable)))


def _choices(scheme: SecurityScheme) -> list[tuple[Words, ...]]:
    if scheme.kind is SchemeKind.CLIENT_CREDENTIALS:
        *token, client_id, client_secret = scheme.options
        return [*((option,) for option in token), (client_id, client_secret)]
    return [scheme.options]
