"""The document as a contract: whether a request is one that it allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bodies import covers, media_for, media_name, read_body
from credentials import Alternative, Credentials
from document import Document, DocumentError, Node
from message import Request
from parameters import Parameter

__all__ = ["Contract", "Operation", "Violation"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
# These are described elsewhere in a document; parameters of these names count for nothing.
_OWN_HEADERS = frozenset({"accept", "content-type", "authorization"})
_TARGET = re.compile(r"/[A-Za-z0-9\-._~!$&'()*+,;=:@/?%\[\]|]*")


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a request breaks the contract."""

    method: str
    target: str
    where: str
    name: str
    message: str

    def __str__(self) -> str:
        place = f"{self.where} {self.name}".strip()
        return f"{self.method} {self.target}: {place}: {self.message}"


Complaint = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as the document describes it."""

    method: str
    template: str
    node: Node
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    security: tuple[Alternative, ...]
    concrete: tuple[bool, ...] = field(default=())


class Contract:
    """All operations of a document.

    Raises DocumentError when a reference that is needed leads nowhere.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.base_paths = _base_paths(document.root.child("servers"))
        self._credentials = Credentials(document)
        self.operations = sorted(
            self._read_operations(), key=lambda operation: operation.concrete, reverse=True
        )

    def check(self, request: Request) -> tuple[Operation | None, list[Violation]]:
        """The operation that is meant, and everything that is wrong with the request."""

        def violations(complaints: Iterable[Complaint]) -> list[Violation]:
            return [Violation(request.method, request.target, *each) for each in complaints]

        if not _TARGET.fullmatch(request.target):
            return None, violations([("target", "", "is not a path and query of a URI")])
        try:
            operation, values = self._find(request)
            if operation is None:
                return None, violations([("path", "", "no operation has this method and path")])
            complaints = [
                *self._check_path(operation, values),
                *self._check_query(operation, request),
                *self._check_headers(operation, request),
                *self._check_security(operation, request),
                *self._check_body(operation, request),
                *self._check_accept(operation, request),
            ]
        except ValueError as error:
            return None, violations([("target", "", str(error))])
        return operation, violations(complaints)

    def _read_operations(self) -> Iterator[Operation]:
        document = self.document
        for template, reference in document.root.child("paths").children():
            item = document.follow(reference)
            for method in METHODS:
                # A reference here is not of the standard, but large documents are split like this.
                node = document.follow(item.child(method))
                if not isinstance(node.value, dict):
                    continue
                servers = node.child("servers")
                if not servers.value:
                    servers = item.child("servers")
                bases = _base_paths(servers) if servers.value else self.base_paths
                pattern, names = _path_pattern(bases, template)
                security = node.value.get("security", document.root.value.get("security", []))
                yield Operation(
                    method=method.upper(),
                    template=template,
                    node=node,
                    pattern=pattern,
                    names=names,
                    parameters=tuple(self._parameters(item, node)),
                    security=tuple(security),
                    concrete=tuple("{" not in part for part in template.split("/")),
                )

    def _parameters(self, item: Node, operation: Node) -> Iterable[Parameter]:
        found: dict[tuple[str, str], Parameter] = {}
        for holder in (item, operation):
            for _, node in holder.child("parameters").children():
                parameter = Parameter.of(self.document, self.document.follow(node))
                found[parameter.where, parameter.name.lower()] = parameter
        return found.values()

    def _find(self, request: Request) -> tuple[Operation | None, dict[str, str]]:
        for operation in self.operations:
            if operation.method != request.method:
                continue
            match = operation.pattern.fullmatch(request.path)
            if match:
                return operation, dict(zip(operation.names, match.groups(), strict=True))
        return None, {}

    def _check_path(self, operation: Operation, values: dict[str, str]) -> Iterator[Complaint]:
        described = {item.name: item for item in operation.parameters if item.where == "path"}
        for name, text in values.items():
            if name not in described:
                raise DocumentError(f"{operation.template}: {{{name}}} is not described")
            for message in described[name].check_text(self.document, text):
                yield "path", name, message

    def _check_query(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        pairs = request.raw_query
        for parameter in operation.parameters:
            if parameter.where != "query":
                continue
            claimed = [pair for pair in pairs if parameter.claims(self.document, pair[0])]
            pairs = [pair for pair in pairs if pair not in claimed]
            if claimed:
                for message in parameter.check_query(self.document, claimed):
                    yield "query", parameter.name, message
            elif parameter.required:
                yield "query", parameter.name, "is required"
        keys = {name for where, name in self._credentials.places if where == "query"}
        for name, _ in pairs:
            if name not in keys:
                yield "query", name, "is not a parameter of this operation"

    def _check_headers(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        for parameter in operation.parameters:
            if parameter.where == "header" and parameter.name.lower() not in _OWN_HEADERS:
                text = request.headers.get(parameter.name)
            elif parameter.where == "cookie":
                text = request.cookies.get(parameter.name)
            else:
                continue
            if text is not None:
                for message in parameter.check_text(self.document, text):
                    yield parameter.where, parameter.name, message
            elif parameter.required:
                yield parameter.where, parameter.name, "is required"

    def _check_security(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        message = self._credentials.check(operation.security, request)
        if message:
            yield "security", "", message

    def _check_body(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        described = self.document.follow(operation.node.child("requestBody"))
        content_type = request.headers.get("content-type")
        if not request.body:
            if isinstance(described.value, dict) and described.value.get("required"):
                yield "body", "", "is required"
            if content_type is not None:
                # Some servers refuse a request that announces JSON and brings nothing.
                yield "header", "content-type", "is given without a body"
            return
        if described.value is None:
            yield "body", "", "this operation takes none"
            return
        if request.headers.get("content-encoding") not in (None, "identity"):
            yield "header", "content-encoding", "is not understood"
            return
        content = described.child("content")
        media = media_for(content, content_type or "")
        if media is None:
            expected = ", ".join(name for name, _ in content.children())
            yield "header", "content-type", f"is {content_type!r} and must be {expected}"
            return
        schema = self.document.follow(media).child("schema")
        try:
            value = read_body(self.document, schema, content_type or "", request.body)
        except ValueError as error:
            yield "body", "", f"is not {content_type}: {error}"
            return
        if schema.value is None or isinstance(value, bytes):
            return
        for violation in self.document.validator(schema).iter_errors(value):
            path = ".".join(str(step) for step in violation.instance_path)
            yield "body", path, violation.message

    def _check_accept(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        accepted = [
            media_name(part) for part in (request.headers.get("accept") or "*/*").split(",")
        ]
        offered = [
            media_name(name)
            for _, response in operation.node.child("responses").children()
            for name, _ in self.document.follow(response).child("content").children()
        ]
        if offered and not any(covers(each, name) for each in accepted for name in offered):
            yield "header", "accept", f"{', '.join(accepted)} takes none of {', '.join(offered)}"


def _base_paths(servers: Node) -> tuple[str, ...]:
    found: list[str] = []
    for _, server in servers.children():
        url = server.value["url"]
        for name, variable in server.child("variables").children():
            url = url.replace("{" + name + "}", str(variable.value["default"]))
        found.append(urlsplit(url).path.rstrip("/"))
    return tuple(found) or ("",)


def _path_pattern(bases: Iterable[str], template: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Each parameter takes part of one segment as it was sent: an encoded slash stays inside."""
    parts = re.split(r"\{([^{}]+)\}", template)
    pattern = "".join(
        "([^/]*)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    prefix = "|".join(re.escape(base) for base in bases)
    return re.compile(f"(?:{prefix}){pattern}"), tuple(parts[1::2])
