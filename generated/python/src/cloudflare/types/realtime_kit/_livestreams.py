"""Types of `client.realtime_kit.livestreams`."""

from __future__ import annotations

from ..._runtime.convert import to_datetime
from ..._runtime.models import BaseModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Literal


class LivestreamCreateIndependentLivestreamResponse(BaseModel):
    data: LivestreamCreateIndependentLivestreamResponseData | None = None
    success: bool | None = None

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "data" in data:
            data["data"] = LivestreamCreateIndependentLivestreamResponseData._decode(data["data"])


class LivestreamCreateIndependentLivestreamResponseData(BaseModel):
    id: str | None = None
    """The livestream ID."""

    disabled: bool | None = None
    """Specifies if the livestream was disabled."""

    ingest_server: str | None = None
    """The server URL to which the RTMP encoder should send the video and audio data."""

    meeting_id: str | None = None
    name: str | None = None
    playback_url: str | None = None
    """The web address that viewers can use to watch the livestream."""

    status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"] | None = None
    stream_key: str | None = None
    """Unique key for accessing each livestream."""


class LivestreamGetAllLivestreamsResponse(BaseModel):
    data: LivestreamGetAllLivestreamsResponseData | None = None
    success: bool | None = None

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "data" in data:
            data["data"] = LivestreamGetAllLivestreamsResponseData._decode(data["data"])


class LivestreamGetAllLivestreamsResponseData(BaseModel):
    id: str | None = None
    """The ID of the livestream."""

    created_at: datetime | None = None
    """Timestamp the object was created at. The time is returned in ISO format."""

    disabled: str | None = None
    """Specifies if the livestream was disabled."""

    ingest_server: str | None = None
    """The server URL to which the RTMP encoder sends the video and audio data."""

    meeting_id: str | None = None
    """ID of the meeting."""

    name: str | None = None
    """Name of the livestream."""

    paging: LivestreamGetAllLivestreamsResponseDataPaging | None = None
    playback_url: str | None = None
    """The web address that viewers can use to watch the livestream."""

    status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"] | None = None
    stream_key: str | None = None
    """Unique key for accessing each livestream."""

    updated_at: datetime | None = None
    """Timestamp the object was updated at. The time is returned in ISO format."""

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "created_at" in data:
            data["created_at"] = to_datetime(data["created_at"])
        if "paging" in data:
            data["paging"] = LivestreamGetAllLivestreamsResponseDataPaging._decode(data["paging"])
        if "updated_at" in data:
            data["updated_at"] = to_datetime(data["updated_at"])


class LivestreamGetAllLivestreamsResponseDataPaging(BaseModel):
    end_offset: int | None = None
    start_offset: int | None = None
    total_count: int | None = None


class LivestreamStartLivestreamingAMeetingResponse(BaseModel):
    data: LivestreamStartLivestreamingAMeetingResponseData | None = None
    success: bool | None = None

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "data" in data:
            data["data"] = LivestreamStartLivestreamingAMeetingResponseData._decode(data["data"])


class LivestreamStartLivestreamingAMeetingResponseData(BaseModel):
    id: str | None = None
    """The livestream ID."""

    ingest_server: str | None = None
    """The server URL to which the RTMP encoder sends the video and audio data."""

    playback_url: str | None = None
    """The web address that viewers can use to watch the livestream."""

    status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"] | None = None
    stream_key: str | None = None
    """Unique key for accessing each livestream."""
