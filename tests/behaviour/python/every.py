"""Calls any operation of any document with values made at random, and judges what comes of it."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import json
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from annotations import annotations, mismatches
from answers import Answer, Offer, offers
from arguments import Arguments
from bodies import media_for, media_name
from contract import BODY, OWN_HEADERS, Contract, Operation, Reading, Violation
from document import Document, Node, Side
from exchange import Response, answering
from generated import Entry, Package
from instants import instants
from message import Request
from parameters import ABSENT, Parameter
from texts import ANYTHING, PLAIN, PRINTABLE
from values import NoValueError, Values

from sdksmith.ir import Location, PageKind, Pagination
from sdksmith.ir import Parameter as Argument

__all__ = ["Every", "UnmadeError", "judge_values"]

_PLACES = {
    "path": Location.PATH,
    "query": Location.QUERY,
    "header": Location.HEADER,
    "cookie": Location.COOKIE,
    "querystring": Location.WHOLE_QUERY,
}
_SETTINGS = frozenset(
    {
        "self",
        "base_url",
        "environment",
        "timeout",
        "max_retries",
        "default_headers",
        "default_query",
        "http_client",
    }
)
_ORIGIN = "http://localhost"
_TRIES = 8
_PAGES = 3
"""So many pages are read at the most."""


class _NotAcceptedError(Exception):
    """The request accepts no answer that the operation gives."""


class UnmadeError(Exception):
    """No request, or no answer, could be made from the document's schemas."""


@dataclass
class _Network:
    """What the server is about to answer, and what it was asked."""

    contract: Contract
    operation: Operation
    random: Random
    good: bool
    pagination: Pagination | None
    readings: list[Reading] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    problem: Exception | None = None

    def answer(self, request: Request) -> Response:
        reading = self.contract.read(request, self.operation)
        if self.readings and self.pagination is not None and self.pagination.parameter is not None:
            # The number of the next page follows from a number that was made at random.
            told = self.pagination.parameter.text
            reading.violations[:] = [v for v in reading.violations if v.name != told]
        self.readings.append(reading)
        if reading.violations:
            return 599, (), b""
        try:
            answer = self._choose(request, reading).answer(self.contract.document, self.random)
            if self.pagination is not None and self.good:
                answer = self._paged(answer, self.pagination, request)
        except NoValueError as error:
            self.problem = error
            return 599, (), b""
        except _NotAcceptedError as error:
            reading.violations.append(
                Violation(request.method, request.target, "header", "accept", str(error))
            )
            return 599, (), b""
        self.answers.append(answer)
        return answer.status, answer.headers, answer.body

    def _paged(self, answer: Answer, pagination: Pagination, request: Request) -> Answer:
        """The answer with a URL that leads to the next page; the last one has none."""
        last = len(self.answers) >= _PAGES - 1
        url = request.origin + request.target
        if pagination.kind is PageKind.LINK_HEADER and not last:
            link = ("Link", f'<{url}>; rel="next"')
            return replace(answer, headers=(*answer.headers, link))
        *steps, name = [step.text for step in pagination.next] or [""]
        holder = answer.value
        for step in steps:
            holder = holder.get(step) if isinstance(holder, dict) else None
        told = holder.get(name) if isinstance(holder, dict) else None
        is_url = pagination.kind is PageKind.NEXT_URL or str(told).startswith("http")
        if not isinstance(told, str) or not is_url:
            return answer
        holder.pop(name)
        if not last:
            holder[name] = url
        return replace(answer, body=json.dumps(answer.value).encode())

    def _choose(self, request: Request, reading: Reading) -> Offer:
        accept = request.headers.get("accept") or "*/*"
        all_offers = offers(self.contract.document, self.operation.node, good=self.good)
        found = [offer for offer in all_offers if not self.good or offer.is_accepted(accept)]
        if not found and _asks_for_stream(reading) and "text/event-stream" in accept:
            # The switch is all that the document says of streams.
            found = [replace(offer, content_type="text/event-stream") for offer in all_offers]
        if not found:
            names = sorted({str(offer.content_type) for offer in all_offers})
            raise _NotAcceptedError(f"{accept} takes none of {', '.join(names)}")
        if any(offer.is_stream for offer in found):
            streams = _asks_for_stream(reading)
            if streams is not None:
                found = [offer for offer in found if offer.is_stream is streams] or found
        return self.random.choice(found)


