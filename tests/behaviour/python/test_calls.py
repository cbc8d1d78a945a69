"""The documented calls: what goes out and what comes back."""

from __future__ import annotations

import asyncio
import copy
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

import cloudflare
import faults
import pytest
from caller import ACCOUNT, API_EMAIL, API_KEY, API_TOKEN, Caller
from calls import CALLS, Call, instants
from server import Server


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_documented_call(caller: Caller, client: Any, server: Server, call: Call) -> None:
    result = caller(call.of(client), **call.arguments)
    assert instants(result.to_dict(mode="json")) == instants(call.response)
    (request,) = server.requests
    assert (request.method, request.target) == call.sent
    assert (request.json if request.body else None) == call.body
    assert request.headers["authorization"] == f"Bearer {API_TOKEN}"
    assert request.headers["accept"] == "application/json"
    assert "Python" in request.headers["user-agent"]
    assert cloudflare.__version__ in request.headers["user-agent"]


def test_what_the_members_are(caller: Caller, client: Any) -> None:
    livestreams = client.realtime_kit.livestreams
    answer = caller(livestreams.get_all_livestreams, app_id="app_id", account_id=ACCOUNT)
    created = datetime(2023, 7, 15, 11, 48, 34, 753000, tzinfo=UTC)
    assert answer.success is True
    assert type(answer.data.created_at) is datetime
    assert answer.data.created_at == answer.data.updated_at == created
    assert answer.data.paging.total_count == 1
    assert answer.data.disabled == "disabled"
    assert type(answer.data).__name__.endswith("Data")
    assert type(answer.data.paging).__name__.endswith("DataPaging")
    assert type(answer).__name__ == "LivestreamGetAllLivestreamsResponse"


def test_a_live_input_has_python_names(caller: Caller, client: Any) -> None:
    live_input = caller(client.stream.live_inputs.create, account_id=ACCOUNT)
    assert type(live_input).__name__ == "LiveInput"
    assert live_input.created == datetime(2014, 1, 2, 2, 20, tzinfo=UTC)
    assert live_input.delete_recording_after_days == 45
    assert live_input.recording.allowed_origins == ["example.com"]
    assert live_input.recording.require_signed_urls is False
    assert live_input.rtmps_playback.stream_key.startswith("2fb3cb9f")
    assert live_input.srt.stream_id == "f256e6ea9341d51eea64c9454659e576"
    assert live_input.web_rtc_playback.url.endswith("/webRTC/play")
    assert live_input.meta == {"name": "test stream 1"}


def test_null_where_the_text_allows_it(caller: Caller, client: Any) -> None:
    livestreams = client.realtime_kit.livestreams
    answer = caller(livestreams.create_independent_livestream, app_id="a", account_id=ACCOUNT)
    assert answer.data.meeting_id is None
    assert "meeting_id" in answer.data.model_fields_set


def test_the_last_path_parameter_may_stand_first(
    caller: Caller, client: Any, server: Server
) -> None:
    livestreams = client.realtime_kit.livestreams
    caller(livestreams.get_all_livestreams, "app_id", account_id=ACCOUNT)
    caller(livestreams.create_independent_livestream, "app_id", account_id=ACCOUNT)
    meeting = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    caller(livestreams.start_livestreaming_a_meeting, meeting, account_id=ACCOUNT, app_id="app_id")
    assert [request.target for request in server.requests] == [
        CALLS[2].sent[1],
        CALLS[0].sent[1],
        CALLS[1].sent[1],
    ]


@pytest.mark.parametrize("values", [("a", ACCOUNT), ("a", ACCOUNT, "name")])
def test_all_else_is_named(caller: Caller, client: Any, values: tuple[str, ...]) -> None:
    with pytest.raises(TypeError, match="positional"):
        caller(client.realtime_kit.livestreams.create_independent_livestream, *values)


def test_query_parameters(caller: Caller, client: Any, server: Server) -> None:
    caller(
        client.realtime_kit.livestreams.get_all_livestreams,
        app_id="app_id",
        account_id=ACCOUNT,
        end_time=datetime(2024, 2, 3, 4, 5, 6, 7000, tzinfo=UTC),
        exclude_meetings=False,
        page_no=2,
        per_page=50,
        sort_order="DSC",
        start_time="2024-01-02T03:04:05+01:00",
        status="ERRORED",
    )
    query = dict(server.requests[0].query)
    assert datetime.fromisoformat(query.pop("end_time")) == datetime(
        2024, 2, 3, 4, 5, 6, 7000, tzinfo=UTC
    )
    assert query == {
        "exclude_meetings": "false",
        "page_no": "2",
        "per_page": "50",
        "sort_order": "DSC",
        "start_time": "2024-01-02T03:04:05+01:00",
        "status": "ERRORED",
    }


def test_a_datetime_of_another_zone_stays_the_same_instant(
    caller: Caller, client: Any, server: Server
) -> None:
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-9, minutes=-30)))
    livestreams = client.realtime_kit.livestreams
    caller(livestreams.get_all_livestreams, app_id="a", account_id=ACCOUNT, start_time=moment)
    assert datetime.fromisoformat(dict(server.requests[0].query)["start_time"]) == moment


