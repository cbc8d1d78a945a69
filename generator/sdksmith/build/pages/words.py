"""What parameters and members that have to do with pages are called, as `compact` writes names.

Of those in a list, the more telling ones stand first.
"""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CURSORS = _names(
    """
    cursor nextcursor pagecursor startcursor endcursor aftercursor pagetoken nextpagetoken paginationtoken nexttoken
    starttoken continuationtoken continuation continue after pageafter startingafter startafter afterid
    startingafterid marker nextmarker startkey exclusivestartkey lastevaluatedkey nextpage nextpageid nextpagekey
    nextkey scrollid bookmark skiptoken startingtoken next pagepointer
    """
)
"""Parameters that take a cursor."""

AFTER_ITEM = _names("startingafter startafter after pageafter startingafterid afterid")
"""Those that may take a member of the last item."""

NAMED_NEXT = _names(
    """
    nextcursor nextpagetoken nexttoken nextpagecursor nextcontinuationtoken nextmarker nextkey nextpagekey
    nextpageid nextstartkey nextstartingafter nextafter nextscrollid nextbookmark endcursor cursornext
    """
)
"""Members that hold the cursor of the next page, and nothing else."""

NEXT_CURSORS = _names(
    """
    continuationtoken continuation continue paginationtoken aftercursor startingafter after lastevaluatedkey
    nextpage next lastid marker bookmark cursor pagetoken
    """
)
"""Members that hold it where a parameter takes a cursor.

The id of a scroll is not one of them: it often stays the same on all pages, so that nothing would tell the last one.
"""

NEXT_URLS = _names(
    """
    nextpageurl nextpageuri nexturl nexturi nextpagelink nextlink odatanextlink nexthref nextpagehref
    """
)
"""Members that hold the URL of the next page, whatever else there is."""

PAGE_NUMBERS = _names("page pagenumber pageno pagenum pageindex currentpage p")
"""Parameters that take the number of a page."""

OFFSETS = _names("offset skip pageoffset startindex startat start firstresult from")
"""Parameters that take a number of items to skip."""

VAGUE = frozenset({"p", "start", "from"})
"""Parameters that may as well mean something else: they count only beside a size."""

SIZES = _names(
    """
    perpage pagesize limit size pagelimit count maxresults maxitems resultsperpage itemsperpage hitsperpage pagecount
    top first take num max rows maxpagesize recordsperpage
    """
)
"""Parameters that say how many items a page has at most."""

MORE = _names(
    """
    hasmore hasnextpage hasnext hasmoreresults hasmoreitems hasmorepages moreresults more istruncated morepages
    moreavailable nextpageexists
    """
)
"""Members that say whether there is another page."""

TOTALS = _names(
    "totalcount total totalresults totalitems totalrecords totalelements totalsize totalentries totalhits"
)
"""Members that hold the number of all items."""

TOTAL_PAGES = _names("totalpages pagecount numpages pagescount totalpagecount lastpage pages")
"""Members that hold the number of all pages."""

CURRENT_PAGE = _names("currentpage pagenumber pageno pagenum pageindex page number")
CURRENT_OFFSET = _names("offset skip pageoffset startindex startat start")

ITEMS = _names(
    """
    data items results result values value list records entries entities objects elements rows content contents nodes
    hits resources collection documents edges
    """
)
"""Members that hold the items of any list."""

NEVER_ITEMS = frozenset(
    _names("errors warnings messages links included includes facets notices aggregations")
)
"""Arrays that stand beside a list."""

HOLDERS = frozenset(_names("data result results response payload body embedded d"))
"""Members that may be around the items."""

ABOUT_PAGES = frozenset(
    _names(
        """
        meta metadata metainfo pagination paginationinfo paginationmeta paging pageinfo page pages pagemeta resultinfo
        responsemetadata link links cursor cursors next nextpage listinfo searchmetadata
        """
    )
)
"""Members that hold what leads to the next page."""

SEARCHES = frozenset({"search", "list", "query", "find", "filter", "lookup"})
"""Words that say that a POST reads."""

LINKS = frozenset({"href", "link", "links", "uri", "url"})
"""Words that say that a member is a URL."""

FROM_ZERO = (
    "zero-based",
    "zero based",
    "zero-indexed",
    "0-based",
    "0-index",
    "starts at 0",
    "starting at 0",
    "starts from 0",
    "starting from 0",
)
"""What descriptions say of pages whose first number is 0."""
