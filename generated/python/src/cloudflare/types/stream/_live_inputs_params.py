"""Types of the parameters of `client.stream.live_inputs`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required

from typing_extensions import TypedDict


class LiveInputCreateParams(TypedDict, total=False):
    """The named parameters of `client.stream.live_inputs.create`."""

    account_id: Required[str]
    """Identifier."""

    default_creator: str
    """Sets the creator ID asssociated with this live input."""

    delete_recording_after_days: float | None
    """Indicates the number of days after which the live inputs recordings will be deleted. When a
    stream completes and the recording is ready, the value is used to calculate a scheduled deletion
    date for that recording. Omit the field to indicate no change, or include with a null value to
    remove an existing scheduled deletion.
    """

    enabled: bool
    """Indicates whether the live input is enabled and can accept streams."""

    meta: object
    """A user modifiable key-value store used to reference other systems of record for managing live
    inputs.
    """

    recording: LiveInputCreateParamsRecording
    """Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases, the
    video will initially be viewable as a live video and transition to on-demand after a condition
    is satisfied.
    """


class LiveInputCreateParamsRecording(TypedDict, total=False):
    """Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases, the
    video will initially be viewable as a live video and transition to on-demand after a condition
    is satisfied.
    """

    allowed_origins: Sequence[str]
    """Lists the origins allowed to display videos created with this input. Enter allowed origin
    domains in an array and use * for wildcard subdomains. An empty array allows videos to be viewed
    on any origin.
    """

    hide_live_viewer_count: bool
    """Disables reporting the number of live viewers when this property is set to true."""

    mode: Literal["off", "automatic"]
    """Specifies the recording behavior for the live input. Set this value to off to prevent a
    recording. Set the value to automatic to begin a recording and transition to on-demand after
    Stream Live stops receiving input.
    """

    require_signed_urls: bool
    """Indicates if a video using the live input has the requireSignedURLs property set. Also enforces
    access controls on any video recording of the livestream with the live input.
    """

    timeout_seconds: float
    """Determines the amount of time a live input configured in automatic mode should wait before a
    recording transitions from live to on-demand. 0 is recommended for most use cases and indicates
    the platform default should be used.
    """
