"""Types of `client.stream.live_inputs`."""

from __future__ import annotations

from ..._runtime.convert import to_datetime
from ..._runtime.models import BaseModel, alias
from ..._runtime.rename import renamed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Literal


class LiveInput(BaseModel):
    """Details about a live input."""

    created: datetime | None = None
    """The date and time the live input was created."""

    delete_recording_after_days: float | None = alias("deleteRecordingAfterDays")
    """Indicates the number of days after which the live inputs recordings will be deleted. When a
    stream completes and the recording is ready, the value is used to calculate a scheduled deletion
    date for that recording. Omit the field to indicate no change, or include with a null value to
    remove an existing scheduled deletion.
    """

    enabled: bool | None = None
    """Indicates whether the live input is enabled and can accept streams."""

    meta: object = None
    """A user modifiable key-value store used to reference other systems of record for managing live
    inputs.
    """

    modified: datetime | None = None
    """The date and time the live input was last modified."""

    recording: LiveInputRecording | None = None
    """Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases, the
    video will initially be viewable as a live video and transition to on-demand after a condition
    is satisfied.
    """

    rtmps: LiveInputRTMPS | None = None
    """Details for streaming to an live input using RTMPS."""

    rtmps_playback: LiveInputRTMPSPlayback | None = alias("rtmpsPlayback")
    """Details for playback from an live input using RTMPS."""

    srt: LiveInputSRT | None = None
    """Details for streaming to a live input using SRT."""

    srt_playback: LiveInputSRTPlayback | None = alias("srtPlayback")
    """Details for playback from an live input using SRT."""

    status: (
        Literal[
            "connected",
            "reconnected",
            "reconnecting",
            "client_disconnect",
            "ttl_exceeded",
            "failed_to_connect",
            "failed_to_reconnect",
            "new_configuration_accepted",
        ]
        | None
    ) = None
    """The connection status of a live input."""

    uid: str | None = None
    """A unique identifier for a live input."""

    web_rtc: LiveInputWebRTC | None = alias("webRTC")
    """Details for streaming to a live input using WebRTC."""

    web_rtc_playback: LiveInputWebRTCPlayback | None = alias("webRTCPlayback")
    """Details for playback from a live input using WebRTC."""

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "created" in data:
            data["created"] = to_datetime(data["created"])
        if "modified" in data:
            data["modified"] = to_datetime(data["modified"])
        if "recording" in data:
            data["recording"] = LiveInputRecording._decode(data["recording"])
        if "rtmps" in data:
            data["rtmps"] = LiveInputRTMPS._decode(data["rtmps"])
        if "rtmpsPlayback" in data:
            data["rtmpsPlayback"] = LiveInputRTMPSPlayback._decode(data["rtmpsPlayback"])
        if "srt" in data:
            data["srt"] = LiveInputSRT._decode(data["srt"])
        if "srtPlayback" in data:
            data["srtPlayback"] = LiveInputSRTPlayback._decode(data["srtPlayback"])
        if "webRTC" in data:
            data["webRTC"] = LiveInputWebRTC._decode(data["webRTC"])
        if "webRTCPlayback" in data:
            data["webRTCPlayback"] = LiveInputWebRTCPlayback._decode(data["webRTCPlayback"])


class LiveInputRecording(BaseModel):
    """Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases, the
    video will initially be viewable as a live video and transition to on-demand after a condition
    is satisfied.
    """

    allowed_origins: list[str] | None = alias("allowedOrigins")
    """Lists the origins allowed to display videos created with this input. Enter allowed origin
    domains in an array and use * for wildcard subdomains. An empty array allows videos to be viewed
    on any origin.
    """

    hide_live_viewer_count: bool | None = alias("hideLiveViewerCount")
    """Disables reporting the number of live viewers when this property is set to true."""

    mode: Literal["off", "automatic"] | None = None
    """Specifies the recording behavior for the live input. Set this value to off to prevent a
    recording. Set the value to automatic to begin a recording and transition to on-demand after
    Stream Live stops receiving input.
    """

    require_signed_urls: bool | None = alias("requireSignedURLs")
    """Indicates if a video using the live input has the requireSignedURLs property set. Also enforces
    access controls on any video recording of the livestream with the live input.
    """

    timeout_seconds: float | None = alias("timeoutSeconds")
    """Determines the amount of time a live input configured in automatic mode should wait before a
    recording transitions from live to on-demand. 0 is recommended for most use cases and indicates
    the platform default should be used.
    """


class LiveInputRTMPS(BaseModel):
    """Details for streaming to an live input using RTMPS."""

    stream_key: str | None = alias("streamKey")
    """The secret key to use when streaming via RTMPS to a live input."""

    url: str | None = None
    """The RTMPS URL you provide to the broadcaster, which they stream live video to."""


class LiveInputRTMPSPlayback(BaseModel):
    """Details for playback from an live input using RTMPS."""

    stream_key: str | None = alias("streamKey")
    """The secret key to use for playback via RTMPS."""

    url: str | None = None
    """The URL used to play live video over RTMPS."""


class LiveInputSRT(BaseModel):
    """Details for streaming to a live input using SRT."""

    passphrase: str | None = None
    """The secret key to use when streaming via SRT to a live input."""

    stream_id: str | None = alias("streamId")
    """The identifier of the live input to use when streaming via SRT."""

    url: str | None = None
    """The SRT URL you provide to the broadcaster, which they stream live video to."""


class LiveInputSRTPlayback(BaseModel):
    """Details for playback from an live input using SRT."""

    passphrase: str | None = None
    """The secret key to use for playback via SRT."""

    stream_id: str | None = alias("streamId")
    """The identifier of the live input to use for playback via SRT."""

    url: str | None = None
    """The URL used to play live video over SRT."""


class LiveInputWebRTC(BaseModel):
    """Details for streaming to a live input using WebRTC."""

    url: str | None = None
    """The WebRTC URL you provide to the broadcaster, which they stream live video to."""


class LiveInputWebRTCPlayback(BaseModel):
    """Details for playback from a live input using WebRTC."""

    url: str | None = None
    """The URL used to play live video over WebRTC."""


def encode_live_input_create_params_recording(value: object) -> object:
    """The JSON object of a `LiveInputCreateParamsRecording`."""
    return renamed(
        value,
        {
            "allowed_origins": "allowedOrigins",
            "hide_live_viewer_count": "hideLiveViewerCount",
            "require_signed_urls": "requireSignedURLs",
            "timeout_seconds": "timeoutSeconds",
        },
    )
