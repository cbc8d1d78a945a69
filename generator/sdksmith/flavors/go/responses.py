"""What methods return, and the statement that sends the request and makes it of the answer."""

from __future__ import annotations

from typing import Final

from sdksmith.flavors.go import streams
from sdksmith.flavors.go.code import Expr
from sdksmith.flavors.go.pages import Pages
from sdksmith.flavors.go.parameters import REQUEST
from sdksmith.flavors.go.quote import lit
from sdksmith.flavors.go.types import Types
from sdksmith.ir import Content, Method, Response, without_null
from sdksmith.records import record

_NOTHING: Final = Expr("return request.Nothing(ctx, req)", frozenset({REQUEST}))


@record
class Result:
    """
    Args:
        returns: The result without the error, such as `*Pet`; None where a method returns nothing but an error.
        is_stream: Whether the result is a stream, which holds its error itself.
        send: The last statement of the method.
    """

    returns: Expr | None
    send: Expr
    is_stream: bool = False

    @property
    def results(self) -> str:
        """The result types as they stand in the signature."""
        if self.returns is None:
            return "error"
        return self.returns.code if self.is_stream else f"({self.returns.code}, error)"


def result(method: Method, types: Types, pages: Pages, package: str) -> Result:
    """What a method returns; one that streams only when it is asked to does not."""
    if method.pagination is not None:
        return Result(*pages.result(method, package))
    if method.stream is not None and method.stream.switch is None:
        return streamed(method, types, package)
    response = method.response
    if response is None:
        return Result(None, _NOTHING)
    match response.content:
        case Content.TEXT:
            return Result(Expr("*string"), _send("Text"))
        case Content.BINARY:
            return Result(Expr("*http.Response", frozenset({"net/http"})), _send("Binary"))
        case _:
            returns = types.response(without_null(response.type), package).wrap("*", "")
            return Result(returns, _json(response, types, package))


def streamed(method: Method, types: Types, package: str) -> Result:
    """What a method returns that streams, or does now."""
    assert method.stream is not None
    returns = streams.returned(method.stream, types, package)
    return Result(returns, streams.sending(method.stream, types, package), is_stream=True)


def _json(response: Response, types: Types, package: str) -> Expr:
    decode = types.decoder(without_null(response.type), package)
    if response.unwrap is None:
        return decode.wrap("return request.JSON(ctx, req, ", ")", REQUEST)
    member = lit(response.unwrap)
    return decode.wrap(f"return request.JSONMember(ctx, req, {member}, ", ")", REQUEST)


def _send(function: str) -> Expr:
    return Expr(f"return request.{function}(ctx, req)", frozenset({REQUEST}))
