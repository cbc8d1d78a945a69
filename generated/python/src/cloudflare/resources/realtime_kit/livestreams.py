"""The resource `client.realtime_kit.livestreams`."""

from __future__ import annotations

from functools import cached_property

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
from ...types.realtime_kit._livestreams import (
    LivestreamCreateIndependentLivestreamResponse,
    LivestreamGetAllLivestreamsResponse,
    LivestreamStartLivestreamingAMeetingResponse,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal

    from ..._runtime.sentinels import NotGiven, Omit
    from ..._runtime.types import Body, Headers, Query, Timeout
    from ...types.realtime_kit._livestreams_params import (
        LivestreamStartLivestreamingAMeetingParamsVideoConfig,
    )

__all__ = ["AsyncLivestreamsResource", "LivestreamsResource"]


class LivestreamsResource(SyncResource):
    """Methods of `client.realtime_kit.livestreams`."""

    @cached_property
    def with_raw_response(self) -> LivestreamsResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return LivestreamsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> LivestreamsResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return LivestreamsResourceWithStreamingResponse(self)

    def create_independent_livestream(
        self,
        app_id: str,
        *,
        account_id: str,
        name: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LivestreamCreateIndependentLivestreamResponse:
        """Create an independent livestream.

        Creates a livestream for the given App ID and returns ingest server, stream key, and
        playback URL. You can pass custom input to the ingest server and stream key, and freely
        distribute the content using the playback URL on any player that supports HLS/LHLS.

        `POST /accounts/{account_id}/realtime/kit/{app_id}/livestreams`

        Accepted permissions (at least one required): Realtime Admin, Realtime

        Args:
            account_id: The account identifier tag.
            app_id: The app identifier tag.
            name: Name of the livestream
        """
        return self._request(
            LivestreamCreateIndependentLivestreamResponse._decode,
            "POST",
            f"/accounts/{path_segment('account_id', account_id)}"
            f"/realtime/kit/{path_segment('app_id', app_id)}/livestreams",
            body={
                "name": name,
            },
            security=(("api_token",),),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )

    def get_all_livestreams(
        self,
        app_id: str,
        *,
        account_id: str,
        end_time: str | datetime | Omit = omit,
        exclude_meetings: bool | Omit = omit,
        page_no: int | Omit = omit,
        per_page: int | Omit = omit,
        sort_order: Literal["ASC", "DSC"] | Omit = omit,
        start_time: str | datetime | Omit = omit,
        status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"] | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LivestreamGetAllLivestreamsResponse:
        """Fetch all livestreams.

        Returns details of livestreams associated with the given App ID. It includes livestreams
        created by your App and RealtimeKit meetings that are livestreamed by your App. If you only
        want details of livestreams created by your App and not RealtimeKit meetings, you can use
        the exclude_meetings query parameter.

        `GET /accounts/{account_id}/realtime/kit/{app_id}/livestreams`

        Accepted permissions (at least one required): Realtime Admin, Realtime

        Args:
            account_id: The account identifier tag.
            app_id: The app identifier tag.
            end_time: Specify the end time range in ISO format to access the live stream.
            exclude_meetings: Exclude the RealtimeKit meetings that are livestreamed.
            page_no: The page number from which you want your page search results to be displayed.
            per_page: Number of results per page.
            sort_order: Specifies the sorting order for the results.
            start_time: Specify the start time range in ISO format to access the live stream.
            status: Specifies the status of the operation.
        """
        return self._request(
            LivestreamGetAllLivestreamsResponse._decode,
            "GET",
            f"/accounts/{path_segment('account_id', account_id)}"
            f"/realtime/kit/{path_segment('app_id', app_id)}/livestreams",
            query={
                "end_time": end_time,
                "exclude_meetings": exclude_meetings,
                "page_no": page_no,
                "per_page": per_page,
                "sort_order": sort_order,
                "start_time": start_time,
                "status": status,
            },
            security=(("api_token",),),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )

    def start_livestreaming_a_meeting(
        self,
        meeting_id: str,
        *,
        account_id: str,
        app_id: str,
        name: str | Omit = omit,
        video_config: LivestreamStartLivestreamingAMeetingParamsVideoConfig | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LivestreamStartLivestreamingAMeetingResponse:
        """Start livestreaming a meeting.

        Starts livestream of a meeting associated with the given meeting ID. Retreive the meeting ID
        using the Create a meeting API.

        `POST /accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/livestreams`

        Accepted permissions (at least one required): Realtime Admin, Realtime

        Args:
            account_id: The account identifier tag.
            app_id: The app identifier tag.
        """
        return self._request(
            LivestreamStartLivestreamingAMeetingResponse._decode,
            "POST",
            f"/accounts/{path_segment('account_id', account_id)}"
            f"/realtime/kit/{path_segment('app_id', app_id)}"
            f"/meetings/{path_segment('meeting_id', meeting_id)}/livestreams",
            body={
                "name": name,
                "video_config": video_config,
            },
            security=(("api_token",),),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )


class LivestreamsResourceWithRawResponse:
    def __init__(self, resource: LivestreamsResource) -> None:
        self._resource = resource
        raw = resource._raw()
        self.create_independent_livestream = as_raw(raw.create_independent_livestream)
        self.get_all_livestreams = as_raw(raw.get_all_livestreams)
        self.start_livestreaming_a_meeting = as_raw(raw.start_livestreaming_a_meeting)


class LivestreamsResourceWithStreamingResponse:
    def __init__(self, resource: LivestreamsResource) -> None:
        self._resource = resource
        streamed = resource._streamed()
        self.create_independent_livestream = as_streamed(streamed.create_independent_livestream)
        self.get_all_livestreams = as_streamed(streamed.get_all_livestreams)
        self.start_livestreaming_a_meeting = as_streamed(streamed.start_livestreaming_a_meeting)


class AsyncLivestreamsResource(AsyncResource):
    """Methods of `client.realtime_kit.livestreams`."""

    @cached_property
    def with_raw_response(self) -> AsyncLivestreamsResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return AsyncLivestreamsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncLivestreamsResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return AsyncLivestreamsResourceWithStreamingResponse(self)

    async def create_independent_livestream(
        self,
        app_id: str,
        *,
        account_id: str,
        name: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LivestreamCreateIndependentLivestreamResponse:
        """Create an independent livestream.

        Creates a livestream for the given App ID and returns ingest server, stream key, and
        playback URL. You can pass custom input to the ingest server and stream key, and freely
        distribute the content using the playback URL on any player that supports HLS/LHLS.

        `POST /accounts/{account_id}/realtime/kit/{app_id}/livestreams`

        Accepted permissions (at least one required): Realtime Admin, Realtime

        Args:
            account_id: The account identifier tag.
            app_id: The app identifier tag.
            name: Name of the livestream
        """
        return await self._request(
            LivestreamCreateIndependentLivestreamResponse._decode,
            "POST",
            f"/accounts/{path_segment('account_id', account_id)}"
            f"/realtime/kit/{path_segment('app_id', app_id)}/livestreams",
            body={
                "name": name,
            },
            security=(("api_token",),),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )

    async def get_all_livestreams(
        self,
        app_id: str,
        *,
        account_id: str,
        end_time: str | datetime | Omit = omit,
        exclude_meetings: bool | Omit = omit,
        page_no: int | Omit = omit,
        per_page: int | Omit = omit,
        sort_order: Literal["ASC", "DSC"] | Omit = omit,
        start_time: str | datetime | Omit = omit,
        status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"] | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LivestreamGetAllLivestreamsResponse:
        """Fetch all livestreams.

        Returns details of livestreams associated with the given App ID. It includes livestreams
        created by your App and RealtimeKit meetings that are livestreamed by your App. If you only
        want details of livestreams created by your App and not RealtimeKit meetings, you can use
        the exclude_meetings query parameter.

        `GET /accounts/{account_id}/realtime/kit/{app_id}/livestreams`

        Accepted permissions (at least one required): Realtime Admin, Realtime

        Args:
            account_id: The account identifier tag.
            app_id: The app identifier tag.
            end_time: Specify the end time range in ISO format to access the live stream.
            exclude_meetings: Exclude the RealtimeKit meetings that are livestreamed.
            page_no: The page number from which you want your page search results to be displayed.
            per_page: Number of results per page.
            sort_order: Specifies the sorting order for the results.
            start_time: Specify the start time range in ISO format to access the live stream.
            status: Specifies the status of the operation.
        """
        return await self._request(
            LivestreamGetAllLivestreamsResponse._decode,
            "GET",
            f"/accounts/{path_segment('account_id', account_id)}"
            f"/realtime/kit/{path_segment('app_id', app_id)}/livestreams",
            query={
                "end_time": end_time,
                "exclude_meetings": exclude_meetings,
                "page_no": page_no,
                "per_page": per_page,
                "sort_order": sort_order,
                "start_time": start_time,
                "status": status,
            },
            security=(("api_token",),),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )

    async def start_livestreaming_a_meeting(
        self,
        meeting_id: str,
        *,
        account_id: str,
        app_id: str,
        name: str | Omit = omit,
        video_config: LivestreamStartLivestreamingAMeetingParamsVideoConfig | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: Timeout | NotGiven = not_given,
    ) -> LivestreamStartLivestreamingAMeetingResponse:
        """Start livestreaming a meeting.

        Starts livestream of a meeting associated with the given meeting ID. Retreive the meeting ID
        using the Create a meeting API.

        `POST /accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/livestreams`

        Accepted permissions (at least one required): Realtime Admin, Realtime

        Args:
            account_id: The account identifier tag.
            app_id: The app identifier tag.
        """
        return await self._request(
            LivestreamStartLivestreamingAMeetingResponse._decode,
            "POST",
            f"/accounts/{path_segment('account_id', account_id)}"
            f"/realtime/kit/{path_segment('app_id', app_id)}"
            f"/meetings/{path_segment('meeting_id', meeting_id)}/livestreams",
            body={
                "name": name,
                "video_config": video_config,
            },
            security=(("api_token",),),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
        )


class AsyncLivestreamsResourceWithRawResponse:
    def __init__(self, resource: AsyncLivestreamsResource) -> None:
        self._resource = resource
        raw = resource._raw()
        self.create_independent_livestream = as_async_raw(raw.create_independent_livestream)
        self.get_all_livestreams = as_async_raw(raw.get_all_livestreams)
        self.start_livestreaming_a_meeting = as_async_raw(raw.start_livestreaming_a_meeting)


class AsyncLivestreamsResourceWithStreamingResponse:
    def __init__(self, resource: AsyncLivestreamsResource) -> None:
        self._resource = resource
        streamed = resource._streamed()
        self.create_independent_livestream = as_async_streamed(
            streamed.create_independent_livestream
        )
        self.get_all_livestreams = as_async_streamed(streamed.get_all_livestreams)
        self.start_livestreaming_a_meeting = as_async_streamed(
            streamed.start_livestreaming_a_meeting
        )
