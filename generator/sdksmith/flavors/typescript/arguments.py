"""What the caller of a method passes: one argument by position, and the members of one object."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from sdksmith.ir import Location, Method, Parameter
from sdksmith.report import Finding, Level
from sdksmith.wire import Wire

_ORDER: Final = (
    Location.PATH,
    Location.BODY,
    Location.WHOLE_BODY,
    Location.QUERY,
    Location.WHOLE_QUERY,
    Location.HEADER,
    Location.COOKIE,
)
"""Which place keeps a name that several places have."""
_BODY: Final = Wire("body")
"""What a body is called that is not an object of named members."""


class Arguments:
    """The arguments of a method.

    Attributes:
        positional: The parameter that is an argument of its own; None if there is none.
        members: The members of the object of all others, by their keys, in the order of the document.
        findings: The members that had to be given another key.
    """

    def __init__(self, method: Method) -> None:
        self.positional = positional(method)
        others = [p for p in method.parameters if p is not self.positional]
        keys, self.findings = _keys(others)
        self.members = {keys[id(p)]: p for p in others}

    @cached_property
    def is_optional(self) -> bool:
        """Whether the object may be left out."""
        return not any(parameter.required for parameter in self.members.values())

    @cached_property
    def has_several_places(self) -> bool:
        """Whether its members go to different parts of the request, so that their comments say which."""
        return len({_kind(parameter.location) for parameter in self.members.values()}) > 1

    def in_place(self, location: Location) -> dict[Wire, Parameter]:
        """The members that go to one part of the request, by their keys."""
        return {key: p for key, p in self.members.items() if p.location is location}


def positional(method: Method) -> Parameter | None:
    """The parameter that is passed by position: the last one of the path, unless it is always named."""
    found = [p for p in method.parameters if p.location is Location.PATH and not p.named]
    return found[-1] if found else None


def kind(parameter: Parameter) -> str:
    """What a parameter is called in comments: `Path param`."""
    return f"{_kind(parameter.location)} param"


def _kind(location: Location) -> str:
    match location:
        case Location.PATH:
            return "Path"
        case Location.QUERY | Location.WHOLE_QUERY:
            return "Query"
        case Location.HEADER:
            return "Header"
        case Location.COOKIE:
            return "Cookie"
        case Location.BODY | Location.WHOLE_BODY:
            return "Body"


def is_sendable(method: Method) -> bool:
    """Whether `fetch` sends the request: it refuses a body where HTTP gives it no meaning."""
    return method.body is None or method.verb not in ("GET", "HEAD")


def refused(method: Method) -> list[Finding]:
    """What is to be said of a method whose request `fetch` refuses."""
    if is_sendable(method):
        return []
    message = f"`fetch` sends no body with a {method.verb} request, so the TypeScript method throws"
    hint = "use query parameters or another HTTP method"
    place = method.place.child("requestBody")  # where the body itself is reported
    return [Finding("body-of-get", Level.WARNING, message, place, hint)]


def _keys(parameters: Sequence[Parameter]) -> tuple[dict[int, Wire], list[Finding]]:
    """The key of each parameter, by its `id`."""
    keys: dict[int, Wire] = {}
    owners: dict[Wire, Parameter] = {}
    late: list[tuple[Wire, Parameter]] = []
    for parameter in sorted(parameters, key=lambda p: _ORDER.index(p.location)):
        key = _BODY if parameter.location is Location.WHOLE_BODY else parameter.wire
        if owners.setdefault(key, parameter) is parameter:
            keys[id(parameter)] = key
        else:
            late.append((key, parameter))
    findings = []
    for key, parameter in late:
        first = owners[key]
        text = key.text
        while Wire(text) in owners:
            text = f"{_kind(parameter.location).lower()}_{text}"
        owners[Wire(text)] = parameter
        keys[id(parameter)] = Wire(text)
        findings.append(
            Finding(
                code="name-collision",
                level=Level.WARNING,
                message=f"two parameters of one method are called {key.text!r}",
                place=parameter.place,
                hint=f"this one is called {text!r} in TypeScript; the other stands at {first.place}",
            )
        )
    return keys, findings
