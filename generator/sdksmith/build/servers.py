"""Server Objects (OpenAPI 3.1, 4.8.5) as environments."""

from __future__ import annotations

import re

from sdksmith.build.context import Context, scalar, text
from sdksmith.ir import Environment
from sdksmith.load import Node
from sdksmith.names import Words, words
from sdksmith.report import Level
from sdksmith.wire import Wire

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_FILLERS = frozenset({"api", "environment", "server", "the", "url"})
"""Words of a description that do not tell one server from another."""
_MAX_WORDS = 2


def environments(context: Context) -> tuple[Environment, ...]:
    """Those of the configuration, else the servers of the document; the first one is the default."""
    if context.config.environments:
        return tuple(Environment(words(n), (Wire(u),)) for n, u in context.config.environments)
    found: dict[Words, Environment] = {}
    for entry in context.items(context.root, "servers"):
        server = context.mapping(entry)
        url = _url(context, server) if server is not None else None
        if server is None or url is None:
            continue
        name = _described(server) or (words(_host(url)) if found else ("production",))
        if name in found:
            name = words(url.text.partition("://")[2])
        found.setdefault(name, Environment(name, (url,)))
    if not found:
        context.report(
            "no-server",
            Level.WARNING,
            "no server with a host is known; whoever uses the SDK has to pass `base_url`",
            context.root.pointer.child("servers"),
            "add one to `servers`, or to `environments` of the configuration",
        )
    return tuple(found.values()) or (Environment(("production",), (Wire("http://localhost"),)),)


def _url(context: Context, server: Node) -> Wire | None:
    """The URL with the defaults of its variables; None when it is not absolute."""
    url = text(server, "url").text or "/"
    variables = scalar(server, "variables")
    for name in _VARIABLE.findall(url):
        variable = variables.get(name) if isinstance(variables, dict) else None
        default = variable.get("default") if isinstance(variable, dict) else None
        if not isinstance(default, str):
            context.unsupported(
                f"the variable `{name}` of a server, without a default,",
                server.pointer,
                "the server is left out",
            )
            return None
        url = url.replace(f"{{{name}}}", default)
    if url.startswith(("https://", "http://")):
        return Wire(url)
    context.report(
        "relative-server",
        Level.WARNING,
        f"the server `{url}` says no host; it is left out",
        server.pointer,
        "name it in `environments` of the configuration",
    )
    return None


def _described(server: Node) -> Words:
    """The name in a short description, such as `Staging server`; empty when there is none."""
    description = text(server, "description")
    name = tuple(word for word in words(description.text) if word not in _FILLERS)
    return name if description and len(name) <= _MAX_WORDS else ()


def _host(url: Wire) -> str:
    return re.split(r"[:/]", url.text.partition("://")[2])[0]
