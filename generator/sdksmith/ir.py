"""What an API is, in no language.

`build` makes one `Api` out of a document and a configuration; every flavor reads it and decides what it looks like in
its language. Names are `Words` (lower-case, letter case is the flavor's business); text of the document is `Wire`.
Everything is immutable, and a new meaning is a new class here: flavors `match` on these classes and end in
`assert_never`, so the type checker lists the places that must learn it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum, auto
from typing import TypeAlias

from sdksmith.load.source import Pointer
from sdksmith.names import Words
from sdksmith.records import record
from sdksmith.wire import Wire

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
"""A JSON value of the document: an example or a default. As untrusted as `Wire`, and quoted by the same functions."""

ModelId: TypeAlias = str
"""Identifies a `Model` or an `Alias` inside one `Api`: the place where its schema stands."""


# ---------------------------------------------------------------- types


class Kind(Enum):
    """What a scalar is on the wire and, where every language has a type for it, what it stands for."""

    __hash__ = object.__hash__  # There is one of each; the hash of `Enum` is Python code.

    STRING = auto()
    INTEGER = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    NULL = auto()
    DATE = auto()
    """A string, `format: date`: RFC 3339 `full-date`."""
    DATE_TIME = auto()
    """A string, `format: date-time`: RFC 3339 `date-time`."""
    TIME = auto()
    """A string, `format: time`: RFC 3339 `full-time`."""
    UUID = auto()
    """A string, `format: uuid`."""
    DECIMAL = auto()
    """A string that is a decimal number, `type: string` with `format: decimal`."""
    BASE64 = auto()
    """A string that holds bytes, `format: byte` or `contentEncoding: base64`."""
    BINARY = auto()
    """Bytes as they are, `format: binary` or a media type that is neither JSON nor text: a file where one is sent."""


@record
class Scalar:
    kind: Kind


@record
class Unknown:
    """Any JSON value: the document says nothing, or says it in a construct that is reported as not understood."""


@record
class Nullable:
    """The inner type or an explicit `null`."""

    inner: Type


@record
class Array:
    items: Type


@record
class Tuple:
    """An array whose first items each have a type of their own (`prefixItems`)."""

    items: tuple[Type, ...]
    rest: Type | None
    """The type of the items behind them; None when there are none."""


@record
class Dictionary:
    """A JSON object with names that the document does not list, all of one type (`additionalProperties`)."""

    values: Type


@record
class EnumMember:
    name: Words
    value: Wire | int | float | bool | None


@record
class Enumeration:
    """One of several constants (`enum`, `const`), in the document's order.

    `name` is for languages that declare a type for it; others write the constants where they are used.
    """

    name: Words
    members: tuple[EnumMember, ...]


@record
class Discriminator:
    """What tells the variants of a union apart: a member that each of them has (OpenAPI 3.1, 4.8.25)."""

    wire: Wire
    mapping: tuple[tuple[Wire | int | float | bool, int], ...]
    """The values of that member, each with the index of its variant; any other value is of no known variant."""


@record
class Union:
    """One of several types (`oneOf`, `anyOf`, a list of `type`s), none of which is a union or nullable itself.

    Without a discriminator the variant is decided by what the value looks like: its JSON type, then the required
    members that it has.
    """

    variants: tuple[Type, ...]
    discriminator: Discriminator | None
    name: Words = field(default=("value",), compare=False)
    """For languages that declare a type for it, where no alias gives it a name."""


@record
class Object:
    """A JSON object with named members: the `Model` of that id."""

    model: ModelId


@record
class Reference:
    """A type that has a name of its own: the `Alias` of that id."""

    alias: ModelId


Type: TypeAlias = (
    Scalar
    | Unknown
    | Nullable
    | Array
    | Tuple
    | Dictionary
    | Enumeration
    | Union
    | Object
    | Reference
)


def leaves(type: Type) -> Iterator[Scalar | Unknown | Enumeration | Object | Reference]:
    """The types that a type is made of and that hold no other type themselves."""
    waiting = [type]
    while waiting:
        match waiting.pop():
            case Nullable(inner) | Array(inner) | Dictionary(inner):
                waiting.append(inner)
            case Tuple(items, rest):
                waiting += () if rest is None else (rest,)
                waiting += reversed(items)
            case Union(variants):
                waiting += reversed(variants)
            case leaf:
                yield leaf


def referenced(type: Type) -> Sequence[ModelId]:
    """The models and aliases that a type names itself."""
    match type:
        case Scalar() | Enumeration() | Unknown():  # nearly always
            return ()
        case Object(id) | Reference(id):
            return (id,)
        case _:
            return [
                leaf.model if isinstance(leaf, Object) else leaf.alias
                for leaf in leaves(type)
                if isinstance(leaf, Object | Reference)
            ]


def without_null(type: Type) -> Type:
    """The type of a value that is not `null`."""
    return type.inner if isinstance(type, Nullable) else type


# ---------------------------------------------------------------- models


@record
class Default:
    """The value that holds where none is given (`default`)."""

    value: JSON


@record
class Field:
    """A member of a JSON object."""

    name: Words
    wire: Wire
    type: Type
    required: bool
    description: Wire
    deprecated: bool
    place: Pointer
    read_only: bool = False
    """Only responses have it."""
    write_only: bool = False
    """Only requests have it."""
    default: Default | None = None


@record
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
    extra: Type | None = None
    """The type of members that are not named (`additionalProperties`, `patternProperties`); None when it says nothing
    of them. A response may have some all the same."""
    deprecated: bool = False
    named: bool = False
    """Whether the document or the configuration gives it its name; else it is named after where it stands."""


@record
class Alias:
    """A type with a name that is no object: an enumeration, a union that is worth one, or what holds itself."""

    id: ModelId
    name: Words
    description: Wire
    type: Type
    """Never a `Reference` itself."""
    sent: bool
    received: bool
    place: Pointer
    deprecated: bool = False
    named: bool = False
    """The same as `Model.named`."""


# ---------------------------------------------------------------- methods


@record
class Example:
    """A value for documentation and tests: the document's own, else one made from the schema."""

    value: JSON


