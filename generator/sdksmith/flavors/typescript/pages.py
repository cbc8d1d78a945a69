"""The classes of pages: what list methods return.

Several methods share one class, so it declares what the answers of these methods have in common, without the types of
any resource. The type of the items is its argument.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sdksmith import paging
from sdksmith.flavors.typescript import docs, scope
from sdksmith.flavors.typescript.code import File, Import, Imports
from sdksmith.flavors.typescript.code import Kind as ImportKind
from sdksmith.flavors.typescript.quote import key, lit
from sdksmith.flavors.typescript.side import Side
from sdksmith.flavors.typescript.types import Types
from sdksmith.ir import (
    Api,
    Array,
    Dictionary,
    Enumeration,
    Field,
    Kind,
    Method,
    Nullable,
    Object,
    PageKind,
    Pagination,
    Scalar,
    Type,
    Unknown,
)
from sdksmith.names import Named, Words, pascal, resolve, words
from sdksmith.records import record
from sdksmith.sentences import next_page
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

FILE: Final[File] = "core/pagination"
_PAGES: Final[File] = "core/pages"
_RULES: Final[File] = "core/page-rules"
_ITEM: Final = "Item"
"""What the class calls the type of an item."""
_ITEMS: Final = Wire("items")
"""The member of a page whose answer is a bare array."""
_RESERVED: Final = scope.INHERITED | {
    "getNextPage",
    "getPaginatedItems",
    "hasNextPage",
    "iterPages",
}
"""What pages have themselves; a member of the answer that is called so stays out."""
_DEEPEST: Final = 4
"""Levels of objects inside a page; what is deeper is any value."""
_KINDS: Final = {
    PageKind.PAGE_NUMBER: "page",
    PageKind.OFFSET: "offset",
    PageKind.CURSOR: "cursor",
    PageKind.ITEM_CURSOR: "itemCursor",
    PageKind.NEXT_URL: "url",
    PageKind.LINK_HEADER: "linkHeader",
}
_COUNTED: Final = {PageKind.PAGE_NUMBER: 1, PageKind.OFFSET: 0}
"""The number of the first page, as it usually is."""

_Steps = tuple[Wire, ...]


@record
class Member:
    """A member of a page, or of an object in one.

    Args:
        name: The name with a question mark where it may be missing.
    """

    doc: str
    name: str
    type: str


@record
class Part:
    """An object in a page.

    Args:
        parameters: `<Item>` where it holds the items.
        parts: The objects in it.
    """

    name: str
    parameters: str
    members: tuple[Member, ...]
    parts: tuple[Part, ...]


@record
class PageClass:
    """A class of pages.

    Args:
        rule: How the next page is asked for.
        parts: The objects in it.
    """

    name: str
    doc: str
    rule: str
    members: tuple[Member, ...]
    parts: tuple[Part, ...]


@record
class PaginationPage:
    """The file of page classes."""

    imports: tuple[str, ...]
    classes: tuple[PageClass, ...]


class Pages:
    """The page classes of an API, and what they are called.

    Attributes:
        findings: The names that had to give way.
    """

    def __init__(self, api: Api, types: Types) -> None:
        self._models = api.models
        self._shapes = Shapes(api.models, api.aliases)
        self._types = types
        self._methods = paging.methods(api)
        self._names, self.findings = paging.class_names(self._methods, {"AbstractPage"})

    def name(self, pagination: Pagination) -> str:
        """The class of a method's pages."""
        return self._names[pagination.name]

    @property
    def names(self) -> list[str]:
        """All classes."""
        return sorted(self._names.values())

    def page(self) -> PaginationPage | None:
        """The file; None if no method returns pages."""
        if not self._methods:
            return None
        imports = Imports(FILE, frozenset(self._names.values()))
        imports.add(
            Import(_PAGES, "AbstractPage", "AbstractPage", ImportKind.VALUE),
            Import(_RULES, "PageRule", "PageRule", ImportKind.TYPE),
        )
        classes = tuple(self._class(name, imports) for name in sorted(self._methods))
        return PaginationPage(imports.lines, classes)

    def _class(self, name: Words, imports: Imports) -> PageClass:
        methods = self._methods[name]
        pagination = methods[0].pagination
        assert pagination is not None
        text = self._names[name]
        said = f"A page of a list. {next_page(pagination, _code)}"
        answers = [fields for method in methods for fields in self._answers(method)]
        writer = _Writer(self._shapes, self._types, imports, methods[0], text)
        members, parts = writer.members(answers, pagination.items or (_ITEMS,), (text,))
        return PageClass(text, docs.plain(said), _rule(pagination), members, parts)

    def _answers(self, method: Method) -> Iterator[Sequence[Field]]:
        """The members of the answers of a method, which may be of several types."""
        assert method.response is not None
        for type in self._shapes.variants(method.response.type):
            match type:
                case Object(id):
                    yield [field for field in self._models[id].fields if not field.write_only]
                case _:
                    assert method.pagination is not None
                    items = Array(method.pagination.item)
                    yield [Field(("items",), _ITEMS, items, True, Wire(""), False, method.place)]


