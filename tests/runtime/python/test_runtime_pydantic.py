"""Models inside pydantic models."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import pydantic
import pydantic_core
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
    assert log.model_dump(mode="json", by_alias=True) == {"events": [WIRE], "last": None}
    named = {"event_id": "1", "at": NOON, "new": 1}
    assert log.model_dump()["events"] == [named]
    assert log.model_dump(include={"events": {0: {"at"}}}) == {"events": [{"at": NOON}]}
    assert log.model_dump(exclude={"events": {"__all__": {"at", "new"}}})["events"] == [
        {"event_id": "1"}
    ]
    part = Log(events=[Event.construct(eventId="1")])
    assert part.model_dump()["events"] == [{"event_id": "1", "at": None}]
    assert part.model_dump(exclude_unset=True)["events"] == [{"event_id": "1"}]
    assert part.model_dump(exclude_none=True)["events"] == [{"event_id": "1"}]


def test_serializes_what_is_no_model_as_it_is() -> None:
    log = Log.model_construct(events=["text", 1])
    assert log.model_dump(mode="json")["events"] == ["text", 1]


class Anything(pydantic.BaseModel):
    value: Any


def test_serializes_where_the_type_is_unknown() -> None:
    event = Event.construct(**WIRE)
    named = {"event_id": "1", "at": "2024-01-31T12:00:00Z", "new": 1}
    assert json.loads(Anything(value=[event]).model_dump_json()) == {"value": [named]}
    assert Anything(value=event).model_dump(mode="json", by_alias=True) == {"value": WIRE}
    assert json.loads(pydantic_core.to_json({"a": event}, by_alias=True)) == {"a": WIRE}
    assert pydantic_core.to_jsonable_python(event, by_alias=False) == named


def test_pydantic_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sdk._runtime.pydantic_schema", None)
    assert not hasattr(Event, "__pydantic_serializer__")
    assert not hasattr(Event.construct(), "__pydantic_serializer__")


def test_json_schema() -> None:
    schema = Log.model_json_schema()
    assert schema["properties"]["events"]["items"] == {
        "type": "object",
        "title": "Event",
        "properties": {"eventId": {"type": ["string", "null"]}, "at": {}},
        "additionalProperties": True,
    }
    assert pydantic.TypeAdapter(Event).json_schema(mode="serialization")["title"] == "Event"
