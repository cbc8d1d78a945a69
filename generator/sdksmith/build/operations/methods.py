"""Operations (OpenAPI 3.1, 4.8.10) as methods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sdksmith.build import auth, servers, streaming
from sdksmith.build.context import Context, scalar, text
from sdksmith.build.operations import path_template
from sdksmith.build.operations.bodies import Bodies
from sdksmith.build.operations.operations import Operation
from sdksmith.build.operations.parameters import Parameters
from sdksmith.build.operations.responses import Responses, Success
from sdksmith.build.schemas.schemas import Schemas
from sdksmith.ir import Location, Method, NameRule, Parameter, Stream
from sdksmith.load import Node
from sdksmith.names import Words
from sdksmith.wire import Wire

_PREFIXES: Final = {
    Location.QUERY: "query",
    Location.WHOLE_QUERY: "query",
    Location.HEADER: "header",
    Location.COOKIE: "cookie",
    Location.BODY: "body",
    Location.WHOLE_BODY: "body",
}


class Methods:
    """Turns operations into methods.

    Args:
        schemes: The ids of the security schemes that are understood.
    """

    def __init__(self, context: Context, schemas: Schemas, schemes: frozenset[str]) -> None:
        self._context = context
        self._schemas = schemas
        self._schemes = schemes
        self._parameters = Parameters(context, schemas)
        self._bodies = Bodies(context, schemas)
        self._responses = Responses(context, schemas)

    def method(
        self,
        operation: Operation,
        thing: Words,
        name: Words,
        rule: NameRule = NameRule.PATH,
    ) -> Method:
        """The method of an operation.

        Args:
            thing: One of the things that its resource holds, which its types are named after.
            name: What the method is called there.
            rule: What decided that name.
        """
        node = operation.node
        stem = (*thing, *name)
        request_model = (*stem, "params")
        declared = self._parameters.declared(operation, request_model)
        path = path_template.read(self._context, operation, declared)
        others = [
            parameter
            for (location, wire), parameter in declared.items()
            if location is not Location.PATH
            and not (location is Location.QUERY and wire in path.fixed)
        ]
        body, members = self._bodies.read(operation, stem, request_model)
        others += [*path.added, *members]
        parameters = _distinct([*path.parameters, *sorted(others, key=_order)])
        found = self._responses.find(operation)
        successes = self._responses.successes(found)
        stream = self._stream(operation, successes, parameters, stem)
        has_value = operation.token != "HEAD" and (stream is None or stream.switch is not None)
        response = self._responses.response(operation, successes, stem) if has_value else None
        if node.value.get("callbacks"):
            self._context.left_out("callbacks of operations", node.pointer.child("callbacks"))
        return Method(
            name=name,
            verb=operation.token,
            path=path.pieces,
            parameters=parameters,
            body=body,
            response=response,
            errors=self._responses.errors(found, successes, stem),
            stream=stream,
            pagination=None,
            security=auth.requirement(self._context, node, self._schemes),
            server=self._server(operation),
            summary=text(node, "summary"),
            description=text(node, "description"),
            permissions=self._permissions(node),
            deprecated=self._context.flag(node, "deprecated"),
            request_model=request_model,
            rule=rule,
            place=node.pointer,
            operation_id=text(node, "operationId"),
        )

    def _stream(
        self,
        operation: Operation,
        successes: Sequence[Success],
        parameters: Sequence[Parameter],
        stem: Words,
    ) -> Stream | None:
        holding = next((success for success in successes if success.content), None)
        return streaming.find(
            self._context,
            self._schemas,
            operation.node,
            {entry.name: entry.node for entry in holding.content} if holding is not None else {},
            parameters,
            (*stem, "stream", "event"),
        )

    def _server(self, operation: Operation) -> Wire | None:
        for holder in reversed(operation.holders):
            if scalar(holder, "servers"):
                return servers.resolve(self._context, holder)
        return None

    def _permissions(self, node: Node) -> tuple[Wire, ...]:
        items = self._context.items(node, "x-accepted-permissions")
        return tuple(Wire(item.value) for item in items if isinstance(item.value, str))


def _order(parameter: Parameter) -> tuple[bool, bool, Words, Wire]:
    """`id` first, then required, then optional; alphabetical inside each."""
    return parameter.name != ("id",), not parameter.required, parameter.name, parameter.wire


def _distinct(parameters: list[Parameter]) -> tuple[Parameter, ...]:
    """Tell parameters of one name in different places apart: all but the path's say their place."""
    counts = Counter(name for name, _ in {(p.name, _PREFIXES.get(p.location)) for p in parameters})
    return tuple(
        replace(parameter, name=(_PREFIXES[parameter.location], *parameter.name))
        if counts[parameter.name] > 1 and parameter.location in _PREFIXES
        else parameter
        for parameter in parameters
    )
