"""Types of the API's requests and responses, imported when they are first used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._live_inputs import LiveInput as LiveInput
    from ._live_inputs import LiveInputRecording as LiveInputRecording
    from ._live_inputs import LiveInputRTMPS as LiveInputRTMPS
    from ._live_inputs import LiveInputRTMPSPlayback as LiveInputRTMPSPlayback
    from ._live_inputs import LiveInputSRT as LiveInputSRT
    from ._live_inputs import LiveInputSRTPlayback as LiveInputSRTPlayback
    from ._live_inputs import LiveInputWebRTC as LiveInputWebRTC
    from ._live_inputs import LiveInputWebRTCPlayback as LiveInputWebRTCPlayback
    from ._live_inputs_params import LiveInputCreateParams as LiveInputCreateParams
    from ._live_inputs_params import (
        LiveInputCreateParamsRecording as LiveInputCreateParamsRecording,
    )
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
