"""What methods return, and what reads the answer."""

from __future__ import annotations

from typing import Final

from sdksmith.flavors.typescript import streams
from sdksmith.flavors.typescript.code import File, Imports
from sdksmith.flavors.typescript.quote import lit
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.types import Types
from sdksmith.ir import Content, Method, Nullable, Response, Stream, Unknown
from sdksmith.records import record
from sdksmith.requests import JSON, accepted
from sdksmith.shapes import Shapes

_NULL: Final = " | null"


@record
class Result:
    """What a method returns.

    Args:
        type: The type of the value that its promise is fulfilled with.
        reader: What reads the answer; empty for JSON.
        accept: The media type that is asked for.
    """

    type: str
    reader: str
    accept: str


class Responses:
    """Writes what methods return."""

    def __init__(self, types: Types, shapes: Shapes) -> None:
        self._types = types
        self._shapes = shapes

    def result(self, method: Method, file: File, imports: Imports) -> Result:
        """What a method returns; one that streams only when it is asked to does not."""
        if method.stream is not None and method.stream.switch is None:
            return self.streamed(method.stream, file, imports)
        response = method.response
        if response is None:
            return Result("void", imports.core("asNothing"), JSON)
        accept = accepted(method)
        match response.content:
            case Content.TEXT:
                return Result("string", imports.core("asText"), accept)
            case Content.BINARY:
                reader = imports.core("asResponse")
                return Result(imports.built_in("Response"), reader, accept)
            case _:
                type = imports.use(self._types.expr(response.type, Side.RESPONSE, file))
                return Result(_maybe(type, response), _unwrapped(response, imports), accept)

    def streamed(self, stream: Stream, file: File, imports: Imports) -> Result:
        """What a method returns that streams."""
        event = imports.use(self._types.expr(stream.event, Side.RESPONSE, file))
        reader = streams.reader(stream, self._shapes, imports)
        return Result(f"{imports.type_core('Stream')}<{event}>", reader, stream.media_type.text)

    def page(self, method: Method, type: str, imports: Imports) -> Result:
        """What a list method returns, whose answer is the page.

        Args:
            type: The class of the page, with the type of its items.
        """
        assert method.response is not None
        return Result(type, _unwrapped(method.response, imports), accepted(method))


def _maybe(type: str, response: Response) -> str:
    """The type of a value that may be missing."""
    has_null = isinstance(response.type, Nullable | Unknown) or type.endswith(_NULL)
    return f"{type}{_NULL}" if response.optional and not has_null else type


def _unwrapped(response: Response, imports: Imports) -> str:
    if response.unwrap is None:
        return ""
    return f"{imports.core('unwrapped')}({lit(response.unwrap)})"
