"""Paths with places for parameters (OpenAPI 3.1, 4.8.8.2), and what real documents make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from sdksmith.build.context import Context
from sdksmith.build.operations.operations import PLACEHOLDER, Operation
from sdksmith.ir import Example, Kind, Location, Parameter, PathParameter, Scalar, Style
from sdksmith.load import Pointer
from sdksmith.names import words
from sdksmith.records import record
from sdksmith.report import Level
from sdksmith.wire import Wire

Declared: TypeAlias = dict[tuple[Location, str], Parameter]
"""Parameters by where they go and what they are called there."""

_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_EXPANSION: Final = "?&"
"""`{?page,size}` of a URI template (RFC 6570, 3.2.8) stands for a query."""


@record
class Template:
    """A path taken apart.

    Args:
        pieces: Fixed text, which may end in a query, and places of parameters.
        parameters: The path parameters in the order of their places.
        added: Query parameters that nothing but the path speaks of.
        fixed: Query parameters that the fixed text holds already.
    """

    pieces: tuple[Wire | PathParameter, ...]
    parameters: tuple[Parameter, ...]
    added: tuple[Parameter, ...]
    fixed: frozenset[str]


def read(context: Context, operation: Operation, declared: Declared) -> Template:
    """Take the path of an operation apart."""
    return _Reader(context, operation, declared).read()


class _Reader:
    def __init__(self, context: Context, operation: Operation, declared: Declared) -> None:
        self._context = context
        self._operation = operation
        self._declared = declared
        self._pieces: list[Wire | PathParameter] = []
        self._parameters: dict[str, Parameter] = {}
        self._added: list[Parameter] = []
        self._exact = {
            name for name in PLACEHOLDER.findall(operation.path) if self._find(Location.PATH, name)
        }

    def read(self) -> Template:
        path, _, fragment = self._operation.path.partition("#")
        if fragment:
            self._report(
                "fragment-in-path",
                f"`#{fragment}` of the path is never sent; it is left out",
                "tell operations apart by what is sent",
            )
        pairs: list[str] = []
        fixed: set[str] = set()
        main = self._without_query(path)
        query = path[len(main) + 1 :]
        self._take(main)
        if "{" in (rest := PLACEHOLDER.sub("", main)) or "}" in rest:
            self._report(
                "odd-brace",
                "a brace of the path has no partner; it is sent as it is",
                "parameters stand in the path as `{name}`",
            )
        for pair in query.split("&") if query else ():
            if self._is_fixed(pair):
                pairs.append(pair)
                fixed.add(pair.partition("=")[0])
        if query:
            self._report(
                "query-in-path",
                f"the path holds the query `{query}`; what is fixed of it is sent with each request",
                "declare query parameters in `parameters`",
            )
        if pairs:
            self._take("?" + "&".join(pairs))
        self._report_unused()
        return Template(
            self._merged(),
            tuple(self._parameters.values()),
            tuple(self._added),
            frozenset(fixed),
        )

    @staticmethod
    def _without_query(path: str) -> str:
        """What stands before the first `?` that is in no braces."""
        if "?" not in path:
            return path
        depth = 0
        for index, character in enumerate(path):
            depth += (character == "{") - (character == "}")
            if character == "?" and depth == 0:
                return path[:index]
        return path

    def _take(self, text: str) -> None:
        for index, piece in enumerate(PLACEHOLDER.split(text)):
            if index % 2 == 1:
                self._place(piece)
            elif piece:
                self._pieces.append(Wire(piece))

    def _merged(self) -> tuple[Wire | PathParameter, ...]:
        """The pieces, with the fixed query joined to the text before it."""
        found: list[Wire | PathParameter] = []
        for piece in self._pieces:
            last = found[-1] if found else None
            if isinstance(piece, Wire) and isinstance(last, Wire):
                found[-1] = Wire(last.text + piece.text)
            else:
                found.append(piece)
        return tuple(found)

    # ------------------------------------------------------------ places

    def _place(self, name: str) -> None:
        if name[:1] in _EXPANSION and name[1:]:
            self._report(
                "query-in-path",
                f"`{{{name}}}` of the path stands for a query; it is left out of the path",
                "declare query parameters in `parameters`",
            )
            for part in name[1:].split(","):
                self._query_parameter(part.rstrip("*").strip())
            return
        parameter = self._find(Location.PATH, name) or self._meant(name) or self._undeclared(name)
        wire = parameter.wire.text
        self._pieces.append(PathParameter(parameter.wire))
        if wire in self._parameters:
            self._report(
                "repeated-path-parameter",
                f"`{{{name}}}` stands twice in the path; both have one value",
                "give one of them another name",
            )
        self._parameters.setdefault(wire, parameter)

    def _meant(self, name: str) -> Parameter | None:
        """The declared parameter that an odd spelling means: `{petID}`, `{path*}`, `{+path}`, `{id:int}`."""
        plain = _NAME.search(name)
        if plain is None:
            return None
        is_reserved = name[:1] == "+" or name[-1:] in ("*", "+")
        for (location, other), parameter in self._declared.items():
            if (
                location is Location.PATH
                and other not in self._exact
                and words(other) == words(plain[0])
            ):
                self._report(
                    "odd-path-parameter",
                    f"`{{{name}}}` of the path is taken for the parameter `{other}`",
                    f"write it as `{{{other}}}`",
                )
                return replace(parameter, allow_reserved=True) if is_reserved else parameter
        return None

    def _undeclared(self, name: str) -> Parameter:
        called = f"`name: {name}`" if name else "a name, which the path has in braces as well"
        self._context.report(
            "undeclared-path-parameter",
            Level.WARNING,
            f"no parameter declares `{{{name}}}` of the path; it is taken to be a string",
            self._operation.node.key_pointer,
            f"add a parameter with {called}, `in: path`",
        )
        return self._text(name, Location.PATH)

    # ------------------------------------------------------------ the query

    def _is_fixed(self, pair: str) -> bool:
        """Whether a `name=value` of the path has to stay there; others are query parameters."""
        key, _, value = pair.partition("=")
        places = PLACEHOLDER.findall(pair)
        if not places or any(self._find(Location.PATH, name) for name in places):
            return bool(pair)
        if PLACEHOLDER.fullmatch(value) and not PLACEHOLDER.search(key):
            self._query_parameter(key)
            return False
        for name in places:
            self._query_parameter(name)
        return False

    def _query_parameter(self, name: str) -> None:
        if name and not self._find(Location.QUERY, name):
            self._added.append(self._text(name, Location.QUERY))

    # ------------------------------------------------------------

    def _find(self, location: Location, name: str) -> Parameter | None:
        return self._declared.get((location, name))

    def _text(self, name: str, location: Location) -> Parameter:
        """A parameter of which nothing is known but its name."""
        in_path = location is Location.PATH
        return Parameter(
            name=words(name),
            wire=Wire(name),
            location=location,
            type=Scalar(Kind.STRING),
            required=in_path,
            named=name in self._context.config.named_path_params,
            style=Style.SIMPLE if in_path else Style.FORM,
            explode=not in_path,
            description=Wire(""),
            deprecated=False,
            example=Example(name) if in_path else None,
            place=self._operation.node.pointer,
        )

    def _report_unused(self) -> None:
        for parameter in _in_path(self._declared):
            if parameter.wire.text not in self._parameters:
                self._context.report(
                    "unused-path-parameter",
                    Level.WARNING,
                    f"the path has no place for the parameter `{parameter.wire.text}`",
                    parameter.place,
                    f"write `{{{parameter.wire.text}}}` into {self._operation.path}, or remove the parameter",
                )

    def _report(self, code: str, message: str, hint: str) -> None:
        place: Pointer = self._operation.entry.key_pointer
        self._context.report(code, Level.WARNING, message, place, hint)


def _in_path(declared: Mapping[tuple[Location, str], Parameter]) -> Iterator[Parameter]:
    for (location, _), parameter in declared.items():
        if location is Location.PATH:
            yield parameter
