"""Types of the API's requests and responses, imported when they are first used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._live_inputs import (
        LiveInput,
        LiveInputRecording,
        LiveInputRTMPS,
        LiveInputRTMPSPlayback,
        LiveInputSRT,
        LiveInputSRTPlayback,
        LiveInputWebRTC,
        LiveInputWebRTCPlayback,
    )
    from ._live_inputs_params import LiveInputCreateParams, LiveInputCreateParamsRecording
else:
    from ..._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {
            "LiveInput": ("._live_inputs", "LiveInput"),
            "LiveInputCreateParams": ("._live_inputs_params", "LiveInputCreateParams"),
            "LiveInputCreateParamsRecording": (
                "._live_inputs_params",
                "LiveInputCreateParamsRecording",
            ),
            "LiveInputRTMPS": ("._live_inputs", "LiveInputRTMPS"),
            "LiveInputRTMPSPlayback": ("._live_inputs", "LiveInputRTMPSPlayback"),
            "LiveInputRecording": ("._live_inputs", "LiveInputRecording"),
            "LiveInputSRT": ("._live_inputs", "LiveInputSRT"),
            "LiveInputSRTPlayback": ("._live_inputs", "LiveInputSRTPlayback"),
            "LiveInputWebRTC": ("._live_inputs", "LiveInputWebRTC"),
            "LiveInputWebRTCPlayback": ("._live_inputs", "LiveInputWebRTCPlayback"),
        },
    )

__all__ = [
    "LiveInput",
    "LiveInputCreateParams",
    "LiveInputCreateParamsRecording",
    "LiveInputRTMPS",
    "LiveInputRTMPSPlayback",
    "LiveInputRecording",
    "LiveInputSRT",
    "LiveInputSRTPlayback",
    "LiveInputWebRTC",
    "LiveInputWebRTCPlayback",
]
