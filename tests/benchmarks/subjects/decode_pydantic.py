"""Decode with plain pydantic models, straight from the bytes: `… SMALL_FILE FILE REPEAT`."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, TypeAdapter
from subject import report_decoding


class Paging(BaseModel):
    end_offset: int | None = None
    start_offset: int | None = None
    total_count: int | None = None


class Data(BaseModel):
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


class Answer(BaseModel):
    data: Data | None = None
    success: bool | None = None


report_decoding(TypeAdapter(list[Answer]).validate_json)
