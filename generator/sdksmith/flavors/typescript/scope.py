"""TypeScript identifiers and files: what may not be used as a name, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Final

from sdksmith.ir import Parameter
from sdksmith.names import Named, T, Words, camel, identifier, pascal, resolve, words
from sdksmith.report import Finding

_RESERVED_TEXT = """
    arguments as async await break case catch class const continue debugger default delete do else enum eval export
    extends false finally for from function get if implements import in instanceof interface let new null of package
    private protected public return set static super switch this throw true try typeof undefined var void while with
    yield
"""
RESERVED = frozenset(_RESERVED_TEXT.split())
"""Words that are no variable, or that read badly as one."""

_RUNTIME_TEXT = """
    asEvents asJSON asJSONLines asNothing asResponse asText binary form given json multipart parseWebhook path styled
    text unwrapped verifyWebhook
"""
RUNTIME = frozenset(_RUNTIME_TEXT.split())
"""The functions of the runtime that methods call."""

_VARIABLES = frozenset(("body", "cookies", "headers", "options", "params", "query"))
"""What a generated method calls its own variables."""

_NO_VARIABLE = RESERVED | RUNTIME | _VARIABLES

_OBJECT_MEMBERS = frozenset(
    (
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "then",
        "toJSON",
        "toLocaleString",
        "toString",
        "valueOf",
    )
)
"""Members that mean something to the language, of any object."""

TYPED_INHERITED = _OBJECT_MEMBERS - {"then", "toJSON"}
"""What TypeScript knows any object to have."""

INHERITED = TYPED_INHERITED | {
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
}
"""What can be read of any object, whether or not it has such a member itself."""

_CLIENT_MEMBERS_TEXT = """
    baseURL defaultHeaders defaultQuery delete environment fetch fetchOptions get idempotencyHeader logLevel logger
    maxRetries options patch post put request timeout withOptions
"""
CLIENT_MEMBERS = frozenset(_CLIENT_MEMBERS_TEXT.split())
"""What every client has."""

WEBHOOKS: Final = (("webhooks",),)
"""The resource that makes events of what an API sends."""

_NO_MEMBER: Final[Mapping[tuple[Words, ...], Set[str]]] = {
    (): _OBJECT_MEMBERS | CLIENT_MEMBERS,
    WEBHOOKS: _OBJECT_MEMBERS | {"unsafeUnwrap", "unwrap"},
}
"""What no member may be called: of the client, and of a resource that has more than others."""
_NO_FILE = frozenset(
    (
        "aux",
        "con",
        "index",
        "nul",
        "prn",
        *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)),
    )
)
"""The file that exports what a folder has, and names that Windows has no files of."""

_NO_TOP_FILE = _NO_FILE | {"shared"}

# What the files of the client declare or import; and `API`, as `APIError` is the class of another error.
_NO_CLIENT = frozenset(
    (
        "API",
        "APIConnection",
        "APIConnectionTimeout",
        "APIUserAbort",
        "Authentication",
        "BadRequest",
        "Client",
        "ClientOptions",
        "Conflict",
        "InternalServer",
        "MissingCredentials",
        "NotFound",
        "OAuth",
        "PermissionDenied",
        "RateLimit",
        "Stream",
        "UnprocessableEntity",
        "Uploadable",
        "WebhookVerification",
    )
)


def attributes(
    wanted: Sequence[Named[T]], above: Sequence[Words]
) -> tuple[dict[str, T], list[Finding]]:
    """Resources as members of the client or of another resource: `liveInputs`.

    Args:
        above: The resource that has them; empty for the client.
    """
    return resolve(wanted, camel, _no_member(above), "resource")


def chain(path: Sequence[Words]) -> str:
    """How a program reaches a resource from the client, if no other one wants a name of it: `stream.liveInputs`."""
    return ".".join(
        identifier(camel(name), _no_member(path[:index])) for index, name in enumerate(path)
    )


def method(name: Words) -> str:
    """A method of a resource that has no other member of its name."""
    return identifier(camel(name), _OBJECT_MEMBERS.__contains__)


def spelled(path: Sequence[Words]) -> str:
    """A resource by its words, which tell it from all others: `stream/live-inputs`."""
    return "/".join(map("-".join, path))


def methods(
    wanted: Sequence[Named[T]], path: Sequence[Words], taken: Set[str]
) -> tuple[dict[str, T], list[Finding]]:
    """The methods of a resource.

    Args:
        path: The resource.
        taken: Its attributes.
    """
    return resolve(wanted, camel, (_reserved(path) | taken).__contains__, "method")


def _reserved(path: Sequence[Words]) -> Set[str]:
    return _NO_MEMBER.get(tuple(path), _OBJECT_MEMBERS)


def _no_member(path: Sequence[Words]) -> Callable[[str], bool]:
    return _reserved(path).__contains__


def option(name: Words, taken: Set[str]) -> str:
    """An option of the client, which the client has as a member, too.

    Args:
        taken: The resources of the client.
    """
    return identifier(camel(name), (_OBJECT_MEMBERS | CLIENT_MEMBERS | taken).__contains__)


def positional(parameter: Parameter) -> str:
    """The argument that a path parameter is: `appID`."""
    return identifier(camel(parameter.name), _NO_VARIABLE.__contains__)


def variables(
    wanted: Sequence[Named[T]], case: Callable[[Words], str], taken: Set[str]
) -> tuple[dict[str, T], list[Finding]]:
    """Variables inside of a method.

    Args:
        taken: The other names that its code has.
    """
    return resolve(wanted, case, (_NO_VARIABLE | taken).__contains__, "parameter")


def types(wanted: Sequence[Named[T]]) -> tuple[dict[str, T], list[Finding]]:
    """Types, classes and namespaces of one scope."""
    return resolve(wanted, _wanted, _never, "type")


def known(name: str) -> Words:
    """What a type wants to be called that has its name already."""
    return ("", name)


def _wanted(name: Words) -> str:
    return type_name(name) if name[0] else name[1]


def type_name(name: Words) -> str:
    """A type. Behind the name of another one, its own may have a digit in front: `3 d secure` is `ThreeDSecure`."""
    return pascal(words(" ".join(name)) if name[0][0].isdigit() else name)


def _never(text: str) -> bool:
    return False


def files(wanted: Sequence[Named[T]], *, is_top: bool) -> tuple[dict[str, T], list[Finding]]:
    """The files and folders of the resources in one folder, without a suffix: `live-inputs`."""
    reserved = _NO_TOP_FILE if is_top else _NO_FILE
    return resolve(wanted, "-".join, reserved.__contains__, "file")


def resource(path: Sequence[Words]) -> Words:
    """What the class of a resource is called after: the last name of its chain; one inside another of its name
    repeats it."""
    last = path[-1]
    repeated = next((n for n, name in enumerate(reversed(path)) if name != last), len(path))
    return last * repeated


def client_class(name: Words) -> str:
    """The class of the client, which gives its name to the error that all others are."""
    return identifier(pascal(name), _NO_CLIENT.__contains__)
