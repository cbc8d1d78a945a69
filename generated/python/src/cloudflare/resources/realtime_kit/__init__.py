"""The resource `client.realtime_kit`."""

from __future__ import annotations

from functools import cached_property

from ..._runtime.resource import AsyncResource, SyncResource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .livestreams import (
        AsyncLivestreamsResource,
        AsyncLivestreamsResourceWithRawResponse,
        AsyncLivestreamsResourceWithStreamingResponse,
        LivestreamsResource,
        LivestreamsResourceWithRawResponse,
        LivestreamsResourceWithStreamingResponse,
    )

__all__ = ["AsyncRealtimeKitResource", "RealtimeKitResource"]


class RealtimeKitResource(SyncResource):
    """Methods of `client.realtime_kit`."""

    @cached_property
    def livestreams(self) -> LivestreamsResource:
        from .livestreams import LivestreamsResource

        return LivestreamsResource(self._client)

    @cached_property
    def with_raw_response(self) -> RealtimeKitResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return RealtimeKitResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> RealtimeKitResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return RealtimeKitResourceWithStreamingResponse(self)


class RealtimeKitResourceWithRawResponse:
    def __init__(self, resource: RealtimeKitResource) -> None:
        self._resource = resource

    @cached_property
    def livestreams(self) -> LivestreamsResourceWithRawResponse:
        from .livestreams import LivestreamsResourceWithRawResponse

        return LivestreamsResourceWithRawResponse(self._resource.livestreams)


class RealtimeKitResourceWithStreamingResponse:
    def __init__(self, resource: RealtimeKitResource) -> None:
        self._resource = resource

    @cached_property
    def livestreams(self) -> LivestreamsResourceWithStreamingResponse:
        from .livestreams import LivestreamsResourceWithStreamingResponse

        return LivestreamsResourceWithStreamingResponse(self._resource.livestreams)


class AsyncRealtimeKitResource(AsyncResource):
    """Methods of `client.realtime_kit`."""

    @cached_property
    def livestreams(self) -> AsyncLivestreamsResource:
        from .livestreams import AsyncLivestreamsResource

        return AsyncLivestreamsResource(self._client)

    @cached_property
    def with_raw_response(self) -> AsyncRealtimeKitResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return AsyncRealtimeKitResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncRealtimeKitResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return AsyncRealtimeKitResourceWithStreamingResponse(self)


class AsyncRealtimeKitResourceWithRawResponse:
    def __init__(self, resource: AsyncRealtimeKitResource) -> None:
        self._resource = resource

    @cached_property
    def livestreams(self) -> AsyncLivestreamsResourceWithRawResponse:
        from .livestreams import AsyncLivestreamsResourceWithRawResponse

        return AsyncLivestreamsResourceWithRawResponse(self._resource.livestreams)


class AsyncRealtimeKitResourceWithStreamingResponse:
    def __init__(self, resource: AsyncRealtimeKitResource) -> None:
        self._resource = resource

    @cached_property
    def livestreams(self) -> AsyncLivestreamsResourceWithStreamingResponse:
        from .livestreams import AsyncLivestreamsResourceWithStreamingResponse

        return AsyncLivestreamsResourceWithStreamingResponse(self._resource.livestreams)
