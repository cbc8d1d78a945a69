"""Which shapes of parameters and answers are pages, and of which kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdksmith.build import build
from sdksmith.build.pages.names import named
from sdksmith.config import Config
from sdksmith.ir import Api, Kind, Method, PageKind, Pagination, Resource, Scalar
from sdksmith.load import Loader
from sdksmith.wire import Wire

THINGS = {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}
KINDS = {
    "int": {"type": "integer"},
    "text": {"type": "string"},
    "null": {"type": ["string", "null"]},
    "flag": {"type": "boolean"},
    "time": {"type": "string", "format": "date-time"},
    "things": THINGS,
    "texts": {"type": "array", "items": {"type": "string"}},
}


def schema(shape: str) -> dict[str, Any]:
    """A schema, in short: a name of `KINDS`, or the members of an object as `name:kind`, inner ones as `a/b:kind`."""
    if ":" not in shape:
        return KINDS[shape]
    root: dict[str, Any] = {"type": "object", "properties": {}}
    for member in shape.split():
        path, _, kind = member.rpartition(":")
        *outer, last = path.split("/")
        holder = root
        for name in outer:
            holder = holder["properties"].setdefault(name, {"type": "object", "properties": {}})
        holder["properties"][last] = KINDS[kind]
    return root


def document(operations: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.1",
        "info": {"title": "Lists", "version": "1"},
        "servers": [{"url": "https://lists.example.com"}],
        "paths": operations,
        "components": {
            "schemas": {
                "Thing": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
                }
            }
        },
    }


def listing(parameters: str, answer: str, **more: Any) -> dict[str, Any]:
    """A path with one operation that lists something, with parameters as `name:kind`."""
    response = {
        "description": "A list.",
        "content": {"application/json": {"schema": schema(answer)}},
        "headers": {name: {"schema": {"type": "string"}} for name in more.pop("headers", ())},
    }
    given = [
        {"name": name, "in": "query", "schema": KINDS[kind]}
        for name, _, kind in (parameter.rpartition(":") for parameter in parameters.split())
    ]
    return {"get": {"parameters": given, "responses": {"200": response}, **more}}


def api_of(operations: dict[str, Any], folder: Path) -> Api:
    path = folder / "spec.yaml"
    path.write_text(yaml.safe_dump(document(operations)))
    api, _ = build(Loader(path).root, Config())
    return api


def methods(resources: Sequence[Resource]) -> Iterator[Method]:
    for resource in resources:
        yield from resource.methods
        yield from methods(resource.subresources)


def found(parameters: str, answer: str, folder: Path, **more: Any) -> Pagination | None:
    api = api_of({"/things": listing(parameters, answer, **more)}, folder)
    return next(methods(api.resources)).pagination


def steps(places: tuple[Wire, ...]) -> str:
    return "/".join(place.text for place in places)


def described(pagination: Pagination) -> str:
    """The kind, what the next page is asked by, where the items are and what leads to the next page."""
    by = pagination.parameter.text if pagination.parameter is not None else ""
    said = (("by", by), ("items", steps(pagination.items)), ("next", steps(pagination.next)))
    return " ".join([pagination.kind.name, *(f"{name}={value}" for name, value in said if value)])


@pytest.mark.parametrize(
    ("parameters", "answer", "expected"),
    [
        # cursors
        (
            "cursor:text",
            "data:things next_cursor:null",
            "CURSOR by=cursor items=data next=next_cursor",
        ),
        (
            "pageToken:text",
            "files:things nextPageToken:text",
            "CURSOR by=pageToken items=files next=nextPageToken",
        ),
        (
            "cursor:text",
            "items:things meta/next:text",
            "CURSOR by=cursor items=items next=meta/next",
        ),
        (
            "cursor:text",
            "channels:things response_metadata/next_cursor:text",
            "CURSOR by=cursor items=channels next=response_metadata/next_cursor",
        ),
        (
            "starting_after:text",
            "data:things pages/next/starting_after:text",
            "CURSOR by=starting_after items=data next=pages/next/starting_after",
        ),
        (
            "after:text",
            "data:things has_more:flag last_id:text",
            "CURSOR by=after items=data next=last_id",
        ),
        (
            "after:text",
            "data:things pageInfo/endCursor:text pageInfo/hasNextPage:flag",
            "CURSOR by=after items=data next=pageInfo/endCursor",
        ),
        (
            "continue:text",
            "items:things metadata/continue:text",
            "CURSOR by=continue items=items next=metadata/continue",
        ),
        ("page:text", "data:things next_page:text", "CURSOR by=page items=data next=next_page"),
        ("offset:text", "records:things offset:text", "CURSOR by=offset items=records next=offset"),
        (
            "cursor:text",
            "data:things next_cursor:text next_url:text",
            "CURSOR by=cursor items=data next=next_cursor",
        ),
        (
            "cursor:text",
            "result/things:things result/cursor:text",
            "CURSOR by=cursor items=result/things next=result/cursor",
        ),
        (
            "cursor:text",
            "names:texts next_cursor:text",
            "CURSOR by=cursor items=names next=next_cursor",
        ),
        (
            "cursor:text",
            "next:text previous:text results:things",
            "CURSOR by=cursor items=results next=next",
        ),
        # items
        (
            "starting_after:text",
            "data:things has_more:flag",
            "ITEM_CURSOR by=starting_after items=data next=id",
        ),
        # URLs
        ("", "value:things nextLink:text", "NEXT_URL items=value next=nextLink"),
        ("", "value:things @odata.nextLink:text", "NEXT_URL items=value next=@odata.nextLink"),
        (
            "page:int",
            "droplets:things links/pages/next:text",
            "NEXT_URL items=droplets next=links/pages/next",
        ),
        (
            "page:int",
            "count:int next:null previous:null results:things",
            "NEXT_URL items=results next=next",
        ),
        (
            "",
            "_embedded/things:things _links/next/href:text",
            "NEXT_URL items=_embedded/things next=_links/next/href",
        ),
        ("page[cursor]:text", "data:things links/next:text", "NEXT_URL items=data next=links/next"),
        # numbers
        ("page:int per_page:int", "things", "PAGE_NUMBER by=page"),
        ("page:int", "things", "PAGE_NUMBER by=page"),
        ("pageNumber:int pageSize:int", "data:things", "PAGE_NUMBER by=pageNumber items=data"),
        (
            "page[number]:int page[size]:int",
            "data:things",
            "PAGE_NUMBER by=page[number] items=data",
        ),
        ("page:int", "data:things total_pages:int", "PAGE_NUMBER by=page items=data"),
        ("page:int", "data:things next_page:int", "PAGE_NUMBER by=page items=data next=next_page"),
        ("offset:int limit:int", "things", "OFFSET by=offset"),
        ("$skip:int $top:int", "value:things", "OFFSET by=$skip items=value"),
        ("start:int count:int", "rows:things", "OFFSET by=start items=rows"),
        ("offset:int", "data:things total:int", "OFFSET by=offset items=data"),
        (
            "offset:int limit:int",
            "data:things pagination/next_offset:int",
            "OFFSET by=offset items=data next=pagination/next_offset",
        ),
    ],
)
def test_kinds(parameters: str, answer: str, expected: str, tmp_path: Path) -> None:
    pagination = found(parameters, answer, tmp_path)
    assert pagination is not None
    assert described(pagination) == expected


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        ("", "things"),
        ("limit:int", "data:things"),
        ("cursor:text", "data:things"),
        ("cursor:text", "next_cursor:text"),
        ("scroll_id:text", "hits:things scroll_id:text"),
        ("after:time", "data:things has_more:flag"),
        ("after:text", "data:texts has_more:flag"),
        ("after:text", "data:things"),
        ("page:int", "data:things"),
        ("page:text limit:int", "data:things page:text"),
        ("page:int limit:int", "id:text authors:things"),
        ("page:int limit:int", "commits:things files:things"),
        ("start:time end:time", "data:things total:int"),
        ("start:int", "data:things total:int"),
        ("p:int", "things"),
        ("next:text", "id:text"),
        ("", "data:things next:text"),
    ],
)
def test_no_pages(parameters: str, answer: str, tmp_path: Path) -> None:
    assert found(parameters, answer, tmp_path) is None


@pytest.mark.parametrize(
    ("parameters", "answer", "is_link"),
    [
        ("page:int", "things", True),
        ("since:int", "things", True),
        ("page:int", "jobs:things total_count:int", True),
        ("branch:text", "jobs:things", False),
    ],
)
def test_the_link_header(parameters: str, answer: str, is_link: bool, tmp_path: Path) -> None:
    pagination = found(parameters, answer, tmp_path, headers=["link"])
    assert (pagination is not None and pagination.kind is PageKind.LINK_HEADER) is is_link


@pytest.mark.parametrize(
    ("parameter", "first"),
    [
        ({"schema": {"type": "integer"}}, 1),
        ({"schema": {"type": "integer", "default": 0}}, 0),
        ({"schema": {"type": "integer", "default": 1}}, 1),
        ({"schema": {"type": "integer"}, "description": "The zero-based number of the page."}, 0),
    ],
)
def test_the_first_page(parameter: dict[str, Any], first: int, tmp_path: Path) -> None:
    operation = listing("limit:int", "things")
    operation["get"]["parameters"].append({"name": "page", "in": "query", **parameter})
    api = api_of({"/things": operation}, tmp_path)
    pagination = next(methods(api.resources)).pagination
    assert pagination is not None
    assert pagination.first == first


def test_what_answers_say_beside(tmp_path: Path) -> None:
    meta = "meta/page:int meta/total_pages:int meta/total_count:int meta/has_next:flag"
    pagination = found("page:int per_page:int", f"data:things {meta}", tmp_path)
    assert pagination is not None
    assert steps(pagination.current) == "meta/page"
    assert steps(pagination.total) == "meta/total_count"
    assert steps(pagination.total_pages) == "meta/total_pages"
    assert steps(pagination.more) == "meta/has_next"
    assert pagination.size == Wire("per_page")


def names(operations: dict[str, Any], folder: Path) -> dict[str, str]:
    """The names of the pages, by the first words of the paths."""
    api = api_of(operations, folder)
    return {
        piece.text.strip("/"): " ".join(method.pagination.name)
        for method in methods(api.resources)
        if method.pagination is not None
        for piece in method.path[:1]
        if isinstance(piece, Wire)
    }


LISTS = {
    "/a": listing("cursor:text", "data:things next_cursor:text"),
    "/b": listing("cursor:text", "data:texts next_cursor:text has_more:flag"),
    "/c": listing("after:text", "data:things next_cursor:text"),
    "/d": listing("cursor:text", "items:things next_cursor:text"),
    "/e": listing("page:int limit:int", "orders:things total:int"),
    "/f": listing("cursor:text", "orders:things next_cursor:text"),
    "/g": listing("page:int limit:int", "things"),
}


def test_names(tmp_path: Path) -> None:
    assert names(LISTS, tmp_path) == {
        "a": "cursor",
        "b": "cursor",
        "c": "after cursor",
        "d": "items cursor",
        "e": "orders",
        "f": "orders cursor",
        "g": "page number",
    }


@pytest.mark.parametrize("path", sorted(LISTS))
def test_names_do_not_depend_on_the_order(path: str, tmp_path: Path) -> None:
    moved = {**{p: each for p, each in LISTS.items() if p != path}, path: LISTS[path]}
    assert names(moved, tmp_path) == names(LISTS, tmp_path)


def test_one_shape_knows_what_any_of_its_answers_says(tmp_path: Path) -> None:
    api = api_of(LISTS, tmp_path)
    first, second = (
        m.pagination for m in methods(api.resources) if m.path[0] in (Wire("/a"), Wire("/b"))
    )
    assert first is not None
    assert second is not None
    assert steps(first.more) == steps(second.more) == "has_more"
    assert replace(first, item=second.item) == second


def test_shapes_that_differ_in_nothing_that_has_a_name() -> None:
    plain = Pagination(
        name=(),
        kind=PageKind.CURSOR,
        items=(Wire("data"),),
        item=Scalar(Kind.STRING),
        parameter=Wire("cursor"),
        in_body=False,
        next=(Wire("next"),),
        more=(Wire("more"),),
        total=(),
        total_pages=(),
        size=None,
        first=0,
    )
    found = named([plain, replace(plain, more=(Wire("meta"), Wire("more")))])
    assert len({each.name for each in found}) == 2
