"""The server's side of one call: it holds the request to the document, and makes an answer up."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from random import Random

from answers import Answer, Offer, offers
from contract import BODY, Contract, Operation, Reading, Violation
from message import Request
from values import NoValueError

from sdksmith.ir import PageKind, Pagination

__all__ = ["PAGES", "REFUSED", "Network", "Response"]

Response = tuple[int, tuple[tuple[str, str], ...], bytes]
"""Status, headers, body."""

PAGES = 3
"""So many pages there are of a list whose answers say where the next one is."""
REFUSED = 599
"""The status of the answer to a request that breaks the contract."""


class _NotAcceptedError(Exception):
    """The request accepts no answer that the operation gives."""


@dataclass
class Network:
    """What the server is about to answer, and what it was asked.

    Args:
        good: Whether the answers are of success.
        pagination: How the method reads its list, if it returns pages.
    """

    contract: Contract
    operation: Operation
    random: Random
    good: bool
    pagination: Pagination | None
    readings: list[Reading] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    problem: NoValueError | None = None
    """Why no answer could be made."""

    def answer(self, request: Request) -> Response:
        reading = self.contract.read(request, self.operation)
        if self.readings and self.pagination is not None and self.pagination.parameter is not None:
            # The number of the next page follows from a number that was made at random.
            told = self.pagination.parameter.text
            reading.violations[:] = [v for v in reading.violations if v.name != told]
        self.readings.append(reading)
        if reading.violations:
            return REFUSED, (), b""
        try:
            answer = self._choose(request, reading).answer(self.contract.document, self.random)
            if self.pagination is not None and self.good:
                answer = self._paged(answer, self.pagination, request)
        except NoValueError as error:
            self.problem = error
            return REFUSED, (), b""
        except _NotAcceptedError as error:
            reading.violations.append(
                Violation(request.method, request.target, "header", "accept", str(error))
            )
            return REFUSED, (), b""
        self.answers.append(answer)
        return answer.status, answer.headers, answer.body

    def _paged(self, answer: Answer, pagination: Pagination, request: Request) -> Answer:
        """The answer with a URL that leads to the next page; the last one has none."""
        last = len(self.answers) >= PAGES - 1
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
            name = "text/event-stream"
            found = [replace(offer, content_type=name, is_guessed=True) for offer in all_offers]
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
