"""An HTTP server that holds an SDK to an OpenAPI document.

In a test:

    with Server(Path("spec/openapi.yaml")) as server:
        ...  # calls against server.base_url
        assert not server.violations

For other languages, `python tests/behaviour/server.py SPEC --port 0` prints the base URL on its
first line. Below `/__server/` of the same origin a test then finds `POST script` (a JSON list of
faults, see `faults.py`), `GET requests`, `GET violations`, `GET unused` and `POST reset`.

A request that the document allows is answered with the documented example. Any other is answered
with 400 and the list of its violations, which are also kept.
"""

from __future__ import annotations

import argparse
import json
import signal
import socket
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from contract import Contract, Operation, Violation
from document import Document, DocumentError
from faults import Fault, Reply
from message import Headers, Request
from samples import sample_response

__all__ = ["CONTROL", "Listener", "Server"]

CONTROL = "/__server/"
IDLE_SECONDS = 30.0
"""How long a connection may stay silent."""


class Listener(ABC):
    """A server that runs between `__enter__` and `__exit__`, whatever it answers."""

    def __init__(self, *, port: int = 0) -> None:
        self._interrupt = threading.Event()
        self._http = _HTTPServer(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @abstractmethod
    def answer(self, request: Request) -> Reply:
        """What is answered."""

    @abstractmethod
    def control(self, request: Request) -> Reply:
        """What is answered to a request below `/__server/`."""

    def pause(self, seconds: float) -> None:
        """Wait, but no longer than until the next interruption."""
        self._interrupt.wait(seconds)

    def interrupt(self) -> None:
        """End every pause that is still running."""
        self._interrupt.set()
        self._interrupt = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.interrupt()
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        self._thread.join(timeout=5)


class Server(Listener):
    """A server that holds its requests to a document.

    Raises DocumentError when the document cannot be read.
    """

    def __init__(self, document: Path, *, port: int = 0) -> None:
        self.contract = Contract(Document(document))
        self.requests: list[Request] = []
        self.violations: list[Violation] = []
        self._script: deque[Fault] = deque()
        self._lock = threading.Lock()
        super().__init__(port=port)

    @property
    def base_url(self) -> str:
        """The origin with the path of the document's first server."""
        return self.origin + self.contract.base_paths[0]

    def script(self, faults: Iterable[Fault]) -> None:
        """The faults of the next answers, one each; after them all is well again.

        A request that breaks the contract is answered with its violations and uses up none of them.
        """
        with self._lock:
            self._script.extend(faults)

    @property
    def unused(self) -> list[Fault]:
        """The faults that no request has come for."""
        with self._lock:
            return list(self._script)

    def reset(self) -> None:
        """Forget requests, violations and faults, and end every delay that is still running."""
        with self._lock:
            self.requests.clear()
            self.violations.clear()
            self._script.clear()
            self.interrupt()

    def answer(self, request: Request) -> Reply:
        """Record the request and say what is answered."""
        with self._lock:
            self.requests.append(request)
            unchecked = bool(self._script) and self._script[0].is_unchecked
        operation, violations = (None, []) if unchecked else self.contract.check(request)
        with self._lock:
            if violations:
                self.violations.extend(violations)
                return _json_reply(400, [asdict(violation) for violation in violations])
            fault = self._script.popleft() if self._script else Fault({})
        return fault.apply(self._documented(operation))

    def control(self, request: Request) -> Reply:
        """Answer a request below `/__server/`."""
        command = (request.method, request.target.removeprefix(CONTROL))
        if command == ("POST", "script"):
            try:
                self.script([Fault.parse(item) for item in json.loads(request.body)])
            except (TypeError, ValueError) as error:
                return _json_reply(400, {"error": str(error)})
            return _json_reply(200, {})
        if command == ("POST", "reset"):
            self.reset()
            return _json_reply(200, {})
        if command == ("GET", "requests"):
            return _json_reply(200, [_as_json(each) for each in list(self.requests)])
        if command == ("GET", "violations"):
            return _json_reply(200, [asdict(each) for each in list(self.violations)])
        if command == ("GET", "unused"):
            return _json_reply(200, [dict(fault.parts) for fault in self.unused])
        return _json_reply(404, {"error": f"no such command: {' '.join(command)}"})

    def _documented(self, operation: Operation | None) -> Reply:
        if operation is None:
            return _json_reply(200, {})
        sample = sample_response(self.contract.document, operation.node)
        if sample.content_type is None:
            return Reply(sample.status, (), b"")
        if isinstance(sample.value, str) and "json" not in sample.content_type:
            body = sample.value.encode()
        else:
            body = json.dumps(sample.value).encode()
        return Reply(sample.status, (("Content-Type", sample.content_type),), body)


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], owner: Listener) -> None:
        super().__init__(address, _Handler)
        self.owner = owner
        self._connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """End the connections that clients keep open."""
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _HTTPServer

    def __getattr__(self, name: str) -> Any:
        # The base class looks for a method per HTTP method; the document decides which there are.
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def _serve(self) -> None:
        body = self._read_body()
        if body is None:
            self._send(_json_reply(400, {"error": "the length of the body is not understood"}))
            self.close_connection = True
            return
        request = Request(
            method=self.command,
            # `self.path` is not what was sent: the base class folds leading slashes.
            target=self.requestline.split(" ")[1],
            headers=Headers(self.headers.items()),
            body=body,
            at=time.monotonic(),
        )
        owner = self.server.owner
        if request.target.startswith(CONTROL):
            self._send(owner.control(request))
            return
        try:
            reply = owner.answer(request)
        except DocumentError as error:
            reply = _json_reply(500, {"error": str(error)})
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        owner = self.server.owner
        owner.pause(reply.wait)
        if reply.drop:
            self.close_connection = True
            return
        if reply.garbage is not None:
            self.close_connection = True
            self.wfile.write(reply.garbage.encode())
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        has_body = self.command != "HEAD" and reply.status not in (204, 304)
        if has_body:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not has_body:
            return
        middle = len(reply.body) // 2 if reply.half or reply.stall else len(reply.body)
        self.wfile.write(reply.body[:middle])
        if reply.half:
            self.close_connection = True
            return
        if reply.stall:
            self.wfile.flush()
            owner.pause(reply.stall)
        self.wfile.write(reply.body[middle:])

    def _read_body(self) -> bytes | None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._read_chunks()
        length = self.headers.get("Content-Length", "0")
        return self.rfile.read(int(length)) if length.isdecimal() else None

    def _read_chunks(self) -> bytes | None:
        body = b""
        while True:
            try:
                size = int(self.rfile.readline().partition(b";")[0], 16)
            except ValueError:
                return None
            chunk = self.rfile.read(size)
            self.rfile.readline()
            if not size:
                return body
            body += chunk

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: tests read `requests`."""


def _json_reply(status: int, value: Any) -> Reply:
    body = json.dumps(value).encode()
    return Reply(status, (("Content-Type", "application/json"),), body)


def _as_json(request: Request) -> dict[str, Any]:
    return {
        "method": request.method,
        "target": request.target,
        "path": request.path,
        "query": request.query,
        "headers": request.headers.pairs,
        "body": request.body.decode(errors="replace"),
        "at": request.at,
    }


def main(arguments: list[str] | None = None) -> int:
    """Serve until the process is told to stop or its time is over."""
    parser = argparse.ArgumentParser(description="An HTTP server that validates requests.")
    parser.add_argument("spec", type=Path, help="the OpenAPI document")
    parser.add_argument("--port", type=int, default=0, help="0 (the default): any free one")
    parser.add_argument("--seconds", type=float, default=600, help="how long to serve at most")
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        with Server(options.spec, port=options.port) as server:
            print(server.base_url, flush=True)
            stop.wait(options.seconds)
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
