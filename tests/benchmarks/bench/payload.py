"""The livestream answers that are decoded, the same in every run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

_STATUS = ("LIVE", "IDLE", "ERRORED", "INVOKED")


@dataclass(frozen=True, slots=True)
class Payload:
    """A file with a JSON array of answers of "fetch all livestreams", no two with equal texts.

    Attributes:
        count: how many.
        unknown: whether each has members that no SDK knows.
    """

    count: int
    unknown: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.count}{'-unknown' if self.unknown else ''}.json"

    def first(self) -> Payload:
        """Only one answer, to warm up."""
        return Payload(1, self.unknown)

    def text(self) -> bytes:
        """What is in the file."""
        answers = [_answer(number, unknown=self.unknown) for number in range(self.count)]
        return json.dumps(answers, separators=(",", ":")).encode()


def _answer(number: int, *, unknown: bool) -> dict[str, object]:
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
            **(_unknown(number) if unknown else {}),
        },
        "success": True,
    }


def _unknown(number: int) -> dict[str, object]:
    return {"region": f"region {number}", "labels": {"team": ["a", "b"], "weight": number / 8}}
