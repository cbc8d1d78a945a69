"""The resource `client.stream.live_inputs`."""

from __future__ import annotations

from functools import cached_property

from ..._runtime.convert import unwrap
from ..._runtime.encode import path_segment
from ..._runtime.resource import (
    AsyncResource,
    SyncResource,
    as_async_raw,
    as_async_streamed,
    as_raw,
    as_streamed,
)
from ..._runtime.sentinels import not_given, omit
from ...types.stream._live_inputs import LiveInput, encode_live_input_create_params_recording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..._runtime.sentinels import NotGiven, Omit
    from ..._runtime.types import Body, Headers, Query, Timeout
    from ...types.stream._live_inputs_params import LiveInputCreateParamsRecording

__all__ = ["AsyncLiveInputsResource", "LiveInputsResource"]


class LiveInputsResource(SyncResource):
    """Methods of `client.stream.live_inputs`."""

    @cached_property
    def with_raw_response(self) -> LiveInputsResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return LiveInputsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> LiveInputsResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return LiveInputsResourceWithStreamingResponse(self)

    def create(
        self,
        *,
        account_id: str,
        default_creator: str | Omit = omit,
        delete_recording_after_days: float | Omit | None = omit,
        enabled: bool | Omit = omit,
        meta: object | Omit = omit,
        recording: LiveInputCreateParamsRecording | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LiveInput | None:
        """Create a live input.

        Creates a live input, and returns credentials that you or your users can use to stream live
        video to Cloudflare Stream.

        `POST /accounts/{account_id}/stream/live_inputs`

        Accepted permissions (at least one required): Stream Write

        Args:
            account_id: Identifier.
            default_creator: Sets the creator ID asssociated with this live input.
            delete_recording_after_days: Indicates the number of days after which the live inputs
                recordings will be deleted. When a stream completes and the recording is ready, the
                value is used to calculate a scheduled deletion date for that recording. Omit the
                field to indicate no change, or include with a null value to remove an existing
                scheduled deletion.
            enabled: Indicates whether the live input is enabled and can accept streams.
            meta: A user modifiable key-value store used to reference other systems of record for
                managing live inputs.
            recording: Records the input to a Cloudflare Stream video. Behavior depends on the
                mode. In most cases, the video will initially be viewable as a live video and
                transition to on-demand after a condition is satisfied.
        """
        return self._request(
            unwrap("result", LiveInput._decode),
            "POST",
            f"/accounts/{path_segment('account_id', account_id)}/stream/live_inputs",
            body={
                "defaultCreator": default_creator,
                "deleteRecordingAfterDays": delete_recording_after_days,
                "enabled": enabled,
                "meta": meta,
                "recording": encode_live_input_create_params_recording(recording),
            },
            security=(("api_token",), ("api_email", "api_key")),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )


class LiveInputsResourceWithRawResponse:
    def __init__(self, resource: LiveInputsResource) -> None:
        self._resource = resource
        raw = resource._raw()
        self.create = as_raw(raw.create)


class LiveInputsResourceWithStreamingResponse:
    def __init__(self, resource: LiveInputsResource) -> None:
        self._resource = resource
        streamed = resource._streamed()
        self.create = as_streamed(streamed.create)


class AsyncLiveInputsResource(AsyncResource):
    """Methods of `client.stream.live_inputs`."""

    @cached_property
    def with_raw_response(self) -> AsyncLiveInputsResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return AsyncLiveInputsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncLiveInputsResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return AsyncLiveInputsResourceWithStreamingResponse(self)

    async def create(
        self,
        *,
        account_id: str,
        default_creator: str | Omit = omit,
        delete_recording_after_days: float | Omit | None = omit,
        enabled: bool | Omit = omit,
        meta: object | Omit = omit,
        recording: LiveInputCreateParamsRecording | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LiveInput | None:
        """Create a live input.

        Creates a live input, and returns credentials that you or your users can use to stream live
        video to Cloudflare Stream.

        `POST /accounts/{account_id}/stream/live_inputs`

        Accepted permissions (at least one required): Stream Write

        Args:
            account_id: Identifier.
            default_creator: Sets the creator ID asssociated with this live input.
            delete_recording_after_days: Indicates the number of days after which the live inputs
                recordings will be deleted. When a stream completes and the recording is ready, the
                value is used to calculate a scheduled deletion date for that recording. Omit the
                field to indicate no change, or include with a null value to remove an existing
                scheduled deletion.
            enabled: Indicates whether the live input is enabled and can accept streams.
            meta: A user modifiable key-value store used to reference other systems of record for
                managing live inputs.
            recording: Records the input to a Cloudflare Stream video. Behavior depends on the
                mode. In most cases, the video will initially be viewable as a live video and
                transition to on-demand after a condition is satisfied.
        """
        return await self._request(
            unwrap("result", LiveInput._decode),
            "POST",
            f"/accounts/{path_segment('account_id', account_id)}/stream/live_inputs",
            body={
                "defaultCreator": default_creator,
                "deleteRecordingAfterDays": delete_recording_after_days,
                "enabled": enabled,
                "meta": meta,
                "recording": encode_live_input_create_params_recording(recording),
            },
            security=(("api_token",), ("api_email", "api_key")),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )


class AsyncLiveInputsResourceWithRawResponse:
    def __init__(self, resource: AsyncLiveInputsResource) -> None:
        self._resource = resource
        raw = resource._raw()
        self.create = as_async_raw(raw.create)


class AsyncLiveInputsResourceWithStreamingResponse:
    def __init__(self, resource: AsyncLiveInputsResource) -> None:
        self._resource = resource
        streamed = resource._streamed()
        self.create = as_async_streamed(streamed.create)