class _Writer:
    """Writes the members of one class.

    Args:
        reserved: The name of the class.
    """

    def __init__(
        self,
        shapes: Shapes,
        types: Types,
        imports: Imports,
        method: Method,
        reserved: str,
    ) -> None:
        self._shapes = shapes
        self._types = types
        self._imports = imports
        self._method = method
        self._reserved = frozenset((reserved, _ITEM, "Array"))
        """What no type inside of it may be called."""

    def members(
        self, answers: Sequence[Sequence[Field]], items: _Steps, path: tuple[str, ...]
    ) -> tuple[tuple[Member, ...], tuple[Part, ...]]:
        """The members of an object, and the objects in it.

        Args:
            answers: What each answer has there.
            items: The steps to the items, if they are inside.
            path: What leads to the type.
        """
        found: dict[Wire, list[Field]] = {}
        for fields in answers:
            for field in fields:
                if len(path) > 1 or field.wire.text not in _RESERVED:
                    found.setdefault(field.wire, []).append(field)
        if items and items[0] not in found:
            found[items[0]] = []
        names = self._part_names(found)
        order = sorted(
            found.items(),
            key=lambda each: (
                each[0] not in items[:1],
                not _is_required(each[1], answers),
                words(each[0].text),
                each[0],
            ),
        )
        members = []
        parts: list[Part] = []
        for wire, same in order:
            steps = items[1:] if items[:1] == (wire,) else None
            type = self._member(same, steps, (*path, names[wire]), parts)
            if any(isinstance(field.type, Nullable) for field in same) and type != "unknown":
                type = f"{type} | null"
            mark = "" if _is_required(same, answers) else "?"
            members.append(Member(_doc(same), f"{key(wire)}{mark}", type))
        return tuple(members), tuple(parts)

    def _part_names(self, found: Mapping[Wire, object]) -> dict[Wire, str]:
        wanted = [Named(w, words(w.text), w.text, self._method.place) for w in found]
        names, _ = resolve(wanted, pascal, self._reserved.__contains__, "type")
        return {wire: text for text, wire in names.items()}

    def _member(
        self,
        same: Sequence[Field],
        items: _Steps | None,
        path: tuple[str, ...],
        parts: list[Part],
    ) -> str:
        """The type of a member.

        Args:
            items: The further steps to the items; None if they are not in it.
        """
        if items == ():
            return f"Array<{_ITEM}>"
        variants = [type for field in same for type in self._shapes.variants(field.type)]
        if items is not None:
            objects = [type.model for type in variants if isinstance(type, Object)]
            return self._part(objects, items, path, parts)
        return self._common(variants, path, parts)

    def _common(self, variants: Sequence[Type], path: tuple[str, ...], parts: list[Part]) -> str:
        """The type that all of these are."""
        is_deep = len(path) > _DEEPEST
        if variants and all(isinstance(type, Object) for type in variants) and not is_deep:
            objects = [type.model for type in variants if isinstance(type, Object)]
            return self._part(objects, (), path, parts)
        if variants and all(isinstance(type, Array) for type in variants):
            inner = [
                each
                for type in variants
                if isinstance(type, Array)
                for each in self._shapes.variants(type.items)
            ]
            is_nullable = any(
                isinstance(type.items, Nullable) for type in variants if isinstance(type, Array)
            )
            item = self._common(inner, path, parts)
            return (
                f"Array<{item} | null>" if is_nullable and item != "unknown" else f"Array<{item}>"
            )
        plain = {_plain(type) for type in variants}
        type = plain.pop() if len(plain) == 1 else _mixed(plain)
        return self._imports.use(self._types.expr(type, Side.RESPONSE, FILE))

    def _part(
        self, objects: Sequence[str], items: _Steps, path: tuple[str, ...], parts: list[Part]
    ) -> str:
        """An object, which has a type of its own, as an expression."""
        answers = [
            [field for field in self._shapes.models[id].fields if not field.write_only]
            for id in dict.fromkeys(objects)
        ]
        members, inner = self.members(answers, items, path)
        parameters = f"<{_ITEM}>" if items else ""
        if not members:
            return "unknown"
        parts.append(Part(path[-1], parameters, members, inner))
        return f"{'.'.join(path)}{parameters}"


