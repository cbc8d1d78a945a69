"""Which schemas have a name of their own."""

from __future__ import annotations

from collections.abc import Sequence

from sdksmith.build.context import Context
from sdksmith.build.schemas.pieces import Key
from sdksmith.config import ResourceConfig
from sdksmith.load import Node
from sdksmith.names import Words, words
from sdksmith.report import Problem


def names(context: Context) -> dict[Key, Words]:
    """What `components.schemas` calls its schemas, wherever they really stand; one name beside another is no name."""
    found: dict[Key, Words] = {}
    for name, node in context.members(context.root.get("components"), "schemas"):
        is_alias = node.ref is not None and node.ref.startswith("#/components/schemas/")
        target = context.deref(node)
        if target is not None and not is_alias:
            found.setdefault(target.key, words(name))
    return found


def configured(context: Context) -> dict[Key, tuple[Words, tuple[Words, ...]]]:
    """The schemas that the configuration names, with their names and resources."""
    found: dict[Key, tuple[Words, tuple[Words, ...]]] = {}

    def visit(resources: Sequence[ResourceConfig], above: tuple[Words, ...]) -> None:
        for resource in resources:
            path = above if resource.is_shared else (*above, words(resource.name))
            for model in resource.models:
                reference = Node(
                    context.root.loader,
                    context.root.document,
                    (),
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
