"""A case: a folder with a document, and what must come out of it.

    spec.yaml       the document (or `spec.json`; further files beside it may be referred to)
    sdksmith.yaml   the configuration, if the case needs one (or `stainless.yml`)
    findings.txt    what is printed of the document, if anything; a document with an error has nothing else
    surface.txt     the classes, methods and fields that a program sees in Python
    calls.yaml      calls of the SDK: the request that each must send, and what it makes of the answer

`make accept` writes `findings.txt` and `surface.txt` anew; read the diff before you commit it.

`calls.yaml` is a list. Each call is made by the sync and by the async client of Python (`test_cases.py`), and by the
SDKs in Go (`behaviour/go/test_go_cases.py`) and TypeScript (`behaviour/typescript/test_typescript_cases.py`), for
which its names, those of Python, are translated. The requests are the same in every language. So are the answers:
Python's test compares the text of what is returned, the others each member of it. A key that is left out is not
looked at, but a request has no body unless one is named, and an answer none either (a 204).

    call: things.create                 the method
    client: { api_key: k }              arguments of the client, beside `base_url: http://test` and `max_retries: 0`
    environment: { API_KEY: k }         environment variables
    arguments: { name: a }              arguments of the method; `!bytes text`, `!file text` (an open file) and
                                        `!tuple [name, !bytes text]` are what YAML has no words for
    request:                            the request; `requests: [...]` when there are several
      line: POST /things?a=1            the method and the path with its query, as they are sent
      url: http://test/things?a=1       the whole URL
      headers: { name: value }          null for one that must not be sent
      cookies: { name: value }          all of them
      body: { name: a }                 JSON
      form: a=1&b=2                     `application/x-www-form-urlencoded`
      multipart:                        `multipart/form-data`
        - { name: a, filename: b, type: text/plain, headers: { x-y: z }, content: text }
      text: hello                       any other body, as text
    answer: { id: 1 }                   JSON; or `text: hello`, of `content_type: text/plain` if that is left out
    status: 200                         its status
    headers: { name: value }            further headers
    answers: [{ answer: 1 }, ...]       answers with these keys, one after the other, in place of them
    wrong: true                         the answer, or what is passed, is not what the document says, and a typed
                                        language must tell; `[go]`: that one does
    returns: "[1, 2]"                   `repr()` of what the method returns
    json: { id: 1 }                     the model that it returns as JSON, when that is not the answer
    reads: hello                        what the binary response that it returns holds
    items: ["1", "2"]                   `repr()` of each item of the page or stream that it returns
    raises: "NotFoundError: gone"       the exception; in Go, there is an error
    data: "Problem(code=1)"             `repr()` of its `data`
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from functools import cached_property
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import httpx2
import yaml

from sdksmith import files, pipeline
from sdksmith.report import Problem, render_text

CASES = Path(__file__).parent / "cases"


class Silent:
    """Progress that nobody sees."""

    def step(self, name: str) -> nullcontext[None]:
        return nullcontext()


def sources(case: Path) -> tuple[Path, Path | None]:
    """The document of a case, and its configuration."""
    known = (case / "sdksmith.yaml", case / "stainless.yml")
    configuration = next((path for path in known if path.exists()), None)
    document = next(path for path in (case / "spec.yaml", case / "spec.json") if path.exists())
    return document, configuration


def generate(case: Path, target: Path) -> tuple[Path | None, str]:
    """Generate the Python SDK of a case.

    Returns:
        The folder of its package, None if the document has an error; and the findings as they are printed, with paths
        relative to the case.
    """
    document, configuration = sources(case)
    request = pipeline.Request(document, configuration, ("python",), target)
    try:
        output = pipeline.generate(request, Silent())[0]
    except Problem as problem:
        return None, _relative(render_text(problem.findings), case)
    files.write(output.files, target)
    package = next(path for path in (target / "src").iterdir() if path.is_dir())
    return package, _relative(render_text(output.findings), case)


def _relative(text: str, case: Path) -> str:
    shown = case.relative_to(Path.cwd()) if case.is_relative_to(Path.cwd()) else case
    return text.replace(f"{shown}/", "")


@contextmanager
def imported(package: Path) -> Iterator[ModuleType]:
    """Import a generated package, and forget it afterwards."""
    sys.path.insert(0, str(package.parent))
    try:
        yield importlib.import_module(package.name)
    finally:
        sys.path.remove(str(package.parent))
        for name in [n for n in sys.modules if n.partition(".")[0] == package.name]:
            del sys.modules[name]


class Loader(yaml.SafeLoader):
    """YAML with the values of `calls.yaml`."""


Loader.add_constructor("!bytes", lambda loader, node: str(loader.construct_scalar(node)).encode())
Loader.add_constructor(
    "!file", lambda loader, node: BytesIO(str(loader.construct_scalar(node)).encode())
)
Loader.add_constructor("!tuple", lambda loader, node: tuple(loader.construct_sequence(node)))


def calls(case: Path) -> list[dict[str, Any]]:
    """The calls of a case, made anew each time, since a file can be read only once."""
    result: list[dict[str, Any]] = yaml.load((case / "calls.yaml").read_text(), Loader)
    return result


class Headers(Protocol):
    """The headers of a request, whose names have no letter case."""

    def get(self, name: str) -> str | None: ...


@dataclass(frozen=True)
class Sent:
    """A request as it was sent.

    Args:
        origin: Where it went to: `http://test`.
        target: The path with the query.
    """

    method: str
    origin: str
    target: str
    headers: Headers
    content: bytes


@dataclass
class Outcome:
    """What became of a call."""

    requests: list[Sent]
    result: Any = None
    error: Exception | None = None
    content: bytes = b""
    items: tuple[Any, ...] = ()


class Call:
    """A call of an SDK, which is answered as the case says."""

    def __init__(self, module: ModuleType, call: dict[str, Any], *, is_async: bool) -> None:
        self._module = module
        self._call = call
        self._is_async = is_async
        self._answers = answers(call)
        self._outcome = Outcome([])

    def outcome(self) -> Outcome:
        try:
            if self._is_async:
                asyncio.run(self._make_async())
            else:
                self._make()
        except Exception as error:
            self._outcome.error = error
        return self._outcome

    def _client(self, kind: Any, http: Any) -> Any:
        given = http(transport=httpx2.MockTransport(self._answer))
        options = {"base_url": "http://test", "max_retries": 0, **self._call.get("client", {})}
        return kind(http_client=given, **options)

    def _make(self) -> None:
        client = self._client(self._module.Client, httpx2.Client)
        outcome = self._outcome
        outcome.result = attrgetter(self._call["call"])(client)(**self._call.get("arguments", {}))
        if "reads" in self._call:
            outcome.content = outcome.result.read()
        if "items" in self._call:
            outcome.items = tuple(outcome.result)

    async def _make_async(self) -> None:
        client = self._client(self._module.AsyncClient, httpx2.AsyncClient)
        outcome = self._outcome
        made = attrgetter(self._call["call"])(client)(**self._call.get("arguments", {}))
        outcome.result = await made
        if "reads" in self._call:
            outcome.content = await outcome.result.read()
        if "items" in self._call:
            outcome.items = tuple([item async for item in outcome.result])

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        origin = f"{url.scheme}://{url.netloc.decode()}"
        target = url.raw_path.decode()
        self._outcome.requests.append(
            Sent(request.method, origin, target, request.headers, request.content)
        )
        status, headers, content = reply(self._answers)
        return httpx2.Response(status, headers=headers, content=content)


def is_wrong(call: dict[str, Any], language: str) -> bool:
    """Whether the language must tell that an answer, or what is passed, is not what the document says."""
    wrong = call.get("wrong", False)
    return language in wrong if isinstance(wrong, list) else bool(wrong)


def answers(call: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers of a call."""
    return list(call.get("answers", [call]))


