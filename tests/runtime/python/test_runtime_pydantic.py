"""Models inside pydantic models."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pydantic
import pytest

from sdk._runtime.convert import to_datetime
from sdk._runtime.models import BaseModel, alias


class Event(BaseModel):
    event_id: str | None = alias("eventId")
    at: datetime | None = None

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        if "at" in data:
            data["at"] = to_datetime(data["at"])


class Log(pydantic.BaseModel):
    events: list[Event]
    last: Event | None = None


WIRE = {"eventId": "1", "at": "2024-01-31T12:00:00Z", "new": 1}
NOON = datetime(2024, 1, 31, 12, tzinfo=UTC)


def test_validates_instances_and_dictionaries() -> None:
    event = Event.construct(**WIRE)
    log = Log.model_validate({"events": [event, WIRE]})
    assert log.events[0] is event
    assert log.events[1] == event
    assert log.events[1].at == NOON
    assert Log.model_validate_json(log.model_dump_json()).events == log.events


@pytest.mark.parametrize("value", [1, "text", [1]])
def test_refuses_anything_else(value: Any) -> None:
    with pytest.raises(pydantic.ValidationError, match="a Event is made of a dictionary"):
        Log.model_validate({"events": [value]})


def test_serializes() -> None:
    log = Log(events=[Event.construct(**WIRE)])
    assert log.model_dump(mode="json") == {"events": [WIRE], "last": None}
    assert log.model_dump()["events"] == [{**WIRE, "at": NOON}]


def test_json_schema() -> None:
    schema = Log.model_json_schema()
    assert schema["properties"]["events"]["items"] == {
        "type": "object",
        "title": "Event",
        "additionalProperties": True,
    }
    assert pydantic.TypeAdapter(Event).json_schema(mode="serialization")["title"] == "Event"
