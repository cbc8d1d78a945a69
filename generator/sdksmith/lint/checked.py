"""What rules look at: the objects of a document by their kind, found by one walk over all of its files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from sdksmith.lint import grammar
from sdksmith.lint.grammar import EXTENSION, Kind, Shape, Version
from sdksmith.load import Document, Loader, Node, Pointer, Step, Steps
from sdksmith.records import record
from sdksmith.report import Finding, Problem

__all__ = ["Checked", "Object", "Operation", "Route"]

_SECTIONS: Final = {
    "schemas": "definitions",
    "parameters": "parameters",
    "responses": "responses",
    "securitySchemes": "securityDefinitions",
}
"""Where 2.0 has what `components` holds from 3.0 on."""


class Object:
    """One object of a document.

    Attributes:
        kind: What the specification calls it, without the word Object: `Path Item`, `Schema`. The root is an `OpenAPI`
            in all versions.
        value: What stands there, as it was read. Not to be changed.
        parent: The object that holds it; None for a root, and for what only a `$ref` leads to.
        field: The member of the parent that holds it, such as `properties`.
        key: Its name or index in that member; None where the member is the object itself.
        document: The file.
    """

    __slots__ = ("_steps", "document", "field", "key", "kind", "parent", "value")

    def __init__(
        self,
        kind: str,
        value: dict[str, Any],
        document: Document,
        parent: Object | None = None,
        field: Step = "",
        key: Step | None = None,
        steps: Steps | None = None,
    ) -> None:
        self.kind = kind
        self.value = value
        self.document = document
        self.parent = parent
        self.field = field
        self.key = key
        self._steps = steps

    def __repr__(self) -> str:
        return f"<{self.kind} at {self.pointer}>"

    @property
    def name(self) -> str:
        """The name that it has in its map, or of the member that it is; empty for the root."""
        if self.parent is None:
            return str(self.steps[-1]) if self.steps else ""
        return str(self.field if self.key is None else self.key)

    @property
    def steps(self) -> Steps:
        """The way from the root of its file."""
        if self._steps is None:
            ends: list[Step] = []
            here = self
            while here._steps is None and here.parent is not None:
                if here.key is not None:
                    ends.append(here.key)
                ends.append(here.field)
                here = here.parent
            self._steps = (*(here._steps or ()), *reversed(ends))
        return self._steps

    @property
    def pointer(self) -> Pointer:
        """Where it stands, for a finding about what it says."""
        return Pointer(self.document, self.steps)

    @property
    def key_pointer(self) -> Pointer:
        """Where its own name stands."""
        return Pointer(self.document, self.steps, "key")

    def at(self, *steps: Step, key: bool = False) -> Pointer:
        """Where something below it stands.

        Args:
            steps: The way from here.
            key: Whether the name of the last step is meant, not what stands behind it.
        """
        return Pointer(self.document, (*self.steps, *steps), "key" if key else "value")

    def get(self, name: str) -> Any:
        """A member; None where there is none."""
        return self.value.get(name)

    @property
    def ref(self) -> str | None:
        """Its `$ref`; None where it has none, or one that is no text."""
        ref = self.value.get("$ref")
        return ref if isinstance(ref, str) else None

    def within(self, kind: str) -> Object | None:
        """The nearest object of a kind that holds it; None where none does, as for components."""
        here = self.parent
        while here is not None and here.kind != kind:
            here = here.parent
        return here


@record
class Route:
    """What leads to a path item.

    Args:
        role: Which map it stands in; `component` for one that nothing refers to.
        path: Its name there: the path, the name of a webhook, the expression of a callback.
        entry: What stands in that map: the path item itself, or a `$ref` to it.
    """

    role: Literal["path", "webhook", "callback", "component"]
    path: str
    entry: Object


class Operation(Object):
    """An Operation Object.

    Attributes:
        method: The HTTP method as it is sent, such as GET.
        route: What leads to it.
    """

    __slots__ = ("method", "route")

    def __init__(
        self, value: dict[str, Any], parent: Object, field: str, key: str | None, route: Route
    ) -> None:
        super().__init__("Operation", value, parent.document, parent, field, key)
        self.method = field.upper() if key is None else key
        self.route = route

    @property
    def path(self) -> str:
        """The name of its path item: the path, the name of a webhook, the expression of a callback."""
        return self.route.path

    @property
    def role(self) -> str:
        """`path`, `webhook`, `callback`, or `component` for a path item that nothing refers to."""
        return self.route.role

    @property
    def item(self) -> Object:
        """The path item that it stands in."""
        assert self.parent is not None
        return self.parent


class Checked:
    """A document as it was read, before anything is rewritten: all objects of its files, each once, by their kind.

    Objects stand in the order of the document, those of paths and webhooks first. What only a `$ref` leads to is there
    as what the `$ref` stands for. An object that has a `$ref` is in `refs`, and in no other list unless its other
    members count (Path Item; Schema from 3.1 on).

    Args:
        loader: The document.
        version: The version that it follows, or is read as.

    Attributes:
        paths: What stands in `paths`, by path.
        refs: All objects with a `$ref`; their kind is what may stand there.
        findings: What is wrong with the `$ref`s (`unresolved-ref`, `ref-cycle`, `remote-ref`, …), each once.
    """

    def __init__(self, loader: Loader, version: Version) -> None:
        self.loader = loader
        self.version = version
        self.paths: dict[str, Object] = {}
        self.refs: list[Object] = []
        self.findings: list[Finding] = []
        self._reported: set[Finding] = set()
        self._by_kind: dict[str, list[Object]] = {}
        self._known: dict[int, Object] = {}  # by identity of the value, which the loader keeps
        self._ends: dict[tuple[Document, str], Object | None] = {}
        self._parameters: dict[Operation, list[Object]] = {}
        self._components: dict[str, Mapping[str, Object]] = {}
        self._routes: deque[tuple[Route, Object]] = deque()
        self._plans = _plans(version)
        self._is_schema_ref = version >= "3.1"
        document = loader.root.document
        self.root = Object("OpenAPI", document.value, document, steps=())
        self._walk_all()

    def of(self, kind: str) -> list[Object]:
        """All objects of a kind, such as `Media Type`."""
        return self._by_kind.get(kind, [])

    @property
    def operations(self) -> list[Operation]:
        return [each for each in self.of("Operation") if isinstance(each, Operation)]

    @property
    def path_items(self) -> list[Object]:
        """Those that hold operations, and each `$ref` to one."""
        return self.of("Path Item")

    @property
    def parameters(self) -> list[Object]:
        return self.of("Parameter")

    @property
    def request_bodies(self) -> list[Object]:
        return self.of("Request Body")

    @property
    def responses(self) -> list[Object]:
        return self.of("Response")

    @property
    def media_types(self) -> list[Object]:
        return self.of("Media Type")

    @property
    def headers(self) -> list[Object]:
        return self.of("Header")

    @property
    def schemas(self) -> list[Object]:
        """Those that are mappings; true and false are left out."""
        return self.of("Schema")

    @property
    def security_schemes(self) -> list[Object]:
        return self.of("Security Scheme")

    @property
    def security(self) -> list[Object]:
        """Security Requirement Objects."""
        return self.of("Security Requirement")

    @property
    def tags(self) -> list[Object]:
        """Tag Objects, not the names of tags in operations."""
        return self.of("Tag")

    @property
    def servers(self) -> list[Object]:
        return self.of("Server")

    @property
    def links(self) -> list[Object]:
        return self.of("Link")

    @property
    def examples(self) -> list[Object]:
        """Example Objects."""
        return self.of("Example")

    @property
    def discriminators(self) -> list[Object]:
        """Discriminator Objects; in 2.0 there are none."""
        return self.of("Discriminator")

    @property
    def callbacks(self) -> list[Object]:
        return self.of("Callback")

    def components(self, section: str) -> Mapping[str, Object]:
        """The named objects of a section, `$ref`s included.

        Args:
            section: Its name from 3.0 on, such as `schemas`; `definitions` of 2.0 are `schemas`, too.
        """
        known = self._components.get(section)
        if known is None:
            known = self._components[section] = self._named(section)
        return known

    def _named(self, section: str) -> dict[str, Object]:
        if self.version == "2.0":
            members = self.root.get(_SECTIONS.get(section, ""))
        else:
            components = self.root.get("components")
            members = components.get(section) if isinstance(components, dict) else None
        if not isinstance(members, dict):
            return {}
        found = ((name, self.object(value)) for name, value in members.items())
        return {name: each for name, each in found if each is not None}

    def object(self, value: Any) -> Object | None:
        """The object whose value this is, the very mapping and not an equal one; None where it is that of none."""
        return self._known.get(id(value)) if isinstance(value, dict) else None

    def target(self, source: Object) -> Object | None:
        """What an object is: itself, or what stands at the end of its `$ref`s.

        Returns:
            None where the `$ref` leads nowhere, which is said in `findings`.
        """
        ref = source.ref
        return source if ref is None else self._end(source, ref)

    def resolved(self, value: Any) -> Object | None:
        """The object at a value, as `target` gives it; None where there is none."""
        source = self.object(value)
        return None if source is None else self.target(source)

    def at(self, source: Object, ref: str, kind: str = "Schema") -> Object | None:
        """What stands at a reference that is written elsewhere than in a `$ref`.

        Args:
            source: The object that says it; relative references begin at its file.
            ref: The URI reference.
            kind: What may stand there.

        Returns:
            None where it leads nowhere, which is not said in `findings`.
        """
        node = Node(self.loader, source.document, source.steps, {"$ref": ref})
        try:
            found = self.loader.resolve(node)
        except Problem:
            return None
        return self._at(found, kind)

    def parameters_of(self, operation: Operation) -> list[Object]:
        """The parameters of an operation: those of its path item, unless it has one of that place and name itself."""
        known = self._parameters.get(operation)
        if known is not None:
            return known
        found: dict[tuple[object, object], Object] = {}
        holders = (operation.item.value, operation.route.entry.value, operation.value)
        for holder in holders:
            listed = holder.get("parameters")
            for value in listed if isinstance(listed, list) else ():
                parameter = self.resolved(value)
                if parameter is not None:
                    found[str(parameter.get("in")), str(parameter.get("name"))] = parameter
        self._parameters[operation] = list(found.values())
        return self._parameters[operation]

    # -- the walk

    def _walk_all(self) -> None:
        root = self.root
        self._known[id(root.value)] = root
        self._by_kind["OpenAPI"] = [root]
        plan = self._plans["OpenAPI"]
        # What a path leads to is found on the way from that path, before it is found among the components.
        for name in ("paths", "webhooks"):
            if name in root.value:
                self._member(root, plan, name, root.value[name])
        self._follow_routes()
        for name, value in root.value.items():
            if name not in ("paths", "webhooks"):
                self._member(root, plan, name, value)
        self._follow_routes()
        done = 0
        while done < len(self.refs):  # grows
            source = self.refs[done]
            done += 1
            self._end(source, str(source.ref))
            self._follow_routes()

    def _follow_routes(self) -> None:
        """Read path items that stand behind a `$ref`; later, as a chain of them may be long."""
        while self._routes:
            route, source = self._routes.popleft()
            node = self._resolved(source, str(source.ref))
            if node is not None and isinstance(node.value, dict):
                if id(node.value) not in self._known:
                    item = Object("Path Item", node.value, node.document, steps=node.path)
                    self._path_item(item, route)
                self._ends[source.document, str(source.ref)] = self._known[id(node.value)]

    def _end(self, source: Object, ref: str) -> Object | None:
        key = source.document, ref
        if key in self._ends:
            end = self._ends[key]
            if end is None:  # Each `$ref` that fails has a finding of its own.
                self._resolved(source, ref)
            return end
        node = self._resolved(source, ref)
        end = None if node is None else self._at(node, source.kind)
        self._ends[key] = end
        return end

    def _at(self, node: Node, kind: str) -> Object | None:
        """The object at the end of a `$ref`."""
        value = node.value
        if isinstance(value, bool) and kind == "Schema":
            value = {} if value else {"not": {}}
            return Object(kind, value, node.document, steps=node.path)
        if not isinstance(value, dict):
            return None
        if id(value) not in self._known:
            found = Object(kind, value, node.document, steps=node.path)
            if kind == "Path Item":
                self._path_item(found, Route("component", found.name, found))
            else:
                self._object(found, self._plans.get(kind, _NOTHING))
        return self._known[id(value)]

    def _resolved(self, source: Object, ref: str) -> Node | None:
        node = Node(self.loader, source.document, source.steps, source.value)
        try:
            return self.loader.resolve(node)
        except Problem as problem:
            for finding in problem.findings:
                if finding not in self._reported:
                    self._reported.add(finding)
                    self.findings.append(finding)
            return None

    def _object(self, found: Object, plan: _Plan) -> None:
        """Note an object, and walk what it holds."""
        value = found.value
        self._known[id(value)] = found
        if "$ref" in value and isinstance(value["$ref"], str):
            self.refs.append(found)
            if not (self._is_schema_ref and found.kind == "Schema"):
                return
        self._by_kind.setdefault(found.kind, []).append(found)
        fields = plan.fields
        if plan.others is None:
            for name, member in value.items():
                if name in fields and (member.__class__ is dict or member.__class__ is list):
                    self._field(found, name, member, *fields[name])
        else:
            for name, member in value.items():
                self._member(found, plan, name, member)

    def _member(self, holder: Object, plan: _Plan, name: str, member: Any) -> None:
        entry = plan.fields.get(name)
        if entry is None and plan.others is not None and name not in plan.names:
            entry = None if name.startswith(EXTENSION) else plan.others
        if entry is not None:
            self._field(holder, name, member, *entry)

    def _field(self, holder: Object, name: str, member: Any, plan: _Plan, shape: Shape) -> None:
        if member.__class__ is dict:
            if shape is Shape.ONE:
                self._single(holder, name, None, member, plan)
            elif shape is Shape.MAP:
                for key, value in member.items():
                    if value.__class__ is dict:
                        self._single(holder, name, key, value, plan)
        elif member.__class__ is list and shape is not Shape.MAP:
            for index, value in enumerate(member):
                if value.__class__ is dict:
                    self._single(holder, name, index, value, plan)

    def _single(
        self, holder: Object, name: str, key: Step | None, value: dict[str, Any], plan: _Plan
    ) -> None:
        if plan.special is not None:
            plan.special(self, holder, name, key, value)
        elif id(value) not in self._known:
            self._object(Object(plan.kind, value, holder.document, holder, name, key), plan)

    def _entry(self, holder: Object, name: str, key: Step | None, value: dict[str, Any]) -> None:
        """A path item in one of the maps that hold them."""
        item = Object("Path Item", value, holder.document, holder, name, key)
        if holder.kind == "Paths":
            self.paths[name] = item
        if id(value) in self._known and holder.kind == "Components":
            return
        match holder.kind:
            case "Paths":
                route = Route("path", name, item)
            case "Callback":
                route = Route("callback", name, item)
            case "OpenAPI":
                route = Route("webhook", str(key), item)
            case _:
                route = Route("component", str(key), item)
        self._path_item(item, route)

    def _path_item(self, item: Object, route: Route) -> None:
        """A path item; one that stands at two paths, by an alias of YAML, has the operations of both."""
        value = item.value
        self._known.setdefault(id(value), item)
        self._by_kind.setdefault("Path Item", []).append(item)
        if item.ref is not None:
            self.refs.append(item)
            self._routes.append((route, item))
        plan = self._plans["Path Item"]
        for name, member in value.items():
            entry = plan.fields.get(name)
            if entry is None:
                continue
            inner, shape = entry
            if inner.kind != "Operation":
                self._field(item, name, member, inner, shape)
            elif shape is Shape.ONE and member.__class__ is dict:
                self._operation(Operation(member, item, name, None, route), inner)
            elif shape is Shape.MAP and member.__class__ is dict:
                for key, each in member.items():
                    if each.__class__ is dict:
                        self._operation(Operation(each, item, name, key, route), inner)

    def _operation(self, operation: Operation, plan: _Plan) -> None:
        if id(operation.value) not in self._known:
            self._object(operation, plan)
        else:
            self._by_kind.setdefault("Operation", []).append(operation)


class _Plan:
    """What the walk knows of a kind.

    Attributes:
        kind: Its name.
        names: All fields.
        fields: Those that hold objects.
        others: What stands under names that are not fixed.
        special: Reads such an object, where that takes more than `Checked._object`.
    """

    __slots__ = ("fields", "kind", "names", "others", "special")

    def __init__(self, kind: str, names: frozenset[str]) -> None:
        self.kind = kind
        self.names = names
        self.fields: dict[str, tuple[_Plan, Shape]] = {}
        self.others: tuple[_Plan, Shape] | None = None
        self.special: Callable[[Checked, Object, str, Step | None, dict[str, Any]], None] | None = (
            None
        )


_NOTHING: Final = _Plan("", frozenset())


def _plans(version: Version) -> dict[str, _Plan]:
    kinds: Mapping[str, Kind] = grammar.kinds(version)
    plans = {name: _Plan(name, kind.names) for name, kind in kinds.items()}
    for name, kind in kinds.items():
        plan = plans[name]
        plan.fields = {field: (plans[held.kind], held.shape) for field, held in kind.fields.items()}
        if kind.others is not None:
            plan.others = plans[kind.others.kind], kind.others.shape
    plans["Path Item"].special = Checked._entry
    plans["OpenAPI"] = plans[grammar.root(version)]
    plans["OpenAPI"].kind = "OpenAPI"
    return plans
