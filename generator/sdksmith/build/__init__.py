"""From a document and a configuration to an `Api`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sdksmith.build import auth, models, operations, resources, servers
from sdksmith.build.context import Context, scalar, text
from sdksmith.build.operations import Methods
from sdksmith.build.resources import Plan
from sdksmith.build.schemas import Schemas, model_id
from sdksmith.config import Config, ResourceConfig
from sdksmith.ir import Api, Method, ModelId, Resource
from sdksmith.load import Node, Steps
from sdksmith.names import Words, screaming, words
from sdksmith.report import Finding, Level, Problem
from sdksmith.wire import Wire

__all__ = ["build"]


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
    context = Context(config, root)
    _check_version(context)
    name = words(config.organization or text(_info(context), "title").text or "api")
    prefix = config.environment_prefix or screaming(name)
    schemes, options = auth.schemes_and_options(context, prefix)
    pinned = _configured_models(context)
    schemas = Schemas(
        context, {**_component_names(context), **{k: n for k, (n, _) in pinned.items()}}
    )
    methods = Methods(context, schemas, frozenset(scheme.id for scheme in schemes))
    found = list(operations.find(context))
    if not found:
        context.report(
            "no-operations",
            Level.ERROR,
            "the document has no operations",
            root.pointer.child("paths"),
        )
        raise Problem(context.findings)
    plans = resources.plan(context, found)
    built = {
        plan.path: [methods.method(o, plan.name, n) for n, o in plan.methods.items()]
        for top in plans
        for plan in top.walk()
    }
    owners = {model_id(*key): path for key, (_, path) in pinned.items()}
    placed = models.place(schemas, built, owners)
    api = Api(
        name=name,
        title=text(_info(context), "title"),
        description=text(_info(context), "description"),
        version=text(_info(context), "version"),
        environments=servers.environments(context),
        environment_prefix=prefix,
        options=options,
        schemes=schemes,
        idempotency_header=Wire(config.idempotency_header) if config.idempotency_header else None,
        timeout=config.timeout,
        max_retries=config.max_retries,
        resources=tuple(_resource(plan, built, placed.by_resource) for plan in plans),
        shared=placed.by_resource.get((), ()),
        shared_aliases=(),
        models=placed.models,
        aliases={},
        webhooks=None,
    )
    return api, context.findings


def _info(context: Context) -> Node:
    return context.mapping(context.root.get("info")) or context.root


def _check_version(context: Context) -> None:
    version = scalar(context.root, "openapi")
    if not str(version).startswith(("3.0", "3.1", "3.2")):
        found = scalar(context.root, "swagger") or version
        context.report(
            "unsupported-version",
            Level.ERROR,
            f"this is not an OpenAPI 3 document, but one of version {found}"
            if found
            else "the document does not say which version of OpenAPI it follows",
            context.root.pointer.child("openapi" if version else "swagger"),
            "it has to begin with `openapi: 3.1.1` or another 3.x version",
        )
        raise Problem(context.findings)


def _component_names(context: Context) -> dict[tuple[Path, Steps], Words]:
    """What `components.schemas` calls its schemas, wherever they really stand; one name beside another is no name."""
    found: dict[tuple[Path, Steps], Words] = {}
    for name, node in context.members(context.root.get("components"), "schemas"):
        is_alias = node.ref is not None and node.ref.startswith("#/components/schemas/")
        target = context.deref(node)
        if target is not None and not is_alias:
            found.setdefault(target.key, words(name))
    return found


def _configured_models(
    context: Context,
) -> dict[tuple[Path, Steps], tuple[Words, tuple[Words, ...]]]:
    """The schemas that the configuration names, with their names and resources."""
    found: dict[tuple[Path, Steps], tuple[Words, tuple[Words, ...]]] = {}

    def visit(configured: Sequence[ResourceConfig], above: tuple[Words, ...]) -> None:
        for resource in configured:
            path = (*above, words(resource.name))
            for model in resource.models:
                reference = Node(
                    context.root.loader,
                    context.root.document,
                    model.place.path,
                    {"$ref": model.reference},
                )
                try:
                    found[reference.deref().key] = (words(model.name), path)
                except Problem as problem:
                    for f in problem.findings:
                        context.report(f.code, f.level, f.message, model.place, f.hint)
            visit(resource.subresources, path)

    visit(context.config.resources or (), ())
    return found


def _resource(
    plan: Plan,
    methods: Mapping[tuple[Words, ...], list[Method]],
    owned: Mapping[tuple[Words, ...], tuple[ModelId, ...]],
) -> Resource:
    return Resource(
        name=plan.name,
        description=Wire(plan.description),
        methods=tuple(sorted(methods[plan.path], key=lambda method: method.name)),
        subresources=tuple(
            _resource(child, methods, owned)
            for child in sorted(plan.children.values(), key=lambda child: child.name)
        ),
        models=owned.get(plan.path, ()),
        aliases=(),
    )
