"""How the next page of a list is asked for: one class for each way in which APIs do it."""

from __future__ import annotations

from .models import BaseModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypeAlias

    from .pages import BasePage, PageCall

    Steps: TypeAlias = tuple[str, ...]


class PageInfo:
    """What the request for another page differs in from the one before.

    Attributes:
        url: the whole URL, as the API gives it; `None` if it stays.
        params: query parameters, or `None`.
        json: members of the body, or `None`.
    """

    __slots__ = ("is_counted", "json", "params", "url")

    def __init__(
        self,
        *,
        url: str | None = None,
        params: Mapping[str, object] | None = None,
        json: Mapping[str, object] | None = None,
        is_counted: bool = False,
    ) -> None:
        self.url = url
        self.params = params
        self.json = json
        self.is_counted = is_counted

    @property
    def key(self) -> str:
        """What is equal for the same page only."""
        return repr((self.url, self.params, self.json))

    def __repr__(self) -> str:
        names = ("url", "params", "json")
        shown = [f"{name}={getattr(self, name)!r}" for name in names if getattr(self, name)]
        return f"PageInfo({', '.join(shown)})"


class PageRule:
    """Where an answer says what.

    Args:
        items: the members that lead to the array of items; none if the answer is that array.
        more: those that lead to a boolean that says whether there is another page.
    """

    def __init__(self, items: Steps = (), *, more: Steps = ()) -> None:
        self.items = items or ("items",)
        self.more = more

    def at(self, page: BasePage[Any], steps: Sequence[str]) -> Any:
        """The value that members of the answer lead to; `None` if there is none."""
        value: Any = page
        for step in steps:
            values = value.__dict__ if isinstance(value, BaseModel) else value
            value = values.get(step) if isinstance(values, dict) else None
        return value if steps else None

    def next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        """What the request for the next page differs in; `None` if there is none."""
        return None if self.at(page, self.more) is False else self._next(page, items, call)

    def _next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        raise NotImplementedError

    def is_first(self, call: PageCall) -> bool:
        """Whether a call is one for the first page, if that matters."""
        return False


class ParameterRule(PageRule):
    """The next page is asked for with a parameter.

    Args:
        parameter: its name in the API.
        in_body: whether it is a member of the body rather than of the query.
    """

    def __init__(
        self, parameter: str, items: Steps = (), *, more: Steps = (), in_body: bool = False
    ) -> None:
        super().__init__(items, more=more)
        self.parameter = parameter
        self.in_body = in_body

    def _info(self, value: object, *, is_counted: bool = False) -> PageInfo:
        values = {self.parameter: value}
        if self.in_body:
            return PageInfo(json=values, is_counted=is_counted)
        return PageInfo(params=values, is_counted=is_counted)

    def _sent(self, call: PageCall) -> object:
        return call.sent(self.parameter, in_body=self.in_body)

    def _sending(self, cursor: object, call: PageCall) -> PageInfo | None:
        """The page of a cursor; the one that was just asked for is not asked for again."""
        is_cursor = isinstance(cursor, (str, int)) and not isinstance(cursor, bool)
        if not is_cursor or cursor in ("", self._sent(call)):
            return None
        return self._info(cursor)


class CursorPages(ParameterRule):
    """A value of the answer is sent back.

    Args:
        cursor: the members that lead to it.
    """

    def __init__(
        self,
        parameter: str,
        items: Steps = (),
        *,
        cursor: Steps,
        more: Steps = (),
        in_body: bool = False,
    ) -> None:
        super().__init__(parameter, items, more=more, in_body=in_body)
        self.cursor = cursor

    def _next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        cursor = self.at(page, self.cursor)
        if isinstance(cursor, str) and cursor.startswith(("https://", "http://")):
            return followed(cursor, call)  # Some APIs give the URL that has the cursor in it.
        return self._sending(cursor, call)


