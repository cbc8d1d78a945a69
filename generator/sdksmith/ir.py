"""What an API is, in no language.

`build` makes one `Api` out of a document and a configuration; every flavor reads it and decides what it looks like in
its language. Names are `Words` (lower-case, letter case is the flavor's business); text of the document is `Wire`.
Everything is immutable, and a new meaning is a new class here: flavors `match` on these classes and end in
`assert_never`, so the type checker lists the places that must learn it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias, assert_never

from sdksmith.load.source import Pointer
from sdksmith.names import Words
from sdksmith.wire import Wire

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
"""A JSON value of the document: an example or a default. As untrusted as `Wire`, and quoted by the same functions."""

ModelId: TypeAlias = str
"""Identifies a `Model` inside one `Api`: the place where its schema stands."""


# ---------------------------------------------------------------- types


class Kind(Enum):
    """What a scalar is on the wire and, where every language has a type for it, what it stands for."""

    STRING = auto()
    INTEGER = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    NULL = auto()
    DATE = auto()
    """A string, `format: date`: RFC 3339 `full-date`."""
    DATE_TIME = auto()
    """A string, `format: date-time`: RFC 3339 `date-time`."""


@dataclass(frozen=True, slots=True)
class Scalar:
    kind: Kind


@dataclass(frozen=True, slots=True)
class Unknown:
    """Any JSON value: the document says nothing, or says it in a construct that is reported as not understood."""


@dataclass(frozen=True, slots=True)
class Nullable:
    """The inner type or an explicit `null`."""

    inner: Type


@dataclass(frozen=True, slots=True)
class Array:
    items: Type


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A JSON object with names that the document does not list, all of one type (`additionalProperties`)."""

    values: Type


@dataclass(frozen=True, slots=True)
class EnumMember:
    name: Words
    value: Wire | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One of several constants (`enum`, `const`), in the document's order.

    `name` is for languages that declare a type for it; others write the constants where they are used.
    """

    name: Words
    members: tuple[EnumMember, ...]


@dataclass(frozen=True, slots=True)
class Object:
    """A JSON object with named members: the `Model` of that id."""

    model: ModelId


Type: TypeAlias = Scalar | Unknown | Nullable | Array | Dictionary | Enumeration | Object


def referenced(type: Type) -> Iterator[ModelId]:
    """The models that a type names itself."""
    match type:
        case Object(model):
            yield model
        case Nullable(inner) | Array(inner) | Dictionary(inner):
            yield from referenced(inner)
        case Scalar() | Enumeration() | Unknown():
            pass
        case _:
            assert_never(type)


# ---------------------------------------------------------------- models


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a JSON object."""

    name: Words
    wire: Wire
    type: Type
    required: bool
    description: Wire
    deprecated: bool
    place: Pointer


@dataclass(frozen=True, slots=True)
class Model:
    """A JSON object that has a name, with its members in the order of the house: `id`, required, optional."""

    id: ModelId
    name: Words
    description: Wire
    fields: tuple[Field, ...]
    sent: bool
    """Whether a request may hold it."""
    received: bool
    """Whether a response may hold it."""
    place: Pointer


# ---------------------------------------------------------------- methods


@dataclass(frozen=True, slots=True)
class Example:
    """A value for documentation and tests: the document's own, else one made from the schema."""

    value: JSON


class Location(Enum):
    PATH = auto()
    QUERY = auto()
    HEADER = auto()
    BODY = auto()
    """A member of the JSON object that is the request's body."""
    WHOLE_BODY = auto()
    """The request's body itself, because it is not an object with named members."""


