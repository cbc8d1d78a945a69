"""What the members of an answer say about its pages: where the items are, and what leads to the next page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sdksmith.build.pages import words as page_words
from sdksmith.ir import (
    Alias,
    Array,
    Dictionary,
    Field,
    Kind,
    Model,
    ModelId,
    Nullable,
    Object,
    Reference,
    Scalar,
    Type,
    Union,
    Unknown,
)
from sdksmith.names import Words, words
from sdksmith.records import record
from sdksmith.wire import Wire

_DEEPEST = 3
"""Steps from the answer to a member that is looked at."""

_MOST_MEMBERS = 12
"""Of an object that is around a list; one with more is a thing of its own that happens to hold a list."""


@record
class Member:
    """A member of an answer, at whatever depth."""

    steps: tuple[Wire, ...]
    names: tuple[str, ...]
    """The steps as `compact` writes them."""
    field: Field

    @property
    def name(self) -> str:
        return self.names[-1]


@lru_cache(maxsize=4096)
def _compact(text: str) -> str:
    return "".join(words(text))


def compact(wire: Wire) -> str:
    """The letters of a name, whatever its spelling: `next_page`, `nextPage` and `page[next]` differ in words only."""
    return _compact(wire.text)


@record
class Shapes:
    """Looks into types.

    Args:
        models, aliases: All of those that types may name.
    """

    models: Mapping[ModelId, Model]
    aliases: Mapping[ModelId, Alias]

    def bare(self, type: Type) -> Type:
        """The type behind its name, without `null`."""
        passed: set[ModelId] = set()  # A name may lead back to itself.
        while True:
            match type:
                case Nullable(inner):
                    type = inner
                case Reference(id) if id in self.aliases and id not in passed:
                    passed.add(id)
                    type = self.aliases[id].type
                case _:
                    return type

    def model(self, type: Type) -> Model | None:
        bare = self.bare(type)
        return self.models.get(bare.model) if isinstance(bare, Object) else None

    def _models(self, type: Type) -> Iterator[Model]:
        """The objects that a value may be; of a union each one, as it differs by the page where it stands."""
        bare = self.bare(type)
        for variant in bare.variants if isinstance(bare, Union) else (bare,):
            model = self.model(variant)
            if model is not None:
                yield model

    def kinds(self, type: Type) -> set[Kind]:
        """What a value may be on the wire, as far as it is a scalar."""
        match self.bare(type):
            case Scalar(kind):
                return {kind}
            case Union(variants):
                bare = [self.bare(variant) for variant in variants]
                return {variant.kind for variant in bare if isinstance(variant, Scalar)}
            case _:
                return set()

    def is_number(self, type: Type) -> bool:
        return not {Kind.INTEGER, Kind.NUMBER}.isdisjoint(self.kinds(type))

    def is_text(self, type: Type) -> bool:
        """Whether it may be any text; a date is none."""
        texts = {Kind.STRING, Kind.UUID, Kind.BASE64}
        return isinstance(self.bare(type), Unknown) or not texts.isdisjoint(self.kinds(type))

    def is_flag(self, type: Type) -> bool:
        return self.kinds(type) == {Kind.BOOLEAN}

    def members(self, type: Type) -> list[Member]:
        """The members of an answer and of what is around its items or about its pages; the outer ones first."""
        model = self.model(type)
        found = list(self._below(model, (), ())) if model is not None else []
        for member in found:  # Grows while it is walked.
            name = member.name
            around = name in page_words.ABOUT_PAGES or name in page_words.HOLDERS
            if around and len(member.steps) < _DEEPEST:
                for inner in self._models(member.field.type):
                    found += self._below(inner, member.steps, member.names)
        return found

    def _below(
        self, model: Model, steps: tuple[Wire, ...], names: tuple[str, ...]
    ) -> Iterator[Member]:
        for field in model.fields:
            yield Member((*steps, field.wire), (*names, compact(field.wire)), field)

    def items(
        self, type: Type, members: Sequence[Member], name: Words
    ) -> tuple[tuple[Wire, ...], Type] | None:
        """The steps to the array that is the list, and the type of its items; None if the answer is no list.

        Args:
            name: What that type is called if it is a union that is made here.
        """
        item = self._item(type, name)
        if item is not None:
            return (), item
        top = [member for member in members if len(member.steps) == 1]
        found = self._array(top)
        holders = [member for member in top if member.name in page_words.HOLDERS]
        for holder in holders if found is None else ():
            found = found or self._array(
                [m for m in members if len(m.steps) == 2 and m.steps[0] == holder.steps[0]]
            )
        if found is None:
            return None
        item = self._item(found.field.type, name)
        return (found.steps, item) if item is not None else None

    def _item(self, type: Type, name: Words) -> Type | None:
        """The type of the items of an array, or of one of several arrays; None if it is no array."""
        bare = self.bare(type)
        arrays = [
            self.bare(each) for each in (bare.variants if isinstance(bare, Union) else [bare])
        ]
        items: dict[Type, None] = {}
        for array in arrays:
            if not isinstance(array, Array):
                return None
            items |= dict.fromkeys(
                array.items.variants if isinstance(array.items, Union) else [array.items]
            )
        return Union(tuple(items), None, name) if len(items) > 1 else next(iter(items))

    def _array(self, members: Sequence[Member]) -> Member | None:
        """The list among the members of one object: by its name, else the only one there is."""
        arrays = {
            member.name: member
            for member in members
            if isinstance(self.bare(member.field.type), Array)
            and member.name not in page_words.NEVER_ITEMS
        }
        for name in page_words.ITEMS:
            if name in arrays:
                return arrays[name]
        if len(members) > _MOST_MEMBERS or any(member.name == "id" for member in members):
            return None
        structured = [m for m in arrays.values() if self._is_structured(m.field.type)]
        only = structured or list(arrays.values())
        return only[0] if len(only) == 1 else None

    def _is_structured(self, array: Type) -> bool:
        bare = self.bare(array)
        return isinstance(bare, Array) and isinstance(
            self.bare(bare.items), Object | Union | Dictionary
        )


def first(members: Iterable[Member], names: Sequence[str]) -> Member | None:
    """The member whose name stands first among the names; of several, the outermost one."""
    order = {name: index for index, name in reversed(list(enumerate(names)))}
    known = [member for member in members if member.name in order]
    return min(known, key=lambda m: (order[m.name], len(m.steps)), default=None)
