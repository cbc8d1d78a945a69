"""How a program reaches resources and methods: the members of the client and of resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from sdksmith.flavors.typescript import scope
from sdksmith.flavors.typescript.homes import Home, Path
from sdksmith.ir import Method
from sdksmith.names import Named
from sdksmith.report import Finding


class Members:
    """
    Attributes:
        findings: The names that had to give way.
    """

    def __init__(self, homes: Sequence[Home]) -> None:
        self.findings: list[Finding] = []
        self._attributes: dict[Path, str] = {}
        self._methods: dict[Path, dict[str, Method]] = {(): {}}
        by_path = {home.path: home for home in homes}
        tops = [home for home in homes if len(home.path) == 1]
        self._name((), tops)
        for home in homes:
            if home.path:
                self._name(home.path, [by_path[path] for path in home.children])
                self._methods[home.path] = self._named_methods(home)

    def attribute(self, path: Path) -> str:
        """A resource as a member of the client or of the resource above: `liveInputs`."""
        return self._attributes[path]

    def chain(self, path: Path) -> str:
        """How a program reaches a resource from the client: `stream.liveInputs`."""
        return ".".join(self.steps(path))

    def steps(self, path: Path) -> list[str]:
        """The members that lead to a resource from the client."""
        return [self._attributes[path[: n + 1]] for n in range(len(path))]

    def methods(self, path: Path) -> Mapping[str, Method]:
        """The methods of a resource by their names."""
        return self._methods[path]

    @property
    def of_client(self) -> Set[str]:
        """The resources that the client has itself."""
        return {name for path, name in self._attributes.items() if len(path) == 1}

    def _name(self, above: Path, homes: Sequence[Home]) -> None:
        wanted = [
            Named(home.path, home.path[-1], scope.spelled(home.path), home.place) for home in homes
        ]
        named, findings = scope.attributes(wanted, above)
        self.findings += findings
        self._attributes |= {path: text for text, path in named.items()}

    def _named_methods(self, home: Home) -> dict[str, Method]:
        taken = {self._attributes[path] for path in home.children}
        wanted = [Named(each, each.name, "/".join(each.name), each.place) for each in home.methods]
        named, findings = scope.methods(wanted, home.path, taken)
        self.findings += findings
        return named