def _asks_for_stream(reading: Reading) -> bool | None:
    """Whether the request has a switch called `stream`, and which way it stands."""
    body = reading.values.get(BODY)
    if isinstance(body, dict) and isinstance(body.get("stream"), bool):
        return bool(body["stream"])
    switch = reading.values.get(("query", "stream"))
    return switch if isinstance(switch, bool) else None


class Every:
    """All operations of a document, ready to be called.

    Args:
        document: The document that the package was generated from.
        module: The package, imported.
    """

    def __init__(self, package: Package, document: Path, module: Any) -> None:
        self.package = package
        self.contract = Contract(Document(document))
        self.module = module
        self._requests = Values(self.contract.document, Side.REQUEST)
        self._by_place = {(o.method, o.template): o for o in self.contract.operations}
        self._by_path: dict[tuple[str, str], list[Operation]] = {}
        for operation in self.contract.operations:
            key = operation.method, operation.template.partition("?")[0].partition("#")[0]
            self._by_path.setdefault(key, []).append(operation)
        self.client = module.Client(**self._options(module.Client))
        self._async_client = module.AsyncClient(**self._options(module.AsyncClient))
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        self.client.close()
        self._loop.run_until_complete(self._async_client.close())
        self._loop.close()

    # ------------------------------------------------------------ the table

    def missing(self) -> list[str]:
        """The operations of the document that no method calls."""
        wanted = dict.fromkeys(str(operation) for operation in self.contract.operations)
        for entry in self.package.entries():
            operation = self.operation(entry)
            if operation is not None:
                wanted.pop(str(operation), None)
        return list(wanted)

    def operation(self, entry: Entry) -> Operation | None:
        """The operation that a method calls."""
        place = entry.method.place
        steps = [str(step) for step in place.path]
        if "paths" in steps:
            template = steps[steps.index("paths") + 1] if steps[-1] else ""
            found = self._by_place.get((entry.verb, template))
            if found is not None:
                return found
        candidates = self._by_path.get((entry.verb, entry.template), [])
        return candidates[0] if candidates else None

    # ------------------------------------------------------------ calls

    def call(self, entry: Entry, random: Random, *, good: bool = True) -> list[str]:
        """Call a method once and say what is wrong with the request, or with what is made of the answer.

        Raises:
            UnmadeError: The schemas allow no request or no answer.
        """
        operation = self.operation(entry)
        if operation is None:
            return ["no operation of the document has its method and path"]
        if not good and not offers(self.contract.document, operation.node, good=False):
            return []
        problems: list[str] = []
        try:
            expected, keywords = self._call(entry, operation, random, problems)
        except NoValueError as error:
            raise UnmadeError(str(error)) from error
        network = _Network(self.contract, operation, random, good, entry.method.pagination)
        is_async = random.random() < 0.3
        with answering(network.answer):
            try:
                outcome = self._outcome(entry, keywords, network, is_async=is_async)
            except Exception as error:
                if network.problem is not None:
                    raise UnmadeError(str(network.problem)) from error
                if not network.readings:
                    return [*problems, f"{_told(error)} for {keywords!r:.400}"]
                problems += _differences(expected, network.readings[0])
                if problems or network.readings[-1].violations:
                    return problems or [str(v) for v in network.readings[-1].violations]
                if good:
                    return [f"{_told(error)} for the answer {_shown(network.answers)}"]
                return self._judge_error(error, network)
        if network.problem is not None:
            raise UnmadeError(str(network.problem))
        if not network.readings:
            return [*problems, "no request was sent"]
        problems += _differences(expected, network.readings[0])
        problems += [str(v) for reading in network.readings[1:] for v in reading.violations]
        if good:
            problems += outcome
        else:
            problems.append(f"no error was raised for the answer {_shown(network.answers)}")
        return problems

    def _call(
        self, entry: Entry, operation: Operation, random: Random, problems: list[str]
    ) -> tuple[dict[tuple[str, str], Any], dict[str, Any]]:
        """What the request has to say, and the arguments that say it."""
        arguments = {(p.location, p.wire.text): (n, p) for n, p in entry.arguments().items()}
        python = Arguments(self.package.api, random)
        expected: dict[tuple[str, str], Any] = {}
        keywords: dict[str, Any] = {}
        secret = self.contract.credential_places
        for parameter in operation.parameters:
            where, name = parameter.where, parameter.name
            if where == "header" and name.lower() in OWN_HEADERS:
                continue
            if (where, name.lower() if where == "header" else name) in secret:
                continue
            found = arguments.get((_PLACES[where], name))
            if found is None:
                problems.append(f"there is no argument for {where} {name}")
                continue
            if not found[1].required and random.random() < 0.5:
                continue
            value = self._parameter(parameter, random)
            if value is ABSENT:
                continue
            expected[where, name] = value
            keywords[found[0]] = python.of(found[1].type, value)
        body = self._body(entry, operation, random)
        if body is not ABSENT:
            expected[BODY] = body
            self._spread(entry, arguments, body, python, keywords, problems)
        return expected, keywords

    def _parameter(self, parameter: Parameter, random: Random) -> Any:
        schema = parameter.schema
        if schema.value is None or schema.value == {} or (schema.pointer[-1] == "schema" and False):
            return "a text"
        kinds = self.contract.document.kinds(schema)
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

    def _body(self, entry: Entry, operation: Operation, random: Random) -> Any:
        body = entry.method.body
        document = self.contract.document
        described = document.follow(operation.node.child("requestBody"))
        if body is None or not isinstance(described.value, dict):
            return ABSENT
        spread = any(each.location is Location.BODY for each in entry.method.parameters)
        needed = any(
            argument.required and argument.location in (Location.BODY, Location.WHOLE_BODY)
            for argument in entry.method.parameters
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

    def _spread(
        self,
        entry: Entry,
        arguments: Mapping[tuple[Location, str], tuple[str, Argument]],
        body: Any,
        python: Arguments,
        keywords: dict[str, Any],
        problems: list[str],
    ) -> None:
        """The arguments for a body: one for each member, or one for the whole."""
        whole = [item for (place, _), item in arguments.items() if place is Location.WHOLE_BODY]
        if whole:
            name, parameter = whole[0]
            keywords[name] = python.of(parameter.type, body)
            return
        if not isinstance(body, dict):
            problems.append(f"there is no argument for the body {body!r:.100}")
            return
        extra = {}
        for wire, value in body.items():
            found = arguments.get((Location.BODY, wire))
            if found is None:
                extra[wire] = value
            else:
                keywords[found[0]] = python.of(found[1].type, value)
        if extra:
            keywords["extra_body"] = extra

    # ------------------------------------------------------------ judging

    def _outcome(
        self, entry: Entry, keywords: dict[str, Any], network: _Network, *, is_async: bool
    ) -> list[str]:
        """Call, and say what is wrong with the result."""
        client = self._async_client if is_async else self.client
        method = entry.of(client)
        promised = annotations(method)
        problems = [
            problem
            for name, value in keywords.items()
            if name in promised
            for problem in mismatches(value, promised[name], f"argument {name}")
        ]
        annotation = promised["return"]

        async def on_the_loop() -> list[str]:
            result = method(**keywords)
            if inspect.isawaitable(result):
                result = await result
            return [*problems, *await _judged_async(result, annotation, network)]

        if is_async:
            return self._loop.run_until_complete(on_the_loop())
        return [*problems, *_judged(method(**keywords), annotation, network)]

    def _judge_error(self, error: Exception, network: _Network) -> list[str]:
        answer = network.answers[-1]
        if not isinstance(error, self.module.APIStatusError):
            return [f"{_told(error)} for the answer {_shown(network.answers)}"]
        problems = []
        if error.status_code != answer.status:
            problems.append(f"status_code is {error.status_code}, not {answer.status}")
        if answer.offer.content_type is None or "json" not in answer.offer.content_type:
            return problems
        if error.body != answer.value:
            problems.append(f"body is {error.body!r:.200}, not {answer.value!r:.200}")
        data = error.data
        if data is None and isinstance(answer.value, dict):
            problems.append(f"there is no data for {answer.status}, which is {answer.offer.named}")
        if data is not None and _json(data) != instants(answer.value):
            problems.append(f"data is {data!r:.200}, not {answer.value!r:.200}")
        return problems

    def _options(self, client: Any) -> dict[str, Any]:
        """A value for each credential."""
        options: dict[str, Any] = {"max_retries": 0}
        variables = {
            "_".join(piece.name)
            for environment in self.package.api.environments
            for piece in environment.url
            if hasattr(piece, "values")
        }
        for name in inspect.signature(client).parameters:
            if name not in _SETTINGS | variables:
                options[name] = f"secret-{name}".replace("_", "-")
        if not any("://" in base for base in self.contract.bases):
            options["base_url"] = _ORIGIN + self.contract.base_paths[0]
        return options


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


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error!s:.300}"


