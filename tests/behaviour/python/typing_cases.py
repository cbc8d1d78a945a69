"""What a type checker must know about the SDK. Checked by mypy and pyright, never run.

A line with `type: ignore` is wrong on purpose: both tools complain about one that is not needed.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, assert_type

import cloudflare
import httpx2
from cloudflare import (
    APIResponse,
    APIStatusError,
    AsyncAPIResponse,
    AsyncCloudflare,
    Cloudflare,
    omit,
)
from cloudflare.types.realtime_kit import (
    LivestreamCreateIndependentLivestreamResponse,
    LivestreamGetAllLivestreamsResponse,
    LivestreamStartLivestreamingAMeetingResponse,
)
from cloudflare.types.stream import LiveInput, LiveInputCreateParamsRecording

Status = Literal["LIVE", "IDLE", "ERRORED", "INVOKED"]


def sync(client: Cloudflare) -> None:
    livestreams = client.realtime_kit.livestreams
    created = livestreams.create_independent_livestream(app_id="a", account_id="b", name="c")
    assert_type(created, LivestreamCreateIndependentLivestreamResponse)
    started = livestreams.start_livestreaming_a_meeting(
        "m", account_id="b", app_id="a", video_config={"height": 1, "width": 2}
    )
    assert_type(started, LivestreamStartLivestreamingAMeetingResponse)
    fetched = livestreams.get_all_livestreams(
        "a",
        account_id="b",
        end_time=datetime.now(),
        start_time="2024-01-02T03:04:05Z",
        status="LIVE",
        sort_order=omit,
    )
    assert_type(fetched, LivestreamGetAllLivestreamsResponse)
    assert_type(client.stream.live_inputs.create(account_id="b"), LiveInput | None)


def members(
    created: LivestreamCreateIndependentLivestreamResponse,
    fetched: LivestreamGetAllLivestreamsResponse,
    live_input: LiveInput,
) -> None:
    assert_type(created.success, bool | None)
    if created.data is not None:
        assert_type(created.data.meeting_id, str | None)
        assert_type(created.data.disabled, bool | None)
        assert_type(created.data.status, Status | None)
    if fetched.data is not None and fetched.data.paging is not None:
        assert_type(fetched.data.created_at, datetime | None)
        assert_type(fetched.data.disabled, str | None)
        assert_type(fetched.data.paging.total_count, int | None)
    assert_type(live_input.created, datetime | None)
    assert_type(live_input.delete_recording_after_days, float | None)
    assert_type(live_input.enabled, bool | None)
    assert_type(live_input.meta, object)
    if live_input.recording is not None:
        assert_type(live_input.recording.allowed_origins, list[str] | None)
        assert_type(live_input.recording.mode, Literal["off", "automatic"] | None)
    assert_type(live_input.to_dict(), dict[str, Any])
    assert_type(live_input.to_json(), str)
    assert_type(live_input.model_copy(), LiveInput)
    assert_type(LiveInput.construct(uid="u"), LiveInput)
    assert_type(live_input.model_fields_set, set[str])
    _ = live_input.streem  # type: ignore


def parameters(client: Cloudflare) -> None:
    create = client.stream.live_inputs.create
    recording: LiveInputCreateParamsRecording = {
        "allowed_origins": ["a"],
        "mode": "automatic",
        "require_signed_urls": True,
        "timeout_seconds": 0.5,
    }
    create(account_id="b", recording=recording, delete_recording_after_days=None, meta={"a": 1})
    create(
        account_id="b",
        extra_headers={"a": "b", "c": omit},
        extra_query={"a": 1},
        extra_body={"a": None},
        timeout=httpx2.Timeout(3),
    )
    create(account_id="b", timeout=None)
    create()  # type: ignore
    create("b")  # type: ignore
    create(account_id=None)  # type: ignore
    create(account_id="b", enabled="yes")  # type: ignore
    create(account_id="b", enabled=None)  # type: ignore
    create(account_id="b", recording={"mode": "sometimes"})  # type: ignore
    create(account_id="b", recording={"allowedOrigins": []})  # type: ignore
    create(account_id="b", unknown=1)  # type: ignore
    client.realtime_kit.livestreams.get_all_livestreams("a", account_id="b", sort_order="DESC")  # type: ignore
    client.realtime_kit.livestreams.get_all_livestreams("a", account_id="b", page_no="1")  # type: ignore
    _ = client.no_such_resource  # type: ignore


async def not_sync(client: AsyncCloudflare) -> None:
    livestreams = client.realtime_kit.livestreams
    created = await livestreams.create_independent_livestream(app_id="a", account_id="b")
    assert_type(created, LivestreamCreateIndependentLivestreamResponse)
    fetched = await livestreams.get_all_livestreams("a", account_id="b", page_no=1)
    assert_type(fetched, LivestreamGetAllLivestreamsResponse)
    live_input = await client.stream.live_inputs.create(account_id="b")
    assert_type(live_input, LiveInput | None)


def wrapped(client: Cloudflare) -> None:
    raw = client.stream.live_inputs.with_raw_response.create(account_id="b", enabled=True)
    assert_type(raw, APIResponse[LiveInput | None])
    assert_type(raw.parse(), LiveInput | None)
    assert_type(raw.status_code, int)
    assert_type(raw.read(), bytes)
    also_raw = client.with_raw_response.realtime_kit.livestreams.get_all_livestreams(
        "a", account_id="b"
    )
    assert_type(also_raw, APIResponse[LivestreamGetAllLivestreamsResponse])
    with client.stream.live_inputs.with_streaming_response.create(account_id="b") as streamed:
        assert_type(streamed, APIResponse[LiveInput | None])
        assert_type(streamed.parse(), LiveInput | None)
    with client.with_streaming_response.stream.live_inputs.create(account_id="b") as streamed:
        assert_type(streamed, APIResponse[LiveInput | None])
    client.stream.live_inputs.with_raw_response.create(account=1)  # type: ignore
    client.stream.live_inputs.with_streaming_response.create(account_id=1)  # type: ignore


async def wrapped_not_sync(client: AsyncCloudflare) -> None:
    raw = await client.stream.live_inputs.with_raw_response.create(account_id="b")
    assert_type(raw, AsyncAPIResponse[LiveInput | None])
    assert_type(await raw.parse(), LiveInput | None)
    streaming = client.realtime_kit.livestreams.with_streaming_response
    async with streaming.get_all_livestreams("a", account_id="b") as streamed:
        assert_type(streamed, AsyncAPIResponse[LivestreamGetAllLivestreamsResponse])
        assert_type(await streamed.parse(), LivestreamGetAllLivestreamsResponse)


def clients() -> None:
    with Cloudflare(api_token="t", http_client=httpx2.Client()) as client:
        assert_type(client, Cloudflare)
        assert_type(client.with_options(timeout=1, max_retries=1), Cloudflare)
        assert_type(client.copy(api_email="e", api_key="k"), Cloudflare)
    Cloudflare(default_headers={"a": "b", "c": omit}, default_query={"a": 1})
    AsyncCloudflare(http_client=httpx2.AsyncClient(), timeout=cloudflare.Timeout(1))
    Cloudflare("t")  # type: ignore
    Cloudflare(token="t")  # type: ignore
    Cloudflare(http_client=3)  # type: ignore
    Cloudflare(max_retries="2")  # type: ignore


def errors(error: APIStatusError) -> None:
    assert_type(error.status_code, int)
    assert_type(error.response, httpx2.Response)
    assert_type(error.request, httpx2.Request)
    assert_type(error.body, object)
    assert_type(error.message, str)
