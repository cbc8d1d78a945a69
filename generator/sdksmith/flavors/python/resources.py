"""Pages of resources: classes with one method for each operation, sync and async."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sdksmith.flavors.python import docs, scope
from sdksmith.flavors.python.code import Expr, Import, Module, listed
from sdksmith.flavors.python.converters import Converters
from sdksmith.flavors.python.errors import Entry as ErrorEntry
from sdksmith.flavors.python.errors import Errors
from sdksmith.flavors.python.imports import Imports
from sdksmith.flavors.python.modules import Names, positional
from sdksmith.flavors.python.pages import Pages
from sdksmith.flavors.python.parameters import Requests, RequestView
from sdksmith.flavors.python.quote import doc, lit
from sdksmith.flavors.python.responses import Variant, switched, variants
from sdksmith.flavors.python.streams import returned
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import Api, Content, Location, Method, Parameter, Resource, Stream
from sdksmith.names import Named, Words
from sdksmith.quoting import sentence
from sdksmith.records import record
from sdksmith.report import Finding
from sdksmith.shapes import Shapes

_SAFE = ("GET", "HEAD", "OPTIONS", "QUERY", "TRACE")
"""Verbs that change nothing (RFC 9110, 9.2.1)."""

_RESOURCE = ("_runtime", "resource")
_WRAPPERS = ("as_raw", "as_streamed", "as_async_raw", "as_async_streamed")
_BINARY = Expr("BinaryTypes", frozenset({Import(("_runtime", "files"), "BinaryTypes")}))


@record
class Argument:
    """A parameter of a generated method."""

    name: str
    annotation: str
    default: str


@record
class Overload:
    """One way to call a method that returns a stream when it is asked to."""

    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    not_given: str
    idempotent: bool
    sync: str
    asynchronous: str
    """What the two methods return then."""


@record
class MethodView:
    name: str
    doc: str
    deprecated: str
    """The decorator that says so; empty if it is not."""
    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    not_given: str
    sync: Variant
    asynchronous: Variant
    result: str
    request: RequestView
    errors: tuple[ErrorEntry, ...]
    security: str
    idempotent: bool
    """Whether a key for idempotency is sent."""
    overloads: tuple[Overload, ...] = ()

    @property
    def returns(self) -> str:
        """What the synchronous method returns."""
        return self.sync.returns


@record
class Child:
    """A subresource."""

    name: str
    class_name: str
    module: str


@record
class ResourcePage:
    """The module of a resource."""

    title: str
    class_name: str
    async_class_name: str
    doc: str
    public: str
    """`__all__`"""
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    methods: tuple[MethodView, ...]
    children: tuple[Child, ...]
    mixin: str = ""
    """A further base class of both classes, with a comma before it; empty if there is none."""


class Resources:
    """Writes the pages of resources."""

    def __init__(self, api: Api, names: Names, converters: Converters, errors: Errors) -> None:
        self._names = names
        self._converters = converters
        self._errors = errors
        self.pages = Pages(api, names)
        self._requests = Requests(converters, Shapes(api.models, api.aliases))
        self._idempotency_header = api.idempotency_header

    def page(
        self, path: tuple[Words, ...], resource: Resource, mixin: Import | None
    ) -> tuple[ResourcePage, list[Finding]]:
        """The module of one resource.

        Args:
            path: The chain of names that leads to it.
            mixin: A further base class of its classes.
        """
        wanted = [Named(m, m.name, "", m.place) for m in resource.methods]
        methods, findings = scope.methods(wanted)
        children = child_views(resource.subresources, path)
        parameters = {}
        for name, method in methods.items():
            parameters[name], found = scope.parameters(method.parameters)
            findings += found
        members = methods.keys() | {child.name for child in children}
        package = _package(path, resource)
        imports = Imports(package, members.union(*parameters.values()))
        imports.load(Import("functools", "cached_property"))
        imports.annotate(Expr("", child_classes(children, package)))
        annotator = Annotator(self._names.model, members)
        views = tuple(
            self._method(name, method, parameters[name], annotator, imports)
            for name, method in methods.items()
        )
        imports.load(*(Import(_RESOURCE, name) for name in ("AsyncResource", "SyncResource")))
        if views:
            imports.type("sentinels", "NotGiven")
            imports.type("types", "Body", "Headers", "Query", "Timeout")
            imports.load(*(Import(_RESOURCE, name) for name in _WRAPPERS))
        if mixin is not None:
            imports.load(mixin)
        own = scope.resource_class(path)
        title = scope.chain(path)
        page = ResourcePage(
            title=title,
            class_name=own,
            async_class_name=f"Async{own}",
            doc=doc(sentence(resource.description) or f"Methods of `client.{title}`.", 4),
            public=listed((own, f"Async{own}")),
            imports=imports.loaded,
            typing_imports=imports.typing,
            methods=views,
            children=children,
            mixin=f", {mixin.name}" if mixin is not None else "",
        )
        return page, findings

    def _method(
        self,
        name: str,
        method: Method,
        parameters: dict[str, Parameter],
        annotator: Annotator,
        imports: Imports,
    ) -> MethodView:
        first = positional(method)
        arguments = {
            n: _argument(n, p, _is_body_of_bytes(method, p), annotator, imports)
            for n, p in parameters.items()
        }
        result = "_result" if "result" in parameters else "result"
        sync, asynchronous = variants(
            method, annotator, self._converters, self.pages, imports, result
        )
        deprecated = ""
        if method.deprecated:
            mark = imports.name("deprecation", "deprecated")
            deprecated = f'@{mark}("The API has deprecated this method.")'
        view = MethodView(
            name=name,
            doc=docs.method(method, parameters, 8),
            deprecated=deprecated,
            positional=tuple(arguments[n] for n, p in parameters.items() if p is first),
            keywords=tuple(arguments[n] for n, p in parameters.items() if p is not first),
            not_given=imports.name("sentinels", "not_given"),
            sync=sync,
            asynchronous=asynchronous,
            result=result,
            request=self._requests.view(method, parameters, imports),
            errors=self._errors.of(method, imports),
            security=alternatives(method.security),
            idempotent=self._idempotency_header is not None and method.verb not in _SAFE,
        )
        if method.stream is None or method.stream.switch is None:
            return view
        return self._switched(view, method.stream, parameters, annotator, imports)

    def _switched(
        self,
        view: MethodView,
        stream: Stream,
        parameters: dict[str, Parameter],
        annotator: Annotator,
        imports: Imports,
    ) -> MethodView:
        """The method as one that returns a stream, too, when it is asked to."""
        switch = next(n for n, p in parameters.items() if p.wire == stream.switch)
        streams = returned(stream, annotator, imports)
        sync, asynchronous = (
            switched(variant, returns, switch, stream, self._converters, imports)
            for variant, returns in zip((view.sync, view.asynchronous), streams, strict=True)
        )
        imports.use(Expr("overload", frozenset({Import("typing", "overload")})))
        imports.annotate(Expr("Literal", frozenset({Import("typing", "Literal")})))
        own = next(argument for argument in view.keywords if argument.name == switch)

        def overload(annotation: str, default: str, one: str, other: str) -> Overload:
            argument = Argument(switch, annotation, default)
            keywords = tuple(argument if each is own else each for each in view.keywords)
            return Overload(view.positional, keywords, view.not_given, view.idempotent, one, other)

        return replace(
            view,
            sync=sync,
            asynchronous=asynchronous,
            overloads=(
                overload(
                    own.annotation.replace("bool", "Literal[False]"),
                    own.default,
                    view.sync.returns,
                    view.asynchronous.returns,
                ),
                overload("Literal[True]", "", *streams),
                overload("bool", "", sync.returns, asynchronous.returns),
            ),
        )


def child_views(resources: Sequence[Resource], above: tuple[Words, ...]) -> tuple[Child, ...]:
    """The resources of the client or of another resource.

    Args:
        above: The chain of names that leads there; empty for the client.
    """
    return tuple(
        Child(
            scope.attribute(resource.name, on_client=not above),
            scope.resource_class((*above, resource.name)),
            scope.module(resource.name),
        )
        for resource in resources
    )


def child_classes(children: Sequence[Child], package: Module) -> frozenset[Import]:
    """All classes of the resources in a package."""
    return frozenset(
        Import((*package, child.module), f"{prefix}{child.class_name}{suffix}")
        for child in children
        for prefix in ("", "Async")
        for suffix in ("", "WithRawResponse", "WithStreamingResponse")
    )


def _package(path: tuple[Words, ...], resource: Resource) -> tuple[str, ...]:
    """The package that the module of a resource is in."""
    inside = path if resource.subresources else path[:-1]
    return ("resources", *(scope.module(name) for name in inside))


def _is_body_of_bytes(method: Method, parameter: Parameter) -> bool:
    is_body = parameter.location is Location.WHOLE_BODY
    return is_body and method.body is not None and method.body.content is Content.BINARY


def _argument(
    name: str, parameter: Parameter, is_bytes: bool, annotator: Annotator, imports: Imports
) -> Argument:
    type = _BINARY if is_bytes else annotator.annotate(parameter.type, Side.REQUEST)
    code = imports.annotate(type)
    if parameter.required:
        return Argument(name, code, "")
    default = imports.name("sentinels", "omit")
    imports.type("sentinels", "Omit")
    others = [part for part in (code.removesuffix(" | None"), "Omit") if part != "None"]
    null = ["None"] if code == "None" or code.endswith(" | None") else []  # None stands last.
    return Argument(name, " | ".join([*others, *null]), f" = {default}")


def alternatives(security: Sequence[tuple[str, ...]]) -> str:
    """The alternatives of a security requirement as a Python tuple of tuples."""
    if not security:
        return "()"
    inner = ", ".join(_tuple(alternative) for alternative in security)
    return f"({inner},)" if len(security) == 1 else f"({inner})"


def _tuple(items: tuple[str, ...]) -> str:
    inner = ", ".join(lit(item) for item in items)
    return f"({inner},)" if len(items) == 1 else f"({inner})"
