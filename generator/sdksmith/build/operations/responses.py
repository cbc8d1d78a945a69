"""Responses Objects (OpenAPI 3.1, 4.8.16): what a method returns, and what it answers when it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from sdksmith.build import examples
from sdksmith.build.context import Context, scalar, text
from sdksmith.build.operations import media
from sdksmith.build.operations.media import Media
from sdksmith.build.operations.operations import Operation
from sdksmith.build.schemas import keywords
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.ir import (
    Content,
    ErrorResponse,
    Example,
    Kind,
    Response,
    ResponseHeader,
    Scalar,
    Type,
)
from sdksmith.load import Node, Steps
from sdksmith.names import Words, words
from sdksmith.records import record
from sdksmith.report import Level
from sdksmith.wire import Wire

_STATUS: Final = re.compile(r"[1-5](?:[0-9]{2}|XX)")
_BEGINS_WITH_STATUS: Final = re.compile(r"[1-5](?:[0-9]{2}|xx)(?![0-9])", re.IGNORECASE)
_RANGES: Final = {"4XX": ("client", "error"), "5XX": ("server", "error"), "default": ("error",)}


Answer: TypeAlias = tuple[Node, Node]
"""What stands at a status, and what it refers to if it is a `$ref`; else both are the same."""


@record
class Success:
    """A success, with what its body may be."""

    status: str
    node: Node
    content: Sequence[Media]
    is_shared: bool
    """Whether a `$ref` leads to it, so that several operations may have it."""

    @property
    def values(self) -> list[Media]:
        """What may come at once, not event after event; the preferred one first."""
        found = [entry for entry in self.content if not entry.is_events]
        return sorted(found, key=lambda entry: entry.rank)


class Responses:
    """Reads the responses of operations."""

    def __init__(self, context: Context, schemas: Schemas) -> None:
        self._context = context
        self._schemas = schemas
        self._errors: dict[tuple[Any, Steps], ErrorResponse | None] = {}
        """Those that stand in `components` or in a file of their own."""
        self._headers: dict[tuple[Any, Steps], tuple[ResponseHeader, ...]] = {}

    def successes(self, found: Mapping[str, Answer]) -> list[Success]:
        """The successes of an operation: the lowest status first, `2XX` behind them; else `default`."""
        statuses = sorted(status for status in found if status[0] == "2")
        if not statuses and not any(status[0] == "3" for status in found):
            statuses = [status for status in found if status == "default"]
        return [
            Success(status, node, media.read(self._context, node), entry is not node)
            for status in statuses
            for entry, node in (found[status],)
        ]

    def response(
        self, operation: Operation, successes: Sequence[Success], stem: Words
    ) -> Response | None:
        """What a method returns when it succeeds; None when that has no content.

        Args:
            stem: What the types of the operation are named after.
        """
        holding = [success for success in successes if success.values]
        if not holding:
            return None
        first = holding[0]
        chosen = first.values[0]
        is_optional = any(not success.content for success in successes)
        headers = self.headers(first.node, stem)
        answer = Response(
            type=Scalar(Kind.BINARY),
            unwrap=None,
            optional=is_optional,
            example=None,
            content=chosen.content,
            media_type=Wire(media.asked(chosen)),
            description=text(first.node, "description"),
            headers=headers,
        )
        match chosen.content:
            case Content.JSON:
                return self._json(operation, answer, holding, chosen, stem)
            case Content.TEXT:
                self._report_text(chosen)
                stated = examples.documented(chosen.node, self._context)
                return replace(answer, type=Scalar(Kind.STRING), example=stated)
            case _:
                return replace(answer, content=Content.BINARY)

    def _json(
        self,
        operation: Operation,
        answer: Response,
        holding: Sequence[Success],
        chosen: Media,
        stem: Words,
    ) -> Response:
        schema = chosen.schema
        example = examples.documented(chosen.node, self._context) or Example(
            examples.made(schema, "response", self._context, examples.Omit.OF_REQUESTS)
        )
        name = self._named(holding[0], stem, ())
        others = {
            other.status: other
            for other in holding[1:]
            if other.values[0].content is Content.JSON and other.values[0].shape != chosen.shape
        }
        if others and schema is not None:
            return replace(
                answer,
                type=self._united(operation, schema, name, others, stem),
                example=example,
            )
        for wire in self._context.config.unwrap_response_fields:
            found = self._unwrapped(schema, wire)
            if found is not None:
                member, is_optional = found
                return replace(
                    answer,
                    type=self._schemas.type(member, name),
                    unwrap=Wire(wire),
                    optional=answer.optional or is_optional,
                    example=example,
                )
        return replace(answer, type=self._schemas.type(schema, name), example=example)

    def _united(
        self,
        operation: Operation,
        schema: Node,
        name: Words,
        others: dict[str, Success],
        stem: Words,
    ) -> Type:
        """The type of several successes that answer with different things."""
        self._schemas.type(schema, name)  # Each keeps the name that it would have alone.
        nodes = [schema]
        for status, other in others.items():
            node = other.values[0].schema
            if node is not None:
                self._schemas.type(node, self._named(other, stem, _phrase(status)))
                nodes.append(node)
        place = operation.node.pointer.child("responses")
        return self._schemas.union(nodes, (*stem, "result"), Wire(""), place)

    def _unwrapped(self, schema: Node | None, wire: str) -> tuple[Node, bool] | None:
        """The member that is returned in place of the whole, and whether it may be missing."""
        target = self._context.deref(schema) if schema is not None else None
        if target is None or not isinstance(target.value, dict):
            return None
        pieces = self._schemas.pieces(target)
        members = [
            member
            for piece in pieces
            if (properties := piece.get("properties")) is not None
            and (member := properties.get(wire)) is not None
        ]
        if not members:
            return None
        required = any(wire in keywords.required(piece.value) for piece in pieces)
        return members[-1], not required

    def _report_text(self, chosen: Media) -> None:
        if keywords.kinds(chosen.shape) in (("object",), ("array",)):
            self._context.unsupported(
                f"an object as `{chosen.name}`",
                chosen.node.key_pointer,
                "the method returns its text",
            )

    @staticmethod
    def _named(success: Success, stem: Words, phrase: Words) -> Words:
        if success.is_shared and success.node.path[:2] == ("components", "responses"):
            return _answer(words(str(success.node.path[-1])))
        return (*stem, *phrase, "response")

    # ------------------------------------------------------------ errors

    def errors(
        self, found: Mapping[str, Answer], successes: Sequence[Success], stem: Words
    ) -> tuple[ErrorResponse, ...]:
        """What the failures of an operation answer: exact statuses first, then ranges, then `default`."""
        good = {success.status for success in successes}
        return tuple(
            replace(error, status=status)
            for status, answer in sorted(found.items(), key=_specific)
            if status not in good
            and status[0] not in "12"
            and (error := self._error(status, *answer, stem)) is not None
        )

    def _error(self, status: str, entry: Node, node: Node, stem: Words) -> ErrorResponse | None:
        if node is entry:
            return self._read_error(status, node, (*stem, *_phrase(status), "response"))
        if node.key not in self._errors:
            steps = node.path
            called = words(str(steps[-1]) if steps else node.document.path.stem)
            self._errors[node.key] = self._read_error(status, node, _answer(called))
        return self._errors[node.key]

    def _read_error(self, status: str, node: Node, name: Words) -> ErrorResponse | None:
        entries = media.read(self._context, node)
        chosen = min(entries, key=lambda entry: entry.rank, default=None)
        if chosen is None or chosen.content is not Content.JSON or chosen.schema is None:
            return None
        return ErrorResponse(
            status=status,
            type=self._schemas.type(chosen.schema, name),
            description=text(node, "description"),
            headers=self.headers(node, name),
        )

    # ------------------------------------------------------------ statuses

    def find(self, operation: Operation) -> dict[str, Answer]:
        """The responses of an operation by status, spelled as OpenAPI says."""
        holder = operation.node.get("responses")
        if holder is None or holder.value is None:
            self._context.report(
                "no-responses",
                Level.WARNING,
                "the operation has no `responses`; the method returns nothing",
                operation.node.key_pointer,
                "add the response that means success",
            )
            return {}
        found: dict[str, Answer] = {}
        for key, entry in self._context.members(operation.node, "responses"):
            status = self._status(key, entry)
            if status is None:
                continue
            node = self._context.known(entry)
            found[status] = entry, node
            if node.value.get("links"):
                self._context.left_out("links of responses", node.pointer.child("links"))
        return found

    def _status(self, key: str, node: Node) -> str | None:
        if key == "default" or _STATUS.fullmatch(key):
            return key
        begun = _BEGINS_WITH_STATUS.match(key)
        meant = begun[0].upper() if begun is not None else None
        if key.lower() == "default":
            meant = "default"
        if meant is None:
            self._context.unsupported(f"the status `{key}`", node.key_pointer, "it is left out")
            return None
        self._context.report(
            "odd-status",
            Level.WARNING,
            f"`{key}` is not how a status is written; it is taken for `{meant}`",
            node.key_pointer,
        )
        return meant

    # ------------------------------------------------------------ headers

    def headers(self, response: Node, stem: Words) -> tuple[ResponseHeader, ...]:
        """The headers that the document names for a response (OpenAPI 3.1, 4.8.21).

        Args:
            stem: What types that have no name of their own are named after.
        """
        if "headers" not in response:
            return ()
        if response.key not in self._headers:
            self._headers[response.key] = tuple(self._read_headers(response, stem))
        return self._headers[response.key]

    def _read_headers(self, response: Node, stem: Words) -> Iterator[ResponseHeader]:
        holder = self._context.mapping(response.get("headers"))
        for wire, entry in holder.items() if holder is not None else ():
            node = self._context.mapping(entry)
            if node is None or wire.lower() == "content-type":
                continue
            name = words(wire)
            contents = media.read(self._context, node)
            schema = node.get("schema")
            if contents and schema is None:
                schema = contents[0].schema
            yield ResponseHeader(
                name=name,
                wire=Wire(wire),
                type=self._schemas.type(schema, (*stem, *name))
                if schema is not None
                else Scalar(Kind.STRING),
                required=scalar(node, "required") is True,
                description=text(node, "description")
                or (self._schemas.description(schema) if schema is not None else Wire("")),
                deprecated=scalar(node, "deprecated") is True,
            )


def _answer(name: Words) -> Words:
    """What the content of a response with a name of its own is called."""
    return name if name[-1] == "response" else (*name, "response")


def _phrase(status: str) -> Words:
    """What a status means: `404` → `not found`."""
    if status in _RANGES:
        return _RANGES[status]
    try:
        return words(HTTPStatus(int(status)).phrase)
    except ValueError:
        return words(f"status {status}")


def _specific(response: tuple[str, Answer]) -> tuple[int, str]:
    status = response[0]
    return (0 if status.isdigit() else 2 if status == "default" else 1), status
