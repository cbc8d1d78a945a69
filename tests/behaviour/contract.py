"""The document as a contract: whether a request is one that it allows, and what the request says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from bodies import covers, is_json, media_for, media_name, read_body
from credentials import Alternative, Credentials
from document import Document, Node
from message import Request
from parameters import Parameter, Read, decode, read_as, tree, typed

__all__ = ["BODY", "METHODS", "Contract", "Operation", "Reading", "Violation", "contract_of"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
# These are described elsewhere in a document; parameters of these names count for nothing.
OWN_HEADERS = frozenset({"accept", "content-type", "authorization"})
BODY = ("body", "")
"""The place of the body in what was read."""
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
Values = dict[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as the document describes it."""

    method: str
    template: str
    """The path as the document has it."""
    node: Node
    bases: tuple[str, ...]
    """The URLs that the path is appended to, without a slash behind them."""
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]
    """A query that stands in the path itself."""
    parameters: tuple[Parameter, ...]
    security: tuple[Alternative, ...]
    concrete: tuple[bool, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a request says.

    `values`: by place and name, such as `("query", "limit")`, or `BODY`; no entry for what it lacks.
    """

    operation: Operation | None
    values: Mapping[tuple[str, str], Any]
    violations: list[Violation]


class Contract:
    """All operations of a document.

    Raises DocumentError when a reference that is needed leads nowhere.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.bases = _bases(document.root.child("servers"))
        self.base_paths = tuple(urlsplit(base).path for base in self.bases)
        self._credentials = Credentials(document)
        self.operations = sorted(
            self._read_operations(), key=lambda operation: operation.concrete, reverse=True
        )

    def check(self, request: Request) -> tuple[Operation | None, list[Violation]]:
        """The operation that is meant, and everything that is wrong with the request."""
        reading = self.read(request)
        return reading.operation, reading.violations

    def read(self, request: Request, expected: Operation | None = None) -> Reading:
        """What the request says, and everything that is wrong with it.

        `expected` is the operation to hold it to, where several have its method and path.
        """

        def result(operation: Operation | None, *complaints: Complaint) -> Reading:
            found = [Violation(request.method, request.target, *each) for each in complaints]
            return Reading(operation, values, found)

        values: Values = {}
        if not _TARGET.fullmatch(request.target):
            return result(None, ("target", "", "is not a path and query of a URI"))
        operation, texts = self._find(request, expected)
        if operation is None:
            return result(None, ("path", "", "no operation has this method and path"))
        try:
            complaints = [
                *self._check_origin(operation, request),
                *self._check_path(operation, texts, values),
                *self._check_query(operation, request, values),
                *self._check_headers(operation, request, values),
                *self._check_cookies(operation, request, values),
                *self._check_security(operation, request),
                *self._check_body(operation, request, values),
                *self._check_accept(operation, request, values),
            ]
        except ValueError as error:
            return result(None, ("target", "", str(error)))
        return result(operation, *complaints)

    @property
    def credential_places(self) -> set[tuple[str, str]]:
        """Where credentials stand: `("header", "x-key")`."""
        return self._credentials.places

    # ------------------------------------------------------------ reading the document

    def _read_operations(self) -> Iterator[Operation]:
        document = self.document
        for template, reference in document.root.child("paths").children():
            item = document.follow(reference)
            for method, found in _methods(item):
                # A reference here is not of the standard, but large documents are split like this.
                node = document.follow(found)
                if not isinstance(node.value, dict):
                    continue
                servers = node.child("servers")
                if not servers.value:
                    servers = item.child("servers")
                bases = _bases(servers) if servers.value else self.bases
                path, _, query = template.partition("#")[0].partition("?")
                parameters = tuple(self._parameters(item, node, path))
                pattern, names = _path_pattern(bases, path)
                security = node.value.get("security", document.root.value.get("security", []))
                yield Operation(
                    method=method,
                    template=template,
                    node=node,
                    bases=bases,
                    pattern=pattern,
                    names=names,
                    fixed=tuple(parse_qsl(query, keep_blank_values=True)),
                    parameters=parameters,
                    security=tuple(security or ()),
                    concrete=tuple("{" not in part for part in path.split("/")),
                )

    def _parameters(self, item: Node, operation: Node, path: str) -> Iterable[Parameter]:
        found: dict[tuple[str, str], Parameter] = {}
        for holder in (item, operation):
            for _, node in holder.child("parameters").children():
                parameter = Parameter.of(self.document, self.document.follow(node))
                found[parameter.where, _folded(parameter)] = parameter
        for name in re.findall(r"\{([^{}]+)\}", path):
            # What the document forgot to describe is a text.
            schema = Node(None, operation.file, operation.pointer)
            forgotten = Parameter(name, "path", True, "simple", False, schema)
            found.setdefault(("path", name), forgotten)
        return found.values()

    def _find(
        self, request: Request, expected: Operation | None
    ) -> tuple[Operation | None, list[tuple[str, str]]]:
        for operation in self.operations if expected is None else (expected,):
            if operation.method != request.method:
                continue
            match = operation.pattern.fullmatch(request.path)
            if match and set(operation.fixed) <= set(request.query):
                return operation, list(zip(operation.names, match.groups(), strict=True))
        return None, []

    # ------------------------------------------------------------ reading a request

    def _check_origin(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        absolute = [base for base in operation.bases if "://" in base]
        if not request.origin or not absolute:
            return
        url = request.origin + request.path
        if not any(re.match(_base_pattern(base), url) for base in absolute):
            yield "target", "", f"goes to {request.origin} and not to {' or '.join(absolute)}"

    def _check_path(
        self, operation: Operation, texts: list[tuple[str, str]], values: Values
    ) -> Iterator[Complaint]:
        described = {item.name: item for item in operation.parameters if item.where == "path"}
        for name, text in texts:
            read = described[name].read_text(self.document, text)
            values["path", name] = read.value
            for message in read.problems:
                yield "path", name, message

    def _check_query(
        self, operation: Operation, request: Request, values: Values
    ) -> Iterator[Complaint]:
        if whole := [each for each in operation.parameters if each.where == "querystring"]:
            yield from self._check_whole_query(whole[0], request, values)
            return
        pairs = request.raw_query
        for name, text in operation.fixed:
            pairs = [pair for pair in pairs if (pair[0], decode(pair[1])) != (name, text)]
        parameters = [each for each in operation.parameters if each.where == "query"]
        for parameter in parameters:
            others = {each.name for each in parameters if each is not parameter}
            claimed = [
                pair
                for pair in pairs
                if pair[0] not in others and parameter.claims(self.document, pair[0])
            ]
            pairs = [pair for pair in pairs if pair not in claimed]
            if claimed:
                read = parameter.read_pairs(self.document, claimed)
                values["query", parameter.name] = read.value
                for message in read.problems:
                    yield "query", parameter.name, message
            elif parameter.required:
                yield "query", parameter.name, "is required"
        keys = {name for where, name in self._credentials.places if where == "query"}
        for name, _ in pairs:
            if name not in keys:
                yield "query", name, "is not a parameter of this operation"

    def _check_whole_query(
        self, parameter: Parameter, request: Request, values: Values
    ) -> Iterator[Complaint]:
        """All of the query is one value (`in: querystring`, OpenAPI 3.2)."""
        text = request.target.partition("?")[2]
        if not text:
            if parameter.required:
                yield "querystring", parameter.name, "is required"
            return
        if is_json(parameter.media_type):
            value = parameter.read_readings(self.document, [decode(text, plus=False)])
        elif parameter.media_type == "application/x-www-form-urlencoded":
            pairs = tree((name, decode(value)) for name, value in request.raw_query)
            value = read_as(
                self.document, parameter.schema, [typed(self.document, parameter.schema, pairs)]
            )
        else:
            value = Read(decode(text, plus=False))
        values["querystring", parameter.name] = value.value
        for message in value.problems:
            yield "querystring", parameter.name, message

    def _check_headers(
        self, operation: Operation, request: Request, values: Values
    ) -> Iterator[Complaint]:
        keys = {name for where, name in self._credentials.places if where == "header"}
        for parameter in operation.parameters:
            name = parameter.name.lower()
            if parameter.where != "header" or name in OWN_HEADERS | keys:
                continue
            text = request.headers.get(parameter.name)
            if text is not None:
                read = parameter.read_text(self.document, text)
                values["header", parameter.name] = read.value
                for message in read.problems:
                    yield "header", parameter.name, message
            elif parameter.required:
                yield "header", parameter.name, "is required"

    def _check_cookies(
        self, operation: Operation, request: Request, values: Values
    ) -> Iterator[Complaint]:
        pairs = request.cookie_pairs
        for parameter in operation.parameters:
            if parameter.where != "cookie":
                continue
            claimed = [pair for pair in pairs if parameter.claims(self.document, pair[0])]
            if claimed:
                read = parameter.read_cookies(self.document, claimed)
                values["cookie", parameter.name] = read.value
                for message in read.problems:
                    yield "cookie", parameter.name, message
            elif parameter.required:
                yield "cookie", parameter.name, "is required"

    def _check_security(self, operation: Operation, request: Request) -> Iterator[Complaint]:
        message = self._credentials.check(operation.security, request)
        if message:
            yield "security", "", message

    def _check_body(
        self, operation: Operation, request: Request, values: Values
    ) -> Iterator[Complaint]:
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
        try:
            media = self.document.follow(media)
            read = read_body(self.document, media, content_type or "", request.body)
        except ValueError as error:
            yield "body", "", f"is not {content_type}: {error}"
            return
        values[BODY] = read.value
        yield from self._body_complaints(media.child("schema"), read)

    def _body_complaints(self, schema: Node, read: Read) -> Iterator[Complaint]:
        """What is wrong with a body; of a JSON value, with the member that is to blame."""
        if schema.value is None or not read.problems or _has_bytes(read.value):
            for message in read.problems:
                yield "body", "", message
            return
        for violation in self.document.validator(schema).iter_errors(read.value):
            path = ".".join(str(step) for step in violation.instance_path)
            yield "body", path, violation.message

    def _check_accept(
        self, operation: Operation, request: Request, values: Values
    ) -> Iterator[Complaint]:
        """Of success only: errors come in whatever form a server has for them."""
        accepted = [
            media_name(part) for part in (request.headers.get("accept") or "*/*").split(",")
        ]
        offered = [
            media_name(name)
            for status, response in operation.node.child("responses").children()
            if status[:1] not in ("4", "5")
            for name, _ in self.document.follow(response).child("content").children()
        ]
        if _asks_for_stream(values):
            offered.append("text/event-stream")  # often the switch is all that is said of it
        if offered and not any(covers(each, name) for each in accepted for name in offered):
            yield "header", "accept", f"{', '.join(accepted)} takes none of {', '.join(offered)}"


def _asks_for_stream(values: Values) -> bool:
    body = values.get(BODY)
    switch = body.get("stream") if isinstance(body, dict) else values.get(("query", "stream"))
    return switch is True


def _folded(parameter: Parameter) -> str:
    """The name by which two parameters are the same one: only headers know no letter case."""
    return parameter.name.lower() if parameter.where == "header" else parameter.name


def _has_bytes(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_bytes(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_bytes(item) for item in value)
    return isinstance(value, bytes)


def _methods(item: Node) -> Iterator[tuple[str, Node]]:
    """The operations of a path, with the method as it is sent (`additionalOperations` of 3.2 too)."""
    for method in METHODS:
        node = item.child(method)
        if node.value is not None:
            yield method.upper(), node
    yield from item.child("additionalOperations").children()


def _bases(servers: Node) -> tuple[str, ...]:
    """The URLs of servers; a variable that any text may stand for stays in braces."""
    found: list[str] = []
    for _, server in servers.children():
        url = str(server.value["url"])
        for name, variable in server.child("variables").children():
            url = url.replace("{" + name + "}", str(variable.value["default"]))
        found.append(url.rstrip("/"))
    return tuple(found) or ("",)


def _base_pattern(base: str) -> str:
    return re.escape(base) + r"(?:[/?]|$)"


def _path_pattern(bases: Iterable[str], template: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Each parameter takes part of one segment as it was sent: an encoded slash stays inside."""
    parts = re.split(r"\{([^{}]+)\}", template)
    # What may stand in a path as it is; anything else is percent-encoded.
    plain = "/-._~!$&'()*+,;=:@%"
    pattern = "".join(
        "([^/]*)" if index % 2 else re.escape(quote(part, safe=plain))
        for index, part in enumerate(parts)
    )
    prefix = "|".join(re.escape(urlsplit(base).path) for base in bases)
    return re.compile(f"(?:{prefix}){pattern}"), tuple(parts[1::2])


@cache
def contract_of(document: Path) -> Contract:
    """The contract of a document that does not change: read once, with the validators that were compiled for it."""
    return Contract(Document(document))
