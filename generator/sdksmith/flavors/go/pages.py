"""The package of page types: what list methods return.

Several methods share one type of page, so its structs stand in a package of their own and hold what the answers of
these methods have in common. The items are a type argument.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sdksmith import paging
from sdksmith.flavors.go import docs
from sdksmith.flavors.go.code import Expr, Imports
from sdksmith.flavors.go.code import imports as import_lines
from sdksmith.flavors.go.layout import columns
from sdksmith.flavors.go.quote import json_entry, lit, tag
from sdksmith.flavors.go.side import Side
from sdksmith.flavors.go.target import Module
from sdksmith.flavors.go.types import Types
from sdksmith.ir import (
    Api,
    Array,
    Dictionary,
    Enumeration,
    Field,
    Kind,
    Method,
    Object,
    PageKind,
    Pagination,
    Scalar,
    Type,
    Unknown,
)
from sdksmith.load.source import Pointer
from sdksmith.names import Named, Words, pascal, resolve, words
from sdksmith.records import record
from sdksmith.sentences import next_page
from sdksmith.shapes import Shapes
from sdksmith.wire import Wire

PACKAGE: Final = "pagination"
PAGINATION: Final = "./packages/pagination"
_RESERVED: Final = frozenset(
    ("JSON", "RawObject", "RawJSON", "ExtraFields", "All", "GetNextPage", "UnmarshalJSON")
)
"""What pages, and the metadata of what they hold, have themselves."""
_ITEMS: Final = Wire("items")
"""The member of a page that is a bare array."""
_DEEPEST: Final = 4
"""Levels of objects inside a page; what is deeper is any value."""
_KINDS: Final = {
    PageKind.PAGE_NUMBER: "PageNumber",
    PageKind.OFFSET: "Offset",
    PageKind.CURSOR: "Cursor",
    PageKind.ITEM_CURSOR: "ItemCursor",
    PageKind.NEXT_URL: "NextURL",
    PageKind.LINK_HEADER: "LinkHeader",
}

_Steps = tuple[Wire, ...]


@record
class Case:
    """`case "name":` of the decoder of a struct.

    Args:
        wire: The member, as a Go literal.
        decode: The statement that reads it.
    """

    wire: str
    decode: str


@record
class StructView:
    """A struct of the package: a page, or an object in one.

    Args:
        type: The type with its parameter, if it has one: `Page[T any]` where it is declared.
        used: The same where it is used: `Page[T]`.
        parameters: The further parameter of its decoder, if the items are inside.
        generic: `[T any]` for the decoder, or nothing.
        fields: The lines of its fields, comments included.
        metadata: The lines of `JSON`.
    """

    name: str
    type: str
    used: str
    generic: str
    parameters: str
    doc: Sequence[str]
    fields: tuple[str, ...]
    metadata: tuple[str, ...]
    cases: tuple[Case, ...]


@record
class Decoder:
    """A function that decodes a struct.

    Args:
        body: The lines between its braces.
    """

    signature: str
    body: tuple[str, ...]


@record
class PageView:
    """A type of page.

    Args:
        structs: The page itself, then the objects in it.
        rule: The lines of the value that says how the next page is asked for.
        rule_name: The variable that holds it.
        items: The expression of the items of the page `p`.
        is_array: Whether the answer is the array of items itself.
        is_unwrapped: Whether a member of the answer may be the page.
    """

    structs: tuple[StructView, ...]
    rule: tuple[str, ...]
    rule_name: str
    items: str
    is_array: bool
    is_unwrapped: bool

    @property
    def page(self) -> StructView:
        return self.structs[0]

    @property
    def parts(self) -> tuple[StructView, ...]:
        """The objects in it."""
        return self.structs[1:]

    @property
    def decoders(self) -> Iterator[Decoder]:
        """The functions that decode the structs."""
        page = self.page
        inner = _array_decoder(page) if self.is_array else _object_decoder(page)
        body = [f"return func(v *{page.used}, d *decode.Decoder) respjson.Field {{"]
        body += [f"\t{line}" for line in inner]
        signature = f"func decode{page.name}[T any](item decode.Func[T]) decode.Func[{page.used}]"
        yield Decoder(signature, (*body, "}"))
        for part in self.parts:
            parameters = f"v *{part.used}, d *decode.Decoder{part.parameters}"
            signature = f"func decode{part.name}{part.generic}({parameters}) respjson.Field"
            yield Decoder(signature, tuple(_object_decoder(part)))

    @property
    def member_parameter(self) -> str:
        """The parameter that says which member of the answer the page is."""
        return "member string, " if self.is_unwrapped else ""


@record
class PaginationPage:
    """The file of the package."""

    imports: Imports
    pages: tuple[PageView, ...]


@dataclass(slots=True)
class _Node:
    """A member of a page, with what the answers of all methods say of it."""

    wire: Wire
    words: Words
    place: Pointer
    description: Wire = field(default=Wire(""))
    type: Type | None = None
    """None for an object whose members are known, and before anything is."""
    members: dict[Wire, _Node] = field(default_factory=dict)
    is_items: bool = False


class Pages:
    """The types of pages of an API, and what they are called."""

    def __init__(self, api: Api, types: Types) -> None:
        self._models = api.models
        self._aliases = api.aliases
        self._shapes = Shapes(api.models, api.aliases)
        self._types = types
        self._methods = paging.methods(api)
        self._names, self.findings = paging.class_names(self._methods)

    def result(self, method: Method, package: str) -> tuple[Expr, Expr]:
        """What a list method returns, and its last statement."""
        assert method.pagination is not None
        assert method.response is not None
        name = self._names[method.pagination.name]
        item = self._types.response(method.pagination.item, package)
        decode = self._types.decoder(method.pagination.item, package)
        member = ""
        if self._is_unwrapped(method.pagination.name):
            member = f"{lit(method.response.unwrap or Wire(''))}, "
        return (
            item.wrap(f"*pagination.{name}[", "]", PAGINATION),
            decode.wrap(f"return pagination.Get{name}(ctx, req, {member}", ")", PAGINATION),
        )

    def page(self, module: Module) -> PaginationPage | None:
        """The package's file; None if no method returns pages."""
        if not self._methods:
            return None
        imports: set[str] = {"context", "iter"}
        imports |= {f"./internal/{name}" for name in ("decode", "pages", "request")}
        imports.add("./packages/respjson")
        pages = [self._page(name, imports) for name in sorted(self._methods)]
        return PaginationPage(import_lines(imports, module.path), tuple(pages))

    def _is_unwrapped(self, name: Words) -> bool:
        return any(m.response is not None and m.response.unwrap for m in self._methods[name])

    def _page(self, name: Words, imports: set[str]) -> PageView:
        methods = self._methods[name]
        pagination = methods[0].pagination
        assert pagination is not None
        text = self._names[name]
        said = f"{text} is a page of a list. {next_page(pagination)}"
        root = _Node(Wire(""), name, methods[0].place)
        for method in methods:
            self._add_answer(root, method, pagination)
        structs: list[StructView] = []
        self._struct(
            text,
            root,
            structs,
            imports,
            docs.declared(text, Wire(said), ""),
        )
        path = ["p"]
        node = root
        for step in pagination.items or (_ITEMS,):
            names = self._fields(node)
            node = node.members[step]
            path.append(next(n for n, each in names.items() if each is node))
        variable = f"{text[0].lower()}{text[1:]}Rule"
        return PageView(
            structs=tuple(structs),
            rule=tuple(_rule(pagination)),
            rule_name=variable,
            items=".".join(path),
            is_array=not pagination.items and not self._is_object(methods),
            is_unwrapped=self._is_unwrapped(name),
        )

    # ------------------------------------------------------------ what the answers have in common

    def _add_answer(self, root: _Node, method: Method, pagination: Pagination) -> None:
        assert method.response is not None
        self._merge(root, method.response.type, 0)
        steps = pagination.items or (_ITEMS,)
        node = root
        for step in steps:
            node.type = None
            name = words(step.text)
            node = node.members.setdefault(step, _Node(step, name, method.place))
        node.is_items = True

    def _is_object(self, methods: Sequence[Method]) -> bool:
        return any(
            isinstance(each, Object)
            for method in methods
            if method.response is not None
            for each in self._shapes.variants(method.response.type)
        )

    def _merge(self, node: _Node, type: Type, depth: int) -> None:
        """Adds what an answer says of a member."""
        variants = list(self._shapes.variants(type))
        objects = [each for each in variants if isinstance(each, Object)]
        if len(objects) == len(variants) and depth < _DEEPEST and node.type is None:
            for each in objects:
                for member in self._models[each.model].fields:
                    if not member.write_only:
                        self._merge_field(node, member, depth)
            return
        if depth == 0:
            return
        own = self._plain(variants, depth)
        if node.members or (node.type is not None and node.type != own):
            own = _common(node.type, own)
        node.type = own
        node.members.clear()

    def _merge_field(self, node: _Node, own: Field, depth: int) -> None:
        known = node.members.get(own.wire)
        if known is None:
            known = _Node(own.wire, own.name, own.place, own.description)
            node.members[own.wire] = known
        elif known.description != own.description:
            known.description = Wire("")
        self._merge(known, own.type, depth + 1)

    def _plain(self, variants: Sequence[Type], depth: int) -> Type:
        """A type that names no type of another package.

        Args:
            variants: The types that a value may have.
        """
        if depth > _DEEPEST:
            return Unknown()
        match variants:
            case [Scalar() as single]:
                return single
            case [Enumeration(_, members)]:
                is_text = all(isinstance(member.value, Wire) for member in members)
                return Scalar(Kind.STRING) if is_text else Unknown()
            case [Array(inner)]:
                return Array(self._plain(list(self._shapes.variants(inner)), depth + 1))
            case [Dictionary(inner)]:
                return Dictionary(self._plain(list(self._shapes.variants(inner)), depth + 1))
            case _:
                return Unknown()

    # ------------------------------------------------------------ structs

    def _fields(self, node: _Node) -> dict[str, _Node]:
        members = sorted(
            node.members.values(), key=lambda each: (not _holds_items(each), each.words, each.wire)
        )
        wanted = [Named(each, each.words, each.wire.text, each.place) for each in members]
        names, _ = resolve(wanted, pascal, _RESERVED.__contains__, "property")
        return names

    def _struct(
        self,
        name: str,
        node: _Node,
        structs: list[StructView],
        imports: set[str],
        doc: Sequence[str],
    ) -> None:
        """Adds the struct of an object, then those of the objects in it."""
        place = len(structs)
        generic = _holds_items(node)
        fields = self._fields(node)
        rows: list[tuple[str, str, str]] = []
        cases = []
        comments: list[Sequence[str]] = []
        for text, member in fields.items():
            type, decode = self._member(f"{name}{text}", text, member, structs, imports)
            rows.append((text, type, tag(json_entry(member.wire))))
            comments.append(docs.comment(member.description, 1))
            cases.append(Case(lit(member.wire), f"v.JSON.{text} = {decode}"))
        own = StructView(
            name=name,
            type=f"{name}[T any]" if generic else name,
            used=f"{name}[T]" if generic else name,
            generic="[T any]" if generic else "",
            parameters=", item decode.Func[T]" if generic else "",
            doc=doc,
            fields=tuple(_commented(rows, comments)),
            metadata=(
                *columns([(text, "respjson.Field") for text in fields]),
                "respjson.RawObject",
            ),
            cases=tuple(cases),
        )
        structs.insert(place, own)

    def _member(
        self,
        name: str,
        field: str,
        member: _Node,
        structs: list[StructView],
        imports: set[str],
    ) -> tuple[str, str]:
        """The type of a field, and the expression that decodes it."""
        if member.is_items:
            return "[]T", f"decode.Slice(&v.{field}, d, item)"
        if member.type is None and member.members:
            doc = docs.declared(name, Wire(""), "is a part of a page")
            self._struct(name, member, structs, imports, doc)
            if _holds_items(member):
                return f"{name}[T]", f"decode{name}(&v.{field}, d, item)"
            return name, f"decode{name}(&v.{field}, d)"
        type = member.type if member.type is not None else Unknown()
        code = self._types.response(type, PACKAGE)
        decode = self._types.coder(type, Side.RESPONSE, PACKAGE).call(f"&v.{field}", "d")
        imports |= code.imports | decode.imports
        return code.code, decode.code


