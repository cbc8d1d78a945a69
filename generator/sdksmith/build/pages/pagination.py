"""Lists that are read page by page, found by the shapes of their parameters and answers.

A wrong guess would break the list, so what is not certain is no pagination: there has to be an array of items, a
parameter that asks for another page, and for cursors and URLs the member that holds the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sdksmith.build.context import Context
from sdksmith.build.pages import names as page_names
from sdksmith.build.pages import words as page_words
from sdksmith.build.pages.members import Member, Shapes, compact, first
from sdksmith.build.pages.schemes import Schemes
from sdksmith.config import Config
from sdksmith.ir import (
    Alias,
    Content,
    Location,
    Method,
    Model,
    ModelId,
    PageKind,
    Pagination,
    Parameter,
    Response,
    Type,
)
from sdksmith.names import Words, words
from sdksmith.records import record
from sdksmith.report import Level
from sdksmith.wire import Wire

_NUMBERED = {
    PageKind.PAGE_NUMBER: page_words.PAGE_NUMBERS,
    PageKind.OFFSET: page_words.OFFSETS,
}
_CURRENT = {
    PageKind.PAGE_NUMBER: page_words.CURRENT_PAGE,
    PageKind.OFFSET: page_words.CURRENT_OFFSET,
}


def find(
    method: Method,
    models: Mapping[ModelId, Model],
    aliases: Mapping[ModelId, Alias],
    config: Config,
) -> Pagination | None:
    """How the list that a method returns is read page by page; None if it is not.

    The configuration decides where it says something, the shapes of the parameters and of the answer do elsewhere. The
    pages have no name yet, unless it is the configured one.

    Args:
        models, aliases: All of those that the method's types may name.
    """
    return _find(method, Shapes(models, aliases), Schemes(config))


def add(
    methods: Mapping[tuple[Words, ...], list[Method]],
    models: Mapping[ModelId, Model],
    aliases: Mapping[ModelId, Alias],
    context: Context,
) -> dict[tuple[Words, ...], list[Method]]:
    """The methods with their pagination, in which pages of one shape have one name."""
    shapes, schemes = Shapes(models, aliases), Schemes(context.config)
    found: dict[int, Pagination] = {}
    for method in (method for group in methods.values() for method in group):
        pagination = _find(method, shapes, schemes)
        if pagination is not None:
            found[id(method)] = pagination
        elif schemes.rule(method):
            context.report(
                "not-paginated",
                Level.WARNING,
                "the configuration says `paginated`, but there is no way to ask for the next page",
                method.place,
                "describe the way under `pagination`",
            )
    named = dict(zip(found, page_names.named(list(found.values())), strict=True))
    return {
        path: [
            replace(method, pagination=named[id(method)]) if id(method) in named else method
            for method in group
        ]
        for path, group in methods.items()
    }


def _find(method: Method, shapes: Shapes, schemes: Schemes) -> Pagination | None:
    rule = schemes.rule(method)
    if rule is False or not _may_be_list(method):
        return None
    configured = schemes.find(method, shapes)
    if configured is not None or (schemes.exclusive and rule is None):
        return configured
    return _found(method, shapes)


def _may_be_list(method: Method) -> bool:
    response = method.response
    if response is None or response.content is not Content.JSON or method.stream is not None:
        return False
    return method.verb == "GET" or (method.verb == "POST" and _is_search(method))


def _is_search(method: Method) -> bool:
    path = [
        word for piece in method.path[-1:] if isinstance(piece, Wire) for word in words(piece.text)
    ]
    return not page_words.SEARCHES.isdisjoint({*method.name, *path[-2:]})


@record
class _List:
    """The answer and the parameters of a method that returns a list."""

    method: Method
    shapes: Shapes
    members: Sequence[Member]
    items: tuple[Wire, ...]
    item: Type
    parameters: Mapping[str, Parameter]
    """Those that may ask for another page, by their compact names."""

    def parameter(self, names: Sequence[str]) -> Parameter | None:
        return next((self.parameters[name] for name in names if name in self.parameters), None)

    def number(self, names: Sequence[str]) -> tuple[Wire, ...]:
        return _steps(
            first((m for m in self.members if self.shapes.is_number(m.field.type)), names)
        )

    def pagination(
        self, kind: PageKind, parameter: Parameter | None, next: tuple[Wire, ...] = ()
    ) -> Pagination:
        """Everything else that the answer says."""
        shapes = self.shapes
        flags = (member for member in self.members if shapes.is_flag(member.field.type))
        size = self.parameter(page_words.SIZES)
        current = _CURRENT.get(kind)
        return Pagination(
            name=(),
            kind=kind,
            items=self.items,
            item=self.item,
            parameter=parameter.wire if parameter is not None else None,
            in_body=parameter is not None and parameter.location is Location.BODY,
            next=next,
            more=_steps(first(flags, page_words.MORE)),
            total=self.number(page_words.TOTALS) if current else (),
            total_pages=self.number(page_words.TOTAL_PAGES) if kind is PageKind.PAGE_NUMBER else (),
            size=size.wire if size is not None and shapes.is_number(size.type) else None,
            first=_first(kind, parameter) if current else 0,
            current=self.number(current) if current else (),
        )


def _steps(member: Member | None) -> tuple[Wire, ...]:
    return member.steps if member is not None else ()


def _found(method: Method, shapes: Shapes) -> Pagination | None:
    assert method.response is not None
    asking = Location.QUERY if method.verb == "GET" else Location.BODY
    parameters = {compact(p.wire): p for p in method.parameters if p.location is asking}
    has_link = method.verb == "GET" and _has_link(method.response, parameters.values())
    if not parameters and not has_link and method.verb != "GET":
        return None
    members = shapes.members(method.response.type)
    items = shapes.items(method.response.type, members, (*method.request_model[:-1], "item"))
    if items is None:
        return None
    answer = _List(method, shapes, members, *items, parameters)
    return (
        (_link(answer) if has_link else None)
        or _cursor(answer, page_words.NAMED_NEXT)
        or _next_number(answer)
        or (_url(answer) if method.verb == "GET" else None)
        or _cursor(answer, page_words.NEXT_CURSORS)
        or _item_cursor(answer)
        or _page_number(answer)
        or _offset(answer)
    )


def _has_link(response: Response, parameters: Iterable[Parameter]) -> bool:
    """Whether the document speaks of the header `Link`, as a header or where it says what to ask for."""
    said = (p.description.text.replace("`", "").lower() for p in parameters)
    is_header = any(header.wire.text.lower() == "link" for header in response.headers)
    return is_header or any("link header" in text for text in said)


def _link(answer: _List) -> Pagination | None:
    """RFC 8288: the URL of the next page is in a header."""
    asking = (*page_words.CURSORS, *page_words.PAGE_NUMBERS, *page_words.SIZES)
    if answer.items and answer.parameter(asking) is None:
        return None
    return answer.pagination(PageKind.LINK_HEADER, None)


def _cursor(answer: _List, names: Sequence[str]) -> Pagination | None:
    """A text of the answer is sent back.

    Args:
        names: What the member may be called that holds it, beside `next` and the name of the parameter.
    """
    shapes = answer.shapes
    texts = [m for m in answer.members if shapes.is_text(m.field.type)]
    for name in page_words.CURSORS:
        parameter = answer.parameters.get(name)
        if parameter is not None and shapes.is_text(parameter.type):
            member = first(texts, (f"next{name}", *names))
            if member is not None:
                return answer.pagination(PageKind.CURSOR, parameter, member.steps)
    for name in ("page", "offset"):
        parameter = answer.parameters.get(name)
        if parameter is not None and shapes.is_text(parameter.type):
            member = first(texts, (f"next{name}", f"next{name}token"))
            if member is None and name == "offset" and not answer.number(page_words.TOTALS):
                member = first(texts, (name,))  # No echo of what was asked for: there is no total.
            if member is not None:
                return answer.pagination(PageKind.CURSOR, parameter, member.steps)
    return None


def _next_number(answer: _List) -> Pagination | None:
    """The number of the next page is in the answer."""
    for kind, known in _NUMBERED.items():
        parameter = answer.parameter(known)
        if parameter is not None and answer.shapes.is_number(parameter.type):
            name = compact(parameter.wire)
            plain = ("nextpage", "nextpagenumber", "next") if kind is PageKind.PAGE_NUMBER else ()
            found = answer.number((f"next{name}", *plain))
            if found:
                return answer.pagination(kind, parameter, found)
    return None


def _url(answer: _List) -> Pagination | None:
    """The URL of the next page is in the answer."""
    texts = [m for m in answer.members if answer.shapes.is_text(m.field.type)]
    found = first(texts, page_words.NEXT_URLS)
    if found is None:
        found = next((m for m in texts if _is_next_url(m, answer)), None)
    return answer.pagination(PageKind.NEXT_URL, None, found.steps) if found is not None else None


def _is_next_url(member: Member, answer: _List) -> bool:
    """Whether a member called `next`, or `href` inside one, is a URL by what is around it."""
    around = member.names[:-1]
    if member.name == "href":
        return around[-1:] == ("next",)
    if member.name not in ("next", "nextpage"):
        return False
    said = words(member.field.description.text) if member.field.description else ()
    if not page_words.LINKS.isdisjoint((*around, *said)):
        return True
    beside = {m.name for m in answer.members if m.names[:-1] == around}
    return "previous" in beside and (
        "count" in beside or answer.parameter(page_words.CURSORS) is None
    )


def _item_cursor(answer: _List) -> Pagination | None:
    """The id of the last item is sent back, as long as the answer says that there is more."""
    parameter = answer.parameter(page_words.AFTER_ITEM)
    if parameter is None or not answer.shapes.is_text(parameter.type):
        return None
    found = answer.pagination(PageKind.ITEM_CURSOR, parameter, (Wire("id"),))
    return found if found.more and _has_id(answer.item, answer.shapes) else None


def _has_id(item: Type, shapes: Shapes) -> bool:
    variants = getattr(shapes.bare(item), "variants", (item,))
    return all(
        (model := shapes.model(variant)) is not None
        and any(field.wire.text == "id" for field in model.fields)
        for variant in variants
    )


def _page_number(answer: _List) -> Pagination | None:
    parameter = answer.parameter(page_words.PAGE_NUMBERS)
    if parameter is None or not answer.shapes.is_number(parameter.type):
        return None
    found = answer.pagination(PageKind.PAGE_NUMBER, parameter)
    certain = found.more or found.total or found.total_pages or not found.items
    vague = compact(parameter.wire) in page_words.VAGUE
    return found if found.size or (certain and not vague) else None


def _offset(answer: _List) -> Pagination | None:
    parameter = answer.parameter(page_words.OFFSETS)
    if parameter is None or not answer.shapes.is_number(parameter.type):
        return None
    found = answer.pagination(PageKind.OFFSET, parameter)
    vague = compact(parameter.wire) in page_words.VAGUE
    return found if found.size or ((found.more or found.total) and not vague) else None


def _first(kind: PageKind, parameter: Parameter | None) -> int:
    """What the first page is called: what the parameter is when it is not given."""
    assert parameter is not None
    default = parameter.default.value if parameter.default is not None else None
    if isinstance(default, int) and default in (0, 1):
        return int(default)
    said = parameter.description.text.lower()
    from_zero = (
        any(text in said for text in page_words.FROM_ZERO) or compact(parameter.wire) == "pageindex"
    )
    return 0 if kind is PageKind.OFFSET or from_zero else 1