class ItemCursorPages(ParameterRule):
    """A member of the last item is sent back.

    Args:
        member: its name in the API.
    """

    def __init__(
        self,
        parameter: str,
        items: Steps = (),
        *,
        member: str = "id",
        more: Steps = (),
        in_body: bool = False,
    ) -> None:
        super().__init__(parameter, items, more=more, in_body=in_body)
        self.member = member

    def _next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        last = items[-1] if items else None
        values = last.__dict__ if isinstance(last, BaseModel) else last
        return self._sending(values.get(self.member) if isinstance(values, dict) else None, call)


class NumberedPages(ParameterRule):
    """Pages have numbers.

    Args:
        first: the number of the first one.
        number: the members that lead to the number of a page.
        next: those that lead to the number of the next one.
        total: those that lead to the number of all items.
        total_pages: those that lead to the number of all pages.
    """

    def __init__(
        self,
        parameter: str,
        items: Steps = (),
        *,
        first: int = 1,
        number: Steps = (),
        next: Steps = (),
        more: Steps = (),
        total: Steps = (),
        total_pages: Steps = (),
        in_body: bool = False,
    ) -> None:
        super().__init__(parameter, items, more=more, in_body=in_body)
        self.first = first
        self.number = number
        self.stated = next
        self.total = total
        self.total_pages = total_pages

    def is_first(self, call: PageCall) -> bool:
        return whole(self._sent(call)) in (None, self.first)

    def current(self, page: BasePage[Any], call: PageCall) -> int:
        """The number of a page: what was asked for, else what the answer says."""
        for value in (self._sent(call), self.at(page, self.number)):
            number = whole(value)
            if number is not None:
                return number
        return self.first

    def _next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        current = self.current(page, call)
        if self.stated:
            following = whole(self.at(page, self.stated))
            return self._info(following) if following not in (None, current) else None
        following = self._following(current, len(items))
        last = self._is_last(page, following, len(items), call)
        if last is None:  # Nothing is said of the end: it is where there are no more items.
            last = not items and self.at(page, self.more) is not True
        return None if last or following == current else self._info(following, is_counted=True)

    def _following(self, current: int, items: int) -> int:
        return current + 1

    def _is_last(
        self, page: BasePage[Any], following: int, items: int, call: PageCall
    ) -> bool | None:
        pages = whole(self.at(page, self.total_pages))
        if pages is not None:
            return following - self.first >= pages
        total = whole(self.at(page, self.total))
        if total is not None and call.skipped is not None:
            return not items or call.skipped + items >= total
        return None


class OffsetPages(NumberedPages):
    """The number of items to skip is asked for."""

    def __init__(
        self,
        parameter: str,
        items: Steps = (),
        *,
        first: int = 0,
        number: Steps = (),
        next: Steps = (),
        more: Steps = (),
        total: Steps = (),
        in_body: bool = False,
    ) -> None:
        super().__init__(
            parameter,
            items,
            first=first,
            number=number,
            next=next,
            more=more,
            total=total,
            in_body=in_body,
        )

    def _following(self, current: int, items: int) -> int:
        return current + items

    def _is_last(
        self, page: BasePage[Any], following: int, items: int, call: PageCall
    ) -> bool | None:
        total = whole(self.at(page, self.total))
        return None if total is None else not items or following - self.first >= total


class LinkedPages(PageRule):
    """The answer has the URL of the next page.

    Args:
        url: the members that lead to it.
    """

    def __init__(self, items: Steps = (), *, url: Steps, more: Steps = ()) -> None:
        super().__init__(items, more=more)
        self.url = url

    def _next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        return followed(self.at(page, self.url), call)


class LinkHeaderPages(PageRule):
    """The header `Link` has the URL of the next page (RFC 8288)."""

    def _next(self, page: BasePage[Any], items: Sequence[Any], call: PageCall) -> PageInfo | None:
        return followed(call.link, call)


def followed(url: object, call: PageCall) -> PageInfo | None:
    """The page at a URL; the one that was just asked for is not asked for again."""
    if not isinstance(url, str) or not url or call.is_at(url):
        return None
    return PageInfo(url=url)


def whole(value: object) -> int | None:
    """A whole number, or the text of one; `None` if it is neither."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return int(value)
    except (ValueError, OverflowError):
        return None
