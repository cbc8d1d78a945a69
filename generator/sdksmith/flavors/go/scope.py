"""Go identifiers: what may not be used as a name, and where."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence, Set

from sdksmith.ir import Field, Method, Model, Parameter, Resource
from sdksmith.names import Named, T, Words, camel, identifier, pascal, resolve, singular, snake
from sdksmith.report import Finding

_KEYWORDS_TEXT = """
    break case chan const continue default defer else fallthrough for func go goto if import interface map package
    range return select struct switch type var
"""
KEYWORDS = frozenset(_KEYWORDS_TEXT.split())
"""The Go Programming Language Specification, Keywords."""

_PREDECLARED_TEXT = """
    any append bool byte cap clear close comparable complex complex128 complex64 copy delete error false float32 float64
    imag int int16 int32 int64 int8 iota len make max min new nil panic print println real recover rune string true uint
    uint16 uint32 uint64 uint8 uintptr
"""
_PREDECLARED = frozenset(_PREDECLARED_TEXT.split())
"""Names that mean something in every file; a parameter or package of that name would hide it."""

_IMPORTED_TEXT = """
    api apitest body bytes context decode encode errors fmt http io iter json option os pages pagination param
    request respjson shared ssestream strings style testing time webhooks
"""
_IMPORTED = frozenset(_IMPORTED_TEXT.split())
"""Packages that generated files import."""

_PARAMETERS = frozenset(
    ("ctx", "params", "opts", "s", "req", "dec", "err", "item", "first", "form")
)
"""What a generated method calls its own variables."""

_OWN_PACKAGES = frozenset(
    ("option", "param", "shared", "internal", "vendor", "main", "testdata", "init", "opts")
)
"""Folders that the module has itself, or that mean something to Go; and what `NewClient` calls its options."""

_WINDOWS_DEVICES = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Files and folders that no module may have (golang.org/x/mod/module, CheckFilePath)."""

_MODEL_MEMBERS = frozenset(
    ("JSON", "RawObject", "RawJSON", "ExtraFields", "UnmarshalJSON", "MarshalJSON")
)
"""What types of objects have beside their members."""

_PARAMS_MEMBERS = frozenset(("MarshalJSON", "ExtraFields"))
_CLIENT_MEMBERS = frozenset(("Options", "Get", "Post", "Put", "Patch", "Delete", "Execute"))
_SERVICE_MEMBERS = frozenset(("Options",))
_NO_POSITIONAL = KEYWORDS | _PREDECLARED | _IMPORTED | _PARAMETERS
# Where `webhooks` is a package of the API, the runtime's own has another name.
_NO_PACKAGE = (
    KEYWORDS | _PREDECLARED | (_IMPORTED - {"webhooks"}) | _OWN_PACKAGES | _WINDOWS_DEVICES
)
_NO_FILE = _WINDOWS_DEVICES | {"doc"}
_CODING = ("Decode", "Encode")


def package(name: Words) -> str:
    """The package of a top resource."""
    return identifier(snake(name), _NO_PACKAGE.__contains__)


def stem(path: Sequence[Words]) -> Words:
    """What names of a resource's types begin with: the resources below the top one."""
    return tuple(word for name in _below(path) for word in name)


def singular_stem(path: Sequence[Words]) -> Words:
    """The same, each in the singular."""
    return tuple(word for name in _below(path) for word in singular(name))


def _below(path: Sequence[Words]) -> Sequence[Words]:
    return path[1:] or path


def client_fields(resources: Sequence[Resource]) -> dict[str, Resource]:
    """The top resources as fields of the client."""
    return _services(resources, _CLIENT_MEMBERS)


def service_fields(resources: Sequence[Resource]) -> dict[str, Resource]:
    """The resources inside another one as fields of its service."""
    return _services(resources, _SERVICE_MEMBERS)


def _services(resources: Sequence[Resource], reserved: Set[str]) -> dict[str, Resource]:
    return {identifier(pascal(each.name), reserved.__contains__): each for each in resources}


_VERBS = {"create": "new", "retrieve": "get"}


