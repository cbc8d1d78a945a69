"""Every method once, against a transport that answers with the documented example."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

import httpx2
import pytest

from cloudflare import (
    AsyncBinaryAPIResponse,
    AsyncCloudflare,
    BinaryAPIResponse,
    Cloudflare,
)

CREDENTIALS: dict[str, Any] = {
    "api_token": "my-api_token",
    "api_key": "my-api_key",
    "api_email": "my-api_email",
}


BINARY = (AsyncBinaryAPIResponse, BinaryAPIResponse)


class Case(NamedTuple):
    """A call, the request that it must send, and the answer."""

    method: str
    arguments: dict[str, Any]
    verb: str
    path: str
    answer: Any
    content_type: str = "application/json"


CASES = [
    Case(
        "realtime_kit.livestreams.create_independent_livestream",
        {
            "account_id": "023e105f4ecef8ad9ca31a8372d0c353",
            "app_id": "app_id",
            "name": "prdmmp-xhycsl",
        },
        "POST",
        "/accounts/023e105f4ecef8ad9ca31a8372d0c353/realtime/kit/app_id/livestreams",
        {
            "data": {
                "disabled": False,
                "id": "78dd0b50-4147-4bb8-88d3-2ccc2e98bff0",
                "ingest_server": "rtmps://live.cloudflare.com:443/live/",
                "meeting_id": None,
                "name": "Livestreaming-Demo",
                "playback_url": "https://customer-s8oj0c1n5ek8ah1e.cloudflarestream.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8",
                "status": "INVOKED",
                "stream_key": "f26566285faca6fbe2e79a73a66rsrrsrrsr3cde23a2bb7dbc6c2c1761b98f4e4",
            },
            "success": True,
        },
    ),
    Case(
        "realtime_kit.livestreams.get_all_livestreams",
        {"account_id": "023e105f4ecef8ad9ca31a8372d0c353", "app_id": "app_id"},
        "GET",
        "/accounts/023e105f4ecef8ad9ca31a8372d0c353/realtime/kit/app_id/livestreams",
        {
            "data": {
                "id": "3fd739f4-3c41-456e-bfba-6ebd51e16d2d",
                "created_at": "2023-07-15T11:48:34.753Z",
                "disabled": "disabled",
                "ingest_server": "rtmps://live.cloudflare.com:443/live/",
                "meeting_id": "meeting_id",
                "name": "test",
                "paging": {"end_offset": 1, "start_offset": 1, "total_count": 1},
                "playback_url": "https://customer-s8oj0c1n5ek8ah1e.cloudflarestream.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8",
                "status": "LIVE",
                "stream_key": "f26566285faca6fbe2e79a73a66rsrrsrrsr3cde23a2bb7dbc6c2c1761b98f4e4",
                "updated_at": "2023-07-15T11:48:34.753Z",
            },
            "success": True,
        },
    ),
    Case(
        "realtime_kit.livestreams.start_livestreaming_a_meeting",
        {
            "account_id": "023e105f4ecef8ad9ca31a8372d0c353",
            "app_id": "app_id",
            "meeting_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
            "name": "prdmmp-xhycsl",
        },
        "POST",
        "/accounts/023e105f4ecef8ad9ca31a8372d0c353/realtime/kit/app_id/meetings/182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e/livestreams",
        {
            "data": {
                "id": "7088bba8-f522-49a8-b59b-3cd0e946bbb0",
                "ingest_server": "rtmps://live.cloudflare.com:443/live/",
                "playback_url": "https://customer-s8oj0c1n5ek8ah1e.cloudflarestream.com/7de6a3fec0f9c05bf1df140950d3a237/manifest/video.m3u8",
                "status": "INVOKED",
                "stream_key": "f26566285faca6fbe2e79a73a66rsrrsrrsr3cde23a2bb7dbc6c2c1761b98f4e4",
            },
            "success": True,
        },
    ),
    Case(
        "stream.live_inputs.create",
        {
            "account_id": "account_id",
            "delete_recording_after_days": 45,
            "enabled": True,
            "meta": {"name": "test stream 1"},
            "recording": {
                "hide_live_viewer_count": False,
                "mode": "off",
                "require_signed_urls": False,
                "timeout_seconds": 0,
            },
        },
        "POST",
        "/accounts/account_id/stream/live_inputs",
        {
            "errors": [
                {
                    "code": 1000,
                    "message": "message",
                    "documentation_url": "documentation_url",
                    "source": {"pointer": "pointer"},
                }
            ],
            "messages": [
                {
                    "code": 1000,
                    "message": "message",
                    "documentation_url": "documentation_url",
                    "source": {"pointer": "pointer"},
                }
            ],
            "success": True,
            "result": {
                "created": "2014-01-02T02:20:00Z",
                "deleteRecordingAfterDays": 45,
                "enabled": True,
                "meta": {"name": "test stream 1"},
                "modified": "2014-01-02T02:20:00Z",
                "recording": {
                    "allowedOrigins": ["example.com"],
                    "hideLiveViewerCount": False,
                    "mode": "off",
                    "requireSignedURLs": False,
                    "timeoutSeconds": 0,
                },
                "rtmps": {
                    "streamKey": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
                    "url": "rtmps://live.cloudflare.com:443/live/",
                },
                "rtmpsPlayback": {
                    "streamKey": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
                    "url": "rtmps://live.cloudflare.com:443/live/",
                },
                "srt": {
                    "passphrase": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
                    "streamId": "f256e6ea9341d51eea64c9454659e576",
                    "url": "srt://live.cloudflare.com:778",
                },
                "srtPlayback": {
                    "passphrase": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
                    "streamId": "f256e6ea9341d51eea64c9454659e576",
                    "url": "rtmps://live.cloudflare.com:443/live/",
                },
                "status": "connected",
                "uid": "66be4bf738797e01e1fca35a7bdecdcd",
                "webRTC": {
                    "url": "https://customer-m033z5x00ks6nunl.cloudflarestream.com/b236bde30eb07b9d01318940e5fc3edake34a3efb3896e18f2dc277ce6cc993ad/webRTC/publish"
                },
                "webRTCPlayback": {
                    "url": "https://customer-m033z5x00ks6nunl.cloudflarestream.com/b236bde30eb07b9d01318940e5fc3edake34a3efb3896e18f2dc277ce6cc993ad/webRTC/play"
                },
            },
        },
    ),
]


class Server:
    """Keeps the request and answers it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.request: httpx2.Request | None = None

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.request = request
        answer, content_type = self.case.answer, self.case.content_type
        if answer is None:
            return httpx2.Response(204)
        content = json.dumps(answer) if content_type == "application/json" else answer
        return httpx2.Response(200, content=content, headers={"Content-Type": content_type})

    def check(self, body: bytes) -> None:
        assert self.request is not None
        assert self.request.method == self.case.verb
        assert self.request.url.raw_path.decode().partition("?")[0] == self.case.path
        assert body == self(self.request).content


