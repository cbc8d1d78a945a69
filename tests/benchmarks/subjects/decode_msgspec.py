"""Decode with msgspec structs, straight from the bytes: `… SMALL_FILE FILE REPEAT`."""

from datetime import datetime
from typing import Literal

import msgspec
from subject import report_decoding


class Paging(msgspec.Struct):
    end_offset: int | None = None
    start_offset: int | None = None
    total_count: int | None = None


class Data(msgspec.Struct):
    id: str | None = None
    created_at: datetime | None = None
    disabled: str | None = None
    ingest_server: str | None = None
    meeting_id: str | None = None
    name: str | None = None
    paging: Paging | None = None
    playback_url: str | None = None
    status: Literal["LIVE", "IDLE", "ERRORED", "INVOKED"] | None = None
    stream_key: str | None = None
    updated_at: datetime | None = None


class Answer(msgspec.Struct):
    data: Data | None = None
    success: bool | None = None


report_decoding(msgspec.json.Decoder(list[Answer]).decode)