def method(name: Words, siblings: Container[Words]) -> Words:
    """The name of a method as Go has it: what creates is `New…`, what retrieves is `Get…`.

    Args:
        siblings: The names of all methods of its resource, one of which may be that already.
    """
    renamed = (_VERBS.get(name[0], name[0]), *name[1:])
    return name if renamed in siblings else renamed


def method_words(methods: Sequence[Method]) -> list[Words]:
    """The names of a resource's methods as Go has them."""
    siblings = {each.name for each in methods}
    return [method(each.name, siblings) for each in methods]


def methods(
    resource: Resource, further: Callable[[Method], Iterable[str]]
) -> tuple[dict[str, Method], list[Finding]]:
    """The methods of a service.

    Args:
        further: What else is called after a method, behind its name: `AutoPaging`.
    """
    wanted = [
        Named(method, name, "/".join(method.name), method.place)
        for method, name in zip(resource.methods, method_words(resource.methods), strict=True)
    ]
    fields = service_fields(resource.subresources).keys() | _SERVICE_MEMBERS
    names = {pascal(named.name): named.item for named in wanted}
    derived = {f"{name}{more}" for name, method in names.items() for more in further(method)}
    return resolve(wanted, pascal, (fields | derived).__contains__, "method")


def positional(parameters: Sequence[Parameter]) -> tuple[dict[str, Parameter], list[Finding]]:
    """Arguments of a method."""
    wanted = [Named(each, each.name, each.wire.text, each.place) for each in parameters]
    return resolve(wanted, camel, _NO_POSITIONAL.__contains__, "parameter")


def params(parameters: Sequence[Parameter]) -> tuple[dict[str, Parameter], list[Finding]]:
    """The fields of the struct of a method's parameters."""
    wanted = [Named(each, each.name, each.wire.text, each.place) for each in parameters]
    return resolve(wanted, pascal, _PARAMS_MEMBERS.__contains__, "parameter")


def fields(model: Model) -> tuple[dict[str, Field], list[Finding]]:
    """The fields of the struct of an object, in responses and in requests."""
    wanted = [Named(each, each.name, each.wire.text, each.place) for each in model.fields]
    return resolve(wanted, pascal, _MODEL_MEMBERS.__contains__, "property")


def types(
    wanted: Sequence[Named[T]], *, exports_coding: bool
) -> tuple[dict[str, T], list[Finding]]:
    """The types of a package and the functions that make services.

    Args:
        exports_coding: Whether the package exports the functions that decode and encode its types.
    """
    return resolve(wanted, _beside_coding if exports_coding else pascal, _never, "type")


def _beside_coding(name: Words) -> str:
    """The type with a word in front where it would begin as those functions do; so its constants do not, either."""
    text = pascal(name)
    is_coding = text.startswith(_CODING) and not text[len("Decode") :][:1].islower()
    return f"Type{text}" if is_coding else text


def _never(text: str) -> bool:
    return False


def files(wanted: Sequence[Named[T]]) -> tuple[dict[str, T], list[Finding]]:
    """The files of a package, without suffixes. Names have no underscores: `_linux` means something to Go."""
    return resolve(wanted, "".join, _NO_FILE.__contains__, "file")


def part(name: str, taken: Set[str]) -> str:
    """A further file of a package, beside those that it has."""
    while name in taken or name in _NO_FILE:
        name += "types"
    return name


def constants(wanted: Sequence[Named[T]], taken: Set[str]) -> tuple[dict[str, T], list[Finding]]:
    """The constants of a package.

    Args:
        wanted: Their names begin with their type's, as it is written.
        taken: The types of the package.
    """

    def constant(name: Words) -> str:
        type, *member = name
        text = type + pascal(tuple(member))
        return f"{text}Value" if text in taken else text

    return resolve(wanted, constant, taken.__contains__, "constant")


def client_chain(path: Sequence[Words]) -> str:
    """How a program reaches a resource from the client: `RealtimeKit.Livestreams`."""
    return ".".join(
        identifier(pascal(name), (_SERVICE_MEMBERS if index else _CLIENT_MEMBERS).__contains__)
        for index, name in enumerate(path)
    )