def reply(answers: list[dict[str, Any]]) -> tuple[int, dict[str, str], bytes]:
    """The next answer, as status, headers and content. The last one is given again and again."""
    answer = answers.pop(0) if len(answers) > 1 else answers[0]
    headers = dict(answer.get("headers", {}))
    if "content_type" in answer:
        headers["content-type"] = answer["content_type"]
    if "text" in answer:
        headers.setdefault("content-type", "text/plain")
        return answer.get("status", 200), headers, answer["text"].encode()
    if "answer" in answer:
        headers.setdefault("content-type", "application/json")
        return answer.get("status", 200), headers, json.dumps(answer["answer"]).encode()
    return answer.get("status", 204), headers, b""


def sent(request: Sent, expected: dict[str, Any]) -> dict[str, Any]:
    """What the case says of a request, as it was sent; and its body in any case."""
    found: dict[str, Any] = {}
    if "line" in expected:
        found["line"] = f"{request.method} {request.target}"
    if "url" in expected:
        found["url"] = (request.origin + request.target).removesuffix("/")
    if "headers" in expected:
        found["headers"] = {name: request.headers.get(name) for name in expected["headers"]}
    if "cookies" in expected:
        pairs = (request.headers.get("cookie") or "").split("; ")
        found["cookies"] = dict(pair.split("=", 1) for pair in pairs if pair)
    content_type = request.headers.get("content-type") or ""
    kind = content_type.partition(";")[0]
    if not request.content:
        return found
    if kind == "application/x-www-form-urlencoded":
        found["form"] = request.content.decode()
    elif kind == "multipart/form-data":
        found["multipart"] = list(_parts(content_type, request.content))
    elif kind == "application/json" or kind.endswith("+json"):
        found["body"] = json.loads(request.content)
    else:
        found["text"] = request.content.decode(errors="backslashreplace")
    return found


