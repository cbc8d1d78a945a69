"""Server Objects (OpenAPI 3.1, 4.8.5 and 4.8.6) as environments, and the servers of single operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any
from urllib.parse import urljoin, urlsplit

from sdksmith.build.context import Context, scalar, text
from sdksmith.config import OptionConfig
from sdksmith.ir import Environment, ServerVariable
from sdksmith.load import Node
from sdksmith.names import Words, words
from sdksmith.report import Level
from sdksmith.wire import Wire

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_FILLERS = frozenset({"api", "environment", "server", "the", "url"})
"""Words of a description that do not tell one server from another."""
_MAX_WORDS = 2
_RESERVED = frozenset(
    {("username",), ("password",), ("token",), ("environment",), ("timeout",), ("base", "url")}
    | {("api", "key"), ("access", "token"), ("client", "id"), ("client", "secret")}
)
"""Names of options that say something else than a part of a URL."""
_USER = re.compile(r"(?<=://)[^/]*@")
_ABSOLUTE = re.compile(r"https?://[^/?#]", re.IGNORECASE)

_Pieces = tuple[Wire | ServerVariable, ...]


def environments(context: Context) -> tuple[Environment, ...]:
    """Those of the configuration, else the servers of the document; the first one is the default."""
    servers = [
        server
        for entry in context.items(context.root, "servers")
        if (server := context.mapping(entry)) is not None
    ]
    if context.config.environments:
        declared: dict[str, Any] = {}
        for server in reversed(servers):
            declared |= _declared(server)
        return _with_own_variables(
            Environment(words(name), _pieces(context, url, declared, context.root))
            for name, url in context.config.environments
        )
    urls = [
        (server, _pieces(context, _url(server), _declared(server), server)) for server in servers
    ]
    absolute = [(server, url) for server, url in urls if _is_absolute(url)]
    if not absolute:
        return (_without_host(context, [url for _, url in urls]),)
    for server, url in urls:
        if not _is_absolute(url):
            _report_left_out(context, _default(url), server)
    found: dict[Words, Environment] = {}
    known: set[_Pieces] = set()
    for server, url in absolute:
        if url not in known:
            known.add(url)
            name = _name(server, _default(url), found)
            found[name] = Environment(name, url)
    return _with_own_variables(found.values())


def variables(environments: Sequence[Environment]) -> tuple[ServerVariable, ...]:
    """The variables of all environments, each once."""
    pieces = (piece for each in environments for piece in each.url)
    return tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, ServerVariable)))


def resolve(context: Context, node: Node) -> Wire | None:
    """Where the requests of an operation, or of a path, go when it has servers of its own.

    Args:
        node: The Operation Object or Path Item Object.

    Returns:
        An absolute URL, or a path with a slash in front that stands for the path of the client's base URL; None when
        requests go where all others go. Variables have their defaults.
    """
    first = _first(context, node)
    if first is None:
        return None
    default = _first(context, context.root)
    pieces = _pieces(context, _url(first), _declared(first), first, open="the server is left out")
    if any(isinstance(piece, ServerVariable) and piece.default is None for piece in pieces):
        return None
    url = _default(pieces)
    if default is not None:
        own = _default(_pieces(context, _url(default), _declared(default), default))
        if url.rstrip("/") == own.rstrip("/"):
            return None
    if _ABSOLUTE.match(url):
        return Wire(url.rstrip("/"))
    if "://" in url:
        _report_left_out(context, url, first)
        return None
    return Wire(urlsplit(urljoin("http://localhost/", url)).path.rstrip("/") or "/")


def _first(context: Context, node: Node) -> Node | None:
    for entry in context.items(node, "servers"):
        return context.mapping(entry)
    return None


def _report_left_out(context: Context, url: str, server: Node) -> None:
    problem = "is no HTTP server" if "://" in url else "says no host"
    context.report(
        "relative-server",
        Level.WARNING,
        f"the server `{url}` {problem}; it is left out",
        server.pointer,
        "name it in `environments` of the configuration",
    )


def _without_host(context: Context, urls: Sequence[_Pieces]) -> Environment:
    """What stands for the API's own URL where the document has none."""
    first = _default(urls[0]) if urls else ""
    path = "" if "://" in first else first.strip("/")
    key = "as `host`" if "swagger" in context.root else "to `servers`"  # OpenAPI 2.0 or 3.x
    context.report(
        "no-server",
        Level.WARNING,
        "no server with a host is known; whoever uses the SDK has to pass `base_url`"
        + (f", which ends in `/{path}`" if path else ""),
        context.root.pointer.child("servers"),
        f"add one {key}, or to `environments` of the configuration",
    )
    return Environment(("production",), (Wire("/".join(("http://localhost", path)).rstrip("/")),))


# ---------------------------------------------------------------- URLs


