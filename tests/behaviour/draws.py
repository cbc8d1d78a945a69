"""What requests of any operation of any document say, made at random, and whether they do say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bodies import media_for, media_name
from contract import BODY, OWN_HEADERS, Contract, Operation, Reading
from document import Document, Node, Side
from instants import instants
from parameters import ABSENT, Parameter
from texts import ANYTHING, PLAIN, PRINTABLE
from values import NoValueError, Values

from sdksmith.ir import Location, Method, PathParameter
from sdksmith.ir import Parameter as Argument

__all__ = ["PLACES", "Draws", "Given", "UnmadeError", "differences", "path_template"]

PLACES = {
    "path": Location.PATH,
    "query": Location.QUERY,
    "header": Location.HEADER,
    "cookie": Location.COOKIE,
    "querystring": Location.WHOLE_QUERY,
}
_TRIES = 8


class UnmadeError(Exception):
    """No request, or no answer, could be made from the document's schemas."""


@dataclass
class Given:
    """What the request of a call has to say, and the parameters of the method that say it.

    `values`: by place and name, as in `Reading`. `arguments`: each parameter with its value, as it
    is on the wire. `extra`: members of the body that are no parameter. `problems`: what the
    document says and the method cannot.
    """

    values: dict[tuple[str, str], Any] = field(default_factory=dict)
    arguments: list[tuple[Argument, Any]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class Draws:
    """Makes requests of the operations of a document, and knows which method calls which one."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._requests = Values(contract.document, Side.REQUEST)
        self._by_place = {(o.method, o.template): o for o in contract.operations}
        self._by_path: dict[tuple[str, str], list[Operation]] = {}
        for operation in contract.operations:
            key = operation.method, operation.template.partition("?")[0].partition("#")[0]
            self._by_path.setdefault(key, []).append(operation)

    # ------------------------------------------------------------ the table

    def missing(self, methods: Iterable[Method]) -> list[str]:
        """The operations of the document that no method calls."""
        wanted = dict.fromkeys(str(operation) for operation in self._contract.operations)
        for method in methods:
            operation = self.operation(method)
            if operation is not None:
                wanted.pop(str(operation), None)
        return list(wanted)

    def operation(self, method: Method) -> Operation | None:
        """The operation that a method calls."""
        steps = [str(step) for step in method.place.path]
        if "paths" in steps:
            template = steps[steps.index("paths") + 1] if steps[-1] else ""
            found = self._by_place.get((method.verb, template))
            if found is not None:
                return found
        candidates = self._by_path.get((method.verb, path_template(method)), [])
        return candidates[0] if candidates else None

    # ------------------------------------------------------------ requests

    def request(self, method: Method, operation: Operation, random: Random) -> Given:
        """A request that the document allows.

        Raises:
            UnmadeError: The schemas allow none.
        """
        try:
            return self._request(method, operation, random)
        except NoValueError as error:
            raise UnmadeError(str(error)) from error

    def _request(self, method: Method, operation: Operation, random: Random) -> Given:
        arguments = {(p.location, p.wire.text): p for p in method.parameters}
        secret = self._contract.credential_places
        given = Given()
        for parameter in operation.parameters:
            where, name = parameter.where, parameter.name
            if where == "header" and name.lower() in OWN_HEADERS:
                continue
            if (where, name.lower() if where == "header" else name) in secret:
                continue
            argument = arguments.get((PLACES[where], name))
            if argument is None:
                given.problems.append(f"there is no argument for {where} {name}")
                continue
            if not argument.required and random.random() < 0.5:
                continue
            value = self._parameter(parameter, random)
            if value is not ABSENT:
                given.values[where, name] = value
                given.arguments.append((argument, value))
        body = self._body(method, operation, random)
        if body is not ABSENT:
            given.values[BODY] = body
            _spread(method, body, given)
        return given

    def _parameter(self, parameter: Parameter, random: Random) -> Any:
        schema = parameter.schema
        if schema.value is None or schema.value == {}:
            return "a text"
        kinds = self._contract.document.kinds(schema)
        for _ in range(_TRIES):
            value = self._requests.make(
                schema,
                random,
                alphabet=_alphabet(parameter, kinds),
                nulls=parameter.is_json,
                empty=parameter.is_json,
            )
            if value not in ("", ".", "..", None) and not _has_empty(value):
                return value
        if parameter.required:
            raise NoValueError(f"{schema.uri}: every value is empty")
        return ABSENT

    def _body(self, method: Method, operation: Operation, random: Random) -> Any:
        body = method.body
        document = self._contract.document
        described = document.follow(operation.node.child("requestBody"))
        if body is None or not isinstance(described.value, dict):
            return ABSENT
        spread = any(each.location is Location.BODY for each in method.parameters)
        needed = any(
            argument.required and argument.location in (Location.BODY, Location.WHOLE_BODY)
            for argument in method.parameters
        )
        if (
            not needed
            and not body.required
            and described.value.get("required") is not True
            and random.random() < 0.2
        ):
            return ABSENT
        media = media_for(described.child("content"), body.media_type.text)
        if media is None:
            return ABSENT
        media = document.follow(media)
        schema = media.child("schema")
        name = media_name(body.media_type.text)
        is_form = name == "application/x-www-form-urlencoded" or name.startswith("multipart/")
        if schema.value is None or "binary" in _formats(document, schema):
            return bytes(random.randint(0, 255) for _ in range(random.randint(1, 30)))
        for _ in range(_TRIES):
            value = self._requests.make(
                schema,
                random,
                alphabet=PRINTABLE + " é中" if is_form else ANYTHING,
                nulls=not is_form,
                empty=not is_form,
            )
            if is_form:
                value = _without_empty(value)
                if not document.validator(schema).is_valid(value):
                    continue
            if value is not None or not spread:
                return value
        raise NoValueError(f"{schema.uri}: no value can be sent")


def path_template(method: Method) -> str:
    """The path as the document has it, without what stands behind a `?` or `#`."""
    return "".join(
        "{" + piece.wire.text + "}" if isinstance(piece, PathParameter) else piece.text
        for piece in method.path
    ).partition("?")[0]


def _spread(method: Method, body: Any, given: Given) -> None:
    """The arguments for a body: one for each member, or one for the whole."""
    members = {p.wire.text: p for p in method.parameters if p.location is Location.BODY}
    for parameter in method.parameters:
        if parameter.location is Location.WHOLE_BODY:
            given.arguments.append((parameter, body))
            return
    if not isinstance(body, dict):
        given.problems.append(f"there is no argument for the body {body!r:.100}")
        return
    for wire, value in body.items():
        if wire in members:
            given.arguments.append((members[wire], value))
        else:
            given.extra[wire] = value


def _alphabet(parameter: Parameter, kinds: set[str]) -> str:
    """The characters that a text may have in the place where the parameter stands."""
    if parameter.is_json and parameter.where in ("query", "path", "querystring"):
        return ANYTHING
    if parameter.where in ("header", "cookie"):
        return PLAIN + "-_.:/()"
    compound = kinds & {"array", "object"}
    if parameter.where == "path":
        return PLAIN + "-_~é中%?#" if compound else PLAIN + "-_~é中%?#/ +@!$&'()*:"
    if parameter.style == "pipeDelimited" or (compound and not parameter.explode):
        return PLAIN + "-_.~é中%?#/&="
    return PRINTABLE + " é中,|"


def _formats(document: Document, schema: Node) -> set[str]:
    return {str(part.value.get("format")) for part in document.parts(schema) if part.value}


def _has_empty(value: Any) -> bool:
    """Whether there is an array or object in it that has no text."""
    if isinstance(value, dict):
        return not value or any(_has_empty(item) for item in value.values())
    if isinstance(value, list):
        return not value or any(_has_empty(item) for item in value)
    return value in ("", None)


def _without_empty(value: Any) -> Any:
    """The value without the arrays and objects that a form cannot say."""
    if isinstance(value, dict):
        kept = {name: _without_empty(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in ({}, [])}
    if isinstance(value, list):
        kept_items = [_without_empty(item) for item in value]
        return [item for item in kept_items if item not in ({}, [])]
    return value


# ---------------------------------------------------------------- judging


def differences(expected: Mapping[tuple[str, str], Any], reading: Reading) -> Iterator[str]:
    """What the request says that was not asked for, or does not say, or says in another way."""
    for violation in reading.violations:
        yield f"{violation} (given {_given(expected, violation.where, violation.name)})"
    for place in [*expected, *(place for place in reading.values if place not in expected)]:
        wanted = expected.get(place, ABSENT)
        sent = reading.values.get(place, ABSENT)
        if place == BODY and wanted in ({}, b"", ABSENT) and sent in ({}, ABSENT):
            continue  # an object without members, or none
        if not _same(wanted, sent):
            yield f"{' '.join(place)}: given {wanted!r:.300}, the server reads {sent!r:.300}"


def _given(expected: Mapping[tuple[str, str], Any], where: str, name: str) -> str:
    value = expected.get(BODY if where == "body" else (where, name), ABSENT)
    return f"{value!r:.300}"


def _same(wanted: Any, sent: Any) -> bool:
    if isinstance(wanted, dict) and isinstance(sent, dict):
        if wanted.keys() != sent.keys():
            return False
        return all(_same(value, sent[name]) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(sent, list):
        return len(wanted) == len(sent) and all(map(_same, wanted, sent))
    if isinstance(sent, bytes) and isinstance(wanted, str):
        return sent == wanted.encode()
    if isinstance(sent, list) and len(sent) == 1:
        return _same(wanted, sent[0])  # a list of one item looks like the item
    if wanted == sent:
        return True
    if isinstance(wanted, str) and isinstance(sent, str):
        return bool(instants(wanted) == instants(sent))  # one instant in another spelling
    # Where a schema allows both, a text that is a number may be read as one.
    return isinstance(sent, int | float | str | bool) and _text(wanted) == _text(sent)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
