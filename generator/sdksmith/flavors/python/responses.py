"""What methods return, and what turns an answer into it."""

from __future__ import annotations

from sdksmith.flavors.python import streams
from sdksmith.flavors.python.code import Expr, Import
from sdksmith.flavors.python.converters import Converters
from sdksmith.flavors.python.imports import Imports
from sdksmith.flavors.python.pages import Pages
from sdksmith.flavors.python.quote import lit
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import (
    Content,
    Method,
    Nullable,
    Pagination,
    Response,
    Scalar,
    Stream,
    Tuple,
    Type,
    Union,
)
from sdksmith.records import record

_AS_IT_IS = Expr("lambda data: data")


@record
class Variant:
    """What differs between a method and its asynchronous twin."""

    define: str
    """`def` or `async def`."""
    send: str
    """What sends the request: `self._request`, or the same with `await` in front of it."""
    returns: str
    decode: str
    keep: str
    """`return`; or where a type checker cannot tell what comes back, a variable that says it."""
    late_import: str = ""
    """The import of what only a call needs; empty if there is none."""


def variants(
    method: Method,
    annotator: Annotator,
    converters: Converters,
    pages: Pages,
    imports: Imports,
    result: str,
) -> tuple[Variant, Variant]:
    """The method and its asynchronous twin.

    A method that streams only when it is asked to is the one that does not, without its overloads.

    Args:
        result: A name that no parameter has.
    """
    if method.pagination is not None:
        return _paged(method, method.pagination, annotator, converters, pages, imports)
    if method.stream is not None and method.stream.switch is None:
        sync, asynchronous = streams.returned(method.stream, annotator, imports)
        events = streams.events(method.stream, converters, imports)
        return (
            Variant("def", "self._stream", sync, events, "return"),
            Variant("async def", "await self._stream", asynchronous, events, "return"),
        )
    response = method.response
    if response is not None and response.content is Content.BINARY:
        return _binary(imports)
    if response is None:
        return _both("None", imports.name("convert", "no_content"), "return")
    if response.content is Content.TEXT:
        return _both("str", imports.name("convert", "text_content"), "return")
    type = annotator.annotate(response.type, Side.RESPONSE)
    returns = imports.annotate(type)
    if response.optional and not returns.endswith("None") and returns != "object":
        returns = f"{returns} | None"
    decode = converters.decoder(response.type, None)
    keep = f"{result}: {returns} =" if decode is None or _is_opaque(response.type) else "return"
    return _both(returns, imports.use(_unwrapped(decode or _AS_IT_IS, response)), keep)


def switched(
    variant: Variant,
    returns: str,
    switch: str,
    stream: Stream,
    converters: Converters,
    imports: Imports,
) -> Variant:
    """A method that gives a stream, too, when it is asked to.

    Args:
        returns: The type of the stream.
        switch: The parameter that asks for it.
    """
    events = streams.events(stream, converters, imports)
    given = variant.returns.removesuffix(" | None")
    null = " | None" if given != variant.returns else ""
    return Variant(
        define=variant.define,
        send=f"{variant.send}_or_stream",
        returns=f"{given} | {returns}{null}",
        decode=f"{switch}, {variant.decode}, {events}",
        keep="return",
    )


def _paged(
    method: Method,
    pagination: Pagination,
    annotator: Annotator,
    converters: Converters,
    pages: Pages,
    imports: Imports,
) -> tuple[Variant, Variant]:
    assert method.response is not None
    classes = pages.of(pagination)
    item = imports.annotate(annotator.annotate(pagination.item, Side.RESPONSE))
    sync, asynchronous = classes.sync.name, classes.asynchronous.name
    imports.annotate(Expr("", frozenset({classes.sync, classes.asynchronous})))
    imports.type("pages", "AsyncPaginator")
    plain = Expr("unchanged", frozenset({Import(("_runtime", "convert"), "unchanged")}))
    decoder = converters.decoder(method.response.type, None) or plain
    decode = imports.use(_unwrapped(decoder, method.response))
    return (
        Variant(
            "def",
            "self._list",
            f"{sync}[{item}]",
            f"{sync}, {decode}",
            "return",
            imports.late(classes.sync),
        ),
        Variant(
            "def",
            "self._list",
            f"AsyncPaginator[{item}, {asynchronous}[{item}]]",
            f"{asynchronous}, {decode}",
            "return",
            imports.late(classes.asynchronous),
        ),
    )


def _both(returns: str, decode: str, keep: str) -> tuple[Variant, Variant]:
    return (
        Variant("def", "self._request", returns, decode, keep),
        Variant("async def", "await self._request", returns, decode, keep),
    )


def _binary(imports: Imports) -> tuple[Variant, Variant]:
    imports.type("response", "BinaryAPIResponse", "AsyncBinaryAPIResponse")
    decode = imports.name("convert", "binary_content")
    async_decode = imports.name("convert", "async_binary_content")
    return (
        Variant("def", "self._request", "BinaryAPIResponse", decode, "return"),
        Variant(
            "async def", "await self._request", "AsyncBinaryAPIResponse", async_decode, "return"
        ),
    )


def _unwrapped(decode: Expr, response: Response) -> Expr:
    """A decoder for the whole answer."""
    if response.unwrap is None:
        return decode
    unwrap = Import(("_runtime", "convert"), "unwrap")
    return decode.wrap(f"unwrap({lit(response.unwrap)}, ", ")", unwrap)


def _is_opaque(type: Type) -> bool:
    """Whether what decodes the answer has no type of its own."""
    return isinstance(type, Scalar | Nullable | Union | Tuple)