def _shown(answers: list[Answer]) -> str:
    return f"{answers[-1].status} {answers[-1].value!r:.400}" if answers else "(none)"


def _differences(expected: Mapping[tuple[str, str], Any], reading: Reading) -> Iterator[str]:
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
    # Where a schema allows both, a text that is a number may be read as one.
    return isinstance(sent, int | float | str | bool) and _text(wanted) == _text(sent)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# ---------------------------------------------------------------- results


def _judged(result: Any, annotation: Any, network: _Network) -> list[str]:
    if not network.answers:
        return []
    answer = network.answers[0]
    problems = mismatches(result, annotation)
    if answer.offer.content_type is None:
        return problems
    if answer.offer.is_stream:
        return [*problems, *_judge_events(list(result), answer.value, result, annotation)]
    if hasattr(result, "iter_pages"):
        pages = list(itertools.islice(result.iter_pages(), _PAGES))
        return [*problems, *_judge_pages(pages, network)]
    if hasattr(result, "iter_bytes"):
        return [*problems, *judge_values([result.read()], [answer.body])]
    return [*problems, *judge_values([result], [answer.value])]


async def _judged_async(result: Any, annotation: Any, network: _Network) -> list[str]:
    if not network.answers:
        return []
    answer = network.answers[0]
    if answer.offer.content_type is None:
        return mismatches(result, annotation)
    if answer.offer.is_stream:
        events = [event async for event in result]
        return [*_judge_events(events, answer.value, result, annotation)]
    if hasattr(result, "iter_pages"):
        pages = []
        # What is annotated can be awaited, too, for the first page.
        problems = mismatches(result, typing.get_args(annotation)[1])
        async for page in result.iter_pages():
            pages.append(page)
            if len(pages) == _PAGES:
                break
        return [*problems, *_judge_pages(pages, network)]
    if hasattr(result, "iter_bytes"):
        return [*judge_values([await result.read()], [answer.body])]
    return [*mismatches(result, annotation), *judge_values([result], [answer.value])]


