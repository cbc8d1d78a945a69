"""Services: one struct for each resource, with one method for each operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sdksmith.flavors.go import docs, responses, scope, streams
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.literals import keyed
from sdksmith.flavors.go.names import Names
from sdksmith.flavors.go.pages import Pages
from sdksmith.flavors.go.parameters import Requests, path, verb
from sdksmith.flavors.go.responses import Result
from sdksmith.flavors.go.types import Types
from sdksmith.flavors.go.webhooks import WebhooksView
from sdksmith.ir import Api, Method, Parameter, Resource
from sdksmith.names import Words
from sdksmith.records import record
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

API: Final = "./internal/api"
OPTION: Final = "./option"
PAGES: Final = "./internal/pages"
_STREAMED: Final = "The response comes as a stream of values"
_FAILED: Final = "If the request fails, Err of the stream says so"


@record
class MethodView:
    """A method of a service.

    Args:
        doc: The lines of its comment.
        arguments: What stands between the parentheses of its signature.
        results: What it returns, as the signature has it.
        body: Its statements.
    """

    name: str
    doc: Sequence[str]
    arguments: str
    results: str
    body: tuple[str, ...]


@record
class ServiceView:
    """A service.

    Args:
        fields: The lines of its struct.
        doc, constructor_doc: The lines of the comments.
        constructed: What the constructor returns, line by line.
    """

    name: str
    doc: Sequence[str]
    fields: tuple[str, ...]
    constructor_doc: Sequence[str]
    constructed: tuple[str, ...]
    methods: tuple[MethodView, ...]
    imports: frozenset[str]
    webhooks: tuple[WebhooksView, ...] = ()
    """At most one."""


class Services:
    """Writes services."""

    def __init__(self, api: Api, names: Names, types: Types, pages: Pages) -> None:
        self._names = names
        self._types = types
        self._pages = pages
        self._requests = Requests(types, Shapes(api.models, api.aliases))

    def view(
        self, path: tuple[Words, ...], resource: Resource, webhooks: WebhooksView | None
    ) -> ServiceView:
        """The service of a resource.

        Args:
            path: The chain of names that leads to it.
            webhooks: What it has beside its own methods.
        """
        package = self._names.package(path)
        name = self._names.service(path)
        imports = {OPTION}
        named = self._names.methods(path, resource) if resource.methods else {}
        methods = [
            view
            for text, method in named.items()
            for view in self._methods(name, text, method, package, imports)
        ]
        chain = f"client.{scope.client_chain(path)}"
        children = {
            field: self._names.service((*path, child.name))
            for field, child in self._names.children(path, resource).items()
        }
        return ServiceView(
            name=name,
            doc=docs.declared(
                name, resource.description, f"has the methods of the resource {chain}"
            ),
            fields=fields(children),
            constructor_doc=docs.declared(
                f"New{name}",
                Wire(""),
                "returns a service that applies the options to every request",
            ),
            constructed=constructed(name, children),
            methods=tuple(methods),
            imports=frozenset(imports)
            | (webhooks.imports if webhooks is not None else frozenset()),
            webhooks=(webhooks,) if webhooks is not None else (),
        )

    # ------------------------------------------------------------ methods

    def _methods(
        self, service: str, name: str, method: Method, package: str, imports: set[str]
    ) -> Iterator[MethodView]:
        """The method of an operation, and what else it can be called as."""
        result = responses.result(method, self._types, self._pages, package)
        doc = docs.method(name, method, f"{_STREAMED}. {_FAILED}." if result.is_stream else "")
        own = self._method(name, doc, method, result, package, imports, is_streamed=False)
        yield own
        if method.pagination is not None:
            yield self._auto_paging(service, own, method, result, package, imports)
        if streams.switched(method) is not None:
            streaming = f"{name}Streaming"
            plain = f"does what [{service}.{name}] does, with a stream of values as the response"
            doc = docs.declared(streaming, Wire(""), f"{plain}. {_FAILED}", method.deprecated)
            streamed = responses.streamed(method, self._types, package)
            yield self._method(streaming, doc, method, streamed, package, imports, is_streamed=True)

    def _method(
        self,
        name: str,
        doc: Sequence[str],
        method: Method,
        result: Result,
        package: str,
        imports: set[str],
        *,
        is_streamed: bool,
    ) -> MethodView:
        positional = self._names.positional(method)
        fields = self._names.fields(method)
        statements = [
            _made(method),
            *self._requests.statements(
                method, positional, fields, package, accept=_accepted(method, is_streamed)
            ),
        ]
        if switch := streams.switch(method, on=is_streamed):
            statements.append(Expr(switch))
        statements.append(result.send)
        for statement in statements:
            imports |= statement.imports
        if result.returns is not None:
            imports |= result.returns.imports
        return MethodView(
            name=name,
            doc=doc,
            arguments=self._arguments(method, positional, package, imports),
            results=result.results,
            body=tuple(statement.code for statement in statements),
        )

    def _arguments(
        self,
        method: Method,
        positional: Mapping[str, Parameter],
        package: str,
        imports: set[str],
    ) -> str:
        """What stands between the parentheses of the signature; neighbours of one type share it."""
        imports.add("context")
        groups: list[tuple[str, list[str]]] = []
        for name, parameter in positional.items():
            type = self._types.request(parameter.type, package)
            imports |= type.imports
            if not groups or groups[-1][0] != type.code:
                groups.append((type.code, []))
            groups[-1][1].append(name)
        params = self._names.params(method)
        return ", ".join(
            (
                "ctx context.Context",
                *(f"{', '.join(names)} {type}" for type, names in groups),
                *([f"params {params}"] if params else []),
                "opts ...option.RequestOption",
            )
        )

    def _auto_paging(
        self,
        service: str,
        own: MethodView,
        method: Method,
        result: Result,
        package: str,
        imports: set[str],
    ) -> MethodView:
        """The method that returns the items of all pages."""
        assert method.pagination is not None
        assert result.returns is not None
        item = self._types.response(method.pagination.item, package)
        imports |= item.imports | {"iter", PAGES}
        given = [*self._names.positional(method)]
        given += ["params"] if self._names.params(method) else []
        call = f"s.{own.name}({', '.join(['ctx', *given, 'opts...'])})"
        name = f"{own.name}AutoPaging"
        return MethodView(
            name=name,
            doc=docs.declared(
                name,
                Wire(""),
                f"returns an iterator over the items of all pages of [{service}.{own.name}]; "
                "each page is asked for when its first item is",
                method.deprecated,
            ),
            arguments=own.arguments,
            results=f"iter.Seq2[{item.code}, error]",
            body=(
                f"return pages.Items(func() ({result.returns.code}, error) {{",
                f"\treturn {call}",
                "})",
            ),
        )


def fields(children: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of a struct that holds services.

    Args:
        children: The types of the services by the names of the fields.
    """
    rows = [("Options", "[]option.RequestOption")]
    rows += [(field, f"*{service}") for field, service in children.items()]
    return tuple(columns(rows))


def constructed(name: str, children: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of the value that the constructor of such a struct returns.

    Args:
        children: The types of the services by the names of the fields; with their package where that is another one.
    """
    if not children:
        return (f"return &{name}{{Options: opts}}",)
    rows = [("Options", "opts")]
    for field, service in children.items():
        package, _, type = service.rpartition(".")
        qualified = f"{package}.New{type}" if package else f"New{type}"
        rows.append((field, f"{qualified}(opts...)"))
    lines = (f"\t{line}" if line else "" for line in keyed(rows))
    return (f"return &{name}{{", *lines, "}")


def _made(method: Method) -> Expr:
    """The statement that makes the request."""
    return verb(method).wrap("req := api.NewRequest(", f", {path(method)}, s.Options, opts)", API)


def _accepted(method: Method, is_streamed: bool) -> Wire | None:
    """The media type that is asked for by a stream that has an alternative."""
    return method.stream.media_type if is_streamed and method.stream is not None else None
