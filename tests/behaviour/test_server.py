"""The validating server itself, with raw HTTP on one side and small documents on the other."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import faults
import pytest
from document import Document, DocumentError
from server import Server

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: 2024-01-02}
servers: [{url: 'https://{region}.example.com/v1', variables: {region: {default: eu}}}]
security: [{token: []}]
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string, maxLength: 8}}
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1}}
        - {name: deep, in: query, schema: {type: boolean}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
        - {name: tags, in: query, schema: {type: array, items: {type: integer}}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: bars, in: query, style: pipeDelimited, explode: false,
           schema: {type: array, items: {enum: [a, b]}}}
        - {name: filter, in: query, style: deepObject,
           schema: {type: object, properties: {n: {type: integer}}, additionalProperties: false}}
        - {name: where, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: X-Kind, in: header, schema: {enum: [one, two]}}
      responses:
        200: {$ref: 'more/parts.yaml#/responses/thing'}
    post:
      security: [{token: []}, {mail: [], key: []}]
      parameters: [{name: X-Must, in: header, required: true, schema: {type: integer}}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: 'more/parts.yaml#/Thing'}}}
      responses:
        201:
          description: made
          content: {application/json: {examples: {first: {value: {made: true}}}}}
    delete: {security: [], responses: {204: {description: gone}}}
  /things/special:
    get: {responses: {200: {description: none}}}
  /files/{name}.{suffix}:
    get:
      parameters:
        - {name: name, in: path, required: true, schema: {type: string}}
        - {name: suffix, in: path, required: true, schema: {enum: [txt, no]}}
      responses: {200: {description: ok, content: {text/plain: {example: hello}}}}
  /forms:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded: &form
            schema:
              type: object
              required: [n]
              properties:
                n: {type: integer}
                inner: {type: object, properties: {on: {type: boolean}}}
                list: {type: array, items: {type: integer}}
          multipart/form-data: *form
      responses: {200: {description: none}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    mail: {type: apiKey, in: header, name: X-Mail}
    key: {type: apiKey, in: header, name: X-Key}
    unused: {type: apiKey, in: query, name: secret}
"""

PARTS = """
responses:
  thing: {description: ok, content: {application/json: {schema: {$ref: '#/Thing'}}}}
Thing:
  type: object
  required: [id, name]
  additionalProperties: false
  properties:
    id: {type: string, readOnly: true, examples: [t1]}
    name: {type: string, example: a name}
    at: {type: [string, 'null'], format: date-time}
    parent: {$ref: '#/Thing'}
"""

TOKEN = {"Authorization": "Bearer abc"}
POST = {**TOKEN, "X-Must": "1", "Content-Type": "application/json"}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("document")
    (folder / "more").mkdir()
    (folder / "more" / "parts.yaml").write_text(PARTS)
    (folder / "api.yaml").write_text(DOCUMENT)
    return folder / "api.yaml"


@pytest.fixture(scope="module")
def running(document: Path) -> Iterator[Server]:
    with Server(document) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    running.reset()
    return running


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def send(
    server: Server,
    method: str,
    target: str,
    headers: dict[str, str] | None = None,
    body: bytes | str | None = None,
    *,
    timeout: float = 5,
) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=timeout)
    try:
        connection.request(method, target, body, TOKEN if headers is None else headers)
        return Answer(connection.getresponse())
    finally:
        connection.close()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?limit=3",
        "?deep=true",
        "?since=2024-01-02T03:04:05Z",
        "?since=2024-01-02T03%3A04%3A05%2B00%3A00",
        "?tags=1&tags=2",
        "?ids=1,2",
        "?ids=1%2C2",
        "?bars=a%7Cb",
        "?filter[n]=1",
        "?filter%5Bn%5D=1",
        "?where=%7B%22a%22%3A1%7D",
    ],
)
def test_allowed_queries(server: Server, query: str) -> None:
    answer = send(server, "GET", "/v1/things/x" + query)
    assert (answer.status, server.violations) == (200, [])


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?limit=0", "query limit"),
        ("?limit=1.5", "query limit"),
        ("?limit=x", "query limit"),
        ("?limit=", "query limit"),
        ("?limit=1&limit=2", "query limit"),
        ("?deep=True", "query deep"),
        ("?deep=1", "query deep"),
        ("?since=2024-01-02", "query since"),
        ("?since=2024-01-02T03:04:05+00:00", "query since"),
        ("?tags=1&tags=x", "query tags"),
        ("?ids=1,x", "query ids"),
        ("?bars=a,b", "query bars"),
        ("?filter[n]=x", "query filter"),
        ("?filter[m]=1", "query filter"),
        ("?where=x", "query where"),
        ("?other=1", "query other"),
        ("?other", "query other"),
        ("?limit=%zz", "target"),
        ("?limit=%ff", "target"),
    ],
)
def test_forbidden_queries(server: Server, query: str, place: str) -> None:
    answer = send(server, "GET", "/v1/things/x" + query)
    assert answer.status == 400
    assert [f"{item['where']} {item['name']}".strip() for item in answer.json] == [place]
    assert len(server.violations) == 1
    assert query in str(server.violations[0])