class Location(Enum):
    __hash__ = object.__hash__

    PATH = auto()
    QUERY = auto()
    HEADER = auto()
    COOKIE = auto()
    WHOLE_QUERY = auto()
    """All of the query (`in: querystring`, OpenAPI 3.2)."""
    BODY = auto()
    """A member of the object that is the request's body."""
    WHOLE_BODY = auto()
    """The request's body itself, because it is not an object with named members."""


class Style(Enum):
    """How a parameter that is an array or an object is written (OpenAPI 3.1, 4.8.12.4)."""

    SIMPLE = auto()
    """In paths and headers: `1,2`."""
    LABEL = auto()
    """In paths: `.1.2`."""
    MATRIX = auto()
    """In paths: `;a=1;a=2`."""
    FORM = auto()
    """In queries and cookies: `a=1&a=2`, or `a=1,2` without `explode`."""
    SPACE = auto()
    """In queries: `a=1%202`."""
    PIPE = auto()
    """In queries: `a=1|2`."""
    DEEP_OBJECT = auto()
    """In queries: `a[b]=1`."""
    JSON = auto()
    """Anywhere: the JSON text of the value (`content` with a JSON media type)."""


@record
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
    explode: bool
    """Whether each item or member is written for itself; of no meaning for styles that have one form."""
    description: Wire
    deprecated: bool
    example: Example | None
    """What an example call passes; None where it leaves the parameter out."""
    place: Pointer
    allow_reserved: bool = False
    """Whether reserved characters of URLs stay as they are (`allowReserved`)."""
    default: Default | None = None


@record
class PathParameter:
    """The place of a path parameter in a path."""

    wire: Wire


class Content(Enum):
    """What the bytes of a body are."""

    JSON = auto()
    FORM = auto()
    """`application/x-www-form-urlencoded`"""
    MULTIPART = auto()
    """`multipart/form-data`"""
    TEXT = auto()
    BINARY = auto()


@record
class Part:
    """How a member of a form or a multipart body is written, where the document says so (`encoding`)."""

    wire: Wire
    media_type: Wire
    """The content type of the part; empty when it follows from the value."""
    style: Style
    explode: bool
    allow_reserved: bool = False


@record
class Body:
    """The body of a request, whose content the `BODY` or `WHOLE_BODY` parameters are."""

    content: Content
    media_type: Wire
    """The `Content-Type` that is sent, such as `application/merge-patch+json`."""
    required: bool
    """Whether there is always a body, `{}` if need be; else there is none when nothing of it is given."""
    parts: tuple[Part, ...] = ()


@record
class ResponseHeader:
    """A header that the document names for a response."""

    name: Words
    wire: Wire
    type: Type
    required: bool
    description: Wire
    deprecated: bool = False


@record
class Response:
    """What a method returns when it succeeds."""

    type: Type
    unwrap: Wire | None
    """The member of the JSON answer that is returned in place of the whole (`settings.unwrap_response_fields`)."""
    optional: bool
    """Whether that member may be missing from an honest answer, or another success has no content at all."""
    example: Example | None
    """The whole answer, before unwrapping."""
    content: Content = Content.JSON
    """`JSON`, `TEXT` or `BINARY`."""
    media_type: Wire = Wire("application/json")
    """What `Accept` asks for."""
    description: Wire = Wire("")
    headers: tuple[ResponseHeader, ...] = ()


