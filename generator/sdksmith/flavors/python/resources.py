"""Pages of resources: classes with one method for each operation, sync and async."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sdksmith.flavors.python import docs, scope
from sdksmith.flavors.python.code import Expr, Import, lines
from sdksmith.flavors.python.models import Converters, call
from sdksmith.flavors.python.modules import Names, positional
from sdksmith.flavors.python.quote import doc, lit, sentence
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import (
    Dictionary,
    Enumeration,
    Location,
    Method,
    Nullable,
    Object,
    Parameter,
    PathParameter,
    Resource,
    Response,
    Scalar,
    Style,
    Type,
)
from sdksmith.names import Named, Words
from sdksmith.report import Finding
from sdksmith.wire import Wire

_WRITTEN = {
    (Style.FORM, True): "exploded",
    (Style.FORM, False): "comma_separated",
    (Style.SPACE, True): "exploded",
    (Style.SPACE, False): "space_separated",
    (Style.PIPE, True): "exploded",
    (Style.PIPE, False): "pipe_separated",
}
_SEGMENTS_ON_ONE_LINE = 80


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter of a generated method."""

    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`key: value` of a query, of headers or of a body."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class MethodView:
    name: str
    doc: str
    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    returns: str
    decode: str
    keep: str
    """`return`; or where a type checker cannot tell what comes back, a variable that says it."""
    verb: str
    path: tuple[str, ...]
    """Pieces of a text that stand one below the other."""
    query: tuple[Entry, ...]
    headers: tuple[Entry, ...]
    body: tuple[Entry, ...]
    whole_body: str
    """The body where it is no object of named members; empty otherwise."""
    security: str
    idempotent: bool
    """Whether a key for idempotency is sent."""


@dataclass(frozen=True, slots=True)
class Child:
    """A subresource."""

    name: str
    class_name: str
    module: str


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """The module of a resource."""

    title: str
    class_name: str
    async_class_name: str
    doc: str
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    methods: tuple[MethodView, ...]
    children: tuple[Child, ...]
    root: str
    """Dots that lead to the package."""


def resource_page(
    path: tuple[Words, ...],
    resource: Resource,
    names: Names,
    converters: Converters,
    idempotency_header: Wire | None,
) -> tuple[ResourcePage, list[Finding]]:
    """The module of one resource.

    Args:
        path: The chain of names that leads to it.
    """
    package = (
        "resources",
        *(scope.module(name) for name in (path if resource.subresources else path[:-1])),
    )
    runtime: set[Import] = set()
    typing: set[Import] = set()
    methods, findings = scope.methods([Named(m, m.name, "", m.place) for m in resource.methods])
    children = child_views(resource.subresources, path)
    hidden = methods.keys() | {child.name for child in children}
    views = []
    for name, method in methods.items():
        view, found = _method(
            name, method, hidden, names, converters, runtime, typing, idempotency_header
        )
        views.append(view)
        findings += found
    if views:
        runtime |= {Import(("_runtime", "sentinels"), "not_given")}
        typing |= {
            Import(("_runtime", "sentinels"), "NotGiven"),
            *(
                Import(("_runtime", "types"), name)
                for name in ("Body", "Headers", "Query", "Timeout")
            ),
        }
        runtime |= {
            Import(("_runtime", "resource"), name)
            for name in ("as_raw", "as_streamed", "as_async_raw", "as_async_streamed")
        }
    runtime |= {
        Import(("_runtime", "resource"), name) for name in ("AsyncResource", "SyncResource")
    }
    own = scope.resource_class(path)
    title = scope.chain(path)
    page = ResourcePage(
        title=title,
        class_name=own,
        async_class_name=f"Async{own}",
        doc=doc(sentence(resource.description) or f"Methods of `client.{title}`.", 4),
        imports=tuple(lines(runtime, package)),
        typing_imports=tuple(lines(typing - runtime, package)),
        methods=tuple(views),
        children=children,
        root="." * (len(package) + 1),
    )
    return page, findings


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


def _method(
    name: str,
    method: Method,
    hidden: set[str],
    names: Names,
    converters: Converters,
    runtime: set[Import],
    typing: set[Import],
    idempotency_header: Wire | None,
) -> tuple[MethodView, list[Finding]]:
    parameters, findings = scope.parameters(method.parameters)
    annotator = Annotator(names.model, hidden)
    first = positional(method)
    arguments = {n: _argument(n, p, annotator, runtime, typing) for n, p in parameters.items()}
    returns, decode = _returned(method.response, annotator, converters, runtime, typing)
    by_place: dict[Location, dict[str, Parameter]] = {}
    for identifier, parameter in parameters.items():
        by_place.setdefault(parameter.location, {})[identifier] = parameter

    def entries(location: Location) -> tuple[Entry, ...]:
        return tuple(
            Entry(lit(p.wire), _sent(n, p, converters, runtime))
            for n, p in by_place.get(location, {}).items()
        )

    whole = by_place.get(Location.WHOLE_BODY, {})
    body = entries(Location.BODY)
    idempotent = idempotency_header is not None and method.verb not in (
        "GET",
        "HEAD",
        "OPTIONS",
    )
    view = MethodView(
        name=name,
        doc=docs.method(method, parameters, 8),
        positional=tuple(arguments[n] for n, p in parameters.items() if p is first),
        keywords=tuple(arguments[n] for n, p in parameters.items() if p is not first),
        returns=returns,
        decode=decode,
        keep=f"result: {returns} =" if _is_opaque(method.response) else "return",
        verb=method.verb,
        path=_path(method, by_place.get(Location.PATH, {}), runtime),
        query=entries(Location.QUERY),
        headers=entries(Location.HEADER),
        body=body,
        whole_body=next((_sent(n, p, converters, runtime) for n, p in whole.items()), ""),
        security=alternatives(method.security),
        idempotent=idempotent,
    )
    return view, findings