def _object_decoder(struct: StructView) -> Iterator[str]:
    yield "o, ok := decode.Object(v, &v.JSON.RawObject, d)"
    yield "if !ok {"
    yield "\treturn o.Field()"
    yield "}"
    yield "for d.More() {"
    yield "\tswitch d.Key {"
    for case in struct.cases:
        yield f"\tcase {case.wire}:"
        yield f"\t\t{case.decode}"
    yield "\tdefault:"
    yield "\t\td.Extra(&v.JSON.RawObject)"
    yield "\t}"
    yield "}"
    yield "return d.End(o, &v.JSON.RawObject)"


def _array_decoder(struct: StructView) -> Iterator[str]:
    yield f"*v = {struct.used}{{}}"
    yield "v.JSON.Items = decode.Slice(&v.Items, d, item)"
    yield "v.JSON.Value = respjson.NewValue(v.JSON.Items.Raw())"
    yield "return v.JSON.Items"


def _common(first: Type | None, second: Type) -> Type:
    numbers = (Scalar(Kind.INTEGER), Scalar(Kind.NUMBER))
    return Scalar(Kind.NUMBER) if first in numbers and second in numbers else Unknown()


def _holds_items(node: _Node) -> bool:
    return node.is_items or any(map(_holds_items, node.members.values()))


