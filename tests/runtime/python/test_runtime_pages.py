"""Pages: going on by cursor, item, number, offset, URL and header; sync and async, with each HTTP client."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from copy import copy
from pathlib import Path
from types import new_class
from typing import Any, TypeVar

import pytest
from runtime_api import API, BASE_URL, SECRET, SECURITY

from sdk._runtime.convert import decode_list, unchanged, unwrap
from sdk._runtime.errors import APIError, APIResponseValidationError, InternalServerError
from sdk._runtime.models import BaseModel
from sdk._runtime.page_rules import (
    CursorPages,
    ItemCursorPages,
    LinkedPages,
    LinkHeaderPages,
    NumberedPages,
    OffsetPages,
    PageRule,
)
from sdk._runtime.pages import AsyncPage, SyncPage
from sdk._runtime.resource import AsyncResource, SyncResource
from sdk._runtime.sentinels import omit

T = TypeVar("T")


class Thing(BaseModel):
    id: str


class Things(BaseModel):
    data: list[Thing]

    @staticmethod
    def _convert(data: dict[str, Any]) -> None:
        data["data"] = decode_list(data.get("data"), Thing._decode)


class Lister:
    """A list method on the runtime, and what it gives."""

    def __init__(self, api: API) -> None:
        self.api = api

    def call(
        self, rule: PageRule, *, decode: Callable[[Any], Any] = Things._decode, **options: Any
    ) -> Any:
        """The paginator, or the first page of a sync one; `mode` is that of a resource."""
        client = options.pop("client", None) or self.api.client()
        base: Any = AsyncPage if self.api.is_async else SyncPage
        page = type("ThingsPage", (base,), {"_rule": rule, "__slots__": ()})
        kind: Any = AsyncResource if self.api.is_async else SyncResource
        resource = kind(client, mode=options.pop("mode", "parsed"))
        method = options.pop("method", "GET")
        path = options.pop("path", "/things")
        options.setdefault("security", SECURITY)
        return resource._list(page, decode, method, path, **options)

    def page(self, rule: PageRule, **options: Any) -> Any:
        """The first page."""

        async def first() -> Any:
            return await self.call(rule, **options)

        return self.api.run(first) if self.api.is_async else self.call(rule, **options)

    def items(self, rule: PageRule, **options: Any) -> list[Any]:
        """All items."""
        return self.each(lambda: self.call(rule, **options))

    def each(self, make: Callable[[], Any]) -> list[Any]:
        """What iterating gives."""

        async def gather() -> list[Any]:
            return [item async for item in make()]

        result: list[Any] = self.api.run(gather) if self.api.is_async else list(make())
        return result

    def next(self, page: Any) -> Any:
        return self.api.run(page.get_next_page)

    @property
    def urls(self) -> list[str]:
        return [str(request.url).removeprefix(BASE_URL) for request in self.api.requests]


@pytest.fixture
def lister(api: API) -> Lister:
    return Lister(api)


def things(*ids: str, **members: Any) -> dict[str, Any]:
    return {"data": [{"id": id} for id in ids], **members}


CURSOR = CursorPages("after", ("data",), cursor=("next",), more=("has_more",))


def test_cursor(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", "b", next="c1")),
        api.answer(things("c", next=None)),
    )
    found = lister.items(CURSOR, query={"limit": 2, "after": omit})
    assert found == [Thing(id="a"), Thing(id="b"), Thing(id="c")]
    assert lister.urls == ["/things?limit=2", "/things?limit=2&after=c1"]


def test_a_page_is_the_answer(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="x", has_more=True, object="list")))
    page = lister.page(CURSOR)
    assert page.data == [Thing(id="a")]
    assert (page.has_more, page.object) == (True, "list")
    assert page.to_dict() == things("a", next="x", has_more=True, object="list")
    assert page.has_next_page()
    assert page.next_page_info().params == {"after": "x"}
    assert repr(page.next_page_info()) == "PageInfo(params={'after': 'x'})"


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"next": None},
        {"next": ""},
        {"next": "x", "has_more": False},
        {"next": {}},
        {"next": True},
    ],
)
def test_the_last_page_of_cursors(api: API, lister: Lister, members: dict[str, Any]) -> None:
    api.answers(api.answer(things("a", **members)))
    page = lister.page(CURSOR)
    assert not page.has_next_page()
    assert page.next_page_info() is None
    with pytest.raises(RuntimeError, match="last page"):
        lister.next(page)


def test_empty_pages_are_no_end_of_cursors(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", next="1")),
        api.answer(things(next="2", has_more=True)),
        api.answer(things("b")),
    )
    assert lister.items(CURSOR) == [Thing(id="a"), Thing(id="b")]


def test_a_cursor_that_comes_again_is_the_end(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", next="1")),
        api.answer(things("b", next="2")),
        api.answer(things("c", next="1")),
    )
    assert [thing.id for thing in lister.items(CURSOR)] == ["a", "b", "c"]


def test_a_loop_over_pages_ends_as_well(api: API, lister: Lister) -> None:
    api.answers(*(api.answer(things(id, next=id)) for id in "abab"))
    page = lister.page(CURSOR)
    seen = [page]
    while page.has_next_page():
        page = lister.next(page)
        seen.append(page)
    assert [page.data[0].id for page in seen] == ["a", "b", "a"]


def test_the_next_page_twice(api: API, lister: Lister) -> None:
    api.answers(*(api.answer(things(id, next=id)) for id in "abbcc"))
    first = lister.page(CURSOR)
    for _ in range(2):
        second = lister.next(first)
        assert second.has_next_page()
    assert lister.next(second).has_next_page()


def test_each_way_from_one_page_has_its_own_end(api: API, lister: Lister) -> None:
    """The list has changed meanwhile, so that cursors come in another order."""
    steps = {"a": "b", "b": "c", "c": None}
    api.handler = lambda request: (
        (id := request.url.params.get("after", "a")) and api.answer(things(id, next=steps[id]))
    )
    first = lister.page(CURSOR)
    assert [thing.id for thing in lister.each(lambda: first)] == ["a", "b", "c"]
    steps |= {"b": "d", "d": "c"}
    assert [thing.id for thing in lister.each(lambda: first)] == ["a", "b", "d", "c"]


def test_the_same_cursor_is_the_end(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="1")))
    assert [thing.id for thing in lister.items(CURSOR, query={"after": "1"})] == ["a"]


def test_a_cursor_that_is_a_url_is_followed(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", next=f"{BASE_URL}/things?after=1&x=2")), api.answer(things("b"))
    )
    assert len(lister.items(CURSOR, query={"x": 2})) == 2
    assert lister.urls[1] == "/things?after=1&x=2"


def test_a_nested_cursor_and_items(api: API, lister: Lister) -> None:
    rule = CursorPages("cursor", ("result", "items"), cursor=("result", "meta", "next"))
    api.answers(
        api.answer({"result": {"items": [1, 2], "meta": {"next": "n"}}}),
        api.answer({"result": {"items": [3], "meta": None}}),
    )
    assert lister.items(rule, decode=unchanged) == [1, 2, 3]


def test_a_cursor_in_the_body(api: API, lister: Lister) -> None:
    rule = CursorPages("cursor", ("data",), cursor=("next",), in_body=True)
    api.answers(api.answer(things("a", next="1")), api.answer(things("b")))
    found = lister.items(
        rule,
        method="POST",
        body={"q": "x", "cursor": omit},
        extra_body={"debug": True},
        idempotency_key="first",
        client=api.client(idempotent=True),
    )
    assert len(found) == 2
    assert [request.read() for request in api.requests] == [
        b'{"q":"x","debug":true}',
        b'{"q":"x","cursor":"1","debug":true}',
    ]
    keys = [request.headers["X-Request-Key"] for request in api.requests]
    assert keys[0] == "first" != keys[1]


def test_item_cursor(api: API, lister: Lister) -> None:
    rule = ItemCursorPages("starting_after", ("data",), more=("has_more",))
    api.answers(
        api.answer(things("a", "b", has_more=True)), api.answer(things("c", has_more=False))
    )
    assert len(lister.items(rule)) == 3
    assert lister.urls == ["/things", "/things?starting_after=b"]


@pytest.mark.parametrize("items", [[], [3], [{"name": "x"}], [{"id": None}], None])
def test_no_item_to_go_on_from(api: API, lister: Lister, items: Any) -> None:
    rule = ItemCursorPages("after", ("data",), more=("has_more",))
    api.answers(api.answer({"data": items, "has_more": True}))
    assert not lister.page(rule, decode=unchanged).has_next_page()


def test_page_numbers_end_with_an_empty_page(api: API, lister: Lister) -> None:
    api.answers(api.answer([1, 2]), api.answer([3]), api.answer([]))
    assert lister.items(NumberedPages("page"), decode=unchanged) == [1, 2, 3]
    assert lister.urls == ["/things", "/things?page=2", "/things?page=3"]


def test_an_array_is_the_items(api: API, lister: Lister) -> None:
    api.answers(api.answer([1, 2]))
    page = lister.page(NumberedPages("page"), decode=unchanged)
    assert page.items == [1, 2]
    assert page.has_next_page()


@pytest.mark.parametrize(
    ("rule", "answers", "urls"),
    [
        (
            NumberedPages("page", ("data",), total_pages=("pages",)),
            [{"data": [1], "pages": 2}, {"data": [2], "pages": 2}],
            ["", "?page=2"],
        ),
        (
            NumberedPages("page", ("data",), first=0, total_pages=("pages",)),
            [{"data": [1], "pages": 2}, {"data": [2], "pages": 2}],
            ["", "?page=1"],
        ),
        (
            NumberedPages("page", ("data",), total=("meta", "total")),
            [{"data": [1, 2], "meta": {"total": 3}}, {"data": [3], "meta": {"total": 3}}],
            ["", "?page=2"],
        ),
        (
            NumberedPages("page", ("data",), more=("more",)),
            [{"data": [1], "more": True}, {"data": [2], "more": False}],
            ["", "?page=2"],
        ),
        (
            NumberedPages("page", ("data",), number=("page",)),
            [{"data": [1], "page": "0"}, {"data": [2], "page": 1}, {"data": []}],
            ["", "?page=1", "?page=2"],
        ),
        (
            NumberedPages("page", ("data",), next=("next_page",)),
            [{"data": [1], "next_page": 4}, {"data": [2], "next_page": None}],
            ["", "?page=4"],
        ),
        (
            OffsetPages("offset", ("data",), total=("total",)),
            [{"data": [1, 2], "total": 3}, {"data": [3], "total": 3}],
            ["", "?offset=2"],
        ),
        (
            OffsetPages("startIndex", ("data",), first=1, total=("total",)),
            [{"data": [1, 2], "total": 3}, {"data": [3], "total": 3}],
            ["", "?startIndex=3"],
        ),
        (
            OffsetPages("offset", ("data",)),
            [{"data": [1, 2]}, {"data": [3]}, {"data": []}],
            ["", "?offset=2", "?offset=3"],
        ),
        (
            OffsetPages("offset", ("data",), more=("more",)),
            [{"data": [1], "more": True}, {"data": [], "more": True}],
            ["", "?offset=1"],
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, PageRule) else "",
)
def test_numbers(
    api: API, lister: Lister, rule: PageRule, answers: list[Any], urls: list[str]
) -> None:
    api.answers(*(api.answer(answer) for answer in answers))
    found = lister.items(rule, decode=unchanged)
    assert found == [item for answer in answers for item in answer["data"]]
    assert lister.urls == [f"/things{url}" for url in urls]


def test_a_total_says_nothing_where_the_pages_before_are_not_known(
    api: API, lister: Lister
) -> None:
    rule = NumberedPages("page", ("data",), total=("total",))
    api.answers(api.answer({"data": [1], "total": 9}), api.answer({"data": [], "total": 9}))
    assert lister.items(rule, decode=unchanged, query={"page": 9}) == [1]
    assert lister.urls == ["/things?page=9", "/things?page=10"]


def test_a_server_that_gives_the_last_page_for_any_number(api: API, lister: Lister) -> None:
    api.answers(*(api.answer(things(id)) for id in "abb"))
    assert [thing.id for thing in lister.items(NumberedPages("page", ("data",)))] == ["a", "b"]


def test_a_parameter_of_the_client_is_the_page(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a")), api.answer(things("b")), api.answer(things()))
    client = api.client(default_query={"page": 2})
    assert len(lister.items(NumberedPages("page", ("data",)), client=client)) == 2
    assert lister.urls == ["/things?page=2", "/things?page=3", "/things?page=4"]


def test_a_parameter_of_the_caller_is_the_page(api: API, lister: Lister) -> None:
    api.answers(api.answer([1]), api.answer([]))
    found = lister.items(
        NumberedPages("page"), decode=unchanged, extra_query={"page": 5, "debug": 1}
    )
    assert found == [1]
    assert lister.urls == ["/things?page=5&debug=1", "/things?page=6&debug=1"]


LINKED = LinkedPages(("data",), url=("links", "next"))


@pytest.mark.parametrize(
    "link",
    ["/v1/things?page=2", "?page=2", "things?page=2", f"{BASE_URL}/things?page=2"],
)
def test_urls(api: API, lister: Lister, link: str) -> None:
    api.answers(api.answer(things("a", links={"next": link})), api.answer(things("b", links={})))
    assert len(lister.items(LINKED, query={"filter": "x"})) == 2
    assert lister.urls[1] == "/things?page=2"
    assert api.last.headers["authorization"] == f"Bearer {SECRET}"


def test_a_url_to_the_same_host_without_tls(api: API, lister: Lister) -> None:
    link = f"http{BASE_URL.removeprefix('https')}/things?page=2"
    api.answers(api.answer(things("a", links={"next": link})), api.answer(things("b")))
    assert len(lister.items(LINKED)) == 2
    assert str(api.last.url) == f"{BASE_URL}/things?page=2"


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.test/v1/things?page=2",
        "//evil.test/",
        "https://api.example.test:8443/v1/things",
        "https://[",
    ],
)
def test_a_url_to_another_origin(api: API, lister: Lister, link: str) -> None:
    api.answers(api.answer(things("a", links={"next": link})))
    with pytest.raises(APIError, match=r"another origin|no URL"):
        lister.items(LINKED)
    assert len(api.requests) == 1


def test_a_url_without_tls_for_a_server_without_it(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", links={"next": "http://localhost:8080/next"})),
        api.answer(things("b")),
    )
    client = api.client(base_url="http://localhost:8080/v1")
    assert len(lister.items(LINKED, client=client)) == 2
    assert str(api.last.url) == "http://localhost:8080/next"


def test_what_a_url_says_is_not_said_twice(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", links={"next": "?page=2&tenant=1&debug=1"})),
        api.answer(things("b", links={"next": "?page=3"})),
        api.answer(things("c")),
    )
    client = api.client(default_query={"tenant": 1})
    assert len(lister.items(LINKED, client=client, extra_query={"debug": 1})) == 3
    assert lister.urls == [
        "/things?tenant=1&debug=1",
        "/things?page=2&tenant=1&debug=1",
        "/things?page=3&tenant=1&debug=1",
    ]


def test_a_fragment_is_not_sent(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", links={"next": "?page=2#top"})),
        api.answer(things("b", links={"next": "?page=2#top"})),
    )
    client = api.client(default_query={"tenant": 1})
    assert len(lister.items(LINKED, client=client)) == 2
    assert lister.urls == ["/things?tenant=1", "/things?page=2&tenant=1"]


def test_a_url_that_comes_again_is_the_end(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", links={"next": "?page=2"})),
        api.answer(things("b", links={"next": "?page=2"})),
    )
    assert len(lister.items(LINKED)) == 2


@pytest.mark.parametrize("header", ["", "nonsense", '<?page=2>; rel="nextish"', "<?page=2>"])
def test_no_link_to_a_next_page(api: API, lister: Lister, header: str) -> None:
    api.answers(api.answer([1], headers={"Link": header}))
    assert lister.items(LinkHeaderPages(), decode=unchanged) == [1]


@pytest.mark.parametrize("rel", ['"next"', "next", '"Next last"', '"last  next"'])
def test_the_link_header(api: API, lister: Lister, rel: str) -> None:
    header = f'<{BASE_URL}/things?page=2>; rel={rel}, <{BASE_URL}/things?page=9>; rel="last"'
    api.answers(api.answer([1], headers={"Link": header}), api.answer([2]))
    assert lister.items(LinkHeaderPages(), decode=unchanged) == [1, 2]
    assert lister.urls == ["/things", "/things?page=2"]


def test_a_method_with_a_server_of_its_own(api: API, lister: Lister) -> None:
    server = "https://lists.example.test/v2"
    api.answers(
        api.answer(things("a", links={"next": "/v2/things?page=2"})), api.answer(things("b"))
    )
    assert len(lister.items(LINKED, server=server)) == 2
    assert str(api.last.url) == f"{server}/things?page=2"
    assert api.last.headers["authorization"] == f"Bearer {SECRET}"


def test_the_next_request_repeats_the_options(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="1")), api.answer(things("b")))
    lister.items(
        CURSOR,
        headers={"X-Version": "2"},
        extra_headers={"X-Trace": "t"},
        extra_query={"debug": "1"},
        timeout=3,
    )
    first, second = api.requests
    for request in (first, second):
        assert request.headers["x-version"] == "2"
        assert request.headers["x-trace"] == "t"
        assert request.headers["authorization"] == f"Bearer {SECRET}"
        assert request.extensions["timeout"]["read"] == 3
    assert lister.urls[1] == "/things?after=1&debug=1"


def test_the_next_page(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", next="1")), api.answer(things("b", next="2")), api.answer(things())
    )
    page = lister.page(CURSOR)
    second = lister.next(page)
    assert type(second) is type(page)
    assert second.data == [Thing(id="b")]
    assert not lister.next(second).has_next_page()


def test_pages_one_by_one(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="1")), api.answer(things("b")))
    pages = lister.each(lambda: lister.call(CURSOR).iter_pages())
    assert [page.data[0].id for page in pages] == ["a", "b"]


def test_raw(api: API, lister: Lister) -> None:
    api.answers(
        api.answer(things("a", next="1"), headers={"X-Count": "2"}), api.answer(things("b"))
    )
    response = lister.page(CURSOR, mode="raw")
    assert response.headers["x-count"] == "2"
    page = api.run(response.parse)
    assert [thing.id for thing in lister.each(lambda: page)] == ["a", "b"]


def test_streamed(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="1")), api.answer(things("b")))
    response = lister.page(CURSOR, mode="streamed")
    page = api.run(response.parse)
    assert lister.next(page).data == [Thing(id="b")]


def test_an_envelope(api: API, lister: Lister) -> None:
    api.answers(api.answer({"result": [1]}), api.answer({"result": None}))
    decode = unwrap("result", unchanged)
    assert lister.items(NumberedPages("page"), decode=decode) == [1]


@pytest.mark.parametrize("body", [{"data": None}, {"data": 3}, {}, "text", 3, None])
def test_an_answer_that_is_no_list(api: API, lister: Lister, body: Any) -> None:
    api.answers(api.answer(body, status=200) if body is not None else api.answer(status=204))
    assert lister.items(NumberedPages("page", ("data",)), decode=unchanged) == []


def test_no_json(api: API, lister: Lister) -> None:
    api.answers(api.answer(text="<html>", headers={"content-type": "text/html"}))
    with pytest.raises(APIResponseValidationError):
        lister.page(CURSOR)


def test_members_called_like_methods(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", iter_pages=1, has_next_page=2, _call=3, _rule=4)))
    page = lister.page(CURSOR)
    assert not page.has_next_page()
    assert page.to_dict()["has_next_page"] == 2


def test_a_failure_half_way(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="1")), *[api.answer(status=500)] * 3)
    with pytest.raises(InternalServerError):
        lister.items(CURSOR)


@pytest.mark.parametrize(
    ("rule", "more"),
    [(CURSOR, {"next": "1"}), (LINKED, {"links": {"next": "/?page=2"}})],
)
def test_a_page_of_ones_own(
    api: API, is_async: bool, rule: PageRule, more: dict[str, object]
) -> None:
    base: Any = AsyncPage if is_async else SyncPage
    cls = type("ThingsPage", (base,), {"_rule": rule})
    assert not cls.construct(data=[Thing(id="a")]).has_next_page()
    page = cls.construct(data=[Thing(id="a")], **more)
    assert page.has_next_page()
    with pytest.raises(RuntimeError, match="client returned"):
        api.run(page.get_next_page)


def test_a_page_of_stated_items_has_no_other_members(is_async: bool) -> None:
    base: Any = AsyncPage if is_async else SyncPage
    namespace = {"_rule": CURSOR, "__slots__": ()}
    cls: Any = new_class("ThingsPage", (base[T],), exec_body=lambda body: body.update(namespace))
    assert cls[Thing](data=[]).to_dict() == {"data": []}


def test_a_page_as_it_is_after_a_pickle(api: API, lister: Lister) -> None:
    api.answers(api.answer(things("a", next="1")))
    page = copy(lister.page(CURSOR))
    assert page.has_next_page()
    with pytest.raises(RuntimeError, match="client returned"):
        lister.next(page)


def test_nothing_is_imported_without_pages() -> None:
    source = Path(__file__).parents[3] / "templates" / "python" / "src"
    code = (
        "import sys, sdk._runtime.resource, sdk._runtime.sync_session, sdk._runtime.async_session\n"
        "print([name for name in sys.modules if 'page' in name or 'stream' in name"
        " or 'event_p' in name if name.startswith('sdk')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "[]\n"