def _is_required(same: Sequence[Field], answers: Sequence[object]) -> bool:
    return len(same) == len(answers) and all(field.required for field in same)


def _doc(same: Sequence[Field]) -> str:
    """The comment of a member, if all answers say the same of it."""
    return docs.described(same[0]) if len({field.description for field in same}) == 1 else ""


def _plain(type: Type) -> Type:
    """A type that names no type of a resource."""
    match type:
        case Scalar() | Enumeration():
            return type
        case Dictionary(Scalar() | Nullable(Scalar())):
            return type
        case Dictionary():
            return Dictionary(Unknown())
        case _:
            return Unknown()


def _mixed(types: set[Type]) -> Type:
    """What several types have in common."""
    if types == {Scalar(Kind.INTEGER), Scalar(Kind.NUMBER)}:
        return Scalar(Kind.NUMBER)
    texts = (Kind.STRING, Kind.DATE, Kind.DATE_TIME, Kind.UUID, Kind.TIME)
    is_text = types and all(
        type.kind in texts
        if isinstance(type, Scalar)
        else isinstance(type, Enumeration)
        and all(isinstance(member.value, Wire) for member in type.members)
        for type in types
    )
    return Scalar(Kind.STRING) if is_text else Unknown()


def _code(name: str) -> str:
    """A name as a code span."""
    plain = name.replace("`", "'")
    return f"`{plain}`"


def _rule(pagination: Pagination) -> str:
    """The object that says how the next page is asked for."""
    kind = pagination.kind
    rows = [f"kind: {lit(_KINDS[kind])}"]
    if pagination.parameter is not None:
        rows.append(f"parameter: {lit(pagination.parameter)}")
    if pagination.in_body:
        rows.append("inBody: true")
    places = {
        "next": pagination.next,
        "more": pagination.more,
        "total": pagination.total,
        "totalPages": pagination.total_pages,
        "current": pagination.current,
    }
    rows.append(f"items: {_steps(pagination.items)}")
    rows += [f"{name}: {_steps(steps)}" for name, steps in places.items() if steps]
    if kind in _COUNTED and pagination.first != _COUNTED[kind]:
        rows.append(f"first: {pagination.first}")
    return f"{{ {', '.join(rows)} }}"


def _steps(steps: _Steps) -> str:
    return f"[{', '.join(lit(step) for step in steps)}]"
