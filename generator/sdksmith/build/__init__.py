"""From a document and a configuration to an `Api`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sdksmith.build import auth, models, servers, title, version, webhooks
from sdksmith.build.context import Context, text
from sdksmith.build.naming import resources
from sdksmith.build.naming.resources import Chosen, Plan
from sdksmith.build.operations import operations
from sdksmith.build.operations.methods import Methods
from sdksmith.build.operations.operations import Operation
from sdksmith.build.pages import pagination
from sdksmith.build.schemas import components
from sdksmith.build.schemas.schemas import Schemas, model_id
from sdksmith.config import Config
from sdksmith.ir import Api, Method, Resource
from sdksmith.load import Node
from sdksmith.names import Words, screaming, singular
from sdksmith.report import Finding, Level, Problem
from sdksmith.wire import Wire

__all__ = ["build", "names"]


def build(root: Node, config: Config) -> tuple[Api, list[Finding]]:
    """Understand a document.

    Args:
        root: The root of the document.
        config: The configuration; an empty one lets everything be inferred.

    Returns:
        The API and what is to be said of the document. When one of the findings is an error, the API is incomplete.

    Raises:
        Problem: The document is not of a version that is understood, or it has no operations.
    """
    _override(root, config)
    context = Context(config, root)
    version.check(context)
    name, package = title.names(config.organization, text(_info(context), "title").text)
    prefix = config.environment_prefix or screaming(package)
    environments = servers.environments(context)
    chosen = frozenset(variable.name for variable in servers.variables(environments))
    schemes, options = auth.schemes_and_options(context, prefix, chosen)
    pinned = components.configured(context)
    schemas = Schemas(
        context, {**components.names(context), **{k: n for k, (n, _) in pinned.items()}}
    )
    methods = Methods(context, schemas, frozenset(scheme.id for scheme in schemes))
    plans = resources.plan(context, _operations(context))
    built = {
        plan.path: [_method(methods, stem, n, c) for n, c in plan.methods.items()]
        for plan, stem in _stems(plans)
    }
    built = pagination.add(built, schemas.models, schemas.aliases, context)
    owners = {model_id(key): path for key, (_, path) in pinned.items()}
    taken = {*chosen, *(option.name for option in options)}
    events = webhooks.webhooks(context, schemas, taken)
    placed = models.place(schemas, built, events, owners)
    if events is not None and models.WEBHOOKS not in built:
        events = replace(
            events,
            models=placed.models_of.get(models.WEBHOOKS, ()),
            aliases=placed.aliases_of.get(models.WEBHOOKS, ()),
        )
    api = Api(
        name=name,
        package=package,
        title=text(_info(context), "title"),
        description=text(_info(context), "description"),
        version=text(_info(context), "version"),
        environments=environments,
        environment_prefix=prefix,
        options=options,
        schemes=schemes,
        idempotency_header=Wire(config.idempotency_header) if config.idempotency_header else None,
        timeout=config.timeout,
        max_retries=config.max_retries,
        resources=tuple(_resource(plan, built, placed) for plan in plans),
        shared=placed.models_of.get((), ()),
        shared_aliases=placed.aliases_of.get((), ()),
        models=placed.models,
        aliases=placed.aliases,
        webhooks=events,
    )
    return api, context.findings


def names(root: Node, config: Config) -> tuple[list[Plan], list[Finding]]:
    """What every operation is called, those that the configuration forgets included.

    Returns:
        The top resources, and what is to be said of the document.

    Raises:
        Problem: As for `build`.
    """
    context = Context(config, root)
    version.check(context)
    plans = resources.plan(context, _operations(context), with_unnamed=True)
    return plans, context.findings


def _override(root: Node, config: Config) -> None:
    """Put what the configuration says of security in place of what the document says."""
    document = root.value
    if config.security is not None:
        document["security"] = config.security
    if config.security_schemes is not None:
        if not isinstance(document.get("components"), dict):
            document["components"] = {}
        document["components"]["securitySchemes"] = config.security_schemes


def _operations(context: Context) -> list[Operation]:
    found = list(operations.find(context))
    if not found:
        place = context.root.pointer.child("paths")
        context.report("no-operations", Level.ERROR, "the document has no operations", place)
        raise Problem(context.findings)
    return found


def _stems(plans: Sequence[Plan]) -> Iterator[tuple[Plan, Words]]:
    """Every resource with what the types of its methods are named after: one of the things that it holds.

    Of neighbours that hold things of one name, such as `account` and `accounts`, one is called so and the others are
    called as they are.
    """
    chosen: dict[Words, Plan] = {}
    for plan in sorted(plans, key=lambda plan: (plan.name != singular(plan.name), plan.name)):
        chosen.setdefault(singular(plan.name), plan)
    for plan in plans:
        one = singular(plan.name)
        yield plan, one if chosen[one] is plan else plan.name
        yield from _stems(tuple(plan.children.values()))


def _method(methods: Methods, stem: Words, name: Words, chosen: Chosen) -> Method:
    method = methods.method(chosen.operation, stem, name, chosen.rule)
    return replace(method, deprecated=True) if chosen.deprecated else method


def _info(context: Context) -> Node:
    return context.mapping(context.root.get("info")) or context.root


def _resource(
    plan: Plan,
    methods: Mapping[tuple[Words, ...], list[Method]],
    placed: models.Placed,
) -> Resource:
    return Resource(
        name=plan.name,
        description=Wire(plan.description),
        methods=tuple(sorted(methods[plan.path], key=lambda method: method.name)),
        subresources=tuple(
            _resource(child, methods, placed)
            for child in sorted(plan.children.values(), key=lambda child: child.name)
        ),
        models=placed.models_of.get(plan.path, ()),
        aliases=placed.aliases_of.get(plan.path, ()),
    )
