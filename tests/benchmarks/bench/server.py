"""A server that costs next to nothing: canned bytes, kept-alive connections, no HTTP parser.

Run as a script it prints its port and serves until its standard input is closed, so that it never
outlives whoever started it. A GET is answered with one livestream, anything else with a started
livestream, on whatever path.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

GET_ANSWER = (
    b'{"data":{"id":"3fd739f4-3c41-456e-bfba-6ebd51e16d2d","created_at":"2023-07-15T11:48:34.753Z",'
    b'"disabled":"disabled","ingest_server":"rtmps://live.example.com:443/live/","meeting_id":"meeting_id",'
    b'"name":"test","paging":{"end_offset":1,"start_offset":1,"total_count":1},'
    b'"playback_url":"https://play.example.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8",'
    b'"status":"LIVE","stream_key":"f26566285faca6fbe2e79a73a66","updated_at":"2023-07-15T11:48:34.753Z"},'
    b'"success":true}'
)
POST_ANSWER = (
    b'{"data":{"id":"7088bba8-f522-49a8-b59b-3cd0e946bbb0",'
    b'"ingest_server":"rtmps://live.example.com:443/live/",'
    b'"playback_url":"https://play.example.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8",'
    b'"status":"INVOKED","stream_key":"f26566285faca6fbe2e79a73a66"},"success":true}'
)
_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


def _response(body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


class CannedAnswers(asyncio.Protocol):
    """Answers each complete request on one connection; bodies are only counted, never read."""

    _get = _response(GET_ANSWER)
    _post = _response(POST_ANSWER)

    def __init__(self) -> None:
        self._pending = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._pending += data
        while (size := _request_size(self._pending)) is not None and size <= len(self._pending):
            self._transport.write(self._get if self._pending.startswith(b"GET") else self._post)
            self._pending = self._pending[size:]


def _request_size(data: bytes) -> int | None:
    """The number of bytes of the first request in `data`, None while its head is incomplete."""
    head = data.find(_HEAD_END)
    if head < 0:
        return None
    size = head + len(_HEAD_END)
    fields = data[:head].lower()
    length = fields.find(_LENGTH)
    if length >= 0:
        size += int(fields[length + len(_LENGTH) :].split(b"\r\n", 1)[0])
    return size


@contextmanager
def local_server() -> Iterator[str]:
    """The base URL of a server in a process of its own, which ends with the block."""
    command = [sys.executable, __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(CannedAnswers, "127.0.0.1", 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
