"""The files of a package: services with their types, and beside them the functions for the JSON of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from sdksmith.flavors.go import docs, scope
from sdksmith.flavors.go.code import Imports, imports
from sdksmith.flavors.go.collapse import Choice, constant_kind
from sdksmith.flavors.go.declarations import (
    Declaration,
    Function,
    Name,
    NameDecoder,
    NameEncoder,
)
from sdksmith.flavors.go.enums import enum, redeclared
from sdksmith.flavors.go.functions import coding_doc
from sdksmith.flavors.go.homes import Home, Path, responses
from sdksmith.flavors.go.inline import HOLDS_NONE, inline
from sdksmith.flavors.go.names import SHARED, Names, TypeName
from sdksmith.flavors.go.said import Said
from sdksmith.flavors.go.services import ServiceView
from sdksmith.flavors.go.shapes import Shapes
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.splitting import split
from sdksmith.flavors.go.structs import Structs
from sdksmith.flavors.go.target import Module
from sdksmith.flavors.go.types import DECODE, ENCODE, RESPJSON, Types
from sdksmith.flavors.go.unions import Unions
from sdksmith.ir import (
    Alias,
    Api,
    Enumeration,
    Method,
    Model,
    Nullable,
    Type,
    Union,
)
from sdksmith.records import record
from sdksmith.view import Page
from sdksmith.wire import Wire

_TYPES: Final = "package/resource.go"
_JSON: Final = "package/resource_json.go"
_NOTHING: Final = Wire("")


@record
class TypesPage:
    """A file of types.

    Args:
        package_doc: The comment of the package, where this is its main file.
        service: What stands before the types; None when there is nothing.
    """

    package: str
    package_doc: Sequence[str]
    imports: Imports
    service: ServiceView | None
    types: tuple[Declaration, ...]


@record
class JSONPage:
    """A file of functions that read and write the JSON of types."""

    package: str
    imports: Imports
    functions: tuple[Function, ...]


class Files:
    """Writes the files of all packages that hold types.

    Args:
        api: Whose types these are.
        names: What everything is called.
        types: Writes type expressions.
    """

    def __init__(self, api: Api, names: Names, types: Types) -> None:
        self._api = api
        self._names = names
        self._types = types
        self._shapes = Shapes(api.models, names.collapse)
        self._said = Said(api, names)

    def pages(self, services: Mapping[Path, ServiceView], module: Module) -> list[Page]:
        """The files of all resources, and of what they share.

        Args:
            services: The service of each resource.
            module: The module that the files belong to.
        """
        found: list[Page] = []
        declared: dict[str, set[TypeName]] = {}
        for home in self._names.homes:
            service = services.get(home.path)
            seen = declared.setdefault(self._names.package(home.path), set())
            common = self._names.common if not home.path else ()
            for file, part in self._parts(home):
                written = _File(
                    self._names, self._types, self._shapes, self._said, part, seen, common
                )
                found += self._pages(file, part, written, service, module)
                service, common = None, ()
        return found

    def _parts(self, home: Home) -> Iterator[tuple[str, Home]]:
        """The files of a home: the main one first."""
        main = self._names.file(home.path)
        parts = split(home.things, self._names.words)
        yield main, _with(home, parts.pop((), []))
        for words, things in sorted(parts.items()):
            rest = replace(home, methods=(), moved=(), events=())
            yield self._names.part(home.path, words), _with(rest, things)

    def _pages(
        self,
        file: str,
        home: Home,
        written: _File,
        service: ServiceView | None,
        module: Module,
    ) -> Iterator[Page]:
        package = self._names.package(home.path)
        folder = PurePosixPath(self._names.package_dir(home.path))
        doc = self._package_doc(home, package) if file == self._names.file(home.path) else ()
        if written.types or service is not None:
            needed = written.imports | (service.imports if service is not None else set())
            page = TypesPage(
                package,
                doc,
                imports(needed, module.path),
                service,
                tuple(written.types),
            )
            yield Page(_TYPES, folder / f"{file}.go", page)
        if written.functions:
            functions = tuple(written.functions)
            json = JSONPage(package, imports(written.json_imports, module.path), functions)
            yield Page(_JSON, folder / f"{file}_json.go", json)

    def _package_doc(self, home: Home, package: str) -> Sequence[str]:
        if not home.path:
            said = "has the types that several packages of the SDK need"
            return docs.package(package, _NOTHING, said)
        if len(home.path) > 1:
            return ()
        description = next(
            (each.description for each in self._api.resources if each.name == home.path[0]),
            _NOTHING,
        )
        said = f"has the methods and types of client.{scope.client_chain(home.path)}"
        return docs.package(package, description, said)


def _with(home: Home, things: Iterable[Model | Alias]) -> Home:
    """A home with these things only."""
    listed = list(things)
    return replace(
        home,
        models=tuple(each for each in listed if isinstance(each, Model)),
        aliases=tuple(each for each in listed if isinstance(each, Alias)),
    )


class _File:
    """Writes what one file of types declares, and the file of functions beside it.

    Args:
        declared: The inline types that files before this one declare; what this one declares is added.
        common: Inline types that belong to no home.
    """

    def __init__(
        self,
        names: Names,
        types: Types,
        shapes: Shapes,
        said: Said,
        home: Home,
        declared: set[TypeName],
        common: Sequence[tuple[Enumeration | Union, Side]],
    ) -> None:
        self.imports: set[str] = set()
        self.json_imports: set[str] = set()
        self.types: list[Declaration] = []
        self.functions: list[Function] = []
        self._names = names
        self._types = types
        self._said = said
        self._home = home
        self._package = names.package(home.path)
        self._declared = declared
        self._common = common
        self._structs = Structs(names, types, self.imports, self.json_imports)
        self._unions = Unions(names, types, shapes, self.imports, self.json_imports)
        self._write()

    def _write(self) -> None:
        things = sorted(self._home.things, key=lambda each: self._names.words[each.id])
        for each in things:
            if each.received or self._is_neutral(each):
                self._thing(each, Side.RESPONSE)
        for method in self._home.methods:
            self._answers(method)
        for type in self._home.events:
            self._inline(type, Side.RESPONSE, "is sent by webhooks")
        for method in self._home.methods:
            self._params(method)
        for each in things:
            if each.sent and not self._is_neutral(each):
                self._thing(each, Side.REQUEST)
        for moved in self._home.moved:
            self._moved(moved)
        for type, side in self._common:
            self._inline(type, side, "is in several packages")

    # ------------------------------------------------------------ methods

    def _params(self, method: Method) -> None:
        fields = self._names.fields(method)
        service = self._names.service(self._home.path)
        called = f"[{service}.{self._names.method(method)}]"
        params = self._names.params(method)
        if params:
            name = TypeName(self._package, params)
            doc = docs.declared(params, _NOTHING, f"holds the parameters of {called}")
            self.types.append(self._structs.params(method, name, doc))
            if (function := self._structs.params_encoder(method, name)) is not None:
                self.functions.append(function)
        for text, parameter in fields.items():
            self._inline(parameter.type, Side.REQUEST, f"is in [{params}.{text}]")
        for parameter in method.parameters:
            self._inline(parameter.type, Side.REQUEST, f"is an argument of {called}")

    def _answers(self, method: Method) -> None:
        called = f"[{self._names.service(self._home.path)}.{self._names.method(method)}]"
        for type in responses(method):
            self._inline(type, Side.RESPONSE, f"is in the response of {called}")

    # ------------------------------------------------------------ models and aliases

    def _is_neutral(self, each: Model | Alias) -> bool:
        return isinstance(each, Alias) and self._names.neutral(each.id)

    def _thing(self, each: Model | Alias, side: Side) -> None:
        name = self._names.type(each.id, side)
        if isinstance(each, Model):
            self._model(each, name, side)
        else:
            self._alias(each, name, side)

    def _doc(self, each: Model | Alias, name: TypeName, side: Side) -> tuple[str, ...]:
        plain = self._said.of(each, side)
        return tuple(docs.declared(name.name, each.description, plain, each.deprecated))

    def _model(self, model: Model, name: TypeName, side: Side) -> None:
        doc = self._doc(model, name, side)
        if side is Side.RESPONSE:
            self.types.append(self._structs.response(model, name, doc))
            self.functions.append(self._structs.decoder(model, name))
        else:
            self.types.append(self._structs.request(model, name, doc))
            self.functions.append(self._structs.encoder(model, name))
        for text, field in self._names.members(model, side).items():
            if not isinstance(field.type, HOLDS_NONE):
                self._inline(field.type, side, f"is in [{name.name}.{text}]")
        if model.extra is not None:
            self._inline(model.extra, side, f"is in [{name.name}]")

    def _alias(self, alias: Alias, name: TypeName, side: Side) -> None:
        found = self._names.collapse.alias(alias.id, side)
        if isinstance(found, Choice):
            type = alias.type.inner if isinstance(alias.type, Nullable) else alias.type
            assert isinstance(type, Union)
            self._union(type, found, name, side, alias.description, "", alias.deprecated)
            for variant in found.variants:
                self._inline(variant, side, f"is in [{name.name}]")
            return
        if isinstance(found, Enumeration) and constant_kind(found) is not None:
            doc = self._doc(alias, name, side)
            self.types.append(enum(name, doc, found, self._names.constants(name)))
            return
        self._name(alias, found, name, side)
        self._inline(found, side, f"is in [{name.name}]")

    def _name(self, alias: Alias, found: Type, name: TypeName, side: Side) -> None:
        """A name for a type that is none of its own, or for a list or map that holds itself."""
        code = self._types.of(found, side, self._package)
        self.imports |= code.imports
        doc = self._doc(alias, name, side)
        if not self._types.is_declared(alias.id, side):
            self.types.append(Name(name.name, doc, f"= {code.code}"))
            return
        self.types.append(Name(name.name, doc, code.code))
        sides = list(Side) if self._is_neutral(alias) else [side]
        if Side.RESPONSE in sides:
            coder = self._types.coder(found, Side.RESPONSE, self._package)
            call = coder.call(f"(*{code.code})(v)", "d")
            self.json_imports |= call.imports | {DECODE, RESPJSON}
            function = self._types.function(name, "decode", self._package).code
            doc = coding_doc(function, name.name, "reads")
            self.functions.append(NameDecoder(name.name, function, doc, call.code))
        if Side.REQUEST in sides:
            encode = self._types.encoder(found, self._package)
            self.json_imports |= encode.imports | {ENCODE}
            function = self._types.function(name, "encode", self._package).code
            doc = coding_doc(function, name.name, "writes")
            self.functions.append(NameEncoder(name.name, function, doc, f"{encode.code}(w, v)"))

    def _moved(self, each: Model | Alias) -> None:
        """The name that its home has for a type that is declared in `shared`."""
        sides = (Side.RESPONSE,) if self._is_neutral(each) else tuple(Side)
        for side in sides:
            own = self._names.local(self._package, each.id, side)
            if not own:
                continue
            shared = self._names.type(each.id, side)
            code = self._types.seen(shared, self._package)
            self.imports |= code.imports
            doc = docs.declared(own, _NOTHING, f"is [{code.code}]", each.deprecated)
            constants: tuple[str, ...] = ()
            if isinstance(each, Alias) and self._names.enumeration(each) is not None:
                constants = redeclared(
                    self._names.constants(TypeName(self._package, own)),
                    (f"{SHARED}.{text}" for text in self._names.constants(shared)),
                )
            self.types.append(Name(own, tuple(doc), f"= {code.code}", constants))

    # ------------------------------------------------------------ what stands inside of others

    def _inline(self, type: Type, side: Side, said: str) -> None:
        """The enumerations and unions inside of a type.

        Args:
            said: Where they stand, as a predicate.
        """
        for each in inline(type, self._names.collapse, side):
            name = self._names.inline(each, side, self._package)
            if name.package != self._package or name in self._declared:
                continue
            self._declared.add(name)
            if isinstance(each, Enumeration):
                doc = docs.declared(name.name, _NOTHING, said)
                self.types.append(enum(name, tuple(doc), each, self._names.constants(name)))
                continue
            found = self._names.collapse.union(each, side)
            assert isinstance(found, Choice)
            self._union(each, found, name, side, _NOTHING, said, deprecated=False)

    def _union(
        self,
        union: Union,
        choice: Choice,
        name: TypeName,
        side: Side,
        description: Wire,
        said: str,
        deprecated: bool,
    ) -> None:
        if side is Side.RESPONSE:
            self.types.append(
                self._unions.response(choice, name, description, deprecated=deprecated)
            )
            self.functions.append(self._unions.decoder(choice, union.discriminator, name))
            return
        plain = "is one of several types: exactly one field is set"
        doc = docs.declared(name.name, description, plain, deprecated)
        self.types.append(self._unions.request(choice, name, tuple(doc)))
        self.functions.append(self._unions.encoder(choice, name))