@pytest.mark.parametrize(
    ("method", "target", "place"),
    [
        ("GET", "/v1/nothing", "path "),
        ("PUT", "/v1/things/x", "path "),
        ("GET", "/things/x", "path "),
        ("GET", "/v1/things/x/", "path "),
        ("GET", "/v1//things/x", "path "),
        ("GET", "/v1/things/a/b", "path "),
        ("GET", "/v1/things/", "path id"),
        ("GET", "/v1/things/123456789", "path id"),
        ("GET", "/v1/files/a.no%20", "path suffix"),
        ("GET", "/v1/things/%", "target "),
    ],
)
def test_forbidden_paths(server: Server, method: str, target: str, place: str) -> None:
    answer = send(server, method, target)
    assert answer.status == 400
    assert [f"{item['where']} {item['name']}" for item in answer.json] == [place]


def test_a_segment_is_decoded_after_it_was_split(server: Server) -> None:
    assert send(server, "GET", "/v1/things/a%2Fb%3Fc%23").status == 200
    assert server.requests[0].target == "/v1/things/a%2Fb%3Fc%23"


def test_concrete_paths_come_before_templates(server: Server) -> None:
    assert send(server, "GET", "/v1/things/special?limit=1").status == 400
    assert send(server, "GET", "/v1/things/special").status == 200
    assert send(server, "GET", "/v1/files/a.b.txt").body == b"hello"
    assert send(server, "GET", "/v1/files/no.no").status == 200


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Authorization": "Bearer abc"}, True),
        ({"authorization": "bearer abc"}, True),
        ({"X-Mail": "a@b", "X-Key": "k"}, True),
        ({}, False),
        ({"Authorization": "Bearer "}, False),
        ({"Authorization": "abc"}, False),
        ({"Authorization": "Bearer a b"}, False),
        ({"Authorization": "Basic YTpi"}, False),
        ({"X-Mail": "a@b"}, False),
        ({"X-Mail": "a@b", "X-Key": ""}, False),
        ({"Authorization": "Bearer abc", "X-Key": "k"}, False),
        ({"Authorization": "Bearer abc", "X-Mail": "a@b", "X-Key": "k"}, False),
    ],
)
def test_one_alternative_and_nothing_more(
    server: Server, headers: dict[str, str], allowed: bool
) -> None:
    given = {"X-Must": "1", "Content-Type": "application/json", **headers}
    answer = send(server, "POST", "/v1/things/x", given, '{"name": "n"}')
    assert answer.status == (201 if allowed else 400)
    assert {violation.where for violation in server.violations} == (
        set() if allowed else {"security"}
    )


def test_no_credential_where_none_is_asked_for(server: Server) -> None:
    assert send(server, "DELETE", "/v1/things/x", {}).status == 204
    assert send(server, "DELETE", "/v1/things/x", TOKEN).status == 400
    assert send(server, "DELETE", "/v1/things/x?secret=s", {}).status == 400


