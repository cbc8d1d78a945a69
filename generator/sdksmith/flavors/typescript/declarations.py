"""Declarations of types: interfaces and names for other types, with the namespaces of what stands inside of them."""

from __future__ import annotations

from collections.abc import Sequence

from sdksmith.flavors.typescript import docs, streams
from sdksmith.flavors.typescript.arguments import Arguments
from sdksmith.flavors.typescript.code import Expr, Imports
from sdksmith.flavors.typescript.homes import Path
from sdksmith.flavors.typescript.names import Chain, Names, Slot
from sdksmith.flavors.typescript.quote import key
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.types import Types, field_of
from sdksmith.ir import Api, Method, Model, Unknown
from sdksmith.records import record
from sdksmith.wire import Wire


@record
class Member:
    """A member of an interface.

    Args:
        doc: Its comment, with a line break behind it; empty for none.
    """

    key: Wire
    optional: bool
    type: Expr
    doc: str = ""


@record
class Declaration:
    """A type.

    Args:
        doc: Its comment, with a line break behind it; empty for none.
        code: All of it behind `export `: `interface LiveInput { … }`, `type Status = …;`
        inner: What stands in the namespace of its name.
    """

    name: str
    doc: str
    code: str
    inner: tuple[Declaration, ...] = ()


class Declarations:
    """
    Args:
        names: What the types are called.
        types: How files write them.
    """

    def __init__(self, api: Api, names: Names, types: Types) -> None:
        self._names = names
        self._types = types

    def of(self, path: Path, imports: Imports) -> list[Declaration]:
        """The models and aliases that the file of a resource declares, in the order of their names."""
        return [self._declaration(slot, (), imports) for slot in self._names.declared_by(path)]

    def params(
        self, method: Method, members: Sequence[Member], doc: str, imports: Imports
    ) -> list[Declaration]:
        """What the parameters of a method are, which has some.

        A method that may answer with a stream has a type for each of both ways to call it.

        Args:
            members: All of its parameters but the one that is passed by position.
        """
        names, name = self._names, self._names.params(method)
        inner = tuple(
            self._declaration(slot, (name,), imports) for slot in names.params_inner(method)
        )
        asks = streams.switch(method.stream, Arguments(method))
        if asks is None:
            return [Declaration(name, doc, interface(name, members, imports), inner)]
        found = names.switched_params(method)
        switch = next(each for each in members if each.key == asks)
        others = [each for each in members if each is not switch]
        null = " | null" if switch.type.code.endswith(" | null") else ""
        off = Member(asks, switch.optional, Expr(f"false{null}"), switch.doc)
        on = Member(asks, False, Expr("true"), switch.doc)
        both = f"type {name} = {found.non_streaming} | {found.streaming};"
        return [
            Declaration(name, doc, both, inner),
            Declaration(found.base, "", interface(found.base, others, imports)),
            *(
                Declaration(own, "", interface(own, (member,), imports, extends=found.base))
                for own, member in ((found.non_streaming, off), (found.streaming, on))
            ),
        ]

    def _declaration(self, slot: Slot, within: Chain, imports: Imports) -> Declaration:
        thing = slot.thing
        assert thing is not None
        inner = tuple(self._declaration(each, slot.chain, imports) for each in slot.inner)
        if isinstance(thing, Model):
            code = self._interface(slot.name, thing, slot.side, within, imports)
        else:
            type = imports.use(self._types.alias(thing, slot.side, within))
            code = f"type {slot.name} = {type};"
        return Declaration(slot.name, docs.described(thing), code, inner)

    def _interface(
        self, name: str, model: Model, side: Side, within: Chain, imports: Imports
    ) -> str:
        file = imports.file
        sent = side is Side.REQUEST
        # One declaration for both sides says what holds for requests, too.
        is_accepted = sent or (model.sent and not self._names.is_twin(model.id))
        comment = docs.accepted if is_accepted else docs.described
        members = [
            Member(
                field.wire,
                not field.required,
                self._types.member(model, field, side, file, within),
                comment(field),
            )
            for field in model.fields
            if field_of(field, side)
        ]
        members += [
            Member(wire, True, type) for wire, type in self._types.undeclared(model).items()
        ]
        if members:
            extra = self._types.any_member(model, side, file, within)
        else:
            extra = self._types.expr(model.extra or Unknown(), side, file, within)
        return interface(name, members, imports, extra=extra)


def interface(
    name: str,
    members: Sequence[Member],
    imports: Imports,
    *,
    extra: Expr | None = None,
    extends: str = "",
) -> str:
    """The code of an interface.

    Args:
        extra: What any member is, where there may be some that have no name in the document; None where there are none.
        extends: The interface whose members it has, too.
    """
    lines = [f"interface {name} extends {extends} {{" if extends else f"interface {name} {{"]
    for member in members:
        mark = "?" if member.optional else ""
        lines.append(f"{member.doc}{key(member.key)}{mark}: {imports.use(member.type)};")
    if extra is not None:
        lines.append(f"[key: string]: {imports.use(extra)};")
    lines.append("}")
    return "\n".join(lines)
