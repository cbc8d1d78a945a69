"""Cookies that a method or its credentials send, beside those that servers have set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from .encode import Encoded, Exploded, encode_json, is_object, plain_text
from .sentinels import LEFT_OUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    import httpx2

# What a cookie may hold as it is (RFC 6265, 4.1.1), but for `%`.
SAFE = "!#$'()*+-./:<=>?@[]^_`{|}~"


def add_cookies(request: httpx2.Request, cookies: Mapping[str, object], *, stated: bool) -> None:
    """Adds cookies to a request.

    Args:
        stated: whether the caller has set the header `Cookie`, whose cookies win over these; these
            win over what a server has set.
    """
    before = [pair for pair in request.headers.get("cookie", "").split("; ") if pair]
    pairs = [f"{name}={value}" for each in cookies.items() for name, value in _pairs(*each)]
    winners, others = (before, pairs) if stated else (pairs, before)
    names = {pair.partition("=")[0] for pair in winners}
    kept = [pair for pair in others if pair.partition("=")[0] not in names]
    if kept or winners:
        request.headers["Cookie"] = "; ".join([*kept, *winners])


def _pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    if value is None or isinstance(value, LEFT_OUT):
        return
    if isinstance(value, Encoded):
        yield name, value
    elif isinstance(value, Exploded):
        for key, item in value.members.items():
            yield from _pairs(str(key), item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _pairs(name, item)
    else:
        text = encode_json(value).decode() if is_object(value) else plain_text(value)
        yield name, quote(text, safe=SAFE)
