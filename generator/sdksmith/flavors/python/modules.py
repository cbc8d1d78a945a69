"""Where the types of an API live in the package, and what they are called.

The types of a resource are up to three modules: `types/<parents>/_<resource>.py` has the classes of responses and the
code that converts values, so that a call loads nothing else; the one with `_params` behind its name has the typed
dictionaries of requests, and the one with `_aliases` the names for other types. The package around them exports all of
it, so that a program imports from `types.stream`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import chain
from typing import Any, assert_never

from sdksmith.cycles import cycles
from sdksmith.flavors.python import scope
from sdksmith.flavors.python.code import Expr, Import, Module
from sdksmith.flavors.python.splitting import split
from sdksmith.flavors.python.types import Side
from sdksmith.ir import (
    Alias,
    Api,
    Array,
    Dictionary,
    Enumeration,
    Kind,
    Location,
    Method,
    Model,
    ModelId,
    Nullable,
    Object,
    Parameter,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
    referenced,
    walk,
)
from sdksmith.names import Named, Words, pascal, snake, words
from sdksmith.records import record
from sdksmith.report import Finding

SHARED = "_shared"
_ONE_SIDED = {Kind.DATE, Kind.DATE_TIME, Kind.BASE64, Kind.BINARY}
"""What a request may hold in other forms than a response."""


@record
class TypesModule:
    """The types of one resource, or the shared ones.

    Args:
        package: The package of the modules.
        name: The name of the module of classes.
        resource: The chain of resources; empty for shared types.
    """

    package: Module
    name: str
    resource: tuple[Words, ...]
    models: tuple[Model, ...]
    aliases: tuple[Alias, ...]
    methods: tuple[Method, ...]

    @property
    def module(self) -> Module:
        return (*self.package, self.name)

    @property
    def params_module(self) -> Module:
        return (*self.package, f"{self.name}_params")

    @property
    def aliases_module(self) -> Module:
        return (*self.package, f"{self.name}_aliases")


@record
class Names:
    """What the types of an API are called, and from which module they come."""

    responses: Mapping[ModelId, Import]
    requests: Mapping[ModelId, Import]
    params: Mapping[int, Import]
    """The type of all parameters of a method, by `id(method)`."""
    dictionaries: Mapping[ModelId, Import]
    """The typed dictionaries of objects that may have further members, which `requests` has an alias for."""
    homes: Mapping[ModelId, Module]
    """The modules in which the code stands that converts them."""
    handles: Mapping[Module, str]
    """What the modules of classes are called where others reach a class through its module."""
    ambiguous: Set[str]
    """The names that types of several packages have, and those of their functions."""
    cycles: Mapping[Module, Set[Module]]
    """For each module the ones that need it and that it needs itself, when it is imported."""

    def model(self, id: ModelId, side: Side) -> Expr:
        """The class of a model or the name of an alias, for a module that is none of types."""
        return self.seen(self._find(id, side), None)

    def alias(self, id: ModelId, side: Side) -> Expr:
        """The same as `model`."""
        return self.model(id, side)

    def within(self, module: Module) -> Callable[[ModelId, Side], Expr]:
        """What `model` is for a module of types, which does not import its own."""
        return lambda id, side: self.seen(self._find(id, side), module)

    def seen(self, found: Import, module: Module | None) -> Expr:
        """A type as it is called in a module."""
        if found.module == module:
            return Expr(found.name)
        assert isinstance(found.module, tuple)
        _, *steps, _ = found.module
        if found.name not in self.ambiguous or not steps:
            return Expr(found.name, frozenset({found}))
        words = "_".join(steps).split("_")  # `self_` has an empty one
        alias = f"{pascal(tuple(word for word in words if word))}_{found.name}"
        return Expr(alias, frozenset({Import(found.module, found.name, alias)}))

    def _find(self, id: ModelId, side: Side) -> Import:
        return (self.responses if side is Side.RESPONSE else self.requests)[id]


def find(api: Api) -> list[TypesModule]:
    """All modules of types, in the order of the resources."""
    return [part for module in _modules(api) for part in _parts(module)]


def _modules(api: Api) -> list[TypesModule]:
    models = tuple(api.models[id] for id in api.shared)
    aliases = tuple(api.aliases[id] for id in api.shared_aliases)
    return [
        *([TypesModule(("types",), SHARED, (), models, aliases, ())] if models or aliases else []),
        *(
            TypesModule(
                ("types", *(scope.module(name) for name in path[:-1])),
                f"_{scope.module(path[-1])}",
                path,
                tuple(api.models[id] for id in resource.models),
                tuple(api.aliases[id] for id in resource.aliases),
                resource.methods,
            )
            for path, resource in walk(api.resources)
            if resource.models or resource.aliases or resource.methods
        ),
        *_events(api),
    ]


def _parts(module: TypesModule) -> list[TypesModule]:
    """The module, and beside it what would make it too large."""
    parts = split(module.models)
    return [
        replace(module, models=tuple(parts.pop((), ()))),
        *(
            # No other module has two underscores in its name.
            TypesModule(
                module.package,
                f"{module.name}__{snake(prefix)}",
                module.resource,
                tuple(models),
                (),
                (),
            )
            for prefix, models in parts.items()
            if models
        ),
    ]


def _events(api: Api) -> list[TypesModule]:
    """The module of what webhooks send, where no resource of that name has it."""
    if api.webhooks is None or not (api.webhooks.models or api.webhooks.aliases):
        return []
    models = tuple(api.models[id] for id in api.webhooks.models)
    aliases = tuple(api.aliases[id] for id in api.webhooks.aliases)
    return [TypesModule(("types", "webhooks"), "_events", (("webhooks",),), models, aliases, ())]


def name(
    modules: list[TypesModule], aliases: Mapping[ModelId, Alias]
) -> tuple[Names, list[Finding]]:
    """Give every type a name that is unique in its package."""
    responses: dict[ModelId, Import] = {}
    requests: dict[ModelId, Import] = {}
    dictionaries: dict[ModelId, Import] = {}
    params: dict[int, Import] = {}
    findings: list[Finding] = []
    neutral = _neutral(aliases)
    packages: dict[Module, list[TypesModule]] = {}
    for module in modules:
        packages.setdefault(module.package, []).append(module)
    homes = {model.id: module.module for module in modules for model in module.models}
    homes |= {alias.id: module.module for module in modules for alias in module.aliases}
    uses: Counter[str] = Counter()
    for group in packages.values():
        wanted: list[Named[_Slot]] = []
        taken = {model.name for module in group for model in module.models}
        taken |= {alias.name for module in group for alias in module.aliases}
        for module in group:
            wanted += _wanted(module, neutral, taken, responses, requests, dictionaries, params)
        resolved, found = scope.classes(wanted)
        findings += found
        uses.update(resolved.keys())
        for text, slot in resolved.items():
            for table in slot.tables:
                table[slot.key] = Import(slot.module, text)
    return Names(
        responses,
        requests,
        params,
        dictionaries,
        homes,
        _handles(modules),
        frozenset(
            each
            for text, count in uses.items()
            if count > 1
            for each in (text, *(f"{verb}_{snake(words(text))}" for verb in ("decode", "encode")))
        ),
        cycles(_needed(modules, responses, requests)),
    ), findings


@record
class _Slot:
    """Where a name is put when it is known."""

    tables: tuple[dict[Any, Import], ...]
    key: ModelId | int
    module: Module


def _wanted(
    module: TypesModule,
    neutral: Set[ModelId],
    taken: Set[Words],
    responses: dict[ModelId, Import],
    requests: dict[ModelId, Import],
    dictionaries: dict[ModelId, Import],
    params: dict[int, Import],
) -> Iterator[Named[_Slot]]:
    """The names that a module's types want.

    Args:
        taken: The names of the types of its package as they stand in the document.
    """

    def named(
        each: Model | Alias, name: Words, home: Module, *tables: dict[ModelId, Import]
    ) -> Named[_Slot]:
        return Named(_Slot(tables, each.id, home), name, str(each.place), each.place)

    for model in module.models:
        if model.received:
            yield named(model, model.name, module.module, responses)
        if model.sent:
            own = _request_name(model, taken)
            yield named(model, own, module.params_module, requests)
            if model.extra is not None:
                yield named(model, (*own, "typed"), module.params_module, dictionaries)
    for alias in module.aliases:
        if alias.id in neutral:
            yield named(alias, alias.name, module.aliases_module, responses, requests)
            continue
        if alias.received:
            yield named(alias, alias.name, module.aliases_module, responses)
        if alias.sent:
            yield named(alias, _request_name(alias, taken), module.params_module, requests)
    for method in module.methods:
        if keywords(method):
            slot = _Slot((params,), id(method), module.params_module)
            yield Named(slot, method.request_model, str(method.place), method.place)


def _neutral(aliases: Mapping[ModelId, Alias]) -> set[ModelId]:
    """The aliases that mean the same in requests and in responses."""
    known: dict[ModelId, bool] = {}

    def same(type: Type) -> bool:
        match type:
            case Scalar(kind):
                return kind not in _ONE_SIDED
            case Nullable(inner):
                return same(inner)
            case Union(variants):
                return all(same(variant) for variant in variants)
            case Reference(id):
                if id not in known:
                    known[id] = False  # until the opposite is shown: it may hold itself
                    known[id] = id in aliases and same(aliases[id].type)
                return known[id]
            case Unknown() | Enumeration():
                return True
            case Array() | Tuple() | Dictionary() | Object():
                return False
            case _:
                assert_never(type)

    return {id for id in aliases if same(Reference(id))}


def _handles(modules: Iterable[TypesModule]) -> dict[Module, str]:
    """The name of each module; where packages have modules of one name, with the package in it."""
    found = [module.module for module in modules]
    uses = Counter(module[-1] for module in found)
    return {
        module: f"_{'__'.join(module[1:-1])}_{module[-1]}"
        if uses[module[-1]] > 1 and module[1:-1]
        else module[-1]
        for module in found
    }


def _needed(
    modules: Iterable[TypesModule],
    responses: Mapping[ModelId, Import],
    requests: Mapping[ModelId, Import],
) -> dict[Module, list[Module]]:
    """What each module of parameters, and each of aliases, imports of its kind."""
    needed: dict[Module, list[Module]] = {}
    for module in modules:
        sent: list[Type] = [
            *(alias.type for alias in module.aliases if alias.sent),
            *(field.type for model in module.models if model.sent for field in model.fields),
            *(model.extra for model in module.models if model.sent and model.extra is not None),
            *(p.type for method in module.methods for p in method.parameters),
        ]
        received = [alias.type for alias in module.aliases]
        for home, types, names in (
            (module.params_module, sent, requests),
            (module.aliases_module, received, responses),
        ):
            ids = chain.from_iterable(referenced(type) for type in types)
            found = (names[id].module for id in dict.fromkeys(ids) if id in names)
            needed[home] = [module for module in found if isinstance(module, tuple)]
    return needed


def positional(method: Method) -> Parameter | None:
    """The parameter that may be passed by position: the last one of the path, unless it is always named."""
    found = [p for p in method.parameters if p.location is Location.PATH and not p.named]
    return found[-1] if found else None


def keywords(method: Method) -> list[Parameter]:
    """The parameters that are passed by name, which the type of a method's parameters holds."""
    first = positional(method)
    return [parameter for parameter in method.parameters if parameter is not first]


def _request_name(type: Model | Alias, taken: Set[Words]) -> Words:
    """What a type is called in requests: a `Thing` is a `ThingParam` there.

    What only parameters hold may have that in its name already.

    Args:
        taken: The names of types as they stand in the document.
    """
    if not type.received and ("params" in type.name or type.name[-1] == "param"):
        return type.name
    name = (*type.name, "param")
    if type.name[-1] in ("param", "params") or name in taken:
        return (*type.name, "input")
    return name
