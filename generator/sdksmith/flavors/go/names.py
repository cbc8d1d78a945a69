"""What the packages, files, services, methods and types of an API are called in Go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sdksmith.flavors.go import homes, scope
from sdksmith.flavors.go.collapse import Collapse
from sdksmith.flavors.go.homes import SHARED, Home, Path
from sdksmith.flavors.go.methodnames import MethodNames
from sdksmith.flavors.go.neutral import Neutral
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.typenames import TypeName, TypeNames, chain
from sdksmith.ir import (
    Alias,
    Api,
    Enumeration,
    EnumMember,
    Field,
    Method,
    Model,
    ModelId,
    Parameter,
    Reference,
    Resource,
    Union,
    walk,
)
from sdksmith.load.source import Pointer
from sdksmith.names import Named, Words
from sdksmith.report import Finding

__all__ = ["SHARED", "Names", "TypeName"]


class Names:
    """The names of everything that the SDK of an API declares.

    Args:
        findings: The names that had to give way.
        homes: Where the types live, with methods.
        collapse: What unions are in Go.
        neutral: Which aliases mean the same in requests and in responses.
        words: What each model and alias wants to be called.
        common: The inline types that are declared in `shared` because several packages hold them.
    """

    def __init__(self, api: Api) -> None:
        self.findings: list[Finding] = []
        self.collapse = Collapse(api.aliases)
        self.homes = homes.find(api)
        self.neutral = Neutral(api.aliases, self.collapse)
        self._api = api
        self._resources = dict(walk(api.resources))
        self._packages = {home.path[0]: scope.package(home.path[0]) for home in self.homes[1:]}
        begins = self._named_begins()
        self._taken: dict[str, set[str]] = {}
        self._files = self._named_files(begins)
        self._methods = MethodNames(self._resources, begins)
        self._members: dict[Side, dict[ModelId, dict[str, Field]]] = {side: {} for side in Side}
        for model in api.models.values():
            fields, found = scope.fields(model)
            self.findings += found
            self._members[Side.RESPONSE][model.id] = {
                text: field for text, field in fields.items() if not field.write_only
            }
            self._members[Side.REQUEST][model.id] = {
                text: field for text, field in fields.items() if not field.read_only
            }
        self._types = TypeNames(
            self.homes,
            self.package,
            begins,
            self._place,
            self._methods,
            self.collapse,
            self.neutral,
        )
        self.words = self._types.words
        self.common = self._types.common
        self.findings += (*self._methods.findings, *self._types.findings)

    # ------------------------------------------------------------ packages, files, services

    def package(self, path: Path) -> str:
        """The package of a resource; of what is shared for the empty path."""
        return self._packages[path[0]] if path else SHARED

    def package_dir(self, path: Path) -> str:
        """The folder of that package."""
        return self.package(path)

    def file(self, path: Path) -> str:
        """The file of a resource in that folder, without a suffix."""
        return self._files[path]

    def part(self, path: Path, words: Words) -> str:
        """A further file of the types whose names begin with these words."""
        begin = "" if path == () else self.file(path)
        taken = self._taken[self.package(path)]
        name = scope.part(f"{begin}{''.join(words)}", taken)
        taken.add(name)
        return name

    def service(self, path: Path) -> str:
        """The type that has the methods of a resource."""
        return self._types.service(path)

    def children(self, path: Path, resource: Resource) -> dict[str, Resource]:
        """The resources inside another one by the fields of its service."""
        return scope.service_fields(resource.subresources)

    # ------------------------------------------------------------ methods

    def methods(self, path: Path, resource: Resource) -> dict[str, Method]:
        """The methods of a service."""
        return self._methods.methods[path]

    def method(self, method: Method) -> str:
        """What a method is called."""
        return self._methods.names[id(method)]

    def params(self, method: Method) -> str:
        """The struct of a method's parameters; empty when it has none."""
        return self._types.params(method)

    def positional(self, method: Method) -> dict[str, Parameter]:
        """The parameters that are arguments of their own, in the order of the path."""
        return self._methods.positional[id(method)]

    def fields(self, method: Method) -> dict[str, Parameter]:
        """The fields of the struct of a method's parameters."""
        return self._methods.fields[id(method)]

    # ------------------------------------------------------------ types

    def members(self, model: Model, side: Side) -> dict[str, Field]:
        """The fields of an object's struct: those that its side has."""
        return self._members[side][model.id]

    def home(self, id: ModelId) -> str:
        """The package that declares a model or an alias."""
        return self._types.home(id)

    def type(self, id: ModelId, side: Side) -> TypeName:
        """A model or an alias, where it is declared."""
        return self._types.type(id, side)

    def local(self, package: str, id: ModelId, side: Side) -> str:
        """What a package calls a type that it has a name for though `shared` declares it; empty when it has none."""
        return self._types.local(package, id, side)

    def inline(self, type: Enumeration | Union, side: Side, package: str) -> TypeName:
        """An enumeration or a union that stands inside of another type.

        Args:
            package: Where the code stands that names it.
        """
        return self._types.inline(type, side, package)

    def enumeration(self, alias: Alias) -> Enumeration | None:
        """The enumeration that an alias is a type for; None when it is none."""
        return self._types.enumeration(alias)

    def constants(self, type: TypeName) -> Mapping[str, EnumMember]:
        """The constants of an enumeration by their names, each value once."""
        return self._types.constants(type)

    def union(self, type: Union | Reference, side: Side, package: str) -> TypeName:
        """A union that is one in Go, inline or by an alias's name."""
        if isinstance(type, Reference):
            return self.type(type.alias, side)
        return self.inline(type, side, package)

    # ------------------------------------------------------------ resolving

    def _named_begins(self) -> dict[Path, Words]:
        """What the names of each resource's types begin with: its own in the singular, where no other one has that."""
        found: dict[Path, Words] = {}
        uses = Counter(
            (self.package(path), begin)
            for path in (home.path for home in self.homes[1:])
            for begin in {scope.singular_stem(path), scope.stem(path)}
        )
        for home in self.homes[1:]:
            begin = scope.singular_stem(home.path)
            alone = uses[self.package(home.path), begin] == 1
            found[home.path] = begin if alone else scope.stem(home.path)
        return found

    def _named_files(self, begins: Mapping[Path, Words]) -> dict[Path, str]:
        packages: dict[str, list[Named[Path]]] = {}
        for home in self.homes[1:]:
            packages.setdefault(self.package(home.path), []).append(
                Named(home.path, begins[home.path], chain(home.path), self._place(home))
            )
        found: dict[Path, str] = {(): SHARED}
        for wanted in packages.values():
            named, findings = scope.files(wanted)
            found |= {path: name for name, path in named.items()}
            self.findings += findings
        for path, name in found.items():
            self._taken.setdefault(self.package(path), set()).add(name)
        return found

    def _place(self, home: Home) -> Pointer:
        """Where something of a home stands in the document."""
        below = (
            m
            for path, r in self._resources.items()
            if path[: len(home.path)] == home.path
            for m in r.methods
        )
        things = (*home.methods, *home.things, *home.moved)
        hooks = self._api.webhooks.webhooks if self._api.webhooks is not None else ()
        return next(iter((*things, *below, *hooks))).place
