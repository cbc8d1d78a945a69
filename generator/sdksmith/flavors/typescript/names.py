"""What types and classes are called in TypeScript, and how each file writes them.

What stands inline is declared in the namespace of what it stands in, `LiveInput.Recording`, so one name may stand for
other types in other places. A file writes a name as short as it can be without meaning another type there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from sdksmith.flavors.typescript import homes, scope, streams
from sdksmith.flavors.typescript.arguments import Arguments, positional
from sdksmith.flavors.typescript.code import CORE, Expr, File, Import, Kind, built_in, local
from sdksmith.flavors.typescript.homes import SHARED, Home, Path
from sdksmith.flavors.typescript.members import Members
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.survey import Survey
from sdksmith.ir import Alias, Api, Method, Model, ModelId, referenced
from sdksmith.load.source import Pointer
from sdksmith.names import Named, Words, pascal, singular
from sdksmith.records import record

Chain: TypeAlias = tuple[str, ...]
"""A type by the namespaces that it is in, and its name: `("LiveInput", "Recording")`."""

_NO_NAMES: frozenset[str] = frozenset()
_SWITCHED: tuple[Words, ...] = (("base",), ("non", "streaming"), ("streaming",))


@dataclass(slots=True, eq=False)
class Slot:
    """A type or class that wants a name.

    Args:
        words: What it wants to be called, inside of the namespace that it stands in.
        path: The resource that it belongs to.
        thing: What it declares; None for a class, or for the parameters of a method.
        side: Who writes values of it.
        is_class: Whether it is the class of a resource.
        inner: What stands in its namespace.
        chain: What it is called, once that is known.
    """

    words: Words
    path: Path
    place: Pointer
    thing: Model | Alias | None = None
    side: Side = Side.REQUEST
    is_class: bool = False
    inner: list[Slot] = field(default_factory=list)
    chain: Chain = ()

    @property
    def name(self) -> str:
        """Its name in the namespace that it stands in."""
        return self.chain[-1]

    @property
    def source(self) -> str:
        """What tells it from others that want its name; what is further up comes first."""
        if self.is_class:
            return scope.spelled(self.path)
        return f"{scope.chain(self.path)} {self.place}"


@record
class SwitchedParams:
    """What the parameters of a method are called whose answer they may ask for as a stream."""

    base: str
    non_streaming: str
    streaming: str


class Names:
    """The names of everything that the SDK of an API declares.

    Attributes:
        findings: The names that had to give way.
        homes: Where the types live, with methods; each home before those below it.
        members: How a program reaches resources and methods.
        survey: What the types hold.
    """

    def __init__(self, api: Api) -> None:
        self.homes, self.findings = homes.find(api)
        self.members = Members(self.homes)
        self.findings += self.members.findings
        self.survey = Survey(api)
        self._resources: dict[Path, Home] = {home.path: home for home in self.homes}
        self._types: dict[ModelId, tuple[Slot, Slot]] = {}
        self._params: dict[int, Slot] = {}
        self._switched: dict[int, list[Slot]] = {}
        self._classes: dict[Path, list[Slot]] = {}
        self._tops: dict[Path, list[Slot]] = {}
        for home in self.homes:
            self._want(home)
        self._want_classes()
        self._resolve()
        self._chains: dict[File, set[Chain]] = {
            home.file: set(self._declared_in(home)) for home in self.homes
        }
        self._declared: dict[File, frozenset[str]] = {
            file: frozenset(chain[-1] for chain in chains) for file, chains in self._chains.items()
        }
        self._aliases = self._module_aliases()
        self._written: dict[tuple[Slot, File, Chain], Expr] = {}

    # ------------------------------------------------------------ files and classes

    def file(self, path: Path) -> File:
        """The file of a resource; of what is shared for the empty path."""
        return self._resources[path].file

    def barrel(self, path: Path) -> File:
        """The file that exports what a resource and those below it have; its own where there are none below."""
        home = self._resources[path]
        return home.file.rpartition("/")[0] if home.children else home.file

    def resource_class(self, path: Path) -> str:
        """The class of a resource."""
        return self._classes[path][0].name

    def base_class(self, path: Path) -> str:
        """The class that has only the methods of a resource: its own where there are none below."""
        return self._classes[path][-1].name

    # ------------------------------------------------------------ types

    def exported(self, path: Path) -> list[str]:
        """The types that the file of a resource declares: models and aliases, then parameters of methods."""
        return [slot.name for slot in self._tops[path]]

    def declared_by(self, path: Path) -> list[Slot]:
        """The same, with what they declare; without parameters of methods."""
        return [slot for slot in self._tops[path] if slot.thing is not None]

    def params(self, method: Method) -> str:
        """The type of a method's parameters; empty when it has none."""
        slot = self._params.get(id(method))
        return slot.name if slot is not None else ""

    def params_inner(self, method: Method) -> list[Slot]:
        """What stands in the namespace of that type."""
        slot = self._params.get(id(method))
        return slot.inner if slot is not None else []

    def switched_params(self, method: Method) -> SwitchedParams:
        """The types of the parameters of a method that answers with a stream when it is asked to."""
        return SwitchedParams(*(slot.name for slot in self._switched[id(method)]))

    def home(self, id: ModelId) -> File:
        """The file that declares a model or an alias."""
        return self.file(self._types[id][0].path)

    def is_twin(self, id: ModelId) -> bool:
        """Whether a model or an alias has a declaration of its own for requests."""
        response, request = self._types[id]
        return response is not request

    def ref(self, id: ModelId, side: Side, file: File, within: Chain = ()) -> Expr:
        """How a file writes a model or an alias.

        Args:
            within: The namespaces around the place where it is written.
        """
        slot = self._types[id][side is Side.REQUEST]
        key = slot, file, within
        found = self._written.get(key)
        if found is None:
            found = self._written[key] = self._ref(slot, file, within)
        return found

    # ------------------------------------------------------------ what else a file writes

    def declared(self, file: File) -> Set[str]:
        """All names that a file declares, at any depth; nothing that it imports may be called so."""
        return self._declared.get(file, _NO_NAMES)

    def built_in(self, name: str, file: File) -> str:
        """A name that the language or the platform has: `Array`."""
        return built_in(name, self.declared(file))

    def core_type(self, name: str, file: File) -> Expr:
        """A type of the runtime."""
        found = local(name, self.declared(file))
        return Expr(found, frozenset({Import(CORE, name, found, Kind.TYPE)}))

    # ------------------------------------------------------------ wanted names

    def _want(self, home: Home) -> None:
        """Gather what a home declares."""
        taken = {each.name for each in home.types}
        for each in home.types:
            side = Side.RESPONSE if each.received else Side.REQUEST
            response = request = Slot(each.name, home.path, each.place, each, side)
            if each.sent and each.received and each.id in self.survey.sided:
                words = _request_words(each.name, taken)
                request = Slot(words, home.path, each.place, each)
            self._types[each.id] = response, request
        params: list[Slot] = []
        for method in home.methods:
            if len(method.parameters) > (positional(method) is not None):
                slot = Slot(method.request_model, home.path, method.place)
                self._params[id(method)] = slot
                params.append(slot)
                if streams.switch(method.stream, Arguments(method)) is not None:
                    switched = [
                        Slot((*method.request_model, *more), home.path, method.place)
                        for more in _SWITCHED
                    ]
                    self._switched[id(method)] = switched
                    params += switched
        owners = self._owners(home)
        tops = self._tops[home.path] = []
        for each in home.types:
            response, request = self._types[each.id]
            owner = owners.get(each.id)
            if owner is None:
                tops += (response,) if response is request else (response, request)
                continue
            name, *holders = owner
            words = each.name[len(name) :]
            holder = holders[response.side is Side.REQUEST]
            response.words = words
            holder.inner.append(response)
            if request is not response:
                beside = holders[1] is holder
                request.words = (*words, "param") if beside else words
                holders[1].inner.append(request)
        tops += params

    def _owners(self, home: Home) -> dict[ModelId, tuple[Words, Slot, Slot]]:
        """What each inline type of a home stands in: what refers to it, and has the longest beginning of its name."""
        found: dict[ModelId, tuple[Words, Slot, Slot]] = {}
        inline = {each.id: each.name for each in home.types if not each.named}
        if not inline:
            return found

        def offer(name: Words, held: Sequence[ModelId], response: Slot, request: Slot) -> None:
            length = len(name)
            for id in held:
                wanted = inline.get(id, ())
                if len(wanted) > length and wanted[:length] == name:
                    known = found.get(id)
                    if known is None or len(known[0]) < length:
                        found[id] = name, response, request

        for each in home.types:
            offer(each.name, self.survey.inside[each.id], *self._types[each.id])
        for method in home.methods:
            slot = self._params.get(id(method))
            if slot is not None:
                for parameter in method.parameters:
                    offer(method.request_model, referenced(parameter.type), slot, slot)
        sent = {
            each.id: each.name
            for each in home.types
            if each.id in inline and each.id not in found and not each.received
        }
        for method in home.methods:
            slot = self._params.get(id(method))
            if slot is not None and sent:
                for type, begin in self._begins(method, sent):
                    found[type] = begin, slot, slot
        return found

    def _begins(
        self, method: Method, names: Mapping[ModelId, Words]
    ) -> Iterator[tuple[ModelId, Words]]:
        """The types that nothing but the parameters of a method names, and what their names begin with.

        The members of a body are parameters, so that nothing is called as the body is, in whose name theirs begin.
        """
        held = [
            (parameter.name, each)
            for parameter in method.parameters
            for each in referenced(parameter.type)
            if each in names and self.survey.users[each] == 1
        ]
        begins = {
            names[each][: -len(end)]
            for name, each in held
            for end in (name, singular(name))
            if names[each][-len(end) :] == end
        }
        for _, each in held:
            words = names[each]
            fitting = (begin for begin in begins if begin == words[: len(begin)] != words)
            begin = max(fitting, key=len, default=())
            if begin:
                yield each, begin

    def _want_classes(self) -> None:
        """Find a name for the class of each resource that no type has which is seen beside it.

        A parent's file shows its own class and types together with those of the resources right below.
        """
        types = {
            path: {scope.type_name(slot.words) for slot in slots}
            for path, slots in self._tops.items()
        }
        beside: dict[Path, set[str]] = {}
        for path, names in types.items():
            beside.setdefault(path, set()).update(names)
            if path:
                beside.setdefault(path[:-1], set()).update(names)
        for home in self.homes[1:]:
            taken = beside[home.path] | beside[home.path[:-1]]
            words = scope.resource(home.path)
            while scope.type_name(words) in taken:
                words = (*words, "resource")
            slots = self._classes[home.path] = [Slot(words, home.path, home.place, is_class=True)]
            if home.children:
                slots.append(Slot(("base", *words), home.path, home.place, is_class=True))

    # ------------------------------------------------------------ resolved names

    def _resolve(self) -> None:
        """Give everything its name: what is at the top, then level by level what is below.

        What is further up keeps its name.
        """
        tops = [home for home in self.homes if len(home.path) < 2]
        self._name([slot for home in tops for slot in self._shown(home.path)], [], ())
        for home in self.homes:
            if home.children:
                below = [slot for path in home.children for slot in self._shown(path)]
                self._name(below, self._shown(home.path), ())
        for slots in self._tops.values():
            for slot in slots:
                self._name_inner(slot)

    def _shown(self, path: Path) -> list[Slot]:
        """What the file of a resource declares."""
        return [*self._classes.get(path, ()), *self._tops[path]]

    def _name_inner(self, slot: Slot) -> None:
        if slot.inner:
            self._name(slot.inner, [], slot.chain)
            for each in slot.inner:
                self._name_inner(each)

    def _name(self, slots: Sequence[Slot], known: Sequence[Slot], outer: Chain) -> None:
        """Give the types of one scope their names.

        Args:
            known: What else is in the scope, and has its name already.
            outer: The namespace.
        """
        texts = [scope.type_name(slot.words) for slot in slots]
        if len({*texts, *(slot.name for slot in known)}) == len(slots) + len(known):
            for text, slot in zip(texts, slots, strict=True):
                slot.chain = (*outer, text)
            return
        wanted = [
            *(Named(slot, scope.known(slot.name), slot.source, slot.place) for slot in known),
            *(Named(slot, slot.words, slot.source, slot.place) for slot in slots),
        ]
        named, findings = scope.types(wanted)
        self.findings += findings
        for text, slot in named.items():
            slot.chain = (*outer, text)

    def _declared_in(self, home: Home) -> Iterator[Chain]:
        """What the file of a home declares, and what it imports by name from the files right below."""
        waiting = list(self._shown(home.path))
        while waiting:
            slot = waiting.pop()
            waiting += slot.inner
            yield slot.chain
        for path in home.children:
            for slot in self._shown(path):
                yield slot.chain

    # ------------------------------------------------------------ references

    def _module_aliases(self) -> dict[File, str]:
        """What each file is called where others import all of it: after its resource, and the ones around it where
        several have one name."""
        paths = [home.path for home in self.homes if home.path]
        uses = Counter(text for path in paths for text in _endings(path))
        found = {SHARED: "Shared"}
        taken = {"Shared"}
        for path in paths:
            endings = _endings(path)
            text = local(next((each for each in endings if uses[each] == 1), endings[-1]), taken)
            taken.add(text)
            found[self.file(path)] = text
        return found

    def _imported(self, target: File, chain: Chain, file: File) -> Expr:
        """A type by the name of its file."""
        alias = local(self._aliases[target], self.declared(file))
        imports = frozenset({Import(target, "", alias, Kind.TYPE)})
        return Expr(f"{alias}.{'.'.join(chain)}", imports)

    def _ref(self, slot: Slot, file: File, within: Chain) -> Expr:
        target = self.file(slot.path)
        if target != file:
            return self._imported(target, slot.chain, file)
        chain = slot.chain
        shared = 0
        while shared < min(len(within), len(chain) - 1) and within[shared] == chain[shared]:
            shared += 1
        for start in range(shared, -1, -1):
            if self._meant(chain[start], file, within) == chain[: start + 1]:
                return Expr(".".join(chain[start:]))
        return self._imported(target, chain, file)

    def _meant(self, name: str, file: File, within: Chain) -> Chain:
        """What a name means in some namespaces of a file: what the innermost of them declares that has it."""
        chains = self._chains[file]
        depth = len(within)
        while depth and (*within[:depth], name) not in chains:
            depth -= 1
        return (*within[:depth], name)


def _endings(path: Path) -> list[str]:
    """What the file of a resource may be called, the shortest first."""
    return [
        f"{pascal(tuple(word for name in path[start:] for word in name))}API"
        for start in range(len(path) - 1, -1, -1)
    ]


def _request_words(name: Words, taken: Set[Words]) -> Words:
    """What a type is called in requests that is another one in responses: a `Thing` is a `ThingParam` there."""
    words = (*name, "param")
    return (*name, "input") if name[-1] in ("param", "params") or words in taken else words
