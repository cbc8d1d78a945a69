"""The classes of answers, when a server says more, less or other things than its document."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import faults
import pydantic
import pytest
from caller import Caller
from calls import CALLS, documented, instants
from cloudflare.types.stream import LiveInput
from server import Server

GET = CALLS[2]
POST = CALLS[3]
DOCUMENTED = documented("create_live_input")["result"]
Answer = Callable[[Any], Any]


@pytest.fixture
def live_input(caller: Caller, client: Any, server: Server) -> Answer:
    """What the SDK makes of a `result`."""

    def answer(result: Any) -> Any:
        body = {"success": True, "errors": [], "messages": [], "result": result}
        server.script([faults.raw(json.dumps(body))])
        return caller(POST.of(client), **POST.arguments)

    return answer


@pytest.fixture
def full() -> LiveInput:
    return LiveInput.construct(**copy.deepcopy(DOCUMENTED))


class TestNewerServers:
    def test_an_unknown_field(self, live_input: Answer) -> None:
        model = live_input({"uid": "u", "brandNew": {"a": [1]}, "recording": {"more": 1}})
        assert model.brandNew == {"a": [1]}
        assert model.model_extra == {"brandNew": {"a": [1]}}
        assert model.recording.more == 1
        assert model.to_dict() == {
            "uid": "u",
            "brandNew": {"a": [1]},
            "recording": {"more": 1},
        }

    def test_an_unknown_enum_value(self, live_input: Answer) -> None:
        model = live_input({"status": "brand_new", "recording": {"mode": "sometimes"}})
        assert model.status == "brand_new"
        assert model.recording.mode == "sometimes"

    @pytest.mark.parametrize("value", [None, 1, 1.5, True, "text", [], [1], {}, {"a": 1}])
    @pytest.mark.parametrize("field", sorted(DOCUMENTED))
    def test_a_value_of_another_type(self, live_input: Answer, field: str, value: Any) -> None:
        model = live_input({field: value})
        assert model.to_dict(mode="json") == {field: value}
        assert repr(model)
        assert pickle.loads(pickle.dumps(model)) == model

    @pytest.mark.parametrize(
        "text",
        ["", "yesterday", "2024-01-02", "2024-99-02T03:04:05Z", "2024-01-02T03:04:05", "\uff11"],
    )
    def test_a_date_that_is_none(self, live_input: Answer, text: str) -> None:
        model = live_input({"created": text})
        assert model.created in (text, datetime(2024, 1, 2, 3, 4, 5), datetime(2024, 1, 2))
        assert "created" in model.to_dict(mode="json")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
            ("2024-01-02t03:04:05z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
            ("2024-01-02T03:04:05.5Z", datetime(2024, 1, 2, 3, 4, 5, 500000, tzinfo=UTC)),
            ("2024-01-02T03:04:05.123456789Z", datetime(2024, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)),
            ("2024-01-02T05:04:05+02:00", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ],
    )
    def test_forms_of_a_date(self, live_input: Answer, text: str, expected: datetime) -> None:
        assert live_input({"created": text}).created == expected

    def test_numbers_are_not_changed(self, live_input: Answer) -> None:
        model = live_input({"deleteRecordingAfterDays": 10**30, "meta": 0.1})
        assert model.delete_recording_after_days == 10**30
        assert model.meta == 0.1


class TestAbsentAndNull:
    def test_both_read_as_none(self, live_input: Answer) -> None:
        model = live_input({"deleteRecordingAfterDays": None})
        assert model.delete_recording_after_days is None
        assert model.enabled is None
        assert model.model_fields_set == {"delete_recording_after_days"}
        assert model.to_dict() == {"deleteRecordingAfterDays": None}
        assert model.to_dict(exclude_none=True) == {}
        assert "enabled" not in model.model_dump(exclude_unset=True)
        assert model.model_dump()["enabled"] is None
        assert model.to_dict(exclude_unset=False)["enabled"] is None


class TestNamesThatAreMethods:
    @pytest.mark.parametrize(
        "name",
        [
            "to_dict",
            "to_json",
            "construct",
            "model_dump",
            "model_copy",
            "model_fields_set",
            "model_extra",
            "copy",
            "_decode",
            "_convert",
            "__dict__",
            "__class__",
            "__reduce_ex__",
            "__eq__",
            "__getattr__",
            "__repr__",
            "self",
            "cls",
            "",
            "a-b",
            "class",
        ],
    )
    def test_as_a_key(self, live_input: Answer, name: str) -> None:
        model = live_input({name: "mine", "uid": "u", "recording": {name: 1}})
        assert type(model) is LiveInput
        assert model.uid == "u"
        assert model.to_dict() == {name: "mine", "uid": "u", "recording": {name: 1}}
        assert json.loads(model.to_json()) == model.to_dict()
        assert model.model_extra == {name: "mine"}
        assert name in model.model_fields_set
        assert pickle.loads(pickle.dumps(model)) == model == copy.deepcopy(model)
        assert model.model_copy() == model
        assert "mine" in repr(model)
        assert LiveInput.model_validate(model.to_dict()) == model


class TestDumping:
    def test_names(self, full: LiveInput) -> None:
        assert full.to_dict()["rtmpsPlayback"]["streamKey"].startswith("2fb3")
        python = full.to_dict(use_api_names=False)
        assert python["rtmps_playback"]["stream_key"].startswith("2fb3")
        assert python["recording"]["require_signed_urls"] is False
        assert (
            full.model_dump()["web_rtc"]["url"] == full.model_dump(by_alias=True)["webRTC"]["url"]
        )

    def test_modes(self, full: LiveInput) -> None:
        moment = datetime(2014, 1, 2, 2, 20, tzinfo=UTC)
        assert full.to_dict()["created"] == moment
        assert full.to_dict(mode="json")["created"] == "2014-01-02T02:20:00Z"
        assert full.model_dump(mode="json")["created"] == "2014-01-02T02:20:00Z"
        assert full.to_dict(mode="json") == DOCUMENTED

    def test_json(self, full: LiveInput) -> None:
        assert json.loads(full.to_json()) == DOCUMENTED
        assert full.to_json().startswith('{\n  "')
        assert "\n" not in full.to_json(indent=None)
        assert json.loads(full.model_dump_json(by_alias=True, exclude_unset=True)) == DOCUMENTED

    def test_selection(self, full: LiveInput) -> None:
        assert set(full.model_dump(include={"uid", "status"})) == {"uid", "status"}
        assert "uid" not in full.model_dump(exclude={"uid"})

    def test_the_result_is_the_callers_own(self, full: LiveInput) -> None:
        dumped = full.to_dict()
        dumped["meta"]["name"] = "changed"
        dumped["recording"]["allowedOrigins"].append("x")
        assert full.to_dict(mode="json") == DOCUMENTED


class TestObjects:
    def test_equality(self, full: LiveInput) -> None:
        assert full == LiveInput.construct(**copy.deepcopy(DOCUMENTED))
        assert full != LiveInput.construct(**{**DOCUMENTED, "uid": "other"})
        assert full != DOCUMENTED
        assert full.rtmps != full.srt

    def test_construct(self) -> None:
        moment = datetime(2024, 1, 2, tzinfo=UTC)
        model = LiveInput.construct(
            created=moment, delete_recording_after_days=30, recording={"require_signed_urls": True}
        )
        assert model.created == moment
        assert model.to_dict() == {
            "created": moment,
            "deleteRecordingAfterDays": 30,
            "recording": {"requireSignedURLs": True},
        }

    def test_from_its_own_dump(self, full: LiveInput) -> None:
        for dumped in (
            full.to_dict(),
            full.to_dict(mode="json"),
            full.to_dict(use_api_names=False),
            full.model_dump(exclude_unset=True),
            json.loads(full.to_json()),
        ):
            assert LiveInput.model_validate(dumped) == full
            assert LiveInput.construct(**dumped) == full
            assert LiveInput(**dumped) == full

    def test_the_same_by_constructor(self) -> None:
        assert LiveInput(uid="u", web_rtc={"url": "x"}) == LiveInput.construct(
            uid="u", webRTC={"url": "x"}
        )

    def test_repr(self, full: LiveInput) -> None:
        text = repr(full)
        assert text.startswith("LiveInput(created=datetime.datetime(2014, 1, 2, 2, 20,")
        assert "delete_recording_after_days=45" in text
        assert "Recording(allowed_origins=['example.com']" in text

    def test_assignment(self, full: LiveInput) -> None:
        full.uid = "changed"
        full.delete_recording_after_days = None
        assert full.to_dict()["uid"] == "changed"
        assert full.to_dict()["deleteRecordingAfterDays"] is None
        assert full.model_extra == {}

    def test_a_wrong_name(self, full: LiveInput) -> None:
        with pytest.raises(AttributeError, match="streem"):
            _ = full.streem  # type: ignore[attr-defined]
        assert not hasattr(full, "streem")

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickling(self, full: LiveInput, protocol: int) -> None:
        again = pickle.loads(pickle.dumps(full, protocol))
        assert again == full
        assert type(again.recording) is type(full.recording)
        assert again.created == full.created

    def test_copies(self, full: LiveInput) -> None:
        for made in (full.model_copy(), copy.copy(full)):
            assert made == full
            assert made is not full
            assert made.recording is full.recording
        for made in (full.model_copy(deep=True), copy.deepcopy(full)):
            assert made == full
            assert made.recording is not full.recording
        changed = full.model_copy(update={"uid": "new", "delete_recording_after_days": 31})
        assert (changed.uid, full.uid) == ("new", DOCUMENTED["uid"])
        assert changed.to_dict()["deleteRecordingAfterDays"] == 31

    def test_matching(self, full: LiveInput) -> None:
        match full:
            case LiveInput(uid=str(uid), enabled=True):
                assert uid == DOCUMENTED["uid"]
            case _:
                pytest.fail("no match")


class Holder(pydantic.BaseModel):
    live_input: LiveInput
    others: list[LiveInput] = []
    maybe: LiveInput | None = None


class TestPydantic:
    def test_from_an_instance(self, full: LiveInput) -> None:
        holder = Holder(live_input=full)
        assert holder.live_input == full
        assert json.loads(holder.model_dump_json(by_alias=True))["maybe"] is None

    def test_from_json(self) -> None:
        text = json.dumps({"live_input": DOCUMENTED, "others": [DOCUMENTED, {}]})
        holder = Holder.model_validate_json(text)
        assert type(holder.live_input) is LiveInput
        assert holder.live_input.created == datetime(2014, 1, 2, 2, 20, tzinfo=UTC)
        assert holder.others[1] == LiveInput.construct()

    def test_there_and_back(self, full: LiveInput) -> None:
        holder = Holder(live_input=full, others=[full], maybe=full)
        assert Holder.model_validate_json(holder.model_dump_json()) == holder
        assert Holder.model_validate(holder.model_dump()) == holder

    def test_what_is_no_object(self) -> None:
        with pytest.raises(pydantic.ValidationError):
            Holder.model_validate({"live_input": 3})

    def test_a_json_schema(self) -> None:
        schema = Holder.model_json_schema()
        assert "live_input" in schema["properties"]


def test_lists_and_maps_of_an_answer(caller: Caller, client: Any, server: Server) -> None:
    body = documented("get_all_livestreams")
    body["data"]["paging"]["total_count"] = "many"
    server.script([faults.raw(json.dumps(body))])
    answer = caller(GET.of(client), **GET.arguments)
    assert instants(answer.to_dict(mode="json")) == instants(body)
