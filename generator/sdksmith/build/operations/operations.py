"""The operations of a document (OpenAPI 3.1, 4.8.8 to 4.8.10), found but not yet read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sdksmith.build.context import Context, text
from sdksmith.config import VERBS
from sdksmith.load import Node, Pointer
from sdksmith.records import record
from sdksmith.report import Level

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
"""A parameter's place in a path."""
_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
"""An HTTP method (RFC 9110, 9.1), without the punctuation that no registered one has."""
_STANDARD: Final = frozenset((*VERBS, "query"))
"""Members of a path item that are operations; `query` since OpenAPI 3.2."""
_HOST: Final = re.compile(r"https?://[^/]*", re.IGNORECASE)
_OTHERS: Final = frozenset(("$ref", "summary", "description", "servers", "parameters"))


@record
class Operation:
    """An operation of the document.

    Args:
        verb: The HTTP method, lower case.
        path: The path as the document has it, with a slash in front.
        item: The Path Item Object.
        node: The Operation Object.
        entry: What stands at the path in `paths`: the path item, or a `$ref` to it.
        token: The HTTP method as it is sent.
    """

    verb: str
    path: str
    item: Node
    node: Node
    entry: Node
    token: str

    @property
    def holders(self) -> tuple[Node, ...]:
        """What may hold parameters and servers for the operation; later ones win over earlier ones."""
        if self.entry.ref is None:
            return self.item, self.node
        return self.item, self.entry, self.node


def find(context: Context) -> Iterator[Operation]:
    """All operations of the document, in its order; what is wrong with them as a whole becomes findings."""
    watch = _Watch(context)
    for key, entry in context.members(context.root, "paths"):
        item = context.mapping(entry)
        if item is None:
            if entry.ref is None:
                continue
            item = entry  # What stands beside a `$ref` that leads nowhere.
        path = _path(context, key, entry)
        found = dict(_entries(context, item))
        if item is not entry:
            found.update(_entries(context, entry))  # beside the `$ref`
        for token, node in found.items():
            operation = context.known(node)
            whole = Operation(token.lower(), path, item, operation, entry, token)
            watch.see(whole, node)
            yield whole
    watch.report_references()


def _path(context: Context, key: str, entry: Node) -> str:
    """The key of a path item as a path."""
    absolute = _HOST.match(key)
    path = key[absolute.end() :] if absolute is not None else key
    path = path if path.startswith("/") else f"/{path}"
    if absolute is not None:
        context.report(
            "server-in-path",
            Level.WARNING,
            f"a path begins with a slash; its server `{absolute[0]}` is left out",
            entry.key_pointer,
            f"write the path as `{path}`, and the server into its `servers`",
        )
    elif path != key:
        context.report(
            "path-without-slash",
            Level.WARNING,
            "a path has to begin with a slash; it is taken as if it did",
            entry.key_pointer,
            f"write it as `{path}`",
        )
    return path


def _entries(context: Context, item: Node) -> Iterator[tuple[str, Node]]:
    """The operations of a path item by their HTTP methods."""
    for key, node in item.items():
        verb = key.lower()
        if verb in _STANDARD:
            if verb != key:
                context.report(
                    "upper-case-verb",
                    Level.WARNING,
                    f"`{key}` has to be written in lower case; it is taken for `{verb}`",
                    node.key_pointer,
                )
            yield verb.upper(), node
        elif key == "additionalOperations":  # OpenAPI 3.2
            yield from _additional(context, item)
        elif key not in _OTHERS and not key.startswith("x-"):
            context.report(
                "unknown-path-member",
                Level.WARNING,
                f"a path item has no member `{key}`; it is left out",
                node.key_pointer,
                f"operations are: {', '.join(VERBS)}",
            )


def _additional(context: Context, item: Node) -> Iterator[tuple[str, Node]]:
    for token, node in context.members(item, "additionalOperations"):
        if _TOKEN.fullmatch(token):
            yield token, node
        else:
            context.unsupported(
                f"the HTTP method `{token}`", node.key_pointer, "the operation is left out"
            )


class _Watch:
    """What can only be told of operations together."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._identifiers: dict[str, Pointer] = {}
        self._requests: dict[tuple[str, str], Operation] = {}
        self._references: list[Pointer] = []

    def see(self, operation: Operation, stated: Node) -> None:
        """Note an operation.

        Args:
            stated: The operation, or the `$ref` in its place.
        """
        if stated.ref is not None:
            self._references.append(stated.pointer)
        identifier = text(operation.node, "operationId").text
        if identifier:
            first = self._identifiers.setdefault(identifier, operation.node.pointer)
            if first is not operation.node.pointer and first != operation.node.pointer:
                self._context.report(
                    "duplicate-operation-id",
                    Level.WARNING,
                    f"two operations have the `operationId` {identifier}",
                    operation.node.pointer.child("operationId"),
                    f"the other one stands at {first}; rename one of them",
                )
        request = operation.token, PLACEHOLDER.sub("{}", operation.path.partition("#")[0])
        other = self._requests.setdefault(request, operation)
        if other is not operation:
            self._context.report(
                "equivalent-paths",
                Level.WARNING,
                f"`{operation.token} {operation.path}` is the same request as that of `{other.path}`",
                operation.entry.key_pointer,
                "both become methods; remove one of them, or make the paths differ",
            )

    def report_references(self) -> None:
        """OpenAPI allows `$ref` in place of a path item, but not of an operation."""
        if count := len(self._references):
            what, it = (
                ("an operation", "it is") if count == 1 else (f"{count} operations", "they are")
            )
            self._context.report(
                "operation-reference",
                Level.WARNING,
                f"a `$ref` stands in place of {what}, which OpenAPI does not know; {it} followed",
                self._references[0],
                "refer to the whole path item instead",
            )
