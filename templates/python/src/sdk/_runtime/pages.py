"""Pages of lists: what a list method returns, and how the next page is asked for.

A generated page class says by its `_rule` where things stand in an answer. Everything that is found
there is what a server sent, so nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from .convert import Undecoded, unchanged
from .decode import decode_response
from .errors import APIError
from .http import http_module
from .models import BaseModel, sealed
from .page_rules import PageInfo
from .redirects import origin
from .request import base_url
from .sentinels import LEFT_OUT, omit

if TYPE_CHECKING:
    from typing import Self

    import httpx2

    from .client import BaseClient
    from .page_rules import PageRule
    from .types import RequestOptions

T = TypeVar("T")
P = TypeVar("P", bound="BasePage[Any]")
AnyAsyncPage = TypeVar("AnyAsyncPage", bound="AsyncPage[Any]")


def next_link(response: httpx2.Response) -> str | None:
    """The URL that the header `Link` gives for the next page (RFC 8288, 3.3)."""
    links: Mapping[Any, Mapping[str, str]] = response.links
    for link in links.values():
        # A link may be several things at once, in any letter case.
        if "next" in link.get("rel", "").lower().split():
            return link["url"]
    return None


class PageCall:
    """The call that a page is the answer to, from which the next one is made.

    Attributes:
        client: what made it; `None` stands for a page that no client returned.
        request: the request as it was sent, after redirects; `None` before.
        link: the URL of the next page by the `Link` header, or `None`.
        skipped: the number of items on the pages before, or `None` where that is not known.
        is_counted: whether it was made by counting, so that nothing but an answer says that there
            is such a page.
    """

    __slots__ = (
        "_before",
        "_start",
        "client",
        "decode",
        "is_counted",
        "link",
        "method",
        "options",
        "path",
        "request",
        "skipped",
    )

    def __init__(
        self,
        client: BaseClient | None,
        decode: Callable[[Any], Any],
        method: str,
        path: str,
        options: RequestOptions,
        skipped: int | None,
        start: PageCall | None = None,
    ) -> None:
        self._start = start
        # What this page and those before it were asked for by.
        self._before: tuple[str, ...] = ()
        self.is_counted = False
        self.client: Any = client
        self.decode = decode
        self.method = method
        self.path = path
        self.options = options
        self.skipped = skipped
        self.request: Any = None
        self.link: str | None = None

    def decoder(self, page: type[P]) -> Callable[[Any], P]:
        """What makes a page of an answer."""

        def take(response: httpx2.Response) -> P:
            value = decode_response(response, self.decode)
            self.request = response.request
            self.link = next_link(response)
            return page._of(value, self)

        return Undecoded(take)

    def sent(self, name: str, *, in_body: bool) -> object:
        """The value of a parameter of the call, `None` if it was not given."""
        options = self.options
        sources: tuple[object, ...] = (
            (options.get("extra_body"), options.get("body"))
            if in_body
            else (options.get("extra_query"), options.get("query"), self._default_query)
        )
        for values in sources:
            if isinstance(values, Mapping) and not isinstance(values.get(name, omit), LEFT_OUT):
                return values[name]
        return None

    @property
    def _default_query(self) -> object:
        return self.client._default_query if self.client is not None else None

    def is_at(self, link: str) -> bool:
        """Whether a URL that the answer names is its own.

        Raises:
            APIError: it is none.
        """
        return self.request is not None and self._joined(link) == self.request.url

    def is_new(self, info: PageInfo) -> bool:
        """Whether no page before led to the same one, as a server that repeats itself never ends."""
        return info.key not in self._before

    def next(self, info: PageInfo, items: int) -> PageCall:
        """The call for the page that follows one with so many items.

        Raises:
            APIError: it is at another origin, to which no credentials may go.
        """
        # What a link leaves out of one request belongs into the next one again.
        start = self._start or self
        options = start.options.copy()
        options.pop("idempotency_key", None)  # It is another request.
        path = start.path
        if info.url is not None:
            path = self._followed(info.url, options)
        if info.params is not None:
            options["query"] = {**_mapping(options.get("query")), **info.params}
            options["extra_query"] = _without(options.get("extra_query"), info.params)
        if info.json is not None:
            options["body"] = {**_mapping(options.get("body")), **info.json}
            options["extra_body"] = _without(options.get("extra_body"), info.json)
        skipped = None if self.skipped is None else self.skipped + items
        call = PageCall(self.client, self.decode, self.method, path, options, skipped, start)
        call._before = (*self._before, info.key)
        call.is_counted = info.is_counted
        return call

    def _joined(self, link: str) -> httpx2.URL:
        try:
            url: httpx2.URL = self.request.url.join(link)
            return url
        except http_module(self.request).InvalidURL as error:
            raise APIError("The link to the next page is no URL.", self.request) from error

    def _followed(self, link: str, options: RequestOptions) -> str:
        """The path for a URL that an answer names, which has all of the query in it."""
        url = self._joined(link)
        client = self.client
        home = type(url)(base_url(client, options))
        if (url.scheme, url.host) == ("http", home.host) and home.scheme == "https":
            url = url.copy_with(scheme="https")  # The server does not know that a proxy speaks TLS.
        if origin(url) != origin(home):
            raise APIError(
                f"The next page is at {url.scheme}://{url.host}, another origin than this one's, "
                "where credentials must not go.",
                self.request,
            )
        url = url.copy_with(fragment=None)
        options.pop("query", None)
        # What the URL says already must not be said twice.
        said = url.params.keys()
        extra = {**client._default_query, **(options.get("extra_query") or {})}
        extra |= dict.fromkeys(said & (extra.keys() | client._secret_query))
        options["extra_query"] = extra
        if origin(url) == origin(type(url)(client._base_url)):
            return str(url)
        options["server"] = f"{url.scheme}://{url.netloc.decode()}"
        return url.raw_path.decode()


def _mapping(values: object) -> Mapping[str, object]:
    return values if isinstance(values, Mapping) else {}


def _without(
    values: Mapping[str, object] | None, names: Mapping[str, object]
) -> Mapping[str, object] | None:
    return values and {name: value for name, value in values.items() if name not in names}


@sealed
class BasePage(BaseModel, Generic[T]):
    """One page of a list: the answer as the API gives it, and the way to the next one.

    Its members are those of the answer; one that is a bare array has it as `items`.
    """

    # `typing` sets the second one when a page is made as `SyncPage[Item](…)`.
    __slots__ = ("__orig_class__", "_call")
    _rule: ClassVar[PageRule]
    _call: PageCall

    @classmethod
    def _of(cls, value: Any, call: PageCall) -> Self:
        """The page of a decoded answer."""
        self = cls.__new__(cls)
        if isinstance(value, BaseModel):
            value = value.__dict__
        if isinstance(value, list):
            value = {"items": value}
        self.__dict__ = value if isinstance(value, dict) else {}
        self._call = call
        return self

    def _page_items(self) -> list[T]:
        items = type(self)._rule.at(self, type(self)._rule.items)
        return items if isinstance(items, list) else []

    def next_page_info(self) -> PageInfo | None:
        """What the request for the next page differs in; `None` if this is the last page."""
        call: PageCall = getattr(self, "_call", NO_CALL)
        info = type(self)._rule.next(self, self._page_items(), call)
        return info if info is not None and call.is_new(info) else None

    def _repeats(self, before: BasePage[T]) -> bool:
        """Whether it is the page before: some servers give the last one for any later number."""
        items = self._page_items()
        # Plain values may well be the same on two pages.
        is_telling = not items or not isinstance(items[0], (str, int, float))
        return self._call.is_counted and is_telling and items == before._page_items()

    def has_next_page(self) -> bool:
        """Whether there may be another page.

        Where an API does not say, there is one after each page that has items.
        """
        return self.next_page_info() is not None

    def _next_call(self) -> PageCall:
        info = self.next_page_info()
        if info is None:
            raise RuntimeError("this is the last page; `has_next_page()` tells")
        call: PageCall | None = getattr(self, "_call", None)
        if call is None:
            raise RuntimeError("only a page that a client returned leads to the next one")
        return call.next(info, len(self._page_items()))


NO_CALL = PageCall(None, unchanged, "", "", {}, None)


@sealed
class SyncPage(BasePage[T]):
    """A page that iterates over its items and those of all following pages."""

    __slots__ = ()

    def __iter__(self) -> Iterator[T]:  # type: ignore[override]  # items rather than members
        for page in self.iter_pages():
            yield from page._page_items()

    def iter_pages(self) -> Iterator[Self]:
        """This page and all that follow it."""
        page = self
        yield page
        while page.has_next_page():
            before, page = page, page.get_next_page()
            if page._repeats(before):
                return
            yield page

    def get_next_page(self) -> Self:
        """The next page, asked for with the options of the call that gave this one.

        Raises:
            APIError: the request failed, or it would have to go to another origin.
            RuntimeError: this is the last page.
        """
        call = self._next_call()
        decode = call.decoder(type(self))
        client: Any = call.client
        page: Self = client._exchange(decode, call.method, call.path, call.options)
        return page


@sealed
class AsyncPage(BasePage[T]):
    """A page that iterates over its items and those of all following pages."""

    __slots__ = ()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page._page_items():
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and all that follow it."""
        page = self
        yield page
        while page.has_next_page():
            before, page = page, await page.get_next_page()
            if page._repeats(before):
                return
            yield page

    async def get_next_page(self) -> Self:
        """The next page, asked for with the options of the call that gave this one.

        Raises:
            APIError: the request failed, or it would have to go to another origin.
            RuntimeError: this is the last page.
        """
        call = self._next_call()
        decode = call.decoder(type(self))
        client: Any = call.client
        page: Self = await client._exchange(decode, call.method, call.path, call.options)
        return page


class AsyncPaginator(Generic[T, AnyAsyncPage]):
    """What an async list method returns.

    `await` gives the first page; `async for` the items of all pages. Nothing is sent before.
    """

    def __init__(self, send: Callable[[], Awaitable[AnyAsyncPage]]) -> None:
        self._send = send

    def __await__(self) -> Generator[Any, None, AnyAsyncPage]:
        return self._send().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        page = await self
        async for item in page:
            yield item

    async def iter_pages(self) -> AsyncIterator[AnyAsyncPage]:
        """All pages."""
        first = await self
        async for page in first.iter_pages():
            yield page


def first_call(
    client: BaseClient,
    page: type[BasePage[Any]],
    decode: Callable[[Any], Any],
    method: str,
    path: str,
    options: RequestOptions,
) -> PageCall:
    """The call of a list method."""
    call = PageCall(client, decode, method, path, options, None)
    if page._rule.is_first(call):
        call.skipped = 0
    return call