@pytest.mark.parametrize(
    ("headers", "body", "place"),
    [
        (POST, '{"name": "n"}', None),
        (POST, '{"name": "n", "at": null}', None),
        (POST, '{"name": "n", "parent": {"name": "m"}}', None),
        ({**POST, "Content-Type": "application/json; charset=utf-8"}, '{"name": "n"}', None),
        (POST, "{}", "body"),
        (POST, '{"name": 1}', "body name"),
        (POST, '{"name": "n", "at": "yesterday"}', "body at"),
        (POST, '{"name": "n", "parent": {"name": 1}}', "body parent.name"),
        (POST, '{"name": "n", "x": 1}', "body"),
        (POST, '{"name": "n", "name": "m"}', "body"),
        (POST, '{"name": NaN}', "body"),
        (POST, '{"name": "n"', "body"),
        ({**TOKEN, "X-Must": "1"}, None, "body"),
        ({**POST, "Content-Type": "text/plain"}, '{"name": "n"}', "header content-type"),
        ({**TOKEN, "X-Must": "1"}, '{"name": "n"}', "header content-type"),
        ({**POST, "Content-Encoding": "gzip"}, '{"name": "n"}', "header content-encoding"),
        ({**POST, "X-Must": "x"}, '{"name": "n"}', "header X-Must"),
        ({**POST, "Accept": "text/html"}, '{"name": "n"}', "header accept"),
        ({**POST, "Accept": "text/html, */*;q=0.1"}, '{"name": "n"}', None),
    ],
)
def test_headers_and_bodies(
    server: Server, headers: dict[str, str], body: str | None, place: str | None
) -> None:
    answer = send(server, "POST", "/v1/things/x", headers, body)
    found = [f"{each.where} {each.name}".strip() for each in server.violations]
    assert found == ([] if place is None else [place])
    assert answer.status == (201 if place is None else 400)


def test_a_required_header_is_required(server: Server) -> None:
    headers = {**TOKEN, "Content-Type": "application/json"}
    assert send(server, "POST", "/v1/things/x", headers, '{"name": "n"}').status == 400
    assert server.violations[0].name == "X-Must"


def test_an_optional_header_is_checked(server: Server) -> None:
    assert send(server, "GET", "/v1/things/x", {**TOKEN, "x-kind": "two"}).status == 200
    assert send(server, "GET", "/v1/things/x", {**TOKEN, "x-kind": "three"}).status == 400


def test_no_body_where_none_is_described(server: Server) -> None:
    assert send(server, "GET", "/v1/things/x", TOKEN, "{}").status == 400
    headers = {**TOKEN, "Content-Type": "application/json"}
    assert send(server, "GET", "/v1/things/x", headers).status == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("n=1", 200),
        ("n=1&inner%5Bon%5D=true&list[]=1&list[]=2", 200),
        ("n=1&list[0]=1&list[1]=2", 200),
        ("n=x", 400),
        ("inner[on]=true", 400),
        ("n=1&inner[on]=yes", 400),
        ("n=1&list[]=x", 400),
    ],
)
def test_forms(server: Server, body: str, status: int) -> None:
    headers = {**TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    assert send(server, "POST", "/v1/forms", headers, body).status == status


@pytest.mark.parametrize(("text", "status"), [("1", 200), ("x", 400)])
def test_multipart(server: Server, text: str, status: int) -> None:
    headers = {**TOKEN, "Content-Type": "multipart/form-data; boundary=cut"}
    body = f'--cut\r\nContent-Disposition: form-data; name="n"\r\n\r\n{text}\r\n--cut--\r\n'
    assert send(server, "POST", "/v1/forms", headers, body).status == status


def test_answers_come_from_the_document(server: Server) -> None:
    thing = send(server, "GET", "/v1/things/x").json
    assert thing["id"] == "t1"
    assert thing["name"] == thing["parent"]["name"] == "a name"
    assert send(server, "POST", "/v1/things/x", POST, '{"name": "n"}').json == {"made": True}
    gone = send(server, "DELETE", "/v1/things/x", {})
    assert (gone.status, gone.body) == (204, b"")


def test_requests_are_recorded_as_they_were_sent(server: Server) -> None:
    send(server, "POST", "/v1/things/a%20b", {**POST, "X-Extra": "1"}, '{"name": "n"}')
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/things/a%20b")
    assert request.headers["x-extra"] == "1"
    assert "x-other" not in request.headers
    assert request.json == {"name": "n"}


def test_a_connection_is_kept(server: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=5)
    used = set()
    for _ in range(3):
        connection.request("GET", "/v1/things/x", headers=TOKEN)
        connection.getresponse().read()
        used.add(connection.sock)
    connection.close()
    assert len(used) == 1
    assert None not in used


def test_chunked_bodies(server: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.origin).netloc, timeout=5)
    chunks = iter([b'{"name"', b': "n"}'])
    connection.request("POST", "/v1/things/x", chunks, POST, encode_chunked=True)
    assert connection.getresponse().status == 201
    connection.close()
    assert server.requests[0].json == {"name": "n"}


