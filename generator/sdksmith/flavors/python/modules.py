"""Where the types of an API live in the package, and what they are called.

The types of a resource are one module, `types/<parents>/_<resource>.py`, beside one for the types of its parameters;
the package around them exports their names, so that a program imports from `types.stream`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sdksmith.flavors.python import scope
from sdksmith.flavors.python.code import Expr, Import, Module
from sdksmith.flavors.python.types import Side
from sdksmith.ir import Api, Location, Method, Model, ModelId, Parameter, Resource
from sdksmith.names import Named, Words
from sdksmith.report import Finding

SHARED = "_shared"


@dataclass(frozen=True, slots=True)
class TypesModule:
    """The types of one resource, or the shared ones.

    Args:
        package: The package of the module.
        name: The name of the module; the one of parameters has `_params` behind it.
        resource: The chain of resources; empty for shared types.
    """

    package: Module
    name: str
    resource: tuple[Words, ...]
    models: tuple[Model, ...]
    methods: tuple[Method, ...]

    @property
    def module(self) -> Module:
        return (*self.package, self.name)

    @property
    def params_module(self) -> Module:
        return (*self.package, f"{self.name}_params")


@dataclass(frozen=True, slots=True)
class Names:
    """What the types of an API are called, and from which module they come."""

    responses: Mapping[ModelId, Import]
    requests: Mapping[ModelId, Import]
    params: Mapping[int, Import]
    """The type of all parameters of a method, by `id(method)`."""

    def model(self, id: ModelId, side: Side) -> Expr:
        """The class of a model."""
        found = (self.responses if side is Side.RESPONSE else self.requests)[id]
        return Expr(found.name, frozenset({found}))


def find(api: Api) -> list[TypesModule]:
    """All modules of types, in the order of the resources."""
    shared = tuple(api.models[id] for id in api.shared)
    return [
        *([TypesModule(("types",), SHARED, (), shared, ())] if shared else []),
        *(
            TypesModule(
                ("types", *(scope.module(name) for name in path[:-1])),
                f"_{scope.module(path[-1])}",
                path,
                tuple(api.models[id] for id in resource.models),
                resource.methods,
            )
            for path, resource in walk(api.resources)
            if resource.models or resource.methods
        ),
    ]


def walk(
    resources: tuple[Resource, ...], above: tuple[Words, ...] = ()
) -> Iterator[tuple[tuple[Words, ...], Resource]]:
    """Every resource with the chain of names that leads to it."""
    for resource in resources:
        path = (*above, resource.name)
        yield path, resource
        yield from walk(resource.subresources, path)


def name(modules: list[TypesModule]) -> tuple[Names, list[Finding]]:
    """Give every type a name that is unique in its package."""
    responses: dict[ModelId, Import] = {}
    requests: dict[ModelId, Import] = {}
    params: dict[int, Import] = {}
    findings: list[Finding] = []
    for package in dict.fromkeys(module.package for module in modules):
        wanted: list[
            Named[tuple[dict[ModelId, Import] | dict[int, Import], ModelId | int, Module]]
        ] = []
        for module in modules:
            if module.package != package:
                continue
            for model in module.models:
                source = str(model.place)
                if model.received:
                    item = (responses, model.id, module.module)
                    wanted.append(Named(item, model.name, source, model.place))
                if model.sent:
                    item = (requests, model.id, module.params_module)
                    wanted.append(Named(item, _request_name(model), source, model.place))
            for method in module.methods:
                if keywords(method):
                    entry = (params, id(method), module.params_module)
                    wanted.append(
                        Named(entry, method.request_model, str(method.place), method.place)
                    )
        resolved, found = scope.classes(wanted)
        findings += found
        for text, (table, key, source_module) in resolved.items():
            table[key] = Import(source_module, text)  # type: ignore[index]
    return Names(responses, requests, params), findings


def positional(method: Method) -> Parameter | None:
    """The parameter that may be passed by position: the last one of the path, unless it is always named."""
    found = [p for p in method.parameters if p.location is Location.PATH and not p.named]
    return found[-1] if found else None


def keywords(method: Method) -> list[Parameter]:
    """The parameters that are passed by name, which the type of a method's parameters holds."""
    first = positional(method)
    return [parameter for parameter in method.parameters if parameter is not first]


def _request_name(model: Model) -> Words:
    """What only parameters hold has `params` in its name already; what has a name of its own gets `param`."""
    return model.name if "params" in model.name and not model.received else (*model.name, "param")