def _judge_pages(pages: Iterable[Any], network: _Network) -> Iterator[str]:
    """Each page is the answer that it came with."""
    for page, answer in zip(pages, network.answers, strict=False):
        made = page.items if isinstance(answer.value, list) else page
        if _json(made) != instants(answer.value):
            yield f"a page is {_json(made)!r:.300}, not {answer.value!r:.300}"


def _judge_events(
    events: list[Any], values: list[Any], stream: Any, annotation: Any
) -> Iterator[str]:
    """The events of a stream are of the type that is promised."""
    for each in (annotation, *typing.get_args(annotation)):
        origin = typing.get_origin(each)
        if isinstance(origin, type) and isinstance(stream, origin):
            for event in events:
                yield from mismatches(event, typing.get_args(each)[0], "event")
    yield from judge_values(events, values)


def judge_values(results: list[Any], values: list[Any]) -> Iterator[str]:
    """Whether results give back the JSON that they were made of."""
    if len(results) != len(values):
        yield f"there are {len(results)} values, not {len(values)}"
    for result, value in zip(results, values, strict=False):
        if _json(result) != instants(value):
            yield f"{_json(result)!r:.400} was made of {value!r:.400}"


def _json(value: Any) -> Any:
    """The JSON that a result stands for, its date-times as instants."""
    if hasattr(value, "to_dict"):
        return instants(value.to_dict(mode="json"))
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if isinstance(value, dict):
        return {name: _json(item) for name, item in value.items()}
    if isinstance(value, datetime):
        return value
    return value.isoformat() if isinstance(value, date) else instants(value)
