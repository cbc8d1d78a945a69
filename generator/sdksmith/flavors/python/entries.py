"""The methods of an API as README, `api.md` and the emitted tests show them."""

from __future__ import annotations

import json

from sdksmith.calls import example_path
from sdksmith.flavors.python import samples, scope
from sdksmith.flavors.python.modules import Names, TypesModule
from sdksmith.flavors.python.quote import lit
from sdksmith.flavors.python.resources import MethodView
from sdksmith.flavors.python.samples import Samples
from sdksmith.ir import (
    JSON,
    Api,
    Content,
    Location,
    Method,
    Parameter,
    walk,
)
from sdksmith.names import Named, Words
from sdksmith.quoting import sentence
from sdksmith.records import record
from sdksmith.requests import documented_path
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

_LONGEST = 100
"""Letters of a heading."""


@record
class MethodEntry:
    """A method as README and `api.md` show it."""

    call: str
    raw: str
    streaming: str
    method: Method
    samples: Samples
    signature: str
    returns: Wire
    """The annotation, which may hold constants of the document."""
    title: Wire
    """What it does; empty when the document does not say it."""
    route: Wire
    verb: str
    source: str
    is_paged: bool
    streams: bool
    """Whether it returns a stream, always or when it is asked to."""
    switch: str
    """The parameter that asks for the stream; empty if there is none."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of an example call; README writes those of few methods."""
        written = self.samples.arguments(_parameters(self.method), 4)
        return tuple(f"{name}={code}" for name, code in written.items())

    @property
    def heading(self) -> Wire:
        """What it does in a few words, else how it is called."""
        is_short = 0 < len(self.title.text) <= _LONGEST
        return self.title if is_short else Wire(self.call.removeprefix("client."))


@record
class ResourceEntry:
    """A section of `api.md`."""

    heading: str
    types_package: str
    types: tuple[str, ...]
    methods: tuple[MethodEntry, ...]


@record
class TestCase:
    """A row in the table of the emitted tests."""

    call: str
    arguments: str
    verb: str
    path: str
    answer: str
    content_type: str
    """Empty for JSON."""


def _switch(method: Method) -> str:
    if method.stream is None or method.stream.switch is None:
        return ""
    found, _ = scope.parameters(method.parameters)
    return next((n for n, p in found.items() if p.wire == method.stream.switch), "")


def _parameters(method: Method) -> dict[str, Parameter]:
    """The parameters of an example call, which does not ask for a stream."""
    found, _ = scope.parameters(method.parameters)
    switch = method.stream.switch if method.stream is not None else None
    return {n: p for n, p in found.items() if p.wire != switch or p.required}


def entries(
    api: Api,
    names: Names,
    modules: list[TypesModule],
    views: dict[tuple[Words, ...], tuple[MethodView, ...]],
) -> tuple[ResourceEntry, ...]:
    """What README and `api.md` list."""
    writer = Samples(Shapes(api.models, api.aliases))
    types: dict[tuple[Words, ...], list[TypesModule]] = {}
    for module in modules:
        types.setdefault(module.resource, []).append(module)
    resources = dict(walk(api.resources))
    result = []
    for path, group in types.items():
        if path not in resources:
            heading = f"`client.{scope.chain(path)}`" if path else "Shared types"
            result.append(_entry(heading, group, names, []))
    for path, resource in resources.items():
        title = scope.chain(path)
        steps = [scope.module(name) for name in path]
        last = f"{steps.pop()}.py" if not resource.subresources else "__init__.py"
        source = "/".join(("resources", *steps, last))
        listed = []
        for view, method in zip(views[path], resource.methods, strict=True):
            positional = [argument.name for argument in view.positional]
            keywords = ["**params"] if view.keywords else []
            listed.append(
                MethodEntry(
                    call=f"client.{title}.{view.name}",
                    raw=f"client.{title}.with_raw_response.{view.name}",
                    streaming=f"client.{title}.with_streaming_response.{view.name}",
                    method=method,
                    samples=writer,
                    signature=", ".join([*positional, *keywords]),
                    returns=Wire(view.returns.replace("_builtins.", "")),
                    title=_title(method),
                    route=documented_path(method),
                    verb=method.verb,
                    source=source,
                    is_paged=method.pagination is not None,
                    streams=method.stream is not None,
                    switch=_switch(method),
                )
            )
        result.append(_entry(f"`client.{title}`", types.get(path, []), names, listed))
    return tuple(entry for entry in result if entry.types or entry.methods)


def _title(method: Method) -> Wire:
    """What a method does, without a full stop."""
    return Wire(sentence(method.summary).removesuffix("."))


def _entry(
    heading: str, modules: list[TypesModule], names: Names, methods: list[MethodEntry]
) -> ResourceEntry:
    received = [
        *(model.id for module in modules for model in module.models if model.received),
        *(alias.id for module in modules for alias in module.aliases if alias.received),
    ]
    exported = sorted(names.responses[id].name for id in received)
    package = ".".join(modules[0].package) if modules else ""
    return ResourceEntry(heading, package, tuple(exported), tuple(methods))


def cases(api: Api) -> tuple[TestCase, ...]:
    """The table of the emitted tests."""
    writer = Samples(Shapes(api.models, api.aliases))
    result = []
    for path, resource in walk(api.resources):
        methods, _ = scope.methods([Named(m, m.name, "", m.place) for m in resource.methods])
        for name, method in methods.items():
            parameters = _parameters(method)
            arguments = writer.arguments(parameters, 12)
            inner = ", ".join(f"{lit(n)}: {code}" for n, code in arguments.items())
            answer, content_type = _answer(method)
            result.append(
                TestCase(
                    call=lit(f"{scope.chain(path)}.{name}"),
                    arguments=f"{{{inner}}}",
                    verb=lit(method.verb.upper()),
                    path=lit(example_path(method, _in_path(parameters, writer))),
                    answer=answer,
                    content_type=content_type,
                )
            )
    return tuple(result)


def _answer(method: Method) -> tuple[str, str]:
    """What the server answers in the emitted tests, and its content type if that is not JSON."""
    response = method.response
    if response is None or response.example is None:
        return "None", ""
    value = response.example.value
    if response.content is Content.JSON:
        return lit(value), ""
    text = value if isinstance(value, str) else json.dumps(value)
    if response.content is Content.TEXT:
        return lit(text), lit("text/plain; charset=utf-8")
    return samples.bytes_literal(text), lit("application/octet-stream")


def _in_path(parameters: dict[str, Parameter], writer: Samples) -> dict[Wire, JSON]:
    """The values of the path's parameters."""
    return {p.wire: writer.example(p) for p in parameters.values() if p.location is Location.PATH}
