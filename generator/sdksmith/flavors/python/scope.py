"""Python identifiers: what may not be used as a name, and where."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Sequence, Set

from sdksmith.ir import Field, Parameter
from sdksmith.names import Named, T, Words, identifier, pascal, resolve, snake
from sdksmith.report import Finding

_KEYWORDS = frozenset(keyword.kwlist) | {"self", "cls"}

_OPTIONS = frozenset({"extra_headers", "extra_query", "extra_body", "timeout", "idempotency_key"})
"""What every method takes beside its parameters."""

_DISTRIBUTIONS = frozenset({"httpx", "httpx2", "pydantic", "sdk", "tests"})
"""Packages that the SDK, or its tests, need beside it."""

_MODEL_MEMBERS = frozenset(
    {
        "construct",
        "staticmethod",
        "to_dict",
        "to_json",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
    }
    | {"model_dump_json", "model_extra", "model_fields", "model_fields_set", "model_validate"}
)

_PAGE_MEMBERS = frozenset({"get_next_page", "has_next_page", "iter_pages", "next_page_info"})
"""What leads from a page to the next one."""

_CLIENT_MEMBERS = frozenset(
    {"base_url", "timeout", "max_retries", "default_headers", "default_query", "is_closed", "close"}
    | {
        "copy",
        "with_options",
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "http_client",
        "environment",
        "request",
    }
    | {"with_raw_response", "with_streaming_response"}
)

_IMPORTED = frozenset(
    {
        "Any",
        "AsyncResource",
        "BaseModel",
        "Body",
        "Headers",
        "Literal",
        "Mapping",
        "NotGiven",
        "Omit",
    }
    | {"Query", "Required", "Sequence", "SyncResource", "Timeout", "TypedDict"}
    | {"AsyncStream", "Decoder", "FileTypes", "Stream", "TypeAlias", "Union"}
)
"""Classes that generated modules import, which a type must not hide."""

_EXPORTED = frozenset(
    {"API", "Client", "AsyncClient", "Credential", "Mapping", "ClassVar", "Self", "SyncClient"}
    | {"APIKey", "BasicAuth", "ClientCertificate", "ClientCredentials", "HTTPAuth", "Sequence"}
    | {"AsyncHTTPClient", "HTTPClient", "Security", "URLObject", "Async", "Base", "None"}
)
"""Names that the modules of the client use themselves, or that would make one of them."""

_RESOURCE_MEMBERS = frozenset({"str", "with_raw_response", "with_streaming_response"})
"""What every resource has; `str` stands in the signature of each method."""


_NO_PARAMETERS = _KEYWORDS | _OPTIONS
_NO_FIELDS = _KEYWORDS | _MODEL_MEMBERS


def parameters(members: Sequence[Parameter]) -> tuple[dict[str, Parameter], list[Finding]]:
    wanted = [Named(each, each.name, each.wire.text, each.place) for each in members]
    return resolve(wanted, snake, _NO_PARAMETERS.__contains__, "parameter")


def fields(members: Sequence[Field]) -> tuple[dict[str, Field], list[Finding]]:
    wanted = [Named(each, each.name, each.wire.text, each.place) for each in members]
    return resolve(wanted, snake, _NO_FIELDS.__contains__, "property")


def page_members(members: Sequence[Field]) -> tuple[dict[str, Field], list[Finding]]:
    """The members of a page: the fields of an answer, beside what leads to the next one."""
    wanted = [Named(each, each.name, each.wire.text, each.place) for each in members]
    reserved = _NO_FIELDS | _PAGE_MEMBERS
    return resolve(wanted, snake, reserved.__contains__, "property")


def option(name: Words, taken: Set[str]) -> str:
    """An argument of the client.

    Args:
        taken: The resources of the client.
    """
    return identifier(snake(name), (_KEYWORDS | _CLIENT_MEMBERS | taken).__contains__)


def attribute(name: Words, *, on_client: bool) -> str:
    """A resource as a member of the client or of another resource."""
    members = _CLIENT_MEMBERS if on_client else _RESOURCE_MEMBERS
    return identifier(snake(name), (_KEYWORDS | members).__contains__)


def chain(path: Sequence[Words]) -> str:
    """How a program reaches a resource from the client: `stream.live_inputs`."""
    return ".".join(attribute(name, on_client=index == 0) for index, name in enumerate(path))


def module(name: Words) -> str:
    """The module of a resource."""
    return identifier(
        snake(name),
        lambda text: text in _KEYWORDS or text.endswith(("shared", "_params", "_aliases")),
    )


def package(name: str) -> str:
    """A package of that name; one of the standard library, or one that the SDK needs, stays what it is."""
    return identifier(name, (_KEYWORDS | _DISTRIBUTIONS | sys.stdlib_module_names).__contains__)


def client_class(name: Words) -> str:
    """The class of the client."""
    return identifier(pascal(name), (_KEYWORDS | _IMPORTED | _EXPORTED).__contains__)


def resource_class(path: Sequence[Words]) -> str:
    """The class of a resource, after the last name of its chain; one inside another of its name repeats it."""
    last = path[-1]
    repeated = next((n for n, name in enumerate(reversed(path)) if name != last), len(path))
    text = pascal(last * repeated)
    # `Async` in front is how the asynchronous class of another resource begins.
    return f"{text}_Resource" if text == "Sync" or text.startswith("Async") else f"{text}Resource"


def method(name: Words) -> str:
    """A method of a resource that has no other of its name."""
    return identifier(snake(name), (_KEYWORDS | _RESOURCE_MEMBERS).__contains__)


def methods(wanted: Sequence[Named[T]]) -> tuple[dict[str, T], list[Finding]]:
    return resolve(wanted, snake, (_KEYWORDS | _RESOURCE_MEMBERS).__contains__, "method")


def classes(wanted: Sequence[Named[T]]) -> tuple[dict[str, T], list[Finding]]:
    return resolve(wanted, pascal, (_KEYWORDS | _IMPORTED).__contains__, "type")
