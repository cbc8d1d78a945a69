"""What types are called in Go: models and aliases, what stands inline, the parameters of methods, and services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sdksmith.flavors.go import homes, scope
from sdksmith.flavors.go.collapse import Choice, Collapse, constant_kind, members
from sdksmith.flavors.go.homes import SHARED, Home, Path
from sdksmith.flavors.go.inline import HOLDS_NONE, inline
from sdksmith.flavors.go.methodnames import MethodNames
from sdksmith.flavors.go.neutral import Neutral
from sdksmith.flavors.go.quote import constant, lit
from sdksmith.flavors.go.side import Side
from sdksmith.ir import (
    Alias,
    Enumeration,
    EnumMember,
    Method,
    Model,
    ModelId,
    Type,
    Union,
)
from sdksmith.load.source import Pointer
from sdksmith.names import Named, Words
from sdksmith.records import record
from sdksmith.report import Finding

_BOTH = (Side.RESPONSE, Side.REQUEST)


@record
class TypeName:
    """A declared type.

    Args:
        package: The package that declares it.
        name: What it is called there.
    """

    package: str
    name: str


@dataclass(slots=True)
class _Package:
    """What is being named in one package."""

    types: list[Named[_Slot]] = field(default_factory=list)
    constants: list[tuple[_Slot, Enumeration, Pointer]] = field(default_factory=list)
    things: set[Words] = field(default_factory=set)
    """What models and aliases want to be called."""

    def free(self, words: Words, type: Enumeration | Union, side: Side) -> Words:
        """What an inline type wants to be called, where no model or alias wants that."""
        if isinstance(type, Enumeration):
            return (*words, "enum") if words in self.things else words
        for name in (words, (*words, "union")):
            found = name
            if side is Side.REQUEST:
                found = _request_words(name, frozenset(), received=False)
            if found not in self.things:
                break
        return found


@dataclass(slots=True)
class _Slot:
    """Something that wants a name as a type, and what it is called once that is known."""

    package: str
    name: str = ""
    known: TypeName = field(init=False)


class TypeNames:
    """
    Args:
        found: Where the types live, with methods; what is shared comes first.
        package: The package of a chain of resources.
        begins: What the names of each resource's types begin with.
        place: Where something of a home stands in the document.
        methods: What the methods are called.
        collapse: What unions are in Go.
        neutral: Which aliases mean the same in requests and in responses.
        findings: The names that had to give way.
        words: What each model and alias wants to be called.
        common: The inline types that are declared in `shared` because several packages hold them.
    """

    def __init__(
        self,
        found: Sequence[Home],
        package: Callable[[Path], str],
        begins: Mapping[Path, Words],
        place: Callable[[Home], Pointer],
        methods: MethodNames,
        collapse: Collapse,
        neutral: Neutral,
    ) -> None:
        self.findings: list[Finding] = []
        self.common: list[tuple[Enumeration | Union, Side]] = []
        self._homes = found
        self._package = package
        self._begins = begins
        self._place = place
        self._methods = methods
        self._collapse = collapse
        self._neutral = neutral
        self.words = self._named_types()
        self._services: dict[Path, _Slot] = {}
        self._params: dict[int, _Slot] = {}
        self._types: dict[tuple[ModelId, Side], _Slot] = {}
        self._local: dict[tuple[str, ModelId, Side], _Slot] = {}
        self._inline: dict[tuple[int, Side | None], dict[str, _Slot]] = {}
        self._wanted_inline: list[tuple[Enumeration | Union, Side, Words, _Inside, str]] = []
        self._values: dict[object, dict[str, _Slot]] = {}
        self._constants: dict[TypeName, dict[str, EnumMember]] = {}
        self._packages: dict[str, _Package] = {}
        for home in found:
            self._want(home, self._packages.setdefault(package(home.path), _Package()))
        self._name_inline()
        for name, each in self._packages.items():
            self._resolve(name, each)

    def service(self, path: Path) -> str:
        """The type that has the methods of a resource."""
        return self._services[path].name

    def params(self, method: Method) -> str:
        """The struct of a method's parameters; empty when it has none."""
        slot = self._params.get(id(method))
        return slot.name if slot is not None else ""

    def home(self, id: ModelId) -> str:
        """The package that declares a model or an alias."""
        slot = self._types.get((id, Side.RESPONSE)) or self._types[id, Side.REQUEST]
        return slot.package

    def type(self, id: ModelId, side: Side) -> TypeName:
        """A model or an alias, where it is declared."""
        return self._types[id, side].known

    def local(self, package: str, id: ModelId, side: Side) -> str:
        """What a package calls a type that it has a name for though `shared` declares it; empty when it has none."""
        slot = self._local.get((package, id, side))
        return slot.name if slot is not None else ""

    def inline(self, type: Enumeration | Union, side: Side, package: str) -> TypeName:
        """An enumeration or a union that stands inside of another type.

        Args:
            package: Where the code stands that names it.
        """
        slots = self._inline.get((id(type), _neutral_side(type, side)))
        if slots is None:  # another object for the same thing
            known = self._values[_key(type, side)]
            slots = {each: known[each] for each in self._packages if each in known}
        return (slots.get(package) or next(iter(slots.values()))).known

    def constants(self, type: TypeName) -> Mapping[str, EnumMember]:
        """The constants of an enumeration by their names, each value once."""
        return self._constants[type]

    def enumeration(self, alias: Alias) -> Enumeration | None:
        """The enumeration that an alias is a type for; None when it is none."""
        found = self._collapse.alias(alias.id, Side.RESPONSE)
        if isinstance(found, Enumeration) and constant_kind(found) is not None:
            return found
        return None

    # ------------------------------------------------------------ resolving

    def _named_types(self) -> dict[ModelId, Words]:
        """What each model and alias wants to be called.

        What stands inline in an operation has the name of the method in front of its own, which Go writes in its own
        way: `live input create params` is `LiveInputNewParams`. What stands inside of something that the document
        names keeps that name in front.
        """
        found: dict[ModelId, Words] = {}
        for home in self._homes:
            things = (*home.things, *home.moved)
            given = {each.name for each in things if each.named}
            for each in things:
                if home.path or each.id not in found:
                    found[each.id] = self._methods.rewritten(each.name, home.path, given)
        uses = Counter(found[each.id] for each in self._homes[0].things)
        for home in self._homes[1:]:
            for each in home.moved:
                if uses[found[each.id]] > 1:
                    found[each.id] = (*home.path[0], *found[each.id])
        return found

    def _want(self, home: Home, package: _Package) -> None:
        """Gather what a home declares."""
        where = self._package(home.path)
        if home.path:
            slot = self._services[home.path] = _Slot(where)
            words = (*self._begins[home.path], "service")
            source, place = _source(home.path), self._place(home)
            package.types.append(Named(slot, words, source, place))
            package.types.append(Named(_Slot(where), ("new", *words), source, place))
        things = home.things
        taken = {self.words[each.id] for each in things}
        for each in things:
            self._want_thing(each, taken, where, package)
        for each in home.moved:
            self._want_local(each, taken, home.path, where, package)
        for method in home.methods:
            if self._methods.fields[id(method)]:
                slot = self._params[id(method)] = _Slot(where)
                words = self._methods.params[id(method)]
                package.types.append(Named(slot, words, str(method.place), method.place))
            for parameter in method.parameters:
                inside = _Inside((), (), home.path, parameter.place)
                self._want_inline(parameter.type, Side.REQUEST, inside, where)
            for type in homes.responses(method):
                inside = _Inside((), (), home.path, method.place)
                self._want_inline(type, Side.RESPONSE, inside, where)
        for type in home.events:
            inside = _Inside((), (), home.path, self._place(home))
            self._want_inline(type, Side.RESPONSE, inside, where)

    def _want_thing(
        self, each: Model | Alias, taken: Set[Words], where: str, package: _Package
    ) -> None:
        words = self.words[each.id]
        for name, sides in self._wanted_names(each, words, taken):
            slot = _Slot(where)
            package.things.add(name)
            package.types.append(Named(slot, name, str(each.place), each.place))
            for side in sides:
                self._types[each.id, side] = slot
            if isinstance(each, Alias) and (found := self.enumeration(each)) is not None:
                package.constants.append((slot, found, each.place))
        inside = _Inside(each.name, words, (), each.place)
        for side in _sides(each):
            for type in self._inner(each, side):
                self._want_inline(type, side, inside, where)

    def _wanted_names(
        self, each: Model | Alias, words: Words, taken: Set[Words]
    ) -> Iterator[tuple[Words, tuple[Side, ...]]]:
        if isinstance(each, Alias) and self._neutral(each.id):
            yield words, _BOTH
            return
        if each.received:
            yield words, (Side.RESPONSE,)
        if each.sent:
            yield _request_words(words, taken, received=each.received), (Side.REQUEST,)

    def _want_local(
        self, each: Model | Alias, taken: Set[Words], path: Path, where: str, package: _Package
    ) -> None:
        """The names that the home of a shared type has for it."""
        words = each.name if each.named else self._methods.rewritten(each.name, path, frozenset())
        for name, sides in self._wanted_names(each, words, taken):
            slot = _Slot(where)
            package.things.add(name)
            package.types.append(Named(slot, name, str(each.place), each.place))
            for side in sides:
                self._local[where, each.id, side] = slot
            if isinstance(each, Alias) and (found := self.enumeration(each)) is not None:
                package.constants.append((slot, found, each.place))

    def _inner(self, each: Model | Alias, side: Side) -> Iterator[Type]:
        """The types inside of a model or an alias."""
        if isinstance(each, Model):
            sent = side is Side.REQUEST
            for member in each.fields:
                if not (member.read_only if sent else member.write_only):
                    yield member.type
            if each.extra is not None:
                yield each.extra
            return
        found = self._collapse.alias(each.id, side)
        if isinstance(found, Choice):
            yield from found.variants
        elif not isinstance(found, Enumeration):
            yield found

    def _want_inline(self, type: Type, side: Side, inside: _Inside, where: str) -> None:
        if isinstance(type, HOLDS_NONE):  # nearly always
            return
        taken = {inside.name}
        for each in inline(type, self._collapse, side):
            name = each.name
            while name in taken:  # A variant is named like the union that it is in.
                name = (*name, "enum" if isinstance(each, Enumeration) else "item")
            taken.add(name)
            self._wanted_inline.append((each, side, name, inside, where))

    def _name_inline(self) -> None:
        """Give what stands inside of other types a place, and a name that no model or alias wants.

        What several packages hold, such as the enumeration of a parameter that the document has once, is shared.
        """
        first: dict[int, str] = {}
        common: set[int] = set()
        for type, _, _, _, where in self._wanted_inline:
            if first.setdefault(id(type), where) != where:
                common.add(id(type))
        for type, side, name, inside, own in self._wanted_inline:
            where = SHARED if id(type) in common else own
            slots = self._inline.setdefault((id(type), _neutral_side(type, side)), {})
            if where in slots:
                continue
            known = self._values.setdefault(_key(type, side), {})
            slot = known.get(SHARED) or known.get(where)
            if slot is None:
                slot = known[where] = _Slot(where)
                words = self._inline_words(name, inside if where == own else inside.anywhere)
                package = self._packages[where]
                named = Named(
                    slot, package.free(words, type, side), str(inside.place), inside.place
                )
                package.types.append(named)
                if isinstance(type, Enumeration):
                    package.constants.append((slot, type, inside.place))
                if where != own:
                    self.common.append((type, side))
            slots[where] = slot

    def _inline_words(self, name: Words, inside: _Inside) -> Words:
        length = len(inside.name)
        if length and name[:length] == inside.name:
            return (*inside.words, *name[length:])
        return self._methods.rewritten(name, inside.path, frozenset())

    def _resolve(self, name: str, package: _Package) -> None:
        named, found = scope.types(package.types, exports_coding=name == SHARED)
        self.findings += found
        for text, slot in named.items():
            slot.name = text
            slot.known = TypeName(slot.package, text)
        wanted = [
            Named(
                (slot.known, member),
                (slot.name, *(member.name if slot.name[-1].isdigit() else constant(member))),
                lit(member.value),
                place,
            )
            for slot, enumeration, place in package.constants
            for member in members(enumeration)
        ]
        constants, found = scope.constants(wanted, named.keys())
        self.findings += found
        for slot, _, _ in package.constants:
            self._constants[slot.known] = {}
        for text, (type, member) in constants.items():
            self._constants[type][text] = member


