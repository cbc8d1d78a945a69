"""A Go SDK that is generated for a test, with the table of its methods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import generation
from draws import path_template
from go_program import CLIENT, ROOT_NAME, SERVER

from sdksmith import config as configuration
from sdksmith.config import Config, TargetConfig
from sdksmith.flavors.go import scope, streams
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.names import Names
from sdksmith.flavors.go.samples import Samples, key
from sdksmith.flavors.go.target import Module, module
from sdksmith.flavors.go.types import Types
from sdksmith.ir import Api, Content, Method, Parameter, walk
from sdksmith.report import Finding

__all__ = ["Entry", "Package", "generate", "option"]

_EVERY = "example.com/every"


@dataclass(frozen=True)
class Entry:
    """A method of the SDK and the operation that it calls."""

    chain: str
    """How a program reaches it from the client: `RealtimeKit.Livestreams.New`."""
    method: Method

    @property
    def ways(self) -> tuple[str, ...]:
        """The methods of the SDK that call the operation, by what stands behind the name of the first."""
        more = ["AutoPaging"] if self.method.pagination is not None else []
        if streams.switched(self.method) is not None:
            more.append("Streaming")
        return ("", *more)

    def __str__(self) -> str:
        return f"{self.method.verb} {path_template(self.method)} ({self.chain})"


@dataclass(frozen=True)
class Package:
    """A generated SDK.

    Args:
        folder: Its module.
    """

    api: Api
    folder: Path
    findings: list[Finding]
    module: Module

    @cached_property
    def names(self) -> Names:
        return Names(self.api)

    @cached_property
    def samples(self) -> Samples:
        return Samples(self.api, self.names, Types(self.api, self.names), ROOT_NAME)

    @cached_property
    def entries(self) -> list[Entry]:
        """All methods of all resources."""
        return [
            Entry(f"{scope.client_chain(path)}.{name}", method)
            for path, resource in walk(self.api.resources)
            for name, method in self.names.methods(path, resource).items()
        ]

    def client(self, *options: Expr) -> Expr:
        """A client of the server."""
        given = [
            Expr(f"option.WithHTTPClient({SERVER}.Client())", frozenset({"./option"})),
            *options,
        ]
        arguments = ", ".join(option.code for option in given)
        imports = frozenset({"./"}).union(*(option.imports for option in given))
        return Expr(f"{ROOT_NAME}.NewClient({arguments})", imports)

    @property
    def failure(self) -> Expr:
        """The function that finds the SDK's own error."""
        return Expr(
            "func(err error) (every.Failure, bool) {\n"
            f"\tvar found *{ROOT_NAME}.Error\n"
            "\tif !errors.As(err, &found) {\n\t\treturn every.Failure{}, false\n\t}\n"
            "\treturn every.Failure{Status: found.StatusCode, JSON: found.JSON.RawJSON()}, true\n"
            "}",
            frozenset({"./", "errors"}),
        )

    def call(
        self, entry: Entry, way: str, arguments: Sequence[tuple[Parameter, Any]], *options: Expr
    ) -> Expr:
        """A call of a method, as an `every.Outcome`.

        Args:
            way: One of `Entry.ways`.
            arguments: The parameters that are passed, with their values as they are on the wire.
        """
        given = [
            *self.samples.arguments(entry.method, {key(p): value for p, value in arguments}),
            *options,
        ]
        code = ", ".join(["ctx", *(each.code for each in given)])
        imports = frozenset({_EVERY, "context"}).union(*(each.imports for each in given))
        outcome = _outcome(entry.method, way)
        return Expr(f"every.{outcome}({CLIENT}.{entry.chain}{way}({code}))", imports)


def option(name: str, *values: Expr) -> Expr:
    """An option: `option.WithHeader("a", "b")`."""
    arguments = ", ".join(value.code for value in values)
    imports = frozenset({"./option"}).union(*(value.imports for value in values))
    return Expr(f"option.{name}({arguments})", imports)


def _outcome(method: Method, way: str) -> str:
    """The function of `every` that takes what a method returns."""
    if way == "AutoPaging":
        return "Items"
    if way == "Streaming" or (method.stream is not None and method.stream.switch is None):
        return "Stream"
    if method.pagination is not None:
        return "Page"
    if method.response is None:
        return "Nothing"
    return "Binary" if method.response.content is Content.BINARY else "Value"


def generate(document: Path, folder: Path, configured: Path | None = None) -> Package:
    """Generate the Go SDK of a document.

    Args:
        configured: Its configuration.

    Raises:
        Problem: The document leaves nothing to generate.
    """
    made = generation.generate("go", document, folder, configured)
    config = Config() if configured is None else configuration.read(configured)
    target = config.targets.get("go", TargetConfig())
    return Package(made.api, made.folder, made.findings, module(made.api, config, target))
