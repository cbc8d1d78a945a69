"""A component that nothing uses

Nothing that starts at a path or a webhook leads to this component: no `$ref`, no mapping of a discriminator, no
security requirement. It is left over, or the place that should use it says something else. What is only used by
components that are unused themselves is not told of separately.

Remove it, or refer to it. Schemas that derive by `allOf` from a used one with a `discriminator` count as used.

https://spec.openapis.org/oas/v3.1.1.html#components-object
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sdksmith.lint.checked import Checked, Object
from sdksmith.load import Pointer, Steps
from sdksmith.load.near import nearest
from sdksmith.report import Finding, Level

LEVEL = Level.WARNING

BAD: Final = """\
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: A pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Owner: { type: object, properties: { name: { type: string } } }
"""

GOOD: Final = BAD.replace(
    "properties: { name: { type: string } } }\n    Owner",
    'properties: { owner: { $ref: "#/components/schemas/Owner" } } }\n    Owner',
)

_MOST_MEANT: Final = 100
"""Misspelt references whose meaning is looked for."""
_Place = Steps | Path
"""A component by its steps, or another file as a whole; `_START` for all that is no component."""
_START: Final = ()
_EXAMPLES: Final = frozenset(("example", "examples", "default"))
_OLD: Final = ("definitions", "parameters", "responses", "securityDefinitions")
_SECTIONS: Final = (
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
    "securitySchemes",
)


def check(checked: Checked) -> Iterator[Finding]:
    if not any(operation.role in ("path", "webhook") for operation in checked.operations):
        return  # a collection of components for other documents
    uses = _Uses(checked)
    known = uses.reached | uses.meant()
    unused = [place for place in uses.components if place not in known]
    among = {place: uses.leads_to.get(place, set()) for place in unused}
    entered = {to for place, targets in among.items() for to in targets if to != place}
    told: set[_Place] = set()
    # Those that no other unused one leads to; then one of each circle that is left.
    for place in (*(p for p in unused if p not in entered), *unused):
        if place in told:
            continue
        told |= uses.reach([place])
        is_scheme = place[0] == "securityDefinitions" or place[1] == "securitySchemes"
        message = f"nothing uses {'the security scheme ' if is_scheme else ''}`{place[-1]}`"
        where = uses.components[place]
        yield Finding("unused-component", LEVEL, message, where, "remove it, or refer to it")


class _Uses:
    """Which parts of a document lead to which.

    Attributes:
        components: Where each component stands.
        leads_to: From a component, another file or the rest of the document to what they use.
        reached: What paths and webhooks lead to.
    """

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._document = checked.root.document
        self._names: dict[tuple[Path, str], _Place] = {}
        self._undeclared: list[str] = []
        self._length = 2 if checked.version == "2.0" else 3
        self.leads_to: dict[_Place, set[_Place]] = {}
        self.components = dict(self._components())
        for source in checked.refs:
            self._use(self._place(source), source, str(source.ref))
        self._discriminators()
        self._security()
        self._extensions()
        self.reached = self.reach([_START])
        if not self.reached >= self.components.keys():
            self._values()
            self._aliases()
            self.reached = self.reach([_START])

    def meant(self) -> set[_Place]:
        """What misspelt references mean, and all that it leads to: they are told of themselves."""
        missing = set(self._undeclared)
        for source in self._checked.refs:
            if self._checked.target(source) is None:
                missing.add(str(source.ref).rpartition("/")[2])
        named: dict[str, list[_Place]] = {}
        for place in self.components.keys() - self.reached:
            named.setdefault(str(place[-1]), []).append(place)
        found: list[_Place] = []
        for name in list(missing)[:_MOST_MEANT]:
            found += named.get(nearest(name, named) or "", ())
        return self.reach(found)

    def reach(self, start: list[_Place]) -> set[_Place]:
        """All that the places lead to, and they themselves."""
        found: set[_Place] = set(start)
        waiting = list(start)
        while waiting:
            for place in self.leads_to.get(waiting.pop(), ()):
                if place not in found:
                    found.add(place)
                    waiting.append(place)
        return found

    def _components(self) -> Iterator[tuple[Steps, Pointer]]:
        root = self._checked.root
        is_old = self._checked.version == "2.0"
        holder = root.value if is_old else root.get("components")
        for section in (_OLD if is_old else _SECTIONS) if isinstance(holder, dict) else ():
            named = holder.get(section)
            steps = (section,) if is_old else ("components", section)
            if not isinstance(named, dict) or "$ref" in named:
                continue
            for name in named:
                if not name.startswith("x-"):
                    yield (*steps, name), root.at(*steps, name, key=True)

    def _use(self, place: _Place, source: Object, ref: str) -> None:
        """Note that a reference stands in a place."""
        targets = self.leads_to.setdefault(place, set())
        targets.add(self._named(source.document.path, ref))
        end = self._checked.target(source)
        if end is not None:
            targets.add(self._place(end))

    def _named(self, file: Path, ref: str) -> _Place:
        """The place that a reference names, whatever stands there."""
        key = file, ref
        if key not in self._names:
            self._names[key] = self._read(file, ref)
        return self._names[key]

    def _read(self, file: Path, ref: str) -> _Place:
        name, _, fragment = ref.strip().partition("#")
        path = file
        if name:
            joined = posixpath.join(file.parent.as_posix(), unquote(name).replace("\\", "/"))
            path = Path(posixpath.normpath(joined))
        if path != self._document.path:
            return path
        steps = tuple(
            unquote(step).replace("~1", "/").replace("~0", "~") for step in fragment.split("/")[1:]
        )
        return self._at(steps)

    def _place(self, found: Object) -> _Place:
        if found.document is not self._document:
            return found.document.path
        return self._at(found.steps)

    def _at(self, steps: Steps) -> _Place:
        place = steps[: self._length]
        return place if place in self.components else _START

    def _discriminators(self) -> None:
        """Mappings lead to schemas; and whatever leads to a base leads to all that derive from it."""
        checked = self._checked
        bases: dict[int, _Place] = {}
        for discriminator in checked.discriminators:
            place = self._place(discriminator)
            if discriminator.parent is not None:
                bases[id(discriminator.parent.value)] = place
            mapping = discriminator.get("mapping")
            for entry in mapping.values() if isinstance(mapping, dict) else ():
                if isinstance(entry, str):
                    targets = self.leads_to.setdefault(place, set())
                    targets.add(self._named(discriminator.document.path, entry))
                    targets.add(("components", "schemas", entry))
        for schema in checked.schemas:
            if checked.version == "2.0" and isinstance(schema.get("discriminator"), str):
                bases[id(schema.value)] = self._place(schema)
        derived: dict[int, list[Object]] = {}
        for schema in checked.schemas if bases else ():
            parts = schema.get("allOf")
            for part in parts if isinstance(parts, list) else ():
                if (parent := checked.resolved(part)) is not None:
                    derived.setdefault(id(parent.value), []).append(schema)
        waiting = list(bases)
        while waiting:
            base = waiting.pop()
            for schema in derived.get(base, ()):
                self.leads_to.setdefault(bases[base], set()).add(self._place(schema))
                if id(schema.value) not in bases:  # What derives from it does so from the base.
                    bases[id(schema.value)] = self._place(schema)
                    waiting.append(id(schema.value))

    def _aliases(self) -> None:
        """A component that gives a name to what stands in another file is used where that is."""
        checked = self._checked
        for section in _SECTIONS:
            for component in checked.components(section).values():
                end = checked.target(component) if component.ref is not None else None
                if end is not None and end.document is not self._document:
                    file = self._place(end)
                    self.leads_to.setdefault(file, set()).add(self._place(component))

    def _security(self) -> None:
        section: Steps = ("components", "securitySchemes")
        if self._checked.version == "2.0":
            section = ("securityDefinitions",)
        targets = self.leads_to.setdefault(_START, set())
        for requirement in self._checked.security:
            for name in requirement.value:
                targets.add((*section, name))
                if (*section, name) not in self.components:
                    self._undeclared.append(name)

    def _extensions(self) -> None:
        """What extensions refer to counts as used, whatever they mean."""
        holders = (self._checked.root, *self._checked.path_items, *self._checked.operations)
        for holder in holders:
            for name, value in holder.value.items():
                if name.startswith("x-") and isinstance(value, dict | list):
                    self._use_all(_START, value)

    def _values(self) -> None:
        """What values refer to counts as used, too: some tools follow a `$ref` there."""
        checked = self._checked
        for holder in (*checked.media_types, *checked.parameters, *checked.schemas):
            for name in _EXAMPLES & holder.value.keys():
                self._use_all(self._place(holder), holder.value[name])
        for example in checked.examples:
            self._use_all(self._place(example), example.get("value"))

    def _use_all(self, place: _Place, held: Any) -> None:
        """Note all references in a value that is none of OpenAPI's own."""
        if not isinstance(held, dict | list):
            return
        targets = self.leads_to.setdefault(place, set())
        waiting = [held]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                ref = value.get("$ref")
                if isinstance(ref, str):
                    targets.add(self._named(self._document.path, ref))
                waiting += (v for v in value.values() if v.__class__ is dict or v.__class__ is list)
            elif isinstance(value, list):
                waiting += (v for v in value if v.__class__ is dict or v.__class__ is list)