@pytest.mark.parametrize("name", ["", "名前 ✓", 'quote " \\ \n', "\x00", "x" * 10_000])
def test_any_text_arrives(caller: Caller, client: Any, server: Server, name: str) -> None:
    livestreams = client.realtime_kit.livestreams
    caller(livestreams.create_independent_livestream, app_id="a", account_id=ACCOUNT, name=name)
    assert server.requests[0].json == {"name": name}


@pytest.mark.parametrize(
    "segment", ["a/b?c#d%", "a b", "%2F", "ü", "a;b,c=d&e+f", "...", "a\nb", "~-_.", "@:$!*'()"]
)
def test_a_path_parameter_is_one_segment(
    caller: Caller, client: Any, server: Server, segment: str
) -> None:
    livestreams = client.realtime_kit.livestreams
    caller(livestreams.get_all_livestreams, app_id=segment, account_id=ACCOUNT)
    encoded = server.requests[0].path.split("/")[7]
    assert unquote(encoded) == segment
    assert len(server.requests[0].path.split("/")) == 9
    assert server.requests[0].query == []


@pytest.mark.parametrize("value", ["", ".", "..", None])
@pytest.mark.parametrize("name", ["app_id", "account_id", "meeting_id"])
def test_a_path_parameter_that_would_address_something_else(
    caller: Caller, client: Any, server: Server, name: str, value: str | None
) -> None:
    arguments = {**CALLS[1].arguments, name: value}
    with pytest.raises(ValueError, match=name):
        caller(client.realtime_kit.livestreams.start_livestreaming_a_meeting, **arguments)
    assert server.requests == []


class TestAbsentAndNull:
    def test_none_is_null(self, caller: Caller, client: Any, server: Server) -> None:
        create = client.stream.live_inputs.create
        caller(create, account_id=ACCOUNT, delete_recording_after_days=None)
        assert server.requests[0].json == {"deleteRecordingAfterDays": None}

    def test_omit_is_absent(self, caller: Caller, client: Any, server: Server) -> None:
        create = client.stream.live_inputs.create
        caller(create, account_id=ACCOUNT, enabled=cloudflare.omit, meta={"a": 1})
        assert server.requests[0].json == {"meta": {"a": 1}}

    def test_false_and_zero_are_values(self, caller: Caller, client: Any, server: Server) -> None:
        caller(
            client.stream.live_inputs.create,
            account_id=ACCOUNT,
            enabled=False,
            default_creator="",
            recording={"timeout_seconds": 0, "allowed_origins": []},
        )
        assert server.requests[0].json == {
            "enabled": False,
            "defaultCreator": "",
            "recording": {"timeoutSeconds": 0, "allowedOrigins": []},
        }

    def test_nothing_at_all(self, caller: Caller, client: Any, server: Server) -> None:
        caller(client.stream.live_inputs.create, account_id=ACCOUNT)
        assert server.requests[0].body in (b"", b"{}")


class TestUnknownValues:
    """`meta` may be anything."""

    @pytest.mark.parametrize("meta", [None, "text", 1.5, [1, None], {"a": {"b": [True]}}])
    def test_json(self, caller: Caller, client: Any, server: Server, meta: object) -> None:
        caller(client.stream.live_inputs.create, account_id=ACCOUNT, meta=meta)
        assert server.requests[0].json == {"meta": meta}

    def test_python(self, caller: Caller, client: Any, server: Server) -> None:
        meta = {"at": datetime(2024, 1, 2, tzinfo=UTC), "on": date(2024, 1, 2), "t": (1, 2)}
        caller(client.stream.live_inputs.create, account_id=ACCOUNT, meta=meta)
        sent = server.requests[0].json["meta"]
        assert datetime.fromisoformat(sent.pop("at")) == meta["at"]
        assert sent == {"on": "2024-01-02", "t": [1, 2]}

    def test_a_model_of_an_answer(self, caller: Caller, client: Any, server: Server) -> None:
        create = client.stream.live_inputs.create
        live_input = caller(create, account_id=ACCOUNT)
        caller(create, account_id=ACCOUNT, meta=live_input, recording=live_input.recording)
        sent = server.requests[1].json
        assert instants(sent["meta"]) == instants(CALLS[3].response)
        assert sent["recording"] == CALLS[3].response["recording"]

    def test_what_json_cannot_say(self, caller: Caller, client: Any, server: Server) -> None:
        for meta in (float("nan"), object(), {"a": float("inf")}):
            with pytest.raises((TypeError, ValueError)):
                caller(client.stream.live_inputs.create, account_id=ACCOUNT, meta=meta)
        assert server.requests == []


def test_arguments_are_not_changed(caller: Caller, client: Any) -> None:
    arguments = copy.deepcopy(CALLS[3].arguments)
    caller(client.stream.live_inputs.create, **arguments)
    assert arguments == CALLS[3].arguments