class TestFaults:
    def test_drop(self, server: Server) -> None:
        server.script([faults.drop()])
        with pytest.raises(http.client.RemoteDisconnected):
            send(server, "GET", "/v1/things/x")
        assert send(server, "GET", "/v1/things/x").status == 200
        assert len(server.requests) == 2

    def test_half_body(self, server: Server) -> None:
        server.script([faults.half_body()])
        with pytest.raises(http.client.IncompleteRead) as caught:
            send(server, "GET", "/v1/things/x")
        assert caught.value.partial.startswith(b"{")

    def test_garbage(self, server: Server) -> None:
        server.script([faults.garbage("no HTTP\r\n\r\n")])
        with pytest.raises(http.client.BadStatusLine):
            send(server, "GET", "/v1/things/x")

    @pytest.mark.parametrize("fault", [faults.slow(20), faults.stall(20)])
    def test_slow(self, server: Server, fault: faults.Fault) -> None:
        server.script([fault])
        with pytest.raises(TimeoutError):
            send(server, "GET", "/v1/things/x", timeout=0.2)

    def test_a_slow_answer_comes(self, server: Server) -> None:
        server.script([faults.slow(0.1) | faults.stall(0.1)])
        started = time.monotonic()
        assert send(server, "GET", "/v1/things/x").status == 200
        assert time.monotonic() - started >= 0.2

    def test_reset_ends_a_delay(self, server: Server) -> None:
        server.script([faults.slow(20)])
        threading.Timer(0.2, server.reset).start()
        started = time.monotonic()
        assert send(server, "GET", "/v1/things/x").status == 200
        assert time.monotonic() - started < 10

    def test_other_answers(self, server: Server) -> None:
        server.script(
            [
                faults.status(429, headers={"Retry-After": "1"}) | faults.raw("{}"),
                faults.invalid_json(),
                faults.content_type("text/html", "<p>"),
                faults.redirect("http://127.0.0.1:1/x"),
                faults.no_fault(),
            ]
        )
        limited, broken, html, moved, good = (send(server, "GET", "/v1/things/x") for _ in range(5))
        assert (limited.status, limited.headers["retry-after"]) == (429, "1")
        assert limited.body == b"{}"
        assert broken.headers["content-type"] == "application/json"
        with pytest.raises(ValueError, match="Expecting value"):
            _ = broken.json
        assert (html.headers.get_all("content-type"), html.body) == (["text/html"], b"<p>")
        assert (moved.status, moved.headers["location"]) == (307, "http://127.0.0.1:1/x")
        assert good.status == 200
        assert not server.unused

    def test_a_violation_uses_up_no_fault(self, server: Server) -> None:
        server.script([faults.status(500)])
        assert send(server, "GET", "/v1/things/x?other=1").status == 400
        assert server.unused == [faults.status(500)]
        assert send(server, "GET", "/v1/things/x").status == 500

    def test_unchecked(self, server: Server) -> None:
        server.script([faults.unchecked() | faults.raw('{"a": 1}')])
        assert send(server, "PATCH", "/elsewhere", {}).json == {"a": 1}
        assert not server.violations

    def test_no_such_fault(self) -> None:
        with pytest.raises(ValueError, match="sloow"):
            faults.Fault.parse({"sloow": 1})