def _url(server: Node) -> str:
    url = text(server, "url").text or "/"
    return f"https:{url}" if url.startswith("//") else url


def _declared(server: Node) -> dict[str, Any]:
    """The Server Variable Objects of a server, as they stand there."""
    declared = scalar(server, "variables")
    return declared if isinstance(declared, dict) else {}


def _pieces(
    context: Context,
    url: str,
    declared: dict[str, Any],
    server: Node,
    *,
    open: str = "whoever uses the SDK has to choose it",
) -> _Pieces:
    """The text and the variables of a URL, without what no path can follow.

    Args:
        open: What is to be done about a variable that has no value.
    """
    pieces: list[Wire | ServerVariable] = []
    bare = _USER.sub("", re.split(r"[?#]", url, maxsplit=1)[0])
    if bare != url:
        what = "a query, fragment or user name in a server's URL"
        context.unsupported(what, server.pointer, "it is left out")
    for index, piece in enumerate(_VARIABLE.split(bare)):
        if index % 2:
            pieces.append(_variable(context, piece, declared.get(piece), server, open))
        elif piece:
            if "{" in piece or "}" in piece:
                what = "a brace around no variable in a server's URL"
                context.unsupported(what, server.pointer, "it stays as it is")
            pieces.append(Wire(piece))
    return tuple(pieces)


def _variable(
    context: Context, wire: str, declared: Any, server: Node, open: str
) -> ServerVariable:
    said = declared if isinstance(declared, dict) else {}
    listed = said.get("enum")
    values = tuple(
        Wire(text) for v in (listed if isinstance(listed, list) else ()) if (text := _text(v))
    )
    default = _text(said.get("default"))
    if default is None:
        context.report(
            "server-variable",
            Level.WARNING,
            f"the variable `{wire}` of a server has no default; "
            + ("the first of its values is" if values else open),
            server.pointer,
        )
        default = values[0].text if values else None
    option = _option(context, wire)
    name = words(wire)
    description = said.get("description")
    if option is not None:
        name = words(option.name)
        description = option.description or description
    elif name in _RESERVED:
        name = ("server", *name)
    return ServerVariable(
        name=name,
        wire=Wire(wire),
        default=Wire(default) if default is not None else None,
        values=values,
        description=Wire(description.strip() if isinstance(description, str) else ""),
        environment_variable=option.read_env if option is not None else None,
    )


def _option(context: Context, wire: str) -> OptionConfig | None:
    """The configured option that stands for a variable: the one that says so, or is called like it."""
    options = context.config.options or ()
    for option in options:
        if option.server_variable == wire:
            return option
    named = (option for option in options if option.server_variable is None)
    return next((option for option in named if words(option.name) == words(wire)), None)


def _text(value: Any) -> str | None:
    """A value as a part of a URL: a port may stand in the document as a number."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _with_own_variables(environments: Iterable[Environment]) -> tuple[Environment, ...]:
    """The environments, where a variable that is another one than its namesake before is named after its own."""
    known: dict[Words, ServerVariable] = {}

    def own(piece: Wire | ServerVariable, environment: Words) -> Wire | ServerVariable:
        if isinstance(piece, Wire) or known.setdefault(piece.name, piece) == piece:
            return piece
        renamed = replace(piece, name=(*environment, *piece.name))
        return known.setdefault(renamed.name, renamed)

    return tuple(
        Environment(each.name, tuple(own(piece, each.name) for piece in each.url))
        for each in environments
    )


def _default(url: _Pieces) -> str:
    """The URL with the defaults of its variables; those that have none stay as they are."""
    return "".join(
        piece.text
        if isinstance(piece, Wire)
        else f"{{{piece.wire.text}}}"
        if piece.default is None
        else piece.default.text
        for piece in url
    )


def _is_absolute(url: _Pieces) -> bool:
    return _ABSOLUTE.match(_default(url)) is not None


def _name(server: Node, url: str, taken: Mapping[Words, object]) -> Words:
    """What an environment is called: as the document calls it, else after its host, else after all of its URL."""
    own = words(text(server, "name").text) if text(server, "name") else _described(server)
    usual = own or (words(_host(url)) if taken else ("production",))
    return next(name for name in _candidates(usual, url) if name not in taken)


def _candidates(usual: Words, url: str) -> Iterator[Words]:
    yield usual
    yield words(url.partition("://")[2])
    yield words(url)
    for number in count(2):
        yield (*usual, str(number))


def _described(server: Node) -> Words:
    """The name in a short description, such as `Staging server`; empty when there is none."""
    description = text(server, "description")
    name = tuple(word for word in words(description.text) if word not in _FILLERS)
    return name if description and len(name) <= _MAX_WORDS else ()


def _host(url: str) -> str:
    return re.split(r"[:/]", url.partition("://")[2])[0]