@record
class _Inside:
    """What an inline type stands in.

    Args:
        name: The name of the model or alias in the document; empty for a method.
        words: What that wants to be called in Go.
        path: The resource of the method.
    """

    name: Words
    words: Words
    path: Path
    place: Pointer

    @property
    def anywhere(self) -> _Inside:
        """The same, for what stands in other things, too."""
        return _Inside((), (), (), self.place)


def _neutral_side(type: Enumeration | Union, side: Side) -> Side | None:
    """The side of a type that is another one there."""
    return side if isinstance(type, Union) else None


def _key(type: Enumeration | Union, side: Side) -> object:
    """What two inline types have in common that are one type in Go."""
    return (side, type.name, type) if isinstance(type, Union) else type


def _sides(each: Model | Alias) -> Iterator[Side]:
    if each.received:
        yield Side.RESPONSE
    if each.sent:
        yield Side.REQUEST


def _request_words(words: Words, taken: Set[Words], *, received: bool) -> Words:
    """What a type is called in requests: a `Thing` is a `ThingParam` there.

    What only parameters hold may have that in its name already.

    Args:
        taken: The names of the types beside it.
        received: Whether responses hold it, too.
    """
    if not received and ("params" in words or words[-1] == "param"):
        return words
    name = (*words, "param")
    if words[-1] in ("param", "params") or name in taken:
        return (*words, "input")
    return name


def _source(path: Path) -> str:
    """What tells services apart; before any place, so that a service keeps its name."""
    return f"!{chain(path)}"


def chain(path: Path) -> str:
    """A chain of resources as text: `zero_trust.access`."""
    return ".".join("_".join(words) for words in path)