def test_control_over_http(server: Server) -> None:
    fault = {"status": 503, "headers": {"Retry-After": "2"}}
    assert send(server, "POST", "/__server/script", {}, json.dumps([fault])).status == 200
    assert send(server, "GET", "/__server/unused").json == [fault]
    assert send(server, "GET", "/v1/things/x").status == 503
    assert send(server, "GET", "/v1/things/x?other=1").status == 400
    requests = send(server, "GET", "/__server/requests").json
    assert [each["query"] for each in requests] == [[], [["other", "1"]]]
    assert send(server, "GET", "/__server/violations").json[0]["name"] == "other"
    assert send(server, "POST", "/__server/reset", {}, "").status == 200
    assert send(server, "GET", "/__server/requests").json == []
    assert send(server, "POST", "/__server/script", {}, '[{"x": 1}]').status == 400
    assert send(server, "POST", "/__server/nothing", {}, "").status == 404


def test_as_a_program(document: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("server.py")), str(document)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = urlsplit(process.stdout.readline().strip())
        connection = http.client.HTTPConnection(url.netloc, timeout=5)
        connection.request("GET", url.path + "/things/x", headers=TOKEN)
        status = connection.getresponse().status
        connection.close()
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert status == 200


def test_a_program_without_a_document(tmp_path: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("server.py")), str(tmp_path / "no")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1


def test_openapi_3_0(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string", "nullable": True, "enum": ["x"]},
            "b": {"type": "number", "minimum": 1, "exclusiveMinimum": True},
            "c": {"allOf": [{"$ref": "#/components/schemas/C"}], "nullable": True},
            "d": {"$ref": "#/components/schemas/C", "nullable": True},
            "nullable": {"type": "boolean"},
        },
        "example": {"nullable": True, "type": "untouched"},
    }
    body = {"content": {"application/json": {"schema": schema}}}
    document = {
        "openapi": "3.0.3",
        "paths": {"/x": {"post": {"requestBody": body, "responses": {"200": body}}}},
        "components": {"schemas": {"C": {"type": "integer"}}},
    }
    path = tmp_path / "api.json"
    path.write_text(json.dumps(document))
    with Server(path) as server:

        def post(value: object) -> int:
            headers = {"Content-Type": "application/json"}
            return send(server, "POST", "/x", headers, json.dumps(value)).status

        good = [{}, {"a": None}, {"a": "x"}, {"b": 1.5}, {"c": None}, {"c": 1}, {"nullable": True}]
        bad = [{"a": "y"}, {"b": 1}, {"b": None}, {"c": "x"}, {"d": None}, {"nullable": 1}]
        assert [post(value) for value in good] == [200] * len(good)
        assert [post(value) for value in bad] == [400] * len(bad)
        answer = send(server, "POST", "/x", {"Content-Type": "application/json"}, "{}")
        assert answer.json == {"nullable": True, "type": "untouched"}


def test_scalars_of_yaml_1_2(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(
        "openapi: 3.1.0\nx: [no, on, 2024-01-02, 012, 1_000, 0o7, 1.5, 1e3, true, ~, 12:30:00]\n"
    )
    expected = ["no", "on", "2024-01-02", 12, "1_000", 7, 1.5, 1000.0, True, None]
    assert Document(path).root.value["x"] == [*expected, "12:30:00"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("openapi: 3.1.0\npaths: {/a: {$ref: '#/nowhere'}}\n", "leads nowhere"),
        ("openapi: 3.1.0\npaths: {/a: {$ref: 'no.yaml#/a'}}\n", "no.yaml"),
        ("openapi: 3.1.0\npaths: {/a: {$ref: 'https://example.com/a'}}\n", "network"),
        ("openapi: 3.1.0\npaths: {/a: {$ref: '#/paths/~1a'}}\n", "circle"),
        ("swagger: '2.0'\n", "not an OpenAPI 3"),
        ("openapi: [\n", "api.yaml"),
    ],
)
def test_documents_that_cannot_be_served(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(text)
    with pytest.raises(DocumentError, match=message):
        Server(path)
