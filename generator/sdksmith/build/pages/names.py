"""What pages are called: methods whose pages have one shape share one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from sdksmith.build.pages.members import compact
from sdksmith.build.pages.words import CURSORS, ITEMS
from sdksmith.ir import PageKind, Pagination
from sdksmith.names import Words, words
from sdksmith.wire import Wire

_KINDS = {
    PageKind.PAGE_NUMBER: ("page", "number"),
    PageKind.OFFSET: ("offset",),
    PageKind.CURSOR: ("cursor",),
    PageKind.ITEM_CURSOR: ("item", "cursor"),
    PageKind.NEXT_URL: ("next", "url"),
    PageKind.LINK_HEADER: ("link",),
}


def named(found: Sequence[Pagination]) -> list[Pagination]:
    """The same with names, and with what other pages of the same shape say in their answers."""
    groups: dict[tuple[object, ...], list[Pagination]] = {}
    for pagination in sorted(found, key=_rank):
        group = groups.setdefault(_request(pagination), [])
        _put(group, pagination)
    shapes = sorted((shape for group in groups.values() for shape in group), key=_rank)
    names = dict(zip(shapes, _names(shapes), strict=True))
    result = []
    for each in found:
        shape = next(shape for shape in groups[_request(each)] if _agree(shape, each))
        result.append(replace(shape, name=names[shape], item=each.item, size=each.size))
    return result


def _request(pagination: Pagination) -> tuple[object, ...]:
    """How the next page is asked for, and where the items are: what makes pages another class."""
    return (
        pagination.name,
        pagination.kind,
        pagination.items,
        pagination.parameter,
        pagination.in_body,
        pagination.next,
        pagination.first,
    )


def _rank(pagination: Pagination) -> tuple[object, ...]:
    """An order that does not depend on that of the document; the first of several keeps the short name."""
    said = (pagination.more, pagination.total, pagination.total_pages, pagination.current)
    kind, parameter = pagination.kind.value, pagination.parameter
    return (
        pagination.name,
        kind,
        len(pagination.items),
        pagination.items,
        CURSORS.index(known) if (known := _compacted(parameter)) in CURSORS else len(CURSORS),
        _compacted(parameter),
        parameter.text if parameter is not None else "",
        pagination.in_body,
        pagination.next,
        pagination.first,
        tuple(not steps for steps in said),
        said,
    )


def _compacted(parameter: Wire | None) -> str:
    return compact(parameter) if parameter is not None else ""


def _said(pagination: Pagination) -> tuple[tuple[Wire, ...], ...]:
    """What an answer may say beside. Where one says nothing, nothing is read there."""
    return pagination.more, pagination.total, pagination.total_pages, pagination.current


def _agree(one: Pagination, other: Pagination) -> bool:
    return all(not a or not b or a == b for a, b in zip(_said(one), _said(other), strict=True))


def _put(shapes: list[Pagination], pagination: Pagination) -> None:
    for index, shape in enumerate(shapes):
        if _agree(shape, pagination):
            more, total, total_pages, current = (
                a or b for a, b in zip(_said(shape), _said(pagination), strict=True)
            )
            shapes[index] = replace(
                shape, more=more, total=total, total_pages=total_pages, current=current
            )
            return
    shapes.append(pagination)


def _names(shapes: Sequence[Pagination]) -> list[Words]:
    """A name for each shape; those that would have one name are told apart by what differs in them."""
    plain = {_plain(shape) for shape in shapes}
    taken: dict[Words, Pagination] = {}
    names: list[Words] = []
    for shape in shapes:
        name = _plain(shape)
        if name in taken:
            longer = _longer(shape, taken[name])
            name = next(name for name in longer if name not in plain and name not in taken)
        taken[name] = shape
        names.append(name)
    return names


def _plain(shape: Pagination) -> Words:
    """The configured name, else the one of the items if it says what they are, else the kind."""
    if shape.name:
        return shape.name
    if shape.items and compact(shape.items[-1]) not in ITEMS:
        return words(shape.items[-1].text)
    return _KINDS[shape.kind]


def _longer(shape: Pagination, other: Pagination) -> Iterator[Words]:
    """Names that say what differs from the shape that has the short one."""
    plain, kind = _plain(shape), _KINDS[shape.kind]
    if plain != kind and kind != _KINDS[other.kind]:
        yield (*plain, *kind)
    parts = (
        (shape.items[-1:], other.items[-1:]),
        (_parameter(shape), _parameter(other)),
        (shape.next[-1:], other.next[-1:]),
    )
    different = [words(own[-1].text) for own, theirs in parts if own and own != theirs]
    for part in different:
        yield (*part, *plain)
    yield tuple(
        word for part in (*different, plain, kind if plain != kind else ()) for word in part
    )
    mark = sha256(repr(_rank(shape)).encode(errors="surrogatepass")).hexdigest()
    for length in range(4, 65):
        yield (*plain, f"x{mark[:length]}")


def _parameter(shape: Pagination) -> tuple[Wire, ...]:
    return (shape.parameter,) if shape.parameter is not None else ()
