"""Pages of the typed dictionaries of requests."""

from __future__ import annotations

from collections.abc import Iterable

from sdksmith.flavors.python import scope
from sdksmith.flavors.python.aliases import Aliased, AliasView, aliased, written
from sdksmith.flavors.python.classes import EMPTY, Member
from sdksmith.flavors.python.code import Import, lines
from sdksmith.flavors.python.docs import accepted, described
from sdksmith.flavors.python.modules import Names, TypesModule, keywords, positional
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import Dictionary, Field, Method, Model, Parameter, Type, Union
from sdksmith.names import snake
from sdksmith.records import record
from sdksmith.report import Finding


@record
class RequestType:
    """A typed dictionary."""

    name: str
    doc: str
    members: tuple[Member, ...]


@record
class ParamsPage:
    """The module of a resource's parameter types."""

    title: str
    imports: tuple[str, ...]
    late_imports: tuple[str, ...]
    """Imports of modules that need this one; they stand behind everything that those ask for."""
    types: tuple[RequestType, ...]
    aliases: tuple[AliasView, ...]


def params_page(module: TypesModule, names: Names, title: str) -> tuple[ParamsPage, list[Finding]]:
    """The module of the typed dictionaries of requests."""
    imports: set[Import] = set()
    types: list[RequestType] = []
    findings: list[Finding] = []
    for method in module.methods:
        if keywords(method):
            resolved, found = scope.parameters(method.parameters)
            findings += found
            first = positional(method)
            parameters = {name: p for name, p in resolved.items() if p is not first}
            members = _members(parameters, module, names, imports)
            types.append(
                RequestType(names.params[id(method)].name, _params_doc(method, module), members)
            )
    aliases: list[Aliased] = []
    for model in module.models:
        if model.sent:
            fields, _ = scope.fields(model.fields)
            sent = {name: field for name, field in fields.items() if not field.read_only}
            members = _members(sent, module, names, imports)
            doc = described(model, 4) or ("" if members else EMPTY)
            own = names.requests[model.id]
            if model.extra is not None:
                aliases.append(_open(model, model.extra, sent.values(), names))
                own = names.dictionaries[model.id]
            types.append(RequestType(own.name, doc, members))
    for alias in module.aliases:
        found_alias = names.requests.get(alias.id)
        if found_alias is not None and found_alias.module == module.params_module:
            aliases.append(aliased(alias, found_alias.name))
    views = written(aliases, Side.REQUEST, module.params_module, names, imports)
    if types:
        # Pydantic accepts only this TypedDict before Python 3.12.
        imports.add(Import("typing_extensions", "TypedDict"))
    late = names.cycles.get(module.params_module, frozenset())
    return (
        ParamsPage(
            title,
            tuple(lines({i for i in imports if i.module not in late}, module.package)),
            tuple(lines({i for i in imports if i.module in late}, module.package)),
            tuple(types),
            tuple(views),
        ),
        findings,
    )


def _params_doc(method: Method, module: TypesModule) -> str:
    call = ".".join(snake(name) for name in (*module.resource, method.name))
    return f'"""The named parameters of `client.{call}`."""'


def _members(
    members: dict[str, Parameter] | dict[str, Field],
    module: TypesModule,
    names: Names,
    imports: set[Import],
) -> tuple[Member, ...]:
    annotator = Annotator(names.within(module.params_module), members.keys())
    result = []
    for name, member in members.items():
        type = annotator.annotate(member.type, Side.REQUEST)
        if member.required:
            type = type.wrap("Required[", "]", Import("typing", "Required"))
        imports |= type.imports
        result.append(Member(name, type.code, "", accepted(member, 4)))
    return tuple(result)


def _open(model: Model, extra: Type, fields: Iterable[Field], names: Names) -> Aliased:
    """The name for an object that may have members that the document does not name.

    Type checkers know no typed dictionary that may (PEP 728 has one), so it is that or any mapping of the right values.
    """
    types = tuple(dict.fromkeys([*(field.type for field in fields), extra]))
    values = types[0] if len(types) == 1 else Union(types, None)
    own, typed = names.requests[model.id], names.dictionaries[model.id]
    return Aliased(model.id, own.name, Dictionary(values), "", typed.name)
