"""Decode with dataclasses with slots, filled by hand-written code: `… SMALL_FILE FILE REPEAT`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from subject import report_decoding


@dataclass(slots=True)
class Paging:
    end_offset: int | None
    start_offset: int | None
    total_count: int | None


@dataclass(slots=True)
class Data:
    id: str | None
    created_at: datetime | None
    disabled: str | None
    ingest_server: str | None
    meeting_id: str | None
    name: str | None
    paging: Paging | None
    playback_url: str | None
    status: str | None
    stream_key: str | None
    updated_at: datetime | None


@dataclass(slots=True)
class Answer:
    data: Data | None
    success: bool | None


def when(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def paging(value: dict[str, Any]) -> Paging:
    get = value.get
    return Paging(get("end_offset"), get("start_offset"), get("total_count"))


def data(value: dict[str, Any]) -> Data:
    get = value.get
    return Data(
        get("id"),
        when(get("created_at")),
        get("disabled"),
        get("ingest_server"),
        get("meeting_id"),
        get("name"),
        paging(value["paging"]) if "paging" in value else None,
        get("playback_url"),
        get("status"),
        get("stream_key"),
        when(get("updated_at")),
    )


def decode(raw: bytes) -> list[Answer]:
    return [Answer(data(value["data"]), value.get("success")) for value in json.loads(raw)]


report_decoding(decode)
