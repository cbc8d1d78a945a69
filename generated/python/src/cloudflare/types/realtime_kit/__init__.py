"""Types of the API's requests and responses, imported when they are first used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._livestreams import (
        LivestreamCreateIndependentLivestreamResponse as LivestreamCreateIndependentLivestreamResponse,
    )
    from ._livestreams import (
        LivestreamCreateIndependentLivestreamResponseData as LivestreamCreateIndependentLivestreamResponseData,
    )
    from ._livestreams import (
        LivestreamGetAllLivestreamsResponse as LivestreamGetAllLivestreamsResponse,
    )
    from ._livestreams import (
        LivestreamGetAllLivestreamsResponseData as LivestreamGetAllLivestreamsResponseData,
    )
    from ._livestreams import (
        LivestreamGetAllLivestreamsResponseDataPaging as LivestreamGetAllLivestreamsResponseDataPaging,
    )
    from ._livestreams import (
        LivestreamStartLivestreamingAMeetingResponse as LivestreamStartLivestreamingAMeetingResponse,
    )
    from ._livestreams import (
        LivestreamStartLivestreamingAMeetingResponseData as LivestreamStartLivestreamingAMeetingResponseData,
    )
    from ._livestreams_params import (
        LivestreamCreateIndependentLivestreamParams as LivestreamCreateIndependentLivestreamParams,
    )
    from ._livestreams_params import (
        LivestreamGetAllLivestreamsParams as LivestreamGetAllLivestreamsParams,
    )
    from ._livestreams_params import (
        LivestreamStartLivestreamingAMeetingParams as LivestreamStartLivestreamingAMeetingParams,
    )
    from ._livestreams_params import (
        LivestreamStartLivestreamingAMeetingParamsVideoConfig as LivestreamStartLivestreamingAMeetingParamsVideoConfig,
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