def value(result: Any) -> Any:
    """What can be compared: the bytes of a file, the events of a stream, anything else as it is."""
    if isinstance(result, BINARY):
        return result.content
    return list(result) if isinstance(result, Iterator) else result


async def async_value(result: Any) -> Any:
    """The same for what an async method returns."""
    if isinstance(result, AsyncIterator):
        return [event async for event in result]
    return value(result)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.method)
def test_sync(case: Case) -> None:
    server = Server(case)
    http_client = httpx2.Client(transport=httpx2.MockTransport(server))
    with Cloudflare(base_url="http://test", http_client=http_client, **CREDENTIALS) as client:
        response = attrgetter(case.method)(client.with_raw_response)(**case.arguments)
        server.check(response.read())
        parsed = response.parse()
        result = attrgetter(case.method)(client)(**case.arguments)
        assert value(result) == value(parsed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.method)
def test_async(case: Case) -> None:
    async def call() -> None:
        http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(server))
        async with AsyncCloudflare(
            base_url="http://test", http_client=http_client, **CREDENTIALS
        ) as client:
            response = await attrgetter(case.method)(client.with_raw_response)(**case.arguments)
            server.check(await response.read())
            parsed = await response.parse()
            result = await attrgetter(case.method)(client)(**case.arguments)
            assert await async_value(result) == await async_value(parsed)

    server = Server(case)
    asyncio.run(call())
