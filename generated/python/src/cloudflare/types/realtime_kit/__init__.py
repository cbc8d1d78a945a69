"""Types of the API's requests and responses, imported when they are first used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._livestreams import (
        LivestreamCreateIndependentLivestreamResponse,
        LivestreamCreateIndependentLivestreamResponseData,
        LivestreamGetAllLivestreamsResponse,
        LivestreamGetAllLivestreamsResponseData,
        LivestreamGetAllLivestreamsResponseDataPaging,
        LivestreamStartLivestreamingAMeetingResponse,
        LivestreamStartLivestreamingAMeetingResponseData,
    )
    from ._livestreams_params import (
        LivestreamCreateIndependentLivestreamParams,
        LivestreamGetAllLivestreamsParams,
        LivestreamStartLivestreamingAMeetingParams,
        LivestreamStartLivestreamingAMeetingParamsVideoConfig,
    )
else:
    from ..._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {
            "LivestreamCreateIndependentLivestreamParams": (
                "._livestreams_params",
                "LivestreamCreateIndependentLivestreamParams",
            ),
            "LivestreamCreateIndependentLivestreamResponse": (
                "._livestreams",
                "LivestreamCreateIndependentLivestreamResponse",
            ),
            "LivestreamCreateIndependentLivestreamResponseData": (
                "._livestreams",
                "LivestreamCreateIndependentLivestreamResponseData",
            ),
            "LivestreamGetAllLivestreamsParams": (
                "._livestreams_params",
                "LivestreamGetAllLivestreamsParams",
            ),
            "LivestreamGetAllLivestreamsResponse": (
                "._livestreams",
                "LivestreamGetAllLivestreamsResponse",
            ),
            "LivestreamGetAllLivestreamsResponseData": (
                "._livestreams",
                "LivestreamGetAllLivestreamsResponseData",
            ),
            "LivestreamGetAllLivestreamsResponseDataPaging": (
                "._livestreams",
                "LivestreamGetAllLivestreamsResponseDataPaging",
            ),
            "LivestreamStartLivestreamingAMeetingParams": (
                "._livestreams_params",
                "LivestreamStartLivestreamingAMeetingParams",
            ),
            "LivestreamStartLivestreamingAMeetingParamsVideoConfig": (
                "._livestreams_params",
                "LivestreamStartLivestreamingAMeetingParamsVideoConfig",
            ),
            "LivestreamStartLivestreamingAMeetingResponse": (
                "._livestreams",
                "LivestreamStartLivestreamingAMeetingResponse",
            ),
            "LivestreamStartLivestreamingAMeetingResponseData": (
                "._livestreams",
                "LivestreamStartLivestreamingAMeetingResponseData",
            ),
        },
    )

__all__ = [
    "LivestreamCreateIndependentLivestreamParams",
    "LivestreamCreateIndependentLivestreamResponse",
    "LivestreamCreateIndependentLivestreamResponseData",
    "LivestreamGetAllLivestreamsParams",
    "LivestreamGetAllLivestreamsResponse",
    "LivestreamGetAllLivestreamsResponseData",
    "LivestreamGetAllLivestreamsResponseDataPaging",
    "LivestreamStartLivestreamingAMeetingParams",
    "LivestreamStartLivestreamingAMeetingParamsVideoConfig",
    "LivestreamStartLivestreamingAMeetingResponse",
    "LivestreamStartLivestreamingAMeetingResponseData",
]
