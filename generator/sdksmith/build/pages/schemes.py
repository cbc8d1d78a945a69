"""Pagination as the configuration describes it (`pagination` and `paginated`, as in a `stainless.yml`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdksmith.build.pages.members import Shapes
from sdksmith.config import Config, MethodConfig, PaginationConfig, ResourceConfig
from sdksmith.ir import Array, Location, Method, PageKind, Pagination, PathParameter, Response, Type
from sdksmith.names import words
from sdksmith.wire import Wire

_KINDS = {
    "cursor": PageKind.CURSOR,
    "cursor_id": PageKind.ITEM_CURSOR,
    "cursor_url": PageKind.NEXT_URL,
    "offset": PageKind.OFFSET,
    "page_number": PageKind.PAGE_NUMBER,
}
_PARAMETERS = {
    PageKind.CURSOR: "next_cursor_param",
    PageKind.ITEM_CURSOR: "next_cursor_id_param",
    PageKind.OFFSET: "offset_count_param",
    PageKind.PAGE_NUMBER: "page_number_param",
}
_NEXT = {
    PageKind.CURSOR: "next_cursor_field",
    PageKind.ITEM_CURSOR: "cursor_item_id",
    PageKind.NEXT_URL: "cursor_url_field",
}
_CURRENT = {
    PageKind.PAGE_NUMBER: "current_page_number_field",
    PageKind.OFFSET: "offset_count_start_field",
}
_SIZES = ("limit", "per_page", "page_size", "size", "count")


class Schemes:
    """What a configuration says of the pagination of methods."""

    def __init__(self, config: Config) -> None:
        self._configured = config.pagination
        self._rules = {
            (method.verb, method.path): method.paginated
            for method in _methods(config.resources or ())
            if method.paginated is not None
        }

    def rule(self, method: Method) -> bool | None:
        """Whether a method is read page by page (`paginated`); None when nothing is said."""
        if not self._rules:
            return None
        path = "".join(
            f"{{{p.wire.text}}}" if isinstance(p, PathParameter) else p.text for p in method.path
        )
        return self._rules.get((method.verb.lower(), path))

    @property
    def exclusive(self) -> bool:
        """Whether only the configuration decides, as it describes the ways in which the API does it."""
        return bool(self._configured)

    def find(self, method: Method, shapes: Shapes) -> Pagination | None:
        """The first of the configured ways whose parameters and members the method has."""
        for scheme in self._configured:
            found = _pagination(scheme, method, shapes)
            if found is not None:
                return found
        return None


def _methods(resources: Sequence[ResourceConfig]) -> Iterator[MethodConfig]:
    for resource in resources:
        yield from resource.methods
        yield from _methods(resource.subresources)


def _pagination(scheme: PaginationConfig, method: Method, shapes: Shapes) -> Pagination | None:
    response = method.response
    kind = _KINDS.get(scheme.type)
    if kind is None or response is None:
        return None
    where = Location.BODY if scheme.in_body else Location.QUERY
    parameters = {p.wire.text: p.wire for p in method.parameters if p.location is where}
    wanted = {purpose: name for name, purpose in scheme.parameters if purpose}
    parameter = parameters.get(wanted.get(_PARAMETERS.get(kind, ""), ""))
    if kind in _PARAMETERS and parameter is None:
        return None

    def steps(purpose: str) -> tuple[Wire, ...]:
        return _within(next((s for s, p in scheme.fields if p == purpose), ()), response, shapes)

    listed = next((s for s, purpose in scheme.fields if purpose == "items"), None)
    items = () if scheme.top_level_array or listed is None else _unwrapped(listed, response)
    item = _item(response.type, items, shapes) if items is not None else None
    next_field = next((s for s, p in scheme.fields if p == _NEXT.get(kind)), None)
    next_steps: tuple[Wire, ...]
    if kind is PageKind.ITEM_CURSOR:
        next_steps = (Wire(next_field[-1] if next_field else "id"),)
    else:
        next_steps = steps(_NEXT.get(kind, ""))
    if items is None or item is None or (kind in _NEXT and not next_steps):
        return None
    size = next((name for name, purpose in scheme.parameters if not purpose and name in _SIZES), "")
    return Pagination(
        name=words(scheme.name),
        kind=kind,
        items=items,
        item=item,
        parameter=parameter,
        in_body=scheme.in_body,
        next=next_steps,
        more=steps("has_next_page"),
        total=steps("offset_total_count_field"),
        total_pages=steps("total_page_count_field"),
        size=parameters.get(size),
        first=1 if kind is PageKind.PAGE_NUMBER else 0,
        current=steps(_CURRENT.get(kind, "")),
    )


def _unwrapped(steps: tuple[str, ...], response: Response) -> tuple[Wire, ...] | None:
    """The steps from what the method returns; None if they lead past it."""
    found = tuple(Wire(step) for step in steps)
    if response.unwrap is None:
        return found
    return found[1:] if found[:1] == (response.unwrap,) else None


def _within(steps: tuple[str, ...], response: Response, shapes: Shapes) -> tuple[Wire, ...]:
    """The steps to a member, empty if the answer has no such."""
    found = _unwrapped(steps, response) if steps else None
    return found if found and _type(response.type, found, shapes) is not None else ()


def _item(type: Type, steps: tuple[Wire, ...], shapes: Shapes) -> Type | None:
    found = _type(type, steps, shapes)
    array = shapes.bare(found) if found is not None else None
    return array.items if isinstance(array, Array) else None


def _type(type: Type, steps: tuple[Wire, ...], shapes: Shapes) -> Type | None:
    """The type of what the steps lead to, None if it does not exist."""
    for step in steps:
        model = shapes.model(type)
        field = next((f for f in model.fields if f.wire == step), None) if model else None
        if field is None:
            return None
        type = field.type
    return type
