"""The tree of resources: from the configuration, else from the paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sdksmith.build.context import Context
from sdksmith.build.inference import infer
from sdksmith.build.operations import Operation
from sdksmith.config import MethodConfig, ResourceConfig
from sdksmith.load import Pointer
from sdksmith.load.near import nearest
from sdksmith.names import Words, snake, words
from sdksmith.report import Level


@dataclass(slots=True)
class Plan:
    """A resource with the operations that become its methods."""

    name: Words
    path: tuple[Words, ...]
    """The chain of resources down to this one."""
    description: str = ""
    methods: dict[Words, Operation] = field(default_factory=dict)
    children: dict[Words, Plan] = field(default_factory=dict)

    def walk(self) -> Iterator[Plan]:
        yield self
        for child in self.children.values():
            yield from child.walk()


def plan(context: Context, operations: Sequence[Operation]) -> list[Plan]:
    """The top resources with everything below them."""
    configured = context.config.resources
    if configured is None:
        return list(_inferred(operations).values())
    by_endpoint = {(o.verb, o.path): o for o in operations}
    used: set[tuple[str, str]] = set()
    plans = _configured(context, configured, (), by_endpoint, used)
    for endpoint, operation in by_endpoint.items():
        if endpoint not in used:
            context.report(
                "unnamed-operation",
                Level.WARNING,
                f"the configuration does not name `{operation.verb} {operation.path}`; the SDK is made without it",
                operation.node.key_pointer,
                "add it to the methods of a resource",
            )
    return list(plans.values())


def _inferred(operations: Sequence[Operation]) -> dict[Words, Plan]:
    top: dict[Words, Plan] = {}
    for inferred in infer(operations):
        siblings = top
        path: tuple[Words, ...] = ()
        for name in inferred.resources:
            path = (*path, name)
            current = siblings.setdefault(name, Plan(name, path))
            siblings = current.children
        current.methods[inferred.name] = inferred.operation
    return top


def _configured(
    context: Context,
    resources: Sequence[ResourceConfig],
    above: tuple[Words, ...],
    operations: dict[tuple[str, str], Operation],
    used: set[tuple[str, str]],
) -> dict[Words, Plan]:
    plans: dict[Words, Plan] = {}
    places: dict[Words, Pointer] = {}
    for resource in resources:
        name = words(resource.name)
        if name in plans:
            _twice(
                context, f"two resources are called `{snake(name)}`", resource.place, places[name]
            )
            continue
        places[name] = resource.place
        path = (*above, name)
        children = _configured(context, resource.subresources, path, operations, used)
        plans[name] = Plan(name, path, resource.description, {}, children)
        _methods(context, plans[name], resource, operations, used)
    return plans


def _methods(
    context: Context,
    target: Plan,
    resource: ResourceConfig,
    operations: dict[tuple[str, str], Operation],
    used: set[tuple[str, str]],
) -> None:
    places = {words(child.name): child.place for child in resource.subresources}
    for method in resource.methods:
        name = words(method.name)
        operation = operations.get((method.verb, method.path))
        if operation is None:
            _unknown(context, method, operations)
        elif name in places:
            what = f"two members of `{resource.name}` are called `{snake(name)}`"
            _twice(context, what, method.place, places[name])
        else:
            target.methods[name] = operation
            used.add((method.verb, method.path))
        places.setdefault(name, method.place)


def _twice(context: Context, what: str, place: Pointer, first: Pointer) -> None:
    other = first.locate()
    context.report(
        "duplicate-name",
        Level.ERROR,
        what,
        place.at_key(),
        f"the first is in line {other.line}; rename one of them",
    )


def _unknown(
    context: Context, method: MethodConfig, operations: dict[tuple[str, str], Operation]
) -> None:
    known = [f"{verb} {path}" for verb, path in operations]
    near = nearest(f"{method.verb} {method.path}", known)
    context.report(
        "unknown-operation",
        Level.ERROR,
        f"the document has no operation `{method.verb} {method.path}`",
        method.place,
        f"did you mean `{near}`?" if near else "",
    )
