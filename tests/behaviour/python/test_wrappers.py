"""`with_raw_response` and `with_streaming_response`."""

from __future__ import annotations

import json
from operator import attrgetter
from pathlib import Path
from typing import Any

import cloudflare
import faults
import pytest
from caller import Caller
from calls import CALLS, instants
from server import Server

GET = CALLS[2]
POST = CALLS[3]


def wrapped(client: Any, wrapper: str, call: Any, where: str) -> Any:
    """The wrapped method, asked for at the client or at the resource."""
    resource, _, method = call.method.rpartition(".")
    if where == "client":
        return attrgetter(call.method)(getattr(client, wrapper))
    return getattr(getattr(attrgetter(resource)(client), wrapper), method)


WHERE = pytest.mark.parametrize("where", ["client", "resource"])


class TestRaw:
    @WHERE
    @pytest.mark.parametrize("call", CALLS, ids=str)
    def test_each_call(
        self, caller: Caller, client: Any, server: Server, call: Any, where: str
    ) -> None:
        server.script([faults.Fault({"headers": {"X-Ray": "r"}})])
        response = caller(wrapped(client, "with_raw_response", call, where), **call.arguments)
        result = caller(response.parse)
        assert instants(result.to_dict(mode="json")) == instants(call.response)
        assert response.status_code == 200
        assert response.headers["x-ray"] == "r"
        assert response.is_closed is True
        assert response.retries_taken == 0
        assert str(response.url) == server.origin + call.sent[1]
        assert response.method == call.sent[0]
        assert response.http_version == "HTTP/1.1"
        assert response.http_request.method == call.sent[0]
        assert response.http_response.status_code == 200
        assert response.elapsed.total_seconds() > 0

    def test_the_bytes(self, caller: Caller, client: Any) -> None:
        raw = client.stream.live_inputs.with_raw_response
        response = caller(raw.create, **POST.arguments)
        whole = json.loads(caller(response.read))
        assert whole["result"]["uid"] == POST.response["uid"]
        assert json.loads(caller(response.text)) == whole
        assert caller(response.json) == whole
        assert caller(response.parse) == caller(response.parse)

    def test_retries(self, caller: Caller, client: Any, server: Server, waits: list[float]) -> None:
        server.script([faults.status(500), faults.drop()])
        response = caller(wrapped(client, "with_raw_response", GET, "resource"), **GET.arguments)
        assert response.retries_taken == 2
        assert len(waits) == 2

    def test_an_error_is_raised(self, caller: Caller, client: Any, server: Server) -> None:
        server.script([faults.status(404)])
        with pytest.raises(cloudflare.NotFoundError):
            caller(wrapped(client, "with_raw_response", GET, "resource"), **GET.arguments)

    def test_what_is_no_json(self, caller: Caller, client: Any, server: Server) -> None:
        """The answer is there, only parsing it fails."""
        server.script([faults.content_type("text/html", "<p>")])
        response = caller(wrapped(client, "with_raw_response", GET, "resource"), **GET.arguments)
        assert caller(response.text) == "<p>"
        with pytest.raises(cloudflare.APIResponseValidationError):
            caller(response.parse)


class TestStreaming:
    @WHERE
    @pytest.mark.parametrize("call", CALLS, ids=str)
    def test_each_call(
        self, caller: Caller, client: Any, server: Server, call: Any, where: str
    ) -> None:
        method = wrapped(client, "with_streaming_response", call, where)
        manager = method(**call.arguments)
        assert server.requests == [], "the request is sent when the context is entered"
        with caller.entered(manager) as response:
            assert response.is_closed is False
            assert response.status_code == 200
            result = caller(response.parse)
        assert response.is_closed is True
        assert instants(result.to_dict(mode="json")) == instants(call.response)

    @pytest.mark.parametrize("kind", ["bytes", "text", "lines"])
    def test_pieces(self, caller: Caller, client: Any, server: Server, kind: str) -> None:
        server.script([faults.raw('{"a":\n1}')])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with caller.entered(method(**GET.arguments)) as response:
            pieces = caller.listed(getattr(response, f"iter_{kind}")())
        expected: Any = {"bytes": b'{"a":\n1}', "text": '{"a":\n1}', "lines": '{"a":1}'}
        assert type(expected[kind])().join(pieces) == expected[kind]
        assert response.is_closed is True

    def test_pieces_of_a_size(self, caller: Caller, client: Any, server: Server) -> None:
        server.script([faults.raw("x" * 25)])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with caller.entered(method(**GET.arguments)) as response:
            sizes = [len(piece) for piece in caller.listed(response.iter_bytes(10))]
        assert sizes == [10, 10, 5]

    def test_to_a_file(self, caller: Caller, client: Any, server: Server, tmp_path: Path) -> None:
        server.script([faults.raw("x" * 100_000)])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with caller.entered(method(**GET.arguments)) as response:
            caller(response.stream_to_file, tmp_path / "file")
        assert (tmp_path / "file").read_text() == "x" * 100_000

    def test_left_early(self, caller: Caller, client: Any, server: Server) -> None:
        """The body is not read, and the client works on."""
        server.script([faults.stall(20)])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with caller.entered(method(**GET.arguments)) as response:
            assert response.headers["content-type"] == "application/json"
        assert response.is_closed is True
        assert caller(GET.of(client), **GET.arguments).success is True

    def test_left_by_an_exception(self, caller: Caller, client: Any) -> None:
        method = wrapped(client, "with_streaming_response", GET, "resource")
        manager = method(**GET.arguments)
        with pytest.raises(KeyError), caller.entered(manager) as response:
            raise KeyError
        assert response.is_closed is True

    def test_an_error_is_raised_on_entering(
        self, caller: Caller, client: Any, server: Server
    ) -> None:
        server.script([faults.status(404, body='{"message": "no"}')])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        manager = method(**GET.arguments)
        with pytest.raises(cloudflare.NotFoundError) as caught, caller.entered(manager):
            pass
        assert caught.value.body == {"message": "no"}

    def test_retries(self, caller: Caller, client: Any, server: Server, waits: list[float]) -> None:
        server.script([faults.status(500), faults.drop()])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with caller.entered(method(**GET.arguments)) as response:
            assert response.retries_taken == 2
        assert len(waits) == 2

    def test_half_a_body(self, caller: Caller, client: Any, server: Server) -> None:
        """Too late for a retry: the answer has begun."""
        server.script([faults.half_body()])
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with (
            caller.entered(method(**GET.arguments)) as response,
            pytest.raises(cloudflare.APIConnectionError),
        ):
            caller(response.parse)
        assert len(server.requests) == 1

    def test_a_body_that_stops(self, caller: Caller, server: Server) -> None:
        server.script([faults.stall(20)])
        client = caller.client(timeout=0.15)
        method = wrapped(client, "with_streaming_response", GET, "resource")
        with (
            caller.entered(method(**GET.arguments)) as response,
            pytest.raises(cloudflare.APITimeoutError),
        ):
            caller(response.parse)


def test_wrappers_leave_the_client_alone(caller: Caller, client: Any) -> None:
    resource = client.stream.live_inputs
    caller(resource.with_raw_response.create, **POST.arguments)
    assert caller(resource.create, **POST.arguments).uid == POST.response["uid"]


def test_the_classes_are_exported() -> None:
    assert isinstance(cloudflare.APIResponse, type)
    assert isinstance(cloudflare.AsyncAPIResponse, type)
