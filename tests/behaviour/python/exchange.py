"""The network of a test: every request of the SDK's own HTTP clients is answered by a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import httpx2
from message import Headers, Request
from network import Response

__all__ = ["answering"]


@contextmanager
def answering(answer: Callable[[Request], Response]) -> Iterator[None]:
    """Nothing leaves the process; the SDK builds its requests as it does for the network."""

    def handle(_: Any, request: httpx2.Request) -> httpx2.Response:
        body = request.read()
        status, headers, content = answer(_message(request, body))
        return httpx2.Response(
            status, headers=list(headers), stream=httpx2.ByteStream(content), request=request
        )

    async def handle_async(_: Any, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        status, headers, content = answer(_message(request, body))
        return httpx2.Response(
            status, headers=list(headers), stream=httpx2.ByteStream(content), request=request
        )

    with (
        mock.patch.object(httpx2.HTTPTransport, "handle_request", handle),
        mock.patch.object(httpx2.AsyncHTTPTransport, "handle_async_request", handle_async),
    ):
        yield


def _message(request: httpx2.Request, body: bytes) -> Request:
    url = request.url
    headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in request.headers.raw]
    return Request(
        request.method,
        url.raw_path.decode("ascii"),
        Headers(headers),
        body,
        origin=f"{url.scheme}://{url.netloc.decode('ascii')}",
    )
