"""The resource `client.stream`."""

from __future__ import annotations

from functools import cached_property

from ..._runtime.resource import AsyncResource, SyncResource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .live_inputs import (
        AsyncLiveInputsResource,
        AsyncLiveInputsResourceWithRawResponse,
        AsyncLiveInputsResourceWithStreamingResponse,
        LiveInputsResource,
        LiveInputsResourceWithRawResponse,
        LiveInputsResourceWithStreamingResponse,
    )

__all__ = ["AsyncStreamResource", "StreamResource"]


class StreamResource(SyncResource):
    """Methods of `client.stream`."""

    @cached_property
    def live_inputs(self) -> LiveInputsResource:
        from .live_inputs import LiveInputsResource

        return LiveInputsResource(self._client)

    @cached_property
    def with_raw_response(self) -> StreamResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return StreamResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> StreamResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return StreamResourceWithStreamingResponse(self)


class StreamResourceWithRawResponse:
    def __init__(self, resource: StreamResource) -> None:
        self._resource = resource

    @cached_property
    def live_inputs(self) -> LiveInputsResourceWithRawResponse:
        from .live_inputs import LiveInputsResourceWithRawResponse

        return LiveInputsResourceWithRawResponse(self._resource.live_inputs)


class StreamResourceWithStreamingResponse:
    def __init__(self, resource: StreamResource) -> None:
        self._resource = resource

    @cached_property
    def live_inputs(self) -> LiveInputsResourceWithStreamingResponse:
        from .live_inputs import LiveInputsResourceWithStreamingResponse

        return LiveInputsResourceWithStreamingResponse(self._resource.live_inputs)


class AsyncStreamResource(AsyncResource):
    """Methods of `client.stream`."""

    @cached_property
    def live_inputs(self) -> AsyncLiveInputsResource:
        from .live_inputs import AsyncLiveInputsResource

        return AsyncLiveInputsResource(self._client)

    @cached_property
    def with_raw_response(self) -> AsyncStreamResourceWithRawResponse:
        """The same methods, each returning the HTTP response with its headers; `.parse()` gives the data."""
        return AsyncStreamResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamResourceWithStreamingResponse:
        """The same methods, each a context manager whose response body is not read before it is asked for."""
        return AsyncStreamResourceWithStreamingResponse(self)


class AsyncStreamResourceWithRawResponse:
    def __init__(self, resource: AsyncStreamResource) -> None:
        self._resource = resource

    @cached_property
    def live_inputs(self) -> AsyncLiveInputsResourceWithRawResponse:
        from .live_inputs import AsyncLiveInputsResourceWithRawResponse

        return AsyncLiveInputsResourceWithRawResponse(self._resource.live_inputs)


class AsyncStreamResourceWithStreamingResponse:
    def __init__(self, resource: AsyncStreamResource) -> None:
        self._resource = resource

    @cached_property
    def live_inputs(self) -> AsyncLiveInputsResourceWithStreamingResponse:
        from .live_inputs import AsyncLiveInputsResourceWithStreamingResponse

        return AsyncLiveInputsResourceWithStreamingResponse(self._resource.live_inputs)