def _commented(
    rows: Sequence[tuple[str, str, str]], comments: Sequence[Sequence[str]]
) -> Iterator[str]:
    """Fields with comments above them, which end a block of aligned lines."""
    block: list[tuple[str, str, str]] = []
    for row, comment in zip(rows, comments, strict=True):
        if comment:
            yield from columns(block)
            block = []
            yield from comment
        block.append(row)
    yield from columns(block)


def _rule(pagination: Pagination) -> Iterator[str]:
    """The lines of the value that says how the next page is asked for."""
    rows = [("Kind:", f"pages.{_KINDS[pagination.kind]},")]
    if pagination.parameter is not None:
        rows.append(("Parameter:", f"{lit(pagination.parameter)},"))
    if pagination.in_body:
        rows.append(("InBody:", "true,"))
    places: Mapping[str, _Steps] = {
        "Items": pagination.items,
        "Next": pagination.next,
        "More": pagination.more,
        "Total": pagination.total,
        "TotalPages": pagination.total_pages,
        "Current": pagination.current,
    }
    for name, steps in places.items():
        if steps:
            texts = ", ".join(lit(step) for step in steps)
            rows.append((f"{name}:", f"[]string{{{texts}}},"))
    if pagination.kind in (PageKind.PAGE_NUMBER, PageKind.OFFSET) and pagination.first:
        rows.append(("First:", f"{pagination.first},"))
    yield from columns(rows)
