"""The tree of resources: from the configuration, else from what the document says and from its paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sdksmith.build.context import Context, scalar, text
from sdksmith.build.naming.endpoints import Endpoint
from sdksmith.build.naming.extensions import CLIENT, NAME_OVERRIDE, is_ignored, overrides
from sdksmith.build.naming.inference import infer
from sdksmith.build.operations.operations import Operation
from sdksmith.config import MethodConfig, ResourceConfig
from sdksmith.ir import NameRule
from sdksmith.load import Node, Pointer
from sdksmith.load.near import nearest
from sdksmith.names import Words, snake, words
from sdksmith.records import record
from sdksmith.report import Level


@record
class Chosen:
    """An operation that has its name, and what decided it."""

    operation: Operation
    rule: NameRule
    deprecated: bool = False
    """Whether the configuration says so; the document may do so as well."""


@dataclass(slots=True)
class Plan:
    """A resource with the operations that become its methods."""

    name: Words
    path: tuple[Words, ...]
    """The chain of resources down to this one."""
    description: str = ""
    methods: dict[Words, Chosen] = field(default_factory=dict)
    children: dict[Words, Plan] = field(default_factory=dict)

    def walk(self) -> Iterator[Plan]:
        yield self
        for child in self.children.values():
            yield from child.walk()


def plan(
    context: Context, operations: Sequence[Operation], *, with_unnamed: bool = False
) -> list[Plan]:
    """The top resources with everything below them.

    Args:
        with_unnamed: Whether operations that the configuration forgets get an inferred name, too.
    """
    configured = context.config.resources
    if configured is None:
        top: dict[Words, Plan] = {}
        _infer(context, operations, operations, top)
        return list(top.values())
    named = _Configured(context, operations)
    top = named.plans(configured, ())
    unnamed = [operation for operation in operations if operation not in named]
    if with_unnamed:
        _infer(context, operations, unnamed, top)
        return list(top.values())
    for operation in unnamed:
        what = f"`{operation.verb} {operation.path}`"
        context.report(
            "unnamed-operation",
            Level.WARNING,
            f"the configuration does not name {what}; the SDK is made without it",
            operation.node.key_pointer,
            "`sdksmith names --write` adds it to the methods of a resource",
        )
    return list(top.values())


def _infer(
    context: Context,
    operations: Sequence[Operation],
    wanted: Sequence[Operation],
    top: dict[Words, Plan],
) -> None:
    """Give the wanted ones of all operations names that nothing else has."""
    renamed = overrides(context.root.value)
    every = [(o, _endpoint(context, o, renamed)) for o in operations]
    every = [(o, endpoint) for o, endpoint in every if not is_ignored(endpoint.extensions)]
    missing = {id(operation) for operation in wanted}
    names = {
        id(chosen.operation): (*plan.path, name)
        for each in top.values()
        for plan in each.walk()
        for name, chosen in plan.methods.items()
    }
    settled = {n: names.get(id(o), ()) for n, (o, _) in enumerate(every) if id(o) not in missing}
    found = infer((endpoint for _, endpoint in every), settled)
    for (operation, _), inferred in zip(every, found, strict=True):
        if inferred is None:
            continue
        siblings = top
        path: tuple[Words, ...] = ()
        for name in inferred.resources:
            path = (*path, name)
            current = siblings.setdefault(name, Plan(name, path))
            siblings = current.children
        current.methods[inferred.name] = Chosen(operation, inferred.rule)


def _endpoint(
    context: Context, operation: Operation, renamed: Sequence[tuple[re.Pattern[str], str]]
) -> Endpoint:
    node = operation.node
    tags = scalar(node, "tags")
    identifier = scalar(node, "operationId")
    identifier = identifier if isinstance(identifier, str) else ""
    extensions = {key: value for key, value in node.value.items() if key.startswith("x-")}
    for pattern, name in renamed:
        if pattern.search(identifier):
            extensions.setdefault(NAME_OVERRIDE, name)
    return Endpoint(
        verb=operation.verb,
        path=operation.path,
        operation_id=identifier,
        tag=str(tags[0]) if isinstance(tags, list) and tags else "",
        summary=_said(node),
        listed=operation.verb == "get" and _is_listed(context, node),
        extensions=extensions,
    )


def _said(node: Node) -> str:
    """The summary, else the beginning of the description without markup."""
    return text(node, "summary").text or re.sub(
        r"<[^>]*>", " ", text(node, "description").text[:80]
    )


def _is_listed(context: Context, node: Node) -> bool:
    """Whether the operation answers with an array."""
    for status, answer in context.members(node, "responses"):
        if status.startswith("2"):
            response = context.mapping(answer)
            for _, media in context.members(response, "content"):
                schema = media.get("schema") if isinstance(media.value, dict) else None
                target = context.deref(schema) if schema is not None else None
                return target is not None and scalar(target, "type") == "array"
    return False


class _Configured:
    """Finds the operations that the configuration names.

    `operation in configured` tells whether one was named, or left out on purpose.
    """

    def __init__(self, context: Context, operations: Sequence[Operation]) -> None:
        self._context = context
        self._operations = {(o.verb, o.path): o for o in reversed(operations)}
        self._settled: set[int] = {
            id(o) for o in operations if (o.verb, o.path) in context.config.unspecified
        }

    def __contains__(self, operation: Operation) -> bool:
        return id(operation) in self._settled

    def plans(
        self, resources: Sequence[ResourceConfig], above: tuple[Words, ...]
    ) -> dict[Words, Plan]:
        plans: dict[Words, Plan] = {}
        places: dict[Words, Pointer] = {}
        for resource in resources:
            if resource.is_shared:
                continue
            name = self._name(resource)
            if name in plans:
                what = f"two resources are called `{snake(name)}`"
                self._twice(what, resource.place, places[name])
                continue
            places[name] = resource.place
            path = (*above, name)
            children = self.plans(resource.subresources, path)
            plans[name] = Plan(name, path, resource.description, {}, children)
            self._methods(plans[name], resource)
        return plans

    def _name(self, resource: ResourceConfig) -> Words:
        name = words(resource.name)
        if resource.name == CLIENT:
            self._context.report(
                "client-methods",
                Level.WARNING,
                f"methods of the client itself are not possible; they are those of `{snake(name)}`",
                resource.place.at_key(),
            )
        return name

    def _methods(self, target: Plan, resource: ResourceConfig) -> None:
        places = {words(child.name): child.place for child in resource.subresources}
        for method in resource.methods:
            name = words(method.name)
            operation = self._operation(method)
            if operation is None:
                self._unknown(method)
            elif method.skipped:
                self._settled.add(id(operation))
                continue
            elif name in places:
                what = f"two members of `{resource.name}` are called `{snake(name)}`"
                self._twice(what, method.place, places[name])
            else:
                target.methods[name] = Chosen(operation, NameRule.CONFIGURATION, method.deprecated)
                self._settled.add(id(operation))
            places.setdefault(name, method.place)

    def _operation(self, method: MethodConfig) -> Operation | None:
        known = self._operations
        for path in (method.path, method.path.rstrip("/"), f"{method.path}/"):
            if (method.verb, path) in known:
                return known[method.verb, path]
        return None

    def _twice(self, what: str, place: Pointer, first: Pointer) -> None:
        self._context.report(
            "duplicate-name",
            Level.ERROR,
            what,
            place.at_key(),
            f"the first is in line {first.locate().line}; rename one of them",
        )

    def _unknown(self, method: MethodConfig) -> None:
        near = nearest(
            f"{method.verb} {method.path}", [f"{verb} {path}" for verb, path in self._operations]
        )
        self._context.report(
            "unknown-operation",
            Level.ERROR,
            f"the document has no operation `{method.verb} {method.path}`",
            method.place,
            f"did you mean `{near}`?" if near else "",
        )