class TestCredentials:
    def test_email_and_key(self, caller: Caller, server: Server) -> None:
        client = caller.client(api_token=None, api_email=API_EMAIL, api_key=API_KEY)
        caller(client.stream.live_inputs.create, account_id=ACCOUNT)
        headers = server.requests[0].headers
        assert (headers["x-auth-email"], headers["x-auth-key"]) == (API_EMAIL, API_KEY)
        assert "authorization" not in headers

    def test_only_one_kind_is_sent(self, caller: Caller, server: Server) -> None:
        client = caller.client(api_email=API_EMAIL, api_key=API_KEY)
        caller(client.stream.live_inputs.create, account_id=ACCOUNT)
        livestreams = client.realtime_kit.livestreams
        caller(livestreams.get_all_livestreams, app_id="a", account_id=ACCOUNT)
        for request in server.requests:
            assert "authorization" in request.headers
            assert "x-auth-key" not in request.headers
            assert "x-auth-email" not in request.headers

    def test_from_the_environment(
        self, caller: Caller, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLOUDFLARE_EMAIL", API_EMAIL)
        monkeypatch.setenv("CLOUDFLARE_API_KEY", API_KEY)
        create = caller.client(api_token=None).stream.live_inputs.create
        caller(create, account_id=ACCOUNT)
        monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "from-the-environment")
        create = caller.client(api_token=None).stream.live_inputs.create
        caller(create, account_id=ACCOUNT)
        first, second = server.requests
        assert (first.headers["x-auth-email"], first.headers["x-auth-key"]) == (API_EMAIL, API_KEY)
        assert second.headers["authorization"] == "Bearer from-the-environment"

    def test_an_argument_wins(
        self, caller: Caller, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "from-the-environment")
        caller(caller.client().stream.live_inputs.create, account_id=ACCOUNT)
        assert server.requests[0].headers["authorization"] == f"Bearer {API_TOKEN}"

    def test_missing(self, caller: Caller, server: Server) -> None:
        client = caller.client(api_token=None, api_key=API_KEY)
        with pytest.raises(cloudflare.MissingCredentialsError) as caught:
            caller(client.stream.live_inputs.create, account_id=ACCOUNT)
        assert isinstance(caught.value, cloudflare.CloudflareError)
        assert "CLOUDFLARE_API_TOKEN" in str(caught.value)
        assert "api_email" in str(caught.value)
        assert API_KEY not in str(caught.value)
        assert server.requests == []

    def test_those_that_do_not_fit_the_operation(self, caller: Caller, server: Server) -> None:
        client = caller.client(api_token=None, api_email=API_EMAIL, api_key=API_KEY)
        livestreams = client.realtime_kit.livestreams
        with pytest.raises(cloudflare.MissingCredentialsError):
            caller(livestreams.get_all_livestreams, app_id="a", account_id=ACCOUNT)
        assert server.requests == []

    def test_as_a_header_of_the_call(self, caller: Caller, server: Server) -> None:
        client = caller.client(api_token=None)
        headers = {"authorization": "Bearer mine"}
        caller(client.stream.live_inputs.create, account_id=ACCOUNT, extra_headers=headers)
        assert server.requests[0].headers["authorization"] == "Bearer mine"

    def test_as_a_header_of_the_client(self, caller: Caller, server: Server) -> None:
        headers = {"X-AUTH-EMAIL": API_EMAIL, "x-auth-key": API_KEY}
        client = caller.client(api_token=None, default_headers=headers)
        caller(client.stream.live_inputs.create, account_id=ACCOUNT)
        assert server.requests[0].headers["x-auth-key"] == API_KEY


def test_fifty_in_flight(server: Server) -> None:
    async def main() -> list[Any]:
        async with cloudflare.AsyncCloudflare(
            base_url=server.base_url, api_token=API_TOKEN
        ) as client:
            create = client.realtime_kit.livestreams.create_independent_livestream
            calls = (create(app_id="a", account_id=ACCOUNT, name=str(n)) for n in range(50))
            return await asyncio.gather(*calls)

    answers = asyncio.run(main())
    assert len(answers) == 50
    assert sorted(int(request.json["name"]) for request in server.requests) == list(range(50))


def test_a_cancelled_call_leaves_the_client_usable(server: Server) -> None:
    server.script([faults.slow(20)])

    async def main() -> Any:
        async with cloudflare.AsyncCloudflare(
            base_url=server.base_url, api_token=API_TOKEN
        ) as client:
            get = client.realtime_kit.livestreams.get_all_livestreams
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(get(app_id="a", account_id=ACCOUNT), 0.2)
            return await get(app_id="a", account_id=ACCOUNT)

    assert asyncio.run(main()).success is True
    assert len(server.requests) == 2


def test_threads_share_a_client(server: Server) -> None:
    with (
        cloudflare.Cloudflare(base_url=server.base_url, api_token=API_TOKEN) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        calls = [
            pool.submit(client.stream.live_inputs.create, account_id=ACCOUNT) for _ in range(24)
        ]
        results: list[Any] = [call.result(timeout=20) for call in calls]
        assert {result.uid for result in results} == {CALLS[3].response["uid"]}
