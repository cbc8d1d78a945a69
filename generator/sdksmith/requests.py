"""What every SDK sends for a method beside its values: the path, and the media types."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from sdksmith.ir import Body, Content, Method, PathParameter
from sdksmith.wire import Wire

JSON: Final = "application/json"
OCTETS: Final = "application/octet-stream"
_ALLOWED_IN_PATHS: Final = "/%?&=:@!$'()*+,;~"
"""What stays as it is in the fixed text of a path (RFC 3986, 3.3)."""


def documented_path(method: Method) -> Wire:
    """The path as the document writes it: `/accounts/{account_id}/livestreams`."""
    return Wire(
        "".join(
            f"{{{piece.wire.text}}}" if isinstance(piece, PathParameter) else piece.text
            for piece in method.path
        )
    )


def request_path(method: Method) -> list[Wire | PathParameter]:
    """The path as it is sent: percent-encoded, and without a fragment, which no server sees."""
    pieces: list[Wire | PathParameter] = []
    for piece in method.path:
        if isinstance(piece, PathParameter):
            pieces.append(piece)
            continue
        text, fragment, _ = piece.text.partition("#")
        if text:
            pieces.append(Wire(quote(text, safe=_ALLOWED_IN_PATHS)))
        if fragment:
            break
    return pieces


def body_media_type(body: Body) -> str:
    """The content type that is sent."""
    text = body.media_type.text.strip()
    if not text or "*" in text:
        return {
            Content.JSON: JSON,
            Content.FORM: "application/x-www-form-urlencoded",
            Content.MULTIPART: "multipart/form-data",
            Content.TEXT: "text/plain; charset=utf-8",
            Content.BINARY: OCTETS,
        }[body.content]
    # Without a word about it, text is read as Latin-1 or as UTF-8, as the server likes.
    said = body.content is not Content.TEXT or "charset" in text or not text.startswith("text/")
    return text if said else f"{text}; charset=utf-8"


def accepted(method: Method) -> str:
    """The media type that the answer is asked for in."""
    if method.stream is not None and method.stream.switch is None:
        return method.stream.media_type.text
    if method.response is None:
        return JSON
    return method.response.media_type.text or JSON


def is_json(media_type: Wire) -> bool:
    """Whether a media type is one of JSON, such as `application/problem+json`."""
    return media_type.text.partition(";")[0].strip().lower().endswith("json")
