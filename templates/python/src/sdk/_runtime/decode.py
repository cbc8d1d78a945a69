"""From an answer to the value that a method returns."""

from __future__ import annotations

from json import loads

from .convert import Undecoded
from .errors import APIResponseValidationError, error_body
from .redaction import redacted_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    import httpx2

    T = TypeVar("T")


NO_CONTENT = 204


def decode_response(response: httpx2.Response, decode: Callable[[Any], T]) -> T:
    """The value of a successful answer that has been read.

    An answer that is not meant to have a body (status 204, to `HEAD`, or empty and without a
    content type) gives `None`, whatever the method declares.

    Raises:
        APIResponseValidationError: the content type is not JSON, or the body is not, or it is not
            what `decode` accepts.
    """
    if isinstance(decode, Undecoded):
        return decode(response)  # type: ignore[no-any-return]
    content = response.content
    content_type = response.headers.get("content-type")
    if not content and may_be_empty(response, content_type):
        return None  # type: ignore[return-value]  # documented: no body, no value
    if content_type is not None and not is_json(content_type):
        raise APIResponseValidationError(
            response,
            error_body(response),
            message=redacted_text(
                f"Expected JSON, but the content type is {content_type!r}.", response.request
            ),
        )
    try:
        data = loads(content)
    except (ValueError, RecursionError) as error:
        raise APIResponseValidationError(response, response.text) from error
    try:
        return decode(data)
    except (ValueError, RecursionError) as error:
        message = "The answer is not of the expected type."
        raise APIResponseValidationError(response, data, message=message) from error


def may_be_empty(response: httpx2.Response, content_type: str | None) -> bool:
    """Whether an answer without a body is as it should be."""
    return (
        content_type is None
        or response.status_code == NO_CONTENT
        or response.request.method == "HEAD"
    )


def is_json(content_type: str) -> bool:
    """Whether a content type, parameters aside, ends in `/json` or `+json`."""
    if content_type == "application/json":
        return True
    kind = content_type.partition(";")[0].strip().lower()
    return kind.endswith(("/json", "+json"))