def _argument(
    name: str,
    parameter: Parameter,
    annotator: Annotator,
    runtime: set[Import],
    typing: set[Import],
) -> Argument:
    type = annotator.annotate(parameter.type, Side.REQUEST)
    typing |= type.imports
    if parameter.required:
        return Argument(name, type.code, "")
    runtime.add(Import(("_runtime", "sentinels"), "omit"))
    typing.add(Import(("_runtime", "sentinels"), "Omit"))
    others = [part for part in (type.code.removesuffix(" | None"), "Omit") if part != "None"]
    null = ["None"] if type.code.endswith("None") else []  # None stands last.
    return Argument(name, " | ".join([*others, *null]), " = omit")


def _returned(
    response: Response | None,
    annotator: Annotator,
    converters: Converters,
    runtime: set[Import],
    typing: set[Import],
) -> tuple[str, str]:
    """The annotation of what a method returns, and the function that makes it of the parsed answer."""
    if response is None:
        runtime.add(Import(("_runtime", "convert"), "no_content"))
        return "None", "no_content"
    type = annotator.annotate(response.type, Side.RESPONSE)
    typing |= type.imports
    decode = converters.decoder(response.type, None)
    if decode is None:
        decode = Expr("lambda data: data")
    if response.unwrap is not None:
        unwrap = Import(("_runtime", "convert"), "unwrap")
        decode = decode.wrap(f"unwrap({lit(response.unwrap)}, ", ")", unwrap)
    runtime |= decode.imports
    optional = response.optional and not type.code.endswith("| None")
    return f"{type.code} | None" if optional else type.code, decode.code


def _is_opaque(response: Response | None) -> bool:
    """Whether what decodes the answer has no type of its own, as JSON's value is handed on."""
    match response.type if response is not None else None:
        case Scalar() | Enumeration() | Nullable():
            return True
        case _:
            return False


def _sent(name: str, parameter: Parameter, converters: Converters, runtime: set[Import]) -> str:
    """The value of a parameter as it goes into the request."""
    encode = converters.encoder(parameter.type, None)
    code = name
    if encode is not None:
        runtime |= encode.imports
        code = call(encode.code, name)
    written = (
        _WRITTEN.get((parameter.style, parameter.explode))
        if parameter.location is Location.QUERY
        else None
    )
    if written is None or (written == "exploded" and not _has_members(parameter.type)):
        return code
    runtime.add(Import(("_runtime", "encode"), written))
    return f"{written}({code})"


def _has_members(type: Type) -> bool:
    """Whether a value of the type may be a JSON object."""
    inner = type.inner if isinstance(type, Nullable) else type
    return isinstance(inner, Object | Dictionary)


def _path(
    method: Method, parameters: Mapping[str, Parameter], runtime: set[Import]
) -> tuple[str, ...]:
    """The path as Python strings, one for each parameter and the text before it; a short path is one string."""
    identifiers = {parameter.wire: name for name, parameter in parameters.items()}
    pieces: list[str] = []
    current = ""
    formatted = False
    for piece in method.path:
        if isinstance(piece, PathParameter):
            name = identifiers[piece.wire]
            current += f"{{path_segment('{name}', {name})}}"
            formatted = True
            runtime.add(Import(("_runtime", "encode"), "path_segment"))
            continue
        if current:
            pieces.append(current)
        current = lit(piece)[1:-1].replace("{", "{{").replace("}", "}}")
    pieces.append(current)
    if not formatted:
        return (lit(Wire("".join(p.text for p in method.path if isinstance(p, Wire)))),)
    joined = "".join(pieces)
    if len(joined) <= _SEGMENTS_ON_ONE_LINE:
        return (f'f"{joined}"',)
    return tuple(f'f"{piece}"' for piece in _merged(pieces))


def _merged(pieces: list[str]) -> list[str]:
    """Text behind the last parameter stays in its line."""
    *rest, last = pieces
    return [*rest[:-1], rest[-1] + last] if rest and "path_segment(" not in last else pieces


def alternatives(security: Sequence[tuple[str, ...]]) -> str:
    """The alternatives of a security requirement as a Python tuple of tuples."""
    if not security:
        return "()"
    inner = ", ".join(_tuple(alternative) for alternative in security)
    return f"({inner},)" if len(security) == 1 else f"({inner})"


def _tuple(items: tuple[str, ...]) -> str:
    inner = ", ".join(lit(item) for item in items)
    return f"({inner},)" if len(items) == 1 else f"({inner})"