def _parts(content_type: str, content: bytes) -> Iterator[dict[str, Any]]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    for part in message_from_bytes(head + content).get_payload():
        assert isinstance(part, Message)
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        name = part.get_param("name", header="content-disposition")
        filename = part.get_param("filename", header="content-disposition")
        others = {n.lower(): v for n, v in part.items() if not n.lower().startswith("content-")}
        yield {
            "name": name,
            **({"filename": filename} if filename is not None else {}),
            **({"type": part["content-type"]} if "content-type" in part else {}),
            **({"headers": others} if others else {}),
            "content": payload.decode(errors="backslashreplace"),
        }


def surface(package: Path) -> str:
    """What a program sees: methods with their signatures, classes with their fields."""
    lines: list[str] = []
    with imported(package) as module:
        client = module.Client
        lines += [f"{client.__name__}{_signature(client.__init__)}", ""]
        lines += _methods("client", client(base_url="http://test"))
        for path in sorted(package.joinpath("types").rglob("_*.py")):
            if path.name != "__init__.py":
                name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
                lines += _classes(importlib.import_module(name))
        if package.joinpath("pagination.py").exists():
            lines += _classes(importlib.import_module(f"{package.name}.pagination"))
    return "\n".join(lines) + "\n"


def _signature(function: Any) -> str:
    hidden = ("self", "extra_headers", "extra_query", "extra_body", "timeout")
    signature = inspect.signature(function)
    kept = [p for p in signature.parameters.values() if p.name not in hidden]
    text = str(signature.replace(parameters=kept)).replace("'", "")
    return text


def _methods(name: str, owner: Any) -> Iterator[str]:
    """The methods of a client or a resource, and those of the resources below it."""
    for member, value in vars(type(owner)).items():
        if member.startswith(("_", "with_")) or (name == "client" and member == "copy"):
            continue
        if inspect.isfunction(value):
            yield f"{name}.{member}{_signature(value)}"
        elif isinstance(value, cached_property):
            yield from _methods(f"{name}.{member}", getattr(owner, member))


def _classes(module: ModuleType) -> Iterator[str]:
    for name, cls in vars(module).items():
        if vars(module).get("__annotations__", {}).get(name) == "TypeAlias":
            yield f"\n{name} = {cls if isinstance(cls, str) else _shown(cls)}"
        elif inspect.isclass(cls) and cls.__module__ == module.__name__:
            base = "TypedDict" if issubclass(cls, dict) else "Model"
            yield f"\n{name}({base})"
            for field, annotation in cls.__annotations__.items():
                text = getattr(annotation, "__forward_arg__", annotation)
                yield f"    {field}: {text}"


def _shown(alias: Any) -> str:
    """A type expression without the modules of its names."""
    text = alias.__name__ if inspect.isclass(alias) else repr(alias)
    return re.sub(r"ForwardRef\('([^']*)'\)", r"\1", re.sub(r"\b[a-z_][\w.]*\.(?=[A-Z])", "", text))
