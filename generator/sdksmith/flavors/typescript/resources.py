"""Files of resources: classes with one method for each operation, and the types that these need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from sdksmith.flavors.typescript import docs, scope, streams
from sdksmith.flavors.typescript.arguments import Arguments, refused
from sdksmith.flavors.typescript.code import Expr, File, Import, Imports, Kind, specifier
from sdksmith.flavors.typescript.declarations import Declaration, Declarations, Member
from sdksmith.flavors.typescript.homes import FOLDER, SHARED, Home, Path
from sdksmith.flavors.typescript.names import Names
from sdksmith.flavors.typescript.pages import FILE as PAGINATION
from sdksmith.flavors.typescript.pages import Pages
from sdksmith.flavors.typescript.parameters import PARAMS, Requests, RequestView, read
from sdksmith.flavors.typescript.quote import lit
from sdksmith.flavors.typescript.responses import Responses, Result
from sdksmith.flavors.typescript.samples import Samples
from sdksmith.flavors.typescript.security import usual
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.target import Package
from sdksmith.flavors.typescript.types import Types
from sdksmith.flavors.typescript.webhooks import WebhooksView, webhooks
from sdksmith.ir import Api, Method, Pagination, Parameter, walk
from sdksmith.records import record
from sdksmith.report import Finding
from sdksmith.requests import JSON
from sdksmith.shapes import Shapes
from sdksmith.view import Page
from sdksmith.wire import Wire

_ROOT: Final = f"{FOLDER}/index"
"""The file that exports what all resources have."""


@record
class MethodView:
    """A method of a resource.

    Args:
        overloads: The signatures that callers see, where there are several.
        signature: The one of the implementation.
    """

    doc: str
    overloads: tuple[str, ...]
    signature: str
    statements: tuple[str, ...]


@record
class Child:
    """A resource below."""

    name: str
    class_name: str


@record
class ResourcePage:
    """The file of a resource.

    Args:
        own: The class with its methods.
        class_name: The class that has the resources below, too; the same where there are none.
        key: The attributes that lead to it from the client, as literals.
        webhooks: At most one.
        exports: What the namespace of the class has, as lists of names.
    """

    imports: tuple[str, ...]
    doc: str
    base: str
    own: str
    class_name: str
    key: str
    methods: tuple[MethodView, ...]
    webhooks: tuple[WebhooksView, ...]
    children: tuple[Child, ...]
    declarations: tuple[Declaration, ...]
    exports: tuple[str, ...]


@record
class SharedPage:
    """The file of the types that belong to no single resource."""

    imports: tuple[str, ...]
    declarations: tuple[Declaration, ...]


@record
class BarrelPage:
    """A file that exports what others declare."""

    lines: tuple[str, ...]


class Resources:
    """Writes the files of resources.

    Attributes:
        findings: The names that had to give way.
    """

    def __init__(
        self,
        api: Api,
        package: Package,
        names: Names,
        types: Types,
        declarations: Declarations,
        samples: Samples,
    ) -> None:
        shapes = Shapes(api.models, api.aliases)
        self.findings: list[Finding] = []
        self._api = api
        self._package = package
        self._names = names
        self._types = types
        self._declarations = declarations
        self._samples = samples
        self._shapes = shapes
        self._pages = Pages(api, types)
        self._requests = Requests(shapes, usual(api))
        self._responses = Responses(types, shapes)
        self._returned: dict[int, str] = {}

    @property
    def page_classes(self) -> Sequence[str]:
        """The classes of pages."""
        return self._pages.names

    @property
    def exported(self) -> Sequence[str]:
        """What the file of all resources exports."""
        return [
            name
            for home in self._names.homes
            if len(home.path) < 2
            for name in (*self._classes(home.path), *self._names.exported(home.path))
        ]

    def signature(self, method: Method) -> str:
        """The arguments of a method, as `api.md` shows them: `appID, { ...params }`."""
        given = Arguments(method)
        parts = [scope.positional(given.positional)] if given.positional is not None else []
        return ", ".join([*parts, "{ ...params }"] if given.members else parts)

    def returns(self, method: Method) -> str:
        """What a method returns, with types by their names alone, once its file is written."""
        return self._returned[id(method)]

    def pages(self) -> list[Page]:
        """All files of resources, and of pages."""
        resources = dict(walk(self._api.resources))
        found = []
        for home in self._names.homes:
            if not home.path:
                found += self._shared(home)
                continue
            resource = resources.get(home.path)
            description = docs.text(resource.description) if resource is not None else ""
            page = self._resource(home, description)
            found.append(_page("resources/resource.ts", home.file, page))
            if home.children:
                found += self._barrels(home)
        found.append(self._root())
        pagination = self._pages.page()
        self.findings += self._pages.findings
        if pagination is not None:
            found.append(_page("core/pagination.ts", PAGINATION, pagination))
        return found

    # ------------------------------------------------------------ files

    def _resource(self, home: Home, doc: str) -> ResourcePage:
        path, names = home.path, self._names
        imports = Imports(home.file, names.declared(home.file))
        base = imports.core("APIResource")
        views = []
        declarations = self._declarations.of(path, imports)
        for name, method in names.members.methods(path).items():
            given = Arguments(method)
            self.findings += (*given.findings, *refused(method))
            views.append(self._method(name, method, given, home.file, imports))
            if given.members:
                declarations += self._params(method, given, home.file, imports)
        hooks = webhooks(self._api, path, self._package, names, self._types, imports)
        exports = [_types(names.exported(path))]
        children = []
        for child in home.children:
            shown = self._classes(child)
            file = names.file(child)
            own = names.resource_class(child)
            imports.add(
                Import(file, own, own, Kind.VALUE),
                *(
                    Import(file, each, each, Kind.TYPE)
                    for each in (*shown, *names.exported(child))
                    if each != own
                ),
            )
            children.append(Child(names.members.attribute(child), own))
            exports.append(_types((*shown, *names.exported(child))))
        return ResourcePage(
            imports=imports.lines,
            doc=doc,
            base=base,
            own=names.base_class(path),
            class_name=names.resource_class(path),
            key=", ".join(map(lit, names.members.steps(path))),
            methods=tuple(views),
            webhooks=(hooks,) if hooks is not None else (),
            children=tuple(children),
            declarations=tuple(declarations),
            exports=tuple(group for group in exports if group),
        )

    def _shared(self, home: Home) -> list[Page]:
        if not self._names.exported(home.path):
            return []
        imports = Imports(home.file, self._names.declared(home.file))
        declarations = self._declarations.of(home.path, imports)
        page = SharedPage(imports.lines, tuple(declarations))
        return [_page("resources/shared.ts", SHARED, page)]

    def _barrels(self, home: Home) -> list[Page]:
        """The files that export what a resource and those right below it have."""
        folder = self._names.barrel(home.path)
        index = f"{folder}/index"
        lines = [self._exports(path, index) for path in (home.path, *home.children)]
        redirect = BarrelPage((f"export * from '{specifier(folder, index)}';",))
        return [
            _page("resources/index.ts", index, BarrelPage(tuple(lines))),
            _page("resources/index.ts", folder, redirect),
        ]

    def _root(self) -> Page:
        tops = [home.path for home in self._names.homes if len(home.path) < 2]
        lines = [self._exports(path, _ROOT) for path in tops]
        return _page("resources/index.ts", _ROOT, BarrelPage(tuple(filter(None, lines))))

    def _exports(self, path: Path, file: File) -> str:
        """The statement that exports what the file of a resource has."""
        types = self._names.exported(path)
        names = [*self._classes(path), *(f"type {name}" for name in types)]
        if not names:
            return ""
        source = specifier(file, self._names.file(path))
        if not path:
            return f"export type {{ {', '.join(types)} }} from '{source}';"
        return f"export {{ {', '.join(names)} }} from '{source}';"

    def _classes(self, path: Path) -> list[str]:
        """The classes of a resource; none of what is shared."""
        if not path:
            return []
        return list(dict.fromkeys((self._names.base_class(path), self._names.resource_class(path))))

    # ------------------------------------------------------------ methods

    def _method(
        self, name: str, method: Method, given: Arguments, file: File, imports: Imports
    ) -> MethodView:
        paged = method.pagination
        hidden = frozenset((self._pages.name(paged),) if paged is not None else ())
        request = self._requests.view(method, given, hidden, imports)
        params = self._names.params(method)
        overloads: tuple[str, ...] = ()
        switch = streams.switch(method.stream, given)
        if paged is not None:
            returns, sent = self._paged(method, paged, request, file, imports)
        elif method.stream is not None and switch is not None:
            streamed = self._responses.streamed(method.stream, file, imports)
            whole = self._responses.result(method, file, imports)
            asked = read(given, switch)
            returns, sent = self._switched(method, whole, streamed, asked, request, imports)
            found = self._names.switched_params(method)
            promise = imports.type_core("APIPromise")
            ways = (
                (found.non_streaming, given.is_optional, f"{promise}<{whole.type}>"),
                (found.streaming, False, f"{promise}<{streamed.type}>"),
                (params, given.is_optional, returns),
            )
            overloads = tuple(
                f"{_signature(name, given, type, is_optional, file, self._types, imports)}: {result}"
                for type, is_optional, result in ways
            )
        else:
            result = self._responses.result(method, file, imports)
            returns = f"{imports.type_core('APIPromise')}<{result.type}>"
            sent = self._sent(method, _accept(result.accept), result.reader, request)
        self._returned[id(method)] = imports.bare(returns)
        arguments = _signature(name, given, params, given.is_optional, file, self._types, imports)
        return MethodView(
            doc=docs.method(method, given, self._samples.call(method)),
            overloads=overloads,
            signature=f"{arguments}: {returns}",
            statements=(*request.statements, sent),
        )

    def _sent(self, method: Method, accept: str, reader: str, request: RequestView) -> str:
        """The statement that sends the request."""
        operation = self._operation(method, accept, reader, request)
        return f"return this._request({lit(method.verb)}, {request.path}, {operation}, options);"

    def _switched(
        self,
        method: Method,
        whole: Result,
        streamed: Result,
        asked: str,
        request: RequestView,
        imports: Imports,
    ) -> tuple[str, str]:
        """What a method returns that streams when it is asked to, and the statement that sends the request.

        Args:
            asked: The expression that says whether it is.
        """
        returns = f"{imports.type_core('APIPromise')}<{whole.type} | {streamed.type}>"
        reader = f"{asked} ? {streamed.reader} : {whole.reader or imports.core('asJSON')}"
        accept = _accept(streamed.accept)
        if whole.accept != streamed.accept:
            accept = f"{asked} ? {lit(streamed.accept)} : {lit(whole.accept)}"
        return returns, self._sent(method, accept, reader, request)

    def _paged(
        self,
        method: Method,
        pagination: Pagination,
        request: RequestView,
        file: File,
        imports: Imports,
    ) -> tuple[str, str]:
        """What a list method returns, and the statement that sends the request."""
        item = imports.use(self._types.expr(pagination.item, Side.RESPONSE, file))
        page = imports.core(self._pages.name(pagination))
        result = self._responses.page(method, f"{page}<{item}>", imports)
        promise = imports.core("PagePromise")
        operation = self._operation(method, _accept(result.accept), result.reader, request)
        arguments = f"this._client, {result.type}, {lit(method.verb)}, {request.path}, {operation}"
        returns = f"{promise}<{result.type}, {item}>"
        return returns, f"return new {promise}({arguments}, options);"

    def _operation(self, method: Method, accept: str, reader: str, request: RequestView) -> str:
        """The object that says what a request has, and how its answer is read.

        Args:
            accept, reader: Expressions; empty for what is usual.
        """
        members = [
            *request.operation,
            *([f"accept: {accept}"] if accept else []),
            *([f"read: {reader}"] if reader else []),
            *self._requests.needs(method),
        ]
        return f"{{ {', '.join(members)} }}" if members else "{}"

    def _params(
        self, method: Method, given: Arguments, file: File, imports: Imports
    ) -> list[Declaration]:
        """The types of a method's parameters."""
        switch = streams.switch(method.stream, given)
        members = [
            Member(
                key,
                not parameter.required,
                self._param(key, parameter, file),
                # What is said of the default is wrong where the type says which value it has.
                docs.parameter(
                    replace(parameter, default=None) if key == switch else parameter, given
                ),
            )
            for key, parameter in given.members.items()
        ]
        return self._declarations.params(method, members, "", imports)

    def _param(self, key: Wire, parameter: Parameter, file: File) -> Expr:
        """The type of a member of a method's parameters."""
        type = self._types.expr(parameter.type, Side.REQUEST, file)
        return type if parameter.required else self._types.optional(key, type, file)


def _signature(
    name: str,
    given: Arguments,
    params: str,
    is_optional: bool,
    file: File,
    types: Types,
    imports: Imports,
) -> str:
    """A method with its arguments.

    Args:
        params: The type of its parameters.
        is_optional: Whether they may be left out.
    """
    arguments = []
    if given.positional is not None:
        type = imports.use(types.expr(given.positional.type, Side.REQUEST, file))
        arguments.append(f"{scope.positional(given.positional)}: {type}")
    if params:
        null = " | null" if is_optional else ""
        arguments.append(f"{PARAMS}{'?' if is_optional else ''}: {params}{null}")
    arguments.append(f"options?: {imports.type_core('RequestOptions')}")
    return f"{name}({', '.join(arguments)})"


def _accept(media_type: str) -> str:
    """The expression of what is asked for; empty for what is usual."""
    return "" if media_type == JSON else lit(media_type)


def _types(names: Sequence[str]) -> str:
    """A list of types that are exported."""
    return ", ".join(f"type {name}" for name in names)


def _page(template: str, file: File, data: object) -> Page:
    return Page(f"src/{template}", PurePosixPath(f"src/{file}.ts"), data)