class Style(Enum):
    """How a query parameter that is an array or an object is written (OpenAPI 3.1, 4.8.12.4)."""

    REPEATED = auto()
    """`form` with `explode`: `a=1&a=2`; an object's members each by its own name."""
    COMMA = auto()
    """`form` without `explode`: `a=1,2`."""
    SPACE = auto()
    """`spaceDelimited` without `explode`: `a=1%202`."""
    PIPE = auto()
    """`pipeDelimited` without `explode`: `a=1|2`."""
    DEEP_OBJECT = auto()
    """`deepObject`: `a[b]=1`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that the caller of a method may pass."""

    name: Words
    wire: Wire
    location: Location
    type: Type
    required: bool
    named: bool
    """Never passed by position, in no language (`settings.named_path_params`)."""
    style: Style
    description: Wire
    deprecated: bool
    example: Example | None
    """What an example call passes; None where it leaves the parameter out."""
    place: Pointer


@dataclass(frozen=True, slots=True)
class PathParameter:
    """The place of a path parameter in a path."""

    wire: Wire


class Verb(Enum):
    GET = "GET"
    PUT = "PUT"
    POST = "POST"
    DELETE = "DELETE"
    OPTIONS = "OPTIONS"
    HEAD = "HEAD"
    PATCH = "PATCH"
    TRACE = "TRACE"


@dataclass(frozen=True, slots=True)
class Response:
    """What a method returns when it succeeds."""

    type: Type
    unwrap: Wire | None
    """The member of the JSON answer that is returned in place of the whole (`settings.unwrap_response_fields`)."""
    optional: bool
    """Whether that member may be missing from an honest answer."""
    example: Example | None
    """The whole answer, before unwrapping."""


@dataclass(frozen=True, slots=True)
class Method:
    """One operation of the document as a caller sees it."""

    name: Words
    verb: Verb
    path: tuple[Wire | PathParameter, ...]
    """The pieces of the path: fixed text, and the places of path parameters."""
    parameters: tuple[Parameter, ...]
    """Path parameters in the order of the path, then the others: required, then optional, alphabetical inside each."""
    response: Response | None
    """None when success has no content."""
    security: tuple[tuple[str, ...], ...]
    """Alternatives, each of the scheme ids that are needed together; empty when none is needed."""
    summary: Wire
    description: Wire
    permissions: tuple[Wire, ...]
    """At least one of these is needed (`x-accepted-permissions`)."""
    deprecated: bool
    request_model: Words
    """What the type of all its parameters is called, in languages that give it one."""
    place: Pointer


@dataclass(frozen=True, slots=True)
class Resource:
    """A group of methods, reached as an attribute of the client or of another resource."""

    name: Words
    description: Wire
    methods: tuple[Method, ...]
    subresources: tuple[Resource, ...]
    models: tuple[ModelId, ...]
    """The models whose types live beside this resource, in the order of their names."""


# ---------------------------------------------------------------- the client


class SchemeKind(Enum):
    BEARER = auto()
    """`Authorization: Bearer …`"""
    HEADER = auto()
    """An API key in the header `SecurityScheme.header`."""


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A way to authenticate (`components.securitySchemes`), and the client option that holds its secret."""

    id: str
    kind: SchemeKind
    header: Wire
    description: Wire
    option: Words


@dataclass(frozen=True, slots=True)
class ClientOption:
    """An argument of the client's constructor (`client_settings.opts`)."""

    name: Words
    description: Wire
    environment_variable: str | None


@dataclass(frozen=True, slots=True)
class Environment:
    """A named base URL (`environments`, else `servers`)."""

    name: Words
    url: Wire


@dataclass(frozen=True, slots=True)
class Api:
    """A whole API."""

    name: Words
    """What the client is called."""
    title: Wire
    description: Wire
    version: Wire
    """`info.version` of the document."""
    environments: tuple[Environment, ...]
    """At least one; the first is the default."""
    environment_prefix: str
    """The prefix of environment variables that the SDK reads, such as `CLOUDFLARE`."""
    options: tuple[ClientOption, ...]
    schemes: tuple[SecurityScheme, ...]
    idempotency_header: Wire | None
    timeout: float
    """Seconds a request may take before it fails."""
    max_retries: int
    resources: tuple[Resource, ...]
    shared: tuple[ModelId, ...]
    """The models that belong to no single resource."""
    models: Mapping[ModelId, Model]
