"""Calls any operation of any document with values made at random, and judges what comes of it."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import typing
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from annotations import annotations, mismatches
from answers import Answer, offers
from arguments import Arguments
from contract import Operation, contract_of
from draws import Draws, Given, UnmadeError, differences
from exchange import answering
from instants import instants
from network import PAGES, Network
from python_sdk import Entry, Package

__all__ = ["Every", "judge_values"]

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


class Every:
    """All operations of a document, ready to be called.

    Args:
        document: The document that the package was generated from.
        module: The package, imported.
    """

    def __init__(self, package: Package, document: Path, module: Any) -> None:
        self.package = package
        self.contract = contract_of(document)
        self.module = module
        self._draws = Draws(self.contract)
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
        return self._draws.missing(entry.method for entry in self.package.entries())

    def operation(self, entry: Entry) -> Operation | None:
        """The operation that a method calls."""
        return self._draws.operation(entry.method)

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
        given = self._draws.request(entry.method, operation, random)
        expected, problems = given.values, given.problems
        keywords = self._keywords(entry, given, random)
        network = Network(self.contract, operation, random, good, entry.method.pagination)
        is_async = random.random() < 0.3
        with answering(network.answer):
            try:
                outcome = self._outcome(entry, keywords, network, is_async=is_async)
            except Exception as error:
                if network.problem is not None:
                    raise UnmadeError(str(network.problem)) from error
                if not network.readings:
                    return [*problems, f"{_told(error)} for {keywords!r:.400}"]
                problems += differences(expected, network.readings[0])
                if problems or network.readings[-1].violations:
                    return problems or [str(v) for v in network.readings[-1].violations]
                if good:
                    return [f"{_told(error)} for the answer {_shown(network.answers)}"]
                return self._judge_error(error, network)
        if network.problem is not None:
            raise UnmadeError(str(network.problem))
        if not network.readings:
            return [*problems, "no request was sent"]
        problems += differences(expected, network.readings[0])
        problems += [str(v) for reading in network.readings[1:] for v in reading.violations]
        if good:
            problems += outcome
        else:
            problems.append(f"no error was raised for the answer {_shown(network.answers)}")
        return problems

    def _keywords(self, entry: Entry, given: Given, random: Random) -> dict[str, Any]:
        """The arguments that say what the request has to say."""
        names = {(p.location, p.wire.text): name for name, p in entry.arguments().items()}
        python = Arguments(self.package.api, random)
        keywords = {
            names[parameter.location, parameter.wire.text]: python.of(parameter.type, value)
            for parameter, value in given.arguments
        }
        return {**keywords, "extra_body": given.extra} if given.extra else keywords

    # ------------------------------------------------------------ judging

    def _outcome(
        self, entry: Entry, keywords: dict[str, Any], network: Network, *, is_async: bool
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

    def _judge_error(self, error: Exception, network: Network) -> list[str]:
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


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error!s:.300}"


def _shown(answers: list[Answer]) -> str:
    return f"{answers[-1].status} {answers[-1].value!r:.400}" if answers else "(none)"


# ---------------------------------------------------------------- results


def _judged(result: Any, annotation: Any, network: Network) -> list[str]:
    if not network.answers:
        return []
    answer = network.answers[0]
    problems = mismatches(result, annotation)
    if answer.offer.content_type is None:
        return problems
    if answer.offer.is_stream:
        return [*problems, *_judge_events(list(result), answer.value, result, annotation)]
    if hasattr(result, "iter_pages"):
        pages = list(itertools.islice(result.iter_pages(), PAGES))
        return [*problems, *_judge_pages(pages, network)]
    if hasattr(result, "iter_bytes"):
        return [*problems, *judge_values([result.read()], [answer.body])]
    return [*problems, *judge_values([result], [answer.value])]


async def _judged_async(result: Any, annotation: Any, network: Network) -> list[str]:
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
            if len(pages) == PAGES:
                break
        return [*problems, *_judge_pages(pages, network)]
    if hasattr(result, "iter_bytes"):
        return [*judge_values([await result.read()], [answer.body])]
    return [*mismatches(result, annotation), *judge_values([result], [answer.value])]


def _judge_pages(pages: Iterable[Any], network: Network) -> Iterator[str]:
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