@record
class ErrorResponse:
    """What the server answers when a method fails."""

    status: str
    """`404`, `4XX`, or `default` for every status that is not named."""
    type: Type
    description: Wire
    headers: tuple[ResponseHeader, ...] = ()


class StreamFormat(Enum):
    SERVER_SENT_EVENTS = auto()
    """`text/event-stream`"""
    JSON_LINES = auto()
    """`application/jsonl`, `application/x-ndjson`, `application/json-seq`: one JSON text after the other."""


class Payload(Enum):
    """What of a server-sent event is `Stream.event`; JSON lines are always `JSON`."""

    JSON = auto()
    """The JSON value that its data is."""
    TEXT = auto()
    """The text that its data is."""
    EVENT = auto()
    """The whole event, as an object with the members `event`, `data`, `id` and `retry`; the data is a text."""
    EVENT_WITH_JSON = auto()
    """The whole event, whose data is a JSON value."""


@record
class Stream:
    """A response that is one event after the other."""

    format: StreamFormat
    event: Type
    """The type of one event: of what `payload` says."""
    media_type: Wire
    switch: Wire | None
    """The boolean member of the body (or query parameter) that asks for the stream; None when the method always
    streams, and then `Method.response` is None."""
    end: Wire | None
    """The data of an event that is no value but says that the stream is over, such as `[DONE]`."""
    payload: Payload = Payload.JSON


class PageKind(Enum):
    """How the next page of a list is asked for."""

    PAGE_NUMBER = auto()
    OFFSET = auto()
    """A number of items to skip."""
    CURSOR = auto()
    """A text that the page before holds, at `Pagination.next`."""
    ITEM_CURSOR = auto()
    """A member of the last item of the page before, at `Pagination.next` of the item; often its id."""
    NEXT_URL = auto()
    """A URL that the page before holds, at `Pagination.next`."""
    LINK_HEADER = auto()
    """A URL in the `Link` header with `rel="next"` (RFC 8288)."""


@record
class Pagination:
    """How a list is read page by page."""

    name: Words
    """What such pages are called; methods whose pages have one shape share one name."""
    kind: PageKind
    items: tuple[Wire, ...]
    """The steps from the answer (after unwrapping) to the array of items; empty when the answer is that array."""
    item: Type
    parameter: Wire | None
    """The query parameter (or member of the body) that the next page is asked for with; None for URLs."""
    in_body: bool
    """Whether that parameter is a member of the request's body."""
    next: tuple[Wire, ...]
    """The steps to the cursor or URL, or to the next page's number or offset where the answer says it; empty for kinds
    that need none. Of an item for `ITEM_CURSOR`."""
    more: tuple[Wire, ...]
    """The steps to a boolean that says whether there is another page; empty when there is none."""
    total: tuple[Wire, ...]
    """The steps to the number of all items; empty when there is none."""
    total_pages: tuple[Wire, ...]
    """The steps to the number of all pages; empty when there is none."""
    size: Wire | None
    """The parameter that says how many items a page has at most."""
    first: int
    """The number of the first page, or 0 as the first offset."""
    current: tuple[Wire, ...] = ()
    """The steps to the number or offset of this page; empty when the answer does not say it."""


class NameRule(Enum):
    """What decided the name of a method."""

    CONFIGURATION = auto()
    EXTENSION = auto()
    """An extension of the operation, such as `x-sdk-method-name`."""
    OPERATION_ID = auto()
    """An `operationId` with an explicit separator, such as `repos/list-commits`."""
    PATH = auto()
    """The verb and the path."""
    TIE = auto()
    """The verb and the path name several operations; the `operationId` or the whole path tells them apart."""


@record
class Method:
    """One operation of the document as a caller sees it."""

    name: Words
    verb: str
    """The HTTP method, upper case; one of the usual ones, or any other token (`additionalOperations`, OpenAPI 3.2)."""
    path: tuple[Wire | PathParameter, ...]
    """The pieces of the path: fixed text, and the places of path parameters."""
    parameters: tuple[Parameter, ...]
    """Path parameters in the order of the path, then the others: required, then optional, alphabetical inside each."""
    body: Body | None
    response: Response | None
    """None when success has no content."""
    errors: tuple[ErrorResponse, ...]
    """Exact statuses first, then ranges, then `default`."""
    stream: Stream | None
    pagination: Pagination | None
    security: tuple[tuple[str, ...], ...]
    """Alternatives, each of the scheme ids that are needed together; empty when none is needed."""
    server: Wire | None
    """The absolute URL that the path is appended to, where it is not the client's (`servers` of the operation)."""
    summary: Wire
    description: Wire
    permissions: tuple[Wire, ...]
    """At least one of these is needed (`x-accepted-permissions`)."""
    deprecated: bool
    request_model: Words
    """What the type of all its parameters is called, in languages that give it one."""
    rule: NameRule
    place: Pointer
    operation_id: Wire = Wire("")


