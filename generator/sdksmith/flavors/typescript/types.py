"""Types of the API as TypeScript's type expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, assert_never

from sdksmith.cycles import cycles
from sdksmith.flavors.typescript import scope
from sdksmith.flavors.typescript.code import Expr, File, Import, joined
from sdksmith.flavors.typescript.names import Chain, Names
from sdksmith.flavors.typescript.quote import lit
from sdksmith.flavors.typescript.side import Side
from sdksmith.ir import (
    Alias,
    Api,
    Array,
    Dictionary,
    Enumeration,
    Field,
    Kind,
    Model,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Tuple,
    Type,
    Union,
    Unknown,
)
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

_NULL: Final = Expr("null")
_UNKNOWN: Final = Expr("unknown")
_UNDEFINED: Final = Expr("undefined")
_STRING: Final = Expr("string")
_SCALARS: Final = {
    Kind.STRING: _STRING,
    Kind.INTEGER: Expr("number"),
    Kind.NUMBER: Expr("number"),
    Kind.BOOLEAN: Expr("boolean"),
    Kind.NULL: _NULL,
    Kind.DATE: _STRING,
    Kind.DATE_TIME: _STRING,
    Kind.TIME: _STRING,
    Kind.UUID: _STRING,
    Kind.DECIMAL: _STRING,
    Kind.BASE64: _STRING,
    Kind.BINARY: _STRING,  # In JSON, which has nothing else.
}
_LAST: Final = ("null", "undefined")
_OPEN: Final = {"string": Expr("(string & {})"), "number": Expr("(number & {})")}
"""What admits any value beside constants, which editors go on to propose."""
_CONSTANT: Final = {"string": re.compile("'").match, "number": re.compile("-?[0-9]").match}


class Types:
    """
    Args:
        names: What the types are called.
    """

    def __init__(self, api: Api, names: Names) -> None:
        self._shapes = Shapes(api.models, api.aliases)
        self._aliases = api.aliases
        self._names = names
        self._tags = names.survey.tags
        self._circular = _circular(api.aliases)

    def expr(self, type: Type, side: Side, file: File, within: Chain = ()) -> Expr:
        """How a file writes a type.

        Args:
            side: Who writes values of the type.
            within: The namespaces around the place where it is written.
        """
        match type:
            case Scalar(kind):
                if kind is Kind.BINARY and side is Side.REQUEST:
                    return self._names.core_type("Uploadable", file)
                return _SCALARS[kind]
            case Unknown():
                return _UNKNOWN
            case Object(id) | Reference(id):
                return self._names.ref(id, side, file, within)
            case Array(items):
                array = self._names.built_in("Array", file)
                return self.expr(items, side, file, within).wrap(f"{array}<", ">")
            case Tuple(items, rest):
                parts = [self.expr(item, side, file, within) for item in items]
                if rest is not None:  # `...Array<T>` may not hold the tuple itself.
                    parts.append(self.expr(rest, side, file, within).wrap("...(", ")[]"))
                return joined(", ", parts).wrap("[", "]")
            case Dictionary(values):
                return self.expr(values, side, file, within).wrap("{ [key: string]: ", " }")
            case Nullable() | Enumeration() | Union():
                return either(self._parts(type, side, file, within))
            case _:
                assert_never(type)

    def member(
        self, model: Model, field: Field, side: Side, file: File, within: Chain = ()
    ) -> Expr:
        """How a file writes the type of a member of an object, which may tell it from the other variants of a union."""
        tags = self._tags.get(model.id)
        values = tags.get(field.wire) if tags is not None else None
        if values is None or not self._is_plain(field.type):
            type = self.expr(field.type, side, file, within)
        else:
            type = exact(values, nullable=self._admits_null(field.type))
        return type if field.required else self.optional(field.wire, type, file)

    def optional(self, name: Wire, type: Expr, file: File) -> Expr:
        """The type of a member that may be left out: then it is what all objects inherit, if there is such a thing."""
        inherited = self._inherited(name, file)
        return either((type, *inherited)) if inherited else type

    def _inherited(self, name: Wire, file: File) -> Sequence[Expr]:
        """What is read of an object without a member of this name, if TypeScript knows it."""
        if name.text not in scope.TYPED_INHERITED:
            return ()
        return (Expr(f"{self._names.built_in('Object', file)}[{lit(name)}]"),)

    def any_member(self, model: Model, side: Side, file: File, within: Chain = ()) -> Expr | None:
        """What any member of an object is that may have further ones: what those are that it names, and the others.

        None when the document says nothing of further ones.
        """
        if model.extra is None:
            return None
        fields = [field for field in model.fields if field_of(field, side)]
        parts = [*self._parts(model.extra, side, file, within)]
        for field in fields:
            parts += self._parts(field.type, side, file, within)
            if not field.required:
                parts += self._inherited(field.wire, file)
        undeclared = self.undeclared(model)
        parts += undeclared.values()
        if undeclared or not all(field.required for field in fields):
            parts.append(_UNDEFINED)
        return either(parts)

    def tags(self, model: Model) -> dict[Wire, Expr]:
        """The members that tell an object from the other variants of unions, with the values that lead to it."""
        found = self._tags.get(model.id, {})
        return {wire: exact(values, nullable=False) for wire, values in found.items()}

    def undeclared(self, model: Model) -> dict[Wire, Expr]:
        """Those that the object itself does not have in the document."""
        if model.id not in self._tags:  # nearly always
            return {}
        known = {field.wire for field in model.fields}
        return {wire: type for wire, type in self.tags(model).items() if wire not in known}

    def alias(self, alias: Alias, side: Side, within: Chain = ()) -> Expr:
        """What an alias stands for, as the file writes it that declares it."""
        type = alias.type
        if alias.id in self._circular:
            # TypeScript allows a name inside of its own meaning, but not as one of the things that it may be.
            variants = tuple(self._shapes.variants(type))
            type = Union(variants, None)
            if self._admits_null(alias.type):
                type = Nullable(type)
        return self.expr(type, side, self._names.home(alias.id), within)

    def _is_plain(self, type: Type) -> bool:
        """Whether constants may stand in place of a type."""
        return all(
            isinstance(each, Scalar | Enumeration | Unknown) for each in self._shapes.variants(type)
        )

    def _admits_null(self, type: Type) -> bool:
        seen: set[ModelId] = set()
        waiting = [type]
        while waiting:
            match waiting.pop():
                case Nullable():
                    return True
                case Union(variants):
                    waiting += variants
                case Reference(id) if id not in seen:
                    seen.add(id)
                    waiting.append(self._aliases[id].type)
                case _:
                    pass
        return False

    def _parts(self, type: Type, side: Side, file: File, within: Chain) -> Sequence[Expr]:
        """The types of which a value has one."""
        match type:
            case Nullable(inner):
                return (*self._parts(inner, side, file, within), _NULL)
            case Enumeration():
                return _constants(type)
            case Union(variants):
                found: list[Expr] = []
                for variant in variants:
                    found += self._parts(variant, side, file, within)
                    if isinstance(variant, Reference):
                        found += self._open(variant, variants)
                return found
            case _:
                return (self.expr(type, side, file, within),)

    def _open(self, reference: Reference, variants: Sequence[Type]) -> Iterator[Expr]:
        """What admits any text or number beside constants that have a name of their own."""
        for each in self._shapes.variants(reference):
            if isinstance(each, Enumeration):
                for kind, expr in _kinds(each).items():
                    if any(
                        isinstance(other, Scalar) and _SCALARS[other.kind].code == kind
                        for other in variants
                    ):
                        yield expr


def field_of(field: Field, side: Side) -> bool:
    """Whether objects have a member where one side writes them."""
    return not (field.read_only if side is Side.REQUEST else field.write_only)


def either(parts: Iterable[Expr]) -> Expr:
    """One of several types, `null` and `undefined` last."""
    found = list(parts)
    codes = dict.fromkeys(part.code for part in found)
    if len(codes) == 1:
        return found[0]
    if "unknown" in codes:
        return _UNKNOWN
    for kind, expr in _OPEN.items():
        if kind in codes and (expr.code in codes or any(map(_CONSTANT[kind], codes))):
            # Any text or number, behind the constants.
            codes = dict.fromkeys(code for code in codes if code not in (kind, expr.code))
            codes[expr.code] = None
    if "boolean" in codes or ("true" in codes and "false" in codes):
        booleans = ("boolean", "true", "false")
        codes = dict.fromkeys("boolean" if code in booleans else code for code in codes)
    ordered = [code for code in codes if code not in _LAST]
    ordered += [code for code in _LAST if code in codes]
    imports = frozenset[Import]().union(*(part.imports for part in found if part.imports))
    return Expr(" | ".join(ordered), imports)


def exact(values: Iterable[Wire | float], *, nullable: bool) -> Expr:
    """One of some constants, and nothing else."""
    parts = [Expr(lit(value)) for value in values]
    return either((*parts, _NULL) if nullable else parts)


def _constants(type: Enumeration) -> list[Expr]:
    """The constants of an enumeration, and what admits those that are not known yet; a single one is exact."""
    parts: list[Expr] = []
    for member in type.members:
        value = member.value
        if isinstance(value, int | float) and not isinstance(value, bool) and not _is_exact(value):
            parts.append(_SCALARS[Kind.NUMBER])
        else:
            parts.append(Expr(lit(value)))
    known = {part.code for part in parts} - {"null"}
    return parts if len(known) == 1 else [*parts, *_kinds(type).values()]


def _kinds(type: Enumeration) -> dict[str, Expr]:
    """What admits any text, or any number, where an enumeration has constants of that kind."""
    found = {}
    for member in type.members:
        if isinstance(member.value, Wire):
            found["string"] = _OPEN["string"]
        elif isinstance(member.value, int | float) and not isinstance(member.value, bool):
            found["number"] = _OPEN["number"]
    return found


def _is_exact(value: float) -> bool:
    """Whether JavaScript has the number."""
    return lit(value).lstrip("-") not in ("NaN", "Infinity")


def _circular(aliases: Mapping[ModelId, Alias]) -> frozenset[ModelId]:
    """The aliases that are one of the things that they stand for themselves, maybe by way of others."""
    needed: dict[ModelId, list[ModelId]] = {}
    for alias in aliases.values():
        found = needed[alias.id] = list[ModelId]()
        waiting = [alias.type]
        while waiting:
            match waiting.pop():
                case Nullable(inner):
                    waiting.append(inner)
                case Union(variants):
                    waiting += variants
                case Reference(id):
                    found.append(id)
                case _:
                    pass
    return frozenset(cycles(needed)) | {id for id, held in needed.items() if id in held}
