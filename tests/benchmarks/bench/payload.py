"""The livestream answers that are decoded, the same in every run."""

from __future__ import annotations

import json
from uuid import UUID

_STATUS = ("LIVE", "IDLE", "ERRORED", "INVOKED")


def livestreams(count: int) -> bytes:
    """A JSON array of `count` answers of "fetch all livestreams", no two with equal texts."""
    return json.dumps([_answer(number) for number in range(count)], separators=(",", ":")).encode()


def _answer(number: int) -> dict[str, object]:
    time = f"2023-07-15T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.753Z"
    return {
        "data": {
            "id": str(UUID(int=number)),
            "created_at": time,
            "disabled": f"disabled {number}",
            "ingest_server": f"rtmps://live-{number}.example.com:443/live/",
            "meeting_id": str(UUID(int=number + 1)),
            "name": f"livestream {number}",
            "paging": {
                "end_offset": number + 1,
                "start_offset": number,
                "total_count": number + 1000,
            },
            "playback_url": f"https://play.example.com/{number:032x}/manifest/video.m3u8",
            "status": _STATUS[number % len(_STATUS)],
            "stream_key": f"{number:064x}",
            "updated_at": time,
        },
        "success": True,
    }