@record
class Resource:
    """A group of methods, reached as an attribute of the client or of another resource."""

    name: Words
    description: Wire
    methods: tuple[Method, ...]
    subresources: tuple[Resource, ...]
    models: tuple[ModelId, ...]
    """The models whose types live beside this resource, in the order of their names."""
    aliases: tuple[ModelId, ...]
    """The aliases that live beside this resource, in the order of their names."""


def walk(
    resources: tuple[Resource, ...], above: tuple[Words, ...] = ()
) -> Iterator[tuple[tuple[Words, ...], Resource]]:
    """Every resource with the chain of names that leads to it."""
    for resource in resources:
        path = (*above, resource.name)
        yield path, resource
        yield from walk(resource.subresources, path)


# ---------------------------------------------------------------- the client


class SchemeKind(Enum):
    HTTP = auto()
    """`Authorization: Bearer …`, or another scheme whose credentials are one text, with `SecurityScheme.prefix`."""
    BASIC = auto()
    """`Authorization: Basic …`; the options are the user's name and the password."""
    HEADER = auto()
    """An API key in the header `SecurityScheme.name`."""
    QUERY = auto()
    """An API key in the query parameter `SecurityScheme.name`."""
    COOKIE = auto()
    """An API key in the cookie `SecurityScheme.name`."""
    CLIENT_CREDENTIALS = auto()
    """OAuth 2.0 client credentials (RFC 6749, 4.4): the options are an access token, the client's id and its secret.
    The client fetches a token when only the latter two are given."""
    MUTUAL_TLS = auto()
    """A client certificate, which the HTTP client holds; nothing is sent."""


@record
class SecurityScheme:
    """A way to authenticate (`components.securitySchemes`), and the client options that hold its secrets."""

    id: str
    kind: SchemeKind
    name: Wire
    """The header, query parameter or cookie; `Authorization` for `HTTP`, `BASIC` and `CLIENT_CREDENTIALS`."""
    prefix: Wire
    """What stands before the secret in that header, without the space, such as `Bearer`; empty for API keys."""
    description: Wire
    options: tuple[Words, ...]
    token_url: Wire | None = None
    """Where `CLIENT_CREDENTIALS` fetch a token; absolute, or relative to the base URL."""
    scopes: tuple[Wire, ...] = ()
    """What is asked for there."""


@record
class ClientOption:
    """An argument of the client's constructor (`client_settings.opts`)."""

    name: Words
    description: Wire
    environment_variable: str | None


@record
class ServerVariable:
    """A part of a base URL that the client's user may choose (OpenAPI 3.1, 4.8.6); an option of the client."""

    name: Words
    wire: Wire
    default: Wire | None
    """None when whoever uses the client has to choose a value."""
    values: tuple[Wire, ...]
    """The only values that there are; empty when any will do."""
    description: Wire
    environment_variable: str | None


@record
class Environment:
    """A named base URL (`environments`, else `servers`)."""

    name: Words
    url: tuple[Wire | ServerVariable, ...]
    """The pieces of the URL; the same variable is equal in all environments that have it."""


# ---------------------------------------------------------------- webhooks


@record
class Webhook:
    """A request that the API sends to its users (`webhooks`, OpenAPI 3.1)."""

    name: Words
    wire: Wire
    """The key in the document."""
    type: Type
    """The type of the JSON value that is sent."""
    summary: Wire
    description: Wire
    place: Pointer


@record
class Webhooks:
    """All of them, and how their signature is verified (Standard Webhooks)."""

    event: Type
    """What any of them sends."""
    webhooks: tuple[Webhook, ...]
    option: Words
    """The option of the client that holds the key."""
    models: tuple[ModelId, ...] = ()
    """The models whose types live beside them; those of a resource `webhooks`, where there is one, live there."""
    aliases: tuple[ModelId, ...] = ()


@record
class Api:
    """A whole API."""

    name: Words
    """What the client is called."""
    package: Words
    """What its package is called: `openai` where the client is `open ai`."""
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
    shared_aliases: tuple[ModelId, ...]
    """The aliases that belong to no single resource."""
    models: Mapping[ModelId, Model]
    aliases: Mapping[ModelId, Alias]
    webhooks: Webhooks | None
