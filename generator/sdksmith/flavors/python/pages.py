"""The module of page classes: what list methods return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from sdksmith import paging
from sdksmith.flavors.python import docs, scope
from sdksmith.flavors.python.classes import Member
from sdksmith.flavors.python.code import Expr, Import, exported, lines
from sdksmith.flavors.python.modules import Names
from sdksmith.flavors.python.quote import WIDTH, doc, lit
from sdksmith.flavors.python.types import Annotator, Side
from sdksmith.ir import (
    Api,
    Array,
    Field,
    Kind,
    Method,
    Model,
    Nullable,
    Object,
    PageKind,
    Pagination,
    Scalar,
    Type,
    Unknown,
)
from sdksmith.quoting import paragraphs
from sdksmith.records import record
from sdksmith.report import Finding
from sdksmith.sentences import next_page
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

MODULE = ("pagination",)
_ITEM = "T"
"""What the class calls the type of an item."""

_Steps = tuple[Wire, ...]


@record
class PageClass:
    """The classes of pages of one shape."""

    name: str
    """Of what the sync and the async class have in common."""
    sync_name: str
    async_name: str
    doc: str
    members: tuple[Member, ...]
    rule: str


@record
class PaginationPage:
    """The module of page classes."""

    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    classes: tuple[PageClass, ...]

    @property
    def exported(self) -> tuple[str, ...]:
        """`__all__`"""
        return exported(name for cls in self.classes for name in (cls.sync_name, cls.async_name))


@record
class PageNames:
    """The sync and the async class of a page."""

    sync: Import
    asynchronous: Import


class Pages:
    """The page classes of an API, and what they are called."""

    def __init__(self, api: Api, names: Names) -> None:
        self._models = api.models
        self._shapes = Shapes(api.models, api.aliases)
        self._type_names = names
        self._methods = paging.methods(api)
        self._names, self._findings = paging.class_names(self._methods)

    def of(self, pagination: Pagination) -> PageNames:
        """The classes of the pages of a method."""
        text = self._names[pagination.name]
        return PageNames(Import(MODULE, f"Sync{text}"), Import(MODULE, f"Async{text}"))

    def page(self) -> tuple[PaginationPage | None, list[Finding]]:
        """The module; None if no method returns pages."""
        if not self._methods:
            return None, []
        runtime = {
            Import("typing", "TypeVar"),
            Import(("_runtime",), "page_rules"),
            Import(("_runtime",), "pages"),
        }
        typing: set[Import] = set()
        findings = list(self._findings)
        classes = []
        for name, methods in sorted(self._methods.items()):
            members, found = scope.page_members(self._fields(methods))
            findings += found
            pagination = methods[0].pagination
            assert pagination is not None
            written = self._members(members, methods, runtime, typing)
            text = self._names[name]
            said = f"A page of a list. {next_page(pagination, _code)}"
            classes.append(
                PageClass(
                    text,
                    f"Sync{text}",
                    f"Async{text}",
                    doc("\n".join(paragraphs(Wire(said), WIDTH - 4)), 4),
                    written,
                    _rule(pagination),
                )
            )
        page = PaginationPage(
            tuple(lines(runtime, ())), tuple(lines(typing - runtime, ())), tuple(classes)
        )
        return page, findings

    def _fields(self, methods: list[Method]) -> list[Field]:
        """The members of the answers of all methods, of each name one."""
        found: dict[Wire, list[Field]] = {}
        for method in methods:
            for field in self._answer(method):
                found.setdefault(field.wire, []).append(field)
        items = methods[0].pagination.items if methods[0].pagination else ()
        merged = []
        for same in found.values():
            required = len(same) == len(methods) and all(field.required for field in same)
            said = {field.description for field in same}
            description = same[0].description if len(said) == 1 else Wire("")
            deprecated = all(field.deprecated for field in same)
            # What one of them may answer with `null` is nullable in the page that they share.
            type = next((f.type for f in same if isinstance(f.type, Nullable)), same[0].type)
            merged.append(
                replace(
                    same[0],
                    type=type,
                    required=required,
                    description=description,
                    deprecated=deprecated,
                )
            )
        # The items, then required, then optional members.
        return sorted(merged, key=lambda f: (f.wire not in items, not f.required, f.name, f.wire))

    def _answer(self, method: Method) -> tuple[Field, ...]:
        assert method.response is not None
        model = self._model(method.response.type)
        if model is not None:
            return tuple(field for field in model.fields if not field.write_only)
        items = Array(method.pagination.item if method.pagination else Unknown())
        return (Field(("items",), Wire("items"), items, True, Wire(""), False, method.place),)

    def _model(self, type: Type) -> Model | None:
        """The model of a type that is always an object of it."""
        match list(self._shapes.variants(type)):
            case [Object(id)]:
                return self._models[id]
            case _:
                return None

    def _members(
        self,
        fields: Mapping[str, Field],
        methods: list[Method],
        runtime: set[Import],
        typing: set[Import],
    ) -> tuple[Member, ...]:
        annotator = Annotator(self._type_names.model, fields.keys())
        items = methods[0].pagination.items if methods[0].pagination else ()
        members = []
        for name, field in fields.items():
            if (field.wire,) == (items or (Wire("items"),)):
                type = _of_items(field, annotator)
            else:
                type = self._common(field, methods, annotator)
            typing |= type.imports
            has_none = type.code.endswith(("| None", "object"))
            optional = not field.required and not has_none
            default = "" if field.required else " = None"
            if name != field.wire.text:
                runtime.add(Import(("_runtime",), "models"))
                needed = ", required=True" if field.required else ""
                default = f" = models.alias({lit(field.wire)}{needed})"
            annotation = f"{type.code} | None" if optional else type.code
            members.append(Member(name, annotation, default, docs.described(field, 4)))
        return tuple(members)

    def _common(self, field: Field, methods: list[Method], annotator: Annotator) -> Expr:
        """The type that a member has in the answers of all methods, else any value."""
        found = {
            annotator.annotate(each.type, Side.RESPONSE)
            for method in methods
            for each in self._answer(method)
            if each.wire == field.wire
        }
        null = " | None" if any(type.code.endswith(" | None") for type in found) else ""
        plain = {Expr(type.code.removesuffix(" | None"), type.imports) for type in found}
        text = annotator.annotate(Scalar(Kind.STRING), Side.RESPONSE)
        if len(plain) > 1 and all(t == text or t.code.startswith('Literal["') for t in plain):
            plain = {text}
        if len(plain) > 1:
            return annotator.annotate(Unknown(), Side.RESPONSE)
        return plain.pop().wrap("", null)


def _of_items(field: Field, annotator: Annotator) -> Expr:
    """The type of the member that is the list."""
    anything = annotator.annotate(Array(Unknown()), Side.RESPONSE)
    inner = annotator.annotate(Unknown(), Side.RESPONSE)
    code = anything.code.replace(f"[{inner.code}]", f"[{_ITEM}]")
    # Where only `object` is hidden, nothing of what it needed is left.
    imports = anything.imports if "." in code else anything.imports - inner.imports
    null = " | None" if isinstance(field.type, Nullable) else ""
    return Expr(f"{code}{null}", imports)


def _code(name: str) -> str:
    """A name as a code span."""
    plain = name.replace("`", "'")
    return f"`{plain}`"


def _rule(pagination: Pagination) -> str:
    """The object that asks for the next page."""
    keywords: dict[str, str] = {}
    items = pagination.items
    match pagination.kind:
        case PageKind.PAGE_NUMBER | PageKind.OFFSET:
            is_number = pagination.kind is PageKind.PAGE_NUMBER
            rule = "NumberedPages" if is_number else "OffsetPages"
            if pagination.first != int(is_number):
                keywords["first"] = str(pagination.first)
            keywords |= _steps(
                number=pagination.current,
                next=pagination.next,
                more=pagination.more,
                total=pagination.total,
                total_pages=pagination.total_pages,
            )
        case PageKind.CURSOR:
            rule = "CursorPages"
            keywords |= _steps(cursor=pagination.next, more=pagination.more)
        case PageKind.ITEM_CURSOR:
            rule = "ItemCursorPages"
            member = pagination.next[-1]
            if member != Wire("id"):
                keywords["member"] = lit(member)
            keywords |= _steps(more=pagination.more)
        case PageKind.NEXT_URL:
            rule = "LinkedPages"
            keywords |= _steps(url=pagination.next, more=pagination.more)
        case PageKind.LINK_HEADER:
            rule = "LinkHeaderPages"
            keywords |= _steps(more=pagination.more)
        case _:
            assert_never(pagination.kind)
    if pagination.in_body:
        keywords["in_body"] = "True"
    parameter = [lit(pagination.parameter)] if pagination.parameter is not None else []
    places = [_tuple(items)] if items else []
    named = [f"{name}={value}" for name, value in keywords.items()]
    return f"page_rules.{rule}({', '.join([*parameter, *places, *named])})"


def _steps(**places: _Steps) -> dict[str, str]:
    return {name: _tuple(steps) for name, steps in places.items() if steps}


def _tuple(steps: Iterable[Wire]) -> str:
    inner = [lit(step) for step in steps]
    return f"({inner[0]},)" if len(inner) == 1 else f"({', '.join(inner)})"
