"""The calls that the documents describe, with what is sent and what comes back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from caller import ACCOUNT
from instants import instants

__all__ = ["CALLS", "Call", "documented", "instants"]

MEETING = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
RESPONSES = Path(__file__).parents[1] / "responses"
LIVESTREAMS = f"/client/v4/accounts/{ACCOUNT}/realtime/kit/app_id/livestreams"


def documented(name: str) -> Any:
    """The response that a document shows."""
    return json.loads(RESPONSES.joinpath(name + ".json").read_text())


@dataclass(frozen=True)
class Call:
    """A method of the SDK, the request that it must send, and the response of its document."""

    name: str
    method: str
    arguments: dict[str, Any]
    sent: tuple[str, str]
    body: Any
    response: Any

    def of(self, client: Any) -> Any:
        """The method, bound to the client."""
        return attrgetter(self.method)(client)

    def __str__(self) -> str:
        return self.name


CALLS = [
    Call(
        name="create_independent_livestream",
        method="realtime_kit.livestreams.create_independent_livestream",
        arguments={"app_id": "app_id", "account_id": ACCOUNT, "name": "prdmmp-xhycsl"},
        sent=("POST", LIVESTREAMS),
        body={"name": "prdmmp-xhycsl"},
        response=documented("create_independent_livestream"),
    ),
    Call(
        name="start_livestreaming_a_meeting",
        method="realtime_kit.livestreams.start_livestreaming_a_meeting",
        arguments={
            "meeting_id": MEETING,
            "account_id": ACCOUNT,
            "app_id": "app_id",
            "name": "prdmmp-xhycsl",
            "video_config": {"height": 720, "width": 1280},
        },
        sent=("POST", LIVESTREAMS.replace("livestreams", f"meetings/{MEETING}/livestreams")),
        body={"name": "prdmmp-xhycsl", "video_config": {"height": 720, "width": 1280}},
        response=documented("start_livestreaming_a_meeting"),
    ),
    Call(
        name="get_all_livestreams",
        method="realtime_kit.livestreams.get_all_livestreams",
        arguments={"app_id": "app_id", "account_id": ACCOUNT},
        sent=("GET", LIVESTREAMS),
        body=None,
        response=documented("get_all_livestreams"),
    ),
    Call(
        name="create_live_input",
        method="stream.live_inputs.create",
        arguments={
            "account_id": ACCOUNT,
            "delete_recording_after_days": 45,
            "enabled": True,
            "meta": {"name": "test stream 1"},
            "recording": {
                "hide_live_viewer_count": False,
                "mode": "off",
                "require_signed_urls": False,
                "timeout_seconds": 0,
            },
        },
        sent=("POST", f"/client/v4/accounts/{ACCOUNT}/stream/live_inputs"),
        body={
            "deleteRecordingAfterDays": 45,
            "enabled": True,
            "meta": {"name": "test stream 1"},
            "recording": {
                "hideLiveViewerCount": False,
                "mode": "off",
                "requireSignedURLs": False,
                "timeoutSeconds": 0,
            },
        },
        response=documented("create_live_input")["result"],
    ),
]
