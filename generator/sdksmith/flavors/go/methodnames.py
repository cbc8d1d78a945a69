"""What methods are called in Go, and their parameters; what the names of types begin with that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from sdksmith.flavors.go import scope
from sdksmith.flavors.go.homes import Path
from sdksmith.ir import Location, Method, Parameter, Resource
from sdksmith.names import Words
from sdksmith.report import Finding


class MethodNames:
    """
    Args:
        resources: All resources by the chains of names that lead to them.
        begins: What the names of each resource's types begin with.
        findings: The names that had to give way.
        methods: The methods of each resource by their names.
        names: The name of each method, by `id(method)`, as the following.
        positional: The parameters that are arguments of their own, in the order of the path.
        fields: The fields of the struct of the other parameters.
        params: What that struct wants to be called.
    """

    def __init__(self, resources: Mapping[Path, Resource], begins: Mapping[Path, Words]) -> None:
        self.findings: list[Finding] = []
        self.methods: dict[Path, dict[str, Method]] = {}
        self.names: dict[int, str] = {}
        self.positional: dict[int, dict[str, Parameter]] = {}
        self.fields: dict[int, dict[str, Parameter]] = {}
        self.params: dict[int, Words] = {}
        self._stems: dict[Path, dict[Words, Words]] = {}
        for path, resource in resources.items():
            self._name(path, resource, begins[path])

    def rewritten(self, name: Words, path: Path, given: Set[Words]) -> Words:
        """The name of a type: with what Go calls the method in front, where it begins with the name of one.

        Args:
            path: The resource that the type belongs to.
            given: The names that the document gives to types there, which stay what they are.
        """
        stems = self._stems.get(path, {})
        for length in range(len(name), 0, -1):
            if name[:length] in given:
                return name
            if name[:length] in stems:
                return (*stems[name[:length]], *name[length:])
        return name

    def _name(self, path: Path, resource: Resource, begin: Words) -> None:
        named, found = scope.methods(resource, _further)
        self.findings += found
        self.methods[path] = named
        for name, method in named.items():
            self.names[id(method)] = name
        for method, words in zip(
            resource.methods, scope.method_words(resource.methods), strict=True
        ):
            stem = (*begin, *words)
            *old, last = method.request_model
            self.params[id(method)] = (*stem, last)
            self._add_stem(path, tuple(old), stem)
            positional = [p for p in method.parameters if _is_positional(p)]
            self.positional[id(method)], found = scope.positional(positional)
            self.findings += found
            others = [p for p in method.parameters if _is_field(p, method)]
            self.fields[id(method)], found = scope.params(others)
            self.findings += found

    def _add_stem(self, path: Path, old: Words, stem: Words) -> None:
        """What names begin with in Go, for the types of the resource and of those above it."""
        for length in range(len(path) + 1):
            stems = self._stems.setdefault(path[:length], {})
            known = stems.setdefault(old, stem)
            if length == len(path):
                stems[old] = stem
            elif known != stem:  # What resources have in common is called after none of them.
                stems[old] = old


def _further(method: Method) -> Iterator[str]:
    """What else is called after a method."""
    if method.pagination is not None:
        yield "AutoPaging"
    if method.stream is not None and method.stream.switch is not None:
        yield "Streaming"


def _is_positional(parameter: Parameter) -> bool:
    return parameter.location is Location.PATH and not parameter.named


def _is_field(parameter: Parameter, method: Method) -> bool:
    """Whether a parameter is a field of the struct of parameters. Two methods stand for the switch of a stream."""
    if _is_positional(parameter):
        return False
    switch = method.stream.switch if method.stream is not None else None
    return parameter.wire != switch or parameter.location not in (Location.BODY, Location.QUERY)
